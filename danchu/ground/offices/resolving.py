"""From an address as people write it to today's communes. Pure: the map in memory, `today` given.

An address is read from its end: province, district, commune; what stands before the commune (house,
street, hamlet) is not looked at. Every possible reading is kept and all their answers are listed;
`unique` is said only when they are one and the same commune.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from danchu.ground.offices.gazetteer import Entry, Layer, the_gazetteer
from danchu.ground.offices.matching import Match, NamesIn, of_type
from danchu.ground.offices.names import (
    COMMUNE_TYPES,
    DISTRICT_TYPES,
    PROVINCE_TYPES,
    Word,
    in_reading_order,
    words_of,
)
from danchu.ground.offices.rules import FORMER_NAMESAKE, REASONS, Ground, Mode
from danchu.ground.offices.territories import the_map

MAX_LENGTH = 500
SHOWN = 6
NOT_A_TYPE_OF = {Layer.COMMUNE: "Thị trấn", Layer.OLD_COMMUNE: "Đặc khu"}


@dataclass(frozen=True)
class Place:
    """A commune of today: official code, "Phường Sài Gòn", "Thành phố Hồ Chí Minh"."""

    code: str
    full_name: str
    province: str


@dataclass(frozen=True)
class Resolution:
    """`codes` are official codes of today's communes: one if unique, several to choose from, or none."""

    mode: Mode
    codes: list[str]
    reason: str
    candidates: tuple[Place, ...] = ()
    ground: Ground = Ground.UNKNOWN


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand the address."""

    commune: Match
    district: Match | None
    province: Match | None


def resolve(text: str, today: date) -> Resolution:
    """Today's commune of an address, or the candidates with the reason. Never guesses, never raises."""
    if len(text) > MAX_LENGTH:
        return _nothing(Ground.TOO_LONG)
    written = words_of(text)
    words = _in_usual_order(written, today)
    if not words:
        return _nothing(Ground.EMPTY)
    found = Reader(words, today).resolution(Reader(written, today) if words != written else None)
    return found or _nothing(Ground.UNKNOWN, " ".join("".join(filter(str.isprintable, text)).split())[:80])


