"""Whoever reads English reads all of it: every word of the screens is marked, gathered and translated."""

import ast
import re

import pytest

from danchu.ground.ui import messages
from tests.house.source import ROOT

DIACRITIC = re.compile(r"[À-ÖØ-öø-ỹ]")
TEMPLATES = [p for p in sorted((ROOT / "danchu").rglob("templates/**/*.html")) if "gallery" not in p.as_posix()]
ANSWERS = [p for part in ("mechanisms", "ground/files") for p in sorted((ROOT / "danchu" / part).rglob("*.py"))
           if "tests" not in p.relative_to(ROOT).parts]
MARKED = re.compile(r"""\{#.*?#\}|\{%-?\s*trans\b.*?endtrans\s*-?%\}|\b_\(\s*"[^"]*"|\bpgettext\("\w+", "[^"]*\"""",
                    re.S)
OWN_NAME = "Tiếng Việt"  # a language is called what its speakers call it
HOLES = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def test_every_word_has_its_english():
    assert not messages.missing_words(), "chạy  python3 run.py messages  rồi dịch"


def test_the_command_says_so_too():
    assert messages.messages(["--check"]) == 0


def test_the_catalogue_holds_nothing_uncertain_or_left_over():
    for source in messages.catalogues():
        catalogue = _read(source)
        assert not [m.id for m in catalogue if m.id and m.fuzzy]
        assert not list(catalogue.obsolete)


def test_english_fills_the_same_holes():
    differ = [m.id for m in _catalogue() if isinstance(m.id, str) and m.id and m.string
              and set(HOLES.findall(m.id)) != set(HOLES.findall(m.string))]
    assert not differ


def test_no_template_speaks_vietnamese_unmarked():
    assert not [(p.name, line) for p in TEMPLATES for line in unmarked(p.read_text("utf-8"))]


@pytest.mark.parametrize("planted", ["<p>Việc của tôi</p>", '{{ ui.button("Gửi") }}'])
def test_an_unmarked_word_is_noticed(planted):
    assert unmarked(planted)
    assert not unmarked('{{ ui.button(_("Gửi")) }}{# Việc #}{% trans n=1 %}còn {{ n }}{% endtrans %}')


def unmarked(template: str) -> list[str]:
    """Lines of a template that hold Vietnamese no translator will see."""
    bare = MARKED.sub("", template).replace(OWN_NAME, "")
    return [line.strip() for line in bare.splitlines() if DIACRITIC.search(line)]


def test_every_refusal_is_said_in_the_reader_s_language():
    assert not [f"{p.name}:{line}" for p in ANSWERS for line in bare_refusals(p.read_text("utf-8"))]


def test_a_bare_refusal_is_noticed():
    assert bare_refusals('raise Refused("Đã quá hẹn.")') == [1]
    assert bare_refusals('raise actions.Refused(f"Hết {n} ngày.")') == [1]
    assert not bare_refusals('raise Refused(_("Đã quá hẹn."))\nraise Refused(gettext("Còn %(n)s") % {"n": 1})')


def bare_refusals(source: str) -> list[int]:
    """Lines where a page's refusal is written down in one language only."""
    raised = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call) and _name(n.func) in REFUSALS]
    return [n.lineno for n in raised if n.args and isinstance(n.args[0], (ast.Constant, ast.JoinedStr))]


REFUSALS = {"Refused", "FileRefused", "NotTheirs", "Stale"}


@pytest.mark.parametrize("manual", [
    "receive-and-answer.md", "keep-a-promise.md", "hold-a-dialogue.md", "publish-what-must-be-public.md"])
def test_the_desk_s_manual_names_the_buttons_as_they_stand(manual):
    text = (ROOT / "docs" / "howto" / manual).read_text("utf-8")
    named = {" ".join(words.split()) for words in re.findall(r"\*\*([A-ZĐÀ-Ỹ][^*.]*)\*\*", text)}
    assert len(named) > 25
    assert not named - {m.id for m in _catalogue()} - {m.id[0] for m in _catalogue() if m.pluralizable}


def _name(called: ast.expr) -> str:
    return getattr(called, "id", "") or getattr(called, "attr", "")


def _catalogue():
    """Every message of every catalogue."""
    return [message for source in messages.catalogues() for message in _read(source)]


def _read(source):
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        return read_po(file, locale="en")
