"""What whoever asks for information sees: the form, the receipt, where it stands; and what everybody may read."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danchu.ground.files.models import Attachment
from danchu.ground.journal.cached import public_page
from danchu.ground.journal.linked import linked_to
from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import timeline
from danchu.ground.journal.writing import in_turn
from danchu.ground.offices.calendars import calendar_for, calendar_shown
from danchu.ground.offices.models import Unit
from danchu.ground.people.fields import SecretForm
from danchu.ground.people.guesses import guessed_wrong, too_many, wait
from danchu.ground.people.proof import is_secret_of, remember, secret_of, who
from danchu.ground.search.asking import ask as search
from danchu.ground.text.codes import spoken
from danchu.ground.ui.qr import qr_svg
from danchu.ground.ui.typed import number_in
from danchu.law.limits import Duty, limit_for
from danchu.law.roles import Role
from danchu.mechanisms.information import actions, rules, shown
from danchu.mechanisms.information.actions import Question
from danchu.mechanisms.information.forms import AskForm
from danchu.mechanisms.information.models import InformationRequest, part_played_by
from danchu.mechanisms.information.rules import GROUND_UNDER, Ground, State, Step, Way
from danchu.mechanisms.information.search_text import KIND
from danchu.mechanisms.information.words import GROUNDS, STATES

A_PAGE = 20


def answering_body() -> Unit:
    """The body this portal answers for (DANCHU_BODY). Raises Http404 where there is none."""
    body = Unit.objects.filter(code=settings.SITE["body"]).select_related("serves").first()
    if body is None:
        raise Http404
    return body


@require_safe
@public_page
def register(request: HttpRequest) -> HttpResponse:
    """Answers that serve others, newest first, by key and never by offset."""
    query, after = request.GET.get("q", "").strip()[:200], number_in(request.GET.get("sau"))
    listed = InformationRequest.objects.published().order_by("-id")
    if query:
        hits = search(query, kind=KIND, before=after, limit=A_PAGE)
        rows, more, key = list(listed.filter(code__in=hits.codes)), hits.next_key is not None, hits.next_key
    else:
        rows = list((listed.filter(pk__lt=after) if after else listed)[: A_PAGE + 1])
        more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
        key = rows[-1].pk if rows else None
    today = timezone.localdate()
    return render(request, "information/register.html", {
        "rows": rows, "query": query, "later": f"?q={query}&sau={key}" if more else None,
        "limits": [limit_for(d, today) for d in (Duty.GIVE_SIMPLE_INFORMATION, Duty.TELL_INFORMATION_TERM,
                                                 Duty.GIVE_COMPLEX_INFORMATION, Duty.EXTEND_INFORMATION)]})


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for information: what, what for, how to receive it, who asks."""
    standing, typed = who(request), request.POST if request.method == "POST" else None
    name = standing.person.name if standing.person else ""
    form = AskForm(typed, initial={"asked": request.GET.get("hoi", "")[:500], "name": name})
    token = request.POST.get("token") or str(uuid4())
    if typed is not None and form.is_valid():
        made = _ask(form, token, standing)
        if made is not None:
            return remember(redirect("information:receipt", code=made.code), request, made.code)
        token = str(uuid4())
    return render(request, "information/ask.html", {
        "form": form, "token": token, "limit": limit_for(Duty.GIVE_SIMPLE_INFORMATION, timezone.localdate())},
        status=422 if typed is not None else 200)


def _ask(form: AskForm, token: str, standing: Any) -> InformationRequest | None:
    body, said = answering_body(), form.cleaned_data
    question = Question(asked=said["asked"], purpose=said["purpose"], way=Way(said["way"]), name=said["name"],
                        body=body, email=said["email"], phone=said["phone"])
    try:
        with in_turn():
            return actions.ask(question, token=UUID(token), by=standing, calendar=calendar_for(body),
                               now=timezone.now())
    except ValueError:
        form.add_error(None, _("Trang này đã cũ. Xin bấm gửi lần nữa."))
        return None


