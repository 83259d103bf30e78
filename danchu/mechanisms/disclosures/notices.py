"""Who hears of it, in which words: those who must publish, post or look. A table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from danchu.ground.journal.models import Entry
from danchu.ground.people.models import PostHeld
from danchu.ground.post.letters import Letter
from danchu.ground.post.models import Channel
from danchu.law.roles import Role
from danchu.mechanisms.disclosures.models import Disclosure
from danchu.mechanisms.disclosures.rules import PREFIX, Step


@dataclass(frozen=True)
class Notice:
    """To whom, and what: {code}, {title}, {due_on} are filled in."""

    to: tuple[Role, ...]
    subject: str
    text: str


NOTICES: dict[str, Notice] = {
    Step.REMIND: Notice((Role.RECEPTION, Role.HANDLER), "Sắp đến hạn công khai: {code}",
        "“{title}” có việc phải làm trước hết ngày {due_on}: công khai, niêm yết hoặc chụp lại bảng."),
    Step.FALL_OVERDUE: Notice((Role.RECEPTION, Role.HANDLER, Role.LEADER), "Chưa làm đủ việc công khai: {code}",
        "“{title}” đã quá hạn, bị gián đoạn hoặc thiếu minh chứng. Mọi người thấy điều này trên bảng đối chiếu."),
}  # fmt: skip


def letters_for(entries: list[Entry]) -> list[tuple[Entry, Letter]]:
    """The letters these rows call for. Two statements, whatever the number of rows."""
    ours = [e for e in entries if e.subject.startswith(f"{PREFIX}-") and e.verb in NOTICES]
    things = {d.code: d for d in Disclosure.objects.filter(code__in={e.subject for e in ours})} if ours else {}
    posts = _posts(things)
    return [(e, _letter(e, things[e.subject], post)) for e in ours if e.subject in things
            for post in _hearers(NOTICES[e.verb], things[e.subject], posts)]


def _posts(things: dict[str, Disclosure]) -> list[PostHeld]:
    units = {d.body_id for d in things.values()} | {d.office_id for d in things.values() if d.office_id}
    held = PostHeld.held_on(timezone.localdate()).filter(Q(unit_id__in=units)).select_related("person")
    return list(held) if units else []


def _hearers(notice: Notice, thing: Disclosure, posts: list[PostHeld]) -> list[PostHeld]:
    mine = [p for p in posts if p.role in notice.to
            and p.unit_id == (thing.office_id if p.role == Role.HANDLER else thing.body_id)]
    return list({p.person_id: p for p in mine}.values())


def _letter(entry: Entry, thing: Disclosure, post: PostHeld) -> Letter:
    notice, due = NOTICES[entry.verb], entry.about.get("due_on", "")
    words = {"code": thing.code, "title": thing.title, "due_on": f"{date.fromisoformat(due):%d/%m/%Y}" if due else ""}
    return Letter(Channel.INAPP, str(post.person_id), notice.subject.format_map(words), notice.text.format_map(words),
                  person_id=post.person_id, link=f"/ban-lam-viec/cong-khai/{thing.code}/")
