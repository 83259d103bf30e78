"""The portal's menu, and the rooms of the desk: what each mechanism says of itself, put together."""

from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from danchu.ground.people.access import person_of
from danchu.ground.ui.environment import url

DESK = "/ban-lam-viec/"


class Place(NamedTuple):
    """Where a menu leads. `label` is a lazy text: the menu is made once, and read in two languages."""

    label: Any
    url: str
    current: bool = False
    also: tuple[str, ...] = ()  # other addresses of the same room
    count: int | None = None  # type: ignore[assignment]  # or a template finds the tuple's own method of that name


def menu(request: HttpRequest) -> dict[str, Any]:
    """`nav` for every page of the portal; for the desk its `rooms`, where there is more than one."""
    if request.path.startswith(DESK):
        first = Place(_("Việc hôm nay"), url("today:today"), also=(url("holidays:holidays"),))
        return {"rooms": _here((first, *places("desk_urls", "ROOM")), request.path)}
    person = person_of(request)
    last = Place(_("Bàn làm việc"), DESK) if person and person.is_official else (
        Place(_("Tài khoản"), url("account")) if person else Place(_("Đăng nhập"), url("sign_in")))
    more = (Place(_("Tra cứu"), url("petitions:track")), last)
    return {"nav": (*_here(in_header(), request.path),
                    *(place._replace(current=request.path.startswith(place.url)) for place in more))}


@cache
def in_header() -> tuple[Place, ...]:
    """The portal's menu: every mechanism but those reached from another (`IN_HEADER = False`)."""
    rooms = [import_module(f"{mechanism}.urls") for mechanism in settings.MECHANISMS]
    elsewhere = {url(room.MENU[1]) for room in rooms if not getattr(room, "IN_HEADER", True)}
    return tuple(place for place in places("urls", "MENU") if place.url not in elsewhere)


@cache
def places(module: str, name: str) -> tuple[Place, ...]:
    """What the mechanisms say of themselves: `urls.MENU` on the portal, `desk_urls.ROOM` at the desk."""
    rooms = [import_module(f"{mechanism}.{module}") for mechanism in settings.MECHANISMS]
    return tuple(_place(getattr(room, name), getattr(room, "ALSO", ())) for room in rooms)


def _place(said: tuple[Any, str], also: tuple[str, ...]) -> Place:
    return Place(said[0], url(said[1]), also=tuple(map(_beginning, also)))


def _beginning(route: str) -> str:
    """The address of a page, or what the addresses of all pages of its kind begin with."""
    try:
        return url(route)
    except NoReverseMatch:  # it wants a code
        return url(route, "-").removesuffix("-/")


def room_of(code: str) -> str:
    """What the mechanism this code belongs to calls itself on the menu; empty where none does."""
    mechanism, _route = settings.CODE_PAGES.get(code.partition("-")[0], ("", ""))
    return str(import_module(f"{mechanism}.urls").MENU[0]) if mechanism else ""


def _here(places: tuple[Place, ...], path: str) -> tuple[Place, ...]:
    """The places, with the one the page stands in: the longest address it begins with."""
    here = max((at for p in places for at in (p.url, *p.also) if path.startswith(at)), key=len, default="")
    return tuple(p._replace(current=here in (p.url, *p.also)) for p in places)
