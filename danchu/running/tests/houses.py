"""Whole installations for tests: what is backed up in one comes back in another."""

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.ready_made import tables
from tests.warm import warm

CASES = """
from datetime import UTC, date, datetime
from django.db import transaction
from danchu.ground.journal.models import Audience, Link
from danchu.ground.journal.writing import link, write
from danchu.ground.offices.models import CalendarDay, Unit
from danchu.ground.people.models import Person
at = datetime(2026, 2, 5, 1, 2, 3, 456789, tzinfo=UTC)
with transaction.atomic():
    lan = Person.objects.create(name="Lan", email="lan@vi-du.vn", joined_at=at)
    ward = Unit.objects.create(code="le-khoi", family="territory", level="commune", name="Lê Khôi",
                               full_name="Phường Lê Khôi", folded="phuong le khoi")
    CalendarDay.objects.create(unit=ward, day=date(2026, 12, 31), kind="holiday", name="nghỉ", source="CV 1")
    for n in range(1203):
        write(f"KN-{n}", "submit", at=at, role="sender", audience=Audience.PUBLIC, by=lan, unit=ward,
              text="Hẻm 47 ngập “mỗi” khi mưa\\n", about={"z": 1, "a": ["ớ", None, 0.1]})
    link("KN-1", "KN-2", "merged_into", at=at)
from danchu.ground.search.index import enter_waiting, put
put("petition", "KN-1", None, at.date(), "Hẻm 47 ngập", "")
enter_waiting()
"""


class House:
    """One installation: a folder of its own, a database of its own, the real command."""

    def __init__(self, folder: Path, doors: ExitStack, database: str | None = None):
        self.folder = folder
        folder.mkdir()
        self.environment = os.environ | {
            "DANCHU_DEMO": "1", "DANCHU_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "danchu.settings"}
        self.environment.pop("DATABASE_URL", None)
        if database:
            self.environment["DATABASE_URL"] = database
        else:
            tables(folder)
        bin = Path(tempfile.mkdtemp(prefix="danchu-bin-"))
        doors.callback(shutil.rmtree, bin)
        self.command = doors.enter_context(warm(self.environment, bin))

    def journal(self) -> int:
        with sqlite3.connect(self.folder / "danchu.sqlite3") as database:
            return database.execute("SELECT count(*) FROM journal_entry").fetchone()[0]

    def danchu(self, *words: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run([self.command, *words], env=self.environment, text=True,
                              capture_output=True)
        assert done.returncode in (0, 2), done.stderr
        return done

    def python(self, code: str) -> str:
        return subprocess.run([self.command, "manage", "shell", "-v", "0", "-c", code],
                              env=self.environment, text=True, capture_output=True, check=True).stdout.strip()


def chain_of(house: House, archive: Path) -> dict:
    assert house.danchu("backup", str(archive)).returncode == 0
    with tarfile.open(archive) as tar:
        return json.load(tar.extractfile("manifest.json"))
