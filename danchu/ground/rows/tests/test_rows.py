"""A statement written once answers as the query it was written from."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import CharField, Value
from django.db.models.expressions import RawSQL
from django.test.utils import CaptureQueriesContext

from danchu.ground import rows
from danchu.ground.rows import Written

NOW = datetime(2026, 2, 12, 9, 30, tzinfo=UTC)
ALIVE = Session.objects.filter(expire_date__gt=rows.moment("now")).order_by("session_key")


@pytest.fixture(autouse=True)
def three_sessions(db):
    for days, key in enumerate(("a", "b", "c")):
        Session.objects.create(session_key=key, session_data=f"50% {key}", expire_date=NOW + timedelta(days))


@pytest.fixture(params=["plainly", "counted"])
def asked(request):
    """Asked past Django's cursor as in production, and through it as in every test that counts."""
    if request.param == "plainly":
        yield
        return
    with CaptureQueriesContext(connection) as captured:
        yield
    assert captured.captured_queries


def test_it_answers_with_whatever_stands_in_its_slots(asked):
    written = Written(ALIVE.values_list("session_key", "expire_date"))
    assert list(written.rows(now=NOW)) == [("b", NOW + timedelta(1)), ("c", NOW + timedelta(2))]
    assert list(written.rows(now=NOW + timedelta(1))) == [("c", NOW + timedelta(2))]
    assert written.row(now=NOW + timedelta(2)) is None


def test_a_percent_sign_stays_one(asked):
    half = Session.objects.filter(session_key=rows.words("key")).annotate(
        half=RawSQL("'50%%'", []), said=Value("%s", CharField()))
    assert Written(half.values_list("half", "said", "session_data")).row(key="a") == ("50%", "%s", "50% a")


def test_what_never_changes_is_written_out_and_what_does_is_bound(asked):
    twice = Session.objects.filter(session_key__in=["a", "b", "it's"], expire_date__gt=rows.moment("now")).filter(
        expire_date__gte=rows.moment("now"))
    written = Written(twice.annotate(yes=Value(True), no=Value("")).values_list("session_key", "yes", "no"))
    assert written.row(now=NOW) == ("b", True, "")
    assert "'a', 'b'" in written._native.text and "it's" not in written._native.text
    assert len(written._native.bound) == {"postgresql": 2, "sqlite": 3}[connection.vendor]
    since = Written(ALIVE.filter(expire_date__gte=NOW).values_list("session_key"))
    assert since.row(now=NOW) == ("b",)
    assert connection.vendor == "sqlite" or len(since._native.bound) == 1


def test_what_is_prepared_outlives_a_transaction_taken_back():
    written = Written(Session.objects.filter(session_key=rows.words("key")).values_list("session_key"))
    for _time in range(3):
        with pytest.raises(IntegrityError), transaction.atomic():
            assert written.row(key="b") == ("b",)
            rows.add(Session(session_key="b", session_data="", expire_date=NOW))
        assert written.row(key="c") == ("c",)


def test_several_are_asked_ahead_and_each_answers_for_itself(asked):
    alive, one = Written(ALIVE.values_list("session_key", "expire_date")), Written(
        Session.objects.filter(session_key=rows.words("key")).values_list("session_data"))
    several = alive.of(now=NOW), one.of(key="b"), one.of(key="none"), alive.of(now=NOW + timedelta(1))
    for _time in range(2):
        with rows.ahead(*several):
            found = [list(rows.read(each)) for each in several]
        assert found == [[("b", NOW + timedelta(1)), ("c", NOW + timedelta(2))], [("50% b",)], [],
                         [("c", NOW + timedelta(2))]]


def test_one_that_fails_among_several_is_told_and_the_line_stays_open(asked):
    alive = Written(ALIVE.values_list("session_key"))
    wrong = Written(Session.objects.annotate(wrong=RawSQL("1/(length(session_key)-1)", [])).values_list("wrong"))
    for _time in range(2):
        if connection.vendor == "postgresql":
            with (pytest.raises(DatabaseError), transaction.atomic(),
                  rows.ahead(alive.of(now=NOW), wrong.of(), alive.of(now=NOW))):
                wrong.ask()
        with rows.ahead(alive.of(now=NOW)):
            assert len(alive.ask(now=NOW)) == 2


def test_what_came_ahead_answers_once_and_only_inside(asked):
    alive = Written(ALIVE.values_list("session_key"))
    with rows.ahead(alive.of(now=NOW)):
        assert len(alive.ask(now=NOW)) == 2
        Session.objects.filter(session_key="c").delete()
        assert len(alive.ask(now=NOW)) == 1
    with rows.ahead(alive.of(now=NOW)):
        Session.objects.filter(session_key="b").delete()
    assert not alive.ask(now=NOW)


