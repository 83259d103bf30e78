"""Who hears of what, in which words. A table; the postman does the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from danchu.ground.journal.models import Entry
from danchu.ground.offices.lineage import kin_of
from danchu.ground.people.models import PostHeld
from danchu.ground.post.letters import Letter
from danchu.ground.post.models import Channel
from danchu.law.roles import Role
from danchu.mechanisms.works.models import Commitment, CommunityWork
from danchu.mechanisms.works.rules import PREFIX, WORK_PREFIX, Step, WorkStep


@dataclass(frozen=True)
class Notice:
    """To whom, and what: {code}, {title}, {due_on}, {was}, {to}, {link} are filled in. Never a citizen's words."""

    to: tuple[Role, ...]
    subject: str
    text: str


_SEE = "\n\nXem chi tiết: {link}"
NOTICES: dict[str, Notice] = {
    Step.PROMISE: Notice((Role.ASKER,), "Đã có cam kết {code}",
        "Việc ông/bà nêu đã thành cam kết {code}: {title}. Hứa làm xong trước hết ngày {due_on}." + _SEE),
    Step.REPORT_DONE: Notice((Role.ASKER, Role.INSPECTOR, Role.FRONT), "{code}: nơi hứa báo đã làm xong",
        "Cam kết {code} được báo là đã làm xong: {title}. Xin xem thực tế rồi cho biết đã xong hay chưa." + _SEE),
    Step.CONFIRM: Notice((Role.LEADER, Role.HANDLER), "{code} đã được xác nhận",
        "Cam kết {code} đã được xác nhận." + _SEE),
    Step.DISPUTE: Notice((Role.LEADER, Role.HANDLER), "{code}: có người nói chưa xong",
        "Có người nói cam kết {code} chưa xong. Xin đọc và trả lời." + _SEE),
    Step.ANSWER_DISPUTE: Notice((Role.ASKER,), "{code}: nơi hứa đã trả lời ý kiến của ông/bà",
        "Nơi hứa đã trả lời ý kiến về cam kết {code}." + _SEE),
    Step.POSTPONE: Notice((Role.ASKER, Role.INSPECTOR, Role.FRONT), "{code} lùi ngày sang {due_on}",
        "Cam kết {code} lùi ngày từ {was} sang {due_on}. Lý do ghi công khai trên trang." + _SEE),
    Step.HIDE_WORDS: Notice((Role.ASKER,), "{code}: một lời đã công khai được che lại",
        "Một lời đã công khai ở cam kết {code} được che lại. Lý do ghi công khai trên trang." + _SEE),
    Step.RECORD_TWICE: Notice((Role.ASKER, Role.INSPECTOR, Role.FRONT), "{code} ghi trùng với {to}",
        "Cam kết {code} được ghi là trùng với {to}; từ nay theo dõi bằng mã {to}. Lý do ghi trên trang." + _SEE),
    Step.NOT_TWICE: Notice((Role.ASKER, Role.INSPECTOR, Role.FRONT), "{code} không còn ghi trùng",
        "Cam kết {code} được tính lại như trước." + _SEE),
    Step.HAND_OVER: Notice((Role.ASKER, Role.LEADER), "{code} do {to} tiếp tục",
        "Cam kết {code} do {to} tiếp tục, ngày hứa giữ nguyên {due_on}." + _SEE),
    Step.REMIND: Notice((Role.HANDLER, Role.LEADER), "Sắp đến ngày hứa: {code}",
        "Cam kết {code} hứa làm xong trước hết ngày {due_on}." + _SEE),
    Step.FALL_OVERDUE: Notice((Role.HANDLER, Role.LEADER, Role.ASKER), "Quá ngày hứa: {code}",
        "Cam kết {code} đã quá ngày hứa {due_on} mà chưa báo làm xong." + _SEE),
}


# Of works done together: who supervises on the people's behalf hears of what they cannot see from their desk.
WORK_NOTICES: dict[str, tuple[str, str]] = {
    WorkStep.PROPOSE: ("Việc chung mới: {title}", "Việc chung {code} được đưa ra bàn: {title}."),
    WorkStep.COLLECT: ("{code} mở đóng góp", "Việc chung {code} mở đóng góp: {title}. Sổ thu chi ai cũng xem được."),
    WorkStep.DELIVER: ("{code} đã bàn giao", "Việc chung {code} đã bàn giao: {title}. Xin xem thực tế và sổ thu chi."),
}


