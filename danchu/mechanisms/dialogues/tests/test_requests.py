"""Voters ask for a dialogue: the tenth of the law in whole numbers, one signature a person, names nowhere."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from danchu.conftest import Cast
from danchu.ground.files.cleaning import clean_upload
from danchu.ground.files.models import Attachment
from danchu.ground.files.tests.making import picture
from danchu.ground.journal.models import Entry
from danchu.ground.people.access import NOBODY, Standing
from danchu.ground.people.models import Person
from danchu.law.calendar import Calendar
from danchu.law.shares import DIALOGUE_ON_REQUEST
from danchu.mechanisms.dialogues import actions, clock, request_actions
from danchu.mechanisms.dialogues.actions import NotTheirs, Refused
from danchu.mechanisms.dialogues.models import Dialogue, DialogueRequest, Signature
from danchu.mechanisms.dialogues.notices import letters_for
from danchu.mechanisms.dialogues.request_actions import Wanted
from danchu.mechanisms.dialogues.request_rules import RequestState
from danchu.mechanisms.dialogues.rules import Kind
from danchu.mechanisms.dialogues.tests.stories import meeting, planned
from danchu.mechanisms.dialogues.tests.test_desk import signed_in

HERE = "/de-nghi-doi-thoai/"
DESK = "/ban-lam-viec/doi-thoai/de-nghi/"


def opened(cast: Cast, voters: int = 20, **more: object) -> DialogueRequest:
    now = timezone.now()
    wanted = Wanted("Đối thoại về rác", "Rác không được gom ba tuần.", "Chi hội Phụ nữ khu phố 3", voters,
                    "Danh sách cử tri số 12", now.date() - timedelta(days=3))
    return request_actions.open_request(wanted, body=cast.body, token=uuid4(), by=cast.minh, now=now,
                                        **more)  # type: ignore[arg-type]


def scan(name: str = "a.jpg", size: tuple[int, int] = (640, 480)) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(size=size), "image/jpeg")


def enter(r: DialogueRequest, cast: Cast, n: int, serial: str = "01", size: tuple[int, int] = (640, 480)) -> None:
    request_actions.enter_sheet(r, serial=serial, n=n, scan=clean_upload(scan(size=size)), by=cast.minh,
                                now=timezone.now())


@pytest.mark.parametrize(("n", "of", "enough"), [
    (9, 95, False), (10, 95, True), (10, 100, True), (9, 100, False), (1, 10, True), (0, 1, False), (0, 0, False),
    (1_234, 12_345, False), (1_235, 12_345, True)])
def test_a_tenth_is_counted_in_whole_people(n, of, enough):
    assert DIALOGUE_ON_REQUEST.reached(n, of) is enough
    assert not of or DIALOGUE_ON_REQUEST.reached(DIALOGUE_ON_REQUEST.needed(of), of)
    assert not DIALOGUE_ON_REQUEST.reached(DIALOGUE_ON_REQUEST.needed(of) - 1, of)


def test_the_signature_that_makes_enough_meets_it_and_the_head_hears(cast):
    r, now = opened(cast), timezone.now()
    request_actions.sign(r, by=cast.lan, now=now)
    request_actions.sign(r, by=cast.lan, now=now)  # pressed twice
    r.refresh_from_db()
    assert (r.online_n, r.state) == (1, RequestState.OPEN)
    request_actions.sign(r, by=cast.bay, now=now)
    r.refresh_from_db()
    assert (r.online_n, r.state) == (2, RequestState.MET)
    told = letters_for(list(Entry.objects.filter(subject=r.code)))
    assert {letter.person_id for _entry, letter in told} == {cast.minh.person.pk, cast.hoa.person.pk}


def test_a_signature_can_be_withdrawn_until_there_are_enough(cast):
    r, now = opened(cast), timezone.now()
    request_actions.sign(r, by=cast.lan, now=now)
    request_actions.withdraw_signature(r, by=cast.lan, now=now)
    r.refresh_from_db()
    assert (r.online_n, Signature.objects.count()) == (0, 0)
    with pytest.raises(Refused):
        request_actions.withdraw_signature(r, by=cast.lan, now=now)
    enter(r, cast, 1)
    request_actions.sign(r, by=cast.lan, now=now)
    with pytest.raises(Refused):
        request_actions.withdraw_signature(r, by=cast.lan, now=now)


def test_nobody_signs_without_an_account_and_no_row_and_no_line_names_a_signer(cast):
    r, now = opened(cast, 100), timezone.now()
    with pytest.raises(NotTheirs):
        request_actions.sign(r, by=NOBODY, now=now)
    request_actions.sign(r, by=cast.lan, now=now)
    assert not [f for f in Signature._meta.get_fields() if f.related_model is Person]
    assert Entry.objects.get(subject=r.code, verb="sign").by is None


def test_the_database_keeps_one_signature_a_person(cast):
    r, now = opened(cast), timezone.now()
    kept = request_actions.sign(r, by=cast.lan, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(request=r, key=kept.key, level=kept.level, signed_at=now)


def test_who_has_an_electronic_identity_signs_at_that_level(cast):
    r, now = opened(cast, 100), timezone.now()
    named = Person.objects.create(email="vneid@thu.vn", verified_by="vneid", joined_at=now)
    assert request_actions.sign(r, by=Standing(named), now=now).level == "identity"
    assert request_actions.sign(r, by=cast.lan, now=now).level == "contact"


def test_a_sheet_is_entered_once_by_its_number_and_by_its_scan(cast):
    r = opened(cast, 1000)
    enter(r, cast, 40)
    with pytest.raises(Refused):
        enter(r, cast, 40, size=(320, 240))  # the same number
    with pytest.raises(Refused):
        enter(r, cast, 40, serial="02")  # the same scan
    r.refresh_from_db()
    assert (r.paper_n, r.sheets.count(), Attachment.objects.filter(subject=r.code).count()) == (40, 1, 1)
    with pytest.raises(Refused):
        enter(r, cast, 961, serial="03", size=(100, 90))  # more than there are voters
    enter(r, cast, 60, serial="04", size=(90, 90))
    r.refresh_from_db()
    assert r.state == RequestState.MET


def test_a_scan_bears_names_and_only_the_office_reads_it(cast):
    r = opened(cast, 1000)
    enter(r, cast, 4)
    paper = Attachment.objects.get(subject=r.code)
    path = f"/tep/{paper.pk}/{paper.name}"
    assert [c.get(path).status_code for c in (Client(), signed_in(cast.lan), signed_in(cast.minh))] == [404, 404, 200]


def test_a_dialogue_on_request_needs_a_request_that_is_met(cast):
    r, now = opened(cast, 10), timezone.now()
    start = now + timedelta(days=20)
    said = meeting(kind=Kind.ON_REQUEST, starts_at=start, ends_at=start + timedelta(hours=2))
    by = {"body": cast.body, "by": cast.minh, "calendar": Calendar.official(), "now": now}
    with pytest.raises(Refused):
        actions.plan(said, token=uuid4(), **by)
    with pytest.raises(Refused):
        actions.plan(said, token=uuid4(), on_request=r, **by)
    request_actions.sign(r, by=cast.lan, now=now)
    r.refresh_from_db()
    d = actions.plan(said, token=uuid4(), on_request=r, **by)
    assert d.on_request == r
    with pytest.raises(Refused):  # another kind answers no request
        actions.plan(meeting(), token=uuid4(), on_request=r, **by)
    with pytest.raises(Refused):  # what is met ends only with its dialogue
        request_actions.close_request(r, why="Thôi.", by=cast.hoa, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dialogue.objects.filter(pk=d.pk).update(on_request=None)


def test_a_dialogue_of_another_kind_never_becomes_one_on_request(cast, thursday):
    d = planned(cast, thursday)
    with pytest.raises(Refused):
        actions.change(d, said=meeting(kind=Kind.ON_REQUEST), by=cast.minh, calendar=Calendar.official(), now=thursday)


def test_the_clock_ends_it_after_its_last_day_and_no_sooner(cast):
    now = timezone.now()
    r = opened(cast, 100, open_until=timezone.localdate() + timedelta(days=5))
    assert clock._expire((now + timedelta(days=5)).date(), now + timedelta(days=5)) == 0
    late = now + timedelta(days=6)
    with pytest.raises(Refused):
        request_actions.sign(r, by=cast.lan, now=late)
    assert clock._expire(timezone.localtime(late).date(), late) == 1
    r.refresh_from_db()
    assert r.state == RequestState.EXPIRED


def test_only_the_head_ends_it_and_says_why_in_public(cast):
    r, now = opened(cast), timezone.now()
    with pytest.raises(NotTheirs):
        request_actions.close_request(r, why="Đã giải quyết.", by=cast.minh, now=now)
    with pytest.raises(Refused):
        request_actions.close_request(r, why=" ", by=cast.hoa, now=now)
    request_actions.close_request(r, why="Đã giải quyết.", by=cast.hoa, now=now)
    assert "Đã giải quyết." in Client().get(f"{HERE}{r.code}/").content.decode()


def test_the_whole_way_by_pages_alone(cast, settings):
    clerk, lan = signed_in(cast.minh), signed_in(cast.lan)
    typed = {"title": "Đối thoại về rác", "text": "Rác.", "asked_by": "Chi hội", "voters": "20", "token": str(uuid4()),
             "voters_source": "Danh sách 12", "voters_on": timezone.localdate().isoformat()}
    assert clerk.post(DESK, typed | {"voters": "0"}).status_code == 422
    clerk.post(DESK, typed)
    clerk.post(DESK, typed)
    r = DialogueRequest.objects.get()
    away = Client().get(f"{HERE}{r.code}/ky/")
    assert away.status_code == 302 and "dang-nhap" in away.url
    assert lan.get(f"{HERE}{r.code}/da-ky/").status_code == 404
    assert lan.post(f"{HERE}{r.code}/ky/", {}).status_code == 422
    assert lan.post(f"{HERE}{r.code}/ky/", {"voter": "on"}).url == f"{HERE}{r.code}/da-ky/"
    assert r.code in lan.get(f"{HERE}{r.code}/da-ky/").content.decode()
    there = f"{DESK}{r.code}/"
    assert clerk.post(f"{there}phieu/", {"serial": "01", "n": "1"}).status_code == 422
    assert clerk.post(f"{there}phieu/", {"serial": "01", "n": "1", "scan": scan()}).status_code == 302
    r.refresh_from_db()
    assert r.state == RequestState.MET
    link = f"/ban-lam-viec/doi-thoai/moi/?de-nghi={r.code}"
    assert link in clerk.get(there).content.decode() and "Rác." in clerk.get(link).content.decode()
    start = timezone.localtime(timezone.now() + timedelta(days=20)).replace(hour=8, minute=0)
    said = {"kind": "on_request", "title": "Đối thoại", "theme": "Rác.", "place": "Hội trường", "de-nghi": r.code,
            "starts_at": start.strftime("%Y-%m-%dT%H:%M"), "token": str(uuid4()),
            "ends_at": (start + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")}
    assert clerk.post("/ban-lam-viec/doi-thoai/moi/", said | {"de-nghi": ""}).status_code == 422
    clerk.post("/ban-lam-viec/doi-thoai/moi/", said)
    assert Dialogue.objects.get().on_request == r
    for path, client in ((HERE, Client()), (f"{HERE}{r.code}/", Client()), (DESK, clerk), (there, clerk)):
        with CaptureQueriesContext(connection) as asked_for:
            assert client.get(path).status_code == 200
        assert len(asked_for) <= 6 + 3 * (client is clerk), [q["sql"][:120] for q in asked_for]
