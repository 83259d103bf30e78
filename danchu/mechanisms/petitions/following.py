"""What a sender may do with a case of theirs: follow it, add what is missing, rate, reopen, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import timeline
from danchu.ground.offices.calendars import calendar_for, calendar_shown
from danchu.ground.people.fields import SecretForm
from danchu.ground.people.guesses import guessed_wrong, too_many, wait
from danchu.ground.people.models import PostHeld
from danchu.ground.people.proof import forget, is_secret_of, remember, who
from danchu.ground.text.codes import read_code
from danchu.ground.text.personal_data import find, mask
from danchu.ground.ui.pages import page_of
from danchu.law.calendar import Calendar
from danchu.law.deadlines import deadline
from danchu.law.limits import Duty
from danchu.law.roles import Role
from danchu.mechanisms.petitions import actions, rules, shown
from danchu.mechanisms.petitions.forms import CodeForm, RateForm, ReplyForm, WhyForm
from danchu.mechanisms.petitions.models import Message, Petition, Publication, part_played_by
from danchu.mechanisms.petitions.rules import Kind, Lane, Solved, State, Step
from danchu.mechanisms.petitions.taking import waits_until
from danchu.mechanisms.petitions.words import KINDS, STATES_FOR_SENDER


@require_safe
def track(request: HttpRequest) -> HttpResponse:
    """Where is it? A code in, its page out."""
    typed = request.GET.get("ma", "")[:60]
    if not typed:
        standing = who(request)
        return render(request, "petitions/track.html", {
            "form": CodeForm(), "mine": Petition.objects.sent_by(standing).order_by("-id")[:20],
            "on_device": bool(standing.proven), "states": STATES_FOR_SENDER})
    code = read_code(typed)
    if code and not code.startswith(f"{rules.PREFIX}-") and page_of(code):
        return redirect(page_of(code) or "")  # another mechanism's: its own page says whether it is there
    if code and not too_many(request) and Petition.objects.filter(code=code).exists():
        return redirect("petitions:case", code=code)
    if code:  # what its check letter shows to be mistyped is no guess: a counter everybody types at is not shut by it
        guessed_wrong(request)
    form, shut = CodeForm({"ma": typed}), bool(code) and too_many(request)
    form.add_error("ma", wait() if shut else _(
        "Không tìm thấy mã “%(code)s”. Ông/bà xem lại giúp: mã có dạng KN-26-7XK4M2.") % {"code": typed})
    return render(request, "petitions/track.html", {"form": form, "mine": []}, status=429 if shut else 422)


def own_case(request: HttpRequest, code: str, forms: dict[str, forms.Form] | None = None,
             status: int = 200, problem: str = "") -> HttpResponse | None:
    """The sender's page; None where the case is not theirs."""
    standing, today = who(request), timezone.localdate()
    head = PostHeld.head_of(Coalesce(OuterRef("office_id"), OuterRef("body_id")), today)
    petition = (Petition.objects.visible_to(standing).filter(code=code)
                .annotate(is_public=Exists(Publication.objects.visible_to().filter(code=code)), head=Subquery(head))
                .select_related("original", "office", "body", "place", *_ALONG).first())
    if petition is None or Role.SENDER not in part_played_by(standing, petition):
        return None
    calendar = calendar_shown(petition.body)
    happened = [x for x in timeline(code, Audience.PARTIES) if shown.heard(x.verb)]
    lines = [shown.told(x, names=False) for x in happened]
    ended = [told for x, told in zip(happened, lines, strict=True) if x.verb in _ENDED_BY]
    said = Message.objects.filter(petition__in=[petition.pk, petition.merged_into_id or petition.pk])
    said = said.exclude(kind__in=(Message.Kind.DRAFT, Message.Kind.NOTE)).order_by("id")
    messages = [m for m in said if m.petition_id == petition.pk]
    answered_on = timezone.localtime(petition.answered_at).date() if petition.answered_at else None
    context: dict[str, Any] = {
        "p": petition, "kind": KINDS[Kind(petition.kind)], "lines": lines, "track": shown.WAY.at(petition.state),
        "state": STATES_FOR_SENDER[State(petition.state)], "problem": problem,
        "due": shown.badge(petition.state, petition.due_on, answered_on, petition.outcome, today=today,
                           calendar=calendar, by_sender=True),
        "with": _gone_with(petition, [m for m in said if m.petition_id != petition.pk], today, calendar),
        "waits_until": waits_until(petition, calendar) if petition.state == State.WAITING else None,
        "again_until": _again_until(petition, today, calendar), "typed": _typed(forms or {}) if problem else "",
        "cells": shown.cells(petition, calendar, today), "forms": _forms() | (forms or {}),
        "may": {s.value for s in rules.steps_open_to(State(petition.state), frozenset({Role.SENDER}))},
        "answers": [m for m in messages if m.kind == Message.Kind.ANSWER],
        "question": next((m for m in reversed(messages) if m.kind == Message.Kind.QUESTION), None),
        "exchanged": _exchanged(petition, messages), "exchanged_words": _EXCHANGED,
        **_files_of(petition),
        "is_public": petition.is_public, "head": petition.head,
        "ended": ended[-1] if ended and not petition.is_open else None,
    }
    return render(request, "petitions/own_case.html", context, status=status)


