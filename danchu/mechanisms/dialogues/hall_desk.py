"""In the room: the chair chooses what the hall sees, the clerk writes down what is said, even while the line is down.

Every answer has its form with a mark of its own, so that what a page sends again after a lost line is written once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from danchu.ground.offices.calendars import calendar_for
from danchu.ground.people.access import OFFICIAL_IDLE, official_required, standing
from danchu.ground.text.codes import read_code
from danchu.mechanisms.dialogues import actions, question_actions
from danchu.mechanisms.dialogues.actions import Refused, Stale
from danchu.mechanisms.dialogues.desk import inside
from danchu.mechanisms.dialogues.desk_reading import kept
from danchu.mechanisms.dialogues.hall_boards import WAITS, chair_page, clerk_page, seen
from danchu.mechanisms.dialogues.hall_forms import CameForm, CountForm, ItemForm, LiveForm, Said, SpokenForm
from danchu.mechanisms.dialogues.models import Dialogue, Question, part_played_by
from danchu.mechanisms.dialogues.question_actions import Asking
from danchu.mechanisms.dialogues.question_forms import NotTakeForm, OweForm, ShowForm
from danchu.mechanisms.dialogues.rules import Channel, Naming, QuestionState, Reason, State
from danchu.mechanisms.dialogues.words import QUESTION_STATES


@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that lets the clerk's page open again while the line is down; the same for everybody.

    It stands here, not among the files: a browser lets it look after pages below its own address only.
    """
    return render(request, "dialogues/hall/worker.js", {
        "stay": int(OFFICIAL_IDLE.total_seconds()), "parts": settings.STATIC_URL}, content_type="text/javascript")


IN_THE_ROOM = (State.COLLECTING, State.ANNOUNCED, State.IN_SESSION, State.HELD, State.MINUTES_DRAFTED)

Do = Callable[[Dialogue, Question | None, Said, dict[str, Any]], Any]


def _answer(d: Dialogue, q: Question | None, said: Said, by: dict[str, Any]) -> Any:
    """The same answer twice is one: the page sends again what it does not know to have arrived."""
    if q and (q.state, q.answer, q.spoke) == (QuestionState.ANSWERED, said["text"], said["spoke"]):
        return q
    return question_actions.answer(_there(q), **said, **by)


def _owe(d: Dialogue, q: Question | None, said: Said, by: dict[str, Any]) -> Any:
    if q and (q.state, q.due_on, q.spoke) == (QuestionState.OWED, said["due_on"], said["spoke"]):
        return q
    return question_actions.owe(_there(q), **said, **by)


def _live(d: Dialogue, q: Question | None, said: Said, by: dict[str, Any]) -> Any:
    asked = Asking(said["text"], Channel.LIVE, Naming.SHOWN if said["name"] else Naming.ORGANISER, said["name"])
    taken = question_actions.ask(d, asked, token=said["token"], **by)
    if said["answer"] and taken.state in WAITS:  # sent again it has its ending already
        question_actions.answer(taken, text=said["answer"], spoke=said["spoke"], **by)
    return taken


def _turn(d: Dialogue, q: Question | None, said: Said, by: dict[str, Any]) -> Any:
    return actions.turn_to(d, item=get_object_or_404(d.agenda, pk=said["item"]), **by)


