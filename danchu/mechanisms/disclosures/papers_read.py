"""What looks like personal data inside the papers that are about to become public: read once a file, remembered."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.cache import cache
from django.utils.translation import gettext as _

from danchu.ground.files.models import Attachment
from danchu.ground.text.personal_data import find
from danchu.mechanisms.disclosures.search_text import READ, words_in

KEPT = 7 * 86_400  # seconds: a kept file never changes
UNREAD = -1


def told_of(files: Iterable[Attachment]) -> dict[int, str]:
    """{file: what whoever publishes should know of it before ticking it}."""
    return {file.pk: _words(_places_in(file)) for file in files}


def _places_in(file: Attachment) -> int:
    """How many places look like personal data; UNREAD where there are no words to read (a picture, a scan)."""
    if not file.name.lower().endswith(READ):
        return UNREAD
    return cache.get_or_set(f"disclosures:personal:{file.pk}", lambda: _read(file), KEPT) or 0


def _read(file: Attachment) -> int:
    text = words_in(file)
    return len(find(text)) if text.strip() else UNREAD


def _words(places: int) -> str:
    if places == UNREAD:
        return _("máy không đọc được bên trong, phải mở xem")
    if places:
        return _("%(n)s chỗ giống dữ liệu cá nhân bên trong: mở xem rồi hãy đánh dấu") % {"n": places}
    return _("bên trong không thấy dữ liệu cá nhân")
