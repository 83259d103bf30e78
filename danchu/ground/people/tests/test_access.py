"""What a person stands for on a day, and what a page costs."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone

from danchu.ground.people import commands
from danchu.ground.people.access import NOBODY, person_of, standing, standing_of
from danchu.ground.people.context import frame
from danchu.law.roles import Role

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def test_a_post_gives_its_role_in_its_unit_and_nowhere_else(hoa, ward):
    held = standing_of(hoa, TODAY)
    assert held.has(Role.LEADER) and held.has(Role.LEADER, ward.pk) and not held.has(Role.LEADER, ward.pk + 1)
    assert not held.has(Role.RECEPTION) and held.units(Role.LEADER) == {ward.pk}
    assert held.title_in(ward.pk) == "Chủ tịch"


def test_a_post_begins_and_ends_on_its_days(hoa):
    commands.end_post(hoa.posts.get(), by="test", now=timezone.now(), held_to=TODAY + timedelta(days=2))
    held = [bool(standing_of(hoa, TODAY + timedelta(days=n)).posts) for n in (-1, 0, 1, 2)]
    assert held == [False, True, True, False]


def test_nobody_a_citizen_and_a_disabled_official_hold_no_post(hoa, lan):
    hoa.is_active = False
    assert (
        standing_of(None, TODAY) == standing_of(AnonymousUser(), TODAY) == standing_of(hoa, TODAY) == NOBODY
    )
    assert standing_of(lan, TODAY).person == lan and standing_of(lan, TODAY).posts == ()


def test_the_standing_is_asked_once_a_request(hoa, django_assert_num_queries):
    request = RequestFactory().get("/")
    request.user = hoa
    with django_assert_num_queries(1):
        assert standing(request) is standing(request)


def test_a_visitor_without_a_cookie_costs_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/dang-nhap/")
    assert page.status_code == 200 and "danchu" not in page.cookies
    request = RequestFactory().get("/")
    with django_assert_num_queries(0):
        assert frame(request)["me"] is None


def test_the_frame_costs_nothing_more_once_the_person_is_loaded(client, hoa, django_assert_num_queries):
    client.force_login(hoa, backend="django.contrib.auth.backends.ModelBackend")
    request = RequestFactory().get("/", HTTP_COOKIE="danchu=x")
    request.user = hoa
    with django_assert_num_queries(0):
        assert frame(request)["is_official"] and frame(request)["me"] == hoa
    client.get("/dang-nhap/can-bo/lai/")
    with django_assert_num_queries(1):  # session, person and posts together; the page has no question of its own
        assert client.get("/dang-nhap/can-bo/lai/").status_code == 200


def test_a_stale_cookie_is_nobody(client):
    client.cookies["danchu"] = "x" * 32
    assert client.get("/dang-nhap/").status_code == 200
    assert person_of(RequestFactory().get("/")) is None
