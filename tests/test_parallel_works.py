"""Fifty at once against a real server: one token is one line of the account; one confirmation is one confirmation."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from uuid import uuid4

from tests.crowd import post, python

MAKE = """
import django; django.setup()
from datetime import timedelta
from uuid import uuid4
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import standing_of
from danchu.ground.people.models import Person, PostHeld
from danchu.ground.people.stays import SessionStore
from danchu.mechanisms.works import actions, work_actions
from danchu.mechanisms.works.rules import Need

now = timezone.now()
today = timezone.localdate()
body = Unit.objects.get(code="le-khoi.ubnd")
village = Unit.objects.create(code="le-khoi.kp1", name="KP1", full_name="Khu phố 1", folded="kp1", level="body",
                              family="residential", serves=body.serves)
def official(name, role, unit):
    person = Person.objects.create(name=name, is_official=True, email=f"{role}@le-khoi.example",
                                   joined_at=now)
    PostHeld.objects.create(person=person, unit=unit, role=role, title=role, held_from=today - timedelta(days=9))
    return person
def session(person):
    made = SessionStore()
    made[SESSION_KEY], made[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    made[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    made.create()
    return made.session_key
keeper, looker = official("Minh", "reception", body), official("Sau", "inspector", village)
by = {"by": standing_of(keeper, today), "now": now}
said = work_actions.Proposal("Hẻm 12", "Hẻm 12", body, (work_actions.Wanted(Need.MONEY, "Tiền", 9_000_000),))
work = work_actions.propose(said, token=uuid4(), **by)
work = work_actions.agree(work, decision="Nghị quyết 02", decided_on=today, **by)
work = work_actions.collect(work, **by)
c = actions.promise(actions.Promise("Nạo vét", "KP1", "Hết ngập", body, today + timedelta(days=9)), token=uuid4(), **by)
c = actions.report_done(c, text="Đã xong.", **by)
print(session(keeper), session(looker), work.code, work.needs.get().pk, c.code, c.version, today)
"""
COUNT = """
import django; django.setup()
from danchu.ground.journal.models import Entry
from danchu.mechanisms.works.models import AccountEntry, CommunityWork, Commitment, ScoreCount
verbs = list(Entry.objects.values_list("verb", flat=True))
work, promise = CommunityWork.objects.get(), Commitment.objects.get()
print(AccountEntry.objects.count(), verbs.count("enter"), work.income, work.balance, work.needs.get().received,
      work.entries_made, verbs.count("confirm"), promise.state, sum(ScoreCount.objects.values_list("n", flat=True)))
"""
CSRF = "k" * 32


def _cookies(session: str) -> str:
    return f"danchu={session}; csrftoken={CSRF}"


def _seen(port: int, path: str, session: str) -> int:
    """The session's first page: it notes that it is awake, and shows that it is signed in."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Cookie": _cookies(session)})
    return connection.getresponse().status


def test_fifty_entries_with_one_token_are_one_line_and_fifty_confirmations_are_one(server):
    port, env = server
    keeper, looker, work, need, promise, version, today = python(env, "-c", MAKE).split()
    account, case = f"/ban-lam-viec/cam-ket/viec-chung/{work}/", f"/ban-lam-viec/cam-ket/{promise}/"
    assert _seen(port, account, keeper) == _seen(port, case, looker) == 200
    line = {"csrfmiddlewaretoken": CSRF, "entry-token": str(uuid4()), "entry-need": need, "entry-side": "received",
            "entry-amount": "5000000", "entry-about": "Đợt 1", "entry-receipt": "PT-01", "entry-on": today}
    with ThreadPoolExecutor(50) as crowd:
        entered = list(crowd.map(lambda _: post(port, f"{account}ghi-so/", line, _cookies(keeper)), range(50)))
    assert {status for status, _to, _c in entered} == {302}, entered[:3]
    assert python(env, "-c", COUNT).split()[:6] == ["1", "1", "5000000", "5000000", "5000000", "1"]

    said = {"csrfmiddlewaretoken": CSRF, "version": version, "confirm-text": "Đã xem tận nơi."}
    with ThreadPoolExecutor(50) as crowd:
        looked = list(crowd.map(lambda _: post(port, f"{case}xac-nhan/", said, _cookies(looker)), range(50)))
    assert {status for status, _to, _c in looked} <= {302, 409}, looked[:3]
    assert 302 in {status for status, _to, _c in looked}
    assert python(env, "-c", COUNT).split()[6:] == ["1", "confirmed", "1"]
