"""A new holiday moves what is still promised; a server is not started broken."""

import resource
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from danchu.ground.journal.models import Entry
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.offices.models import CalendarDay, Unit
from danchu.ground.people.access import NOBODY
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.rules import Kind
from danchu.running import commands, serving

NEW_DAY = ["add", "2026-12-31", "--name", "Nghỉ bù", "--source", "CV 1/VPCP"]
SENT = datetime(2026, 12, 21, 2, tzinfo=UTC)


@pytest.fixture
def petition(db):
    body = Unit.objects.create(code="le-khoi.ubnd", family="state", level="body", name="Lê Khôi",
                               full_name="UBND phường Lê Khôi", folded="ubnd phuong le khoi")
    said = actions.Submission(kind=Kind.FEEDBACK, title="Ngập", text="Hẻm 47 ngập mỗi khi mưa.", body=body)
    return actions.submit(said, token=UUID(int=1), by=NOBODY, calendar=calendar_for(body), now=SENT)


def test_a_new_holiday_moves_an_open_promise_and_says_both_days(petition, capsys):
    was = petition.due_on
    assert was > date(2026, 12, 31)
    assert commands.holiday(NEW_DAY) == 0
    petition.refresh_from_db()
    assert petition.due_on > was
    said = capsys.readouterr().out
    assert f"{petition.code}: {was:%d/%m/%Y} → {petition.due_on:%d/%m/%Y}" in said
    about = Entry.objects.get(subject=petition.code, verb="recount").about
    assert (about["was"], about["due_on"]) == (was.isoformat(), petition.due_on.isoformat())


def test_a_day_added_by_mistake_goes_and_what_it_moved_comes_back(petition, capsys):
    was = petition.due_on
    commands.holiday(NEW_DAY)
    assert commands.holiday(["list"]) == 0 and NEW_DAY[1] in capsys.readouterr().out
    assert commands.holiday(["remove", NEW_DAY[1]]) == 0
    petition.refresh_from_db()
    assert petition.due_on == was
    assert Entry.objects.filter(subject=petition.code, verb="recount").count() == 2
    assert commands.holiday(["remove", NEW_DAY[1]]) == 2 and "không có trong lịch" in capsys.readouterr().err
    assert commands.holiday(["list"]) == 0 and "Chưa thêm" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize("words, why", [
    (["add", "2040-01-01", "--name", "x", "--source", "y"], "lịch"),
    ([*NEW_DAY, "--unit", "khong-co"], "Không có đơn vị"),
])
def test_what_cannot_be_added_is_refused_in_one_line(words, why, capsys):
    assert commands.holiday(words) == 2
    said = capsys.readouterr().err.strip()
    assert why in said and "\n" not in said
    assert not CalendarDay.objects.exists()


@pytest.mark.django_db
def test_the_same_day_is_not_added_twice(capsys):
    assert commands.holiday(NEW_DAY) == 0
    assert commands.holiday(NEW_DAY) == 2
    assert "đã có" in capsys.readouterr().err


def test_production_without_its_static_files_is_refused(settings, tmp_path):
    settings.DEMO, settings.STATIC_ROOT = False, tmp_path
    with pytest.raises(serving.Refused, match="collectstatic"):
        serving.require_static_files()


@pytest.mark.django_db
def test_an_old_database_is_not_served(capsys):
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="journal").last().delete()
    assert commands.serve([]) == 2
    assert "migrate" in capsys.readouterr().err


BODY = ["add", "vi-du.ubnd", "--type", "Ủy ban nhân dân", "--name", "phường Ví Dụ"]


@pytest.fixture
def ward(db):
    return Unit.objects.create(code="X:26740", family="territory", level="commune", name="Ví Dụ",
                               full_name="Phường Ví Dụ", folded="phuong vi du")


def test_a_body_and_its_office_are_told(ward):
    assert commands.body([*BODY, "--serves", "26740"]) == 0
    office = ["add", "vi-du.kt", "--type", "Phòng", "--name", "Kinh tế", "--under", "vi-du.ubnd"]
    assert commands.body(office) == 0
    office = Unit.objects.get(code="vi-du.kt")
    assert (office.level, office.serves) == ("office", ward)
    assert office.parents.get().parent.full_name == "Ủy ban nhân dân phường Ví Dụ"


@pytest.mark.parametrize("words, why", [
    (BODY, "Cần --serves"),
    ([*BODY, "--serves", "99999"], "Không có đơn vị"),
    (["add", "C:1", *BODY[2:], "--serves", "26740"], "không dùng được"),
])
def test_a_body_without_a_place_is_refused(ward, words, why, capsys):
    assert commands.body(words) == 2
    assert why in capsys.readouterr().err


def test_a_body_is_not_added_twice(ward):
    assert [commands.body([*BODY, "--serves", "26740"]) for _ in range(2)] == [0, 2]


def test_a_hall_of_5000_phones_is_let_in():
    """granian keeps no more connections than its backpressure says, and each is a file of the process."""
    command = serving.granian("127.0.0.1", 8000, 1, 4)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
        serving.allow_open_files()
        allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert int(command[command.index("--backpressure") + 1]) > 5000
    assert allowed == (serving.FILES if hard == resource.RLIM_INFINITY else min(serving.FILES, hard))