def test_words_are_values_and_never_part_of_the_statement(asked):
    written = Written(Session.objects.filter(session_key=rows.words("key")).values_list("session_key"))
    assert written.row(key="a' OR '1'='1") is None


@pytest.mark.parametrize(("most", "counted"), [(2, 2), (9, 3)])
def test_rows_are_counted_no_further_than_the_query_is_cut_off(asked, most, counted):
    written = rows.counted(Session.objects.order_by().values_list("pk")[:most])
    assert written.row() == (counted,)


def test_a_slot_left_empty_is_told():
    with pytest.raises(KeyError):
        Written(ALIVE.values_list("session_key")).ask()


def test_one_statement_is_one_statement():
    written = Written(ALIVE.values_list("session_key"))
    with CaptureQueriesContext(connection) as captured:
        written.ask(now=NOW)
    assert len(captured) == 1


def test_the_database_fails_with_errors_of_djangos(asked):
    written = Written(Session.objects.annotate(wrong=RawSQL("no_such_column", [])).values_list("wrong"))
    with pytest.raises(DatabaseError), transaction.atomic():
        written.ask()


def test_nothing_is_asked_in_a_transaction_already_broken():
    written = Written(ALIVE.values_list("session_key"))
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError):
            written.ask(now=NOW)
        transaction.set_rollback(False)


def test_an_object_is_added_as_the_model_would_add_it(asked):
    new = Session(session_key="d", session_data="%s ?", expire_date=NOW)
    assert rows.add(new)
    assert Session.objects.get(pk="d").expire_date == NOW
    new.session_data = "later"
    new.save()
    assert Session.objects.get(pk="d").session_data == "later"


def test_a_key_the_database_gives_is_given(asked):
    first, second = ContentType(app_label="x", model="a"), ContentType(app_label="x", model="b")
    assert rows.add(first) and rows.add(second)
    assert ContentType.objects.get(app_label="x", model="b").pk == second.pk == first.pk + 1


def test_what_is_there_already_is_told_and_the_transaction_goes_on(asked):
    assert not rows.add(Session(session_key="a", session_data="", expire_date=NOW), unless_there=True)
    assert Session.objects.get(pk="a").session_data == "50% a"
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.add(Session(session_key="a", session_data="", expire_date=NOW))


def test_only_what_is_taken_is_passed_over(asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.add(ContentType(app_label="x", model=None), unless_there=True)


def test_what_is_gathered_is_stored_and_keys_are_known_where_they_are_asked(asked):
    with transaction.atomic(), rows.gathered():
        first = ContentType(app_label="x", model="a")
        assert rows.add(first, unless_there=True) and first.pk
        assert rows.add(Session(session_key="e", session_data="", expire_date=NOW))
        assert rows.add(Session(session_key="f", session_data="", expire_date=NOW))
    assert Session.objects.filter(session_key__in=["e", "f"]).count() == 2


def test_what_cannot_be_stored_is_told_when_the_gathering_ends_and_takes_all_back(asked):
    with pytest.raises(IntegrityError), transaction.atomic(), rows.gathered():
        rows.add(Session(session_key="e", session_data="", expire_date=NOW))
        rows.add(Session(session_key="a", session_data="", expire_date=NOW))
    assert not Session.objects.filter(session_key="e").exists()


def test_values_written_out_find_what_a_placeholder_finds():
    for keys in (["a"], ["a", "c"]):
        found = Session.objects.filter(session_key__among=keys).values_list("session_key", flat=True)
        assert sorted(found) == keys


def test_a_model_is_made_of_a_row_and_looks_up_the_rest_itself():
    kept = rows.made(Session, ("session_key", "expire_date"), ("a", NOW))
    assert (kept.expire_date, kept.session_data) == (NOW, "50% a")


if connection.vendor == "postgresql":  # SQLite keeps its plans itself, and has no server that could go away

    def test_a_statement_is_planned_once_whatever_is_asked_of_it():
        mine = "planned_here_once"
        written = Written(Session.objects.filter(session_key=mine, pk=rows.words("key")).values_list("pk"))
        small = Written(ContentType.objects.filter(model=mine, pk__gt=rows.number("key")).values_list("pk"))
        for n in range(9):
            assert not written.ask(key=str(n)) and not small.ask(key=10**n)
        with connection.cursor() as cursor:
            cursor.execute("SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE %s",
                           ["%'planned_here_once'%"])
            assert cursor.fetchall() == [(8, 0), (8, 0)]  # what is asked once is not prepared

    def test_a_connection_whose_server_went_away_is_known_and_a_silent_one_is_asked_nothing():
        other = connection.copy()
        other.connect()
        try:
            before = other.connection.info.transaction_status
            assert other.is_usable() and other.connection.info.transaction_status == before
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [other.connection.info.backend_pid])
            assert not other.is_usable()
        finally:
            other.close()
