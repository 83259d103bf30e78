"""What is asked: the pages people open most. A mechanism adds its own by a row in PAGES and, for codes and keys that
only its data know, a row in FACTS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote_plus

DIFFERENT = 300  # addresses of one page: other cases, other places of a list


@dataclass(frozen=True)
class Page:
    """One measured page. `{name}` in its path is a fact; `official` is asked with an official's session."""

    name: str
    path: str
    official: str = ""  # whose session: the start of an e-mail address
    kept: bool = False  # may come from the pages kept in memory; otherwise each address is new
    most: float = 0  # ms of processor the page may take; 0: no goal of its own
    values: tuple[str, ...] = ("",)


LIST, CASE, KEPT, QUEUE, SEARCH, REPORT = 2.0, 1.5, 0.2, 3.0, 10.0, 50.0  # ms: the goals of the first landing
PAGES = (
    Page("trang trống", "/trong/"),
    Page("trang đầu", "/", most=LIST),
    Page("trang đầu, giữ sẵn", "/", kept=True, most=KEPT),
    Page("sổ công khai, trang 1", "/phan-anh/", most=LIST),
    Page("sổ công khai, giữ sẵn", "/phan-anh/", kept=True, most=KEPT),
    Page("sổ công khai, quanh trang 2.000", "/phan-anh/?sau={deep}", most=LIST),
    Page("sổ công khai, lọc một phòng", "/phan-anh/?phong={office}", most=LIST),
    Page("tìm một từ", "/phan-anh/?q={word}", most=SEARCH),
    Page("tìm hai từ", "/phan-anh/?q={words}", most=SEARCH),
    Page("tìm cụm từ", "/phan-anh/?q={phrase}", most=SEARCH),
    Page("tìm khắp cổng", "/tim/?q={words}", most=SEARCH),
    Page("các việc công khai", "/phan-anh/{public}/", most=CASE),
    Page("một việc công khai, giữ sẵn", "/phan-anh/{public}/", kept=True, most=KEPT),
    Page("số liệu", "/phan-anh/so-lieu/", most=REPORT),
    Page("tin tức, trang 1", "/tin-tuc/", most=LIST),
    Page("tin tức, giữ sẵn", "/tin-tuc/", kept=True, most=KEPT),
    Page("tin tức, ở giữa", "/tin-tuc/?sau={article_key}", most=LIST),
    Page("tin tức, một mục", "/tin-tuc/?muc={shelf}", most=LIST),
    Page("tin tức, một từ khóa", "/tin-tuc/?the={tag}", most=LIST),
    Page("tin tức, một ngày", "/tin-tuc/?ngay={article_day}", most=LIST),
    Page("tin tức, tìm hai từ", "/tin-tuc/?q={article_words}", most=LIST),
    Page("tin tức, một bài", "/tin-tuc/{article}/", most=CASE),
    Page("tin tức, lịch", "/tin-tuc/lich/?thang={article_month}"),
    Page("tin tức, Atom", "/tin-tuc/moi.atom"),
    Page("bàn làm việc, tin đã đăng", "/ban-lam-viec/tin-tuc/?xem=da-dang", "minh", most=QUEUE),
    Page("công khai", "/cong-khai/", most=LIST),
    Page("công khai, giữa danh sách", "/cong-khai/?sau={disclosed_deep}", most=LIST),
    Page("công khai, một nội dung luật", "/cong-khai/?muc={clause}", most=LIST),
    Page("công khai, tìm", "/cong-khai/?q={disclosed_word}", most=SEARCH),
    Page("công khai, một việc", "/cong-khai/{disclosed}/", most=CASE),
    Page("công khai, đã làm và chưa làm", "/cong-khai/doi-chieu/", most=REPORT),
    Page("công khai, sắp phải làm", "/cong-khai/sap-toi/", most=REPORT),
    Page("công khai, danh sách quý", "/cong-khai/danh-sach-quy/", most=REPORT),
    Page("thủ tục hành chính", "/thu-tuc/", most=LIST),
    Page("văn bản", "/van-ban/", most=LIST),
    Page("đối thoại", "/doi-thoai/", most=LIST),
    Page("đối thoại, một cuộc", "/doi-thoai/{dialogue}/", most=CASE),
    Page("đối thoại, một câu hỏi", "/cau-hoi/{question}/", most=CASE),
    Page("tiếp công dân", "/tiep-cong-dan/", most=LIST),
    Page("cam kết", "/cam-ket/", most=LIST),
    Page("cam kết, một việc", "/cam-ket/{promised}/", most=CASE),
    Page("cam kết, bảng điểm", "/cam-ket/bang-diem/", most=REPORT),
    Page("việc chung, một việc", "/viec-chung/{work}/", most=CASE),
    Page("thông tin theo yêu cầu", "/thong-tin/", most=LIST),
    Page("lấy ý kiến", "/lay-y-kien/", most=LIST),
    Page("lấy ý kiến, một đợt", "/lay-y-kien/{consulted}/", most=LIST),
    Page("lấy ý kiến, một điều", "/lay-y-kien/{consulted_article}/", most=CASE),
    Page("lấy ý kiến, bảng trả lời", "/lay-y-kien/{consulted}/bang/", most=LIST),
    Page("lấy ý kiến, bảng, một điều", "/lay-y-kien/{consulted_filter}", most=LIST),
    Page("bàn làm việc, lấy ý kiến", "/ban-lam-viec/lay-y-kien/", "minh", most=QUEUE),
    Page("bàn làm việc, lấy ý kiến, một đợt", "/ban-lam-viec/lay-y-kien/{consulted}/", "minh", most=QUEUE),
    Page("bàn làm việc, lấy ý kiến, đợt đang mở", "/ban-lam-viec/lay-y-kien/{consulting}/", "minh", most=QUEUE),
    Page("bàn làm việc, lấy ý kiến, bàn trả lời", "/ban-lam-viec/lay-y-kien/{consulted}/nhom/", "minh", most=QUEUE),
    Page("bàn làm việc, lấy ý kiến, một nhóm", "/ban-lam-viec/lay-y-kien/{consulted_row}/", "minh", most=QUEUE),
    Page("bàn làm việc, lấy ý kiến, nhập phiếu", "/ban-lam-viec/lay-y-kien/{consulting}/phieu/", "minh", most=QUEUE),
    Page("bàn làm việc, lấy ý kiến, các dự thảo", "/ban-lam-viec/lay-y-kien/?muc=du-thao", "minh", most=QUEUE),
    Page("bàn làm việc, lấy ý kiến, một dự thảo", "/ban-lam-viec/lay-y-kien/du-thao/{drafted}/", "minh", most=QUEUE),
    Page("bàn làm việc, hàng đợi", "/ban-lam-viec/", "minh", most=QUEUE),
    Page("bàn làm việc, các việc", "/ban-lam-viec/{open}/", "minh"),
    Page("bàn làm việc, tình hình", "/ban-lam-viec/tinh-hinh/", "hoa", most=REPORT),
    Page("bàn làm việc, công khai", "/ban-lam-viec/cong-khai/", "minh", most=QUEUE),
    Page("bàn làm việc, đối thoại", "/ban-lam-viec/doi-thoai/", "minh", most=QUEUE),
    Page("bàn làm việc, cam kết", "/ban-lam-viec/cam-ket/", "minh", most=QUEUE),
)


