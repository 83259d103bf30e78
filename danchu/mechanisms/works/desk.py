"""The desk of one promise: what hangs on it and its next steps; and a new one. The lists stand in `desk_queue`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from danchu.ground.journal.linked import linked, titles_of
from danchu.ground.journal.models import Audience
from danchu.ground.offices.lineage import houses_of
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.text.codes import read_code
from danchu.ground.ui.environment import url
from danchu.law.roles import Role
from danchu.mechanisms.works import actions, masking, rules, shown
from danchu.mechanisms.works.desk_forms import PromiseForm, PublicForm, form_of
from danchu.mechanisms.works.desk_queue import frame, owns
from danchu.mechanisms.works.models import Commitment, parts_played_by
from danchu.mechanisms.works.papers import Papers, Said, papers_of
from danchu.mechanisms.works.reading import promise_of
from danchu.mechanisms.works.rules import CONFIRMERS, OWNERS, Origin, State, Step
from danchu.mechanisms.works.words import STATES, STEPS

# --- one promise -------------------------------------------------------------------------------

SLUGS = {
    "tien-do": Step.PROGRESS, "bao-xong": Step.REPORT_DONE, "xac-nhan": Step.CONFIRM, "chua-xong": Step.DISPUTE,
    "tra-loi": Step.ANSWER_DISPUTE, "lui-ngay": Step.POSTPONE, "cong-khai-loi": Step.PUBLISH_WORDS,
    "che-lai-loi": Step.HIDE_WORDS, "ghi-trung": Step.RECORD_TWICE, "bo-ghi-trung": Step.NOT_TWICE,
    "nhan-ban-giao": Step.HAND_OVER,
}  # fmt: skip
SLUG_OF = {step: slug for slug, step in SLUGS.items()}
_FIRST = {State.DISPUTED: Step.ANSWER_DISPUTE, State.REPORTED: Step.CONFIRM}  # stands open before the others
HINTS = {
    Step.REPORT_DONE: gettext_lazy("Chỉ được tính là giữ lời khi người ngoài đơn vị xác nhận."),
    Step.HAND_OVER: gettext_lazy("Ngày hứa giữ nguyên; người nêu việc được báo."),
    Step.HIDE_WORDS: gettext_lazy("Lời gốc vẫn giữ bên trong; trang công khai ghi là đã che lại và vì sao."),
    Step.RECORD_TWICE: gettext_lazy("Trang này vẫn mở được và ghi rõ là trùng; chỉ thôi tính vào bảng điểm."),
    Step.POSTPONE: gettext_lazy("Ngày hứa đầu tiên vẫn còn trên trang mãi mãi; người nêu việc được báo."),
    Step.CONFIRM: gettext_lazy("Ông/bà không giữ chức vụ nào trong đơn vị đã hứa, đơn vị trên hay dưới nó."),
    Step.DISPUTE: gettext_lazy("Đứng công khai cạnh lời của nơi hứa."),
}


@dataclass
class Opened:
    """A promise someone deals with: the parts they play, the steps open to them, all that hangs on it."""

    commitment: Commitment
    who: Standing
    parts: frozenset[Role]
    papers: Papers

    @property
    def steps(self) -> tuple[Step, ...]:
        may = set(rules.steps_open_to(State(self.commitment.state), self.parts)) - {Step.HAND_OVER}
        may |= {Step.HAND_OVER} if self.heirs and self.commitment.state in rules.OPEN else set()
        needed = {Step.PUBLISH_WORDS: self.waiting, Step.HIDE_WORDS: self.published}
        known = (s for s in Step if s in may and s in SLUG_OF and needed.get(s, True))
        return tuple(sorted(known, key=lambda s: s is not _FIRST.get(State(self.commitment.state))))

    @property
    def waiting(self) -> list[Said]:
        """Words of citizens, and words taken back from whoever looked, that are not public."""
        return [s for s in self.papers.said.values() if not s.shown and s.role in CONFIRMERS]

    @property
    def published(self) -> list[Said]:
        """What everybody reads of whoever asked or looked."""
        return [s for s in self.papers.said.values() if s.shown and s.role in CONFIRMERS]

    @property
    def heirs(self) -> dict[int, str]:
        """The units this person leads that took the owner over: {id: name}."""
        return self.papers.heirs


def opened(who: Standing, code: str) -> Opened:
    """The promise, if this person plays a part in it; otherwise there is nothing here. Two statements."""
    c = promise_of(code, inside=True)
    if c is None:
        raise Http404
    papers = papers_of(code, Audience.INTERNAL, commitment=c, who=who, today=timezone.localdate())
    parts = parts_played_by(who, c, papers.kin, papers.near, papers.barred, papers.served)
    if not parts - {Role.ASKER} and not papers.heirs:
        raise Http404
    papers = papers if parts & set(OWNERS) else _without_inside(papers)
    if not parts - {Role.ASKER}:  # an heir reads no more than everybody until they have taken it over
        papers.said = {pk: s for pk, s in papers.said.items() if s.shown}
    return Opened(c, who, parts, papers)


def _without_inside(papers: Papers) -> Papers:
    """For whoever looks from outside: neither the owner's notes nor its unticked photos."""
    papers.originals = []
    papers.lines = [line for line in papers.lines if line.audience != Audience.INTERNAL]
    papers.files = [f for f in papers.files if f["audience"] != Audience.INTERNAL]
    papers.said = {pk: s for pk, s in papers.said.items() if s.shown or s.role not in OWNERS}
    return papers


