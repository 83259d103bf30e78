"""A neighbour hears of a public case by e-mail: asked for here, confirmed from the mailbox, ended by one press.

Letters and links name the case by its code alone: what is taken off the public pages stands in no mailbox.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from danchu.ground.people import following
from danchu.ground.people.following import Followers, What
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.forms import FollowForm
from danchu.mechanisms.petitions.models import Follower, Publication


def _about(follower: Any) -> tuple[str, str]:
    code = follower.publication.code
    return f"Việc mã số {code}", reverse("petitions:case", args=[code])


FOLLOWERS = Followers(
    of="petitions", routes={What.CONFIRM: "petitions:confirm", What.STOP: "petitions:unfollow"},
    model=Follower, followed="publication", about=_about)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Leave an address to hear of a public case; the mailbox is asked first."""
    along = "petition__merged_into__publication"
    p = Publication.objects.visible_to().filter(code=code).select_related(along).first()
    if p is None:
        raise Http404
    form = FollowForm(request.POST if request.method == "POST" else None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid() and p.goes_on:
        if not following.asked_too_often(request):
            now = timezone.now()
            follower = actions.follow(p, email=form.cleaned_data["email"], now=now)
            return following.write(request, FOLLOWERS, follower, now=now)
        form.add_error(None, following.wait())
        status = 429
    return render(request, "petitions/follow.html", {"p": p, "form": form, "into": _goes_on_as(p)}, status=status)


def _goes_on_as(p: Publication) -> Publication | None:
    """The public case this one was merged into, where there is news to come of it."""
    into = getattr(p.petition.merged_into, "publication", None)
    return into if into and into.listed and into.goes_on else None


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
