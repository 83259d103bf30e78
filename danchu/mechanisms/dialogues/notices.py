"""Who hears of what in a dialogue, in which words. A table; the postman does the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from danchu.ground.journal.models import Entry
from danchu.ground.people.models import PostHeld
from danchu.ground.post.letters import Letter
from danchu.ground.post.models import Channel
from danchu.law.obligations import What
from danchu.law.roles import Role
from danchu.mechanisms.dialogues.asking import FOLLOWERS
from danchu.mechanisms.dialogues.feeds import calendar_of, calendar_of_booking
from danchu.mechanisms.dialogues.models import Dialogue, DialogueRequest, Question
from danchu.mechanisms.dialogues.reception_models import Booking
from danchu.mechanisms.dialogues.reception_rules import BOOKING_PREFIX, BookingState, BookingStep, DayStep
from danchu.mechanisms.dialogues.reception_rules import PREFIX as DAY_PREFIX
from danchu.mechanisms.dialogues.request_rules import PREFIX as REQUEST_PREFIX
from danchu.mechanisms.dialogues.request_rules import RequestStep
from danchu.mechanisms.dialogues.rules import PREFIX, QUESTION_PREFIX, QuestionStep, Step
from danchu.mechanisms.dialogues.words import DUTIES


@dataclass(frozen=True)
class Notice:
    """What is said: {title}, {when}, {place}, {why}, {due_on}, {link} are filled in."""

    subject: str
    text: str
    to: tuple[Role, ...] = ()  # officials; empty: those who follow it


_SEE = "\n\nXem: {link}"
TO_FOLLOWERS: dict[str, Notice] = {
    Step.CHANGE: Notice("Thay đổi: {title}", "Buổi “{title}” có thay đổi: {what}. Họp lúc {when}, tại {place}." + _SEE),
    Step.POSTPONE: Notice("Hoãn: {title}", "Buổi “{title}” hoãn.\nLý do: {why}" + _SEE),
    Step.CANCEL: Notice("Hủy: {title}", "Buổi “{title}” không tổ chức nữa.\nLý do: {why}" + _SEE),
    Step.ANNOUNCE: Notice("Lịch họp: {title}", "Buổi “{title}” họp lúc {when}, tại {place}." + _SEE),
    Step.INVITE: Notice("Sắp họp: {title}", "Nhắc ông/bà: buổi “{title}” họp lúc {when}, tại {place}." + _SEE),
    Step.PUBLISH: Notice("Đã có kết quả: {title}", "Kết quả buổi “{title}” đã công khai." + _SEE),
    Step.FALL_OVERDUE: Notice("Quá hạn kết quả: {title}",
        "Kết quả buổi “{title}” phải công khai trước hết ngày {due_on} mà chưa có." + _SEE),
}
INSIDE: dict[str, Notice] = {
    Step.REMIND: Notice("Sắp đến hạn: {title}", "Buổi “{title}”: hạn {due_on}." + _SEE, (Role.RECEPTION, Role.LEADER)),
    Step.DRAFT_MINUTES: Notice("Chờ duyệt biên bản: {title}", "Có biên bản, kết luận chờ duyệt." + _SEE,
                               (Role.LEADER,)),
    Step.SEND_BACK: Notice("Trả lại bản trình: {title}", "Biên bản, kết luận cần sửa." + _SEE, (Role.RECEPTION,)),
    Step.FALL_OVERDUE: Notice("Quá hạn công khai kết quả: {title}",
        "Kết quả phải công khai trước hết ngày {due_on} (Điều 43). Việc quá hạn đang hiện công khai." + _SEE,
        (Role.RECEPTION, Role.LEADER)),
    QuestionStep.OWE_OVERDUE: Notice("Quá hẹn trả lời câu hỏi: {title}",
        "Đã hẹn trả lời bằng văn bản trước hết ngày {due_on} mà chưa trả lời." + _SEE, (Role.RECEPTION, Role.LEADER)),
}
WITH_EVENT = (Step.ANNOUNCE, Step.CHANGE, Step.POSTPONE, Step.CANCEL, Step.INVITE)  # the event goes with the letter
# To whoever booked a slot: the subject, the letter, the text message (plain letters, as telephones charge for others).
_SLOT = "\n\nGiờ hẹn: {when}\nNơi tiếp: {place}\nNgười tiếp: {host}\nMã hẹn: {code}"
TO_VISITORS: dict[str, tuple[str, str, str]] = {
    BookingStep.BOOK: ("Đã ghi hẹn tiếp công dân {code}", "Đã ghi hẹn cho ông/bà." + _SLOT +
        "\n\nĐổi hoặc hủy: {link}", "Da ghi hen tiep cong dan {when}, ma {code}. Doi, huy: {link}"),
    BookingStep.MOVE_BOOKING: ("Đã đổi giờ hẹn {code}", "Lượt hẹn của ông/bà đã đổi." + _SLOT +
        "\n\nĐổi hoặc hủy: {link}", "Luot tiep cong dan ma {code} doi sang {when}. Doi, huy: {link}"),
    BookingStep.CANCEL_BOOKING: ("Đã hủy hẹn {code}", "Lượt hẹn này đã hủy." + _SLOT + "\n\nĐặt lượt khác: {days}",
        "Luot tiep cong dan {when} (ma {code}) da huy. Dat luot khac: {days}"),
    BookingStep.REMIND_BOOKING: ("Nhắc hẹn {code}", "Nhắc ông/bà lượt tiếp công dân sắp tới." + _SLOT +
        "\n\nKhông đến được thì hủy để người khác có lượt: {link}",
        "Nhac hen tiep cong dan {when}, ma {code}. Doi, huy: {link}"),
    DayStep.CALL_OFF: ("Nghỉ tiếp, lượt hẹn {code} không còn", "Cơ quan nghỉ tiếp ngày này. Lý do: {why}" + _SLOT +
        "\n\nĐặt lượt khác: {days}",
        "Lich tiep cong dan {when} (ma {code}) nghi. Xem ly do va chon ngay khac: {days}"),
}
OF_DUTIES = {
    "duty_soon": Notice("Sắp hết kỳ: {what}", "Từ {first} đến {last} phải có {need}, mới có {done} ({under})."),
    "duty_broken": Notice("Hết kỳ mà chưa đủ: {what}",
        "Từ {first} đến {last} phải có {need}, chỉ có {done} ({under}). Việc này đang hiện công khai."),
}
OF_REQUESTS: dict[str, Notice] = {
    RequestStep.MEET: Notice("Đủ chữ ký, phải tổ chức đối thoại: {title}",
        "{n} trên {voters} cử tri đã ký. Cơ quan phải tổ chức hội nghị đối thoại (Điều 43).",
        (Role.RECEPTION, Role.LEADER)),
    RequestStep.EXPIRE: Notice("Hết ngày lấy chữ ký: {title}", "Có {n} chữ ký trên {voters} cử tri, chưa đủ.",
        (Role.RECEPTION,)),
}
TO_ASKER: dict[str, Notice] = {
    QuestionStep.SHOW: Notice("Câu hỏi {code} đã công khai", "Câu hỏi của ông/bà đã được công khai." + _SEE),
    QuestionStep.ANSWER: Notice("Câu hỏi {code} đã được trả lời", "Câu hỏi của ông/bà đã được trả lời." + _SEE),
    QuestionStep.OWE: Notice("Câu hỏi {code}: hẹn trả lời ngày {due_on}",
        "Câu hỏi của ông/bà được hẹn trả lời bằng văn bản trước hết ngày {due_on}." + _SEE),
    QuestionStep.DELIVER: Notice("Câu hỏi {code} đã có văn bản trả lời", "Đã có văn bản trả lời." + _SEE),
    QuestionStep.COMMIT: Notice("Câu hỏi {code} thành cam kết {to}", "Điều đã hứa được theo dõi bằng mã {to}." + _SEE),
    QuestionStep.PASS_ON: Notice("Câu hỏi {code} chuyển thành đơn {to}", "Theo dõi tiếp bằng mã {to}." + _SEE),
    QuestionStep.NOT_TAKE: Notice("Câu hỏi {code}: xin xem hướng dẫn", "Câu hỏi không trả lời tại buổi này." + _SEE),
}


def letters_for(entries: list[Entry]) -> list[tuple[Entry, Letter]]:
    """The letters these rows call for: a few statements, whatever the number of rows."""
    meetings = _meetings({e.subject for e in entries if e.subject.startswith(f"{PREFIX}-")})
    questions = _questions({e.subject for e in entries if e.subject.startswith(f"{QUESTION_PREFIX}-")})
    wanted = _requests({e.subject for e in entries if e.subject.startswith(f"{REQUEST_PREFIX}-")})
    posts = _posts({r.body_id for r in wanted.values()} | {d.body_id for d in meetings.values()}
                   | {q.dialogue.body_id for q in questions.values()}
                   | {e.unit_id for e in entries if e.verb in OF_DUTIES and e.unit_id})
    booked = _booked(entries)
    letters: list[tuple[Entry, Letter]] = []
    for entry in entries:
        if entry.subject in meetings:
            letters += [(entry, letter) for letter in _of_meeting(entry, meetings[entry.subject], posts)]
        elif entry.subject in questions:
            letters += [(entry, letter) for letter in _of_question(entry, questions[entry.subject], posts)]
        elif entry.subject in wanted and entry.verb in OF_REQUESTS:
            letters += [(entry, letter) for letter in _of_request(entry, wanted[entry.subject], posts)]
        elif entry.verb in OF_DUTIES:
            letters += [(entry, letter) for letter in _of_duty(entry, posts)]
        elif entry.verb in TO_VISITORS and entry.subject.startswith((f"{BOOKING_PREFIX}-", f"{DAY_PREFIX}-")):
            letters += [(entry, letter) for b in booked if entry.subject in (b.code, b.day.code)
                        for letter in _to_visitor(entry, b)]
    return letters


def _booked(entries: list[Entry]) -> list[Booking]:
    """Who is to be told: whoever booked this slot, or a slot of the day that is called off, and left an address."""
    slots = {e.subject for e in entries if e.verb in TO_VISITORS and e.subject.startswith(f"{BOOKING_PREFIX}-")}
    days = {e.subject for e in entries if e.verb == DayStep.CALL_OFF and e.subject.startswith(f"{DAY_PREFIX}-")}
    if not slots | days:
        return []
    found = Booking.objects.filter(Q(code__in=slots) | Q(day__code__in=days, state=BookingState.BOOKED))
    return list(found.exclude(phone="", email="").select_related("day"))


def _to_visitor(entry: Entry, b: Booking) -> list[Letter]:
    """By e-mail with the event for their calendar; by text message where only a telephone is known, and both where
    the office changed what was agreed.
    """
    subject, text, message = TO_VISITORS[entry.verb]
    site, day = settings.SITE["url"], b.day
    words = {"code": b.code, "place": day.place or "trực tuyến", "host": day.host_words, "why": day.why,
             "link": f"{site}/lich-hen/{b.code}/", "days": f"{site}/tiep-cong-dan/"}
    at = timezone.localtime(b.starts_at)
    by_office = entry.role in (Role.RECEPTION, Role.LEADER) and entry.verb != BookingStep.BOOK
    letters = [Letter(Channel.EMAIL, b.email, subject.format(**words),
                      text.format(**words, when=f"{at:%H:%M ngày %d/%m/%Y}"), calendar=calendar_of_booking(b))
               ] if b.email else []
    if b.phone and (by_office or not b.email):
        letters.append(Letter(Channel.SMS, b.phone, "", message.format(**words, when=f"{at:%H:%M %d/%m/%Y}")))
    return letters


def _meetings(codes: set[str]) -> dict[str, Dialogue]:
    found = Dialogue.objects.filter(code__in=codes).prefetch_related("followers") if codes else ()
    return {d.code: d for d in found}


def _questions(codes: set[str]) -> dict[str, Question]:
    found = Question.objects.filter(code__in=codes).select_related("dialogue", "asked") if codes else ()
    return {q.code: q for q in found}


def _requests(codes: set[str]) -> dict[str, DialogueRequest]:
    return {r.code: r for r in DialogueRequest.objects.filter(code__in=codes)} if codes else {}


def _of_request(entry: Entry, r: DialogueRequest, posts: list[PostHeld]) -> list[Letter]:
    notice = OF_REQUESTS[entry.verb]
    words = {"title": r.title, "n": r.signed, "voters": r.voters}
    to = {p.person_id for p in posts if p.unit_id == r.body_id and p.role in notice.to}
    return [Letter(Channel.INAPP, str(person), notice.subject.format(**words), notice.text.format(**words),
                   person_id=person, link=f"/ban-lam-viec/doi-thoai/de-nghi/{r.code}/") for person in sorted(to)]


def _of_duty(entry: Entry, posts: list[PostHeld]) -> list[Letter]:
    """Who leads and who receives there: what the period still asks for, or what it did not get."""
    notice, words = OF_DUTIES[entry.verb], {key: str(value) for key, value in entry.about.items()}
    words["what"] = str(DUTIES[What(words["what"])])
    words |= {name: f"{date.fromisoformat(words[name]):%d/%m/%Y}" for name in ("first", "last")}
    to = {p.person_id for p in posts if p.unit_id == entry.unit_id and p.role in (Role.RECEPTION, Role.LEADER)}
    return [Letter(Channel.INAPP, str(person), notice.subject.format(**words), notice.text.format(**words),
                   person_id=person, link="/ban-lam-viec/doi-thoai/") for person in sorted(to)]


def _posts(bodies: set[int]) -> list[PostHeld]:
    return list(PostHeld.held_on(timezone.localdate()).filter(unit_id__in=bodies)) if bodies else []


def _of_meeting(entry: Entry, d: Dialogue, posts: list[PostHeld]) -> list[Letter]:
    told = [_inside(INSIDE[entry.verb], entry, d, d.code, p) for p in _those(entry.verb, d.body_id, posts)]
    if entry.verb not in TO_FOLLOWERS or entry.audience == "internal":
        return told
    link = f"{settings.SITE['url']}/doi-thoai/{d.code}/"
    words = _words(entry, d, link)
    notice = TO_FOLLOWERS[entry.verb]
    event = calendar_of(d) if entry.verb in WITH_EVENT else ""
    return told + [Letter(Channel.EMAIL, f.email, notice.subject.format_map(words), notice.text.format_map(words)
                          + FOLLOWERS.ending(f), unsubscribe=FOLLOWERS.stop_link(f), calendar=event)
                   for f in d.followers.all() if f.confirmed_at]


def _of_question(entry: Entry, q: Question, posts: list[PostHeld]) -> list[Letter]:
    told = [_inside(INSIDE[entry.verb], entry, q.dialogue, q.code, p)
            for p in _those(entry.verb, q.dialogue.body_id, posts)]
    notice = TO_ASKER.get(entry.verb)
    if notice is None or not q.asked.email:
        return told
    words = _words(entry, q.dialogue, f"{settings.SITE['url']}/cau-hoi/{q.code}/")
    return [*told, Letter(Channel.EMAIL, q.asked.email, notice.subject.format_map(words),
                          notice.text.format_map(words))]


def _those(verb: str, body_id: int, posts: list[PostHeld]) -> list[PostHeld]:
    roles = INSIDE[verb].to if verb in INSIDE else ()
    return list({p.person_id: p for p in posts if p.unit_id == body_id and p.role in roles}.values())


def _inside(notice: Notice, entry: Entry, d: Dialogue, code: str, post: PostHeld) -> Letter:
    link = f"/ban-lam-viec/doi-thoai/{d.code}/" + (f"cau-hoi/{code}/" if code != d.code else "")
    words = _words(entry, d, settings.SITE["url"] + link)
    return Letter(Channel.INAPP, str(post.person_id), notice.subject.format_map(words),
                  notice.text.removesuffix(_SEE).format_map(words), person_id=post.person_id, link=link)


class _Words(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _words(entry: Entry, d: Dialogue, link: str) -> _Words:
    due: Any = entry.about.get("due_on") or (d.due_on.isoformat() if d.due_on else "")
    about = {key: str(value) for key, value in entry.about.items()}
    return _Words({**about, "code": entry.subject, "title": d.title, "link": link, "why": d.why,
                   "when": f"{timezone.localtime(d.starts_at):%H:%M ngày %d/%m/%Y}",
                   "place": d.place or d.online_url,
                   "due_on": f"{date.fromisoformat(due):%d/%m/%Y}" if due else ""})
