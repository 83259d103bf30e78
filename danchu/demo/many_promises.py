"""Promises and questions by the thousand, for benchmarks: rows as the actions leave them, with their journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from danchu.demo import readers
from danchu.demo.ward import Ward
from danchu.ground.journal.models import Audience, Entry
from danchu.ground.people.models import PostHeld
from danchu.ground.text.codes import new_code
from danchu.mechanisms.dialogues.models import Asked, Dialogue, Question
from danchu.mechanisms.dialogues.rules import QUESTION_PREFIX, Channel, Naming, QuestionState, QuestionStep
from danchu.mechanisms.works.models import Commitment, ScoreCount
from danchu.mechanisms.works.rules import PREFIX, Origin, Score, State, Step

YEARS, A_BATCH = 10, 1_000
OFFICES = ("kt", "vhxh", "tthcc", "ttdt", "vp")
WHAT = ("Nạo vét cống", "Lắp đèn", "Vá mặt đường", "Trồng cây", "Sửa nhà văn hóa", "Dọn bãi rác", "Sơn vạch kẻ")
WHERE = ("hẻm 47", "khu phố 2", "đường Bờ Sông", "chợ Lê Khôi", "khu phố 5", "bến đò")
STANDS = ((State.CLOSED, Score.KEPT), (State.CLOSED, Score.KEPT_LATE), (State.UNDER_WAY, Score.OVERDUE),
          (State.DISPUTED, Score.DISPUTED), (State.CLOSED, Score.KEPT), (State.CONFIRMED, Score.KEPT))
ENDS = (QuestionState.ANSWERED, QuestionState.TAKEN, QuestionState.ANSWERED, QuestionState.NOT_TAKEN)
ASKS = "bao giờ làm, ai chịu trách nhiệm và dân theo dõi ở đâu? Việc này đã nêu từ cuộc họp khu phố quý trước."


def fill_promises(total: int, ward: Ward, now: datetime) -> int:
    """Add promises of ten years until there are `total`; how many were added."""
    there = Commitment.objects.count()
    rng, fresh = Random(f"promises {there}"), _codes(PREFIX, set(Commitment.objects.values_list("code", flat=True)))
    heads = {h.unit_id: h for h in PostHeld.objects.filter(is_head=True, held_to=None).select_related("person")}
    for first in range(there, total, A_BATCH):
        batch = [_promise(n, total, ward, heads, fresh, rng, now) for n in range(first, min(first + A_BATCH, total))]
        _written(Commitment, batch, now, lambda c: {
            "verb": Step.PROMISE, "unit_id": c.owner_id, "about": {"head": c.head_name, "due_on": f"{c.due_on}"}})
        sums = Counter((c.promised_by_id, c.head_id or 0, c.promised_on, c.score) for c in batch)
        for (unit, head, on, score), n in sums.items():
            row, _new = ScoreCount.objects.get_or_create(unit_id=unit, head_id=head, promised_on=on, score=score)
            ScoreCount.objects.filter(pk=row.pk).update(n=row.n + n)
    return max(total - there, 0)


def _promise(n: int, total: int, ward: Ward, heads: dict[int, PostHeld], fresh: Callable[[int], str], rng: Random,
             now: datetime) -> Commitment:
    on = timezone.localtime(now).date() - timedelta(days=40 + 365 * YEARS * (total - n) // total)
    owner, (state, score) = ward.units[rng.choice(OFFICES)], rng.choice(STANDS)
    due, head = on + timedelta(days=30), heads.get(owner.pk) or heads.get(ward.body.pk)
    done = due + timedelta(days=5 if score == Score.KEPT_LATE else -2) if state in (
        State.CLOSED, State.CONFIRMED) else None
    return Commitment(
        code=fresh(on.year), token=_token(rng), state=state, score=score, title=f"{rng.choice(WHAT)} "
        f"{rng.choice(WHERE)}, đợt {n + 1}", for_whom="Bà con khu phố", measure="Khu phố xem tận nơi và ký nhận",
        origin=Origin.PLAN, owner=owner, promised_by=owner, head=head, promised_on=on, first_due_on=due, due_on=due,
        head_name=f"{head.title} {head.person.name}" if head else "", done_on=done, confirmed_on=done,
        confirmed_as="front" if done else "", overdue=score == Score.OVERDUE, disputes=score == Score.DISPUTED)


def fill_questions(total: int, ward: Ward, now: datetime) -> int:
    """Add questions to the ward's busiest dialogue with results until it has `total`; how many were added."""
    held = Dialogue.objects.filter(body=ward.body, published_at__isnull=False).annotate(n=Count("questions"))
    d = held.order_by("-n", "id")[0]
    missing, rng = max(0, total - d.n), Random(f"questions {d.n}")
    fresh = _codes(QUESTION_PREFIX, set(Question.objects.values_list("code", flat=True)))
    for first in range(0, missing, A_BATCH):
        batch = [_question(n, d, ward, fresh, rng) for n in range(first, min(first + A_BATCH, missing))]
        with transaction.atomic():
            _written(Question, batch, now, lambda q: {"verb": QuestionStep.SHOW, "unit_id": d.body_id, "about": {}})
            Asked.objects.bulk_create([Asked(question=q, text=q.text, consented_at=q.asked_at) for q in batch])
    Dialogue.objects.filter(pk=d.pk).update(asked_n=max(total, d.n))
    return missing


def _question(n: int, d: Dialogue, ward: Ward, fresh: Callable[[int], str], rng: Random) -> Question:
    assert d.held_at is not None
    state, asked_at = rng.choice(ENDS), d.held_at - timedelta(days=3, minutes=n)
    ended = {"ended_at": d.held_at} if state not in (QuestionState.TAKEN,) else {}
    return Question(
        code=fresh(asked_at.year), token=_token(rng), dialogue=d, channel=Channel.ONLINE, naming=Naming.ORGANISER,
        state=state, listed=True, text=f"{rng.choice(WHAT)} ở {rng.choice(WHERE)} (số {n + 1}) {ASKS}",
        approved_by=ward.people["minh"], asked_at=asked_at, backed=rng.randrange(200),
        answer="Phường làm xong trong quý này; sổ theo dõi đặt ở nhà văn hóa." if ended else "",
        not_taken_for="no_time" if state == QuestionState.NOT_TAKEN else "", **ended)


@transaction.atomic
def _written(model: Any, batch: list[Any], now: datetime, told: Callable[[Any], dict[str, Any]]) -> None:
    """Rows and one public journal row of each; nobody is written a letter about invented history."""
    before = readers.last_entry()
    model.objects.bulk_create(batch)
    Entry.objects.bulk_create([Entry(subject=row.code, at=now, role="reception", audience=Audience.PUBLIC,
                                     by=None, **told(row)) for row in batch])
    readers.step_over(readers.POSTMAN, before)


def _codes(prefix: str, taken: set[str]) -> Callable[[int], str]:
    """Codes that nobody has yet: with thousands a year two draws meet."""
    rng = Random(f"{prefix} {len(taken)}")

    def fresh(year: int) -> str:
        while (code := new_code(prefix, year, rng.randbytes(8))) in taken:
            pass
        taken.add(code)
        return code
    return fresh


def _token(rng: Random) -> UUID:
    return UUID(bytes=rng.randbytes(16))