class Reader:
    """Reads one address."""

    def __init__(self, words: list[Word], today: date) -> None:
        self.words = words
        self.today = today
        self.book = the_gazetteer()
        self.names = NamesIn(words)
        self.province = self._province()

    def resolution(self, as_written: Reader | None = None) -> Resolution | None:
        """The strongest evidence answers alone; weaker readings are listed together. None: not understood.

        `as_written`: the words before they were turned round; "Bình Phước, Bình Sơn" is a commune in its district too.
        """
        by_district = list(self._by_district())
        other = list(as_written._by_district()) if as_written else []
        if other and as_written:
            turned = [r for r in by_district + list(self._by_commune()) if not r.commune.typed]
            return as_written._answer(other + turned)
        full = [reading for reading in by_district if reading.province]
        if full:
            return self._answer(full)
        plain = list(self._by_commune())
        official = self._official_today(plain)
        if len({e.code for reading in official for e in reading.commune.entries}) == 1:
            return self._with_namesakes(self._answer(official), plain)
        mixed = by_district + plain or list(self._new_name_on_old_ground())
        return self._answer(_typed_or_covering(mixed)) if mixed else self._without_commune()

    # --- readings --------------------------------------------------------------------------------

    def _province(self) -> Match | None:
        """The longest province name at the end, unless the words can only mean a city of that name."""
        found = list(self.names.endings(len(self.words), Layer.PROVINCE, PROVINCE_TYPES, loose=True))
        if not found:
            return None
        longest = max(found, key=lambda match: match.end - match.start)
        held = tuple(e for e in longest.entries if self.today >= e.since)
        exact = tuple(e for e in held if longest.typed in (None, e.type_name))
        if not exact and self._names_a_city(longest):
            return None
        return Match(longest.start, longest.end, exact or held, longest.typed)

    def _names_a_city(self, province: Match) -> bool:
        cities = self._districts(province.end)
        return any(city.typed == e.type_name for city in cities for e in city.entries)

    def _districts(self, end: int) -> list[Match]:
        return list(self.names.endings(end, Layer.DISTRICT, DISTRICT_TYPES, loose=True))

    def _by_district(self) -> Iterator[Reading]:
        for province in (self.province, None):
            end = province.start if province else len(self.words)
            for found in self._districts(end):
                tried = (self._commune_of(district, province) for district in self._in_scope(found, province))
                yield from [reading for reading in tried if reading][:1]
            if province is None:
                return

    def _in_scope(self, found: Match, province: Match | None) -> list[Match]:
        """The district within the old province; then within today's larger one, which people mix in."""
        scopes: list[tuple[Entry, ...]] = [found.entries]
        if province:
            old, wide = _scope(province)
            scopes = [tuple(e for e in found.entries if e.parent in inside) for inside in (old, wide)]
        return [of_type(found, entries) for entries in scopes if entries]

    def _commune_of(self, district: Match, province: Match | None) -> Reading | None:
        inside = {e.code for e in district.entries}
        for commune in self.names.endings(district.start, Layer.OLD_COMMUNE, COMMUNE_TYPES, loose=False):
            entries = self.names.best(commune, [e for e in commune.entries if e.parent in inside])
            if entries:
                return Reading(Match(commune.start, commune.end, entries, commune.typed), district, province)
        return None

    def _by_commune(self) -> Iterator[Reading]:
        """Commune and province, or a commune alone ("Phường Phố Huế" is no ward in Huế)."""
        doubtful = (
            self.province and not self.province.typed and not self.words[self.province.start].after_comma
        )
        for province in (self.province, None) if doubtful else (self.province,):
            end = province.start if province else len(self.words)
            for layer in (Layer.COMMUNE, Layer.OLD_COMMUNE):
                for found in self.names.endings(end, layer, COMMUNE_TYPES, loose=False):
                    yield from self._commune_in(found, layer, province)

    def _commune_in(self, found: Match, layer: Layer, province: Match | None) -> Iterator[Reading]:
        if province is None and self.province and not found.typed and found.start >= self.province.start:
            return  # "Bình Dương" at the end of an address is the province, not the ward
        if found.typed == NOT_A_TYPE_OF[layer]:
            return
        if not found.typed and self.names.writes_a_commune(found.start):
            return  # "Phường Xyz, Long Thành, Đồng Nai": the ward was written, and it is another
        inside = [e for e in found.entries if self._is_inside(e, layer, province) and e.since <= self.today]
        if inside:
            yield Reading(Match(found.start, found.end, tuple(inside), found.typed), None, province)

    def _is_inside(self, entry: Entry, layer: Layer, province: Match | None) -> bool:
        if province is None:
            return True
        if layer is Layer.COMMUNE:
            return entry.parent in {e.code for e in province.entries if not e.old}
        old, wide = _scope(province)
        return self.book.province_of(entry) in old | wide

    def _new_name_on_old_ground(self) -> Iterator[Reading]:
        """ "P. Sài Gòn, Q.1", "P. Thủ Dầu Một, Bình Dương": a ward of today in a unit of yesterday."""
        for place, provinces, districts in self._old_ground():
            for found in self.names.endings(place.start, Layer.COMMUNE, COMMUNE_TYPES, loose=False):
                there = [e for e in found.entries if self.book.lies_in(e, provinces, districts)]
                inside = tuple(e for e in there if found.typed and self.names.is_exact(found, e))
                if inside:
                    yield Reading(Match(found.start, found.end, inside, found.typed), place, self.province)

    def _old_ground(self) -> Iterator[tuple[Match, set[str], set[str]]]:
        """Where it may lie: the words, and the old provinces or districts they name."""
        end = self.province.start if self.province else len(self.words)
        for found in self._districts(end):
            for district in self._in_scope(found, self.province):
                yield district, set(), {e.code for e in district.entries}
        if self.province:
            yield self.province, _scope(self.province)[0], set()

    def _official_today(self, readings: list[Reading]) -> list[Reading]:
        """Type, name and province just as they stand today: the official way to write an address now."""
        if any(reading.province is None for reading in readings):
            return []
        kept = []
        for reading in readings:
            entries = tuple(
                e for e in reading.commune.entries if self.names.is_exact(reading.commune, e) and not e.old
            )
            if reading.commune.typed and entries:
                match = Match(reading.commune.start, reading.commune.end, entries, reading.commune.typed)
                kept.append(Reading(match, None, reading.province))
        return kept

    # --- choosing and answering ------------------------------------------------------------------

    def _answer(self, readings: list[Reading]) -> Resolution:
        pairs = [(reading, e) for reading in readings for e in reading.commune.entries]
        exact = [(reading, e) for reading, e in pairs if self.names.is_exact(reading.commune, e)]
        entries = list(dict.fromkeys(e for _, e in exact or pairs))
        codes = {code for e in entries for code in self.book.today_of(e)}
        codes |= self._same_words_as_a_district([reading for reading, _ in exact or pairs])
        return self._resolution(entries, sorted(codes), readings[0])

    def _with_namesakes(self, found: Resolution, readings: list[Reading]) -> Resolution:
        """Say so where an old commune of the same name and type had other ground."""
        exact = (e for r in readings for e in r.commune.entries if self.names.is_exact(r.commune, e))
        elsewhere = any(set(self.book.today_of(e)) - set(found.codes) for e in exact if e.old)
        return replace(found, reason=found.reason + FORMER_NAMESAKE) if elsewhere else found

    def _same_words_as_a_district(self, readings: list[Reading]) -> set[str]:
        """ "Ba Đình, Hà Nội" may be the ward of today or the district of yesterday: list both."""
        codes: set[str] = set()
        for reading in readings:
            if reading.district or reading.commune.typed:
                continue
            for found in self._districts(reading.commune.end):
                if found.start > reading.commune.start:
                    continue  # "Đức Huệ" is not the city of Huế
                for district in self._in_scope(found, reading.province):
                    codes |= {code for e in district.entries for code in self.book.today_of(e)}
        return codes

    def _resolution(self, entries: list[Entry], codes: list[str], reading: Reading) -> Resolution:
        mode = Mode.UNIQUE if len(codes) == 1 else Mode.AMBIGUOUS
        if mode is Mode.UNIQUE:
            ground = Ground.TODAY if any(not e.old for e in entries) else Ground.MERGED
        else:
            ground = Ground.SPLIT if len(entries) == 1 and entries[0].old else Ground.HOMONYM
        return self._say(mode, ground, self._what(ground, entries, codes, reading.commune.typed), codes)

    def _what(self, ground: Ground, entries: list[Entry], codes: list[str], typed: str | None) -> str:
        """What the sentence speaks of: today's name, the old unit and all above it, or the shared name."""
        if ground is Ground.TODAY:
            place = _place(codes[0], self.today)
            return f"{place.full_name}, {place.province}"
        if ground is not Ground.HOMONYM:
            return self.book.described(entries[0])
        return f"{typed} {entries[0].name}" if typed else entries[0].name

    def _without_commune(self) -> Resolution | None:
        """Nothing names a commune: say which level was reached."""
        if self.province and self.province.start == 0:
            return self._say(Mode.NONE, Ground.PROVINCE, self.province.entries[-1].full_name, [])
        for province in (self.province, None):
            end = province.start if province else len(self.words)
            found = [d for match in self._districts(end) for d in self._in_scope(match, province)]
            if found and not self.names.writes_a_commune(found[0].start):
                return self._district_only(found[0], or_province=province is None)
        if self.province and not self.names.writes_a_commune(self.province.start):
            return self._say(Mode.NONE, Ground.PROVINCE, self.province.entries[-1].full_name, [])
        return None

    def _district_only(self, district: Match, *, or_province: bool) -> Resolution:
        entries = district.entries
        codes = sorted({code for e in entries for code in self.book.today_of(e)})
        ground = Ground.DISTRICT if len({e.code for e in entries}) == 1 else Ground.HOMONYM
        if len(codes) == 1:
            if or_province and self.province and not district.typed:  # "12 Lê Lợi, Quảng Trị": town or province?
                return self._say(Mode.NONE, Ground.PROVINCE, self.province.entries[-1].full_name, [])
            return self._say(Mode.UNIQUE, Ground.MERGED, self.book.described(entries[0]), codes)
        return self._say(
            Mode.AMBIGUOUS, ground, self._what(ground, list(entries), codes, district.typed), codes
        )

    def _say(self, mode: Mode, ground: Ground, what: str, codes: list[str]) -> Resolution:
        places = tuple(_place(code, self.today) for code in codes)
        shown = "; ".join(f"{place.full_name} ({place.province})" for place in places[:SHOWN])
        more = f" và {len(places) - SHOWN} nơi khác" if len(places) > SHOWN else ""
        reason = REASONS[ground].format(what=what, now=shown + more, n=len(places))
        return Resolution(mode, codes, reason, places, ground)