def letters_for(entries: list[Entry]) -> list[tuple[Entry, Letter]]:
    """The letters these rows call for."""
    return [*_of_promises(entries), *_of_works(entries)]


def _of_works(entries: list[Entry]) -> list[tuple[Entry, Letter]]:
    ours = [e for e in entries if e.subject.startswith(f"{WORK_PREFIX}-") and e.verb in WORK_NOTICES]
    found = CommunityWork.objects.filter(code__in={e.subject for e in ours}).select_related("body")
    works = {w.code: w for w in found}
    held = PostHeld.held_on(timezone.localdate()).filter(
        unit__serves_id__in={w.body.serves_id for w in works.values()}, role__in=(Role.INSPECTOR, Role.FRONT))
    judges = set(held.values_list("unit__serves_id", "person_id")) if ours else set()
    return [(e, _told(e, works[e.subject], person)) for e in ours if e.subject in works
            for serves, person in sorted(judges) if serves == works[e.subject].body.serves_id]


def _told(entry: Entry, work: CommunityWork, person: int) -> Letter:
    subject, text = (words.format(code=work.code, title=work.title) for words in WORK_NOTICES[entry.verb])
    return Letter(Channel.INAPP, str(person), subject[:200], text, person_id=person, link=f"/viec-chung/{work.code}/")


def _of_promises(entries: list[Entry]) -> list[tuple[Entry, Letter]]:
    ours = [e for e in entries if e.subject.startswith(f"{PREFIX}-") and e.verb in NOTICES]
    found = Commitment.objects.filter(code__in={e.subject for e in ours}).select_related("owner", "asker")
    cases = {c.code: c for c in found}
    posts = {c.code: _posts(c) for c in found}
    return [(e, letter) for e in ours if e.subject in cases
            for letter in _letters(e, cases[e.subject], posts[e.subject])]


def _posts(commitment: Commitment) -> list[PostHeld]:
    """Who might hear of it: the owner's house, and who confirms in the same place."""
    today, serves = timezone.localdate(), commitment.owner.serves_id
    held = PostHeld.held_on(today).select_related("person")
    house = held.filter(unit_id__in=kin_of(commitment.owner, today), role__in=(Role.LEADER, Role.HANDLER))
    judges = held.filter(unit__serves_id=serves, role__in=(Role.INSPECTOR, Role.FRONT)) if serves else held.none()
    return [*house, *judges]


def _letters(entry: Entry, commitment: Commitment, posts: list[PostHeld]) -> list[Letter]:
    notice = NOTICES[entry.verb]
    heard = {p.person_id: p for p in posts if p.role in notice.to
             and (p.role != Role.HANDLER or p.unit_id == commitment.owner_id)}
    written = [_inside(notice, entry, commitment, person) for person in heard]
    return [*written, *(_to_asker(notice, entry, commitment) if Role.ASKER in notice.to else ())]


def _inside(notice: Notice, entry: Entry, commitment: Commitment, person: int) -> Letter:
    link = f"/ban-lam-viec/cam-ket/{commitment.code}/"
    words = _words(entry, commitment, settings.SITE["url"] + link)
    return Letter(Channel.INAPP, str(person), notice.subject.format_map(words),
                  notice.text.removesuffix(_SEE).format_map(words), person_id=person, link=link)


def _to_asker(notice: Notice, entry: Entry, commitment: Commitment) -> Iterable[Letter]:
    link, asker = f"{settings.SITE['url']}/cam-ket/{commitment.code}/", commitment.asker
    words = _words(entry, commitment, link)
    subject, text = notice.subject.format_map(words), notice.text.format_map(words)
    if asker and asker.email:
        yield Letter(Channel.EMAIL, asker.email, subject, text, person_id=asker.pk)
    elif asker and asker.phone:
        yield Letter(Channel.SMS, asker.phone, "", f"{subject}. {link}", person_id=asker.pk)


class _Words(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _words(entry: Entry, commitment: Commitment, link: str) -> _Words:
    about = {k: _day(v) if k in ("due_on", "was") else str(v) for k, v in entry.about.items()}
    return _Words({"code": commitment.code, "title": commitment.title, "link": link,
                   "due_on": f"{commitment.due_on:%d/%m/%Y}", **about})


def _day(value: str) -> str:
    return f"{date.fromisoformat(value):%d/%m/%Y}"
