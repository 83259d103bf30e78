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
from danchu.mechanisms.petitions.models import Follower, Petition, Publication, letters_stopped
from danchu.mechanisms.petitions.neighbours import FOLLOWERS
from danchu.mechanisms.petitions.rules import PREFIX, Step
from danchu.mechanisms.petitions.rules import Channel as Case
from danchu.mechanisms.petitions.stopping import stop_link
from danchu.mechanisms.petitions.words import REASONS, SOLVED


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
# What whoever follows a public case hears: of what anyone may read, without a word of the case. {what} names it.
_READ = "\n\nXem: {link}"
_GONE = Notice((), "{code} không còn trên trang công khai",
    "{what} không còn trên trang công khai, nên không có thư nào báo tin về việc này nữa, trừ khi được công khai lại.")
_NEW_DAY = Notice((), "{code}: hẹn mới {due_on}", "{what} nay hẹn trả lời trước hết ngày {due_on}." + _READ)
TO_FOLLOWERS: dict[str, Notice] = {
    Step.ACCEPT: Notice((), "{code} đã được thụ lý",
        "{what} đã được thụ lý. Hẹn trả lời trước hết ngày {due_on}." + _READ),
    Step.REFUSE: Notice((), "{code} không được thụ lý", "{what} không được thụ lý: {reason}." + _READ),
    Step.PASS_ON: Notice((), "{code} được chuyển đến {to}",
        "{what} được chuyển đến {to}. Ngày hẹn {due_on} giữ nguyên." + _READ),
    Step.REDIRECT: Notice((), "{code} được chuyển đến {to}",
        "{what} được chuyển đến {to}, là nơi có thẩm quyền." + _READ),
    Step.EXTEND: _NEW_DAY, Step.RESUME: _NEW_DAY, Step.RECOUNT: _NEW_DAY,
    Step.FALL_OVERDUE: Notice((), "{code} đã quá hẹn",
        "{what} hẹn trả lời trước hết ngày {due_on} mà chưa có trả lời." + _READ),
    Step.ANSWER: Notice((), "{code} đã có trả lời",
        "Cơ quan đã trả lời người gửi {lower}. Mọi người đọc được câu trả lời sau khi cơ quan che dữ liệu cá nhân; "
        "khi đó ông/bà nhận thêm một thư." + _READ),
    f"{Step.PUBLISH} answer": Notice((), "{code}: câu trả lời đã công khai",
        "Câu trả lời {lower} đã công khai.\n\nXem trả lời: {link}"),
    f"{Step.PUBLISH} page": Notice((), "{code} có trên trang công khai",
        "{what} có trên trang công khai." + _READ),
    Step.RATE: Notice((), "{code} đã kết thúc", "{what} đã kết thúc. Người gửi cho biết: {solved}." + _READ),
    Step.CLOSE: Notice((), "{code} đã kết thúc", "{what} đã kết thúc." + _READ),
    Step.REOPEN: Notice((), "{code} được mở lại",
        "{what} được mở lại vì người gửi thấy chưa được giải quyết. Hẹn trả lời trước hết ngày {due_on}." + _READ),
    Step.MERGE: Notice((), "{code} được giải quyết chung",
        "{what} được giải quyết chung với việc {to} vì cùng một nội dung.{goes_on}" + _READ),
    Step.SEPARATE: Notice((), "{code} được giải quyết riêng",
        "{what} không còn giải quyết chung với việc {from}. Hẹn trả lời trước hết ngày {due_on}." + _READ),
    Step.UNPUBLISH: _GONE, Step.WITHDRAW: _GONE,
}
_GOES_ON = " Từ nay ông/bà nhận tin về việc {to}: {site}/phan-anh/{to}/"
_GOES_ON_UNSEEN = " Việc ấy chưa có trên trang công khai: khi nào có, ông/bà nhận tin tiếp."


