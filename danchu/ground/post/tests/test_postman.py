"""Every letter arrives at least once, whatever happens to servers and postmen; nobody's fault holds up
another.
"""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from danchu.ground.journal.models import Audience
from danchu.ground.journal.writing import write
from danchu.ground.post import postman
from danchu.ground.post.models import Delivery, State
from danchu.ground.post.postman import Counts, collect, deliver, resend
from danchu.ground.post.tests.server import MailServer

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    settings.MECHANISMS = [
        "danchu.ground.post.tests.cases",
        "danchu.ground.files.tests.cases",
    ]  # one says nothing
    settings.VAR = tmp_path


@pytest.fixture
def server(settings):
    with MailServer() as running:
        settings.SMTP_URL = running.url
        yield running


def _happened(*to, code="TT-26-ABC", **about):
    with transaction.atomic():
        return write(
            code,
            "answer",
            at=NOW,
            role="handler",
            audience=Audience.PARTIES,
            about={"to": [list(t) for t in to]} | about,
        )


def _states():
    return list(Delivery.objects.order_by("id").values_list("to", "state"))


def test_what_happens_becomes_a_letter_and_is_sent_once(server):
    _happened(("email", "lan@example.vn"))
    assert collect(NOW) == 1 and collect(NOW) == 0
    assert deliver(NOW) == Counts(sent=1) and deliver(NOW) == Counts()
    (letter,) = server.letters
    assert letter["To"] == "lan@example.vn" and letter["Subject"] == "Đơn TT-26-ABC"
    assert letter.get_content() == "Đã có trả lời.\r\n" and letter["Auto-Submitted"] == "auto-generated"
    row = Delivery.objects.get()
    assert (row.state, row.sent_at, row.attempts) == (State.SENT, NOW, 1)


def test_the_same_address_twice_gets_one_letter(server):
    _happened(("email", "lan@example.vn"), ("email", "lan@example.vn"))
    collect(NOW)
    assert deliver(NOW) == Counts(sent=1)


def test_a_dead_server_loses_nothing_and_costs_one_try(settings):
    with MailServer() as running:
        settings.SMTP_URL, port = running.url, running.port
    for n in range(120):
        _happened(("email", f"a{n}@example.vn"), ("sms", f"0900000{n:03}"))
    collect(NOW)
    assert deliver(NOW) == Counts(sent=50, waiting=50)  # the text messages went all the same
    assert deliver(NOW) == Counts(sent=50)  # nobody knocks at the dead server's door again so soon
    assert set(Delivery.objects.filter(channel="email").values_list("state", "attempts", "leased_until")) == {
        (State.WAITING, 0, None)
    }
    with MailServer(port) as running:
        later = NOW + timedelta(minutes=6)
        assert sum(deliver(later).sent for _ in range(3)) == 140
        assert len({x["To"] for x in running.letters}) == len(running.letters) == 120


def test_one_bad_address_stops_no_other(server):
    _happened(
        ("email", "gone@example.vn"),
        ("email", "not an address"),
        ("email", "later@example.vn"),
        ("email", "x@example.vn\r\nBcc: y@example.vn"),
        ("email", "lan@example.vn"),
    )
    collect(NOW)
    assert deliver(NOW) == Counts(sent=1, waiting=1, failed=3)
    assert dict(_states()) == {
        "gone@example.vn": State.GONE,
        "not an address": State.GONE,
        "later@example.vn": State.WAITING,
        "x@example.vn\r\nBcc: y@example.vn": State.GONE,
        "lan@example.vn": State.SENT,
    }


def test_who_is_put_off_again_and_again_is_given_up_in_the_end(server):
    _happened(("email", "later@example.vn"))
    collect(NOW)
    now, rounds = NOW, []
    for minutes in (*postman.WAIT_MINUTES, 0, 0):
        rounds.append(deliver(now))
        now += timedelta(minutes=minutes)
    assert rounds[-2:] == [Counts(failed=1), Counts()] and set(rounds[:-2]) == {Counts(waiting=1)}
    assert _states() == [("later@example.vn", State.FAILED)]


def test_headers_cannot_be_broken_out_of(server):
    _happened(("email", "lan@example.vn"), code="TT\r\nBcc: all@e.vn")
    collect(NOW)
    deliver(NOW)
    assert server.letters[0]["Bcc"] is None and server.letters[0]["Subject"] == "Đơn TT Bcc: all@e.vn"


def test_a_row_nobody_can_tell_is_set_aside_and_can_be_told_later(server):
    _happened(("email", "a@example.vn"))
    broken = _happened(broken=True)
    _happened(("email", "b@example.vn"))
    assert collect(NOW) == 3
    assert deliver(NOW) == Counts(sent=2)
    assert Delivery.objects.get(entry=broken).state == State.FAILED
    with pytest.raises(KeyError):
        resend(broken.pk, NOW)