def _typed_or_covering(readings: list[Reading]) -> list[Reading]:
    """Those with a type written, if any; and those whose name takes that word up: "xa dung" may be the name Xa Dung."""
    types = {reading.commune.start for reading in readings if reading.commune.typed}
    return [r for r in readings if not types or r.commune.typed
            or any(r.commune.start <= at < r.commune.end for at in types)]


@lru_cache(maxsize=512)
def _scope(province: Match) -> tuple[set[str], set[str]]:
    """Old provinces of that name; old provinces inside today's province of that name."""
    old = {e.code for e in province.entries if e.old}
    now = {e.code for e in province.entries if not e.old}
    return old, {before for before, heir in the_map().province_heirs.items() if heir in now}


def _in_usual_order(words: list[Word], today: date) -> list[Word]:
    """ "TP.HCM, Q.1, P. Bến Nghé" is turned round, and a district before its commune changes places."""
    parts = in_reading_order(words)
    if len(parts) > 1 and _is_province(parts[0], today) and not Reader(parts[-1], today).province:
        parts.reverse()
    for i, (part, following) in enumerate(pairwise(parts)):
        if _is_typed(part, Layer.DISTRICT, today) and _is_typed(following, Layer.OLD_COMMUNE, today):
            parts[i], parts[i + 1] = following, part
    return [word for part in parts for word in part]


def _is_province(part: list[Word], today: date) -> bool:
    province = Reader(part, today).province
    return province is not None and province.start == 0


def _is_typed(part: list[Word], layer: Layer, today: date) -> bool:
    """Is the whole part one name of `layer` with its type written?"""
    types = DISTRICT_TYPES if layer is Layer.DISTRICT else COMMUNE_TYPES
    found = NamesIn(part).endings(len(part), layer, types, loose=False)
    return any(match.start == 0 and match.typed for match in found)


def _place(code: str, today: date) -> Place:
    commune = the_map().communes[code]
    province = the_map().provinces[commune.parent]
    names = [f"{the_map().type_on(unit, today)} {unit.name}" for unit in (commune, province)]
    return Place(code, *names)


def _nothing(ground: Ground, what: str = "") -> Resolution:
    return Resolution(Mode.NONE, [], REASONS[ground].format(what=what), (), ground)
