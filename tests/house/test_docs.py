"""Every command in the documents runs and says what they say it says; every word is in the glossary.

```console blocks: `$ command` lines, then lines their output must contain. `console-prod` blocks are for a
server of one's own and are tried by hand (docs/howto/put-it-in-production.md says when and how).
"""

import os
import re
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

import run
from danchu import __main__
from tests.house import glossary
from tests.house.source import ROOT
from tests.ready_made import tables
from tests.warm import warm

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.M | re.S)
SECONDS = 60


@dataclass(frozen=True)
class Command:
    """One `$` line and what must be in its answer."""

    page: str
    words: str
    says: tuple[str, ...]


def commands(page: Path) -> list[Command]:
    """In the order they stand; a line ending in a backslash goes on."""
    found = []
    for block in BLOCK.findall(page.read_text("utf-8").replace("\\\n", "")):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            words, *says = [line.strip() for line in part.strip().splitlines()]
            found.append(Command(page.name, words, tuple(filter(None, says))))
    return found


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A shell where `danchu` is this project, with an empty database of its own."""
    folder = tmp_path_factory.mktemp("docs")
    environment = os.environ | {
        "PATH": f"{folder}:{os.environ['PATH']}", "DANCHU_DEMO": "1", "DANCHU_VAR": str(folder / "var"),
        "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "danchu.settings"}
    environment.pop("DATABASE_URL", None)
    (folder / "var").mkdir()
    tables(folder / "var")
    with warm(environment, folder):
        yield folder, environment


@pytest.mark.parametrize("page", [p for p in PAGES if commands(p)], ids=lambda p: p.stem)
def test_every_command_of_a_page_runs(page, desk):
    folder, environment = desk
    for command in commands(page):
        if shlex.split(command.words)[:2] == ["python3", "run.py"]:
            _is_known_to_run_py(shlex.split(command.words)[2:])
            continue
        done = subprocess.run(command.words, shell=True, cwd=folder, env=environment, timeout=SECONDS,
                              capture_output=True, text=True, stdin=subprocess.DEVNULL)
        assert done.returncode == 0, f"{command.words}\n{done.stderr}"
        for line in command.says:
            assert all(piece.strip() in done.stdout for piece in line.split("…")), (line, done.stdout)


def _is_known_to_run_py(words):
    """Not run here (it would start the server, or these tests again), but it must be a command there is."""
    assert not words or words[0] in run.COMMANDS or words[0].startswith("--"), words


@pytest.mark.parametrize("planted", ["$ danchu khong-co-lenh-nay", "$ echo một\nhai", "$ python3 run.py no"])
def test_a_command_that_fails_or_says_something_else_is_noticed(desk, tmp_path, planted):
    page = tmp_path / "planted.md"
    page.write_text(f"```console\n{planted}\n```\n", "utf-8")
    with pytest.raises(AssertionError):
        test_every_command_of_a_page_runs(page, desk)


def test_every_command_of_danchu_is_documented():
    from danchu.__main__ import PURE, WITH_DATABASE

    text = "\n".join(page.read_text("utf-8") for page in PAGES)
    assert not [name for name in {**PURE, **WITH_DATABASE} if f"danchu {name}" not in text]


def test_the_glossary_holds_every_word_of_the_house():
    text = glossary.GLOSSARY.read_text("utf-8")
    assert text == glossary.renewed(text), "chạy  python -m tests.house.glossary  rồi xem lại"


def test_every_word_has_its_term_in_vietnamese():
    assert not [f"{words.__name__}.{name}" for words in glossary.words_of_the_house()
                for name, term in glossary.terms(words).items() if not term]


def test_every_decision_has_a_number_of_its_own():
    numbers = [page.name[:4] for page in (ROOT / "docs" / "decisions").glob("*.md")]
    assert all(number.isdigit() for number in numbers)
    assert len(numbers) == len(set(numbers))


def test_the_map_names_every_room():
    text = (ROOT / "docs" / "map.md").read_text("utf-8")
    rooms = {p.parent.relative_to(ROOT).as_posix() for p in (ROOT / "danchu").glob("*/*/__init__.py")}
    rooms = {room for room in rooms if not room.endswith("/tests")}
    assert not sorted(room for room in rooms if f"`{room.removeprefix('danchu/')}`" not in text)
    named = re.findall(r"^\| `([^`]+)`", text, flags=re.M)
    places = (ROOT, ROOT / "danchu", ROOT / "danchu/mechanisms/petitions")
    assert not [name for name in named if not any((place / name).exists() for place in places)]


def test_every_link_between_documents_leads_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_a_missing_package_is_said_in_one_line(monkeypatch):
    monkeypatch.setitem(__main__.PURE, "thieu", ("goi_khong_co:x", ""))
    with pytest.raises(SystemExit) as end:
        __main__.main(["thieu"])
    assert "Thiếu gói goi_khong_co" in str(end.value) and "\n" not in str(end.value)
