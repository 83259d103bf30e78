"""Taking a step at the desk of dialogues: read the form, call one action, and lose nothing where it cannot be taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import Line, timeline
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.ui.typed import all_kept, number_in
from danchu.law.roles import Role
from danchu.mechanisms.dialogues import actions, rules
from danchu.mechanisms.dialogues.desk import FORMS, SLUGS, box_of, frame, inside, show_dialogue, theirs
from danchu.mechanisms.dialogues.forms import MeetingForm, at_desk
from danchu.mechanisms.dialogues.models import Dialogue, DialogueRequest, part_played_by
from danchu.mechanisms.dialogues.request_rules import RequestState
from danchu.mechanisms.dialogues.rules import Kind, State, Step

Act = Callable[[Dialogue, Any, dict[str, Any]], Dialogue]
ACTS: dict[Step, Act] = {
    # the step: the dialogue, its form, by whom and when → the action
    Step.ANNOUNCE: lambda d, f, by: actions.announce(d, **f.cleaned_data, calendar=calendar_for(d.body), **by),
    Step.OPEN: lambda d, f, by: actions.open(d, **by),
    Step.BEGIN: lambda d, f, by: actions.begin(d, **by),
    Step.HOLD: lambda d, f, by: actions.hold(d, calendar=calendar_for(d.body), **by),
    Step.ARRANGE: lambda d, f, by: actions.arrange(d, items=f.items(), **by),
    Step.COUNT: lambda d, f, by: actions.count(d, attended=f.cleaned_data["attended"], named=f.names(), **by),
    Step.DRAFT_MINUTES: lambda d, f, by: actions.draft_minutes(d, **f.cleaned_data, **by),
    Step.SEND_BACK: lambda d, f, by: actions.send_back(d, **f.cleaned_data, **by),
    Step.APPROVE: lambda d, f, by: actions.approve(d, **f.cleaned_data, **by),
    Step.PUBLISH: lambda d, f, by: actions.publish(d, **by),
    Step.FOLLOW_UP: lambda d, f, by: actions.follow_up(d, **by),
    Step.CLOSE: lambda d, f, by: actions.close(d, **by),
    Step.POSTPONE: lambda d, f, by: actions.postpone(d, **f.cleaned_data, **by),
    Step.CANCEL: lambda d, f, by: actions.cancel(d, **f.cleaned_data, **by),
}
_DONE = {
    Step.ANNOUNCE: gettext_lazy("Đã thông báo; mọi người thấy trên trang đối thoại."),
    Step.OPEN: gettext_lazy("Đã mở nhận câu hỏi."), Step.BEGIN: gettext_lazy("Đã khai mạc."),
    Step.HOLD: gettext_lazy("Đã ghi. Bước tiếp theo: biên bản, kết luận."),
    Step.ARRANGE: gettext_lazy("Đã xếp chương trình."), Step.COUNT: gettext_lazy("Đã ghi người dự."),
    Step.DRAFT_MINUTES: gettext_lazy("Đã trình người đứng đầu duyệt."),
    Step.SEND_BACK: gettext_lazy("Đã trả lại bản trình."), Step.APPROVE: gettext_lazy("Đã duyệt. Còn bước công khai."),
    Step.PUBLISH: gettext_lazy("Đã công khai kết quả."), Step.FOLLOW_UP: gettext_lazy("Đang theo dõi việc đã hứa."),
    Step.CLOSE: gettext_lazy("Đã kết thúc."), Step.POSTPONE: gettext_lazy("Đã hoãn; người theo dõi được báo."),
    Step.CANCEL: gettext_lazy("Đã hủy; người theo dõi được báo."), Step.CHANGE: gettext_lazy("Đã lưu."),
}  # fmt: skip


@never_cache
@require_POST
@official_required
def step(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One step of one dialogue. The version typed on is the version changed, or nothing is."""
    d, taken = theirs(request, code), SLUGS.get(slug)
    if taken is None or not _ever(taken, d, standing(request)):
        raise Http404
    form = FORMS[taken](request.POST, prefix=taken.value)

    def again(problem: str, since: list[Line], status: int = 409) -> HttpResponse:
        return show_dialogue(request, d, typed={taken: form}, problem=problem, since=since, status=status)

    return act(request, d, taken, form, again)


Again = Callable[[str, list[Line]], HttpResponse]


def act(request: HttpRequest, d: Dialogue, taken: Step, form: forms.Form, again: Any,
        doing: Act | None = None) -> HttpResponse:
    """Call the action on the version that was open on the screen; `again` shows the page with what was typed."""
    since = changes_since(d.code, d.version, request)
    if since:
        known = box_of(taken, d).form.initial.values() if taken in FORMS else ()
        same = is_the_same_press(since, taken, form, request, d, *known)
        return redirect("dialogue_desk:dialogue", code=d.code) if same else again(changed_by(since), since)
    if not form.is_valid():
        return again("", [], 422)
    try:
        (doing or ACTS[taken])(d, form, {"by": standing(request), "now": timezone.now()})
    except actions.NotTheirs:
        raise Http404 from None
    except actions.Stale as stale:  # between our look and our save
        return again(str(stale), [])
    except actions.Refused as refused:
        return again(str(refused), [])
    messages.success(request, str(_DONE[taken]))
    return redirect("dialogue_desk:dialogue", code=d.code)


