"""Who hears of what, in which words. A table; the postman does the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from danchu.ground.journal.models import Entry
from danchu.ground.people.models import PostHeld
from danchu.ground.post.letters import Letter
from danchu.ground.post.models import Channel
from danchu.law.roles import Role
from danchu.mechanisms.petitions.models import Petition, letters_stopped
from danchu.mechanisms.petitions.rules import PREFIX, Step
from danchu.mechanisms.petitions.rules import Channel as Case
from danchu.mechanisms.petitions.stopping import stop_link
from danchu.mechanisms.petitions.words import REASONS


@dataclass(frozen=True)
class Notice:
    """To whom, and what: {code}, {due_on}, {to}, {reason}, {link} are filled in. Never the sender's own words."""

    to: tuple[Role, ...]
    subject: str
    text: str


_SEE = "\n\nXem chi tiết và trả lời: {link}"
_STOP = "\n\nKhông muốn nhận thư về việc này nữa, hoặc không phải việc của ông/bà: {stop}"
_SENDER, _HANDLER = (Role.SENDER,), (Role.HANDLER,)
NOTICES: dict[str, tuple[Notice, ...]] = {
    Step.SUBMIT: (Notice(_SENDER, "Đã nhận {code}",
        "Ông/bà đã gửi việc mã số {code}. Ông/bà sẽ được trả lời trước hết ngày {due_on} ({under})." + _SEE),),
    Step.ACCEPT: (Notice(_SENDER, "{code} đã được thụ lý",
        "Việc mã số {code} đã được thụ lý. Hẹn trả lời trước hết ngày {due_on}." + _SEE),),
    Step.REFUSE: (Notice(_SENDER, "{code} không được thụ lý",
        "Việc mã số {code} không được thụ lý. Lý do: {reason}.\nÔng/bà nên: {text}" + _SEE),),
    Step.PASS_ON: (
        Notice(_SENDER, "{code} được chuyển đến {to}",
            "Việc mã số {code} được chuyển đến {to}. Ngày hẹn {due_on} giữ nguyên." + _SEE),
        Notice((Role.RECEPTION, Role.LEADER), "Việc được chuyển đến: {code}",
            "Cơ quan khác chuyển đến việc {code}; ngày hẹn {due_on} giữ nguyên.\nLý do: {text}" + _SEE)),
    Step.REDIRECT: (Notice(_SENDER, "{code} được chuyển đến {to}",
        "Việc mã số {code} được chuyển đến {to}, là nơi có thẩm quyền." + _SEE),),
    Step.ASK: (Notice(_SENDER, "{code}: cơ quan cần hỏi thêm ông/bà",
        "Để giải quyết việc {code}, cơ quan cần ông/bà bổ sung. Ngày hẹn tạm dừng đến khi ông/bà trả lời." + _SEE),),
    Step.REMIND_SENDER: (Notice(_SENDER, "{code}: cơ quan vẫn chờ ông/bà trả lời",
        "Cơ quan đã hỏi thêm ông/bà về việc {code} và chờ đến hết ngày {until}. Sau ngày đó, cơ quan xử lý tiếp với "
        "những gì đã có." + _SEE),),
    Step.RESUME: (
        Notice(_SENDER, "{code} được xử lý tiếp",
            "Cơ quan xử lý tiếp việc mã số {code} với những gì đã có. Hẹn trả lời trước hết ngày {due_on}." + _SEE),
        Notice(_HANDLER, "Xử lý tiếp: {code}", "Việc {code} thôi chờ người gửi; hẹn trả lời {due_on}." + _SEE)),
    Step.EXTEND: (Notice(_SENDER, "{code} được gia hạn đến {due_on}",
        "Việc mã số {code} được gia hạn, hẹn mới {due_on}.\nLý do: {text}\nCăn cứ: {ground}" + _SEE),),
    Step.ANSWER: (Notice(_SENDER, "{code} đã có trả lời",
        "Việc mã số {code} đã có trả lời. Xin ông/bà đọc và cho biết việc đã được giải quyết chưa." + _SEE),),
    Step.RECOUNT: (Notice(_SENDER, "{code}: ngày hẹn thay đổi",
        "Lịch nghỉ thay đổi nên hẹn trả lời việc mã số {code} chuyển từ {was} sang {due_on}." + _SEE),),
    Step.MERGE: (Notice(_SENDER, "{code} được giải quyết chung",
        "Việc mã số {code} được giải quyết chung với việc {to} vì cùng một nội dung. Khi việc {to} có trả lời, ông/bà "
        "được báo và đọc được bằng mã số {code}." + _SEE),),
    Step.SEPARATE: (
        Notice(_SENDER, "{code} được giải quyết riêng",
            "Việc mã số {code} không còn giải quyết chung với việc {from}. Hẹn trả lời trước hết ngày "
            "{due_on}." + _SEE),
        Notice((Role.RECEPTION, Role.HANDLER), "Việc được tách ra: {code}",
            "Việc {code} không còn gộp vào {from}; hẹn trả lời {due_on}." + _SEE)),
    Step.WITHDRAW: (
        Notice(_SENDER, "{code} đã được rút lại",
            "Việc mã số {code} đã được rút lại theo yêu cầu của ông/bà; cơ quan không giải quyết tiếp. Không phải "
            "ông/bà rút thì báo ngay cho bộ phận tiếp nhận." + _SEE),
        Notice((Role.HANDLER, Role.RECEPTION), "Người gửi rút lại: {code}",
            "Người gửi đã rút lại việc {code}." + _SEE)),
    Step.ASSIGN: (Notice(_HANDLER, "Việc mới giao: {code}",
        "Phòng được giao việc {code}, hẹn trả lời {due_on}." + _SEE),),
    Step.HAND_TO: (Notice(_HANDLER, "Ông/bà được giao việc {code}",
        "Ông/bà được giao xử lý việc {code}, hẹn trả lời {due_on}." + _SEE),),
    Step.REMIND: (Notice(_HANDLER, "Sắp đến hẹn: {code}",
        "Việc {code} còn {left} ngày làm việc, hẹn trả lời {due_on}." + _SEE),),
    Step.DRAFT: (Notice((Role.LEADER,), "Chờ duyệt trả lời: {code}",
        "Có dự thảo trả lời việc {code} chờ duyệt." + _SEE),),
    Step.SEND_BACK: (Notice(_HANDLER, "Trả lại bản trình: {code}", "Dự thảo trả lời việc {code} cần sửa." + _SEE),),
    Step.REPLY: (Notice((Role.HANDLER, Role.RECEPTION), "Người gửi đã bổ sung: {code}",
        "Người gửi việc {code} đã bổ sung; hẹn trả lời {due_on}." + _SEE),),
    Step.FALL_OVERDUE: (Notice((Role.HANDLER, Role.LEADER), "Quá hẹn: {code}",
        "Việc {code} đã quá hẹn {due_on} mà chưa trả lời." + _SEE),),
    Step.REOPEN: (
        Notice(_SENDER, "{code} được mở lại",
            "Việc mã số {code} được mở lại theo đề nghị của ông/bà. Hẹn trả lời trước hết ngày {due_on}." + _SEE),
        Notice((Role.RECEPTION, Role.LEADER), "Người gửi đề nghị mở lại: {code}",
            "Người gửi cho biết việc {code} chưa được giải quyết. Hẹn mới {due_on}." + _SEE)),
}
# What the senders of cases merged into this one hear as well: {code} is theirs, {with} the one it goes along with.
_ALONG = "Việc mã số {code}, được giải quyết chung với {with}, "
ALONG: dict[str, Notice] = {
    Step.ANSWER: Notice(_SENDER, "{code} đã có trả lời", _ALONG + "đã có trả lời.\n\nXem trả lời: {link}"),
    Step.EXTEND: Notice(_SENDER, "{code} được gia hạn đến {due_on}",
        _ALONG + "được gia hạn, hẹn mới {due_on}.\nLý do: {text}\nCăn cứ: {ground}\n\nXem chi tiết: {link}"),
    Step.PASS_ON: Notice(_SENDER, "{code} được chuyển đến {to}",
        _ALONG + "được chuyển đến {to}. Ngày hẹn {due_on} giữ nguyên.\n\nXem chi tiết: {link}"),
    Step.REDIRECT: Notice(_SENDER, "{code} được chuyển đến {to}",
        _ALONG + "được chuyển đến {to}, là nơi có thẩm quyền.\n\nXem chi tiết: {link}"),
    Step.REFUSE: Notice(_SENDER, "{code} không được thụ lý",
        _ALONG + "không được thụ lý. Lý do: {reason}.\nÔng/bà nên: {text}\n\nXem chi tiết: {link}"),
}


