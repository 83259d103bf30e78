"""Sign-in letters: carried at once, kept while the server is away, never twice by two postmen."""

import socket
from datetime import UTC, datetime, timedelta

import pytest

from danchu.ground.people import codes, urgent
from danchu.ground.people.addresses import Address, Kind
from danchu.ground.people.models import UrgentLetter
from danchu.ground.post.tests.server import MailServer
from danchu.ground.post.urgent import hurry

NOW = datetime(2026, 3, 3, 5, tzinfo=UTC)
LAN, PHONE = Address(Kind.EMAIL, "lan@vidu.vn"), Address(Kind.PHONE, "0912345678")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR = tmp_path


class DeadGateway:
    def __enter__(self):
        raise RuntimeError("the operator is away")

    def __exit__(self, *_):
        """Nothing to close."""


def test_a_code_goes_by_mail_server_and_nothing_of_it_stays(settings):
    with MailServer() as server:
        settings.SMTP_URL = server.url
        sent = codes.send(LAN, NOW)
        assert hurry(NOW) == 1 and hurry(NOW) == 0
    (letter,) = server.letters
    assert letter["To"] == "lan@vidu.vn" and sent.code in letter["Subject"]
    assert not UrgentLetter.objects.exists()


def test_a_dead_server_loses_no_code_and_rests_half_a_minute(settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and nobody listens
        settings.SMTP_URL = f"smtp://127.0.0.1:{taken.getsockname()[1]}"
        codes.send(LAN, NOW)
        assert hurry(NOW) == 0 and urgent.held_up(Kind.EMAIL, NOW)
        codes.send(LAN, NOW)
        assert hurry(NOW) == 0
    assert sorted(UrgentLetter.objects.values_list("attempts", flat=True)) == [0, 1]  # the second did not wait for it
    with MailServer() as server:
        settings.SMTP_URL = server.url
        assert hurry(NOW + timedelta(seconds=29)) == 0
        assert hurry(NOW + timedelta(seconds=31)) == 2
    assert not urgent.held_up(Kind.EMAIL, NOW) and len(server.letters) == 2


def test_mail_that_is_away_holds_up_no_text_message(settings):
    settings.SMTP_URL = "smtp://127.0.0.1:1"
    codes.send(LAN, NOW)
    sent = codes.send(PHONE, NOW)
    assert hurry(NOW) == 1
    (text,) = [f.read_text() for f in (settings.VAR / "sms").iterdir()]
    assert text.startswith("0912345678\n") and sent.code in text and text.count("\n") == 2


def test_a_gateway_that_fails_in_its_own_way_is_tried_again(settings):
    settings.SMS_BACKEND = f"{__name__}.DeadGateway"
    codes.send(PHONE, NOW)
    assert hurry(NOW) == 0 and UrgentLetter.objects.get().attempts == 1


def test_an_address_that_is_none_and_a_code_that_died_are_carried_no_further(settings):
    with MailServer() as server:
        settings.SMTP_URL = server.url
        codes.send(Address(Kind.EMAIL, "gone@vidu.vn"), NOW)
        hurry(NOW)
        codes.send(LAN, NOW)
        assert hurry(NOW + codes.LIVES) == 0
    assert not server.letters and not UrgentLetter.objects.exists()


def test_what_one_postman_holds_another_leaves_until_he_is_gone():
    codes.send(LAN, NOW)
    UrgentLetter.objects.update(leased_until=NOW + timedelta(minutes=2))
    assert hurry(NOW + timedelta(minutes=1)) == 0
    assert hurry(NOW + timedelta(minutes=3)) == 1
