"""One consultation with as many opinions as a benchmark asks for, on a draft of 120 articles."""

from __future__ import annotations

import secrets
from collections import Counter
from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from danchu.demo.ward import Ward
from danchu.ground.drafts.parse import parse
from danchu.ground.drafts.reading import read
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.people.access import CLOCK, standing_of
from danchu.ground.rows.tables import Table, stamp
from danchu.ground.text.codes import new_code
from danchu.mechanisms.consultations import actions
from danchu.mechanisms.consultations.actions import Brought, Plan
from danchu.mechanisms.consultations.giving import mark_of
from danchu.mechanisms.consultations.models import Consultation, Count, Opinion, Part, Row
from danchu.mechanisms.consultations.rules import OPINION_PREFIX, Channel, Kind, Level, Matter, Stance, Verdict

ARTICLES, TEXTS, A_BATCH = 120, 40, 20_000
WORDS = ("tăng", "giảm", "bỏ", "giữ", "thêm", "sửa", "ghi rõ", "làm rõ")
WHAT = ("thời hạn", "mức thu", "giờ họp", "số lần", "trách nhiệm", "nơi nhận", "cách đăng ký", "thành phần")
FIELDS = ("code", "token", "consultation_id", "article", "eid", "stance", "text", "answers", "mark", "channel", "level",
          "author", "received_at", "folded", "stands", "serial")


def fill_opinions(total: int, ward: Ward, now: datetime) -> Consultation:
    """A consultation that was closed with `total` opinions, brought as far as its published table."""
    began = now - timedelta(days=60)
    clerk, head = (standing_of(ward.people[who], now.date()) for who in ("minh", "hoa"))
    text = "\n".join(f"Điều {n}. Nội dung {n}\n1. Khoản một của điều {n}.\n2. Khoản hai của điều {n}."
                     for n in range(1, ARTICLES + 1))
    document = actions.bring_in(Brought("Dự thảo lớn", Kind.PLAN, Matter.COMMUNITY, ward.body),
                                parse(read("lon.txt", text.encode())).parts, token=uuid4(), source="paste", by=clerk,
                                now=began)
    c = actions.plan(document, Plan("Dự thảo lớn", "Để đo tốc độ.", ""), token=uuid4(), by=clerk, now=began)
    actions.send_plan(c, council="1", front="2", sent_on=timezone.localdate(began), by=clerk, now=began)
    day = actions.first_closing_day(c, timezone.localdate(began), calendar_for(None))[0]
    actions.open_up(c, closes_on=day, calendar=calendar_for(None), by=head, now=began)
    _write(c, total, began)
    actions.close(c, by=CLOCK, now=c.closes_at or began)
    return c


def answer_all(c: Consultation, ward: Ward, now: datetime) -> Consultation:
    """Group, answer and publish what was filled."""
    clerk, head = (standing_of(ward.people[who], now.date()) for who in ("minh", "hoa"))
    actions.synthesise(c, by=clerk, now=now)
    Row.objects.filter(consultation=c).update(
        verdict=Verdict.NOTED, reason="Ghi nhận, nghiên cứu trong quá trình hoàn thiện dự thảo.", public_text=F("text"),
        approved_by=clerk.person, decided_by=clerk.person, decided_at=now)
    Consultation.objects.filter(pk=c.pk).update(answered=c.rows, approved=c.rows)
    c.refresh_from_db()
    actions.finish_answers(c, by=head, now=now)
    return actions.publish_table(c, final=None, by=head, now=now)


def _write(c: Consultation, total: int, at: datetime) -> None:
    rng, table, moment = Random(7), Table(Opinion, *FIELDS), stamp(at.replace(tzinfo=None))
    eids = list(Part.objects.filter(edition_id=c.edition_id, kind="article").values_list("eid", flat=True))
    counts: Counter[tuple[str, str, str]] = Counter()
    seen: set[str] = set()
    for start in range(0, total, A_BATCH):
        rows = []
        for _n in range(min(A_BATCH, total - start)):
            article, stance = rng.choice(eids), rng.choice(list(Stance)).value
            channel = rng.choice((Channel.WEB, Channel.WEB, Channel.PAPER)).value
            text = _text(rng) if rng.random() < 0.8 else ""
            counts[article, stance, channel] += 1
            rows.append((_code(at, seen), _token(), c.pk, article, "", stance, text, "{}", mark_of(text), channel,
                         Level.NONE.value, "", moment, True, True, ""))
        with transaction.atomic():
            table.write(rows)
    Count.objects.bulk_create([Count(consultation=c, article=a, what=s, channel=ch, times=n, persons=n)
                               for (a, s, ch), n in counts.items()], batch_size=500)


def _text(rng: Random) -> str:
    n = rng.randrange(TEXTS)
    return f"Đề nghị {WORDS[n % 8]} {WHAT[n // 5]} {n + 2} cho phù hợp với người dân khu phố."


def _code(at: datetime, seen: set[str]) -> str:
    while True:
        code = new_code(OPINION_PREFIX, at.year - len(seen) // 2_000_000 - 1, secrets.token_bytes(8))
        if code not in seen:
            seen.add(code)
            return code


def _token() -> str | UUID:
    from django.db import connection

    token = uuid4()
    return token.hex if connection.vendor == "sqlite" else token


