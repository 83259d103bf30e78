"""Who may read an attachment: asked of the mechanism that owns the case, told by the prefix of its code.

Each mechanism names its `PREFIX` (or, with several kinds of cases, its `PREFIXES`) in `rules.py` and has
`may_read_attachment(request, attachment) -> bool` in `models.py`. A case nobody owns is read by nobody.
"""

from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.http import HttpRequest

from danchu.ground.files.models import Attachment

Policy = Callable[[HttpRequest, Attachment], bool]


def may_read(request: HttpRequest, attachment: Attachment) -> bool:
    """May whoever asks read this file?"""
    prefix = attachment.subject.partition("-")[0]
    return any(prefix in _prefixes(m) and _policy(m)(request, attachment) for m in settings.MECHANISMS)


def _prefixes(mechanism: str) -> tuple[str, ...]:
    rules = import_module(f"{mechanism}.rules")
    several: tuple[str, ...] = getattr(rules, "PREFIXES", ())
    return several or (str(getattr(rules, "PREFIX", None)),)


def _policy(mechanism: str) -> Policy:
    return import_module(f"{mechanism}.models").may_read_attachment
