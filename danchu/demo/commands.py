"""`danchu demo`: the fictional ward with a year of petitions, and as many more as a benchmark asks for."""

import time

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from danchu.demo.answer_templates import load_templates
from danchu.demo.case import read_cases
from danchu.demo.catalogues import load_catalogues
from danchu.demo.common_works import play_works
from danchu.demo.consultations import play_consultations
from danchu.demo.consultations.volume import answer_all, fill_opinions
from danchu.demo.dialogues import play_dialogues, tie_promises
from danchu.demo.disclosures import load_disclosures
from danchu.demo.information import load_information
from danchu.demo.many_disclosures import fill_disclosures
from danchu.demo.many_promises import fill_promises, fill_questions
from danchu.demo.news import load_news
from danchu.demo.news_volume import fill_articles
from danchu.demo.playing import play
from danchu.demo.promises import play_promises, read_promises
from danchu.demo.volume import TooMany, fill
from danchu.demo.ward import PROVINCE, Ward, load_ward, sign_ins
from danchu.ground.offices.loading import load_map
from danchu.ground.offices.models import Unit
from danchu.ground.search.follow import index_new
from danchu.prompt import Prompt, a_number, refuse


def demo(argv: list[str]) -> int:
    """Load what is missing and say what stands; 2 outside the demo, or when it cannot be done."""
    parser = Prompt(prog="danchu demo", description="Nạp phường mẫu Lê Khôi (hư cấu).")
    parser.add_argument("--petitions", type=a_number(0), metavar="N", help="tạo thêm đơn cho đủ N, để đo tốc độ")
    parser.add_argument("--opinions", type=a_number(0), metavar="N",
                        help="tạo thêm một đợt lấy ý kiến 120 điều đã công khai bảng với N ý kiến, để đo tốc độ")
    parser.add_argument("--articles", type=a_number(0), metavar="N", help="tạo thêm bài cho đủ N, để đo tốc độ")
    parser.add_argument("--disclosures", type=a_number(0), metavar="N",
                        help="tạo thêm nội dung công khai cho đủ N, để đo tốc độ")
    parser.add_argument("--promises", type=a_number(0), metavar="N", help="tạo thêm cam kết cho đủ N, để đo tốc độ")
    parser.add_argument("--questions", type=a_number(0), metavar="N",
                        help="tạo thêm câu hỏi cho buổi đối thoại đông nhất đủ N câu, để đo tốc độ")
    parser.add_argument("--no-search", action="store_true",
                        help="không lập chỉ mục khi tạo; “danchu work” sẽ lập dần sau")
    asked = parser.parse_args(argv)
    if not settings.SITE["demo"]:
        return refuse("Phường mẫu chỉ nạp khi DANCHU_DEMO=1: tài khoản mẫu có mật khẩu ai cũng biết.")
    try:
        ward = _load()
        if asked.petitions is not None:
            _fill(asked.petitions, ward, search=not asked.no_search)
        if asked.articles is not None:
            print(f"Tin tức: thêm {fill_articles(asked.articles, ward, timezone.now()):,} bài.")
        if asked.disclosures is not None:
            added = fill_disclosures(asked.disclosures, ward, timezone.now())
            index_new()
            print(f"Công khai: thêm {added:,} nội dung.")
        if asked.promises is not None:
            print(f"Cam kết: thêm {fill_promises(asked.promises, ward, timezone.now()):,}.")
        if asked.questions is not None:
            print(f"Câu hỏi đối thoại: thêm {fill_questions(asked.questions, ward, timezone.now()):,}.")
        if asked.opinions is not None:
            _ask_many(asked.opinions, ward)
    except TooMany as problem:
        return refuse(str(problem))
    except DatabaseError as problem:
        return refuse(f"Cơ sở dữ liệu chưa sẵn sàng (đã chạy “danchu manage migrate” chưa?): {problem}")
    print(sign_in_list())
    return 0


def sign_in_list() -> str:
    """Who may sign in and how, as it is printed."""
    officials = [who for who in sign_ins() if who.password]
    citizens = [who for who in sign_ins() if not who.password]
    return "\n".join([
        "\nĐăng nhập của phường mẫu", "  Cán bộ:",
        *(f"    {who.email:<26} {who.name}, {who.title}" for who in officials),
        f"    mật khẩu chung: {officials[0].password}",
        f"    mã bước hai: hiện ngay trên trang đăng nhập; khóa cho ứng dụng: {officials[0].totp_secret}",
        "  Người dân (không mật khẩu: nhập thư điện tử, mã hiện trên trang đăng nhập mẫu):",
        *(f"    {who.email:<26} {who.name}" for who in citizens),
    ])  # fmt: skip


def _load() -> Ward:
    if not Unit.objects.filter(code=PROVINCE).exists():
        counts = load_map()
        print(f"Bản đồ hành chính: {counts.provinces} tỉnh, thành; {counts.communes:,} xã, phường, đặc khu.")
    now = timezone.now()
    ward = load_ward(now)
    load_templates(ward.body)
    new, known = play(read_cases(), ward, now)
    met = play_dialogues(ward, now)
    load_disclosures(ward, now)
    load_news(ward, now)
    load_information(ward, now)
    promises, works = play_promises(read_promises(), ward, now), play_works(ward, now)
    tie_promises(ward, now)
    asked = play_consultations(ward, now)
    load_catalogues(ward, now)
    index_new()
    print(f"Phường Lê Khôi: thêm {new} đơn mẫu." if new else f"Phường Lê Khôi: đã có {known} đơn mẫu.")
    print(f"Lấy ý kiến: thêm {asked} đợt." if asked else "Lấy ý kiến: đã có.")
    print(f"Đối thoại: thêm {met} buổi." if met else "Đối thoại: đã có.")
    print(f"Cam kết và việc chung: thêm {promises} cam kết, {works} việc chung.")
    return ward


def _fill(total: int, ward: Ward, *, search: bool) -> None:
    began = time.monotonic()

    def tell(done: int, of: int) -> None:
        print(f"  {done:>9,} / {of:,} đơn, {done / (time.monotonic() - began):,.0f} đơn/giây", flush=True)

    added = fill(total, ward, timezone.now(), tell, search=search)
    print(f"Dữ liệu lớn: thêm {added:,} đơn." if added else f"Dữ liệu lớn: đã có từ {total:,} đơn trở lên.")


def _ask_many(total: int, ward: Ward) -> None:
    began, now = time.monotonic(), timezone.now()
    c = fill_opinions(total, ward, now)
    filled = time.monotonic()
    answer_all(c, ward, now)
    print(f"Lấy ý kiến {c.code}: {total:,} ý kiến trong {filled - began:,.0f} giây; tổng hợp thành {c.rows:,} hàng và "
          f"công khai trong {time.monotonic() - filled:,.0f} giây.")
