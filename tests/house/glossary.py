"""`python -m tests.house.glossary`: writes the lists of docs/glossary.md anew from the enumerations."""

import enum
import importlib
import inspect
import os
import re
from collections.abc import Iterator

from tests.house.source import PACKAGE, ROOT

GLOSSARY = ROOT / "docs" / "glossary.md"
MARK = "<!-- from here on written by `python -m tests.house.glossary` -->\n"
MEMBER = re.compile(r"^\s+([A-Z][A-Z0-9_]*) = (?:[^#]*?)(?:#\s*(.*))?$", re.M)


def words_of_the_house() -> Iterator[enum.EnumMeta]:
    """Every enumeration of `law/` and of the mechanisms' rules: the words all others use."""
    files = [*sorted(PACKAGE.glob("law/*.py")), *sorted(PACKAGE.glob("mechanisms/*/rules.py"))]
    for path in files:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for each in vars(importlib.import_module(name)).values():
            if isinstance(each, enum.EnumMeta) and each.__module__ == name and len(each):
                yield each


def terms(words: enum.EnumMeta) -> dict[str, str]:
    """{member: the law's own term}, from the comment at the end of its line, or its label."""
    said = dict(MEMBER.findall(inspect.getsource(words)))
    return {m.name: said.get(m.name) or str(getattr(m, "label", "")) for m in words}


def renewed(text: str) -> str:
    """The glossary with its lists as the code has them now."""
    return text.split(MARK)[0] + MARK + "\n".join(_lists())


def _lists() -> Iterator[str]:
    for words in words_of_the_house():
        place = words.__module__.removeprefix("danchu.")
        yield f"\n## {words.__name__} · `{place}`\n"
        about = (words.__doc__ or "").strip().splitlines()
        if about and not about[0].startswith(("An enumeration", "Enum where")):
            yield f"{about[0]}\n"
        yield "| in the code | in the law and on the screen |\n|---|---|"
        yield from (f"| `{words[name].value}` | {term} |" for name, term in terms(words).items())
    yield ""


if __name__ == "__main__":
    os.environ.setdefault("DANCHU_DEMO", "1")
    GLOSSARY.write_text(renewed(GLOSSARY.read_text("utf-8")), "utf-8")
