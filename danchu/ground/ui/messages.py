"""The words of the screens, gathered for translators: Vietnamese is the source, English stands beside it.

The house has one catalogue; each mechanism has its own for the words only it says."""

import argparse
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[2]
WHERE = Path("locale", "en", "LC_MESSAGES", "django.po")
CATALOGUE = PACKAGE / WHERE
METHODS = [
    ("**/tests/**", "ignore"),
    ("**/migrations/**", "ignore"),
    ("**/gallery/**", "ignore"),
    ("**/gallery.html", "ignore"),
    ("**/showcase.py", "ignore"),
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2.ext.babel_extract"),
]
OPTIONS = {"**/templates/**.html": {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}}
KEYWORDS = {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def messages(argv: list[str]) -> int:
    """Gather, merge and compile; `--check` writes nothing and fails where English is missing or stale."""
    parser = argparse.ArgumentParser(prog="danchu messages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="chỉ kiểm tra, không ghi")
    wanted = parser.parse_args(argv)
    missing = missing_words()
    if not wanted.check:
        for source in catalogues():
            _write(source)
    for words in missing:
        print(f"chưa có tiếng Anh: {words}", file=sys.stderr)
    return 2 if wanted.check and missing else 0


def catalogues() -> list[Path]:
    """Where the English stands: the house's, then one a mechanism."""
    rooms = sorted(rules.parent for rules in PACKAGE.glob("mechanisms/*/rules.py"))
    return [CATALOGUE, *(room / WHERE for room in rooms)]


def missing_words() -> list[str]:
    """What has no English yet."""
    return [words for source in catalogues() for words in _missing(_merged(source))]


def compile_catalogue(source: Path = CATALOGUE) -> Path:
    """Write the .mo beside the .po; broken placeholders raise ValueError."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, locale="en")
    faults = [str(fault) for message, found in catalogue.check() for fault in found]
    if faults:
        raise ValueError("; ".join(faults))
    with source.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    return source.with_suffix(".mo")


def _write(source: Path) -> None:
    from babel.messages.pofile import write_po

    merged = _merged(source)  # read in full before the file is opened anew: it would be emptied under its reader
    source.parent.mkdir(parents=True, exist_ok=True)
    with source.open("wb") as file:
        write_po(file, merged, width=100, sort_output=True, omit_header=False, no_location=True)
    compile_catalogue(source)


def _merged(source: Path) -> Any:
    """What the code says now, with the English already written."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    if source.exists():
        with source.open("rb") as file:
            catalogue = read_po(file, locale="en")
    else:
        catalogue = Catalog(locale="en", project="danchu", charset="utf-8", fuzzy=False)
    template = Catalog(project="danchu", creation_date=catalogue.creation_date)  # the same words, the same file
    for words, context in _gathered(source):
        template.add(words, context=context)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


Words = tuple[str | tuple[str, ...], str | None]


def _gathered(source: Path) -> list[Words]:
    """The words of one catalogue: a mechanism's are those the house does not say already."""
    if source == CATALOGUE:
        return list(_extracted(PACKAGE, (("mechanisms/**", "ignore"),)))
    return [words for words in _extracted(source.parents[3]) if words not in _of_house()]


@cache
def _of_house() -> frozenset[Words]:
    return frozenset(_gathered(CATALOGUE))


@cache
def _extracted(room: Path, leave: tuple[tuple[str, str], ...] = ()) -> tuple[Words, ...]:
    """Read once: whoever gathers also checks."""
    from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

    found = extract_from_dir(
        room, method_map=[*leave, *METHODS], options_map=OPTIONS, keywords={**DEFAULT_KEYWORDS, **KEYWORDS}
    )
    return tuple((words, context) for _file, _line, words, _comments, context in found)


def _missing(catalogue) -> Iterator[str]:  # type: ignore[no-untyped-def]
    for message in catalogue:
        said = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.id and not all(said):
            yield message.id if isinstance(message.id, str) else message.id[0]


if __name__ == "__main__":
    sys.exit(messages(sys.argv[1:]))
