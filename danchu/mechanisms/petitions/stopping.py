"""No more letters about a case: the link at the end of each does this one thing, once, for one case.

Whoever presses it reads the mailbox; it opens nothing of the case. The case itself goes on, and is read by its code.
"""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from danchu.ground.people.access import NOBODY
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.models import Petition, letters_stopped

_SALT = "danchu.petitions.letters"


def stop_link(petition: Petition) -> str:
    """The whole address that ends the letters about this case."""
    mark = signing.dumps(petition.pk, salt=_SALT)
    return f"{settings.SITE['url']}{reverse('petitions:stop_letters', args=[mark])}"


@require_http_methods(["GET", "HEAD", "POST"])
def stop_letters(request: HttpRequest, mark: str) -> HttpResponse:
    """One button, pressed by a person: a mail program that only looks at links does nothing by it."""
    petition = _meant_by(mark)
    if petition is None:
        return render(request, "people/follow_spent.html", {"what": "stop"}, status=410)
    done = bool(letters_stopped({petition.code}))
    if request.method == "POST" and not done:
        mailbox = replace(NOBODY, proven=frozenset({petition.code}))
        actions.stop_letters(petition, by=mailbox, now=timezone.now())
        done = True
    return render(request, "people/follow_link.html", {
        "what": "stop", "done": done, "about": _("Việc mã số %(code)s") % {"code": petition.code},
        "href": reverse("petitions:case", args=[petition.code])})


def _meant_by(mark: str) -> Petition | None:
    try:
        key = int(signing.loads(mark, salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Petition.objects.select_related("body", "office", "place").filter(pk=key).first()
