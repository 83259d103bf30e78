"""The conclusion notice and the minutes in official layout (Decree 30/2020; the Party's own for Party bodies)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from danchu.ground.documents import numbers
from danchu.ground.documents.issuers import issuer
from danchu.ground.documents.paper import Paper, Paragraph, Signature
from danchu.law.papers import Kind
from danchu.mechanisms.dialogues.models import Dialogue

SLUGS = {"thong-bao-ket-luan": Kind.NOTICE, "bien-ban": Kind.MINUTES}


def number(dialogue: Dialogue, *, now: datetime) -> None:
    """Give the conclusion its number from the unit's own register. Inside the transaction that publishes it."""
    on = timezone.localtime(now).date()
    numbers.give(dialogue.body, Kind.NOTICE, issuer=issuer(dialogue.body, on), to=_named(dialogue), on=on, now=now)


def _named(dialogue: Dialogue) -> str:
    return f"{dialogue.code} kết luận"


def conclusion(d: Dialogue) -> Paper:
    """Thông báo kết luận: numbered, dated, signed by the head as they were then."""
    on = timezone.localtime(d.published_at or d.starts_at).date()
    met = timezone.localtime(d.starts_at)
    begin = (f"Ngày {met:%d/%m/%Y}, tại {d.place or 'hội nghị trực tuyến'}, {d.host_words} chủ trì buổi “{d.title}”. "
             f"Có {d.attended if d.attended is not None else '……'} người dự. Sau khi nghe ý kiến của Nhân dân, người "
             "chủ trì kết luận:")
    return Paper(issuer=issuer(d.body, on), kind=Kind.NOTICE, abstract=f"Kết luận buổi “{d.title}”",
                 body=(Paragraph(begin), Paragraph(d.conclusion)), symbol=numbers.given_to(_named(d)), signed_on=on,
                 signatures=(_signature(d),),
                 recipients=("Như thành phần dự", "Các phòng, ban liên quan", "Trang thông tin (công khai)", "Lưu: VT"))


def minutes(d: Dialogue) -> Paper:
    """Biên bản: tells its own place and time, signed by the chair."""
    on = timezone.localtime(d.starts_at).date()
    return Paper(issuer=issuer(d.body, on), kind=Kind.MINUTES, abstract=d.title, body=(Paragraph(d.minutes),),
                 signed_on=on, dated=False, signatures=(_signature(d),))


def _signature(d: Dialogue) -> Signature:
    name = d.host.person.name if d.host else ""
    return Signature(name, d.host.title if d.host else d.host_words)


MADE = {Kind.NOTICE: conclusion, Kind.MINUTES: minutes}