def letters_for(entries: list[Entry]) -> list[tuple[Entry, Letter]]:
    """The letters these rows call for: a few statements, whatever the number of rows."""
    ours = [e for e in entries if e.subject.startswith(f"{PREFIX}-") and e.verb in NOTICES
            and e.about.get("channel") != Case.IMPORT]  # nobody is told today what a book said years ago
    theirs = Petition.objects.filter(code__in={e.subject for e in ours}).select_related("original", "sender")
    cases = {p.code: p for p in theirs}
    posts = _posts(cases.values())
    along = _merged_into({e.subject for e in ours if e.verb in ALONG})
    quiet = letters_stopped({*cases, *(other.code for others in along.values() for other in others)})
    found = [(e, letter) for e in ours if e.subject in cases
             for letter in _letters(e, cases[e.subject], posts,
                                     along.get(e.subject, []) if e.verb in ALONG else [], quiet)]
    return found + _to_followers(entries, {(e.pk, letter.to.lower()) for e, letter in found})


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


def _words(entry: Entry, case: Petition | Publication, link: str) -> _Words:
    about = {k: _day(v) if k in _DAYS else str(v) for k, v in entry.about.items()}
    reason = str(REASONS.get(entry.about.get("reason"), ""))
    return _Words({"code": case.code, "due_on": f"{case.due_on:%d/%m/%Y}", "under": case.due_under, "link": link,
                   "text": entry.text, **about, "reason": reason})


_DAYS = ("due_on", "was", "until")


def _day(value: str) -> str:
    return f"{date.fromisoformat(value):%d/%m/%Y}"


# --- neighbours ------------------------------------------------------------------------------------

def _to_followers(entries: list[Entry], told: set[tuple[int, str]]) -> list[tuple[Entry, Letter]]:
    """To whoever follows a case, or one merged into it, what anyone may read of it now; one letter a row to a mailbox.

    `told`: the addresses that hear of a row already, as the case's own sender.
    """
    said = [(e, TO_FOLLOWERS[_what(e)]) for e in entries
            if e.subject.startswith(f"{PREFIX}-") and _what(e) in TO_FOLLOWERS]
    wanted = {e.subject for e, _notice in said} | {str(e.about.get("to", "")) for e, _notice in said}
    read = Publication.objects.filter(code__in=wanted).only("code", "listed", "due_on", "due_under")
    public = {p.code: p for p in read} if said else {}
    followers = _followers_of([p.pk for p in public.values()]) if public else {}
    letters: list[tuple[Entry, Letter]] = []
    for entry, notice in said:
        case = public.get(entry.subject)
        for follower in followers.get(case.pk, []) if case and case.listed is (notice is not _GONE) else []:
            if (entry.pk, follower.email) not in told:
                told.add((entry.pk, follower.email))
                letters.append((entry, _to_follower(notice, entry, follower, public)))
    return letters


def _what(entry: Entry) -> str:
    """What happened: of what is made public, whether the answer or the page is new to its readers."""
    return " ".join(filter(None, (entry.verb, str(entry.about.get("shown", "")))))


def _followers_of(keys: list[int]) -> dict[int, list[Follower]]:
    """Who follows these, or what was merged into them and still stands in public, by the case they hear of."""
    along = dict(Petition.objects.filter(merged_into__in=keys).values_list("pk", "merged_into_id"))
    found = Follower.objects.filter(publication__in=[*keys, *along]).exclude(confirmed_at=None)
    following: dict[int, list[Follower]] = {}
    for follower in found.select_related("publication").order_by("id"):
        key = follower.publication_id
        if key in keys:
            following.setdefault(key, []).append(follower)
        if key in along and follower.publication.listed:
            following.setdefault(along[key] or 0, []).append(follower)
    return following


def _to_follower(notice: Notice, entry: Entry, follower: Follower, public: dict[str, Publication]) -> Letter:
    site, theirs = settings.SITE["url"], follower.publication
    words = _words(entry, public[entry.subject], f"{site}/phan-anh/{entry.subject}/")
    words |= {"solved": str(SOLVED.get(entry.about.get("solved"), "")).lower()}
    with_theirs = "" if theirs.code == entry.subject else f" (giải quyết chung với {theirs.code} mà ông/bà theo dõi)"
    words |= {"what": f"Việc mã số {entry.subject}{with_theirs}", "lower": f"việc mã số {entry.subject}{with_theirs}"}
    into = public.get(words["to"])
    words["goes_on"] = _GOES_ON.format(site=site, **words) if into and into.listed else _GOES_ON_UNSEEN
    return Letter(Channel.EMAIL, follower.email, notice.subject.format_map(words),
                  notice.text.format_map(words) + FOLLOWERS.ending(follower), unsubscribe=FOLLOWERS.stop_link(follower))
