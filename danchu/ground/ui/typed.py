"""What was typed in an address or a form: numbers, where anything may stand; and whether the words are kept already."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import normalize

from django import forms
from django.http import HttpRequest

LONGEST = 15  # digits: beyond any key of ours, within what both databases take


def number_in(typed: str | None) -> int | None:
    """What was typed as a number without sign; None for anything else."""
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST else None


def version_in(request: HttpRequest) -> int:
    """The version a form was opened at; 0 for nonsense, which is older than any."""
    return number_in(request.POST.get("version")) or 0


def all_kept(form: forms.Form, kept: Iterable[object]) -> bool:
    """Whether each text typed stands in what is kept: only then is a second press of a button the same press.

    Choices and days are not looked at: nobody loses them.
    """
    there = [_plain(str(words)) for words in kept if words]
    texts = (name for name, field in form.fields.items() if isinstance(field, forms.CharField) and form[name].data)
    return all(any(_plain(str(form[name].data)) in words for words in there) for name in texts)


def _plain(words: str) -> str:
    return " ".join(normalize("NFC", words).split())
