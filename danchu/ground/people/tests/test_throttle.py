"""The rates: tried as a table, forgotten after a week, said in plain words."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from danchu.ground.people import keeping
from danchu.ground.people.models import SignInAttempt
from danchu.ground.people.throttle import RATES, client_ip, hold_back, same

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("what", "by"), list(RATES))
def test_each_rate_lets_so_many_through_and_says_when_to_come_back(what, by, noon):
    rate = RATES[what, by]
    for n in range(rate.times):
        assert hold_back(what, noon + timedelta(seconds=n), **{by: "x"}) is None
    late = noon + timedelta(minutes=5)
    assert hold_back(what, late, **{by: "x"}) == noon + rate.per
    assert hold_back(what, late, **{by: "someone else"}) is None
    assert hold_back(what, noon + rate.per, **{by: "x"}) is None


def test_a_refused_try_does_not_lengthen_the_wait(noon):
    (what, by), rate = next(iter(RATES.items()))
    for _ in range(rate.times + 20):
        wait = hold_back(what, noon, **{by: "x"})
    assert wait == noon + rate.per


def test_traces_of_signing_in_go_after_a_week(noon):
    hold_back("code", noon, ip="203.0.113.9", address="lan@vidu.vn")
    assert keeping.forget(noon + timedelta(days=6, hours=23)) == 0
    assert keeping.forget(noon + timedelta(days=7, seconds=1)) == 2
    assert not SignInAttempt.objects.exists()


def test_no_row_tells_an_ip_or_an_address(noon):
    hold_back("code", noon, ip="203.0.113.9", address="lan@vidu.vn")
    assert not any(
        "203" in k or "lan" in k
        for k in SignInAttempt.objects.values_list("key_mac", flat=True)
        if len(k) != 64
    )
    assert {len(k) for k in SignInAttempt.objects.values_list("key_mac", flat=True)} == {64}


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "198.51.100.1", "192.0.2.1"),
        (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (1, "", "192.0.2.1"),
        (1, "not-an-address", "0.0.0.0"),
    ],
)
def test_a_visitor_cannot_claim_another_ip(settings, proxies, forwarded, seen):
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_ip(request) == seen


@pytest.mark.parametrize("typed", ["١٢٣٤٥٦", "mã bước hai", "\ud800"])
def test_a_code_in_strange_letters_is_only_a_wrong_code(typed):
    assert not same("123456", typed)
    assert same(typed, typed)
