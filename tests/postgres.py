"""A PostgreSQL for an hour: its own folder, a socket nobody else sees, no fsync. Gone when the block ends."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# Nothing here lives long enough to be swept, and a sweep would be one more writer beside the tests.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
SAFE = ""  # as production has it; for benchmarks and drills
UTF8 = ("-E", "UTF8", "--locale=C.UTF-8")
UNPRIVILEGED = ("postgres", "nobody")  # PostgreSQL refuses to be run by root


def find_server() -> Path | None:
    """The folder of initdb and pg_ctl, the newest there is; None where PostgreSQL is not installed."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if installed:
        return installed[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def temporary_postgres(durability: str = FAST) -> Iterator[str]:
    """Yield a DATABASE_URL. Raises RuntimeError with PostgreSQL's own words when it does not start."""
    programs = find_server()
    if programs is None:
        raise RuntimeError("PostgreSQL không được cài (apt install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="danchu-pg-"))
    data, who = folder / "data", _whoever_is_not_root(folder)
    settings = f"-k {folder} -c listen_addresses='' -c max_connections=200 {durability}"
    try:
        _run([programs / "initdb", "-D", data, "-U", "danchu", "-A", "trust", *UTF8, "-N"], folder, who)
        _run([programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", settings, "start"],
             folder, who)
        yield f"postgres://danchu@{quote(str(folder), safe='')}/postgres"
    finally:
        if (data / "postmaster.pid").exists():
            _run([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], folder, who)
        shutil.rmtree(folder, ignore_errors=True)


def _whoever_is_not_root(folder: Path) -> dict[str, int]:
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    person = next(known[name] for name in UNPRIVILEGED if name in known)
    os.chown(folder, person.pw_uid, person.pw_gid)
    return {"user": person.pw_uid, "group": person.pw_gid}


def _run(command: list[object], folder: Path, who: dict[str, int]) -> None:
    with (folder / "said").open("w+b") as said:  # a file: pg_ctl's child would keep a pipe open
        done = subprocess.run([str(word) for word in command], cwd=folder, stdout=said, stderr=said,
                              stdin=subprocess.DEVNULL, extra_groups=[] if who else None, **who)
        if done.returncode:
            said.seek(0)
            raise RuntimeError(f"PostgreSQL: {said.read().decode(errors='replace').strip()}")
