"""A person's own notices."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from danchu.ground.people.access import person_of, signed_in_required
from danchu.ground.post.notices import mark_read, notices_of


@never_cache
@signed_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """GET: the list. POST with `upto`: mark as read what stood on the page."""
    person = person_of(request)
    assert person is not None  # the guard above saw to it
    if request.method == "POST":
        upto = _key(request.POST.get("upto", ""))
        if upto is not None:
            mark_read(person.pk, upto, timezone.now())
        return redirect("post:notices")
    before = _key(request.GET.get("truoc", ""))
    lines, next_key = notices_of(person.pk, before)
    return render(request, "post/notices.html", {"notices": lines, "next_key": next_key})


def _key(typed: str) -> int | None:
    return int(typed) if re.fullmatch(r"[0-9]{1,18}", typed) else None
