"""The worker: a part that fails stops no other, and it stops when told to."""

import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from danchu.running import working
from danchu.running.working import Part
from tests.ready_made import tables


@pytest.mark.django_db
def test_a_part_that_fails_stops_no_other_and_is_told(monkeypatch, caplog):
    done = []

    def broken(now):
        raise ConnectionError("máy chủ thư không trả lời")

    monkeypatch.setattr(working, "require_current_tables", lambda: None)
    monkeypatch.setattr(working, "parts", lambda: [Part("thư", 1, broken), Part("đồng hồ", 1, done.append)])
    assert working.once() == 1
    assert len(done) == 1
    assert "máy chủ thư không trả lời" in caplog.text


@pytest.mark.django_db
def test_a_round_in_an_empty_house_has_nothing_to_complain_of(caplog):
    assert working.once() == 0, caplog.text


def test_every_mechanism_has_its_clock_wound():
    names = [part.name for part in working.parts()]
    assert [n for n in names if "danchu.mechanisms.petitions" in n]
    assert len(names) == len(set(names))


def _rounds_begun(place):
    with sqlite3.connect(place) as database:
        return database.execute("SELECT count(*) FROM journal_reader").fetchone()[0]


def test_it_stops_when_told_to(tmp_path):
    environment = os.environ | {"DANCHU_DEMO": "1", "DANCHU_VAR": str(tmp_path),
                               "DJANGO_SETTINGS_MODULE": "danchu.settings"}
    environment.pop("DATABASE_URL", None)
    tables(tmp_path)
    worker = subprocess.Popen([sys.executable, "-m", "danchu", "work"], env=environment)
    for _ in range(600):
        if _rounds_begun(tmp_path / "danchu.sqlite3"):
            break
        time.sleep(0.1)
    assert worker.poll() is None
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0


def test_what_is_set_for_an_hour_is_looked_for_within_five_seconds():
    news = next(part for part in working.parts() if part.name.endswith("mechanisms.news"))
    assert news.every + working.ROUND < 5
