"""Two consultations of the fictional ward, one answered and published, one open now: played through the actions."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone

from danchu.demo import readers
from danchu.demo.ward import WARD, Ward
from danchu.ground.drafts.parse import parse
from danchu.ground.drafts.reading import read
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.people.access import CLOCK, NOBODY, Standing, standing_of
from danchu.ground.text.personal_data import redact
from danchu.mechanisms.consultations import actions
from danchu.mechanisms.consultations.actions import Asked, Brought, Plan, Said
from danchu.mechanisms.consultations.models import Consultation, Document, Gathering, Part, Row
from danchu.mechanisms.consultations.rules import (
    Channel,
    CriticismForm,
    Kind,
    Matter,
    QuestionKind,
    Stance,
    Verdict,
)

HERE = Path(__file__).parent
BEGAN, OPENED_BEFORE = timedelta(days=96), timedelta(days=3)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WAYS = (Channel.WEB, Channel.WEB, Channel.PAPER, Channel.WEB, Channel.ORGANISATION, Channel.WEB, Channel.MEETING,
        Channel.HOTLINE)


@transaction.atomic
def play_consultations(ward: Ward, now: datetime) -> int:
    """Play what has not been played; how many are new. Nobody gets letters."""
    if Document.objects.filter(token=_token("quy-che")).exists():
        return 0
    before = readers.last_entry()
    told = tomllib.loads((HERE / "opinions.toml").read_text("utf-8"))
    _answered(told, ward, _at(now.date() - BEGAN))
    _open_now(told, ward, _at(now.date() - OPENED_BEFORE), now)
    readers.step_over(readers.POSTMAN, before)
    return 2


def _answered(told: dict[str, Any], ward: Ward, began: datetime) -> None:
    """The ward's own regulation on contact and dialogue: from its first draft to the day it was issued."""
    clerk, head, front = (_who(ward, name, began) for name in ("minh", "hoa", "xuan"))
    text = (HERE / "quy-che-doi-thoai.txt").read_text("utf-8")
    document = actions.bring_in(
        Brought("Quy chế tiếp xúc, đối thoại trực tiếp giữa Chủ tịch Ủy ban nhân dân phường với Nhân dân",
                Kind.REGULATION, Matter.DEMOCRACY, ward.body, ward.units["vp"]),
        _parts(text), token=_token("quy-che"), source="docx", by=clerk, now=began)
    c = actions.plan(document, Plan(
        "Dự thảo Quy chế tiếp xúc, đối thoại của phường Lê Khôi",
        "Phường sắp ban hành quy chế về việc Chủ tịch phường gặp gỡ, đối thoại với người dân: mỗi năm mấy lần, "
        "lúc nào, ở đâu, ai trả lời và hứa rồi thì ai theo dõi.\n\n"
        "Ông/bà đọc từng điều và cho biết nên giữ hay nên sửa.",
        "Cổng thông tin, phiếu giấy, hội nghị khu phố, qua Ban công tác Mặt trận", front=ward.units["mttq"],
        responsible="Văn phòng Ủy ban nhân dân phường chủ trì; Ủy ban Mặt trận Tổ quốc phường phối hợp",
        opens_on=(began + 4 * DAY).date(), closes_on=(began + 25 * DAY).date()),
        token=_token("quy-che-ly"), by=clerk, now=began + DAY)
    actions.send_plan(c, council="312/UBND-VP", front="313/UBND-VP", sent_on=(began + 2 * DAY).date(), by=clerk,
                      now=began + 2 * DAY)
    actions.send_for_criticism(c, number="320/UBND-VP", sent_on=(began + 3 * DAY).date(), by=clerk,
                               now=began + 3 * DAY)
    opens = began + 4 * DAY
    first = actions.first_closing_day(c, opens.date(), calendar_for(ward.body))[0]
    actions.open_up(c, closes_on=first, calendar=calendar_for(ward.body), by=head, now=opens)
    _speak(c, told["row"], ward, opens + HOUR)
    closed = timezone.localtime(c.closes_at)
    days = [(opens + n * DAY).date() for n in (9, 9, 9, 9, 9, 9, 12)]
    actions.record_criticism(c, form=CriticismForm.CONFERENCE, days=days, number="47/MTTQ-BTT",
                             text=told["criticism"]["text"], by=front, now=opens + 12 * DAY)
    actions.close(c, by=CLOCK, now=closed)
    _answer(c, told, ward, text, closed + 9 * HOUR)


