"""From journal rows to letters that wait. Run again it makes nothing twice: the rows are unique."""

import logging
from datetime import datetime

from django.db import transaction

from danchu.ground.journal.models import Entry
from danchu.ground.journal.reading import follow
from danchu.ground.post.letters import Letter, Writer, writers
from danchu.ground.post.models import Channel, Delivery, State

BATCH = 500
UNWRITTEN = "(chưa viết được)"  # stands for the address of a letter a mechanism could not write
log = logging.getLogger(__name__)


def collect(now: datetime) -> int:
    """Take up all new journal rows and lay out their letters. Returns how many rows were read."""
    total = 0
    while (taken := follow("postman", lambda entries: _lay_out(entries, now), at_most=BATCH)) > 0:
        total += taken
        if taken < BATCH:
            break
    return total


def resend(entry_id: int, now: datetime) -> int:
    """Write the letters of a journal row again and send all of them again. Returns how many; 0 for no such
    row.

    Raises whatever the mechanism raises: here somebody is watching.
    """
    entries = list(Entry.objects.filter(pk=entry_id))
    with transaction.atomic():
        for write in writers():
            _keep(write(entries) if entries else [], now)
        rows = Delivery.objects.filter(entry_id=entry_id)
        rows.filter(to=UNWRITTEN).delete()
        return rows.exclude(channel=Channel.INAPP).update(
            state=State.WAITING, attempts=0, not_before=now, leased_until=None, sent_at=None, last_error=""
        )


def _lay_out(entries: list[Entry], now: datetime) -> None:
    for write in writers():
        _write(write, entries, now)


def _write(write: Writer, entries: list[Entry], now: datetime) -> None:
    """One row that cannot be told holds nobody up: it is set aside where `mail waiting` shows it."""
    try:
        with transaction.atomic():
            _keep(write(entries), now)
    except Exception as fault:  # a mechanism's own fault, whatever it is
        if len(entries) > 1:
            for entry in entries:
                _write(write, [entry], now)
        else:
            log.exception("no letter for journal row %s", entries[0].pk)
            aside = Letter(Channel.EMAIL, UNWRITTEN, "", "")
            row = _row(entries[0], aside, now)
            row.state, row.last_error = State.FAILED, repr(fault)[:300]
            Delivery.objects.bulk_create([row], ignore_conflicts=True)


def _keep(letters: list[tuple[Entry, Letter]], now: datetime) -> None:
    Delivery.objects.bulk_create(
        [_row(e, x, now) for e, x in letters if x.to], ignore_conflicts=True, batch_size=200
    )


def _row(entry: Entry, letter: Letter, now: datetime) -> Delivery:
    at_once = letter.channel == Channel.INAPP  # a notice is delivered by lying there
    return Delivery(
        entry=entry,
        channel=letter.channel,
        to=letter.to[:254],
        person_id=letter.person_id,
        subject=" ".join(letter.subject.split())[:200],
        body=letter.body.replace("\x00", ""),
        link=letter.link[:300],
        unsubscribe=letter.unsubscribe[:300],
        calendar=letter.calendar.replace("\x00", ""),
        not_before=now,
        state=State.SENT if at_once else State.WAITING,
        sent_at=now if at_once else None,
    )
