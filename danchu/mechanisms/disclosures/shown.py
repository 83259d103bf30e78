"""Disclosures as pages show them: standings in words, a cell with its reasons, the timeline. Reads; changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from danchu.ground.documents.calendars import Event
from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import Line as Told
from danchu.ground.journal.reading import timeline
from danchu.ground.offices.models import Unit
from danchu.ground.text.personal_data import redact
from danchu.ground.ui.due import Due, Nearness, due
from danchu.ground.ui.words import day
from danchu.law.calendar import Calendar
from danchu.law.deadlines import remaining
from danchu.law.disclosed import Owed, Reason, worst
from danchu.law.disclosed import State as Standing
from danchu.law.disclosure import ITEMS, Form, item
from danchu.mechanisms.disclosures.boards import Board, Line, Next, Square
from danchu.mechanisms.disclosures.boards import Told as Behind
from danchu.mechanisms.disclosures.keepers import subject_of
from danchu.mechanisms.disclosures.models import Observation, may_be_read
from danchu.mechanisms.disclosures.quarters import quarter_before, quarter_of
from danchu.mechanisms.disclosures.rules import BodyStep
from danchu.mechanisms.disclosures.words import FORMS, HAPPENED, NEARNESS, SEEN, STANDINGS

MOST_TOLD = 3  # things told behind one cell
MOST_DONE = 20  # of what was done for a body


def badge(standing: str, due_on: date | None = None) -> Due:
    """A standing as a badge: icon, colour and words."""
    return Due(*_badge(standing, get_language()), due_on)


@lru_cache(maxsize=64)
def _badge(standing: str, language: str | None) -> tuple[Nearness, str]:
    state = Standing(standing)  # boards show hundreds: each is looked up and translated once
    return Nearness(NEARNESS[state]), str(STANDINGS[state])


@lru_cache(maxsize=64)
def _form(form: Form, language: str | None) -> str:
    return str(FORMS[form])


class Listed(NamedTuple):
    """What a line of the public list is made of, and nothing else: the rest is four fifths of a row."""

    pk: int
    code: str
    item: int
    own: str | None
    standing: str
    title: str
    summary: str
    is_open: bool
    names_until: date | None
    published_on: date | None
    body: str


LISTED = ("pk", "code", "item", "own_item__name", "standing", "title", "summary", "is_open",
          "names_until", "published_on", "body__full_name")


def page_of(code: str) -> str:
    """Where anyone reads it. Put together here: asking Django for each costs more than the row."""
    return f"/cong-khai/{code}/"


def row_of(one: Listed, today: date) -> dict[str, Any]:
    """A line of the public list."""
    told = [one.body, one.code]
    if one.published_on:
        told.append(_("công khai %(day)s") % {"day": day(one.published_on)})
    return {"title": one.title, "href": page_of(one.code), "d": badge(one.standing),
            "tag": f"{one.item}. {one.own or item(one.item).name}", "meta": " · ".join(told),
            "snippet": one.summary[:180] if may_be_read(one.is_open, one.names_until, today) else ""}


@dataclass(frozen=True)
class OwedInWords:
    """One obligation: its form and place, the badge, and each line of why."""

    label: str
    place: str
    d: Due
    due_on: date | None
    why: tuple[Reason, ...]
    under: str


def owed_in_words(one: Owed) -> OwedInWords:
    return OwedInWords(_form(one.form, get_language()), one.place, badge(one.state, one.due_on), one.due_on,
                      one.why, one.under)


def look_of(look: Observation, *, inside: bool = False) -> dict[str, Any]:
    """One look: what, where, when, and the photo where anyone may see it. Outside, a note names nobody."""
    photo = look.photo if look.photo and look.photo.audience == "public" else None
    told_on = timezone.localtime(look.at).date()
    return {"form": FORMS[Form(look.form)], "place": look.place, "on": look.on, "up": look.up,
            "note": look.note if inside else redact(look.note), "photo": photo,
            "has_photo": look.photo_id is not None, "late": told_on > look.on, "seen": SEEN[look.up]}


@dataclass(frozen=True)
class InWords:
    """One line of a timeline."""

    at: datetime
    text: str
    who: str
    note: str


def told_all(lines: Iterable[Told], *, names: bool = False) -> list[InWords]:
    """The timeline in words; `names` shows the official's own name (desk only)."""
    return [InWords(x.at, _words(x), x.who if names else "", x.text) for x in lines]


def done_for(body: Unit, steps: Collection[BodyStep]) -> list[InWords]:
    """Who did what for the body's own part of the register, the last first. For the desk only."""
    lines = [x for x in timeline(subject_of(body), Audience.INTERNAL) if x.verb in steps]
    return told_all(lines[: -MOST_DONE - 1 : -1], names=True)


def _words(line: Told) -> str:
    about = _About({key: _readable(key, value) for key, value in line.about.items()})
    return str(HAPPENED.get(line.verb, line.verb)).format_map(about).replace(", :", ":")  # type: ignore[call-overload]