DOING: dict[str, tuple[type[forms.Form], Do]] = {
    # what is pressed: its form, what it does
    "khai-mac": (forms.Form, lambda d, q, said, by: actions.begin(d, **by)),
    "ket-thuc": (forms.Form, lambda d, q, said, by: actions.hold(d, calendar=calendar_for(d.body), **by)),
    "sang-muc": (ItemForm, _turn),
    "moi": (forms.Form, lambda d, q, said, by: question_actions.call(_there(q), **by)),
    "cho-hien": (ShowForm, lambda d, q, said, by: question_actions.show(_there(q), **said, **by)),
    "khong-nhan": (NotTakeForm, lambda d, q, said, by: question_actions.not_take(
        _there(q), reason=Reason(said["reason"]), text=said["text"], **by)),
    "tra-loi": (SpokenForm, _answer),
    "hen": (OweForm, _owe),
    "hoi": (LiveForm, _live),
    "ten": (CameForm, lambda d, q, said, by: actions.name_one(d, came=actions.Came(**said), **by)),
    "dem": (CountForm, lambda d, q, said, by: actions.count(d, named=_named(d), **said, **by)),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def chair(request: HttpRequest, code: str) -> HttpResponse:
    """The run sheet, what may be called, what waits to be read."""
    d = _of(request, code)
    if request.method == "POST":
        return _done(request, d, chair_page)
    return chair_page(request, d)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def clerk(request: HttpRequest, code: str) -> HttpResponse:
    """What is said about the question on the floor, and about those called before it."""
    d = _of(request, code)
    if request.method == "POST":
        return _done(request, d, clerk_page)
    return clerk_page(request, d)


Page = Callable[..., HttpResponse]


def _of(request: HttpRequest, code: str) -> Dialogue:
    """A dialogue of theirs that has an hour of its own today. Raises Http404."""
    known = read_code(code)
    d = kept(inside(request), known) if known else None
    if d is None or State(d.state) not in IN_THE_ROOM or not part_played_by(standing(request), d):
        raise Http404
    return d


def _done(request: HttpRequest, d: Dialogue, page: Page) -> HttpResponse:
    """Do what was pressed. A script is answered in JSON: 200 written, 409 or 422 with the reason, never a lost word."""
    form_class, act = DOING.get(request.POST.get("lam", ""), (None, None))
    if form_class is None or act is None:
        raise Http404
    form = form_class(request.POST)
    if not form.is_valid():
        problem = " ".join(str(e) for errors in form.errors.values() for e in errors)
        return _said(request, d, page, problem, 422, form)
    said = form.cleaned_data | ({"token": _token(request)} if form_class is LiveForm else {})
    try:
        seen = _twice(request, d, act, said)
    except Stale as stale:
        return _said(request, d, page, str(stale), 409, form)
    except Refused as refused:
        return _said(request, d, page, str(refused), 422, form)
    return _said(request, d, page, "", 200, form, seen)


def _twice(request: HttpRequest, d: Dialogue, act: Do, said: Said) -> str:
    """Nobody typed a version in the hall: whoever comes second in the same moment is read anew and written after.
    An ending somebody else wrote since the page was seen is told, never overwritten unseen."""
    code, by = request.POST.get("cau", ""), {"by": standing(request), "now": timezone.now()}
    q = _asked(d, code)
    if q and "seen" in request.POST and q.has_ended and request.POST["seen"] != seen(q) and not _same(q, said):
        raise Stale(_("Câu %(code)s vừa được người khác ghi là “%(state)s”. Xem lại rồi bấm lần nữa.")
                    % {"code": q.code, "state": QUESTION_STATES[QuestionState(q.state)]})
    try:
        act(d, q, said, by)
    except Stale:
        d.refresh_from_db()
        q = _asked(d, code)
        act(d, q, said, by)
    return seen(q) if q else ""


def _same(q: Question, said: Said) -> bool:
    """What is sent again after a lost line is what stands there already."""
    return (q.answer, q.spoke) == (said.get("text", said.get("why")), said.get("spoke"))


def _said(request: HttpRequest, d: Dialogue, page: Page, problem: str, status: int, form: forms.Form,
          seen: str = "") -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"problem": problem, "seen": seen}, status=status)
    if not problem:
        messages.success(request, _("Đã ghi."))
        return redirect(request.path)
    return page(request, d, problem=problem, typed=form, status=status)


def _asked(d: Dialogue, code: str) -> Question | None:
    found = d.questions.filter(code=code).select_related("dialogue__body", "asked").first() if code else None
    if code and found is None:
        raise Http404
    return found


def _there(question: Question | None) -> Question:
    if question is None:
        raise Http404
    return question


def _named(d: Dialogue) -> list[actions.Came]:
    return [actions.Came(a.name, a.of) for a in d.attendees.all()]


def _token(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid4()
