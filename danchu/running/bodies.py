"""`danchu body add`: who answers on this portal. The map knows territories; bodies and offices are told."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from danchu.ground.offices.models import Family, Level, Unit, UnitName, UnitParent
from danchu.ground.text.fold import fold
from danchu.running.refusal import Refused

FAMILIES = [family.value for family in Family if family != Family.TERRITORY]
CODE = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")  # never like an official code, which has a colon


def add(code: str, *, type_name: str, name: str, serves: str | None, under: str | None, family: str,
        today: date, say: Callable[[str], Any]) -> int:
    """The unit, its name and its parent from today on, or nothing. Raises Refused."""
    if not CODE.fullmatch(code):
        raise Refused(f"Mã “{code}” không dùng được: chữ thường không dấu, số, nối bằng chấm, gạch ngang.")
    if not serves and not under:
        raise Refused("Cần --serves (xã, phường được phục vụ) hoặc --under (cơ quan cấp trên).")
    parent = _unit(under) if under else None
    territory = _unit(serves) if serves else parent.serves if parent else None
    full_name = f"{type_name} {name}"
    called: dict[str, Any] = {
        "name": name, "type_name": type_name, "full_name": full_name, "valid_from": today}
    level = Level.OFFICE if parent else Level.BODY
    try:
        with transaction.atomic():
            unit = Unit.objects.create(
                code=code, family=family, level=level, serves=territory, folded=fold(full_name), **called)
            UnitName.objects.create(unit=unit, **called)
            if parent:
                UnitParent.objects.create(unit=unit, parent=parent, valid_from=today)
    except IntegrityError:
        raise Refused(f"Mã “{code}” đã có: chọn mã khác.") from None
    say(f"Đã thêm {full_name} ({code})" + (f", phục vụ {territory.full_name}." if territory else "."))
    return 0


def _unit(code: str) -> Unit:
    """By our code, or by the official number of a commune of today as `danchu units resolve` prints it."""
    unit = Unit.objects.filter(code__in=[code, f"X:{code}", f"T:{code}"]).first()
    if unit is None:
        raise Refused(f"Không có đơn vị mã “{code}”: tra bằng  danchu units resolve \"tên đơn vị\"")
    return unit
