"""`danchu restore`: an archive into an empty database, all of it and provably the same, or nothing."""

import json
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction

from danchu.ground.search.index import list_anew
from danchu.prompt import require_file
from danchu.running.archive import BATCH, FORMAT, applied_migrations, columns, journal_chain, tables, values
from danchu.running.refusal import Refused

# What reading a torn, edited or foreign archive raises; ValueError covers JSON and Unicode, too.
BROKEN = (tarfile.TarError, EOFError, KeyError, ValueError, ValidationError, DatabaseError, OSError)


def restore(source: Path, *, say: Callable[[str], Any]) -> int:
    """Rows and files, checked against manifest and journal chain. Raises Refused; then nothing is kept."""
    require_file(source)
    connection.ensure_connection()  # a database that is not there is no fault of the backup
    waiting = Path(settings.MEDIA_ROOT).with_name("files.restoring")
    shutil.rmtree(waiting, ignore_errors=True)
    try:
        manifest, files = _take_all(source, waiting)
    except BROKEN as problem:
        raise Refused(f"Bản sao lưu {source} hỏng hoặc bị sửa ({problem}): không phục hồi gì.") from None
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    say(f"Đã phục hồi {sum(manifest['tables'].values())} dòng và {files} tệp.")
    journal = manifest["journal"]
    say(f"Nhật ký: {journal['count']} dòng, mã chuỗi khớp {journal['chain'] or '(trống)'}")
    return 0


def _take_all(source: Path, waiting: Path) -> tuple[dict[str, Any], int]:
    """In one transaction; the files move in when nothing is left that could fail but the commit."""
    with tarfile.open(source, "r|gz") as tar:
        manifest = _manifest(tar)
        _require_fit(manifest)
        with transaction.atomic():
            files = _take_entries(tar, manifest, waiting)
            connection.check_constraints()
            _require_same(manifest)
            _reset_counters()
            list_anew()
            if waiting.is_dir():
                shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)  # seen to hold no file
                os.replace(waiting, settings.MEDIA_ROOT)
    return manifest, files


def _manifest(tar: tarfile.TarFile) -> dict[str, Any]:
    entry = tar.next()
    if entry is None or entry.name != "manifest.json":
        raise ValueError("thiếu manifest.json ở đầu")
    manifest: dict[str, Any] = json.loads(_content(tar, entry).read())
    if manifest["format"] != FORMAT:
        raise ValueError(f"định dạng {manifest['format']}, bản này đọc được {FORMAT}")
    return manifest


def _require_fit(manifest: dict[str, Any]) -> None:
    """The same tables, and nothing in them."""
    if manifest["migrations"] != applied_migrations():
        raise Refused("Bản sao lưu và cơ sở dữ liệu không cùng phiên bản: cài đúng phiên bản đã sao lưu, chạy"
                      "  danchu manage migrate , phục hồi, rồi mới nâng cấp.")
    full = next((m._meta.label_lower for m in tables() if m._base_manager.exists()), None)
    if full:
        raise Refused(f"Cơ sở dữ liệu không trống (bảng {full}): chỉ phục hồi vào cơ sở dữ liệu mới,"
                      " vừa migrate.")
    if any(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*")):
        raise Refused(f"Thư mục tệp {settings.MEDIA_ROOT} không trống: chuyển nó đi rồi chạy lại.")


def _take_entries(tar: tarfile.TarFile, manifest: dict[str, Any], waiting: Path) -> int:
    """Tables in the archive's order (foreign keys are checked at the end) and files. How many files."""
    known = {f"tables/{model._meta.label_lower}.jsonl": model for model in tables()}
    fingerprints: dict[str, str] = {}
    while entry := tar.next():
        if entry.name in known:
            _fill(known.pop(entry.name), _content(tar, entry))
        elif entry.name.startswith("files/"):
            name = entry.name.removeprefix("files/")
            fingerprints[name] = _keep_file(waiting, name, _content(tar, entry))
        elif entry.name == "files.json":
            if json.loads(_content(tar, entry).read()) != fingerprints:
                raise ValueError("tệp đính kèm không khớp mã băm")
            return len(fingerprints)
        else:
            raise ValueError(f"có mục lạ: {entry.name}")
    raise ValueError("thiếu phần cuối")


def _fill(model: type[models.Model], lines: IO[bytes]) -> None:
    fields = columns(model)
    if json.loads(lines.readline()) != [f.attname for f in fields]:
        raise ValueError(f"cột của {model._meta.label_lower} không khớp")
    at_once = min(BATCH, connection.ops.bulk_batch_size(fields, [None] * BATCH))
    for objects in _batches(model, lines, at_once):
        # raw: no auto_now, no default; the rows as they were
        every: Any = model._base_manager.all()
        every._insert(objects, fields=fields, raw=True, using=connection.alias)


def _batches(model: type[models.Model], lines: IO[bytes], size: int) -> Iterator[list[models.Model]]:
    names = [f.attname for f in columns(model)]
    objects = (model(**dict(zip(names, values(model, text.decode()), strict=True))) for text in lines)
    while batch := list(islice(objects, size)):
        yield batch


def _keep_file(waiting: Path, name: str, content: IO[bytes]) -> str:
    """Write it below `waiting`; its SHA-256."""
    if ".." in Path(name).parts or Path(name).is_absolute():
        raise ValueError(f"đường dẫn lạ: {name}")
    place, said = waiting / name, content.read()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(said)
    return sha256(said).hexdigest()


def _require_same(manifest: dict[str, Any]) -> None:
    """Counted and chained from the database itself, not from what was read."""
    for model in tables():
        name = model._meta.label_lower
        if (found := model._base_manager.count()) != manifest["tables"][name]:
            raise ValueError(f"bảng {name} có {found} dòng, phải là {manifest['tables'][name]}")
    count, chain = journal_chain()
    if (count, chain) != (manifest["journal"]["count"], manifest["journal"]["chain"]):
        raise ValueError("chuỗi nhật ký không khớp")


def _reset_counters() -> None:
    """The next row takes the next number (PostgreSQL does not see numbers given by hand)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)


def _content(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    content = tar.extractfile(entry)
    if content is None:
        raise ValueError(f"{entry.name} không phải tệp")
    return content
