"""What was backed up comes back the same, on either engine; anything less is refused whole."""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.postgres import find_server, temporary_postgres
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
FIND = "from danchu.ground.search.asking import ask; print(*ask('ngap').codes)"
ADD_ONE = """
from datetime import UTC, datetime
from django.db import transaction
from danchu.ground.journal.writing import write
with transaction.atomic():
    print(write("KN-9", "receive", at=datetime.now(UTC), role="reception", audience="public").pk)
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
        if database:
            self.danchu("manage", "migrate", "-v", "0")

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


@pytest.fixture(scope="module")
def doors():
    """What is closed when the last test of this module is done."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(scope="module")
def first(tmp_path_factory, doors):
    """A house with cases and one attached file, and its archive."""
    house = House(tmp_path_factory.mktemp("first") / "var", doors)
    house.python(CASES)
    (house.folder / "files" / "ab").mkdir(parents=True)
    (house.folder / "files" / "ab" / "ab12").write_bytes(b"\x89PNG" * 1000)
    house.archive = house.folder / "sao-luu.tar.gz"
    said = house.danchu("backup", str(house.archive))
    assert said.returncode == 0, said.stderr
    return house


@pytest.fixture(scope="module")
def empty(tmp_path_factory, doors):
    """A house just migrated. A refused restore leaves it so, and the next test relies on that."""
    return House(tmp_path_factory.mktemp("empty") / "var", doors)


def chain_of(house: House, archive: Path) -> dict:
    assert house.danchu("backup", str(archive)).returncode == 0
    with tarfile.open(archive) as tar:
        return json.load(tar.extractfile("manifest.json"))


def edited(archive: Path, into: Path, name: str, change) -> Path:
    """The same archive with one of its entries changed."""
    with tarfile.open(archive) as old, tarfile.open(into, "w:gz") as new:
        for entry in old:
            content = old.extractfile(entry).read()
            if entry.name == name:
                content = change(content)
                entry.size = len(content)
            new.addfile(entry, io.BytesIO(content))
    return into


def test_what_was_backed_up_comes_back_the_same(first, doors, tmp_path):
    second = House(tmp_path / "var", doors)
    said = second.danchu("restore", str(first.archive))
    assert said.returncode == 0, said.stderr
    again = chain_of(second, tmp_path / "again.tar.gz")
    with tarfile.open(first.archive) as tar:
        before = json.load(tar.extractfile("manifest.json"))
    assert again["journal"] == before["journal"]
    assert again["journal"]["count"] == 1203
    assert again["tables"] == before["tables"]
    assert second.python(FIND) == "KN-1", "what is found again without an index in the archive"
    assert (second.folder / "files/ab/ab12").read_bytes() == b"\x89PNG" * 1000


@pytest.mark.skipif(not find_server(), reason="PostgreSQL không được cài (apt install postgresql)")
def test_an_archive_of_sqlite_moves_into_postgresql_and_goes_on_counting(first, tmp_path):
    with temporary_postgres() as database, ExitStack() as doors:
        second = House(tmp_path / "var", doors, database)
        said = second.danchu("restore", str(first.archive))
        assert said.returncode == 0, said.stderr
        with tarfile.open(first.archive) as tar:
            before = json.load(tar.extractfile("manifest.json"))
        assert chain_of(second, tmp_path / "again.tar.gz")["journal"] == before["journal"]
        assert second.python(ADD_ONE) == "1204"


def test_a_database_in_use_is_never_restored_over(first):
    said = first.danchu("restore", str(first.archive))
    assert said.returncode == 2
    assert "không trống" in said.stderr


def test_an_edited_journal_is_refused_whole(first, empty, tmp_path):
    table = "tables/journal.entry.jsonl"
    forged = edited(first.archive, tmp_path / "forged.tar.gz", table,
                    lambda lines: lines.replace(b"KN-700", b"KN-007"))
    said = empty.danchu("restore", str(forged))
    assert said.returncode == 2
    assert "chuỗi nhật ký" in said.stderr
    assert empty.journal() == 0


@pytest.mark.parametrize("name, change", [
    ("files/ab/ab12", lambda content: content[:-1] + b"?"),
    ("tables/people.person.jsonl", lambda lines: lines.splitlines(keepends=True)[0]),
    ("tables/journal.link.jsonl", lambda lines: b""),
    ("manifest.json", lambda said: said.replace(b'"format": 1', b'"format": 9')),
])
def test_a_damaged_archive_is_refused_in_one_line(first, empty, tmp_path, name, change):
    said = empty.danchu("restore", str(edited(first.archive, tmp_path / "bad.tar.gz", name, change)))
    assert said.returncode == 2
    assert len(said.stderr.strip().splitlines()) == 1
    assert empty.journal() == 0
    assert not (empty.folder / "files").exists()


def test_a_torn_archive_is_refused(first, empty, tmp_path):
    torn = tmp_path / "torn.tar.gz"
    torn.write_bytes(first.archive.read_bytes()[:-500])
    assert empty.danchu("restore", str(torn)).returncode == 2
    assert empty.journal() == 0


def test_an_archive_is_never_overwritten_and_is_for_its_owner_only(first):
    assert first.danchu("backup", str(first.archive)).returncode == 2
    assert first.archive.stat().st_mode & 0o077 == 0
