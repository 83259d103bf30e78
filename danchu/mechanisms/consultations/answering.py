"""From opinions to a table: equal ones together, every row an answer, nobody lost. Part of `actions`.

A row is opinions on one article with one stance: what stands against each other never comes together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, Count, F, IntegerField, Q, Sum, Value, When
from django.utils.translation import gettext as _

from danchu.ground.journal import steps
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import Refused
from danchu.ground.people.access import Standing
from danchu.mechanisms.consultations import rules
from danchu.mechanisms.consultations.models import (
    Consultation,
    Gathering,
    Opinion,
    Part,
    Row,
    part_played_by,
)
from danchu.mechanisms.consultations.rules import Stance, Step, Verdict
from danchu.mechanisms.consultations.similar import near_duplicates

A_BATCH = 5000


def settle_figures(consultation: Consultation) -> dict[str, int]:
    """Opinions, distinct persons, organisations and people at their meetings, once it has closed."""
    own = Opinion.objects.filter(consultation=consultation, gathering=None)
    known = own.exclude(author="").aggregate(n=Count("author", distinct=True))["n"]
    unknown = own.filter(author="", stands=True).count()
    gathered = Gathering.objects.filter(consultation=consultation).aggregate(n=Count("id"), people=Sum("people"))
    return {"times": Opinion.objects.filter(consultation=consultation).count(), "persons": known + unknown,
            "organisations": gathered["n"], "attended": gathered["people"] or 0}


def forget_authors(consultation: Consultation, *, at_most: int = 50_000) -> int:
    """Who wrote what is no longer needed once it has closed: taken away, a batch a round."""
    done = 0
    while done < at_most:
        some = list(Opinion.objects.filter(consultation=consultation).exclude(author="")
                    .order_by().values_list("id", flat=True)[:A_BATCH])
        if not some:
            Consultation.objects.filter(pk=consultation.pk).update(forgotten=True)
            break
        Opinion.objects.filter(id__in=some).update(author="")
        done += len(some)
    return done


# --- grouping ------------------------------------------------------------------------------------

def synthesise(consultation: Consultation, *, by: Standing, now: datetime) -> Consultation:
    """Equal and nearly equal opinions on an article come together in one row; each is in exactly one."""
    with transaction.atomic():
        rows = _make_rows(consultation)
        return _take(Step.SYNTHESISE, consultation, by=by, now=now, rows=rows, answered=0, approved=0,
                     about={"n": consultation.times, "rows": rows})


def _make_rows(consultation: Consultation) -> int:
    places = article_places(consultation)
    texts: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)  # article and stance → mark → first opinion
    opinions = Opinion.objects.filter(consultation=consultation)
    for pk, article, stance, mark in opinions.order_by("id").values_list("id", "article", "stance", "mark").iterator():
        texts[article, stance].setdefault(mark, pk)
    row_of: dict[tuple[str, str, str], int] = {}
    for (article, stance), marks in sorted(texts.items()):
        row_of |= _rows_of(consultation, article, stance, marks, places.get(article, 0))
    _put_in_rows(consultation, row_of)
    _count_rows(consultation)
    return len(set(row_of.values()))


def _rows_of(consultation: Consultation, article: str, stance: str, marks: Mapping[str, int],
             place: int) -> dict[tuple[str, str, str], int]:
    words = _texts(list(marks.values()))
    listed = list(marks)
    groups = near_duplicates([words[marks[m]] for m in listed])
    made = Row.objects.bulk_create([
        Row(consultation=consultation, article=article, place=place, stance=stance,
            text=words[marks[listed[group[0]]]]) for group in groups], batch_size=500)
    return {(article, stance, listed[i]): row.pk for row, group in zip(made, groups, strict=True) for i in group}


def _texts(pks: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for start in range(0, len(pks), A_BATCH):
        found |= dict(Opinion.objects.filter(id__in=pks[start:start + A_BATCH]).values_list("id", "text"))
    return found


def _put_in_rows(consultation: Consultation, row_of: Mapping[tuple[str, str, str], int]) -> None:
    last = 0
    while True:
        some = list(Opinion.objects.filter(consultation=consultation, id__gt=last).order_by("id")
                    .values_list("id", "article", "stance", "mark")[:A_BATCH])
        if not some:
            return
        last = some[-1][0]
        _set("row_id", [(row_of[article, stance, mark], pk) for pk, article, stance, mark in some], Opinion)


def _set(column: str, values: Iterable[tuple[Any, int]], model: type[Any]) -> None:
    """One column of many rows, each its own value."""
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {model._meta.db_table} SET {column} = %s WHERE id = %s", list(values))


def _count_rows(consultation: Consultation, only: Iterable[int] | None = None) -> None:
    opinions = Opinion.objects.filter(consultation=consultation)
    opinions = opinions.filter(row_id__in=list(only)) if only is not None else opinions
    own = Q(gathering=None, stands=True)
    sums = opinions.order_by().values_list("row_id").annotate(
        n=Count("id"), p=Count(Case(When(own, then=Value(1)), output_field=IntegerField())),
        o=Count("gathering_id", distinct=True))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {Row._meta.db_table} SET times = %s, persons = %s, organisations = %s WHERE id = %s",
            [(n, p, o, row) for row, n, p, o in sums])


def article_places(consultation: Consultation) -> dict[str, int]:
    """The articles of the edition people read, by their order; the whole draft stands first."""
    articles = Part.objects.filter(edition_id=consultation.edition_id, kind="article").values_list("eid", "place")
    return {eid: place + 1 for eid, place in articles}


# --- by hand -------------------------------------------------------------------------------------

def merge_rows(consultation: Consultation, *, into: Row, rows: list[Row], by: Standing, now: datetime) -> Row:
    """Rows that say the same become one. Of one article, and never opposite stances."""
    others = [r for r in rows if r.pk != into.pk]
    if not others:
        raise Refused(_("Chọn ít nhất một nhóm khác để gộp vào."))
    same = (into.consultation_id, into.article, into.stance)
    if same[0] != consultation.pk or any((r.consultation_id, r.article, r.stance) != same for r in others):
        raise Refused(_("Chỉ gộp các nhóm của cùng một điều và cùng quan điểm."))
    with transaction.atomic():
        _take(Step.MERGE_ROWS, consultation, by=by, now=now, rows=consultation.rows - len(others),
              answered=consultation.answered - sum(bool(r.verdict) for r in others),
              approved=consultation.approved - sum(bool(r.approved_by_id) for r in others),
              about={"into": into.pk, "rows": [r.pk for r in others]})
        Opinion.objects.filter(row__in=others).update(row=into)
        Row.objects.filter(pk__in=[r.pk for r in others]).delete()
        _count_rows(consultation, [into.pk])
    into.refresh_from_db()
    return into


def split_row(consultation: Consultation, *, row: Row, opinions: list[int], by: Standing, now: datetime) -> Row:
    """Some opinions of a row become a row of their own, with an answer still to be given."""
    chosen = list(Opinion.objects.filter(row=row, pk__in=opinions).order_by("id"))
    if not chosen or len(chosen) >= row.times:
        raise Refused(_("Chọn một phần ý kiến của nhóm, không phải tất cả."))
    with transaction.atomic():
        _take(Step.SPLIT_ROW, consultation, by=by, now=now, rows=consultation.rows + 1,
              about={"row": row.pk, "n": len(chosen)})
        new = Row.objects.create(consultation=consultation, article=row.article, place=row.place, stance=row.stance,
                                 text=chosen[0].text)
        Opinion.objects.filter(pk__in=[o.pk for o in chosen]).update(row=new)
        _count_rows(consultation, [row.pk, new.pk])
    return new


# --- answering -----------------------------------------------------------------------------------

def answer_row(consultation: Consultation, *, row: Row, verdict: Verdict, reason: str, change: str = "",
               change_eid: str = "", by: Standing, now: datetime) -> Row:
    """Accepted, partly, not, or noted: with a reason, whose decision it is, and what changes in the next version."""
    if not reason.strip():
        raise Refused(_("Cần ghi nội dung tiếp thu hoặc giải trình."))
    if verdict in (Verdict.ACCEPTED, Verdict.PARTLY) and not change.strip():
        raise Refused(_("Tiếp thu thì ghi rõ dự thảo thay đổi thế nào."))
    _theirs(Step.ANSWER_ROW, consultation, by)
    with transaction.atomic():
        first = not row.verdict
        steps.change(row, {"verdict": verdict, "reason": reason.strip(), "change": change.strip(),
                           "change_eid": change_eid, "decided_by": by.person, "decided_at": now})
        if first:
            Consultation.objects.filter(pk=consultation.pk).update(answered=F("answered") + 1)
        _note(Step.ANSWER_ROW, consultation, by=by, now=now, about={"row": row.pk, "verdict": verdict.value})
    return row


def approve_texts(consultation: Consultation, *, texts: Mapping[int, str], by: Standing, now: datetime) -> int:
    """The words the public reads of these rows: redacted, read and approved by a person. Returns how many were new."""
    _theirs(Step.APPROVE_TEXTS, consultation, by)
    with transaction.atomic():
        fresh = 0
        for row in Row.objects.select_for_update().filter(consultation=consultation, pk__in=list(texts)):
            fresh += row.approved_by_id is None
            steps.change(row, {"public_text": texts[row.pk].strip(), "approved_by": by.person})
        Consultation.objects.filter(pk=consultation.pk).update(approved=F("approved") + fresh)
        _note(Step.APPROVE_TEXTS, consultation, by=by, now=now, about={"n": len(texts)})
    return fresh


def finish_answers(consultation: Consultation, *, by: Standing, now: datetime) -> Consultation:
    """The leader agrees to the table. Not while one opinion is unanswered or one text unread."""
    consultation.refresh_from_db()
    waits, unread = consultation.rows - consultation.answered, consultation.rows - consultation.approved
    if waits or unread:
        raise Refused(_("Chưa duyệt được: còn %(n)s nhóm ý kiến chưa trả lời, %(m)s nhóm chưa duyệt nội dung.") % {
            "n": waits, "m": unread})
    return _take(Step.FINISH_ANSWERS, consultation, by=by, now=now)


def number_rows(consultation: Consultation) -> None:
    """The numbers by which people find their row: by article, the row of most opinions first."""
    ordered = Row.objects.filter(consultation=consultation).order_by("place", "-times", "id")
    _set("no", [(n, pk) for n, pk in enumerate(ordered.values_list("id", flat=True), 1)], Row)


def without_majority(consultation: Consultation) -> list[str]:
    """Articles on which most persons disagreed and nothing of it was accepted (Law 10/2022 art. 28(4))."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for article, what, n in consultation.counts.filter(what__in=list(Stance)).values_list("article", "what", "persons"):
        sums[article][what] += n
    against = [a for a, by in sums.items() if 2 * by[Stance.DISAGREE] > sum(by.values())]
    heard = set(Row.objects.filter(consultation=consultation, article__in=against, stance=Stance.DISAGREE,
                                   verdict__in=[Verdict.ACCEPTED, Verdict.PARTLY]).values_list("article", flat=True))
    return [a for a in against if a not in heard]


def _take(step: Step, consultation: Consultation, *, by: Standing, now: datetime, about: dict[str, Any] | None = None,
          **changes: Any) -> Consultation:
    return steps.take(step, consultation, journey=rules.JOURNEY, parts=part_played_by(by, consultation), by=by.person,
                      unit=consultation.body, now=now, audience=Audience(rules.AUDIENCES.get(step, "public")),
                      about=about, **changes)


def _theirs(step: Step, consultation: Consultation, by: Standing) -> None:
    steps.role_for(step, consultation.state, part_played_by(by, consultation), rules.JOURNEY)


def _note(step: Step, consultation: Consultation, *, by: Standing, now: datetime, about: dict[str, Any]) -> None:
    role = steps.role_for(step, consultation.state, part_played_by(by, consultation), rules.JOURNEY)
    journal.write(consultation.code, step.value, at=now, role=role.value, by=by.person, unit=consultation.body,
                  audience=Audience.INTERNAL, about=about)
