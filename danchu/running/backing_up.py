"""`danchu backup`: one snapshot of every table, then the files, in one archive either engine can read."""

import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, models

from danchu.ground.journal.models import Entry
from danchu.running.archive import FORMAT, applied_migrations, chained, columns, line, rows, tables
from danchu.running.refusal import Refused

# Raw, outside Django's atomic(): that one would take SQLite's write lock for as long as the backup lasts.
SNAPSHOT = {
    "sqlite": "BEGIN DEFERRED",
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}


def backup(target: Path, *, now: datetime, say: Callable[[str], Any]) -> int:
    """Written beside, synced, renamed: an archive of that name is whole. Raises Refused, OSError."""
    if target.exists():
        raise Refused(f"Đã có tệp {target}: chọn tên khác, bản cũ không bị ghi đè.")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".danchu-backup-") as beside:
        manifest = _write_tables(Path(beside)) | {"format": FORMAT, "made_at": now.isoformat()}
        whole = Path(beside) / "whole.tar.gz"
        files = _pack(whole, Path(beside), manifest)
        os.replace(whole, target)
    _sync(target.parent)
    say(f"Đã sao lưu {sum(manifest['tables'].values())} dòng, {files} tệp vào {target}.")
    say(f"Nhật ký: {manifest['journal']['count']} dòng, mã chuỗi {manifest['journal']['chain'] or '(trống)'}")
    return 0


def _write_tables(beside: Path) -> dict[str, Any]:
    """Every table as it was at one moment; what the manifest says of it."""
    counts, journal = {}, {"count": 0, "chain": ""}
    with _snapshot():
        migrations = applied_migrations()
        for model in tables():
            name = model._meta.label_lower
            counts[name], chain = _write_table(model, beside / f"{name}.jsonl")
            if model is Entry:
                journal = {"count": counts[name], "chain": chain}
    return {"engine": connection.vendor, "migrations": migrations, "tables": counts, "journal": journal}


def _write_table(model: type[models.Model], place: Path) -> tuple[int, str]:
    count, last = 0, ""
    with place.open("w", encoding="utf-8") as out:
        out.write(json.dumps([f.attname for f in columns(model)]) + "\n")
        for text, link in chained(line(row) for row in rows(model)):
            out.write(text + "\n")
            count, last = count + 1, link
    return count, last


@contextmanager
def _snapshot() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(SNAPSHOT[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _files() -> Iterator[tuple[str, Path]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield path.relative_to(root).as_posix(), path


def _pack(whole: Path, beside: Path, manifest: dict[str, Any]) -> int:
    """The manifest first, so that a restore can refuse before it writes anything. How many files went in."""
    handle = os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # it holds everything people said
    with os.fdopen(handle, "wb") as out:
        with tarfile.open(fileobj=out, mode="w:gz", compresslevel=6) as tar:
            _add(tar, "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1).encode())
            for name in manifest["tables"]:
                tar.add(beside / f"{name}.jsonl", f"tables/{name}.jsonl")
            fingerprints = dict(_pack_files(tar))
            _add(tar, "files.json", json.dumps(fingerprints).encode())
        out.flush()
        os.fsync(out.fileno())
    return len(fingerprints)


def _pack_files(tar: tarfile.TarFile) -> Iterator[tuple[str, str]]:
    """(name, SHA-256) of each file that is still there when its turn comes."""
    for name, path in _files():
        try:
            content = path.read_bytes()  # an attachment is a few megabytes at most
        except FileNotFoundError:
            continue
        _add(tar, f"files/{name}", content)
        yield name, sha256(content).hexdigest()


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
