"""What whoever asked for a promise may say of it: it is done, or it is not. By account, or by the case they sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from danchu.ground.journal.models import Entry
from danchu.ground.people.access import Standing
from danchu.ground.people.fields import Words
from danchu.ground.people.proof import who
from danchu.law.roles import Role
from danchu.mechanisms.works import actions, rules
from danchu.mechanisms.works.models import Commitment, Statement, parts_played_by
from danchu.mechanisms.works.rules import State, Step


class ConfirmForm(forms.Form):
    """Đã xong."""

    text = Words(label=_("Ông/bà nói thêm nếu muốn"), max_length=2000, required=False)


class DisputeForm(forms.Form):
    """Chưa xong."""

    text = Words(label=_("Còn thiếu điều gì?"), max_length=2000, help_text=_(
        "Mọi người thấy ngay là ông/bà nói chưa xong; lời ông/bà chỉ công khai sau khi đã che dữ liệu cá nhân."),
        error_messages={"required": _("Ông/bà cho biết còn thiếu điều gì.")})


FORMS: dict[Step, type[forms.Form]] = {Step.CONFIRM: ConfirmForm, Step.DISPUTE: DisputeForm}


def choices(request: HttpRequest, commitment: Commitment, typed: dict[str, forms.Form]) -> dict[str, Any]:
    """What this visitor may say of the promise, with the forms; officials do it at the desk."""
    standing = who(request)
    if not _may_have_asked(standing, commitment):
        return {"may": frozenset()}
    parts = _parts(standing, commitment) & {Role.ASKER}
    steps = {step.value for step in rules.steps_open_to(State(commitment.state), parts)}
    return {"may": steps, "gone": [form for step, form in typed.items() if step not in steps],
            "forms": {step.value: typed.get(step.value) or form(prefix=step.value) for step, form in FORMS.items()}}


def _parts(standing: Standing, commitment: Commitment) -> frozenset[Role]:
    """Whoever never held a post has no house to be looked up."""
    if standing.person is not None and standing.person.is_official:
        return actions.parts_of(standing, commitment, timezone.localdate())
    return parts_played_by(standing, commitment, frozenset(), frozenset())


def _may_have_asked(standing: Standing, commitment: Commitment) -> bool:
    """Somebody signed in who is no official, or a device that has shown the case the promise was made in."""
    if standing.person is not None:
        return not standing.posts and bool(commitment.asker_id or commitment.source)
    return commitment.source in standing.proven


def _step(step: Step, act: Callable[..., Commitment]) -> Callable[..., HttpResponse]:
    @require_POST
    def view(request: HttpRequest, code: str) -> HttpResponse:
        from danchu.mechanisms.works.views import show

        standing = who(request)
        found = Commitment.objects.visible_to().filter(code=code).select_related("owner", "head").first()
        if found is None or Role.ASKER not in actions.parts_of(standing, found, timezone.localdate()):
            raise Http404
        form, problem = FORMS[step](request.POST, prefix=step.value), ""
        if form.is_valid():
            try:
                act(found, text=form.cleaned_data["text"], by=standing, now=timezone.now())
                return _back(code)
            except actions.Refused as refused:
                if _was_just_said(code, step, form.cleaned_data["text"]):
                    return _back(code)
                problem = str(refused)
        return show(request, code, typed={step.value: form}, problem=problem, status=422)

    return view


def _back(code: str) -> HttpResponse:
    return redirect(reverse("works:commitment", args=[code]) + "#dien-bien")


def _was_just_said(code: str, step: Step, text: str) -> bool:
    """A second press of the same button: the last that happened is this, in these words."""
    last = Entry.objects.filter(subject=code).order_by("-id").first()
    if last is None or (last.verb, last.role) != (step, Role.ASKER):
        return False
    return not text.strip() or Statement.objects.filter(pk=last.about.get("said"), text=text).exists()


confirm = _step(Step.CONFIRM, actions.confirm)
dispute = _step(Step.DISPUTE, actions.dispute)