UNVERSIONED = ("follow", rules.COUNTED)  # lines that changed no version


def changes_since(code: str, version: int, request: HttpRequest) -> list[Line]:
    """What happened after the version the form was opened at: each version is one line of the journal."""
    typed = request.POST.get("version", "")
    seen = number_in(typed) or 0
    if seen >= version:
        return []
    lines = [line for line in timeline(code, Audience.INTERNAL) if line.verb not in UNVERSIONED]
    return lines[-min(version - max(seen, 1), len(lines)):]


def is_the_same_press(since: list[Line], taken: str, form: forms.Form, request: HttpRequest, row: Model,
                      *more: object) -> bool:
    """A second press of the same button: what it asks for, in these words, has just been done by the same person."""
    if len(since) != 1 or since[0].verb != taken or since[0].who != str(request.user):
        return False
    columns = (getattr(row, field.attname) for field in row._meta.concrete_fields)
    return all_kept(form, [since[0].text, *since[0].about.values(), *columns, *more])


def changed_by(since: list[Line]) -> str:
    """Who changed it meanwhile."""
    names = sorted({line.who or _("hệ thống") for line in since})
    return _("%(who)s vừa thay đổi việc này sau khi ông/bà mở trang. Những gì ông/bà gõ vẫn còn bên dưới; "
             "xem lại rồi bấm lần nữa.") % {"who": ", ".join(names)}


def _ever(taken: Step, d: Dialogue, who: Standing) -> bool:
    parts = part_played_by(who, d)
    return any(rules.may(state, taken, parts) for state in State)


# --- the meeting itself --------------------------------------------------------------------------

def body_of(who: Standing) -> Unit:
    """The body this officer plans for: the portal's own where they work there. Raises Http404."""
    bodies = list(Unit.objects.filter(pk__in=who.units(Role.RECEPTION) | who.units(Role.LEADER)).order_by("pk"))
    found = next((b for b in bodies if b.code == settings.SITE["body"]), bodies[0] if bodies else None)
    if found is None:
        raise Http404
    return found


def met_request(request: HttpRequest, body: Unit) -> DialogueRequest | None:
    """The request the dialogue answers, where the address or the form names one. Raises Http404 for any other."""
    code = request.POST.get("de-nghi", "") or request.GET.get("de-nghi", "")
    found = DialogueRequest.objects.filter(code=code, body=body, state=RequestState.MET).first() if code else None
    if code and found is None:
        raise Http404
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def plan(request: HttpRequest) -> HttpResponse:
    """A new dialogue on the list."""
    who = inside(request)
    body = body_of(who)
    asked = met_request(request, body)
    form = MeetingForm(request.POST if request.method == "POST" else None, initial={
        "kind": Kind.ON_REQUEST, "title": asked.title, "theme": asked.text} if asked else None)
    token = request.POST.get("token", "") or str(uuid4())
    if request.method == "POST" and form.is_valid():
        try:
            d = actions.plan(form.meeting(), body=body, token=UUID(token), by=who, calendar=calendar_for(body),
                             now=timezone.now(), on_request=asked)
            return redirect("dialogue_desk:dialogue", code=d.code)
        except actions.Refused as refused:
            form.add_error("kind", str(refused))
        except ValueError as spoilt:  # the token, or a day no calendar covers yet
            form.add_error(None, str(spoilt) if len(str(spoilt)) > 40 else _("Hãy gửi lại."))
            token = str(uuid4())
    return render(request, "dialogues/desk/meeting.html", {
        **frame(), "form": form, "token": token, "body": body, "asked": asked},
                  status=422 if request.method == "POST" else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Correct what is planned."""
    d = theirs(request, code)
    known = {name: getattr(d, name) for name in MeetingForm.base_fields}
    known |= {name: at_desk(known[name]) for name in ("starts_at", "ends_at", "questions_from")}
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=known)

    def show(problem: str = "", since: Any = (), status: int = 200) -> HttpResponse:
        return render(request, "dialogues/desk/meeting.html", {
            **frame(), "form": form, "d": d, "body": d.body, "problem": problem}, status=status)

    if request.method != "POST":
        return show()
    return act(request, d, Step.CHANGE, form, lambda problem, since, status=409: show(problem, since, status),
               lambda d, f, by: actions.change(d, said=f.meeting(), calendar=calendar_for(d.body), **by))
