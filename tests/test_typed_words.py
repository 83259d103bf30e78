"""Nothing typed at the desk is lost: a page stays open, the case goes on meanwhile, and the words come back.

Every form of every page of the desk is filled in and sent to other cases of its mechanism, as if the case it stood on
had moved there while it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any, NamedTuple

import pytest
from django.db import connection

from tests.permissions import owners, rows_of
from tests.worlds import Share, brought
from tests.worlds.house import World, build, routes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]
DESK = "/ban-lam-viec/"
TYPISTS = ("hoa", "minh", "tam", "sau")  # leader, reception, handler, the Inspection Board where the mechanism has it
OWNERS = [name for name in owners() if name in brought("worlds")]
HERE = "{case}"
OTHERS = 4  # cases a form is sent to besides its own


class Typed(NamedTuple):
    """One form as somebody filled it in."""

    address: str  # with HERE for the code of the case
    who: str
    case: str  # where the page was open
    fields: dict[str, str]
    words: tuple[str, ...]


class Forms(HTMLParser):
    """The forms of a page that are sent to the house: (address, {name: value}, words typed)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], list[str]]] = []
        self.open = False
        self.picking = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = a.get("method", "").lower() == "post"
            if self.open:
                self.found.append((a.get("action", ""), {}, []))
        elif self.open and tag == "option" and self.picking and a.get("value"):
            self.found[-1][1].setdefault(self.picking, a["value"])
        elif self.open and a.get("name"):
            self._fill(tag, a)

    def handle_endtag(self, tag: str) -> None:
        self.open = self.open and tag != "form"

    def _fill(self, tag: str, a: dict[str, str]) -> None:
        _address, fields, words = self.found[-1]
        self.picking = a["name"] if tag == "select" else ""
        kind = a.get("type", "text") if tag == "input" else tag
        if kind in ("hidden", "radio", "checkbox"):
            fields.setdefault(a["name"], a.get("value") or "on")
        elif kind == "date":
            fields[a["name"]] = "2027-01-04"
        elif kind in ("text", "textarea"):
            word = f"Lời số {len(words)} gõ vào ô {a['name']}, chép lại được."
            fields[a["name"]] = word[: int(a.get("maxlength") or 99)]
            words.append(fields[a["name"]])


def filled_in(owner: str, world: World) -> Iterator[Typed]:
    """Each form of the owner's desk once, as the first of the typists who may open it."""
    known, here, seen = {route.name: route for route in routes()}, world[owner], set()
    for name, row in rows_of(owner).items():
        route = known.get(name.partition("#")[0])
        if route is None or row.get == "no-method" or not f"/{route.path}".startswith(DESK):
            continue
        for case in here.cases:
            values = {k: v(here, case) if callable(v) else v for k, v in row.fixed.items()}
            path = route.at(**({here.part.of_case: here.name(case)} | values))
            for who in (w for w in TYPISTS if w in world.cookies):
                for form in _forms_of(world, who, path):
                    typed = _as_typed(form, path, who, here, case)
                    sign = (typed.address, *sorted(typed.fields))
                    if typed.words and sign not in seen:
                        seen.add(sign)
                        yield typed


def _forms_of(world: World, who: str, path: str) -> list[tuple[str, dict[str, str], list[str]]]:
    page = world.ask(who, "GET", path)
    if page.status_code != 200 or "html" not in page["Content-Type"]:
        return []
    reader = Forms()
    reader.feed(page.body.decode())
    return reader.found


def _as_typed(form: tuple[str, dict[str, str], list[str]], path: str, who: str, here: Share, case: str) -> Typed:
    address, fields, words = form
    address = (address if address.startswith("/") else path + address).replace(f"/{here.name(case)}/", f"/{HERE}/")
    return Typed(address, who, case, fields, tuple(words))


def what_is_lost(typed: Typed, world: World, address: str) -> str:
    """Why the words are lost when the form is sent there; empty where they are not."""
    wrote: list[str] = []

    def noted(execute: Any, sql: str, *rest: Any) -> Any:
        wrote.extend([sql] if sql.startswith(("INSERT", "UPDATE")) and "session" not in sql else [])
        return execute(sql, *rest)

    with connection.execute_wrapper(noted):
        answer = world.ask(typed.who, "POST", address, typed.fields)
    if answer.status_code in (301, 302):
        return "" if wrote else "told to be done, and nothing was written"
    page = unescape(answer.body.decode(errors="replace"))
    gone = [words for words in typed.words if words not in page]
    return f"{answer.status_code} without {gone}" if gone else ""


def _moved_to(typed: Typed, n: int, cases: list[str]) -> list[str]:
    """Where it stood, and a few others: each form some others."""
    if HERE not in typed.address:
        return [typed.case]
    step = max(len(cases) // OTHERS, 1)
    return [typed.case, *(case for case in cases[n % step::step] if case != typed.case)]


@pytest.mark.parametrize("owner", OWNERS)
def test_whatever_becomes_of_a_case_meanwhile_the_words_typed_come_back(cast, owner):
    world = build(cast, owner)
    here, lost, tried = world[owner], [], 0
    for n, typed in enumerate(filled_in(owner, world)):
        for case in _moved_to(typed, n, list(here.cases)):
            tried += 1
            why = what_is_lost(typed, world, typed.address.replace(HERE, here.name(case)))
            lost += [f"{typed.address} by {typed.who}, opened at {typed.case}, sent at {case}: {why}"] if why else []
    assert not lost, "\n".join(lost)
    assert tried > len(here.cases)
