"""Where somebody lives: a house number with its street, or the village after a name or "trú tại"."""

import re
from collections.abc import Iterator

from danchu.ground.text.plain import Plain

_STREET = (
    r"duong|pho|ngo|ngach|hem|kiet|xom|thon|ap|ban|buon|to dan pho|tdp|khu pho|kp|to|khu|cu xa"
    r"|chung cu|toa|lo"
)
_UNIT = r"phuong|xa|quan|huyen|thi tran|thi xa|thanh pho|tp|tinh|dac khu|p|q|h"
_CAP = r"[A-Z][A-Za-z']*"
_VALUE = (
    rf"(?:(?i:so) ?)?(?:\d{{1,4}}[A-Za-z]?(?:/\d{{1,4}}[A-Za-z]?){{0,5}}(?![\w/])(?: {_CAP}(?:"
    rf" {_CAP}){{1,3}})?|{_CAP}(?: (?:{_CAP}|\d{{1,3}}(?![\w/]))){{0,4}})"
)
_LOW_VALUE = (
    r"(?:so ?)?(?:\d{1,4}|(?!(?:bi|va|khong|dang|nay|co|cua|da|thi|o|gan) )[a-z]{1,7} [a-z]{1,7})(?![a-z0-9])"
)


def _part(value: str, keys: str = f"{_STREET}|{_UNIT}") -> str:
    return rf"(?i:(?<![a-zA-Z])(?:{keys}))\.? ?{value}"


_MORE = rf"(?:(?: ?, ?| ?- ?| ){_part(_VALUE)}){{0,8}}"
_NUMBER = r"\d{1,4}[A-Za-z]?(?:/\d{1,4}[A-Za-z]?){0,6}"
_HOUSE = re.compile(
    rf"(?<![\w/.,])(?P<all>(?P<word>(?i:so nha|nha so|can ho so|can ho|so"
    rf"|nha)[ .:]{{1,2}})?(?P<number>{_NUMBER})(?![\w/])"
    rf"(?:(?: ?, ?| )(?P<part>{_part(_VALUE)})| (?P<bare>{_CAP}(?: {_CAP}){{1,3}}))?(?P<more>{_MORE}))"
)
_LOW_HOUSE = re.compile(
    rf"(?<![\w/.,])((?:(?:so nha|nha so)[ .:]{{1,2}}\d{{1,4}}[a-z]?(?:/\d{{1,4}}){{0,5}}"
    rf"|\d{{1,4}}[a-z]?(?:/\d{{1,4}}){{1,5}})"
    rf"(?: ?, ?| ){_part(_LOW_VALUE, _STREET)}(?:(?: ?, ?| ){_part(_LOW_VALUE)}){{0,4}})"
)
_LIVES = re.compile(
    r"(?:\b(?:tru|tru tai|tam tru|thuong tru|ngu|ngu tai|dia chi|nha|nha rieng|o|song|noi o|cho o|cu"
    r" tru|lien he|tai)(?: tai| o)? ?:? ?)$"
)
_NOT_A_HOUSE = re.compile(
    r"(?:ngay|hom|sang|chieu|toi|dem|thang|dieu|khoan|muc|luat|nghi dinh|quyet dinh|van ban|cong van"
    r"|thong tu|nghi quyet"
    r"|chi thi|ke hoach|to trinh|thong bao|bao cao|to|thon|ap|phuong|quan|xa|tuyen|dot|ky|lan|quy|thua"
    r"|mau|ty le|ti le"
    r"|khu pho|kp|tru so|dau tu|hon|gan|khoang|co|duong|truong|tram|nhom|doi|phong|to may|xe|tuyen xe) ?$"
)
_DAY_AND_MONTH = re.compile(r"(?:[0-2]?\d|3[01])/(?:0?\d|1[0-2])|24/24|24/7")
_CUE = re.compile(
    rf"(?i:(?<![a-z])(?:ho khau(?: thuong tru)?|thuong tru|tam tru|tru|cu tru|ngu|dia chi(?: lien he|"
    rf" nha| thuong tru)?|noi o|que quan|que"
    rf"|nha (?:toi|em|minh|chau|ba|ong)|gia dinh (?:toi|em|minh|chau))(?: tai|"
    rf" o)?[ :]{{1,3}})({_part(_VALUE)}{_MORE})"
)
_AFTER_NAME = re.compile(
    rf"(?i:(?:,? ?\(?(?:sinh nam|sinh ngay|sn|nam sinh|cccd|cmnd|sdt|dt)[ :]{{1,3}}[\d./ ]{{4,16}}\)?){{0,3}}"
    rf"[ ,]{{1,3}}(?:(?:hien|dang) )?(?:(?:thuong tru|tam tru|cu tru|tru|ngu|song|o|nha o|nha|que|que"
    rf" o)(?: tai| o)?[: ]{{1,2}})?)"
    rf"({_part(_VALUE, _STREET)}{_MORE})"
)

_ONLY_AN_ALLEY = re.compile(r"(?:hem|ngo|ngach|kiet|duong|pho)\.? ?\d{1,4}[a-z]?")


def houses(plain: Plain) -> Iterator[tuple[int, int]]:
    """House numbers with a street or an alley; an alley, a ward or a street alone is where something is."""
    places = [found.span("all") for found in _HOUSE.finditer(plain.cased) if _is_house(found, plain)]
    places += list(_small_letters(plain))
    yield from sorted(places, key=lambda place: (place[0], -place[1]))  # of two readings the longer


def _small_letters(plain: Plain) -> Iterator[tuple[int, int]]:
    for found in _LOW_HOUSE.finditer(plain.low):
        if not _NOT_A_HOUSE.search(plain.low[max(0, found.start() - 14) : found.start()]):
            yield found.span(1)


def _is_house(found: re.Match[str], plain: Plain) -> bool:
    before = plain.low[max(0, found.start() - 16) : found.start()]
    word, number = (found["word"] or "").lower(), found["number"]
    if word[:3] in ("nha", "so ", "can") and word.strip(" .:") != "so":
        return "so" in word or found["part"] is not None
    if re.search(r"[a-z]", before[-1:]) or (_NOT_A_HOUSE.search(before) and not _LIVES.search(before)):
        return False
    slashed = "/" in number and not _DAY_AND_MONTH.fullmatch(number)
    if found["part"]:
        on_street = re.match(rf"(?i:{_STREET})\.? ?(?i:so )?[A-Z]", found["part"])
        return bool(word) or "/" in number or (on_street is not None and bool(_LIVES.search(before)))
    if found["bare"]:
        return bool(
            word
            or slashed
            or _LIVES.search(before)
            or re.match(r"(?i: ?, ?(?:p|q|phuong|quan|xa)\b)", found["more"])
        )
    return slashed and number.count("/") > 1 and bool(_LIVES.search(before))


def homes(plain: Plain, people: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Villages, alleys and groups that follow a person's name, or words such as "trú tại"."""
    for _, end in people:
        found = _AFTER_NAME.match(plain.cased, end)
        if found and not _ONLY_AN_ALLEY.fullmatch(found[1].lower()):
            yield found.span(1)
    for found in _CUE.finditer(plain.cased):
        yield found.span(1)
