"""The conclusion notice and the minutes in official layout (Decree 30/2020; the Party's own for Party bodies)."""

from __future__ import annotations

import re
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from danchu.ground.documents import numbers
from danchu.ground.documents.issuers import issuer
from danchu.ground.documents.paper import Block, Heading, Paper, Paragraph, Signature, Table
from danchu.ground.ui.pages import page_of
from danchu.law.papers import Authority, Kind, signs_for
from danchu.mechanisms.dialogues.models import Dialogue, Question
from danchu.mechanisms.dialogues.rules import QuestionState

PROMISED = (QuestionState.OWED, QuestionState.DELIVERED, QuestionState.COMMITTED)
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
                 body=(Paragraph(begin), Paragraph(d.conclusion), *_promised(d)),
                 symbol=numbers.given_to(_named(d)), signed_on=on, signatures=(_signature(d),),
                 recipients=("Như thành phần dự", "Các phòng, ban liên quan", "Trang thông tin (công khai)", "Lưu: VT"))


def minutes(d: Dialogue) -> Paper:
    """Biên bản: tells its own place and time, signed by whoever wrote it and by the chair."""
    on = timezone.localtime(d.starts_at).date()
    return Paper(issuer=issuer(d.body, on), kind=Kind.MINUTES, abstract=d.title, body=(Paragraph(d.minutes),),
                 signed_on=on, dated=False, signatures=(Signature("", "Người ghi biên bản"), _signature(d)),
                 recipients=("Như thành phần dự", "Lưu: VT"))


_OF_BODY = re.compile(" (?:UBND|HĐND|UBMTTQ|Ủy ban|Hội đồng|Đảng ủy)\\b")  # "Chủ tịch UBND phường" signs as "Chủ tịch"


def _promised(d: Dialogue) -> tuple[Block, ...]:
    """What was promised, each under its code, and where to follow it."""
    rows = [(q.code, q.text, q.spoke, _until(q)) for q in
            d.questions.visible_to().filter(lead=None, state__in=PROMISED).order_by("id")]
    table = (Heading("Những việc đã hứa tại buổi họp"),
             Table(("Mã số", "Câu hỏi", "Ai hứa", "Hạn, mã theo dõi"), rows, (3, 5, 3, 3))) if rows else ()
    page = f"{settings.SITE['url']}{page_of(d.code)}"
    return (*table, Paragraph(f"Từng câu hỏi, câu trả lời và việc đã hứa được theo dõi công khai tại {page}"))


def _until(q: Question) -> str:
    """As it stood when it was signed: what was kept since is on its page, not in a paper of that day."""
    if q.state == QuestionState.COMMITTED:
        return f"Cam kết {q.other_code}"
    return f"Trả lời bằng văn bản trước hết ngày {q.due_on:%d/%m/%Y}" if q.due_on else ""


def _signature(d: Dialogue) -> Signature:
    """The head as they were then; of a body that decides together, on its behalf."""
    if d.host is None:
        return Signature("", d.host_words)
    whom = signs_for(d.body.full_name)
    return Signature(d.host.person.name, _OF_BODY.split(d.host.title)[0] if whom else d.host.title,
                     ((Authority.ON_BEHALF, whom),) if whom else ())


MADE = {Kind.NOTICE: conclusion, Kind.MINUTES: minutes}
