"""Where people are named: after an honorific, with a family name, after "tôi tên là"; capitals or not."""

import re
from collections.abc import Iterator

from danchu.ground.text import names
from danchu.ground.text.plain import Plain

_CAP = r"[A-Z][A-Za-z]*(?:'[A-Za-z]+)?"
_RUN = re.compile(rf"(?<![\w'@./])(?<!\d-){_CAP}(?: {_CAP})*(?![\w@])")
_WORD = re.compile(r"[^ ]+")
_LONGEST = 4
_INTRODUCED = re.compile(
    r"(?:toi la|toi ten(?: la)?|ten(?: toi| em| minh| chau)?(?: la)?|em la|chau la|minh la|con la|ho(?:"
    r" va)? ten|ten day du"
    r"|nguoi gui|nguoi phan anh|nguoi kien nghi|nguoi lam don|nguoi dai dien|dai dien|chu ho|chu tai"
    r" khoan|chu tk"
    r"|ky ten|nguoi viet|lien he|gap|chu nha)(?: ?:)? ?$"
)
_LOWER = re.compile(
    r"(?<![a-z'])((?:nguyen|tran|pham|hoang|huynh|phan|bui|ngo|vu|truong|dinh|trinh|le|vo|do|ho|duong"
    r"|ly|dang|doan|dao"
    r"|luong|mai|cao|ha|ta|lam) (?:van|thi|huu) ([a-z]+)(?: ([a-z]+))?)(?![a-z0-9])"
)
_NOT_NAMES = (
    "do thi",
    "do van de",
    "ho van",
    "cao van de",
    "le thi truong",
    "duong van de",
    "lam van",
    "lam thi",
    "ta van",
    "dinh thi",
    "dinh van",
)


class _Words:
    """The words of one run of capital words, with the word before it."""

    def __init__(self, plain: Plain, start: int, end: int) -> None:
        self.plain = plain
        self.spans = [(start + w.start(), start + w.end()) for w in _WORD.finditer(plain.cased[start:end])]
        self.seen = [plain.seen[a:b].lower() for a, b in self.spans]
        self.followed_by_city = plain.low.startswith(" pho", end)
        before = plain.low[max(0, start - 40) : start]
        self.before = before.replace("\n", " .")
        place = before.rstrip(" ").rfind(" ") + 1 + max(0, start - 40)
        self.prior = (
            plain.seen[place:start].strip(' ("“:').lower()
            if before.endswith((" ", "(")) or before == ""
            else ""
        )

    def is_in(self, word: str, marked: frozenset[str], unless: frozenset[str] = frozenset()) -> bool:
        """Is the word one of these, diacritics and all; or bare, where the text has none?"""
        return word in marked or (self.plain.unmarked and word not in unless and word in names.folded(marked))

    def known(self, words: list[str]) -> bool:
        return any(self.is_in("_".join(words[:n]), names.KNOWN) for n in (2, 3, 4))


def people_named(plain: Plain) -> Iterator[tuple[int, int]]:
    """Places of names in the plain text, honorifics left out, in no order."""
    for run in _RUN.finditer(plain.cased):
        yield from _names_in(_Words(plain, *run.span()))
    yield from _without_capitals(plain)


def _names_in(words: _Words) -> Iterator[tuple[int, int]]:
    place = 0
    while place < len(words.seen):
        count = _name_length(words, place)
        if count:
            yield words.spans[place][0], words.spans[place + count - 1][1]
        place += count or 1


def _name_length(words: _Words, place: int) -> int:
    """How many words from here are a name; 0: none."""
    here = words.seen[place : place + _LONGEST]
    prior = words.seen[place - 1] if place else words.prior
    addressed = _honorific(words, place, prior) and not words.known([prior, *here])
    count = _until_stop(words, here, addressed)
    if addressed and not words.is_in(here[0], names.TITLES) and not (words.plain.unmarked and count < 2):
        return count
    if (
        place == 0
        and count > 1
        and _INTRODUCED.search(words.before)
        and not words.is_in(here[0], names.TITLES)
    ):
        return count
    return count if count > 1 and _begins_name(words, here, prior) else 0


def _honorific(words: _Words, place: int, prior: str) -> bool:
    """Is the word before an honorific, and not itself in the name of a place ("Phường Hai Bà Trưng")?"""
    if place == 0:
        return words.is_in(prior, names.HONORIFICS) or words.before.endswith("dong chi ")
    earlier = words.seen[place - 2] if place > 1 else words.prior
    placed = words.is_in(earlier, names.PLACES, names.AMBIGUOUS_UNMARKED) or words.known([earlier, prior])
    return words.is_in(prior, names.HONORIFICS) and not placed


def _until_stop(words: _Words, here: list[str], addressed: bool) -> int:
    for count, word in enumerate(here):
        if (
            (count or addressed)
            and word in names.GIVEN_MARKED
            and not (word == "thành" and words.followed_by_city)
        ):
            continue
        if words.is_in(word, names.STOPS, names.GIVEN_TOO if count else frozenset()):
            return count
    return len(here)


def _begins_name(words: _Words, here: list[str], prior: str) -> bool:
    if (
        not words.is_in(here[0], names.SURNAMES)
        or words.known(here)
        or re.search(r"\d[a-z]? $", words.before[-4:])
    ):
        return False
    if words.is_in(prior, names.PLACES, names.AMBIGUOUS_UNMARKED) or words.before.endswith("nga tu "):
        return False
    unsure = names.UNSURE_UNMARKED | names.folded(names.UNSURE) if words.plain.unmarked else names.UNSURE
    return here[0] not in unsure or (len(here) > 2 and words.is_in(here[1], names.MIDDLES))


def _without_capitals(plain: Plain) -> Iterator[tuple[int, int]]:
    for found in _LOWER.finditer(plain.low):
        start, end = found.span(1)
        if (
            plain.cased[start].isupper()
            or found[1].startswith(_NOT_NAMES)
            or found[2] in names.LOW_STOPS - {"lan", "an", "nhan"}
        ):
            continue
        family, middle, *_ = plain.seen[start:end].split(" ")
        if plain.unmarked or (family in names.SURNAMES and middle in names.MIDDLES):
            yield start, found.end(2) if found[3] is None or found[3] in names.LOW_STOPS else end
