"""What waits on a line to PostgreSQL is done in its order, in its transaction, or not at all."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from psycopg.pq import Format

from danchu.ground import rows
from danchu.ground.rows.postgresql import line

NOW = datetime(2026, 2, 12, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db

if connection.vendor == "postgresql":  # SQLite is in the same process: nothing travels

    @pytest.fixture
    def other(django_db_blocker):
        """A second connection, with transactions of its own, to a table that is gone with it."""
        made = connection.copy()
        made.connect()
        with made.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE said (what text UNIQUE)")
        yield made
        made.close()

    SAY, SAID = b"INSERT INTO said VALUES ($1)", b"SELECT what FROM said ORDER BY what"

    def said(other):
        return [what for (what,) in other.ask(SAID, [])]

    def test_what_was_told_is_there_before_anything_else_is_asked(other):
        other.tell(SAY, ["a"])
        assert said(other) == ["a"]
        other.tell(SAY, ["b"])
        with other.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM said")
            assert cursor.fetchone() == (2,)
        other.tell(SAY, ["c"])
        assert other.ask_at_once([(b"SELECT 1", []), (SAID, [])]) == [[(1,)], [("a",), ("b",), ("c",)]]
        other.tell(SAY, ["d"])
        other.hurry()
        assert other.line._waiting == [] and len(said(other)) == 4

    def test_it_begins_as_django_wants_it_and_ends_with_the_commit(other):
        other.set_autocommit(False)
        other.tell(SAY, ["a"])
        assert other.connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE  # nothing travelled
        other.commit()
        assert other.connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
        assert said(other) == ["a"]
        assert other.connection.info.transaction_status == psycopg.pq.TransactionStatus.INTRANS
        other.tell(SAY, ["b"])
        other.rollback()
        assert said(other) == ["a"]

    def test_what_cannot_be_stored_is_told_by_the_commit_and_nothing_of_it_stays(other):
        other.set_autocommit(False)
        for word in ("a", "b", "a", "c"):
            other.tell(SAY, [word])
        with pytest.raises(IntegrityError):
            other.commit()
        other.rollback()
        assert said(other) == []

    def test_what_was_told_after_a_savepoint_goes_with_it_and_what_was_told_before_stays():
        with transaction.atomic():
            with rows.gathered():
                rows.add(Session(session_key="before", session_data="", expire_date=NOW))
            with pytest.raises(ZeroDivisionError), transaction.atomic(), rows.gathered():
                rows.add(Session(session_key="inside", session_data="", expire_date=NOW))
                raise ZeroDivisionError
        assert list(Session.objects.values_list("pk", flat=True)) == ["before"]

    def test_numbers_and_nothing_and_long_words_travel(other):
        long = "ngập nước " * 200_000  # more than a socket takes at once
        several = [(b"SELECT $1::text, $2::bigint, $3::date", [long, 7, None])] * 3
        for _time in range(3):  # as written, then by name
            assert other.ask_at_once(several) == [[(long, 7, None)]] * 3
        assert other.ask(b"SELECT $1::bytea", [b"\x00\xff"], as_they_are=True) == [(b"\x00\xff",)]

    def test_a_letter_no_text_may_hold_is_refused_before_anything_is_sent(other):
        with pytest.raises(psycopg.DataError):
            other.ask(SAY, ["a\x00b"])
        assert said(other) == []

    def test_no_more_statements_are_kept_than_it_is_told(other, monkeypatch):
        monkeypatch.setattr(line, "KEPT", 3)
        for n in (*range(6), *range(6), 5, 5):
            assert other.ask(b"SELECT %d" % n, []) == [(n,)]
        kept = other.ask(b"SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'danchu%'", [])
        assert kept == [(1,)]  # of the three it knows, one was asked twice while it was known

    def test_where_connections_are_lent_nothing_is_prepared(other):
        other.connection.prepare_threshold = None
        assert [said(other) for _time in range(4)] == [[]] * 4
        assert other.ask(b"SELECT count(*) FROM pg_prepared_statements", []) == [(0,)]

    @pytest.mark.parametrize("ask", [
        lambda other: other.ask(SAID, []),
        lambda other: other.ask_at_once([(SAID, []), (SAID, [])]),
        lambda other: (other.tell(SAY, ["a"]), other.hurry()),
    ])  # fmt: skip
    def test_a_server_that_goes_away_is_told_in_djangos_words_and_the_next_connection_works(other, ask):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [other.connection.info.backend_pid])
        with pytest.raises(OperationalError), other.wrap_database_errors:
            ask(other)
        assert not other.is_usable()
        other.close()
        other.connect()
        assert other.ask(b"SELECT 1", []) == [(1,)]

    def test_a_slow_statement_does_not_keep_the_others_from_working(other):
        """The interpreter is free while the server works: four threads share it."""
        from threading import Event, Thread

        done = Event()
        waiting = Thread(target=lambda: (other.ask_at_once([(b"SELECT pg_sleep(0.3)", [])]), done.set()))
        waiting.start()
        turns = 0
        while not done.is_set():
            turns += 1
        waiting.join()
        assert turns > 1000

    def test_one_that_fails_amid_what_waits_is_told_and_the_line_goes_on(other):
        for word in ("a", "a", "b"):
            other.tell(SAY, [word])
        with pytest.raises(DatabaseError), other.wrap_database_errors:
            other.ask(SAID, [], as_they_are=bool(Format.TEXT))
        assert said(other) == []
