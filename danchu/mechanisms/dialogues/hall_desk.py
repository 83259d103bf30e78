"""In the room: the chair chooses what the hall sees, the clerk writes down what is said, even while the line is down.

Every answer has its form with a mark of its own, so that what a page sends again after a lost line is written once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.db.models import BigIntegerField, Case, F, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from danchu.ground.people.access import official_required, standing
from danchu.ground.people.fields import Words
from danchu.ground.text.codes import read_code
from danchu.ground.text.personal_data import find, mask
from danchu.ground.ui.environment import url
from danchu.law.calendar import Calendar
from danchu.mechanisms.dialogues import actions, question_actions
from danchu.mechanisms.dialogues.actions import Refused, Stale
from danchu.mechanisms.dialogues.desk import inside
from danchu.mechanisms.dialogues.forms import AnswerForm, NotTakeForm, OweForm, ShowForm
from danchu.mechanisms.dialogues.models import Dialogue, Question, part_played_by
from danchu.mechanisms.dialogues.question_actions import Asking
from danchu.mechanisms.dialogues.rules import Channel, Naming, QuestionState, Reason, State
from danchu.mechanisms.dialogues.views import with_backing
from danchu.mechanisms.dialogues.words import REASONS, STATES

MOST = 40  # questions on one page of the hall: the most backed first
LONGEST = 4_000
IN_THE_ROOM = (State.COLLECTING, State.ANNOUNCED, State.IN_SESSION, State.HELD, State.MINUTES_DRAFTED)
_NOT_TAKEN = (Reason.NOT_A_QUESTION, Reason.INSULTING, Reason.PRIVATE_MATTER, Reason.NOT_OURS, Reason.NO_TIME)


class LiveForm(forms.Form):
    """A question said aloud in the room."""

    text = Words(label=_("Câu hỏi từ hội trường"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
                 error_messages={"required": _("Ghi câu hỏi.")})
    name = Words(lines=False, label=_("Người hỏi, nếu họ muốn nêu tên"), max_length=120, required=False,
                 widget=forms.TextInput())


class CountForm(forms.Form):
    """How many are in the room."""

    attended = forms.IntegerField(label=_("Số người dự"), min_value=0, max_value=100_000,
                                  error_messages={"required": _("Ghi số người.")})


Said = dict[str, Any]
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
    return question_actions.ask(d, asked, token=said["token"], **by)


def _turn(d: Dialogue, q: Question | None, said: Said, by: dict[str, Any]) -> Any:
    return actions.turn_to(d, item=get_object_or_404(d.agenda, pk=said["item"]), **by)


class ItemForm(forms.Form):
    item = forms.IntegerField()


DOING: dict[str, tuple[type[forms.Form], Do]] = {
    # what is pressed: its form, what it does
    "khai-mac": (forms.Form, lambda d, q, said, by: actions.begin(d, **by)),
    "ket-thuc": (forms.Form, lambda d, q, said, by: actions.hold(d, calendar=Calendar.official(), **by)),
    "sang-muc": (ItemForm, _turn),
    "moi": (forms.Form, lambda d, q, said, by: question_actions.call(_there(q), **by)),
    "cho-hien": (ShowForm, lambda d, q, said, by: question_actions.show(_there(q), **said, **by)),
    "khong-nhan": (NotTakeForm, lambda d, q, said, by: question_actions.not_take(
        _there(q), reason=Reason(said["reason"]), text=said["text"], **by)),
    "tra-loi": (AnswerForm, _answer),
    "hen": (OweForm, _owe),
    "hoi": (LiveForm, _live),
    "dem": (CountForm, lambda d, q, said, by: actions.count(d, named=_named(d), **said, **by)),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def chair(request: HttpRequest, code: str) -> HttpResponse:
    """The run sheet, what may be called, what waits to be read."""
    d = _of(request, code)
    if request.method == "POST":
        return _done(request, d, _chair)
    return _chair(request, d)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def clerk(request: HttpRequest, code: str) -> HttpResponse:
    """What is said about the question on the floor, and about those called before it."""
    d = _of(request, code)
    if request.method == "POST":
        return _done(request, d, _clerk)
    return _clerk(request, d)


Page = Callable[..., HttpResponse]


def _of(request: HttpRequest, code: str) -> Dialogue:
    """A dialogue of theirs that has an hour of its own today. Raises Http404."""
    known = read_code(code)
    mine = Dialogue.objects.kept_by(inside(request)).filter(code=known, state__in=IN_THE_ROOM)
    d = mine.select_related("body", "on_item", "floor").first()
    if d is None or not part_played_by(standing(request), d):
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
        act(d, _asked(d, request.POST.get("cau", "")), said, {"by": standing(request), "now": timezone.now()})
    except Stale as stale:
        return _said(request, d, page, str(stale), 409, form)
    except Refused as refused:
        return _said(request, d, page, str(refused), 422, form)
    return _said(request, d, page, "", 200, form)


def _said(request: HttpRequest, d: Dialogue, page: Page, problem: str, status: int, form: forms.Form) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"problem": problem}, status=status)
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


def _frame(d: Dialogue, problem: str) -> dict[str, Any]:
    rooms = (("hall:chair", gettext_lazy("Chủ tọa")), ("hall:clerk", gettext_lazy("Thư ký")))
    return {"layout": "wide", "d": d, "state": STATES[State(d.state)], "problem": problem,
            "nav": [*({"label": label, "url": url(route, d.code)} for route, label in rooms),
                    {"label": _("Màn hình hội trường"), "url": url("hall:screen", d.code)}]}


def _chair(request: HttpRequest, d: Dialogue, *, problem: str = "", typed: forms.Form | None = None,
           status: int = 200) -> HttpResponse:
    found = list(_at_hand(d))
    return render(request, "dialogues/hall/chair.html", {
        **_frame(d, problem), "agenda": list(d.agenda.all()), 
        "ready": [q for q in found if q.state == QuestionState.TAKEN],
        "waiting": [(q, mask(q.asked.text, find(q.asked.text))) for q in found if q.state == QuestionState.SENT],
        "in_session": d.state == State.IN_SESSION, "may_begin": d.state in (State.ANNOUNCED, State.COLLECTING),
        "reasons": [(r.value, REASONS[r]) for r in _NOT_TAKEN], "typed": typed,
        "said": messages.get_messages(request)}, status=status)


def _at_hand(d: Dialogue) -> QuerySet[Question]:
    """What waits to be read, the oldest first; what may be called, the most backed first: MOST of each, one statement.
    """
    sent, ready = Q(state=QuestionState.SENT), Q(state=QuestionState.TAKEN, listed=True, lead=None)
    nth = Window(RowNumber(), partition_by="state", order_by=[
        Case(When(sent, then=F("id")), default=-F("backed"), output_field=BigIntegerField()), F("id").desc()])
    found = with_backing(d.questions.filter(sent | ready).annotate(nth=nth)).select_related("asked")
    return found.filter(nth__lte=MOST).order_by("nth")  # type: ignore[misc]  # a window is no field


def _clerk(request: HttpRequest, d: Dialogue, *, problem: str = "", typed: forms.Form | None = None,
           status: int = 200) -> HttpResponse:
    called = d.questions.filter(called_at__isnull=False).order_by("-called_at")[:MOST]
    return render(request, "dialogues/hall/clerk.html", {
        **_frame(d, problem), "called": sorted(called, key=lambda q: q.pk != d.floor_id), 
        "token": uuid4(), "said": messages.get_messages(request), "waits": (QuestionState.SENT, QuestionState.TAKEN),
        "typed": typed}, status=status)