_ENDED_BY = (Step.REFUSE, Step.REDIRECT, Step.RECORD_REFUSAL, Step.RECORD_PASSING_ON)
_ALONG = ("merged_into__office", "merged_into__body", "merged_into__publication")
_EXCHANGED = {Message.Kind.QUESTION: gettext_lazy("Cơ quan hỏi"), Message.Kind.REPLY: gettext_lazy("Ông/bà bổ sung"),
              Message.Kind.COMPLAINT: gettext_lazy("Ông/bà nói thêm")}


def _files_of(p: Petition) -> dict[str, list[Attachment]]:
    """What came with the petition, whoever typed it in; and what the office added later: that it was done."""
    found = list(Attachment.objects.filter(subject=p.code, audience__in=(Audience.PUBLIC, Audience.PARTIES)))
    came = [f for f in found if f.added_by_id in (None, p.sender_id) or f.added_at <= p.received_at]
    return {"files": came, "files_of_office": [f for f in found if f not in came]}


def _exchanged(p: Petition, said: list[Message]) -> list[Message]:
    """Words that went to and fro; the question that waits for an answer stands above its form already."""
    words = [m for m in said if m.kind in _EXCHANGED]
    return words[:-1] if p.state == State.WAITING and words and words[-1].kind == Message.Kind.QUESTION else words


def _gone_with(p: Petition, said: list[Message], today: date, calendar: Calendar) -> dict[str, Any] | None:
    """How far the case is that this one goes along with, and its answer: what the public reads, else with what looks
    like personal data covered. It was written to somebody else: what only the office was to read stays theirs."""
    other = p.merged_into
    if other is None:
        return None
    public = getattr(other, "publication", None)
    public = public if public and public.listed else None
    open_to_all = other.lane == Lane.PUBLIC or other.sender_id == p.sender_id is not None
    answers = [mask(m.text, find(m.text, readings=True)) for m in said
               if m.kind == Message.Kind.ANSWER and open_to_all]
    answered_on = timezone.localtime(other.answered_at).date() if other.answered_at else None
    return {"p": other, "is_public": public is not None, "answered_on": answered_on,
            "answers": [public.answer] if public and public.answer else answers, "track": shown.WAY.at(other.state),
            "office": (other.office or other.body).full_name,
            "due": shown.badge(other.state, other.due_on, answered_on, other.outcome, today=today, calendar=calendar)}


def _again_until(p: Petition, today: date, calendar: Calendar) -> date | None:
    """The last day on which the sender may ask to have it opened again; None where they may not any more."""
    if p.reopened or not p.answered_at:
        return None
    last = deadline(Duty.REOPEN, timezone.localtime(p.answered_at).date(), calendar).due_on
    return last if today <= last else None