@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """The code, the secret number, the lawful day. Only for whoever asked."""
    standing = who(request)
    r = InformationRequest.objects.sent_by(standing).filter(code=code).first()
    if r is None or Role.SENDER not in part_played_by(standing, r):
        raise Http404
    link = f"{settings.SITE['url']}/thong-tin/{r.code}/"
    return render(request, "information/receipt.html", {
        "r": r, "secret": secret_of(r.token), "spoken": spoken(r.code), "qr": qr_svg(link)})


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One request: the asker's own page, the public page, or only where it stands. Otherwise there is nothing here."""
    standing = who(request)
    mine = InformationRequest.objects.sent_by(standing).select_related("body").filter(code=code).first()
    if mine is not None:
        return _own(request, mine)
    r = InformationRequest.objects.published().select_related("body").filter(code=code).first()
    return _public(request, r) if r is not None else _closed(request, code)


def _counted(r: InformationRequest) -> dict[str, Any]:
    today, calendar = timezone.localdate(), calendar_shown(r.body)
    return {"r": r, "due": shown.badge(r, today, calendar), "cells": shown.cells(r, calendar, today),
            "state": STATES[State(r.state)], "ground": GROUNDS[Ground(r.ground)] if r.ground else "",
            "ground_under": GROUND_UNDER[Ground(r.ground)] if r.ground else ""}


def _own(request: HttpRequest, r: InformationRequest, problem: str = "", status: int = 200) -> HttpResponse:
    files = Attachment.objects.filter(subject=r.code, audience__in=(Audience.PUBLIC, Audience.PARTIES))
    return render(request, "information/own.html", {
        **_counted(r), "problem": problem, "files": files.order_by("id"),
        "lines": shown.told_all(x for x in timeline(r.code, Audience.PARTIES) if x.verb != Step.REMIND),
        "may_withdraw": rules.may(State(r.state), Step.WITHDRAW, frozenset({Role.SENDER}))}, status=status)


def _public(request: HttpRequest, r: InformationRequest) -> HttpResponse:
    return render(request, "information/public.html", {
        **_counted(r), "lines": shown.told_all(timeline(r.code, Audience.PUBLIC)), "related": linked_to(r.code),
        "files": Attachment.objects.filter(subject=r.code, audience=Audience.PUBLIC).order_by("id")})


def _closed(request: HttpRequest, code: str, form: SecretForm | None = None, status: int = 200) -> HttpResponse:
    """Whoever has the code learns where it stands and by when; the secret number opens the rest."""
    if too_many(request, code if form else ""):
        return render(request, "ui/errors/429.html", {"message": wait()}, status=429)
    r = InformationRequest.objects.select_related("body").filter(code=code).first()
    if r is None:
        guessed_wrong(request)
        raise Http404
    return render(request, "information/closed.html", {**_counted(r), "form": form or SecretForm()}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def open_one(request: HttpRequest, code: str) -> HttpResponse:
    """Show that it is yours: the secret number of the receipt."""
    if request.method != "POST":
        return _closed(request, code)
    r, form = InformationRequest.objects.filter(code=code).first(), SecretForm(request.POST)
    if r is None or too_many(request, code):
        return _closed(request, code, form)  # says either
    if not form.is_valid():
        return _closed(request, code, form, 422)
    if is_secret_of(r.token, form.cleaned_data["secret"]):
        return remember(redirect("information:one", code=code), request, code)
    guessed_wrong(request, code)
    form.add_error("secret", _("Số bí mật chưa đúng. Xem lại trên giấy biên nhận."))
    return _closed(request, code, form, 422)


@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever asked needs it no more."""
    standing = who(request)
    r = InformationRequest.objects.sent_by(standing).select_related("body").filter(code=code).first()
    if r is None:
        raise Http404
    try:
        actions.withdraw(r, by=standing, now=timezone.now())
    except actions.Refused as no:
        return _own(request, r, str(no), 422)
    return redirect("information:one", code=code)
