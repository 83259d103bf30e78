"""The portal's menu. The desk has a menu of its own."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from danchu.ground.people.access import person_of

DESK = "/ban-lam-viec/"


def menu(request: HttpRequest) -> dict[str, Any]:
    """`nav` for every page of the portal; nothing for the desk."""
    if request.path.startswith(DESK):
        return {}
    person = person_of(request)
    last = {"label": _("Bàn làm việc"), "url": DESK} if person and person.is_official else (
        {"label": _("Tài khoản"), "url": reverse("account")} if person else
        {"label": _("Đăng nhập"), "url": reverse("sign_in")})
    return {"nav": [
        {"label": _("Phản ánh, kiến nghị"), "url": reverse("petitions:register"),
         "current": request.path.startswith("/phan-anh/") and not request.path.startswith("/phan-anh/so-lieu/")},
        {"label": _("Tra cứu"), "url": reverse("petitions:track")},
        {"label": _("Số liệu"), "url": reverse("petitions:figures")},
        {"label": _("Luật"), "url": reverse("home:law")},
        last,
    ]}
