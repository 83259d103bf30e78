"""Who stands near a unit (above it, below it) and who came before and after it. Read for a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from danchu.ground.offices.models import Level, Succession, SuccessionKind, Unit, UnitParent, holds_on

# What takes a unit over as a whole: its promises go with it. A part taken away leaves them where they are.
WHOLE = (SuccessionKind.FULL, SuccessionKind.MERGE, SuccessionKind.RENAMED, SuccessionKind.RETYPED,
         SuccessionKind.TRANSFER)
FARTHEST = 12  # generations looked back: nobody was merged so often


def kin_of(unit: Unit, day: date) -> frozenset[int]:
    """The unit, whom it stands under, who stands under it, and the offices of the same authority. One statement."""
    return frozenset(kin(unit, day).values_list("pk", flat=True))


def kin(unit: Unit, day: Any) -> QuerySet[Unit]:
    """The same as a query; `day` may be the slot of a written statement."""
    # Each way by its own index, and put together: joined, or one `or` another, they would read every unit there is.
    links, units = UnitParent.objects.filter(holds_on(day)).order_by(), Unit.objects.order_by()
    ways = (links.filter(unit_id=unit.pk).values("parent_id"), links.filter(parent_id=unit.pk).values("unit_id"),
            units.filter(_same_authority(unit)).values("pk"))
    near = units.filter(pk=unit.pk).values("pk").union(*ways, all=True)
    # the territory itself is no office; whole villages hang on it
    return Unit.objects.filter(pk__in=near).exclude(pk=unit.serves_id or 0).order_by()


def offices_under(unit: Unit) -> frozenset[int]:
    """The unit and, where it is a body, the offices that work for it. One statement."""
    if unit.level != Level.BODY:
        return frozenset({unit.pk})
    return frozenset({unit.pk, *Unit.objects.filter(_same_authority(unit)).values_list("pk", flat=True)})


def houses_of(units: Iterable[int]) -> QuerySet[Unit]:
    """These units and the offices of those among them that are bodies. A query, to stand inside another."""
    units = list(units)
    of_body = Unit.objects.filter(pk__in=units, level=Level.BODY, serves_id=OuterRef("serves_id"),
                                  family=OuterRef("family"))
    places = Unit.objects.filter(pk__in=units, level=Level.BODY).values("serves_id")  # by index
    return Unit.objects.filter(Q(pk__in=units) | Q(serves_id__in=places, level=Level.OFFICE) & Q(Exists(of_body)))


def authorities_of(units: Iterable[int]) -> QuerySet[Unit]:
    """These units and every office and body of the same authorities: nobody of them judges another. A query."""
    units = list(units)
    mine = Unit.objects.filter(pk__in=units, serves_id=OuterRef("serves_id"), family=OuterRef("family"))
    near = Q(serves_id__in=Unit.objects.filter(pk__in=units).values("serves_id"))  # by index
    beside = near & Q(level=Level.OFFICE) & Q(Exists(mine.filter(level__in=(Level.BODY, Level.OFFICE))))
    above = near & Q(level=Level.BODY) & Q(Exists(mine.filter(level=Level.OFFICE)))
    return Unit.objects.filter(Q(pk__in=units) | beside | above)


def line_of(units: Iterable[int], day: date) -> frozenset[int]:
    """These units and all that went into them as a whole by `day`. One statement a generation."""
    line = frozenset(units)
    young = line
    for _generation in range(FARTHEST):
        before = Succession.objects.filter(successor_id__in=young, kind__in=WHOLE, effective_on__lte=day)
        young = frozenset(before.values_list("predecessor_id", flat=True)) - line
        if not young:
            break
        line |= young
    return line


def heirs_of(unit: Unit, day: date) -> list[Unit]:
    """Who took this unit over by `day`, in whole or in part; none while it stands."""
    took = Succession.objects.filter(predecessor=unit, effective_on__lte=day).exclude(kind=SuccessionKind.UNCHANGED)
    return [row.successor for row in took.select_related("successor").order_by("effective_on", "id")]


def only_heir_of(unit: Unit, day: date) -> Unit | None:
    """The one unit that took this one over as a whole by `day`; None where it was parted, or stands."""
    passed = only_succession_of(unit, day)
    return passed.successor if passed else None


def only_succession_of(unit: Unit, day: date) -> Succession | None:
    """How this unit passed as a whole to its one heir, with the day, by `day`; None where it was parted, or stands."""
    took = Succession.objects.filter(predecessor=unit, effective_on__lte=day).exclude(kind=SuccessionKind.UNCHANGED)
    rows = list(took.select_related("successor")[:2])
    return rows[0] if len(rows) == 1 and rows[0].kind in WHOLE else None


def _same_authority(unit: Unit) -> Q:
    """Offices (and, for an office, bodies) of its family that serve the same place."""
    if unit.serves_id is None or unit.level not in (Level.BODY, Level.OFFICE):
        return Q(pk=unit.pk)
    levels = (Level.OFFICE,) if unit.level == Level.BODY else (Level.OFFICE, Level.BODY)
    return Q(serves_id=unit.serves_id, family=unit.family, level__in=levels)
