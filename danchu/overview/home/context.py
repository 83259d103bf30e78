"""The portal's menu, and the rooms of the desk: what each mechanism says of itself, put together."""

from functools import cache, lru_cache
from importlib import import_module
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from danchu.ground.people.access import person_of
from danchu.ground.ui.environment import url
from danchu.ground.ui.language import is_plain

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
        return {"rooms": _menu("rooms", request.path)}
    person = person_of(request)
    return {"nav": _menu("desk" if person and person.is_official else "account" if person else "sign_in",
                         request.path)}


def _menu(which: str, path: str) -> tuple[Place, ...]:
    """The places of this menu, with the one the page stands in: the longest address it begins with."""
    here = max((at for at in _addresses(which) if path.startswith(at)), key=len, default="")
    return _in_words(which, here, "" if is_plain() else get_language())


@lru_cache(maxsize=256)
def _in_words(which: str, here: str, _language: str | None) -> tuple[Place, ...]:
    return tuple(p._replace(label=str(p.label), current=here in (p.url, *p.also)) for p in _places(which))


@cache
def _addresses(which: str) -> tuple[str, ...]:
    return tuple(at for place in _places(which) for at in (place.url, *place.also))


@cache
def _places(which: str) -> tuple[Place, ...]:
    if which == "rooms":
        return (Place(_("Việc hôm nay"), url("today:today"), also=(url("holidays:holidays"),)),
                *places("desk_urls", "ROOM"))
    last = {"desk": Place(_("Bàn làm việc"), DESK), "account": Place(_("Tài khoản"), url("account")),
            "sign_in": Place(_("Đăng nhập"), url("sign_in"))}[which]
    return *in_header(), Place(_("Tra cứu"), url("petitions:track")), last


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