def _answer(c: Consultation, told: dict[str, Any], ward: Ward, text: str, now: datetime) -> None:
    clerk, head = (_who(ward, name, now) for name in ("minh", "hoa"))
    actions.synthesise(c, by=clerk, now=now)
    for old, new in told["final"]["changes"]:
        text = text.replace(old, new)
    document = c.document
    final = actions.add_version(document, _parts(text), source="docx", note="Tiếp thu ý kiến Nhân dân và Mặt trận",
                                by=clerk, now=now + 4 * DAY)
    eids = _articles(final.pk)
    said = {(r["article"], r["stance"], r["text"]): r for r in told["row"]}
    numbers = {eid: int(n) for n, eid in _articles(c.edition_id).items()}
    _merge(c, said, numbers, clerk, now + DAY)
    for row in Row.objects.filter(consultation=c).order_by("id"):
        r = _told_of(said, numbers.get(row.article, 0), row)
        actions.answer_row(c, row=row, verdict=Verdict(r["verdict"]), reason=r["reason"], change=r.get("change", ""),
                           change_eid=eids.get(str(r.get("change_article", "")), ""), by=clerk, now=now + 5 * DAY)
    actions.reply_to_criticism(c, number="401/UBND-VP", text=told["criticism"]["reply"], by=clerk, now=now + 6 * DAY)
    actions.approve_texts(c, texts={r.pk: redact(r.text) for r in c.table.all()}, by=clerk, now=now + 6 * DAY)
    c.refresh_from_db()
    actions.finish_answers(c, by=head, now=now + 8 * DAY)
    actions.publish_table(c, final=final, by=head, now=now + 9 * DAY)
    actions.review(document, by=head, now=now + 10 * DAY)
    actions.revise(document, by=clerk, now=now + 11 * DAY)
    actions.put_forward(document, by=clerk, now=now + 12 * DAY)
    actions.decide(c, number="18/2026/QĐ-UBND", on=(now + 14 * DAY).date(), by=head, now=now + 14 * DAY,
                   difference="Đa số người góp ý về Điều 10 đề nghị nâng thời gian mỗi lượt nêu ý kiến lên 5 phút. "
                              "Quy chế giữ 3 phút để nhiều người được nói; người cần trình bày dài gửi trước bằng "
                              "văn bản và được trả lời đầy đủ.")


def _merge(c: Consultation, said: dict[tuple[int, str, str], dict[str, Any]], numbers: dict[str, int], clerk: Standing,
           now: datetime) -> None:
    """What the machine left apart and a person sees is the same."""
    same: dict[str, list[Row]] = {}
    for row in Row.objects.filter(consultation=c).order_by("id"):
        told = _told_of(said, numbers.get(row.article, 0), row)
        same.setdefault(f"{row.article}|{row.stance}|{told['text']}", []).append(row)
    for rows in same.values():
        if len(rows) > 1:
            actions.merge_rows(c, into=rows[0], rows=rows, by=clerk, now=now)


