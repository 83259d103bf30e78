"""Asking a question: one thing a page, nothing kept before it is sent. Backing one; following a dialogue."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danchu.ground.journal.writing import in_turn
from danchu.ground.people import following
from danchu.ground.people.following import Followers, What
from danchu.ground.people.proof import remember, who
from danchu.ground.text.codes import spoken
from danchu.ground.text.group import similar
from danchu.ground.text.warning_signs import looks_like_complaint, looks_like_denunciation
from danchu.ground.ui.qr import qr_svg
from danchu.ground.ui.words import moment
from danchu.mechanisms.dialogues import actions, question_actions
from danchu.mechanisms.dialogues.actions import Refused
from danchu.mechanisms.dialogues.forms import AgreeForm, AskerForm, FollowForm, WhatForm
from danchu.mechanisms.dialogues.models import Dialogue, Follower, Question
from danchu.mechanisms.dialogues.question_actions import Asking
from danchu.mechanisms.dialogues.rules import TAKES_QUESTIONS, Naming, State
from danchu.mechanisms.dialogues.views import announced
from danchu.mechanisms.dialogues.words import NAMINGS

PAGES: dict[str, type[forms.Form]] = {"what": WhatForm, "who": AskerForm, "check": AgreeForm}
ORDER = tuple(PAGES)
CARRIED = ("text", "naming", "name", "phone", "email", "token", "meant")
ALIKE, LOOKED_AT, NEAR = 3, 300, 0.25  # how many are shown, of how many, from which likeness on
DEVICE = "danchu_device"  # tells one device's "I ask this too" from another's; nothing else hangs on it
_SALT = "danchu.dialogues.device"
YEAR = 365 * 24 * 3600  # seconds


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """The pages. GET begins; each POST carries all answers and says where to go."""
    d = announced(code)
    if State(d.state) not in TAKES_QUESTIONS:
        return _closed(request, d)
    if request.method != "POST":
        return _show(request, d, "what", {"token": str(uuid4()), "naming": Naming.ORGANISER.value})
    typed = {name: request.POST.get(name, "") for name in CARRIED}
    here = request.POST.get("question", "what")
    here = here if here in PAGES else "what"
    goto = request.POST.get("goto", "")
    if goto in PAGES:
        return _show(request, d, goto, typed)
    form = PAGES[here](typed | {"consent": request.POST.get("consent", "")})
    if not form.is_valid():
        return _show(request, d, here, typed, form, 422)
    if here in ("what", "check") and not typed["meant"]:  # the words came back from the browser: looked at once more
        lane = _lane(typed["text"])
        if lane:
            return render(request, "dialogues/ask_lane.html", {"d": d, "typed": typed, **lane})
    if here != "check":
        return _show(request, d, ORDER[ORDER.index(here) + 1], typed)
    return _finish(request, d, typed)


def _closed(request: HttpRequest, d: Dialogue) -> HttpResponse:
    """No question is taken any more, or not yet; one already written stands there, to be sent as a petition."""
    written = request.POST.get("text", "")
    status = 409 if request.method == "POST" else 200
    return render(request, "dialogues/ask_closed.html", {"d": d, "written": written}, status=status)


def _lane(text: str) -> dict[str, Any] | None:
    """The lane a text belongs in rather than here, and the words that say so."""
    found, lane = looks_like_denunciation(text), "denunciation"
    if not found:
        found, lane = looks_like_complaint(text), "complaint"
    return {"lane": lane, "signs": list(found.words)[:4]} if found else None


def _finish(request: HttpRequest, d: Dialogue, typed: dict[str, str]) -> HttpResponse:
    """Check every answer again (they came back from the browser), and take the question in."""
    said: dict[str, Any] = {}
    for page in ORDER[:-1]:
        form = PAGES[page](typed)
        if not form.is_valid():
            return _show(request, d, page, typed, form, 422)
        said |= form.cleaned_data
    try:
        token = UUID(typed["token"])
    except ValueError:  # the hidden token was spoilt on the way
        return _show(request, d, "check", typed | {"token": str(uuid4())}, status=422)
    asking = Asking(text=said["text"], naming=Naming(said["naming"]), name=said["name"], email=said["email"],
                    phone=said["phone"])
    try:
        with in_turn():
            q = question_actions.ask(d, asking, token=token, by=who(request), now=timezone.now())
    except Refused:  # the meeting moved on meanwhile
        return _closed(request, d)
    return remember(redirect("dialogues:receipt", code=q.code), request, q.code)


def _show(request: HttpRequest, d: Dialogue, page: str, typed: dict[str, str], form: forms.Form | None = None,
          status: int = 200) -> HttpResponse:
    at = ORDER.index(page)
    form = form or PAGES[page](initial={name: value for name, value in typed.items() if value})
    more: dict[str, Any] = {}
    if page == "check":
        reach = ", ".join(filter(None, (typed["name"], typed["phone"], typed["email"]))) or _("Không để lại tên")
        naming: Any = NAMINGS.get(typed["naming"], "")  # type: ignore[call-overload]
        more = {"alike": alike(d, typed["text"]), "answers": [
            {"label": _("Câu hỏi"), "value": typed["text"], "goto": "what"},
            {"label": _("Ai được biết"), "value": naming, "goto": "who"},
            {"label": _("Liên hệ"), "value": reach, "goto": "who"}]}
    return render(request, f"dialogues/ask_{page}.html", {
        "d": d, "form": form, "question": page, "step": at + 1, "steps": len(ORDER), "typed": typed,
        "carried": [(n, typed.get(n, "")) for n in CARRIED if n not in form.fields],
        "before": ORDER[at - 1] if at else "", **more}, status=status)


def alike(d: Dialogue, text: str) -> list[Question]:
    """Public questions of this dialogue that read like a text: to back instead of asking again."""
    pool = d.questions.visible_to().filter(lead=None).order_by("-backed", "-id")[:LOOKED_AT]
    near = sorted(((similar(text[:600], q.text[:600]), q) for q in pool), key=lambda pair: -pair[0])
    return [q for nearness, q in near[:ALIKE] if nearness >= NEAR]


@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """The code to keep. Only on the device that asked."""
    q = Question.objects.filter(code=code).select_related("dialogue").first()
    if q is None or code not in who(request).proven:
        raise Http404
    link = f"{settings.SITE['url']}{reverse('dialogues:question', args=[code])}"
    return render(request, "dialogues/receipt.html", {"q": q, "d": q.dialogue, "spoken": spoken(code), "link": link,
                                                      "qr": qr_svg(link)})


@require_POST
def back(request: HttpRequest, code: str) -> HttpResponse:
    """ "I ask this too": one a person, or one a device."""
    q = Question.objects.visible_to().filter(code=code).select_related("dialogue").first()
    if q is None:
        raise Http404
    person, device = who(request).person, _device(request)
    fresh = device or secrets.token_hex(16)
    try:
        question_actions.back(q, who=f"person:{person.pk}" if person else f"device:{fresh}")
    except Refused:
        return redirect("dialogues:question", code=code)
    response = redirect(reverse("dialogues:question", args=[code]) + "?xong=1")
    if not (person or device):
        response.set_cookie(DEVICE, signing.dumps(fresh, salt=_SALT), max_age=YEAR, httponly=True, samesite="Lax",
                            secure=settings.SESSION_COOKIE_SECURE)
    return response


def _device(request: HttpRequest) -> str:
    try:
        return str(signing.loads(request.COOKIES.get(DEVICE, ""), salt=_SALT))
    except signing.BadSignature:
        return ""


# --- following -----------------------------------------------------------------------------------

def _about(follower: Any) -> tuple[str, str]:
    d = follower.dialogue
    return f"{d.title} ({moment(d.starts_at)})", reverse("dialogues:dialogue", args=[d.code])


FOLLOWERS = Followers(
    of="dialogues", routes={What.CONFIRM: "dialogues:confirm", What.STOP: "dialogues:unfollow"},
    model=Follower, followed="dialogue", about=_about)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Hear of it by e-mail; the address says yes from its own mailbox first."""
    d = announced(code)
    form = FollowForm(request.POST if request.method == "POST" else None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        if not following.asked_too_often(request):
            now = timezone.now()
            follower = actions.follow(d, email=form.cleaned_data["email"], now=now)
            return following.write(request, FOLLOWERS, follower, now=now)
        form.add_error(None, following.wait())
        status = 429
    return render(request, "dialogues/follow.html", {"d": d, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, mark: str) -> HttpResponse:
    """The mailbox says yes."""
    return following.press(request, FOLLOWERS, What.CONFIRM, mark)


@require_http_methods(["GET", "HEAD", "POST"])
def unfollow(request: HttpRequest, mark: str) -> HttpResponse:
    """No more letters about this dialogue."""
    return following.press(request, FOLLOWERS, What.STOP, mark)