def letters_for(entries: list[Entry]) -> list[tuple[Entry, Letter]]:
    """The letters these rows call for. Four statements at most, whatever the number of rows."""
    ours = [e for e in entries if e.subject.startswith(f"{PREFIX}-") and e.verb in NOTICES
            and e.about.get("channel") != Case.IMPORT]  # nobody is told today what a book said years ago
    found = Petition.objects.filter(code__in={e.subject for e in ours}).select_related("original", "sender")
    cases = {p.code: p for p in found}
    posts = _posts(cases.values())
    along = _merged_into({e.subject for e in ours if e.verb in ALONG})
    quiet = letters_stopped({*cases, *(other.code for others in along.values() for other in others)})
    return [(e, letter) for e in ours if e.subject in cases
            for letter in _letters(e, cases[e.subject], posts, along.get(e.subject, []), quiet)]


def _merged_into(codes: set[str]) -> dict[str, list[Petition]]:
    """The cases that go along with these, by the code of the one they go along with."""
    along: dict[str, list[Petition]] = {}
    found = Petition.objects.filter(merged_into__code__in=codes).select_related("original", "sender", "merged_into")
    for case in found.order_by("id") if codes else []:
        along.setdefault(str(case.merged_into), []).append(case)
    return along


def _posts(cases: Iterable[Petition]) -> list[PostHeld]:
    units = {p.body_id for p in cases} | {p.office_id for p in cases if p.office_id}
    held = PostHeld.held_on(timezone.localdate()).filter(Q(unit_id__in=units)).select_related("person")
    return list(held) if units else []


