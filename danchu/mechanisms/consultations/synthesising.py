"""From opinions to rows, a batch at a time: asked for at the desk, done by the clock. Part of `actions`.

An article and a stance are grouped at a time; what was half done when the machine stopped is done again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, Count, IntegerField, Q, Sum, Value, When
from django.utils.translation import gettext as _

from danchu.ground.journal import steps
from danchu.ground.journal.models import Audience
from danchu.ground.people.access import Standing
from danchu.ground.rows import counted_anew
from danchu.mechanisms.consultations import rules
from danchu.mechanisms.consultations.folding import fold
from danchu.mechanisms.consultations.models import Consultation, Opinion, Part, Row, part_played_by
from danchu.mechanisms.consultations.rules import Step
from danchu.mechanisms.consultations.similar import near_duplicates

A_BATCH = 5000
A_ROUND = 50_000  # opinions the clock groups before it turns to other work


def ask_synthesis(consultation: Consultation, *, by: Standing, now: datetime) -> Consultation:
    """Ask the clock to group the opinions; asked twice is asked once."""
    if consultation.synthesis_asked_at:
        return consultation
    waiting = consultation.keyings.filter(done=False).count()
    if waiting:
        raise steps.Refused(_("Còn %(n)s phiếu giấy mới nhập một lần hoặc hai lần khác nhau: nhập cho khớp, "
                              "hoặc bỏ phiếu nhập nhầm số.") % {"n": waiting})
    return _take(Step.ASK_SYNTHESIS, consultation, by=by, now=now, synthesis_asked_at=now)


def synthesise(consultation: Consultation, *, by: Standing, now: datetime) -> Consultation:
    """Equal and nearly equal opinions on an article come together in one row; each is in exactly one."""
    steps.role_for(Step.SYNTHESISE, consultation.state, part_played_by(by, consultation), rules.JOURNEY)
    with transaction.atomic():
        while fold():  # what was typed in after it had closed
            pass
        consultation.refresh_from_db(fields=["times", "persons", "typed_later"])
        while group_some(consultation):
            pass
        rows, met = consultation.table.count(), _gathered(consultation)
        return _take(Step.SYNTHESISE, consultation, by=by, now=now, rows=rows, answered=0, approved=0,
                     forgotten=False, **met, about={"n": consultation.times, "rows": rows})


def _gathered(consultation: Consultation) -> dict[str, int]:
    """Organisations and meetings, and how many people took part."""
    sums = consultation.gatherings.aggregate(n=Count("id"), people=Sum("people"))
    return {"organisations": sums["n"], "attended": sums["people"] or 0}


def group_some(consultation: Consultation, *, at_most: int = A_ROUND) -> int:
    """Group the next articles and stances, at least one, until `at_most` opinions. Returns how many opinions."""
    left = Opinion.objects.filter(consultation=consultation, row=None).order_by("article", "stance")
    waiting = list(left.values_list("article", "stance").annotate(n=Count("id")))
    places, done = article_places(consultation) if waiting else {}, 0
    for article, stance, _n in waiting:
        if done >= at_most:
            break
        done += _group(consultation, article, stance, places.get(article, 0))
    grouped = consultation.times - sum(n for _article, _stance, n in waiting) + done
    Consultation.objects.filter(pk=consultation.pk).update(grouped=max(0, grouped))
    if done and grouped >= consultation.times:
        counted_anew(Row, Opinion)
    return done


def _group(consultation: Consultation, article: str, stance: str, place: int) -> int:
    _undo(consultation, article, stance)
    first: dict[str, int] = {}  # mark → the first opinion that has it
    alike = Opinion.objects.filter(consultation=consultation, article=article, stance=stance, row=None).order_by("id")
    for pk, mark in alike.values_list("id", "mark").iterator():
        first.setdefault(mark, pk)
    words = _texts(list(first.values()))
    marks = list(first)
    groups = near_duplicates([words[first[m]] for m in marks])
    made = Row.objects.bulk_create([
        Row(consultation=consultation, article=article, place=place, stance=stance, text=words[first[marks[group[0]]]])
        for group in groups], batch_size=500)
    row_of = {marks[i]: row.pk for row, group in zip(made, groups, strict=True) for i in group}
    mine = Opinion.objects.filter(row__consultation=consultation, row__article=article, row__stance=stance)
    done, more = 0, True
    while more:
        some = list(alike.values_list("id", "mark")[:A_BATCH + 1])
        some, more = some[:A_BATCH], len(some) > A_BATCH
        with transaction.atomic():
            set_column("row_id", [(row_of[mark], pk) for pk, mark in some], Opinion)
            if not more:  # with the last of them: where none waits, all are counted
                count_rows(mine)
        done += len(some)
    return done


def _undo(consultation: Consultation, article: str, stance: str) -> None:
    """Rows of a round that was broken off: their opinions are grouped again with the others."""
    broken = Row.objects.filter(consultation=consultation, article=article, stance=stance)
    if broken.exists():
        Opinion.objects.filter(row__in=broken).update(row=None)
        broken.delete()


def _texts(pks: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for start in range(0, len(pks), A_BATCH):
        found |= dict(Opinion.objects.filter(id__in=pks[start:start + A_BATCH]).values_list("id", "text"))
    return found


def set_column(column: str, values: Iterable[tuple[Any, int]], model: type[Any]) -> None:
    """One column of many rows, each its own value; a batch is a transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {model._meta.db_table} SET {column} = %s WHERE id = %s", list(values))


def count_rows(opinions: Any) -> None:
    """What the rows of these opinions count: opinions, persons, organisations."""
    own = Q(gathering=None, stands=True)
    sums = opinions.order_by().values_list("row_id").annotate(
        n=Count("id"), p=Count(Case(When(own, then=Value(1)), output_field=IntegerField())),
        o=Count("gathering_id", distinct=True))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {Row._meta.db_table} SET times = %s, persons = %s, organisations = %s WHERE id = %s",
            [(n, p, o, row) for row, n, p, o in sums])


def article_places(consultation: Consultation) -> Mapping[str, int]:
    """The articles of the edition people read, by their order; the whole draft stands first."""
    articles = Part.objects.filter(edition_id=consultation.edition_id, kind="article").values_list("eid", "place")
    return {eid: place + 1 for eid, place in articles}


def _take(step: Step, consultation: Consultation, *, by: Standing, now: datetime, about: dict[str, Any] | None = None,
          **changes: Any) -> Consultation:
    return steps.take(step, consultation, journey=rules.JOURNEY, parts=part_played_by(by, consultation), by=by.person,
                      unit=consultation.body, now=now, audience=Audience(rules.AUDIENCES.get(step, "public")),
                      about=about, **changes)
