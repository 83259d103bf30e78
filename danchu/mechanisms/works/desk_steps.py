"""Taking a step at the desk: read the form, call one action, and lose nothing where it cannot be taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from danchu.ground.journal.reading import Line
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.ui.typed import all_kept, version_in
from danchu.mechanisms.works import actions, rules
from danchu.mechanisms.works.desk import SLUGS, Opened, opened, show_case
from danchu.mechanisms.works.desk_forms import form_of
from danchu.mechanisms.works.models import Commitment, Statement
from danchu.mechanisms.works.rules import State, Step

Act = Callable[[Commitment, dict[str, Any], dict[str, Any]], Commitment]


def _papers(said: dict[str, Any]) -> dict[str, Any]:
    return {"papers": said["papers"], "papers_shown": said["papers_shown"]}


ACTS: dict[Step, Act] = {
    # the step: the promise, what was typed, by whom and when → the action
    Step.PROGRESS: lambda c, said, by: actions.progress(
        c, text=said["text"], shown=said["shown"], **_papers(said), **by),
    Step.REPORT_DONE: lambda c, said, by: actions.report_done(c, text=said["text"], **_papers(said), **by),
    Step.CONFIRM: lambda c, said, by: actions.confirm(c, text=said["text"], **_papers(said), **by),
    Step.DISPUTE: lambda c, said, by: actions.dispute(c, text=said["text"], **_papers(said), **by),
    Step.ANSWER_DISPUTE: lambda c, said, by: actions.answer_dispute(c, text=said["text"], **by),
    Step.POSTPONE: lambda c, said, by: actions.postpone(c, reason=said["reason"], due_on=said["due_on"], **by),
    Step.PUBLISH_WORDS: lambda c, said, by: actions.publish_words(
        c, statement=Statement.objects.get(pk=said["statement"]), text=said["text"], **by),
    Step.HIDE_WORDS: lambda c, said, by: actions.hide_words(
        c, statement=Statement.objects.get(pk=said["statement"]), reason=said["reason"], **by),
    Step.RECORD_TWICE: lambda c, said, by: actions.record_twice(c, other=said["other"], reason=said["reason"], **by),
    Step.NOT_TWICE: lambda c, said, by: actions.not_twice(c, reason=said["reason"], **by),
    Step.HAND_OVER: lambda c, said, by: actions.hand_over(
        c, to=Unit.objects.get(pk=said["to"]), reason=said["reason"], **by),
}
DONE = {
    Step.PROGRESS: gettext_lazy("Đã ghi tiến độ."),
    Step.REPORT_DONE: gettext_lazy("Đã báo làm xong; chờ người khác xác nhận."),
    Step.CONFIRM: gettext_lazy("Đã xác nhận."), Step.DISPUTE: gettext_lazy("Đã ghi là chưa xong; nơi hứa được báo."),
    Step.ANSWER_DISPUTE: gettext_lazy("Đã trả lời."),
    Step.POSTPONE: gettext_lazy("Đã lùi ngày; người nêu việc được báo."),
    Step.PUBLISH_WORDS: gettext_lazy("Đã công khai lời đã che."),
    Step.RECORD_TWICE: gettext_lazy("Đã ghi là trùng; không tính vào bảng điểm nữa."),
    Step.NOT_TWICE: gettext_lazy("Đã bỏ ghi trùng; tính lại như trước."),
    Step.HIDE_WORDS: gettext_lazy("Đã che lại."), Step.HAND_OVER: gettext_lazy("Đã nhận; người nêu việc được báo."),
}  # fmt: skip


@never_cache
@require_POST
@official_required
def step(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One step of one promise. The version typed on is the version changed, or nothing is."""
    if slug not in SLUGS:
        raise Http404
    taken, found = SLUGS[slug], opened(standing(request), code)
    if taken not in found.steps and not any(rules.may(state, taken, found.parts) for state in State):
        raise Http404
    form = form_of(taken, found, request.POST, request.FILES)
    since = changes_since(found, version_in(request))
    if since and is_the_same_press(since, taken, found.who) and all_kept(form, _told(found, since[0])):
        return _back(request, code, taken)
    if since:
        return show_case(request, found, typed={taken: form}, problem=changed(since), status=409)
    if not form.is_valid():
        return show_case(request, found, typed={taken: form}, status=422)
    try:
        ACTS[taken](found.commitment, form.cleaned_data, {"by": found.who, "now": timezone.now()})
    except actions.Refused as refused:
        return show_case(request, opened(found.who, code), typed={taken: form}, problem=str(refused), status=409)
    return _back(request, code, taken)


def _back(request: HttpRequest, code: str, taken: Step) -> HttpResponse:
    messages.success(request, str(DONE[taken]))
    return redirect("works_desk:case", code=code)


def changes_since(found: Opened, seen: int) -> list[Line]:
    """What happened after the version that was seen: each version is one line of the journal."""
    lines, version = found.papers.lines, found.commitment.version
    return [] if seen >= version else lines[-min(version - max(seen, 1), len(lines)):]


def is_the_same_press(since: list[Line], taken: str, who: Standing) -> bool:
    """A second press of the same button: what it asks for has just been done by the same person."""
    me = who.person.name if who.person else ""
    return len(since) == 1 and since[0].verb == taken and since[0].who == me


def _told(found: Opened, line: Line) -> list[object]:
    """The words that were kept with this line, wherever they stand."""
    said = [words for s in found.papers.said.values() for words in (s.text, s.shown)]
    return [line.text, *line.about.values(), *said]


def changed(since: list[Line]) -> str:
    """Who changed it meanwhile, for the person whose save came second."""
    names = sorted({line.who or _("hệ thống") for line in since})
    return _("%(who)s vừa thay đổi việc này sau khi ông/bà mở trang. Những gì ông/bà gõ vẫn còn bên dưới; "
             "xem lại rồi bấm lần nữa.") % {"who": ", ".join(names)}
