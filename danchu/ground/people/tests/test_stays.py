"""Who is signed in is read with the session, and no less carefully than Django reads it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.utils import timezone

from danchu.ground.people.access import person_of, standing
from danchu.ground.people.models import Person, PostHeld, Stay
from danchu.ground.people.stays import SessionStore, person_in
from danchu.law.roles import Role

pytestmark = pytest.mark.django_db


def _asked(client: Client) -> Any:
    """The next request of this visitor, before any page has looked at it."""
    request = RequestFactory().get("/")
    key = client.cookies["danchu"].value
    request.COOKIES["danchu"] = key
    request.session = SessionStore(key)
    return request


@pytest.fixture
def minh(cast) -> Client:
    visitor = Client()
    visitor.force_login(cast.minh.person, backend="django.contrib.auth.backends.ModelBackend")
    return visitor


def test_session_person_and_posts_are_one_statement(minh, cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        request = _asked(minh)
        request.user = person_in(request)
        held = standing(request)
    assert person_of(request) == cast.minh.person and held.units(Role.RECEPTION) == {cast.body.pk}
    assert Stay.objects.get().person_id == cast.minh.person.pk


def test_a_post_that_ended_yesterday_gives_nothing(minh, cast):
    PostHeld.objects.filter(person=cast.minh.person).update(held_to=timezone.localdate())
    request = _asked(minh)
    request.user = person_in(request)
    assert standing(request).posts == () and person_of(request) == cast.minh.person


@pytest.mark.parametrize("change", [
    lambda person: person.set_password("một mật khẩu khác"), lambda person: setattr(person, "is_active", False)])
def test_a_new_password_or_an_ended_account_ends_the_stay(minh, cast, change):
    change(cast.minh.person)
    cast.minh.person.save()
    assert isinstance(person_in(_asked(minh)), AnonymousUser)


def test_a_session_without_anyone_is_nobodys_and_an_expired_one_is_none(minh, cast):
    visitor = SessionStore()
    visitor["seen"] = True
    visitor.save()
    assert Stay.objects.get(session_key=visitor.session_key).person_id is None
    Stay.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert isinstance(person_in(_asked(minh)), AnonymousUser)


def test_whoever_leaves_is_signed_out_on_every_device(cast):
    from danchu.ground.people.keeping import leave

    phone = Client()
    phone.force_login(cast.lan.person, backend="django.contrib.auth.backends.ModelBackend")
    leave(Person.objects.get(pk=cast.lan.person.pk), timezone.now())
    assert not Stay.objects.exists() and isinstance(person_in(_asked(phone)), AnonymousUser)
