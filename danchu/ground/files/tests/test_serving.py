"""Files come out only through a view that asks, and what is kept is on the disk before its row."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import TestCase

from danchu.ground.files import storing
from danchu.ground.files.cleaning import clean_upload
from danchu.ground.files.models import Attachment
from danchu.ground.files.tests import making
from danchu.ground.journal.models import Audience
from danchu.ground.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("danchu.ground.files.urls")]
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.MECHANISMS = ["danchu.ground.files.tests.cases"]


@pytest.fixture
def lan():
    return Person.objects.create(name="Lan", email="lan@example.vn", joined_at=NOW)


def _kept(audience, by=None, name="Hẻm 47.jpg", content=None, subject="TT-26-ABC"):
    cleaned = clean_upload(making.upload(name, content or making.picture()))
    return storing.attach(subject, cleaned, audience, by, NOW)


def _address(found):
    return f"/tep/{found.pk}/{found.name}"


def test_a_photo_is_had_small_by_whoever_may_have_it_and_goes_with_it(client, lan, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    found = _kept(Audience.PUBLIC, lan, content=making.picture(size=(1500, 1000)))
    whole, small = (client.get(f"{_address(found)}{asked}") for asked in ("", "?co=nho"))
    assert small.status_code == 200 and small["ETag"] != whole["ETag"]
    assert 0 < len(b"".join(small.streaming_content)) < len(b"".join(whole.streaming_content)) / 2
    assert client.get(f"{_address(_kept(Audience.INTERNAL, lan))}?co=nho").status_code == 404
    copies = [p for p in (tmp_path / "files-nho").rglob("*") if p.is_file()]
    assert len(copies) == 1
    with TestCase.captureOnCommitCallbacks(execute=True):
        storing.remove(found)
    assert not copies[0].exists()


def test_a_public_photo_is_shown_to_all_and_asked_for_each_time(client, lan):
    found = _kept(Audience.PUBLIC, lan)
    answer = client.get(_address(found))
    assert (
        answer.status_code == 200 and b"".join(answer.streaming_content) == storing.where(found).read_bytes()
    )
    assert answer["Content-Type"] == "image/jpeg" and answer["Content-Disposition"].startswith("inline")
    assert answer["Cache-Control"] == "public, no-cache"
    assert client.get(_address(found), headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_file_of_the_parties_is_kept_by_no_cache(client):
    found = _kept(Audience.PARTIES)
    answer = client.get(_address(found), headers={"X-Code": found.subject})
    assert (
        answer.status_code == 200 and answer["Cache-Control"] == "private, no-store" and "ETag" not in answer
    )


def test_a_document_is_saved_never_opened_here(client):
    found = _kept(Audience.PUBLIC, name="Đơn của tôi.pdf", content=making.pdf())
    answer = client.get(_address(found))
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%C4%90%C6%A1n")
    assert answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]


def test_forbidden_missing_and_nobodys_are_the_same_answer(client, settings):
    settings.DEBUG = False
    hidden, nobodys = _kept(Audience.PARTIES), _kept(Audience.PUBLIC, subject="XX-26-ABC")
    lost = _kept(Audience.PUBLIC)
    storing.where(lost).unlink()
    addresses = [
        _address(hidden),
        _address(nobodys),
        _address(lost),
        "/tep/999999/a.jpg",
        f"/tep/{10**40}/a.jpg",
    ]
    answers = [client.get(a) for a in addresses]
    assert {(a.status_code, a.content) for a in answers} == {(404, answers[0].content)}
    assert client.post(_address(hidden)).status_code == 405


def test_what_is_withdrawn_is_not_confirmed_to_a_cache(client):
    found = _kept(Audience.PUBLIC)
    tag = client.get(_address(found))["ETag"]
    Attachment.objects.filter(pk=found.pk).update(audience=Audience.INTERNAL)
    assert client.get(_address(found), headers={"If-None-Match": tag}).status_code == 404


def test_the_stored_name_says_nothing_and_the_row_can_be_checked_against_it():
    found = _kept(Audience.PUBLIC)
    place = storing.where(found)
    assert found.name.partition(".")[0] not in found.path
    assert place.stat().st_size == found.size and not place.stat().st_mode & 0o007


def test_a_full_disk_leaves_neither_row_nor_file(settings, tmp_path):
    settings.MEDIA_ROOT = Path("/proc/no-such-place")
    with pytest.raises(OSError):
        _kept(Audience.PUBLIC)
    assert not Attachment.objects.exists()


def test_files_without_a_row_are_swept_once_they_are_old(tmp_path):
    found = _kept(Audience.PUBLIC)
    old, young = tmp_path / "ab" / "ab1", tmp_path / "ab" / "ab2"
    old.parent.mkdir(exist_ok=True)
    for place in (old, young):
        place.write_bytes(b"x")
    for place in (old, storing.where(found)):
        os.utime(place, times=((NOW - timedelta(hours=9)).timestamp(),) * 2)
    os.utime(young, times=(NOW.timestamp(),) * 2)
    assert storing.sweep_orphans(NOW) == 1
    assert not old.exists() and young.exists() and storing.where(found).exists()


def test_a_removed_file_goes_once_that_is_certain(django_capture_on_commit_callbacks):
    found = _kept(Audience.PUBLIC)
    place = storing.where(found)
    with django_capture_on_commit_callbacks(execute=True):
        storing.remove(found)
        assert place.exists()
    assert not place.exists()