def pages(only: str = "") -> list[Page]:
    """The pages whose facts this database holds; the empty one always. Needs Django and a filled database."""
    facts = {name: tuple(dict.fromkeys(map(str, find()))) for name, find in FACTS.items()}
    found = [replace(page, values=facts.get(page.path.partition("{")[2].partition("}")[0], ("",))) for page in PAGES]
    return [page for page in found if page.values and (only in page.name or page == found[0])]


def address(page: Page, n: int) -> str:
    """The n-th address asked: new each time unless kept pages are what is measured."""
    head, brace, tail = page.path.partition("{")
    value = quote_plus(page.values[0 if page.kept else n % len(page.values)], safe="/?=")
    path = head + value + tail.partition("}")[2] if brace else page.path
    return path if page.kept or page.official else f"{path}{'&' if '?' in path else '?'}lan={n}"


# --- what only the data know ---------------------------------------------------------------------


def _listed():  # type: ignore[no-untyped-def]
    from danchu.mechanisms.petitions.models import Publication

    return Publication.objects.visible_to().order_by("-petition_id")


def _deep() -> list[int]:
    listed = _listed()
    return list(listed.values_list("petition_id", flat=True)[min(40_000, listed.count() // 2) :][:DIFFERENT])


def _open() -> list[str]:
    from danchu.mechanisms.petitions.models import Petition

    return list(Petition.objects.open().order_by("due_on", "id").values_list("code", flat=True)[:DIFFERENT])


def _consulted():  # type: ignore[no-untyped-def]
    """The largest consultation that has its table (`danchu demo --opinions N` makes one)."""
    from danchu.mechanisms.consultations.models import Consultation

    return Consultation.objects.filter(state="published").order_by("-times")[:1]


def _consulting():  # type: ignore[no-untyped-def]
    """The largest that takes opinions now."""
    from danchu.mechanisms.consultations.models import Consultation

    return Consultation.objects.filter(state="open").order_by("-times")[:1]


def _consulted_rows() -> list[str]:
    return [f"{c.code}/nhom/{pk}" for c in _consulted() for pk in c.table.values_list("pk", flat=True)[:DIFFERENT]]


def _public(model: str) -> Callable[[], list[str]]:
    """The codes of what anyone may read of this model (`news.Article`), the newest first."""

    def codes() -> list[str]:
        from django.apps import apps

        listed: Any = apps.get_model(model)._default_manager
        return list(listed.visible_to().order_by("-pk").values_list("code", flat=True)[:DIFFERENT])

    return codes


def _consulted_articles() -> list[str]:
    return [f"{c.code}/dieu/{eid}" for c in _consulted()
            for eid in c.edition.parts.filter(kind="article").values_list("eid", flat=True)[:DIFFERENT]]


def _articles():  # type: ignore[no-untyped-def]
    from danchu.mechanisms.news.models import Article

    return Article.objects.visible_to().select_related("category").order_by("-published_at", "-id")


def _amid() -> list:
    listed = _articles()
    return list(listed[min(20_000, listed.count() // 2) :][:DIFFERENT])


def _article_keys() -> list[str]:
    return [f"{a.published_at.timestamp() * 1_000_000:.0f}.{a.pk}" for a in _amid()]


def _disclosed_deep() -> list[int]:
    from danchu.mechanisms.disclosures.models import Disclosure

    listed = Disclosure.objects.visible_to().order_by("-id")
    return list(listed.values_list("id", flat=True)[listed.count() // 2 :][:DIFFERENT])


FACTS: dict[str, Callable[[], list]] = {
    "deep": _deep,
    "office": lambda: [o for o in _listed().values_list("office_id", flat=True)[:DIFFERENT] if o],
    "disclosed_deep": _disclosed_deep,
    "clause": lambda: list(range(1, 15)),
    "disclosed_word": lambda: ["cho", "hem", "ke hoach", "cây xanh", "quyết toán", "via he"],
    "public": lambda: list(_listed().values_list("code", flat=True)[:DIFFERENT]),
    "open": _open,
    "disclosed": _public("disclosures.Disclosure"),
    "dialogue": _public("dialogues.Dialogue"),
    "question": _public("dialogues.Question"),
    "promised": _public("works.Commitment"),
    "work": _public("works.CommunityWork"),
    "consulted": lambda: [c.code for c in _consulted()],
    "consulted_article": _consulted_articles,
    "consulted_filter": lambda: [address.replace("/dieu/", "/bang/?dieu=") for address in _consulted_articles()],
    "consulted_row": _consulted_rows,
    "consulting": lambda: [c.code for c in _consulting()],
    "drafted": lambda: [c.document.code for c in _consulted()],
    "article": lambda: [a.code for a in _amid()],
    "article_key": _article_keys,
    "article_day": lambda: [f"{a.published_at:%Y-%m-%d}" for a in _amid()],
    "article_month": lambda: [f"{a.published_at:%Y-%m}" for a in _amid()],
    "article_words": lambda: ["sửa cống", "tiem chung", "hop khu pho", "cắt điện", "trong cay", "mo cho"],
    "shelf": lambda: [a.category.slug for a in _amid()[:20]],
    "tag": lambda: ["ngay-hoi", "to-dan-pho"],
    "word": lambda: "ngập rac đường den cây cho nuoc hẻm trường".split(),
    "words": lambda: ["ngap nuoc", "rác hẻm", "đèn đường", "cay xanh", "nuoc sach", "ồn đêm", "chó thả", "via he"],
    "phrase": lambda: ['"ngập nước"', '"den duong"', '"cây xanh"', '"vỉa hè"', '"nuoc sach"', '"khu phố"'],
}
