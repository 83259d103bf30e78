"""A PostgreSQL whose databases are kept between runs, as durable as in production, on a socket nobody else sees."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.postgres import SAFE, UTF8, _run, _whoever_is_not_root, find_server


@contextmanager
def kept_postgres(folder: Path) -> Iterator[tuple[str, int]]:
    """(the beginning of a DATABASE_URL that a database's name completes, the server's process). Made on first use."""
    programs = find_server()
    if programs is None:
        raise SystemExit("PostgreSQL không được cài (apt install postgresql)")
    folder.mkdir(parents=True, exist_ok=True)
    data, who = folder / "data", _whoever_is_not_root(folder)
    settings = f"-k {folder} -c listen_addresses='' -c max_connections=50 -c shared_buffers=1GB {SAFE}"
    if not data.exists():
        _run([programs / "initdb", "-D", data, "-U", "danchu", "-A", "trust", *UTF8, "-N"], folder, who)
    _run([programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", settings, "start"], folder, who)
    try:
        yield f"postgres://danchu@{quote(str(folder), safe='')}/", int((data / "postmaster.pid").read_text().split()[0])
    finally:
        _run([programs / "pg_ctl", "-D", data, "-w", "-m", "fast", "stop"], folder, who)


def create(url: str, name: str) -> None:
    """A database of this name, unless there is one."""
    import psycopg

    with psycopg.connect(f"{url}postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')
