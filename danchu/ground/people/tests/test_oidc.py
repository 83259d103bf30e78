"""Signing in through a real provider over HTTP, and every answer of it that must be refused."""

from urllib.parse import urlsplit

import pytest
import requests
from django.test import Client

from danchu.ground.people.models import Identity, Person
from danchu.ground.people.tests.conftest import sign_in_hoa
from danchu.ground.people.tests.provider import CLIENT, Provider

pytestmark = pytest.mark.django_db
START = "/dang-nhap/dinh-danh/"


@pytest.fixture(scope="module")
def running():
    provider = Provider()
    yield provider
    provider.stop()


@pytest.fixture
def provider(running, settings):
    running.bend = ""
    running.who = {"sub": "vn-001", "name": "Nguyễn Thị Lan", "email": "Lan@vidu.vn", "email_verified": True}
    settings.OIDC = {
        "name": "VNeID (thử)",
        "server": running.issuer,
        "client_id": CLIENT[0],
        "client_secret": CLIENT[1],
    }
    return running


def go(client: Client, onward: str = "/") -> str:
    """Start, agree at the provider; the address the provider sends the browser back to."""
    there = client.get(START, {"next": onward}).headers["Location"]
    back = requests.get(there, allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    assert parts.path == "/dang-nhap/dinh-danh/ve/"
    return f"{parts.path}?{parts.query}"


def come_back(client: Client, onward: str = "/"):
    return client.get(go(client, onward))


def signed_in(client: Client) -> bool:
    return client.get("/tai-khoan/").status_code == 200


def test_a_citizen_signs_in_by_the_provider_and_is_the_same_person_next_time(client, provider):
    assert "VNeID (thử)" in client.get("/dang-nhap/").text
    assert come_back(client, "/tai-khoan/").headers["Location"] == "/tai-khoan/"
    person = Person.objects.get()
    assert (person.name, person.email, person.verified_by) == ("Nguyễn Thị Lan", "lan@vidu.vn", "vneid")
    assert signed_in(client)
    other = Client()
    come_back(other)
    assert signed_in(other) and Person.objects.count() == 1


def test_someone_signed_in_by_code_attaches_the_provider_to_their_account(client, provider, lan):
    client.force_login(lan, backend="django.contrib.auth.backends.ModelBackend")
    come_back(client, "/tai-khoan/")
    lan.refresh_from_db()
    assert lan.verified_by == "vneid" and Identity.objects.get().person == lan


def test_an_equal_email_takes_over_no_account(client, provider, lan, hoa):
    come_back(client)
    assert Identity.objects.get().person not in (lan, hoa)
    provider.who |= {"sub": "vn-002", "email": "hoa@lekhoi.vn"}
    other = Client()
    come_back(other)
    assert not Identity.objects.filter(person=hoa).exists()
    assert not Person.objects.filter(identities__subject="vn-002", is_official=True).exists()


def test_an_unverified_email_is_not_believed(client, provider):
    provider.who["email_verified"] = False
    come_back(client)
    assert Person.objects.get().email is None


def test_an_official_attaches_no_provider(client, provider, hoa):
    sign_in_hoa(client)
    assert come_back(client).status_code == 400 and not Identity.objects.exists()


@pytest.mark.parametrize(
    "bend",
    [
        "state",
        "nonce",
        "audience",
        "issuer",
        "expired",
        "signature",
        "kid",
        "unsigned",
        "shared secret",
        "userinfo",
    ],
)
def test_a_bent_answer_is_refused_and_nobody_is_made(client, provider, bend):
    provider.bend = bend
    page = come_back(client)
    assert page.status_code == 400 and "Chưa đăng nhập được" in page.text
    assert not signed_in(client) and not Person.objects.exists()


def test_an_answer_given_to_another_browser_is_refused(client, provider):
    theirs = go(Client())
    client.get(START)
    assert client.get(theirs).status_code == 400 and not Person.objects.exists()


def test_an_answer_serves_once(client, provider):
    back = go(client)
    assert client.get(back).status_code == 302
    client.post("/dang-xuat/")
    assert client.get(back).status_code == 400


def test_a_changed_verifier_is_refused_by_the_provider(client, provider):
    back = go(client)
    session = client.session
    session["oidc"] = {**session["oidc"], "verifier": "another"}
    session.save()
    assert client.get(back).status_code == 400


def test_the_session_key_changes(client, provider):
    back = go(client)
    before = client.session.session_key
    client.get(back)
    assert client.session.session_key != before and "oidc" not in client.session


def test_pressing_cancel_is_said_kindly(client, provider):
    client.get(START)
    state = client.session["oidc"]["state"]
    page = client.get("/dang-nhap/dinh-danh/ve/", {"error": "access_denied", "state": state})
    assert page.status_code == 400 and "Chưa có gì thay đổi" in page.text


@pytest.mark.parametrize("server", ["http://127.0.0.1:1", "bent discovery"])
def test_a_provider_that_is_away_or_speaks_for_another_is_said_so(client, provider, settings, server):
    if server == "bent discovery":
        provider.bend = "discovery"
    else:
        settings.OIDC = {**settings.OIDC, "server": server}
    assert client.get(START).status_code == 503


def test_where_none_is_configured_there_is_no_button_and_no_page(client, settings):
    settings.OIDC = {"name": "VNeID", "server": "", "client_id": "", "client_secret": ""}
    assert "dinh-danh" not in client.get("/dang-nhap/").text
    assert client.get(START).status_code == 404
