"""Today's tables with nothing in them, made once by the real migrations and copied by whoever needs them.

Kept between runs for as long as no migration, model, setting or package changes.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).parent.parent
MIGRATE = [sys.executable, "-m", "danchu", "manage", "migrate", "-v", "0"]
MAKES_TABLES = ("danchu/**/migrations/*.py", "danchu/**/models.py", "danchu/**/rules.py", "danchu/settings.py",
                "lock/*")
TEMPLATE = "DANCHU_TEST_TEMPLATE"  # PostgreSQL: the database that every worker's is copied from
COMPILED = "DANCHU_TEST_COMPILED"  # the folder of templates compiled in this run, on whichever engine


def tables(folder: Path) -> None:
    """Put a database with today's tables into this var/."""
    shutil.copy(_made(), folder / "danchu.sqlite3")


@contextmanager
def own_database(folder: Path) -> Iterator[dict[str, str]]:
    """A database with today's tables for other processes, on the engine of this run; what to add to their environment.

    On SQLite a file in this var/; on PostgreSQL a database beside the tests' own, gone when the block ends.
    """
    where = os.environ.get("DATABASE_URL", "")
    if not where.startswith("postgres"):
        tables(folder)
        yield {}
        return
    import psycopg

    name, url = f"own_{uuid4().hex[:12]}", f"{where.rpartition('/')[0]}/"
    with psycopg.connect(where, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {os.environ.get(TEMPLATE, 'template1')}")
    try:
        if TEMPLATE not in os.environ:
            subprocess.run(MIGRATE, cwd=ROOT, check=True, env=os.environ | {
                "DATABASE_URL": url + name, "DANCHU_DEMO": "1", "DJANGO_SETTINGS_MODULE": "danchu.settings"})
        yield {"DATABASE_URL": url + name}
    finally:
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def fill(url: str, programs: Path) -> None:
    """Today's tables into this empty database of PostgreSQL: as an earlier run kept them, or else by migrating.

    Raises RuntimeError with what a program said of why not.
    """
    kept = _folder() / f"{_fingerprint()}-{programs.parent.name}.dump"
    if kept.exists():
        _run([programs / "pg_restore", "--exit-on-error", "-d", url, kept])
        return
    _run(MIGRATE, os.environ | {"DATABASE_URL": url, "DANCHU_DEMO": "1", "DJANGO_SETTINGS_MODULE": "danchu.settings"})
    if (programs / "pg_dump").exists():
        with _alone(kept.with_suffix(".lock")):
            _run([programs / "pg_dump", "-Fc", "-f", kept.with_suffix(".new"), url])
            kept.with_suffix(".new").rename(kept)
            _throw_away_all_but_the_last("*.dump")


def _run(command: list[Any], environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)


def copy_the_tables_next() -> None:
    """When Django next wants to migrate (its empty test database), the tables are copied instead, that once."""
    from django.core import management
    from django.db import connection

    call_command = management.call_command

    def called(name: str, *args: Any, **options: Any) -> Any:
        if name == "migrate":
            management.call_command = call_command
            if _copied(connection):
                return None
        return call_command(name, *args, **options)

    management.call_command = called


def _copied(connection: Any) -> bool:
    """Fill the connection's empty database. On PostgreSQL it has been copied already if there was a template."""
    if connection.vendor != "sqlite":
        return TEMPLATE in os.environ
    connection.ensure_connection()
    with closing(sqlite3.connect(_made())) as made:
        made.backup(connection.connection)
    return True


def _made() -> Path:
    """The file; made by whoever comes first."""
    file = _folder() / f"{_fingerprint()}.sqlite3"
    if file.exists():
        return file
    with _alone(file.with_suffix(".lock")):  # whoever makes other tables is not waited for
        if not file.exists():
            _throw_away_all_but_the_last("*.sqlite3")
            _make(file)
    return file


def _folder() -> Path:
    """Where they are kept between runs."""
    kept = Path(tempfile.gettempdir()) / f"danchu-tables-{os.getuid()}"
    kept.mkdir(mode=0o700, exist_ok=True)
    if kept.stat().st_uid != os.getuid():
        raise RuntimeError(f"{kept} is somebody else's")
    return kept


def _throw_away_all_but_the_last(files: str, most: int = 20) -> None:
    for old in sorted(_folder().glob(files), key=lambda path: path.stat().st_mtime)[:-most]:
        old.unlink()
        old.with_suffix(".lock").unlink(missing_ok=True)


def _make(file: Path) -> None:
    with tempfile.TemporaryDirectory() as var:
        environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
        environment |= {"DANCHU_DEMO": "1", "DANCHU_VAR": var, "DANCHU_SQLITE_SYNC": "OFF"}
        subprocess.run(MIGRATE, cwd=ROOT, env=environment, check=True)
        with closing(sqlite3.connect(f"{var}/danchu.sqlite3")) as database:  # one file, nothing beside it
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(f"{var}/danchu.sqlite3", file.with_suffix(".new"))
        file.with_suffix(".new").rename(file)


def _fingerprint() -> str:
    digest = sha256(sys.version.encode())
    for path in sorted(path for pattern in MAKES_TABLES for path in ROOT.glob(pattern)):
        digest.update(f"{path.relative_to(ROOT)} {path.stat().st_size}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:20]


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield
