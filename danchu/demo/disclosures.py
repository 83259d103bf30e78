"""The ward's fourteen items in every state of compliance, told in days before today and played through the actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone

from danchu.demo import readers
from danchu.demo.boards import board
from danchu.demo.ward import WARD, Ward
from danchu.demo.word_files import word_file
from danchu.ground.files.models import Attachment
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.people.access import standing_of
from danchu.law.calendar import Calendar
from danchu.law.disclosure import Form, Posting
from danchu.law.publication import Document
from danchu.mechanisms.disclosures import actions, clock, own_items, quarters, reporting
from danchu.mechanisms.disclosures.actions import Entry, Look
from danchu.mechanisms.disclosures.models import Disclosure, OwnItem
from danchu.mechanisms.disclosures.own_items import OwnItemText

HALL, KP2 = "Trụ sở UBND phường, 12 đường Lê Khôi", "Nhà văn hóa khu phố 2"
P, L, V = Form.POSTING, Form.LOUDSPEAKER, Form.VILLAGE_HEAD
SHOWN = ((P, 0), (P, 14), (P, 34))  # start, middle, end


@dataclass(frozen=True)
class Thing:
    """`decided` days ago; `after` days later on the portal (None: not yet); `seen` (form, days after that)."""

    item: int
    office: str
    title: str
    summary: str
    decision: str
    decided: int
    after: int | None = 1
    seen: tuple[tuple[Form, int], ...] = ()
    gone: tuple[int, ...] = ()  # days after publication on which the board was found empty
    covers: int | None = None  # days from today to the last day of its period
    document: Document = Document.GENERAL
    places: tuple[str, ...] = (HALL,)
    loud: str = ""
    sms: str = ""
    changed: tuple[int, int] | None = None  # days ago: changed, refreshed
    withdrawn: str = ""
    own: str = ""  # under what the ward added to the fourteen
    paper: tuple[str, ...] = ()  # symbol of the paper that goes with it, then its paragraphs


THINGS: tuple[Thing, ...] = (
    Thing(1, "vp", "Kế hoạch kinh tế – xã hội năm nay của phường",
          "Năm nay phường làm năm việc lớn: nạo vét ba tuyến thoát nước, sửa hai trường mầm non, thêm hai điểm "
          "tiếp nhận hồ sơ tại khu phố, hỗ trợ 40 hộ buôn bán nhỏ, trồng 500 cây xanh.\n\nAi muốn xem từng việc, ai "
          "làm, bao nhiêu tiền thì mở tài liệu hoặc hỏi Văn phòng phường.",
          "Nghị quyết 03/NQ-HĐND", 320, 2, SHOWN, covers=39, places=(HALL, KP2),
          paper=("07/KH-UBND", "Nạo vét ba tuyến thoát nước: Phòng Kinh tế, Hạ tầng và Đô thị, xong trước mùa mưa.",
                 "Sửa hai trường mầm non Hoa Mai, Hoa Sen: 1,2 tỷ đồng, trong hè.",
                 "Trồng 500 cây xanh dọc đường Bờ Sông: Đoàn Thanh niên, mỗi quý một đợt.")),
    Thing(2, "kt", "Thu chi ngân sách phường, quý II",
          "Thu được 4,2 tỷ đồng, bằng 48% dự toán cả năm. Chi 3,9 tỷ đồng, nhiều nhất cho trường học và đường hẻm.",
          "Báo cáo 61/BC-UBND", 135, 3, SHOWN, covers=-53),
    Thing(3, "kt", "Nâng cấp hẻm 47 và cống thoát nước khu phố 2",
          "Từ tháng 12, hẻm 47 được nâng nền 30 cm và thay cống. Làm trong 75 ngày, không thu hồi đất của hộ nào. Xe "
          "ba gác vào bằng hẻm 51 trong lúc thi công.",
          "Quyết định 214/QĐ-UBND", 12, 2, ((P, 0), (P, 6)), places=(HALL, KP2)),
    Thing(4, "vp", "Quy chế thực hiện dân chủ và quy tắc ứng xử của cán bộ phường",
          "Cán bộ phường phải làm gì, không được làm gì, ông/bà được hỏi gì và ai phải trả lời.",
          "Quyết định 18/QĐ-UBND", 400, 2, ((P, 0), (P, 90), (P, 180), (P, 265))),
    Thing(5, "vhxh", "Thu và dùng Quỹ Vì người nghèo sáu tháng đầu năm",
          "Quỹ nhận 212 triệu đồng của 640 lượt người và 9 cơ sở. Đã sửa 3 căn nhà, giúp 21 học sinh. Còn "
          "58 triệu.",
          "Báo cáo 15/BC-MTTQ", 40, 1, ((P, 0), (P, 9)), gone=(20,)),
    Thing(6, "kt", "Cho thuê mặt bằng chợ Lê Khôi",
          "Mười hai quầy trống được cho thuê theo giá công khai, bốc thăm ngày 20 hằng tháng. Tiền thuê nộp ngân sách.",
          "Quyết định 120/QĐ-UBND", 95, 2, SHOWN),
    Thing(7, "vhxh", "Hỗ trợ học phí cho học sinh hộ nghèo, cận nghèo",
          "Học sinh hộ nghèo được miễn, hộ cận nghèo được giảm một nửa học phí. Đợt này 37 em được hỗ trợ. Nộp đơn tại "
          "Trung tâm Phục vụ hành chính công, không mất tiền.",
          "Quyết định 133/QĐ-UBND", 80, 2, (*SHOWN, (L, 1), (L, 2), (L, 3), (V, 3)), document=Document.BENEFICIARIES,
          loud="Kính thưa bà con. Học sinh hộ nghèo được miễn, hộ cận nghèo được giảm một nửa học phí. Bà con nộp đơn "
               "tại Trung tâm Phục vụ hành chính công phường, không mất tiền."),
    Thing(8, "vhxh", "Hỗ trợ sửa nhà tốc mái sau cơn lốc đầu tháng",
          "Nhà tốc mái trên một nửa được hỗ trợ 10 triệu đồng, dưới một nửa 5 triệu đồng. Khu phố họp xét công khai.",
          "Quyết định 231/QĐ-UBND", 14, None, document=Document.BENEFICIARIES),
    Thing(9, "vp", "Công dân đủ điều kiện gọi nhập ngũ năm tới",
          "Danh sách công dân đủ điều kiện gọi nhập ngũ năm tới của phường.", "Quyết định 98/QĐ-UBND", 120, 2,
          (*SHOWN, (L, 1), (L, 2), (L, 3), (V, 4)), document=Document.CONSCRIPTION),
    Thing(10, "vp", "Kết quả lấy phiếu tín nhiệm lãnh đạo Hội đồng và Ủy ban",
          "Hội đồng nhân dân phường lấy phiếu tín nhiệm 6 người. Số phiếu của từng chức danh ở trong tài liệu.",
          "Nghị quyết 21/NQ-HĐND", 5, None, document=Document.DISCIPLINE),
    Thing(11, "vp", "Lấy ý kiến về giờ họp chợ đêm",
          "Phường hỏi ý kiến bà con: chợ đêm họp đến 22 giờ hay 23 giờ. Gửi ý kiến trong 20 ngày.",
          "Kế hoạch 57/KH-UBND", 2, None),
    Thing(12, "kt", "Mức thu phí chợ, phí giữ xe năm nay",
          "Quầy cố định 120.000 đồng một tháng, chỗ ngồi 3.000 đồng một ngày. Giữ xe máy 3.000 đồng ban ngày, 4.000 "
          "đồng ban đêm. Thu cao hơn là sai, ông/bà báo ngay.",
          "Quyết định 09/QĐ-UBND", 60, 2, (*SHOWN, (L, 1), (L, 2), (V, 3)),
          loud="Bà con lưu ý mức thu phí chợ và giữ xe năm nay đã niêm yết tại cổng chợ và trụ sở phường.",
          sms="Phuong Le Khoi: muc thu phi cho, giu xe da niem yet. Thu cao hon xin bao 028 0000 0000."),
    Thing(13, "tthcc", "Thủ tục phường trực tiếp giải quyết",
          "Hai mươi thủ tục làm ngay tại phường: cần giấy gì, mấy ngày xong, mất bao nhiêu tiền, hỏi ai.",
          "Quyết định 40/QĐ-UBND", 210, 2, ((P, 0), (P, 80), (P, 160)), changed=(30, 27)),
    Thing(14, "vp", "Lịch tiếp công dân của lãnh đạo phường",
          "Chủ tịch phường tiếp dân sáng thứ Năm hằng tuần tại phòng 1, tầng trệt. Không cần hẹn trước.",
          "Thông báo 12/TB-UBND", 70, 2, ((P, 0), (P, 45)), own="Lịch tiếp công dân"),
    Thing(6, "kt", "Thanh lý xe tải cũ của đội trật tự đô thị", "Bán đấu giá một xe tải cũ.", "Quyết định 77/QĐ-UBND",
          50, 1, withdrawn="Số tiền khởi điểm ghi sai; công khai lại khi có quyết định sửa."),
)  # fmt: skip


@transaction.atomic
def load_disclosures(ward: Ward, now: datetime) -> int:
    """Play what has not been played; how many are new. Nobody gets letters."""
    before, calendar = readers.last_entry(), calendar_for(ward.body)
    known = set(Disclosure.objects.values_list("token", flat=True))
    new = [thing for thing in THINGS if _token(thing) not in known]
    _add_items(ward, now)
    for thing in new:
        _play(thing, ward, timezone.localtime(now).date(), calendar)
    clock.take_due_steps(now)
    _plan_the_session(ward, now, calendar)
    readers.step_over(readers.POSTMAN, before)
    return len(new)


OWN = (
    OwnItemText("Lịch tiếp công dân", "Ai tiếp, ngày nào, ở phòng nào.", "Điều 7 Quy chế thực hiện dân chủ của phường",
                Posting.ALWAYS),
    OwnItemText("Lịch cắt điện, cắt nước", "Khu phố nào, từ mấy giờ đến mấy giờ.",
                "Điều 9 Quy chế thực hiện dân chủ của phường"),
)


def _add_items(ward: Ward, now: datetime) -> None:
    minh = standing_of(ward.people["minh"], timezone.localtime(now).date())
    kept = {own.name for own in own_items.owned_by(ward.body)}
    for text in OWN:
        if text.name not in kept:
            own_items.add_item(text, body=ward.body, by=minh, now=now - timedelta(days=300))


def _token(thing: Thing) -> UUID:
    return uuid5(NAMESPACE_URL, f"{WARD}:disclosure:{thing.title}")


def _play(thing: Thing, ward: Ward, today: date, calendar: Calendar) -> None:
    """In the order of time, each step at its own moment."""
    decided = today - timedelta(days=thing.decided)
    minh = standing_of(ward.people["minh"], today)
    how: dict[str, Any] = {"by": minh, "calendar": calendar}
    own = OwnItem.objects.filter(body=ward.body, name=thing.own).first() if thing.own else None
    entry = Entry(
        item=thing.item, own_item=own, title=thing.title, summary=thing.summary, decision=thing.decision,
        decided_on=decided, body=ward.body, office=ward.units[thing.office], document=thing.document,
        loud_text=thing.loud, sms_text=thing.sms, places=thing.places, forms=(Form.TELECOM,) if thing.sms else (),
        covers_until=None if thing.covers is None else today + timedelta(days=thing.covers))
    d = actions.register(entry, token=_token(thing), **how, now=_at(decided, 15))
    if thing.after is None:
        return
    shown_on = decided + timedelta(days=thing.after)
    if thing.paper:
        symbol, *said = thing.paper
        actions.attach(d, papers=[word_file(symbol, thing.title, said, ward, decided)], by=minh, now=_at(decided, 16))
    files = frozenset(Attachment.objects.filter(subject=d.code).values_list("pk", flat=True))
    d = actions.publish(d, checked=True, files=files, **how, now=_at(shown_on, 8))
    for form, days, place, up in sorted(_looks(thing), key=lambda look: look[1]):
        on = shown_on + timedelta(days=days)
        photo = board(thing.item * 10 + days % 7, torn=not up) if form is P else None
        look = Look(form=form, on=on, place=place, up=up, photo=photo, shown=True,
                    note=_NOTES[form] if up else "Bảng trống, giấy bị mưa ướt rơi mất")
        d = actions.observe(d, look=look, **how, now=_at(on, 10))
    _afterwards(thing, d, today, how)


_NOTES = {P: "Công chức văn phòng chụp", L: "Phát lúc 17 giờ, trạm truyền thanh ký",
          V: "Tổ trưởng sáu khu phố ký nhận"}


def _looks(thing: Thing) -> list[tuple[Form, int, str, bool]]:
    seen = [(form, days, place, True) for form, days in thing.seen
            for place in (thing.places if form is P else ("",))]
    return [*seen, *((P, days, place, False) for days in thing.gone for place in thing.places)]


def _afterwards(thing: Thing, d: Disclosure, today: date, how: dict[str, Any]) -> None:
    if thing.changed:
        changed, refreshed = (today - timedelta(days=n) for n in thing.changed)
        d = actions.change(d, on=changed, why="Ba thủ tục rút ngắn thời hạn", **how, now=_at(changed, 9))
        d = actions.refresh(d, title=d.title, summary=d.summary, decision="Quyết định 188/QĐ-UBND", checked=True, **how,
                            now=_at(refreshed, 9))
    if thing.withdrawn:
        actions.withdraw(d, why=thing.withdrawn, mistaken=True, **how, now=_at(today - timedelta(days=45), 9))


def _plan_the_session(ward: Ward, now: datetime, calendar: Calendar) -> None:
    today = timezone.localtime(now).date()
    minh = standing_of(ward.people["minh"], today)
    at = quarters.quarter_before(today)  # its list is still to be drawn up; those before it were
    for _n in range(4):
        at = quarters.quarter_before(quarters.quarter_begins(*at))
        drawn_up = quarters.quarter_ends(*at) + timedelta(days=4)
        reporting.draw_up_list(ward.body, year=at[0], quarter=at[1], by=minh, now=_at(drawn_up, 9))
    held = reporting.plan_session(ward.body, name="Kỳ họp thường lệ giữa năm", by=minh, calendar=calendar,
                                  held_on=today - timedelta(days=130), now=now - timedelta(days=150))
    reporting.report_to_session(held, by=minh, now=_at(held.held_on, 8))
    reporting.plan_session(ward.body, name="Kỳ họp thường lệ cuối năm", by=minh, calendar=calendar,
                           held_on=today + timedelta(days=18), now=now)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone())
