"""Keeping the index beside the journal: what happened to a case is read, its text fetched anew or taken out.

Each mechanism may have a module `search_text` with `documents_for(codes: set[str]) -> dict[str,
DocumentText | None]`.
It answers for the codes it knows and is silent on the rest; None means: nobody may find this any more.
"""

import logging
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.db import transaction

from danchu.ground.journal.models import Entry
from danchu.ground.journal.reading import codes, follow
from danchu.ground.search.index import DocumentText, drop_many, enter_waiting, put_many

Source = Callable[[set[str]], dict[str, DocumentText | None]]
BATCH = 500
IDLE = 5_000  # texts listed in one go when nothing new came
log = logging.getLogger(__name__)


def index_new() -> int:
    """Take up all that happened since the last time. Returns how many journal rows were read."""
    total = 0
    while (taken := follow("search", _take, at_most=BATCH)) > 0:
        total += taken
        if taken < BATCH:
            break
    if not total:
        enter_waiting(most=IDLE)
    return total


def _take(entries: list[Entry]) -> None:
    for source in _sources():
        _index(source, codes(entries))


def _sources() -> list[Source]:
    names = [f"{m}.search_text" for m in settings.MECHANISMS]
    return [import_module(name).documents_for for name in names if find_spec(name)]


def _index(source: Source, asked: set[str]) -> None:
    """One text that cannot be made holds nobody up: it is taken out, said aloud, and comes back when it
    next changes.
    """
    try:
        with transaction.atomic():
            _keep(source(asked))
    except Exception:  # a mechanism's own fault, whatever it is
        if len(asked) == 1:
            log.exception("no text for the search index: %s", *asked)
            drop_many(asked)
        else:
            for code in sorted(asked):
                _index(source, {code})


def _keep(answers: dict[str, DocumentText | None]) -> None:
    drop_many([code for code, text in answers.items() if text is None])
    put_many([text for text in answers.values() if text is not None])
