"""What the desk's pages read: each statement written once a person and shape. Reads; changes nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString

from danchu.ground.journal.models import Entry
from danchu.ground.journal.reading import Line
from danchu.ground.people.access import Standing
from danchu.ground.rows import Row as Found
from danchu.ground.rows import Written, columns, counted, made, number, words
from danchu.mechanisms.consultations.headings import chosen_among, drawn_options, named
from danchu.mechanisms.consultations.hot import joined, whole
from danchu.mechanisms.consultations.models import (
    Consultation,
    Correction,
    Document,
    Edition,
    Gathering,
    Keying,
    Opinion,
    Part,
    Row,
    at_work,
)
from danchu.mechanisms.consultations.rules import State

Place = tuple[int, int, int]  # of a row in the list of rows: its article's place, its opinions, its key


# --- a consultation, a document -------------------------------------------------------------------

def consultation(who: Standing, code: str, beside: tuple[str, ...]) -> Consultation | None:
    """A consultation this person works on, with what stands beside it. One statement."""
    found = _worked_on(who, beside).row(code=code) if at_work(who) else None
    return whole(Consultation, found, beside) if found else None


@lru_cache(maxsize=256)
def _worked_on(who: Standing, beside: tuple[str, ...]) -> Written:
    return joined(Consultation.objects.worked_on_by(who).filter(code=words("code")), beside)


def document(who: Standing, code: str) -> Document | None:
    """A document of this person's bodies, with its body and office. One statement."""
    found = _document(who).row(code=code) if at_work(who) else None
    return whole(Document, found, _OF_A_DOCUMENT) if found else None


_OF_A_DOCUMENT = ("body", "office")


@lru_cache(maxsize=64)
def _document(who: Standing) -> Written:
    return joined(Document.objects.visible_to(who).filter(code=words("code")), _OF_A_DOCUMENT)


def asked_on(d: Document) -> list[Consultation]:
    """The consultations on a document, the oldest first. One statement."""
    return [made(Consultation, columns(Consultation), row) for row in _asked_on().rows(document=d.pk)]


@lru_cache(maxsize=1)
def _asked_on() -> Written:
    found = Consultation.objects.filter(document_id=number("document")).order_by("id")
    return Written(found.values_list(*columns(Consultation)))


def latest(c: Consultation, most: int) -> list[Line]:
    """The last things that happened to it, the oldest of them first. One statement."""
    found = [Line(at, verb, role, who or "", unit or "", text, audience, about)
             for at, verb, role, who, unit, text, audience, about in _latest(most).rows(code=c.code)]
    return found[::-1]


@lru_cache(maxsize=2)
def _latest(most: int) -> Written:
    entries = Entry.objects.filter(subject=words("code")).order_by("-id")
    return Written(entries.values_list("at", "verb", "role", "by__name", "unit__name", "text", "audience",
                                       "about")[:most])


# --- lists ---------------------------------------------------------------------------------------

def consultations(who: Standing, states: tuple[State, ...], *, after: int | None, most: int) -> list[Consultation]:
    """Those this person works on, newest first. One statement."""
    if not at_work(who):
        return []
    found = _consultations(who, states, after is not None, most).rows(after=after)
    return [made(Consultation, columns(Consultation), row) for row in found]


@lru_cache(maxsize=256)
def _consultations(who: Standing, states: tuple[State, ...], later: bool, most: int) -> Written:
    wanted = Consultation.objects.worked_on_by(who).filter(state__in=states)
    return Written(_newest_first(wanted, later).values_list(*columns(Consultation))[:most])


def documents(who: Standing, *, after: int | None, most: int) -> list[Document]:
    """The drafts of this person's bodies, newest first. One statement."""
    if not at_work(who):
        return []
    found = _documents(who, after is not None, most).rows(after=after)
    return [made(Document, columns(Document), row) for row in found]


@lru_cache(maxsize=128)
def _documents(who: Standing, later: bool, most: int) -> Written:
    return Written(_newest_first(Document.objects.visible_to(who), later).values_list(*columns(Document))[:most])


def _newest_first(wanted: QuerySet[Any], later: bool) -> QuerySet[Any]:
    return (wanted.filter(pk__lt=number("after")) if later else wanted).order_by("-id")


def rows(c: Consultation, *, after: Place | None, most: int, **only: str) -> list[Row]:
    """Rows to answer, by article and then the most spoken; of one article, verdict, stance. One statement."""
    place, times, key = after or (None, None, None)
    found = _rows(after is not None, most, *sorted(only)).rows(case=c.pk, place=place, times=times, key=key, **only)
    return [made(Row, columns(Row), row) for row in found]


@lru_cache(maxsize=32)
def _rows(later: bool, most: int, *only: str) -> Written:
    wanted = Row.objects.filter(consultation_id=number("case"), **{name: words(name) for name in only})
    if later:
        place, times = number("place"), number("times")
        wanted = wanted.filter(Q(place__gt=place) | Q(place=place, times__lt=times)
                               | Q(place=place, times=times, pk__gt=number("key")))
    return Written(wanted.order_by("place", "-times", "id").values_list(*columns(Row))[:most])


