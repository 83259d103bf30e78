"""From lives to rows: which table takes what, column by column."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from danchu.demo.life import Life
from danchu.ground.journal.models import Entry, Link
from danchu.ground.rows.tables import Table, day, stamp
from danchu.mechanisms.petitions.models import Message, Original, Petition, Publication, TallyChange
from danchu.mechanisms.petitions.rules import STAGES

PETITION = (
    "id", "code", "token", "version", "kind", "kind_said", "lane", "channel", "state", "title", "place_id",
    "operator_id", "body_id", "office_id", "officer_id", "received_at", "promised_from", "due_on",
    "first_due_on", "due_duty", "due_under", "provisional", "extended", "reminded", "overdue", "answered_at",
    "outcome", "solved", "stars", "reopened", "refused_for", "merged_into_id", "ended_at",
)  # fmt: skip
IN_ORDER = itemgetter(*PETITION)
AS_SHOWN = ("code", "title", "kind", "state", "body_id", "office_id", "due_under", "outcome", "solved")
CONVERT = {
    **dict.fromkeys(("received_at", "answered_at", "ended_at"), lambda at: stamp(at) if at else None),
    **dict.fromkeys(("promised_from", "due_on", "first_due_on"), day),
}


def write(lives: list[Life]) -> None:
    """Everything these lives left behind, inside the caller's transaction."""
    names = {office: name for office, name, _ in lives[0].place.offices.values()} | {
        None: lives[0].place.body_name
    }
    shown = [life for life in lives if life.publication]
    Table(Petition, *PETITION).write([_petition(life.row) for life in lives])
    Table(Original, "petition_id", "text", "place_text", "consented_at").write(list(map(_original, lives)))
    Table(Message, "petition_id", "kind", "text", "by_id", "at").write(
        [(*said, stamp(at)) for life in lives for *said, at in life.messages]
    )
    Table(
        Publication,
        "petition_id",
        *AS_SHOWN,
        "stage",
        "text",
        "answer",
        "approved_by_id",
        "published_at",
        "changed_at",
        "office_name",
        "place_name",
        "received_on",
        "due_on",
        "answered_on",
    ).write([_publication(life, names) for life in shown])
    Table(Entry, "at", "subject", "verb", "audience", "by_id", "role", "unit_id", "text", "about").write(
        [_entry(*told) for life in lives for told in sorted(life.entries, key=lambda e: e[0])]
    )
    Table(Link, "source", "target", "kind", "at").write(
        [(*link, stamp(at)) for life in lives for *link, at in life.links]
    )
    Table(TallyChange, "body_id", "office_id", "month", "what", "n").write(_changes(lives))


def _petition(row: dict[str, Any]) -> tuple[Any, ...]:
    return IN_ORDER(row | {name: write(row[name]) for name, write in CONVERT.items()})


def _original(life: Life) -> tuple[Any, ...]:
    return life.row["id"], life.text, life.spot, stamp(life.row["received_at"])


def _publication(life: Life, names: dict[int | None, str]) -> tuple[Any, ...]:
    row, shown = life.row, life.publication
    answered = row["answered_at"]
    return (
        row["id"],
        *(row[name] for name in AS_SHOWN),
        STAGES[row["state"]],
        life.text,
        shown["answer"],
        life.place.reception,
        stamp(shown["published_at"]),
        stamp(shown["changed_at"]),
        names[row["office_id"]],
        life.area,
        day(row["received_at"].date()),
        day(row["due_on"]),
        day(answered.date()) if answered else None,
    )


def _entry(
    at: datetime,
    subject: str,
    verb: str,
    audience: str,
    by: int | None,
    role: str,
    unit: int,
    text: str,
    about: dict[str, Any],
) -> tuple[Any, ...]:
    return stamp(at), subject, verb, audience, by, role, unit, text, json.dumps(about)


def _changes(lives: Iterable[Life]) -> list[tuple[Any, ...]]:
    total: Counter[tuple[int, date, str]] = Counter()
    for life in lives:
        total.update(life.counts)
    body = next(iter(lives)).row["body_id"]
    return [(body, office, day(month), what, n) for (office, month, what), n in total.items()]
