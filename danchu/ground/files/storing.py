"""Keeping a cleaned file: first the file and its folder are on disk, then the row; never the other way
round.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from danchu.ground.files.cleaning import Cleaned
from danchu.ground.files.models import Attachment
from danchu.ground.files.pictures import smaller
from danchu.ground.journal.models import Audience
from danchu.ground.people.models import Person

SMALL = 640  # pixels of the longer side: a list on a phone, a thumb on a screen
ORPHAN_AFTER = timedelta(hours=6)  # longer than any transaction lives


def attach(
    subject: str, cleaned: Cleaned, audience: Audience, by: Person | None, now: datetime
) -> Attachment:
    """Keep a file with a case. Call inside the action's transaction: undone, it leaves an orphan for the
    sweep.

    Raises OSError where the disk does not take it (full, read-only): then there is no row either.
    """
    path = _write(cleaned.content)
    return Attachment.objects.create(
        subject=subject,
        name=cleaned.name,
        kind=cleaned.kind,
        mime=cleaned.mime,
        path=path,
        size=len(cleaned.content),
        sha256=hashlib.sha256(cleaned.content).hexdigest(),
        audience=audience,
        added_by=by,
        added_at=now,
    )


def is_kept(subject: str, cleaned: Cleaned) -> bool:
    """Whether the case already has this very file: a form pressed twice adds nothing."""
    mark = hashlib.sha256(cleaned.content).hexdigest()
    return Attachment.objects.filter(subject=subject, sha256=mark).exists()


def show(subject: str, pks: frozenset[int]) -> None:
    """Let the public see exactly these of what the parties see of a case; what is internal stays so."""
    mine = Attachment.objects.filter(subject=subject)
    mine.filter(audience=Audience.PUBLIC).exclude(pk__in=pks).update(audience=Audience.PARTIES)
    mine.filter(audience=Audience.PARTIES, pk__in=pks).update(audience=Audience.PUBLIC)


def remove(attachment: Attachment) -> None:
    """Forget a file: the row at once, the bytes once that is certain."""
    places = (where(attachment), _small(attachment))
    attachment.delete()
    for place in places:
        transaction.on_commit(partial(place.unlink, missing_ok=True))


def where(attachment: Attachment) -> Path:
    """The place of the stored bytes."""
    return _root() / attachment.path


def small(attachment: Attachment) -> Path:
    """The place of a picture's small copy, made when it is first asked for. The picture itself where it has none
    smaller, or the disk takes none. Raises OSError where the picture is lost.
    """
    place = _small(attachment)
    if place.is_file():
        return place
    content = where(attachment).read_bytes()
    try:
        made = smaller(content, SMALL)
        place.parent.mkdir(parents=True, exist_ok=True)
        half = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
        half.write_bytes(made if len(made) < len(content) else content)
        half.replace(place)  # whole or not at all, whoever else makes it at this moment
    except OSError:
        return where(attachment)
    return place


def _small(attachment: Attachment) -> Path:
    """Beside the files, not among them: what can be made again is not worth a backup."""
    return _root().with_name(f"{_root().name}-nho") / attachment.path


def sweep_orphans(now: datetime) -> int:
    """Remove files without a row that are older than ORPHAN_AFTER. Returns how many."""
    old = [p for p in _stored(_root()) if p.stat().st_mtime < (now - ORPHAN_AFTER).timestamp()]
    gone = 0
    for start in range(0, len(old), 500):
        batch = {str(p.relative_to(_root())): p for p in old[start : start + 500]}
        known = set(Attachment.objects.filter(path__in=list(batch)).values_list("path", flat=True))
        for path in batch.keys() - known:
            batch[path].unlink(missing_ok=True)
            gone += 1
    return gone


def _root() -> Path:
    return Path(settings.MEDIA_ROOT)


def _stored(root: Path) -> Iterator[Path]:
    return (p for p in root.glob("??/*") if p.is_file())


def _write(content: bytes) -> str:
    """Write under a random name and wait until file and folder are on the disk."""
    name = secrets.token_hex(16)
    folder = _root() / name[:2]
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _sync(folder.parent)
    place = folder / name
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        _sync(folder)
    except OSError:
        with suppress(OSError):
            place.unlink()
        raise
    return f"{name[:2]}/{name}"


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