@never_cache
@require_safe
@official_required
def case(request: HttpRequest, code: str) -> HttpResponse:
    """One promise at the desk."""
    return show_case(request, opened(standing(request), code))


def show_case(request: HttpRequest, found: Opened, *, typed: dict[Step, PublicForm] | None = None, problem: str = "",
              status: int = 200) -> HttpResponse:
    """The page of a promise; after a step that could not be taken, with what was typed and why."""
    c, today = found.commitment, timezone.localdate()
    boxes = [_box(found, step, typed or {}) for step in found.steps]
    gone = [_box(found, step, typed or {}) for step in typed or {} if step not in found.steps]
    owners, lookers = shown.sides(found.papers)
    return render(request, "works/desk/case.html", {
        **frame(found.who, counted=False), "c": c, "boxes": boxes, "gone": gone, "problem": problem,
        "due": shown.badge(c.state, c.score, c.due_on, c.first_due_on, c.done_on, today=today),
        "state": STATES[State(c.state)], "papers": found.papers, "owners": owners, "lookers": lookers,
        "lines": shown.timeline(found.papers, inside=True), "loose": shown.loose_files(found.papers),
        "waiting": found.waiting, "related": linked(found.papers.links),
        "originals": [(masking.COLUMNS.get(o.step, _("Lời trong một bước")), o) for o in found.papers.originals],
        "may_mask": rules.may(State(c.state), Step.MASK, found.parts), "why_twice": shown.why_twice(found.papers),
        "said": messages.get_messages(request)}, status=status)


def _box(found: Opened, step: Step, typed: dict[Step, PublicForm]) -> dict[str, Any]:
    form = typed.get(step) or form_of(step, found)
    return {"step": step.value, "label": str(STEPS[step]).removesuffix("…"), "form": form, "open": step in typed,
            "action": url("works_desk:step", found.commitment.code, SLUG_OF[step]),
            "hint": HINTS.get(step, "")}


# --- a new promise -----------------------------------------------------------------------------

@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def new(request: HttpRequest) -> HttpResponse:
    """Put a promise on record; opened from a case by `?tu=KN-…`, with what is known filled in."""
    who = standing(request)
    if not owns(who):
        raise Http404
    owners = _owners(who)
    if request.method != "POST":
        form = PromiseForm(initial={"token": uuid4(), **_from_case(request.GET.get("tu", ""))}, owners=owners)
        return _new(request, who, form)
    form = PromiseForm(request.POST, owners=owners)
    if not form.is_valid():
        return _new(request, who, form, status=422)
    try:
        said = _promise(form.cleaned_data)
        made = actions.promise(said, token=form.cleaned_data["token"], by=who, now=timezone.now())
    except actions.NotTheirs:
        raise Http404 from None
    except actions.Refused as refused:
        form.add_error(None, str(refused))
        return _new(request, who, form, status=422)
    messages.success(request, _("Đã công bố cam kết %(code)s.") % {"code": made.code})
    return redirect("works_desk:case", code=made.code)


def _new(request: HttpRequest, who: Standing, form: PromiseForm, status: int = 200) -> HttpResponse:
    return render(request, "works/desk/new.html", {**frame(who, counted=False), "form": form}, status=status)


def _owners(who: Standing) -> list[tuple[int, str]]:
    """The units in whose name this person may write down a promise."""
    units = {post.unit_id for post in who.posts if post.role in OWNERS}
    return list(houses_of(units).order_by("-level", "full_name").values_list("pk", "full_name"))


_BORN = {"KN": Origin.PETITION, "DT": Origin.DIALOGUE, "CH": Origin.DIALOGUE, "TT": Origin.RECOMMENDATION}


def _from_case(typed: str) -> dict[str, Any]:
    """What a case the desk came from says: its code, where that was, its public title if it has one."""
    code = read_code(typed) if typed else None
    if code is None:
        return {}
    origin = _BORN.get(code.partition("-")[0], Origin.PLAN)
    return {"source": code, "origin": origin.value, "title": titles_of({code}).get(code, "")}


def _promise(said: dict[str, Any]) -> actions.Promise:
    return actions.Promise(
        title=said["title"], for_whom=said["for_whom"], measure=said["measure"], due_on=said["due_on"],
        owner=Unit.objects.get(pk=said["owner"]), origin=Origin(said["origin"]), source=said["source"],
        detail=said["detail"], budget=said["budget"], reach=said["reach"])


