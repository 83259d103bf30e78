"""What everybody reads of a promise, to be covered where it names somebody; and what stood there first, kept apart."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danchu.ground.journal.steps import Refused
from danchu.ground.people.models import Person
from danchu.ground.text.covering import only_covers
from danchu.mechanisms.works.models import Commitment, Original, Statement

COLUMNS = {
    "title": gettext_lazy("Hứa làm gì"), "detail": gettext_lazy("Nói rõ thêm"), "for_whom": gettext_lazy("Cho ai"),
    "measure": gettext_lazy("Thế nào là xong"), "budget": gettext_lazy("Nguồn kinh phí"),
}
SAID = "said-"


def texts_of(commitment: Commitment) -> dict[str, str]:
    """All that everybody reads of it, by name: its own columns, then the public words of each step. One statement."""
    texts = {name: str(getattr(commitment, name)) for name in COLUMNS}
    said = Statement.objects.filter(commitment=commitment).exclude(shown="").order_by("id")
    texts |= {f"{SAID}{pk}": shown for pk, shown in said.values_list("pk", "shown")}
    return {name: text for name, text in texts.items() if text}


def check(known: dict[str, str], changed: dict[str, str]) -> None:
    """Only covering, and no longer than fits. Raises Refused."""
    for name, text in changed.items():
        if not only_covers(known[name], text):
            raise Refused(_("Chỉ che được, không sửa được lời khác của cam kết đã công khai."))
        most = longest(name)
        if most and len(text) > most:
            raise Refused(_("Bản đã che dài quá. Hãy che một đoạn dài hơn ở: %(which)s.") % {"which": COLUMNS[name]})


def longest(name: str) -> int:
    """How long this text may be; 0: as long as it likes."""
    field: Any = Commitment._meta.get_field(name) if name in COLUMNS else None
    return (field.max_length or 0) if field else 0


def keep(commitment: Commitment, words: dict[str, str], *, by: Person | None, now: datetime) -> None:
    """The first words of each, once: what was covered a second time is not what was said."""
    Original.objects.bulk_create([Original(commitment=commitment, name=name, text=text, by=by, at=now)
                                  for name, text in words.items()], ignore_conflicts=True)


def write_words(commitment: Commitment, changed: dict[str, str]) -> None:
    """The covered words of steps; the columns are changed with the step itself."""
    for name, text in changed.items():
        if name.startswith(SAID):
            Statement.objects.filter(pk=int(name.removeprefix(SAID)), commitment=commitment).update(shown=text)