def test_sending_again_is_a_query(server):
    entry = _happened(("email", "lan@example.vn"))
    collect(NOW)
    deliver(NOW)
    assert resend(entry.pk, NOW) == 1 and resend(10**9, NOW) == 0
    assert deliver(NOW) == Counts(sent=1)
    first, second = server.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_a_postman_who_dies_after_sending_sends_again_with_the_same_mark(server):
    _happened(("email", "lan@example.vn"))
    collect(NOW)
    rows = postman._lease(
        postman.Channel.EMAIL, NOW, 50
    )  # what a killed postman leaves: a lease, a letter gone
    with postman.mail_carrier() as carrier:
        carrier.send(postman.Parcel(postman.mark_of(rows[0]), rows[0].to, rows[0].subject, rows[0].body))
    assert deliver(NOW + timedelta(minutes=9)) == Counts()
    assert deliver(NOW + timedelta(minutes=11)) == Counts(sent=1)
    first, second = server.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_without_a_server_letters_are_files(settings, tmp_path):
    settings.SMTP_URL = ""
    entry = _happened(("email", "lan@example.vn"), ("sms", "0901234567"))
    collect(NOW)
    assert deliver(NOW) == Counts(sent=2)
    (letter,), (sms,) = (tmp_path / "letters").iterdir(), (tmp_path / "sms").iterdir()
    assert b"To: lan@example.vn" in letter.read_bytes() and sms.read_text() == "0901234567\nDa co tra loi.\n"
    resend(entry.pk, NOW)
    assert deliver(NOW) == Counts(sent=2) and len(list((tmp_path / "letters").iterdir())) == 1


POSTMEN = """
import os, signal, sys
import django
django.setup()
from datetime import UTC, datetime, timedelta
from danchu.ground.post import postman
from django.core.management import call_command
from django.db import transaction
from danchu.ground.journal.writing import write


def go(how):
    now = datetime.now(UTC)
    if how == "die":
        postman._note = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)
    if how == "later":
        now += timedelta(minutes=20)
    if how == "fill":
        call_command("migrate", verbosity=0)
        with transaction.atomic():
            for n in range(60):
                write("TT-26-A", "answer", at=now, role="handler", audience="parties",
                      about={"to": [["email", f"a{n}@example.vn"]]})
        postman.collect(now)
    else:
        while postman.deliver(now, at_most=7).sent:
            pass


def started(how):
    pid = os.fork()  # a process of its own, but what it imports is there already
    if pid:
        return pid
    try:
        go(how)
        os._exit(0)
    finally:
        os._exit(1)


for line in sys.stdin:
    ended = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in [started(how) for how in line.split()]]
    print(*ended, flush=True)
"""


@pytest.fixture
def postmen(tmp_path, server, settings):
    """Postmen as processes of their own, on a database of their own."""
    name = f"postmen_{os.getpid()}_{tmp_path.name[-8:].strip('_')}".lower().replace("-", "_")
    url = f"sqlite:///{tmp_path / 'post.sqlite3'}"
    if connection.vendor == "postgresql":
        if "DATABASE_URL" not in os.environ:
            pytest.skip("cần DATABASE_URL để mở cơ sở dữ liệu thứ hai")
        url = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
        _as_owner(f'CREATE DATABASE "{name}"')
    plan = tmp_path / "plan.py"
    plan.write_text(
        "from tests.settings import *\nMECHANISMS = ['danchu.ground.post.tests.cases']\n"
        "INSTALLED_APPS = [a for a in INSTALLED_APPS if '.mechanisms.' not in a]\n"
        "ROOT_URLCONF = 'danchu.ground.files.urls'\n"
    )
    root = Path(__file__).parents[4]
    env = os.environ | {
        "DATABASE_URL": url,
        "DANCHU_SMTP": server.url,
        "DJANGO_SETTINGS_MODULE": "plan",
        "DANCHU_TEST_VAR": str(tmp_path),
        "PYTHONPATH": f"{tmp_path}{os.pathsep}{root}",
    }
    with subprocess.Popen([sys.executable, "-c", POSTMEN], env=env, cwd=root, text=True, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as running:

        def at_once(*each):
            """How each of them ended."""
            print(*each, file=running.stdin, flush=True)
            return [int(code) for code in running.stdout.readline().split()]

        yield at_once
    if connection.vendor == "postgresql":
        _as_owner(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _as_owner(statement):
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as line:
        line.execute(statement)


@pytest.mark.slow
def test_a_killed_postman_sends_twice_and_two_at_once_send_once(postmen, server):
    assert postmen("fill") == [0]
    assert postmen("die") == [-9]
    (doomed,) = server.letters  # it went out, and nobody noted it
    assert postmen("work", "work") == [0, 0]
    marks = [x["Message-ID"] for x in server.letters]
    assert len(marks) == len(set(marks)) == 60 - 6  # seven were in the dead one's bag, one of them delivered
    assert postmen("later") == [0]
    marks = [x["Message-ID"] for x in server.letters]
    assert len(set(marks)) == 60 and marks.count(doomed["Message-ID"]) == 2 and len(marks) == 61