class _About(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _readable(key: str, value: Any) -> str:
    if key in ("on", "due_on"):
        return day(date.fromisoformat(value)) if value else "–"
    if key == "form":
        return str(FORMS[Form(value)])
    if key == "standing":
        return str(STANDINGS[Standing(value)])
    return str(SEEN[value]) if key == "seen" else str(value)


@dataclass(frozen=True)
class SquareInWords:
    """One item of a unit: badge, and behind it every disclosure with its obligations and reasons."""

    number: int
    anchor: str
    name: str
    about: str
    article: str
    d: Due
    done: bool | None
    told: list[dict[str, Any]]
    fine: str
    own: bool
    because: dict[str, Any] | None
    more: int  # things behind the cell that are not told here, the least grave


def square_of(square: Square) -> SquareInWords:
    c = square.cell
    told = [{"title": t.disclosure.title, "code": t.disclosure.code, "public": t.disclosure.is_public,
             "href": page_of(t.disclosure.code),
             "obligations": [owed_in_words(o) for o in t.obligations]} for t in _gravest(square)]
    anchor = f"{c.item.number}-{square.own.pk}" if square.own else f"{c.item.number}"
    under = square.own.basis if square.own else c.item.article
    return SquareInWords(c.item.number, anchor, c.item.name, c.item.about, under, badge(c.state), c.done, told,
                         _why_empty(c.state), square.own is not None, _because(square),
                         max(0, len(square.told) - MOST_TOLD))


def _gravest(square: Square) -> list[Behind]:
    """Those the cell follows from first, at most so many: a page is for reading."""
    order = list(Standing)
    return sorted(square.told, key=lambda t: order.index(worst(o.state for o in t.obligations)))[:MOST_TOLD]


def _because(square: Square) -> dict[str, Any] | None:
    """The last reason of the gravest obligation, and where."""
    gravest = [o for t in square.told for o in t.obligations if o.state is square.cell.state and o.why]
    if not gravest:
        return None
    owed = gravest[0] if square.cell.done is False else max(gravest, key=lambda o: o.why[-1].on)
    return {"said": owed.why[-1].said, "on": owed.why[-1].on, "place": owed.place}


def _why_empty(state: Standing) -> str:
    if state is Standing.MISSING:
        return _("Lúc nào cũng phải có nội dung này, mà chưa có gì được công khai: tính là chưa làm.")
    return _("Chưa ghi nhận quyết định, văn bản nào phải công khai.") if state is Standing.NOTHING else ""


def overview_of(found: list[Board]) -> dict[str, Any]:
    """Items down, units across; each cell leads to its reasons."""
    here = reverse("disclosures:matrix")
    rows = [[f"{i.number}. {i.name}", *({
        "text": STANDINGS[b.squares[i.number - 1].cell.state], "href": f"{here}?dv={b.unit.pk}#muc-{i.number}"}
        for b in found)] for i in ITEMS]
    total = [_("Đã làm trên phải làm"), *(f"{b.done}/{b.of}" for b in found)]
    return {"columns": [{"label": _("Nội dung")}, *({"label": b.unit.full_name} for b in found)], "rows": rows,
            "total": total}


def by_day(coming: list[Next], today: date, calendar: Calendar) -> list[dict[str, Any]]:
    """What is due, under its day; the forms of one thing together."""
    days: dict[date, dict[str, list[Next]]] = {}
    for one in coming:
        days.setdefault(one.due_on, {}).setdefault(one.disclosure.code if one.disclosure else one.words, []).append(one)
    return [{"on": on, "things": [_next_in_words(those) if those[0].disclosure else
                                  _list_in_words(those[0], due(on, remaining(today, on, calendar)))
                                  for those in things.values()]} for on, things in days.items()]


def _list_in_words(one: Next, near: Due) -> dict[str, Any]:
    """A list or a report of the unit's own."""
    return {"title": _list_words(one.words), "href": "", "code": "", "what": "", "d": near}


def _next_in_words(those: list[Next]) -> dict[str, Any]:
    """One thing to do: what it is called, in which forms and where, how it stands."""
    d, owed = those[0].disclosure, [one.owed for one in those if one.owed]
    assert d is not None
    language = get_language()
    told = " · ".join(f"{_form(one.form, language)} ({one.place})" if one.place else _form(one.form, language)
                      for one in owed)
    href = page_of(d.code) if d.is_public else ""
    return {"title": d.title if href else _("Một nội dung chưa công khai"), "href": href, "code": d.code,
            "what": told, "d": badge(worst(one.state for one in owed))}


def events(days: list[dict[str, Any]], unit: str, now: datetime) -> list[Event]:
    """The same for calendar programs: one event a thing and a day."""
    host, site = urlsplit(settings.SITE["url"]).hostname or "danchu", settings.SITE["url"]
    return [Event(f"{thing['code'] or f'{unit}-{n}'}-{day['on']:%Y%m%d}", host, day["on"], thing["title"], now,
                  details=thing["what"], address=site + (thing["href"] or reverse("disclosures:due_next")))
            for day in days for n, thing in enumerate(day["things"])]


def _list_words(words: str) -> str:
    name, _space, when = words.partition(" ")
    if name == "list":
        return _("Lập, niêm yết danh sách đã công khai quý %(q)s") % {"q": when}
    return _("Báo cáo Hội đồng nhân dân, gửi Mặt trận: %(session)s") % {"session": words}


def line_of(line: Line) -> dict[str, Any]:
    """A line of the quarter's list."""
    d, language = line.disclosure, get_language()
    return {"item": d.item, "title": d.title, "code": d.code, "decision": d.decision, "decided_on": d.decided_on,
            "href": page_of(d.code), "forms": ", ".join(_form(f, language) for f in line.forms),
            "places": ", ".join(d.places), "first_on": line.first_on, "last_on": line.last_on, "d": badge(d.standing)}


def quarters(today: date, year: int, quarter: int, body: int) -> list[dict[str, Any]]:
    """The last four quarters as tabs."""
    at, found = quarter_of(today), []
    for _n in range(4):
        found.append({"label": _("Quý %(q)s/%(y)s") % {"q": at[1], "y": at[0]},
                      "href": f"?dv={body}&quy={at[0]}-{at[1]}", "current": at == (year, quarter)})
        at = quarter_before(date(at[0], 3 * at[1] - 2, 1))
    return found
