"""Taking a step at the desk: read the form, call one action, and lose nothing where it cannot be taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from danchu.ground.journal.models import Audience, Entry
from danchu.ground.journal.reading import Line, timeline
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.people.models import Person
from danchu.ground.ui.typed import all_kept, version_in
from danchu.law.roles import Role
from danchu.mechanisms.petitions import actions, rules
from danchu.mechanisms.petitions.desk import show_case
from danchu.mechanisms.petitions.desk_forms import StepForm
from danchu.mechanisms.petitions.desk_lists import asked_in
from danchu.mechanisms.petitions.desk_next import SLUGS, form_of
from danchu.mechanisms.petitions.desk_opened import INSIDE, Opened, open_case
from danchu.mechanisms.petitions.desk_today import today_at_desk
from danchu.mechanisms.petitions.models import Petition, part_played_by
from danchu.mechanisms.petitions.rules import Kind, Reason, State, Step

Act = Callable[[Petition, dict[str, Any], dict[str, Any]], Petition]


def _calendar(p: Petition) -> dict[str, Any]:
    return {"calendar": calendar_for(p.body)}


ACTS: dict[Step, Act] = {
    # the step: the case, what was typed, by whom and when → the action
    Step.RECEIVE: lambda p, said, by: actions.receive(p, **by),
    Step.ACCEPT: lambda p, said, by: actions.accept(p, **_calendar(p), **by),
    Step.RECLASSIFY: lambda p, said, by: actions.reclassify(p, kind=Kind(said["kind"]), **_calendar(p), **by),
    Step.REFUSE: lambda p, said, by: actions.refuse(
        p, reason=Reason(said["reason"]), where_to=said["where_to"], **by),
    Step.PASS_ON: lambda p, said, by: actions.pass_on(
        p, to=Unit.objects.get(pk=said["to"]), why=said["why"], **by),
    Step.REDIRECT: lambda p, said, by: actions.redirect(p, to=said["to"], why=said["why"], **by),
    Step.ASSIGN: lambda p, said, by: actions.assign(p, office=Unit.objects.get(pk=said["office"]), **by),
    Step.HAND_TO: lambda p, said, by: actions.hand_to(p, officer=Person.objects.get(pk=said["officer"]), **by),
    Step.DRAFT: lambda p, said, by: actions.draft(p, text=said["text"], **by),
    Step.SEND_BACK: lambda p, said, by: actions.send_back(p, why=said["why"], **by),
    Step.APPROVE: lambda p, said, by: actions.approve(p, text=said["text"], **by),
    Step.ANSWER: lambda p, said, by: actions.answer(p, **by),
    Step.UNPUBLISH: lambda p, said, by: actions.unpublish(p, why=said["why"], **by),
    Step.ASK: lambda p, said, by: actions.ask(p, question=said["question"], **by),
    Step.REPLY: lambda p, said, by: actions.reply(p, text=said["text"], **_calendar(p), **by),
    Step.RESUME: lambda p, said, by: actions.resume(p, **_calendar(p), **by),
    Step.EXTEND: lambda p, said, by: actions.extend(
        p, reason=said["reason"], ground=said["ground"], **_calendar(p), **by),
    Step.MERGE: lambda p, said, by: actions.merge(p, into=_other(said["code"], by["by"]), **by),
    Step.SEPARATE: lambda p, said, by: actions.separate(p, why=said["why"], **by),
    Step.NOTE: lambda p, said, by: actions.note(p, text=said["text"], **by),
}
_DONE = {
    Step.RECEIVE: gettext_lazy("Đã tiếp nhận."),
    Step.ACCEPT: gettext_lazy("Đã thụ lý. Bước tiếp theo: giao phòng, ban."),
    Step.RECLASSIFY: gettext_lazy("Đã phân loại lại, ngày hẹn tính lại."),
    Step.REFUSE: gettext_lazy("Đã ghi không thụ lý; người gửi được báo."),
    Step.PASS_ON: gettext_lazy("Đã chuyển."), Step.REDIRECT: gettext_lazy("Đã chuyển ra ngoài; người gửi được báo."),
    Step.ASSIGN: gettext_lazy("Đã giao. Giao nhầm thì giao lại ngay bên dưới."),
    Step.HAND_TO: gettext_lazy("Đã giao cán bộ. Giao nhầm thì chọn lại."),
    Step.DRAFT: gettext_lazy("Đã trình lãnh đạo duyệt."),
    Step.SEND_BACK: gettext_lazy("Đã trả lại bản trình."),
    Step.APPROVE: gettext_lazy("Đã duyệt. Còn bước gửi trả lời."),
    Step.ANSWER: gettext_lazy("Đã gửi trả lời."), Step.UNPUBLISH: gettext_lazy("Đã gỡ khỏi trang công khai."),
    Step.ASK: gettext_lazy("Đã hỏi người gửi; đồng hồ dừng. Muốn thôi chờ thì bấm “Xử lý tiếp”."),
    Step.REPLY: gettext_lazy("Đã ghi phần bổ sung; đồng hồ chạy tiếp."),
    Step.RESUME: gettext_lazy("Đồng hồ chạy tiếp."),
    Step.EXTEND: gettext_lazy("Đã gia hạn; người gửi được báo."),
    Step.MERGE: gettext_lazy("Đã gộp; người gửi được báo. Gộp nhầm thì bấm “Tách ra”."),
    Step.SEPARATE: gettext_lazy("Đã tách ra; người gửi được báo."),
    Step.NOTE: gettext_lazy("Đã lưu ghi chú."), Step.PUBLISH: gettext_lazy("Đã công khai."),
}  # fmt: skip


@never_cache
@require_POST
@official_required
def step(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One step of one case. The version typed on is the version changed, or nothing is."""
    if slug not in SLUGS:
        raise Http404
    taken = SLUGS[slug]
    if taken == Step.PASS_ON and _just_passed_on(request, code):
        return redirect("desk:queue")
    opened = theirs(request, code, taken)
    form = form_of(taken, opened.petition, opened.papers, request.POST)

    def again(problem: str, since: list[Line], status: int = 409) -> HttpResponse:
        return show_case(request, code, typed={taken: form}, problem=problem, since=since, status=status)

    if "use_template" in request.POST:
        return show_case(request, code, typed={taken: _with_template(taken, opened, request)})
    stale = changed_meanwhile(request, opened, taken, form, again)
    if stale is not None:
        return stale
    if not form.is_valid():
        return again("", [], 422)
    return take(request, opened, taken, form.cleaned_data, again)