def _letters(entry: Entry, case: Petition, posts: list[PostHeld], along: list[Petition],
             quiet: set[str]) -> list[Letter]:
    letters: list[Letter] = []
    for notice in NOTICES[entry.verb]:
        inside = [p for p in posts if p.role in notice.to and _concerns(p, case) and p.person_id != entry.by_id]
        letters += [_inside(notice, entry, case, post) for post in {p.person_id: p for p in inside}.values()]
        letters += _outside(notice, entry, case, case, quiet) if Role.SENDER in notice.to else []
    return letters + [letter for theirs in along for letter in _outside(ALONG[entry.verb], entry, case, theirs, quiet)]


def _concerns(post: PostHeld, case: Petition) -> bool:
    """Handlers hear of their office's cases (of their own, once one is named), the rest of their body's."""
    if post.role == Role.HANDLER:
        return post.unit_id == case.office_id and case.officer_id in (None, post.person_id)
    return post.unit_id == case.body_id


def _inside(notice: Notice, entry: Entry, case: Petition, post: PostHeld) -> Letter:
    link = f"/ban-lam-viec/{case.code}/"
    words = _words(entry, case, settings.SITE["url"] + link)
    return Letter(Channel.INAPP, str(post.person_id), notice.subject.format_map(words),
                  notice.text.removesuffix(_SEE).format_map(words), person_id=post.person_id, link=link)


def _outside(notice: Notice, entry: Entry, case: Petition, theirs: Petition, quiet: set[str]) -> list[Letter]:
    """To whoever sent `theirs`: the case itself, or one that goes along with it; under their own code."""
    link = f"{settings.SITE['url']}/phan-anh/{theirs.code}/"
    words = _words(entry, case, link)
    words |= {"code": theirs.code, "with": case.code}
    subject, text = notice.subject.format_map(words), notice.text.format_map(words)
    left, account = theirs.original, theirs.sender
    email = left.email or (account.email if account and not left.phone else "")  # what they wrote for this case first
    if email:
        stop = stop_link(theirs)
        letter = Letter(Channel.EMAIL, email, subject, text + _STOP.format(stop=stop),
                        person_id=theirs.sender_id, unsubscribe=stop)
        return [] if theirs.code in quiet else [letter]
    if left.phone:
        return [Letter(Channel.SMS, left.phone, "", f"{subject}. {link}", person_id=theirs.sender_id)]
    return []


class _Words(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _words(entry: Entry, case: Petition, link: str) -> _Words:
    about = {k: _day(v) if k in _DAYS else str(v) for k, v in entry.about.items()}
    reason = str(REASONS.get(entry.about.get("reason"), ""))
    return _Words({"code": case.code, "due_on": f"{case.due_on:%d/%m/%Y}", "under": case.due_under, "link": link,
                   "text": entry.text, **about, "reason": reason})


_DAYS = ("due_on", "was", "until")


def _day(value: str) -> str:
    return f"{date.fromisoformat(value):%d/%m/%Y}"
