"""What can happen to a document: brought in, revised, put forward, issued. Part of `actions`, called through it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from danchu.ground.journal import steps
from danchu.ground.journal import writing as journal
from danchu.ground.journal.models import Audience
from danchu.ground.journal.steps import Refused
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.ground.text.codes import new_code
from danchu.law.limits import Duty, limit_for
from danchu.law.roles import Role
from danchu.mechanisms.consultations import rules
from danchu.mechanisms.consultations.majority import any_without_majority
from danchu.mechanisms.consultations.models import (
    Consultation,
    Criticism,
    Document,
    Edition,
    Part,
    part_played_by,
)
from danchu.mechanisms.consultations.rules import DRAFT_JOURNEY, Draft, DraftStep, Exemption, Kind, Matter
from danchu.mechanisms.consultations.words import EXEMPTIONS

MOST_PARTS = 30_000


class Parsed(Protocol):
    """A part as the parser of drafts hands it over: a tree."""

    @property
    def kind(self) -> Any: ...
    @property
    def number(self) -> str: ...
    @property
    def eid(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def children(self) -> Sequence[Any]: ...


@dataclass(frozen=True)
class Brought:
    """What is typed of a new document."""

    title: str
    kind: Kind
    matter: Matter
    body: Unit
    office: Unit | None = None


def bring_in(said: Brought, parts: Sequence[Parsed], *, token: UUID, source: str, by: Standing,
             now: datetime) -> Document:
    """A new document with its first edition. The same form twice is the same document."""
    if not part_played_by(by, Document(body=said.body, office=said.office)) - {Role.PUBLIC}:
        raise steps.NotTheirs(_("Không tìm thấy việc này."))
    try:
        with transaction.atomic():
            document = Document.objects.create(
                code=new_code(rules.DRAFT_PREFIX, _day(now).year, secrets.token_bytes(8)), token=token,
                title=said.title, kind=said.kind, matter=said.matter, state=Draft.DRAFT, body=said.body,
                office=said.office, made_at=now)
            _edition(document, parts, no=1, source=source, note="", by=by, now=now)
            _tell(DraftStep.BRING_IN, document, by=by, now=now)
            return document
    except IntegrityError:
        known = Document.objects.filter(token=token).first()
        return known or bring_in(said, parts, token=token, source=source, by=by, now=now)


def add_version(document: Document, parts: Sequence[Parsed], *, source: str, note: str, by: Standing,
                now: datetime) -> Edition:
    """The next edition; earlier ones stay as people read them."""
    with transaction.atomic():
        no = (document.editions.order_by("-no").values_list("no", flat=True).first() or 0) + 1
        _take(DraftStep.ADD_VERSION, document, by=by, now=now, about={"no": no})
        return _edition(document, parts, no=no, source=source, note=note, by=by, now=now)


def review(document: Document, *, by: Standing, now: datetime) -> Document:
    """It was read by those who must agree to it."""
    return _take(DraftStep.REVIEW, document, by=by, now=now)


def revise(document: Document, *, by: Standing, now: datetime) -> Document:
    """What was found at review is put right."""
    return _take(DraftStep.REVISE, document, by=by, now=now)


def put_forward(document: Document, *, by: Standing, now: datetime) -> Document:
    """It goes to whoever issues it; not before the Front has had its days with the draft (Law 75/2015 art. 36(1))."""
    for criticism in Criticism.objects.filter(consultation__document=document):
        first = may_be_put_forward_on(criticism)
        if _day(now) < first:
            limit = limit_for(Duty.SEND_DRAFT_FOR_CRITICISM, criticism.sent_on)
            raise Refused(_("Dự thảo gửi Mặt trận ngày %(sent)s: sớm nhất được trình ngày %(day)s (%(under)s).") % {
                "sent": f"{criticism.sent_on:%d/%m/%Y}", "day": f"{first:%d/%m/%Y}",
                "under": limit.under})
    return _take(DraftStep.PUT_FORWARD, document, by=by, now=now)


def may_be_put_forward_on(criticism: Criticism) -> date:
    """The first day on which a draft sent for criticism may be put forward (Law 75/2015 art. 36(1))."""
    return criticism.sent_on + timedelta(days=limit_for(Duty.SEND_DRAFT_FOR_CRITICISM, criticism.sent_on).amount)


def exempt(document: Document, *, why: Exemption, under: str, by: Standing, now: datetime) -> Document:
    """People need not be asked: a coded reason and the article, on record before it is issued."""
    under = under.strip() or rules.EXEMPT_UNDER[why]
    if why is Exemption.OTHER_LAW and under == rules.EXEMPT_UNDER[why]:
        raise Refused(_("Ghi rõ điều, khoản của luật quy định cách lấy ý kiến riêng."))
    return _take(DraftStep.EXEMPT, document, by=by, now=now, exempt_for=why, exempt_under=under, text=under,
                 about={"why": str(EXEMPTIONS[why])})


def issue(document: Document, *, number: str, on: date, by: Standing, now: datetime,
          explained: bool = False) -> Document:
    """The gate: what people must be asked about is not issued before its table is published (Law 10/2022 art. 25).

    `explained`: it is the decision on a consultation that issues it, and says why where it differs from the majority.
    """
    if not number.strip():
        raise Refused(_("Cần có số, ký hiệu của văn bản."))
    missing = what_the_gate_misses(document, asked_about(document), explained=explained)
    if missing:
        raise Refused(missing)
    return _take(DraftStep.ISSUE, document, by=by, now=now, number=number.strip(), issued_on=on,
                 about={"number": number.strip()})


def asked_about(document: Document) -> list[Consultation]:
    """The consultations on a document, the oldest first, as the gate wants to know them. One statement."""
    found = Consultation.objects.filter(document=document).select_related("criticism")
    return list(found.annotate(against_most=any_without_majority()).order_by("id"))


def what_the_gate_misses(document: Document, asked_about_it: Sequence[Consultation], *, explained: bool = False) -> str:
    """Why this document may not be issued yet, in words with the article; empty where it may. Of `asked_about`."""
    criticisms = [found for c in asked_about_it if (found := getattr(c, "criticism", None))]
    unanswered = next((k for k in criticisms if k.received_on is not None and k.reply == ""), None)
    if unanswered:  # whatever the matter: an exemption from asking people is none from answering the Front
        return _("Chưa trả lời bằng văn bản phản biện xã hội số %(number)s của Mặt trận "
                 "(Điều 36 khoản 3, Luật Mặt trận Tổ quốc Việt Nam 75/2015/QH13).") % {"number": unanswered.number}
    if document.exempt_for:
        return ""
    asked = [c for c in asked_about_it if c.state in rules.LISTED]
    waits = next((c for c in asked if not c.has_table), None)
    if waits:  # whoever was asked is answered first, whatever the matter
        return _("Đợt lấy ý kiến %(code)s chưa công khai bảng tổng hợp, tiếp thu, giải trình "
                 "(Điều 28 khoản 3, Luật 10/2022/QH15).") % {"code": waits.code}
    against = next((c for c in asked if not explained and c.state != rules.State.DECIDED
                    and getattr(c, "against_most", False)), None)
    if against:
        return _("Có điều khác ý kiến đa số ở đợt lấy ý kiến %(code)s: ghi quyết định ban hành ở trang của đợt đó, "
                 "kèm giải trình lý do (%(under)s).") % {"code": against.code, "under": rules.EXPLAINED_UNDER}
    if not asked and Matter(document.matter) in rules.MUST_CONSULT:
        return _("Văn bản này phải lấy ý kiến Nhân dân trước khi ban hành (%(under)s): chưa có đợt lấy ý kiến nào.") % {
            "under": rules.ASKED_UNDER}
    return ""


def _edition(document: Document, parts: Sequence[Parsed], *, no: int, source: str, note: str, by: Standing,
             now: datetime) -> Edition:
    flat = list(flattened(parts))
    if not flat:
        raise Refused(_("Chưa thấy nội dung nào trong dự thảo."))
    if len(flat) > MOST_PARTS:
        raise Refused(_("Dự thảo có quá nhiều phần (%(n)s). Hãy tách thành nhiều văn bản.") % {"n": len(flat)})
    edition = Edition.objects.create(document=document, no=no, source=source, note=note[:300], by=by.person,
                                     made_at=now, articles=sum(p.kind == "article" for p in flat))
    for part in flat:
        part.edition = edition
    Part.objects.bulk_create(flat, batch_size=500)
    return edition


def flattened(parts: Sequence[Parsed]) -> Iterator[Part]:
    """The tree in reading order; each part knows the article it stands in."""
    seen: set[str] = set()
    for place, (part, article, depth) in enumerate(_walk(parts, "", 0)):
        eid = part.eid or f"p{place}"
        while eid in seen:  # a draft may use a number twice; here each part has its own id
            eid += "x"
        seen.add(eid)
        kind = str(getattr(part.kind, "value", part.kind))
        yield Part(place=place, eid=eid, article=eid if kind == "article" else article, depth=depth, kind=kind,
                   number=part.number, label=spoken_name(kind, part.label), heading=part.heading, text=part.text)


_INSIDE = re.compile(r" (?:Phần|Chương|Mục|Tiểu mục) .*$")  # where an article stands: its number alone says which


def spoken_name(kind: str, label: str) -> str:
    """ “Khoản 2 Điều 5”, as people say it."""
    short = _INSIDE.sub("", label) if kind in ("article", "clause", "stray_clause", "point") else label
    return (short[:1].upper() + short[1:])[:120]


def _walk(parts: Sequence[Parsed], article: str, depth: int) -> Iterator[tuple[Parsed, str, int]]:
    for part in parts:
        yield part, article, depth
        inside = part.eid if str(getattr(part.kind, "value", part.kind)) == "article" else article
        yield from _walk(part.children, inside, depth + 1)


def _take(step: DraftStep, document: Document, *, by: Standing, now: datetime, about: dict[str, Any] | None = None,
          text: str = "", **changes: Any) -> Document:
    return steps.take(step, document, journey=DRAFT_JOURNEY, parts=part_played_by(by, document), by=by.person,
                      unit=document.body, now=now, audience=Audience.INTERNAL, about=about, text=text, **changes)


def _tell(step: DraftStep, document: Document, *, by: Standing, now: datetime) -> None:
    journal.write(document.code, step.value, at=now, role=Role.HANDLER.value, by=by.person, unit=document.body,
                  audience=Audience.INTERNAL)


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()