def _typed(bound: dict[str, forms.Form]) -> str:
    """What was typed into a step that cannot be taken any more: nobody's words are thrown away."""
    words = (str(form.cleaned_data.get(name, "")) for form in bound.values() for name in ("text", "why", "words"))
    return "\n".join(filter(None, words))


def _forms() -> dict[str, forms.Form]:
    return {"reply": ReplyForm(prefix="reply"), "rate": RateForm(prefix="rate"),
            "reopen": WhyForm(prefix="reopen"), "withdraw": WhyForm(prefix="withdraw")}


def closed_case(request: HttpRequest, code: str, form: SecretForm | None = None, status: int = 200) -> HttpResponse:
    """Not public: whoever has the code learns where it stands and by when; the secret number opens the rest."""
    if too_many(request, code if form else ""):
        return render(request, "ui/errors/429.html", {"message": wait()}, status=429)
    petition = Petition.objects.filter(code=code).select_related("office", "body", "merged_into").first()
    if petition is None:
        guessed_wrong(request)
        raise Http404
    today, calendar = timezone.localdate(), calendar_shown(petition.body)
    answered_on = timezone.localtime(petition.answered_at).date() if petition.answered_at else None
    return render(request, "petitions/closed_case.html", {
        "p": petition, "track": shown.WAY.at(petition.state), "form": form or SecretForm(),
        "is_public": Publication.objects.visible_to().filter(code=code).exists(),
        "due": shown.badge(petition.state, petition.due_on, answered_on, petition.outcome, today=today,
                           calendar=calendar)}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def open_case(request: HttpRequest, code: str) -> HttpResponse:
    """Show that it is yours: the secret number of the receipt."""
    if request.method != "POST":
        return closed_case(request, code)
    petition = Petition.objects.filter(code=code).first()
    form = SecretForm(request.POST)
    if petition is None or too_many(request, code):
        return closed_case(request, code, form)  # says either
    if not form.is_valid():
        return closed_case(request, code, form, status=422)
    if is_secret_of(petition.token, form.cleaned_data["secret"]):
        return remember(redirect("petitions:case", code=code), request, code)
    guessed_wrong(request, code)
    form.add_error("secret", _("Số bí mật chưa đúng. Xem lại trên giấy biên nhận."))
    return closed_case(request, code, form, status=422)


@require_POST
def forget_device(request: HttpRequest) -> HttpResponse:
    """On a borrowed phone: leave no trace of which cases were opened here."""
    return forget(redirect("petitions:track"))


def _step(name: str, form_class: type[forms.Form],
          act: Callable[[Petition, dict[str, Any], dict[str, Any]], Petition]) -> Callable[..., HttpResponse]:
    """A page that takes one step as the sender, and shows the case again with what was typed if it cannot."""

    @require_POST
    def view(request: HttpRequest, code: str) -> HttpResponse:
        standing = who(request)
        mine = Petition.objects.visible_to(standing).filter(code=code)
        petition = mine.select_related("body", "place", "office").first()
        if petition is None or Role.SENDER not in part_played_by(standing, petition):
            raise Http404
        form = form_class(request.POST, prefix=name)
        problem = ""
        if form.is_valid():
            try:
                act(petition, form.cleaned_data, {"by": standing, "now": timezone.now()})
                return redirect(reverse("petitions:case", args=[code]) + "#da-xong")
            except actions.Refused as refused:
                problem = str(refused)
        return own_case(request, code, {name: form}, 422, problem) or _nothing()

    return view


def _nothing() -> HttpResponse:
    raise Http404


def _calendar(petition: Petition) -> dict[str, Any]:
    return {"calendar": calendar_for(petition.body)}


reply = _step("reply", ReplyForm, lambda p, said, by: actions.reply(p, text=said["text"], **_calendar(p), **by))
rate = _step("rate", RateForm, lambda p, said, by: actions.rate(
    p, solved=Solved(said["solved"]), stars=said["stars"], words=said["words"], **by))
reopen = _step("reopen", WhyForm, lambda p, said, by: actions.reopen(p, why=said["why"], **_calendar(p), **by))
withdraw = _step("withdraw", WhyForm, lambda p, said, by: actions.withdraw(p, why=said["why"], **by))
