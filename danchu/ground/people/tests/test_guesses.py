"""Wrong guesses are counted where every worker sees them, and no further than they matter."""

import pytest
from django.test import RequestFactory

from danchu.ground.people import guesses
from danchu.ground.people.models import SignInAttempt

pytestmark = pytest.mark.django_db


def visitor(ip: str = "203.0.113.9"):
    return RequestFactory().get("/", REMOTE_ADDR=ip)


def test_a_restart_forgets_no_guess_and_an_hour_forgets_all(noon):
    for _ in range(guesses.WRONG_GUESSES):
        assert not guesses.too_many(visitor())
        guesses.guessed_wrong(visitor())
    assert guesses.too_many(visitor()) and not guesses.too_many(visitor("203.0.113.10"))
    SignInAttempt.objects.update(at=noon)  # long ago
    assert not guesses.too_many(visitor())


def test_one_case_is_guessed_at_so_often_from_everywhere_together():
    for n in range(guesses.WRONG_SECRETS):
        guesses.guessed_wrong(visitor(f"198.51.{n // 200}.{n % 200}"), "KN-26-7XK4M2")
    assert guesses.too_many(visitor("192.0.2.1"), "KN-26-7XK4M2") and not guesses.too_many(visitor("192.0.2.1"))


def test_a_flood_of_guesses_fills_no_table():
    for _ in range(guesses.WRONG_GUESSES * 3):
        guesses.guessed_wrong(visitor())
    assert SignInAttempt.objects.count() == guesses.WRONG_GUESSES


def test_what_may_be_done_so_often_is_counted_for_itself():
    assert [guesses.too_often(visitor(), "comment", 3) for _ in range(5)] == [False] * 3 + [True] * 2
    assert not guesses.too_often(visitor(), "report", 3) and not guesses.too_many(visitor())
