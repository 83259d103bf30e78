"""Numbers of an address or a form, where anything may be typed."""

from __future__ import annotations

from django.http import HttpRequest

LONGEST = 15  # digits: beyond any key of ours, within what both databases take


def number_in(typed: str | None) -> int | None:
    """What was typed as a number without sign; None for anything else."""
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST else None


def version_in(request: HttpRequest) -> int:
    """The version a form was opened at; 0 for nonsense, which is older than any."""
    return number_in(request.POST.get("version")) or 0
