"""Who hears of what. Followers asked to be told; the Front and the leader hear what is theirs to do."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from danchu.ground.journal.models import Entry
from danchu.ground.people.models import PostHeld
from danchu.ground.post.letters import Letter
from danchu.ground.post.models import Channel
from danchu.law.roles import Role
from danchu.mechanisms.consultations.following import FOLLOWERS
from danchu.mechanisms.consultations.models import Consultation
from danchu.mechanisms.consultations.rules import PREFIX, Step


@dataclass(frozen=True)
class Notice:
    """What is said: {title}, {code}, {closes_on}, {link} are filled in."""

    subject: str
    text: str


_SEE = "\n\n{link}"
TO_FOLLOWERS = {
    Step.EXTEND: Notice("Kéo dài lấy ý kiến: {title}",
        "Đợt lấy ý kiến {code} kéo dài đến hết ngày {closes_on}." + _SEE),
    Step.CLOSE: Notice("Hết hạn góp ý: {title}",
        "Đợt lấy ý kiến {code} đã hết hạn. "
        "Mỗi ý kiến sẽ được trả lời trong bảng tổng hợp, tiếp thu, giải trình." + _SEE),
    Step.PUBLISH_TABLE: Notice("Đã trả lời mọi ý kiến: {title}",
        "Bảng tổng hợp, tiếp thu, giải trình của đợt lấy ý kiến {code} đã công khai. "
        "Dùng mã số ý kiến của ông/bà để xem câu trả lời." + _SEE),
    Step.DECIDE: Notice("Đã ban hành: {title}",
        "Văn bản số {number} đã ban hành. Trang này có bản cuối cùng và những chỗ đã sửa theo ý kiến Nhân dân." + _SEE),
}
INSIDE = {  # whom in the body, or in the Front's committee (SENDER)
    Step.CLOSE: ((Role.RECEPTION, Role.LEADER), Notice("Hết hạn góp ý: {code}", "Đợt lấy ý kiến {code} chờ tổng hợp.")),
    Step.SEND_FOR_CRITICISM: ((Role.SENDER,), Notice("Dự thảo gửi phản biện: {code}",
        "Cơ quan soạn thảo gửi dự thảo “{title}” để phản biện xã hội.")),
    Step.RECORD_CRITICISM: ((Role.RECEPTION, Role.LEADER), Notice("Có văn bản phản biện: {code}",
        "Mặt trận đã gửi văn bản phản biện dự thảo “{title}”; cần trả lời bằng văn bản.")),
    Step.FINISH_ANSWERS: ((Role.LEADER,), Notice("Bảng chờ công khai: {code}", "Bảng tổng hợp {code} chờ công khai.")),
}


def letters_for(entries: list[Entry]) -> list[tuple[Entry, Letter]]:
    """The letters these rows call for."""
    ours = [e for e in entries if e.subject.startswith(f"{PREFIX}-") and (e.verb in TO_FOLLOWERS or e.verb in INSIDE)]
    cases = {c.code: c for c in Consultation.objects.filter(code__in={e.subject for e in ours})} if ours else {}
    return [(e, letter) for e in ours if e.subject in cases for letter in _letters(e, cases[e.subject])]


def _letters(entry: Entry, c: Consultation) -> list[Letter]:
    found: list[Letter] = []
    said = {"title": c.title, "code": c.code, "closes_on": f"{c.closes_on:%d/%m/%Y}" if c.closes_on else "",
            "number": c.decision_number}
    if entry.verb in TO_FOLLOWERS:
        notice, link = TO_FOLLOWERS[Step(entry.verb)], f"{settings.SITE['url']}/lay-y-kien/{c.code}/"
        for follower in c.followers.exclude(confirmed_at=None):
            found.append(Letter(Channel.EMAIL, follower.email, notice.subject.format(**said),
                                notice.text.format(**said, link=link) + FOLLOWERS.ending(follower),
                                unsubscribe=FOLLOWERS.stop_link(follower)))
    if entry.verb in INSIDE:
        found += _inside(entry, c, said)
    return found


def _inside(entry: Entry, c: Consultation, said: dict[str, str]) -> list[Letter]:
    roles, notice = INSIDE[Step(entry.verb)]
    front = Role.SENDER in roles
    unit = c.front_id if front else c.body_id
    posts = PostHeld.held_on(timezone.localdate()).filter(unit_id=unit or 0)
    posts = posts if front else posts.filter(role__in=roles)
    link = f"/ban-lam-viec/lay-y-kien/{c.code}/"
    return [Letter(Channel.INAPP, str(person), notice.subject.format(**said), notice.text.format(**said),
                   person_id=person, link=link) for person in posts.values_list("person_id", flat=True).distinct()]
