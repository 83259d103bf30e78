"""From opinions to a table: equal ones together, every row an answer, nobody lost. Part of `actions`.

A row is opinions on one article with one stance: what stands against each other never comes together.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground.journal import steps
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import Refused
from danchu.ground.people.access import Standing
from danchu.ground.rows import counted_anew
from danchu.mechanisms.consultations import rules
from danchu.mechanisms.consultations.models import (
    Consultation,
    Correction,
    Gathering,
    Opinion,
    Row,
    part_played_by,
)
from danchu.mechanisms.consultations.rules import Channel, State, Step, Verdict
from danchu.mechanisms.consultations.synthesising import count_rows, set_column

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
    """Who wrote what is no longer needed once it has closed: taken away, a batch a round.

    The numbers of paper forms name nobody; they tell forms apart until the last are typed in and it is grouped.
    """
    done, last = 0, ""
    known = Opinion.objects.filter(consultation=consultation).exclude(author="").order_by("author")
    if consultation.state == State.CLOSED:
        known = known.exclude(channel=Channel.PAPER)
    while done < at_most:
        some = list(known.filter(author__gte=last).values_list("id", "author")[:A_BATCH])
        if not some:
            Consultation.objects.filter(pk=consultation.pk).update(forgotten=True)
            break
        Opinion.objects.filter(id__in=[pk for pk, _author in some]).update(author="")
        done, last = done + len(some), some[-1][1]
    return done


# --- by hand -------------------------------------------------------------------------------------

def merge_rows(consultation: Consultation, *, into: Row, rows: list[Row], by: Standing, now: datetime) -> Row:
    """Rows that say the same become one. Of one article, and never opposite stances."""
    others = [r for r in rows if r.pk != into.pk]
    if not others:
        raise Refused(_("Chọn ít nhất một nhóm khác để gộp vào."))
    same = (into.consultation_id, into.article, into.stance)
    if same[0] != consultation.pk or any((r.consultation_id, r.article, r.stance) != same for r in others):
        raise Refused(_("Chỉ gộp các nhóm của cùng một điều và cùng quan điểm."))
    if len({bool(r.text.strip()) for r in (into, *others)}) > 1:  # or the words of some would stand nowhere
        raise Refused(_("Nhóm chỉ chọn quan điểm không gộp với nhóm có viết ý kiến."))
    with transaction.atomic():
        _take(Step.MERGE_ROWS, consultation, by=by, now=now, rows=consultation.rows - len(others),
              answered=consultation.answered - sum(bool(r.verdict) for r in others),
              approved=consultation.approved - sum(bool(r.approved_by_id) for r in others),
              about={"into": into.pk, "rows": [r.pk for r in others]})
        Opinion.objects.filter(row__in=others).update(row=into)
        Correction.objects.filter(row__in=others).update(row=into)
        Row.objects.filter(pk__in=[r.pk for r in others]).delete()
        count_rows(into.opinions)
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
        _speak_for_those_left(consultation, row)
        count_rows(Opinion.objects.filter(row__in=[row, new]))
    return new


def _speak_for_those_left(consultation: Consultation, row: Row) -> None:
    """A row shows the words of one of its own opinions; other words are read anew before anyone else reads them."""
    left = Opinion.objects.filter(row=row).order_by("id")
    if left.filter(text=row.text).exists():
        return
    if row.approved_by_id:
        Consultation.objects.filter(pk=consultation.pk).update(approved=F("approved") - 1)
        consultation.approved -= 1
    steps.change(row, {"text": left.values_list("text", flat=True)[0], "public_text": "", "approved_by": None})


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
        _note(Step.ANSWER_ROW, consultation, by=by, now=now, about={"row": row.pk, "verdict": verdict.value},
              of=f"{consultation.code}.{row.pk}")  # a history of its own: a table may have twenty thousand rows
    return row


def approve_texts(consultation: Consultation, *, texts: Mapping[int, str], by: Standing, now: datetime) -> int:
    """The words the public reads of these rows: redacted, read and approved by a person. Returns how many were new."""
    _theirs(Step.APPROVE_TEXTS, consultation, by)
    with transaction.atomic():
        fresh = 0
        for row in Row.objects.select_for_update().filter(consultation=consultation, pk__in=list(texts)):
            if row.text.strip() and not texts[row.pk].strip():
                raise Refused(_("Lời công khai không được để trống: che chỗ có dữ liệu cá nhân, giữ ý của người góp."))
            fresh += row.approved_by_id is None
            steps.change(row, {"public_text": texts[row.pk].strip(), "approved_by": by.person})
        Consultation.objects.filter(pk=consultation.pk).update(approved=F("approved") + fresh)
        _note(Step.APPROVE_TEXTS, consultation, by=by, now=now, about={"n": len(texts)})
    return fresh


def correct_text(consultation: Consultation, *, row: Row, text: str, why: str, by: Standing, now: datetime) -> Row:
    """Approved words are wrong, or tell whose they are: others stand there at once, in the table and in its files.

    What stood there and why it went is kept for the office; once the table is published, the row says on which day.
    """
    role = steps.role_for(Step.CORRECT_TEXT, consultation.state, part_played_by(by, consultation), rules.JOURNEY)
    if row.approved_by_id is None:
        raise Refused(_("Lời công khai của nhóm này chưa duyệt: sửa ngay ở trang Duyệt nội dung công khai."))
    if row.text.strip() and not text.strip():
        raise Refused(_("Lời công khai không được để trống: che chỗ có dữ liệu cá nhân, giữ ý của người góp."))
    if text.strip() == row.public_text:
        raise Refused(_("Lời công khai chưa thay đổi."))
    if not why.strip():
        raise Refused(_("Ghi lý do sửa."))
    published = consultation.has_table
    with transaction.atomic():
        Correction.objects.create(row=row, was=row.public_text, why=why.strip(), by=by.person, at=now)
        steps.change(row, {"public_text": text.strip(), "approved_by": by.person,
                           "corrected_on": timezone.localdate(now) if published else None})
        journal.write(consultation.code, Step.CORRECT_TEXT.value, at=now, role=role.value, by=by.person,
                      unit=consultation.body, audience=Audience.PUBLIC if published else Audience.INTERNAL,
                      about={"row": row.pk, "which": f"hàng {row.no}" if row.no else f"nhóm {row.pk}"})
    return row


def finish_answers(consultation: Consultation, *, by: Standing, now: datetime) -> Consultation:
    """The leader agrees to the table. Not while one opinion is unanswered or one text unread."""
    consultation.refresh_from_db()
    waits, unread = consultation.rows - consultation.answered, consultation.rows - consultation.approved
    if waits or unread:
        raise Refused(_("Chưa duyệt được: còn %(n)s nhóm ý kiến chưa trả lời, %(m)s nhóm chưa duyệt nội dung.") % {
            "n": waits, "m": unread})
    return _take(Step.FINISH_ANSWERS, consultation, by=by, now=now)


def outcome_of(consultation: Consultation) -> dict[str, list[int]]:
    """How many rows and opinions each verdict got: a column, so that the page of the table never counts."""
    sums = Row.objects.filter(consultation=consultation).order_by().values_list("verdict").annotate(
        rows=Count("id"), n=Sum("times"))
    return {verdict: [rows, n] for verdict, rows, n in sums}


def number_rows(consultation: Consultation) -> None:
    """The numbers by which people find their row: by article, the row of most opinions first."""
    ordered = Row.objects.filter(consultation=consultation).order_by("place", "-times", "id")
    set_column("no", [(n, pk) for n, pk in enumerate(ordered.values_list("id", flat=True), 1)], Row)
    counted_anew(Row)


def _take(step: Step, consultation: Consultation, *, by: Standing, now: datetime, about: dict[str, Any] | None = None,
          **changes: Any) -> Consultation:
    return steps.take(step, consultation, journey=rules.JOURNEY, parts=part_played_by(by, consultation), by=by.person,
                      unit=consultation.body, now=now, audience=Audience(rules.AUDIENCES.get(step, "public")),
                      about=about, **changes)


def _theirs(step: Step, consultation: Consultation, by: Standing) -> None:
    steps.role_for(step, consultation.state, part_played_by(by, consultation), rules.JOURNEY)


def _note(step: Step, consultation: Consultation, *, by: Standing, now: datetime, about: dict[str, Any],
          of: str = "") -> None:
    role = steps.role_for(step, consultation.state, part_played_by(by, consultation), rules.JOURNEY)
    journal.write(of or consultation.code, step.value, at=now, role=role.value, by=by.person, unit=consultation.body,
                  audience=Audience.INTERNAL, about=about)
