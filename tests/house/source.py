"""The house's own files, read as text or as trees."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "danchu"


def modules(*, without: tuple[str, ...] = ()) -> Iterator[Path]:
    """Every module that runs: no tests, no migrations, and none below the folders named."""
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE)
        if not {"tests", "migrations"} & set(inside.parts) and not inside.as_posix().startswith(without or ("//",)):
            yield path


def templates() -> Iterator[Path]:
    """Every page, frame and letter."""
    return (p for p in sorted(PACKAGE.rglob("templates/**/*")) if p.is_file())


def tree(path: Path) -> ast.Module:
    """Parsed."""
    return ast.parse(path.read_text("utf-8"), str(path))


def place(path: Path, line: int) -> str:
    """As editors like it."""
    return f"{path.relative_to(ROOT)}:{line}"