def _open_now(told: dict[str, Any], ward: Ward, opens: datetime, now: datetime) -> None:
    """A plan on sorting waste and moving collection points, with a survey of two questions."""
    clerk, head = (_who(ward, name, opens) for name in ("minh", "hoa"))
    planned = opens - 5 * DAY
    document = actions.bring_in(
        Brought("Kế hoạch phân loại rác tại nguồn và sắp xếp điểm tập kết", Kind.PLAN, Matter.COMMUNITY, ward.body,
                ward.units["kt"]),
        _parts((HERE / "diem-tap-ket.txt").read_text("utf-8")), token=_token("rac"), source="paste", by=clerk,
        now=planned)
    c = actions.plan(document, Plan(
        "Phân loại rác tại nguồn và sắp xếp điểm tập kết",
        "Phường dự định thu gom rác theo ba nhóm, đổi giờ thu gom, bỏ sáu điểm tập kết tạm và lập ba điểm mới. "
        "Giờ nào tiện, điểm nào nên đặt ở đâu: xin ông/bà cho ý kiến trước khi phường quyết định.",
        "Cổng thông tin, phiếu giấy, hội nghị khu phố", front=ward.units["mttq"],
        responsible="Phòng Kinh tế, Hạ tầng và Đô thị chủ trì; các khu phố phối hợp",
        opens_on=opens.date(), closes_on=(opens + 21 * DAY).date(), questions=(
            Asked("Giờ thu gom nào tiện cho nhà ông/bà?", ("Sáng sớm, trước 7 giờ", "18 đến 21 giờ", "Sau 21 giờ")),
            Asked("Nhà ông/bà cần gì để phân loại rác?",
                  ("Thùng ba ngăn", "Túi theo màu", "Tờ hướng dẫn", "Lịch thu gom"), QuestionKind.MANY))),
        token=_token("rac-ly"), by=clerk, now=planned)
    actions.send_plan(c, council="455/UBND-KT", front="456/UBND-KT", sent_on=(planned + DAY).date(), by=clerk,
                      now=planned + DAY)
    first = actions.first_closing_day(c, opens.date(), calendar_for(ward.body))[0]
    actions.open_up(c, closes_on=first, calendar=calendar_for(ward.body), by=head, now=opens)
    questions = [str(q.pk) for q in c.questions.order_by("place")]
    answers = {questions[0]: [2], questions[1]: [0, 3]}
    _speak(c, told["open"], ward, opens + HOUR, answers)
    actions.fold()


def _speak(c: Consultation, rows: list[dict[str, Any]], ward: Ward, opens: datetime,
           answers: dict[str, list[int]] | None = None) -> None:
    """Every opinion as often as it was said, through all channels in turn."""
    eids = _articles(c.edition_id)
    gatherings = _gatherings(c, ward, opens)
    clerk, front = (_who(ward, name, opens) for name in ("minh", "xuan"))
    citizens = cycle([*[NOBODY] * 5, _who(ward, "lan", opens), NOBODY, _who(ward, "bay", opens)])
    for n, (article, stance, text) in enumerate(_each(rows)):
        now = opens + timedelta(minutes=37 * n % (2 * 24 * 60))
        on = eids.get(str(article), "")
        said = Said(on, Stance(stance), text, answers=answers if answers and not on else {})
        channel, key = WAYS[n % len(WAYS)], f"{c.token}:{n}"
        if channel is Channel.WEB:
            actions.give(c, said, token=_token(key), by=next(citizens), now=now)
        elif channel is Channel.PAPER:
            for by in (clerk, front):
                actions.key(c, serial=f"P{n:04d}", typed=[[on, stance, text]], scan=None, by=by, now=now)
        else:
            actions.enter(c, said, channel=channel, token=_token(key), by=front, now=now,
                          gathering=gatherings.get(channel))


def _each(rows: list[dict[str, Any]]) -> Iterator[tuple[int, str, str]]:
    for row in rows:
        words = cycle([row["text"], *row.get("also", [])])
        for _n in range(row["n"]):
            yield row["article"], row["stance"], next(words)


def _gatherings(c: Consultation, ward: Ward, now: datetime) -> dict[Channel, Gathering]:
    told = {Channel.ORGANISATION: ("Ban công tác Mặt trận khu phố 2", 41),
            Channel.MEETING: ("Hội nghị lấy ý kiến khu phố 4 và khu phố 5", 67)}
    front = _who(ward, "xuan", now)
    return {channel: actions.gather(c, channel=channel, name=name, held_on=now.date(), people=people, minutes=None,
                                    token=_token(f"{c.token}:{channel}"), by=front, now=now)
            for channel, (name, people) in told.items()}


def _told_of(said: dict[tuple[int, str, str], dict[str, Any]], article: int, row: Row) -> dict[str, Any]:
    exact = said.get((article, row.stance, row.text))
    return exact or next(r for (a, s, _t), r in said.items() if (a, s) == (article, row.stance))


def _articles(edition: int) -> dict[str, str]:
    """Number of an article → its id."""
    return dict(Part.objects.filter(edition_id=edition, kind="article").values_list("number", "eid"))


def _parts(text: str) -> Any:
    return parse(read("du-thao.txt", text.encode())).parts


def _who(ward: Ward, name: str, now: datetime) -> Standing:
    return standing_of(ward.people[name], now.date())


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def _token(key: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"{WARD}/consultations/{key}")
