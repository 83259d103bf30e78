"""What `law/` says, in the language of whoever reads."""

from django.utils.translation import get_language

from danchu.law.confidence import Sure
from danchu.law.english import SURE, UNITS, WAYS, WORDS
from danchu.law.limit import Limit, Way


def in_words(text: str) -> str:
    """A sentence of the table, in the reader's language where there is English for it."""
    if get_language() != "en" or not text:
        return text
    known = WORDS.get(text)
    return known or " ".join(WORDS.get(f"{part.rstrip('.')}.", part) for part in text.split(". "))


def told(limit: Limit) -> str:
    """"within 10 working days", or as the law's own room says it."""
    if get_language() != "en":
        return limit.told
    amount = f"{limit.amount} {UNITS[limit.unit]}{'' if limit.amount == 1 else 's'}"
    return f"at least {amount} before" if limit.way is Way.BEFORE else f"{WAYS[limit.way]} {amount}"


def how_sure(sure: Sure) -> str:
    """How sure we are, in the reader's language."""
    return SURE[sure] if get_language() == "en" else sure.label
