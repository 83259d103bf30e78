"""Hearing how a consultation ends, by e-mail: asked for here, confirmed from the mailbox, ended by one press."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from danchu.ground.people import following
from danchu.ground.people.following import Followers, What
from danchu.ground.people.proof import who
from danchu.mechanisms.consultations import actions
from danchu.mechanisms.consultations.forms import FollowForm
from danchu.mechanisms.consultations.models import Follower
from danchu.mechanisms.consultations.rules import State
from danchu.mechanisms.consultations.views import opened


def _about(follower: Any) -> tuple[str, str]:
    c = follower.consultation
    return c.title, reverse("consultations:page", args=[c.code])


FOLLOWERS = Followers(
    of="consultations", routes={What.CONFIRM: "consultations:confirm", What.STOP: "consultations:unfollow"},
    model=Follower, followed="consultation", about=_about)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Leave an address to hear how it ends; the mailbox is asked first."""
    c = opened(code)
    over = c.state == State.DECIDED
    form = FollowForm(request.POST if request.method == "POST" else None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid() and not over:
        if not following.asked_too_often(request):
            now = timezone.now()
            follower = actions.follow(c, email=form.cleaned_data["email"], by=who(request), now=now)
            return following.write(request, FOLLOWERS, follower, now=now)
        form.add_error(None, following.wait())
        status = 429
    return render(request, "consultations/follow.html", {"c": c, "form": form, "over": over}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, mark: str) -> HttpResponse:
    """The mailbox says yes."""
    return following.press(request, FOLLOWERS, What.CONFIRM, mark)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unfollow(request: HttpRequest, mark: str) -> HttpResponse:
    """The address in a letter that ends such letters, after one press."""
    return following.press(request, FOLLOWERS, What.STOP, mark)