# --- one row ---------------------------------------------------------------------------------------

def row(c: Consultation, pk: int) -> Row | None:
    """A row with whoever decided it. One statement."""
    found = _row().row(case=c.pk, pk=pk)
    return whole(Row, found, ("decided_by",)) if found else None


@lru_cache(maxsize=1)
def _row() -> Written:
    return joined(Row.objects.filter(consultation_id=number("case"), pk=number("pk")), ("decided_by",))


class Said(NamedTuple):
    """An opinion as a line of its row tells it: whoever wrote it is not read."""

    pk: int
    code: str
    text: str
    channel: str
    level: str
    stands: bool


def opinions_in(r: Row, *, after: int, most: int) -> list[Said]:
    """The opinions of a row, as they came. One statement."""
    return [Said(*one) for one in _opinions_in(most).rows(row=r.pk, after=after)]


@lru_cache(maxsize=2)
def _opinions_in(most: int) -> Written:
    inside = Opinion.objects.filter(row_id=number("row"), pk__gt=number("after")).order_by("id")
    return Written(inside.values_list(*Said._fields)[:most])


def corrections_of(r: Row) -> list[Correction]:
    """What stood there before, the newest first. One statement."""
    return [whole(Correction, one, ("by",)) for one in _corrections_of().rows(row=r.pk)]


@lru_cache(maxsize=1)
def _corrections_of() -> Written:
    return joined(Correction.objects.filter(row_id=number("row")).order_by("-id"), ("by",), 20)


def newest_edition(c: Consultation) -> int | None:
    """The newest edition of its document, where it is not the one people read. One statement."""
    found = _newest_edition().row(document=c.document_id, read=c.edition_id)
    return found[0] if found else None


@lru_cache(maxsize=1)
def _newest_edition() -> Written:
    others = Edition.objects.filter(document_id=number("document")).exclude(pk=number("read"))
    return Written(others.order_by("-no").values_list("pk")[:1])


@lru_cache(maxsize=16)
def clauses(edition_id: int, of: str) -> tuple[tuple[str, str], ...]:
    """Articles, clauses and points of an edition to choose from: (eid, words). One statement the first time.

    An edition never changes; `of` (the code of its consultation) tells two databases apart.
    """
    found = Part.objects.filter(edition_id=edition_id, kind__in=["article", "clause", "point"]).order_by("place")
    return tuple((eid, named(label, heading)) for eid, label, heading in found.values_list("eid", "label", "heading"))


def options(edition_id: int, of: str, chosen: str) -> SafeString:
    """The same as the choices of a form: a draft has a thousand of them, drawn once."""
    return chosen_among(_options(edition_id, of), chosen)


@lru_cache(maxsize=16)
def _options(edition_id: int, of: str) -> SafeString:
    return drawn_options(clauses(edition_id, of))


# --- coming in -------------------------------------------------------------------------------------

def gatherings(c: Consultation, most: int) -> list[Gathering]:
    """Its rounds, the newest first. One statement."""
    return [made(Gathering, columns(Gathering), one) for one in _gatherings(most).rows(case=c.pk)]


@lru_cache(maxsize=2)
def _gatherings(most: int) -> Written:
    found = Gathering.objects.filter(consultation_id=number("case")).order_by("-id")
    return Written(found.values_list(*columns(Gathering))[:most])


Typed = tuple[str, str, str, str]  # code, article, stance, text


def typed_by(c: Consultation, person: int, most: int) -> list[Found]:
    """What this person typed in last: each a `Typed`. One statement."""
    return list(_typed_by(most).rows(case=c.pk, person=person))


@lru_cache(maxsize=2)
def _typed_by(most: int) -> Written:
    found = Opinion.objects.filter(consultation_id=number("case"), operator_id=number("person")).order_by("-id")
    return Written(found.values_list("code", "article", "stance", "text")[:most])


def forms_waiting(c: Consultation) -> int:
    """Paper forms typed once, or twice and not the same. One statement."""
    return int(_forms_waiting().ask(case=c.pk)[0][0])


@lru_cache(maxsize=1)
def _forms_waiting() -> Written:
    return counted(Keying.objects.filter(consultation_id=number("case"), done=False).order_by().values_list("pk"))


_KEYED_BY = ("first_by", "second_by")


def waiting(c: Consultation, most: int) -> list[Keying]:
    """Those forms, with whoever typed them, the oldest first. One statement."""
    return [whole(Keying, one, _KEYED_BY) for one in _waiting(most).rows(case=c.pk)]


@lru_cache(maxsize=2)
def _waiting(most: int) -> Written:
    found = Keying.objects.filter(consultation_id=number("case"), done=False).order_by("at")
    return joined(found, _KEYED_BY, most)