def _just_passed_on(request: HttpRequest, code: str) -> bool:
    """The second of two presses: it is no longer here because this very person passed it on."""
    who = standing(request)
    if Petition.objects.visible_to(who).filter(code=code).exists():
        return False
    last = Entry.objects.filter(subject=code).order_by("-id").values_list("verb", "by_id").first()
    return who.person is not None and last == (Step.PASS_ON.value, who.person.pk)


def theirs(request: HttpRequest, code: str, taken: Step) -> Opened:
    """The case, if this person deals with it and their part ever takes this step; otherwise there is nothing here."""
    who = standing(request)
    found = Petition.objects.visible_to(who).filter(code=code).select_related("body", "office", "place").first()
    parts = part_played_by(who, found) & INSIDE if found else frozenset()
    if found is None or not any(rules.may(state, taken, parts) for state in State):
        raise Http404
    return open_case(found, who, today_at_desk())


Again = Callable[[str, list[Line]], HttpResponse]


def changed_meanwhile(request: HttpRequest, opened: Opened, taken: Step, form: forms.Form,
                      again: Again) -> HttpResponse | None:
    """Somebody changed the case after the page was opened: say who and what. None where nobody did."""
    since = changes_since(opened.petition, version_in(request))
    if since and _is_the_same_press(since, taken, opened, form):
        return _back(request, opened, taken)
    open_still = rules.may(State(opened.petition.state), taken, opened.parts)
    return again(_changed(since, open_still), since) if since else None


