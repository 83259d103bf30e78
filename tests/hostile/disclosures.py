"""Disclosures and catalogues full of scripts; and every page that shows them."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

from django.utils import timezone

from danchu.conftest import Cast
from danchu.ground.search.follow import index_new
from danchu.law.calendar import Calendar
from danchu.law.disclosure import Form
from danchu.mechanisms.disclosures import actions, cataloguing, own_items
from danchu.mechanisms.disclosures.actions import Entry, Look
from danchu.mechanisms.disclosures.cataloguing import ProcedureText
from danchu.mechanisms.disclosures.own_items import OwnItemText
from danchu.mechanisms.disclosures.rules import LifeEvent
from tests.hostile import ALL, Answers, asked, browser_of


def answers(cast: Cast) -> Answers:
    """All the pages that show what people typed."""
    now = timezone.now() - timedelta(days=3)
    how = {"by": cast.minh, "calendar": Calendar.official(), "now": now}
    entry = Entry(item=12, title=ALL[:200], summary=ALL, decision=ALL[:200], decided_on=now.date(), body=cast.body,
                  office=cast.drains, loud_text=ALL, sms_text=ALL[:480], places=(ALL[:120],))
    due = actions.register(entry, token=uuid4(), **how)
    d = actions.publish(actions.register(entry, token=uuid4(), **how), checked=True, **how)
    look = Look(form=Form.POSTING, on=now.date(), place=ALL[:120], note=ALL[:300])
    d = actions.change(actions.observe(d, look=look, **how), on=now.date(), why=ALL, **how)
    gone = actions.publish(actions.register(entry, token=uuid4(), **how), checked=True, **how)
    actions.withdraw(gone, why=ALL, mistaken=False, **how)
    text = ProcedureText(number=ALL[:20], name=ALL[:250], life_event=LifeEvent.BIRTH, field=ALL[:80], steps=ALL,
                         papers=ALL, fee=ALL[:200], takes=ALL[:200], basis=ALL[:300])
    p = cataloguing.add_procedure(text, body=cast.body, office=None, by=cast.minh, now=now)
    i = cataloguing.add_instrument(symbol="15/QĐ-UBND", title=ALL[:300], abstract=ALL, issuer=ALL[:200],
                                   issued_on=now.date(), body=cast.body, by=cast.minh, now=now)
    own_items.add_item(OwnItemText(ALL[:120], ALL[:300], ALL[:200]), body=cast.body, by=cast.minh, now=now)
    index_new()
    q = quote(ALL)
    yield from asked(None, "/cong-khai/", f"/cong-khai/?q={q}&muc={q}", f"/cong-khai/{d.code}/",
                     f"/cong-khai/{d.code}/ap-phich/", f"/cong-khai/{d.code}/doc-loa/",
                     f"/cong-khai/{gone.code}/", "/cong-khai/doi-chieu/",
                     "/cong-khai/sap-toi/", "/cong-khai/danh-sach-quy/", "/cong-khai/bao-cao/", "/thu-tuc/",
                     f"/thu-tuc/?q={q}", f"/thu-tuc/{p.code}/", "/van-ban/", f"/van-ban/?q={q}", f"/van-ban/{i.code}/")
    yield from asked(cast.minh, "/ban-lam-viec/cong-khai/", f"/ban-lam-viec/cong-khai/{due.code}/",
                     f"/ban-lam-viec/cong-khai/{d.code}/",
                     "/ban-lam-viec/cong-khai/thu-tuc/", "/ban-lam-viec/cong-khai/noi-dung/",
                     f"/ban-lam-viec/cong-khai/thu-tuc/{p.code}/", "/ban-lam-viec/cong-khai/van-ban/")
    typed = dict.fromkeys(("item", "title", "summary", "decision", "places", "sms_text"), ALL)
    yield browser_of(cast.minh).post("/ban-lam-viec/cong-khai/moi/", typed)
