"""What a form or an import hands over: a thing to be made public, a look at where it hangs; and what can be neither."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground.files.cleaning import Cleaned
from danchu.ground.journal.steps import Refused
from danchu.ground.offices.models import Unit
from danchu.law.disclosure import OWN, Form
from danchu.law.publication import Document
from danchu.mechanisms.disclosures.models import Disclosure, OwnItem


@dataclass(frozen=True)
class Entry:
    """What is to be made public, already cleaned by a form or an import."""

    item: int
    title: str
    summary: str
    decision: str
    decided_on: date
    body: Unit
    office: Unit | None = None
    own_item: OwnItem | None = None
    document: Document = Document.GENERAL
    covers_until: date | None = None
    loud_text: str = ""
    sms_text: str = ""
    forms: tuple[Form, ...] = ()
    places: tuple[str, ...] = ()
    loudspeaker: bool = True

    def columns(self) -> dict[str, Any]:
        return {
            "item": self.item, "own_item": self.own_item, "title": self.title, "summary": self.summary,
            "decision": self.decision, "decided_on": self.decided_on, "office": self.office,
            "document": self.document.value,
            "covers_until": self.covers_until, "loud_text": self.loud_text, "sms_text": self.sms_text,
            "forms": [f.value for f in self.forms], "places": list(self.places), "loudspeaker": self.loudspeaker,
        }


@dataclass(frozen=True)
class Look:
    """What somebody saw, broadcast or told: a photo or a note with it."""

    form: Form
    on: date
    place: str = ""
    up: bool = True
    note: str = ""
    photo: Cleaned | None = None
    shown: bool = False  # the photo shows nobody: anyone may see it
    token: UUID = field(default_factory=lambda: UUID(bytes=secrets.token_bytes(16)))


def check(entry: Entry, now: datetime) -> None:
    """Raises Refused for what cannot be, or is not told so that people understand it."""
    if entry.decided_on > timezone.localtime(now).date():
        raise Refused(_("Ngày quyết định không thể sau hôm nay."))
    if entry.own_item and (entry.item != OWN or entry.own_item.body_id != entry.body.pk):
        raise Refused(_("Nội dung tự thêm này không phải của cơ quan."))
    if not entry.summary.strip():
        raise Refused(_("Cần tóm tắt bằng lời dễ hiểu: dân đọc phần này trước."))


def check_look(disclosure: Disclosure, look: Look, now: datetime) -> None:
    """Raises Refused for a day or a place that cannot be, and for what leaves nothing to look at."""
    if look.on > timezone.localtime(now).date():
        raise Refused(_("Ngày ghi nhận không thể sau hôm nay."))
    if look.on < disclosure.decided_on:
        raise Refused(_("Ngày ghi nhận không thể trước ngày quyết định."))
    if not (look.photo or look.note.strip()):
        raise Refused(_("Cần một ảnh, hoặc một dòng ghi nhận có tên người ký."))
    if look.form is Form.POSTING and disclosure.places and look.place not in disclosure.places:
        raise Refused(_("Chọn một trong các nơi niêm yết đã ghi."))
