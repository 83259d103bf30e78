"""What was backed up comes back the same, on either engine; anything less is refused whole."""

import io
import json
import tarfile
from pathlib import Path

import pytest

from danchu.running.tests.houses import House, chain_of

FIND = "from danchu.ground.search.asking import ask; print(*ask('ngap').codes)"
@pytest.fixture(scope="module")
def empty(tmp_path_factory, doors):
    """A house just migrated. A refused restore leaves it so, and the next test relies on that."""
    return House(tmp_path_factory.mktemp("empty") / "var", doors)


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


def test_a_database_that_is_not_there_is_no_fault_of_the_backup(first, empty):
    elsewhere = empty.folder.rename(empty.folder.with_name("elsewhere"))
    try:
        said = empty.danchu("restore", str(first.archive))
    finally:
        elsewhere.rename(empty.folder)
    assert said.returncode == 2
    assert "Không dùng được cơ sở dữ liệu" in said.stderr and "hỏng" not in said.stderr


def test_an_archive_is_never_overwritten_and_is_for_its_owner_only(first):
    assert first.danchu("backup", str(first.archive)).returncode == 2
    assert first.archive.stat().st_mode & 0o077 == 0