def take(request: HttpRequest, opened: Opened, taken: Step, said: dict[str, Any], again: Again,
         act: Act | None = None) -> HttpResponse:
    """Call the action on the version that was open on the screen; `again` shows the page with what was typed."""
    p = opened.petition
    try:
        (act or ACTS[taken])(p, said, {"by": opened.who, "now": timezone.now()})
    except actions.NotTheirs:
        if taken == Step.MERGE:
            return again(_("Không tìm thấy việc có mã số này trong những việc ông/bà được xem."), [])
        raise Http404 from None
    except actions.Stale as stale:  # between our look and our save
        return again(str(stale), changes_since(Petition.objects.get(pk=p.pk), version_in(request)))
    except actions.Refused as refused:
        return again(str(refused), [])
    return _back(request, opened, taken)


_OF_ANOTHER = ("merge_in", "separate_out")  # what another case did: this one keeps its version


def changes_since(p: Petition, seen: int) -> list[Line]:
    """What happened to the case after the version that was seen: each version is one line of its journal."""
    if seen >= p.version:
        return []
    lines = [line for line in timeline(p.code, Audience.INTERNAL) if line.verb not in _OF_ANOTHER]
    return lines[-min(p.version - max(seen, 1), len(lines)):]


def _is_the_same_press(since: list[Line], taken: Step, opened: Opened, form: forms.Form) -> bool:
    """A second press of the same button: what it asks for, in these words, has just been done by the same person."""
    me, papers = opened.who.person.name if opened.who.person else "", opened.papers
    if len(since) != 1 or since[0].verb != taken or since[0].who != me or taken == Step.NOTE:
        return False
    said = [s.text for s in papers.said[-1:]]
    return all_kept(form, [since[0].text, *since[0].about.values(), *said, *papers.publication.values()])


def _changed(since: list[Line], open_still: bool) -> str:
    who = ", ".join(sorted({line.who or str(_BY_ROLE.get(line.role, _("hệ thống"))) for line in since}))
    if not open_still:
        return _("%(who)s vừa thay đổi việc này sau khi ông/bà mở trang, nên bước này không còn làm được nữa.") % {
            "who": who}
    return _("%(who)s vừa thay đổi việc này sau khi ông/bà mở trang. Những gì ông/bà gõ vẫn còn bên dưới; "
             "xem lại rồi bấm lần nữa.") % {"who": who}


_BY_ROLE = {Role.SENDER.value: gettext_lazy("người gửi")}


def _back(request: HttpRequest, opened: Opened, taken: Step) -> HttpResponse:
    """To the case; to the list where the case has just left this desk."""
    p, query = opened.petition, asked_in(request.GET).link()
    if part_played_by(opened.who, p) & INSIDE:
        messages.success(request, str(_DONE[taken]))
        return redirect(reverse("desk:case", args=[p.code]) + query)
    messages.success(request, _("Đã chuyển %(code)s đến %(body)s. Nơi nhận giữ việc này từ bây giờ.") % {
        "code": p.code, "body": p.body.full_name})
    return redirect(reverse("desk:queue") + query)


def _with_template(taken: Step, opened: Opened, request: HttpRequest) -> StepForm:
    """What was typed, with the chosen template put in: after the words already there, never in their place."""
    typed = request.POST.get(f"{taken.value}-text", "")
    chosen = request.POST.get(f"{taken.value}-template", "")
    template = next((text for pk, _name, text in opened.papers.templates if str(pk) == chosen), "")
    form = form_of(taken, opened.petition, opened.papers)
    form.initial.update(text="\n\n".join(filter(None, [typed.strip(), template])), template=chosen)
    return form


def _other(code: str, by: Standing) -> Petition:
    found = Petition.objects.visible_to(by).filter(code=code).first()
    if found is None:
        raise actions.NotTheirs(_("Không tìm thấy việc này."))
    return found
