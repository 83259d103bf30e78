"""A small world for whoever attacks the house: every kind of visitor, a case in every situation, each word marked.

How a mechanism brings its own, in four files named after it; nothing shared is touched:

1. `tests/worlds/<name>.py` ends with `PART = Part(...)`: the situations (`cases`), how one is made (`make`, each word
   of it marked by `mark("<name>", piece, case)`), who may meet which piece (`may_meet`), the pages that list (`lists`).
   A page that shows the piece `original` counts as `whole`, one that shows `public` as `public`.
2. `tests/permissions/<name>.py` gives `ROWS`: one row an address, {"dialogues:case": Row(get, post, data)}.
   What is known only when the world stands is a function of (here, case): `lambda here, case: here.cases[case].pk`.
3. `tests/mutations/<name>.py` gives `TABLE`: {"what check is gone": (change, rows that must notice)}.
4. `tests/hostile/<name>.py` gives `answers(cast)`: the pages that show what people typed, scripts typed everywhere.

The tests beside these packages find them by `settings.MECHANISMS`; `pytest tests -k <name>` runs what is one's own.
Wrong answers typed into its own forms a mechanism tests beside its own code. `petitions` shows each of the four.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from html import unescape
from importlib import import_module
from importlib.util import find_spec
from itertools import product
from types import ModuleType
from typing import Any

from django.conf import settings

from danchu.conftest import Cast

LETTERS = str.maketrans("0123456789", "ghjkmnprtv")
MARK = re.compile(r"zq[a-w]{10}|09\d{8}")


def mark(of: str, piece: str, case: str) -> str:
    """A word nobody else would write; letters only, so that search, folding and masking leave it whole.

    The piece `phone` is a telephone number instead.
    """
    digest = hashlib.sha256(f"{of}/{piece}/{case}".encode()).hexdigest()
    return f"09{int(digest, 16) % 10**8:08d}" if piece == "phone" else "zq" + digest[:10].translate(LETTERS)


@dataclass
class Share:
    """What stands in the world of one mechanism: `here` in its rows."""

    part: Part
    cast: Cast
    cases: dict[str, Any] = field(default_factory=dict)
    papers: dict[str, dict[str, Any]] = field(default_factory=dict)  # by case, then by audience
    more: dict[str, Any] = field(default_factory=dict)  # what `also` made
    missing: str = ""

    def name(self, case: str) -> str:
        """The case as its addresses name it."""
        return str(self.part.name_of(self.cases[case]))


@dataclass(frozen=True, kw_only=True)
class Part:
    """A mechanism's part of the world. What has no default must be told."""

    of: str
    cases: Iterable[str]
    make: Callable[[Cast, str, datetime], Any]  # one case, by its name; whatever has a code
    pieces: tuple[str, ...]  # every piece is marked in every case that has it
    may_meet: Callable[[str, str, str], bool]  # (visitor, piece, case): may ever be shown this word
    listed: frozenset[str]  # cases whose `public` piece anyone may meet
    lists: tuple[str, ...]  # addresses that show many, or none: asked as everyone, no mark may escape
    shown: Callable[[Share], Iterable[tuple[str, str, str, str]]]  # (visitor, address, piece, case): it IS there
    page: str = ""  # the public page of a case: "/doi-thoai/{}/"
    searches: tuple[str, ...] = ()  # addresses that take ?q=
    sought: tuple[str, ...] = ("original",)  # pieces that no search may betray
    whole: str = "original"
    public: str = "public"
    of_case: str = "code"  # the part of an address that names a case
    name_of: Callable[[Any], Any] = lambda row: row.code
    missing: Callable[[], str] | None = None  # a good name of nothing; otherwise a code with the mechanism's prefix
    papers: tuple[str, ...] = ()  # audiences: an attachment of each is put to every case
    also: Callable[[Share, datetime], dict[str, Any]] = lambda here, now: {}
    marked_also: tuple[tuple[str, str], ...] = ()  # (piece, "case") marked by `also`
    visitors: Mapping[str, str] = field(default_factory=dict)  # more kinds: {name: what they are}…
    people: Callable[[Share], dict[str, Any]] = lambda here: {}  # …and who plays them
    in_letters: frozenset[str] = frozenset()  # pieces that a letter may carry
    addressees: Callable[[Share, str], set[str]] = lambda here, case: set()  # who outside may get a letter of a case
    unlist: Callable[[Share], tuple[str, tuple[str, ...], Callable[[], None]]] | None = None
    # ↑ (a word that is public now, the addresses that show it or did, what takes it away)
    forms: tuple[ModuleType, ...] = ()  # fuzzed
    form_arguments: Callable[[type], dict[str, Any]] = lambda form: {}
    fields: frozenset[str] = frozenset()  # names that pages read, besides those of the forms
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # real values of other parts of addresses

    def mark(self, piece: str, case: str) -> str:
        """The word that marks this piece of this case."""
        return mark(self.of, piece, case)


# --- finding what each mechanism brings -----------------------------------------------------------
KINDS = {
    "worlds": "its cases, each word marked: PART = Part(...)",
    "permissions": "who may ask what: ROWS = {route: Row(get, post)}",
    "mutations": "checks taken away: TABLE = {name: (change, rows)}",
    "hostile": "its pages with scripts typed everywhere: answers(cast)",
}


def names() -> list[str]:
    """Every mechanism in use: petitions, dialogues…"""
    return [mechanism.rpartition(".")[2] for mechanism in settings.MECHANISMS]


def brought(kind: str) -> list[str]:
    """The mechanisms that have such a file; `test_every_mechanism_brings_its_own` tells of the others."""
    return [name for name in names() if find_spec(f"tests.{kind}.{name}")]


@cache
def part(name: str) -> Part:
    """The mechanism's part."""
    return import_module(f"tests.worlds.{name}").PART


def parts() -> list[Part]:
    return [part(name) for name in brought("worlds")]


# --- who met what ---------------------------------------------------------------------------------
@cache
def canaries() -> dict[str, tuple[str, str, str]]:
    """{marked word: (mechanism, piece, case)}."""
    return {p.mark(piece, case): (p.of, piece, case) for p in parts()
            for piece, case in (*product(p.pieces, p.cases), *p.marked_also)}


def met(text: str) -> set[tuple[str, str, str]]:
    """The marked words in a text: (mechanism, piece, case)."""
    known = canaries()
    return {known[word] for word in MARK.findall(unescape(text)) if word in known}


def escaped(who: str, page: str) -> set[tuple[str, str, str]]:
    """The marked words on a page that this visitor may not meet."""
    return {(of, piece, case) for of, piece, case in met(page) if not part(of).may_meet(who, piece, case)}
