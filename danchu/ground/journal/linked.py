"""What belongs to a case, in whatever mechanism: a promise made in its answer, the dialogue it was raised in."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danchu.ground.journal.reading import links_of
from danchu.ground.people.access import Standing
from danchu.ground.ui.pages import page_of

# kind of link → how its target stands to its source, and its source to its target
WORDS = {
    "merged_into": (gettext_lazy("Gộp vào"), gettext_lazy("Gồm cả")),
    "promised_in": (gettext_lazy("Hứa tại"), gettext_lazy("Cam kết")),
    "passed_on_as": (gettext_lazy("Chuyển thành đơn"), gettext_lazy("Nêu tại")),
    "asked_for_by": (gettext_lazy("Theo đề nghị"), gettext_lazy("Buổi đối thoại")),
    "about": (gettext_lazy("Nói về"), gettext_lazy("Được phản ánh tại")),
    "raised_in": (gettext_lazy("Nêu tại"), gettext_lazy("Việc được nêu")),
}


@dataclass(frozen=True)
class Linked:
    """Another case that belongs to this one: its code, its public title, its page, and how they belong together."""

    code: str
    title: str
    href: str
    words: str


def linked_to(subject: str) -> list[Linked]:
    """Those links of a case whose other end anyone may read. Two statements."""
    return linked(links_of(subject))


def linked(found: list[tuple[str, str, bool]]) -> list[Linked]:
    """The same, of links already read (as `links_of` gives them). One statement."""
    titles = titles_of({other for other, _kind, _ours in found})
    return [Linked(other, titles[other], page_of(other) or "", _how(kind, ours))
            for other, kind, ours in found if other in titles]


def asked_by(standing: Standing, codes: set[str]) -> set[str]:
    """Those of these codes (`KN-26-…`, of whatever mechanism) that this person asked or sent themselves.

    A mechanism people send things to has in its `models` a function `asked_by(standing, codes) -> set[str]`.
    """
    asked: set[str] = set()
    for mechanism in sorted({_whose(code) for code in codes} - {""}):
        known = getattr(import_module(f"{mechanism}.models"), "asked_by", None)
        asked |= known(standing, {code for code in codes if _whose(code) == mechanism}) if known else set()
    return asked


def reach_of(code: str) -> str:
    """How whoever asked or sent this case may be reached, if they left an address; "" otherwise. Never shown to anyone.

    A mechanism people send things to has in its `models` a function `reach_of(code) -> str`: an e-mail address or a
    telephone number, of their account before what was typed.
    """
    mechanism = _whose(code)
    known = getattr(import_module(f"{mechanism}.models"), "reach_of", None) if mechanism else None
    return known(code) if known else ""


def titles_of(codes: set[str]) -> dict[str, str]:
    """{code: public title} of those that anyone may read. One statement, whatever mechanisms they belong to.

    Each mechanism in `settings.CODE_PAGES` has in its `models` a function `public_titles(codes)`: a list of querysets
    of (code, title), already narrowed to what is public.
    """
    asked: list[QuerySet[Any, tuple[str, str]]] = []
    for mechanism in sorted({_whose(code) for code in codes} - {""}):
        ours = {code for code in codes if _whose(code) == mechanism}
        asked += import_module(f"{mechanism}.models").public_titles(ours)
    return dict(asked[0].order_by().union(*(rows.order_by() for rows in asked[1:]))) if asked else {}


def _whose(code: str) -> str:
    known = settings.CODE_PAGES.get(code.partition("-")[0])
    return known[0] if known else ""


def _how(kind: str, ours: bool) -> str:
    ahead, back = WORDS.get(kind, (_("Liên quan"), _("Liên quan")))
    return str(ahead if ours else back)
