"""What anyone may read: the list, one disclosure, its poster, what is read aloud of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danchu.ground import rows
from danchu.ground.files.models import Attachment
from danchu.ground.journal.cached import kept_part, public_page
from danchu.ground.journal.linked import linked_to
from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import asks_links, asks_timeline, timeline
from danchu.ground.offices.calendars import calendar_shown
from danchu.ground.offices.models import Unit
from danchu.ground.rows import Written
from danchu.ground.search.asking import ask
from danchu.ground.text.codes import read_code
from danchu.ground.ui.qr import qr_svg
from danchu.ground.ui.typed import number_in
from danchu.law.disclosure import ITEMS, OWN, Form
from danchu.law.limits import Duty, limit_for
from danchu.law.publication import NAMES, Document
from danchu.mechanisms.disclosures import shown, spoken
from danchu.mechanisms.disclosures.facts import owed_of
from danchu.mechanisms.disclosures.looks import public_with_looks
from danchu.mechanisms.disclosures.models import (
    Disclosure,
    OwnItem,
    Shelf,
    may_be_read,
)
from danchu.mechanisms.disclosures.rules import Step
from danchu.mechanisms.disclosures.search_text import KIND
from danchu.mechanisms.disclosures.shown import LISTED, Listed

A_PAGE = 20
FILE = ("id", "name")  # what a page says of one
MOST_ITEMS = 100  # of what bodies added themselves, to choose from
ITEM_NAMES = {str(i.number): i.name for i in ITEMS}


@dataclass(frozen=True)
class Asked:
    """What the address asks for, as far as it makes sense; the rest is left out."""

    item: str
    body: int | None
    query: str
    after: int | None
    before: int | None

    def link(self, **change: Any) -> str:
        """The address of the same list with something changed; a changed filter begins at page one."""
        now = {"muc": self.item, "dv": self.body, "q": self.query} | change
        kept = {k: v for k, v in now.items() if v}
        return f"?{urlencode(kept)}" if kept else "?"


def _asked(request: HttpRequest, items: dict[str, str]) -> Asked:
    wanted = request.GET.get("muc", "")
    return Asked(wanted if wanted in items else "", number_in(request.GET.get("dv")),
                 request.GET.get("q", "").strip()[:200], number_in(request.GET.get("sau")),
                 number_in(request.GET.get("truoc")))


@require_safe
@public_page
def register(request: HttpRequest) -> HttpResponse:
    """Everything made public, newest first, by key and never by offset."""
    known = items(request)
    asked = _asked(request, known)
    code = read_code(asked.query) if asked.query else None
    if code and Disclosure.objects.visible_to().filter(code=code).exists():
        return redirect("disclosures:disclosure", code=code)
    found, earlier, later, count = _page_of(asked)
    return render(request, "disclosures/register.html", {
        "rows": [shown.row_of(one, timezone.localdate()) for one in found], "asked": asked, "earlier": earlier,
        "later": later, "count": count, "items": known, "bodies": bodies(request)})


def _page_of(asked: Asked) -> tuple[list[Listed], str | None, str | None, str]:
    """(rows, address of the earlier page, of the later page, how many found)."""
    if asked.query:
        hits = ask(asked.query, kind=KIND, before=asked.after, limit=A_PAGE)
        found = _named(asked, hits.codes)
        count = _("%(n)s kết quả") % {"n": hits.total_capped}
        return found, None, asked.link(sau=hits.next_key) if hits.next_key else None, count
    if asked.before is not None:
        found = _listed(asked, "id__gt", asked.before)
        more, found = len(found) > A_PAGE, found[:A_PAGE][::-1]
        later = asked.link(sau=found[-1].pk) if found else None
        return found, asked.link(truoc=found[0].pk) if more else None, later, ""
    found = _listed(asked, "id__lt" if asked.after is not None else "", asked.after)
    more, found = len(found) > A_PAGE, found[:A_PAGE]
    back = asked.link(truoc=found[0].pk) if asked.after is not None and found else None
    return found, back, asked.link(sau=found[-1].pk) if more else None, ""


def _wanted(asked: Asked) -> dict[str, int]:
    """The filters that were chosen, by column."""
    clause, _dash, own = asked.item.partition("-")
    chosen = {"item": clause, "own_item": own, "body": asked.body}
    return {column: int(value) for column, value in chosen.items() if value}


def _listed(asked: Asked, side: str, key: int | None) -> list[Listed]:
    """One page and one more: older than a key, newest first; or newer than a key, the nearest first."""
    wanted = _wanted(asked)
    return list(map(Listed._make, _register(tuple(wanted), side).rows(**wanted, key=key)))


def _named(asked: Asked, codes: tuple[str, ...]) -> list[Listed]:
    """Those of these codes whose words anyone may read today."""
    if not codes:
        return []
    wanted = _wanted(asked)
    found = _readable(tuple(wanted)).rows(**wanted, today=timezone.localdate(), **rows.spread("code", codes, A_PAGE))
    return list(map(Listed._make, found))


@lru_cache(maxsize=32)
def _readable(wanted: tuple[str, ...]) -> Written:
    slots = {column: rows.number(column) for column in wanted}
    read = Disclosure.objects.read_on(rows.day("today")).filter(**slots, code__in=rows.several("code", A_PAGE))
    return Written(read.order_by("-id").values_list(*LISTED))


@lru_cache(maxsize=32)
def _register(wanted: tuple[str, ...], side: str) -> Written:
    slots = {column: rows.number(column) for column in wanted} | ({side: rows.number("key")} if side else {})
    listed = Disclosure.objects.visible_to().filter(**slots).order_by("id" if side == "id__gt" else "-id")
    return Written(listed.values_list(*LISTED)[: A_PAGE + 1])


def items(request: HttpRequest) -> dict[str, str]:
    """What can be asked for: the fourteen, then what the bodies here added to them."""
    return ITEM_NAMES | kept_part(request, "disclosures:own_items", _own_items)


def _own_items() -> dict[str, str]:
    return {f"{OWN}-{own.pk}": own.name for own in OwnItem.objects.filter(ended_on=None).order_by("id")[:MOST_ITEMS]}


def bodies(request: HttpRequest) -> list[Unit]:
    """The bodies that make things public here, the portal's own first."""
    return kept_part(request, "disclosures:bodies", _bodies)


def _bodies() -> list[Unit]:
    told = Q(pk__in=Shelf.objects.values("body")) | Q(code=settings.SITE["body"])
    there = Unit.objects.filter(told).select_related("serves")  # a paper's head names the place served
    return sorted(there.order_by("code"), key=lambda u: u.code != settings.SITE["body"])


def body_asked(request: HttpRequest, among: list[Unit]) -> Unit:
    """The body of `?dv=`, or the portal's own. Raises Http404 where there is none."""
    wanted = number_in(request.GET.get("dv"))
    found = next((u for u in among if wanted in (None, u.pk)), None)
    if found is None:
        raise Http404
    return found


@require_safe
@public_page
def disclosure(request: HttpRequest, code: str) -> HttpResponse:
    """One disclosure: the plain words, the papers, where it hangs and since when, what is still owed and why."""
    known = read_code(code)
    if known and known != code:
        return redirect("disclosures:disclosure", code=known)
    d, looks = public_with_looks(code)
    if d is None:
        return _withdrawn(request, code)
    today, calendar = timezone.localdate(), calendar_shown(d.body)
    photos, is_open = {look.photo_id for look in looks}, may_be_read(d.is_open, d.names_until, today)
    papers = _files().of(code=code)
    with rows.ahead(asks_timeline(code, Audience.PUBLIC), asks_links(code), *([papers] if is_open else [])):
        files = [rows.made(Attachment, FILE, row) for row in rows.read(papers)
                 if row[0] not in photos] if is_open else []
        lines = shown.told_all(line for line in timeline(code, Audience.PUBLIC) if line.verb != Step.OBSERVE)
        related = linked_to(code)
    return render(request, "disclosures/disclosure.html", {
        "d": d, "link": shown.page_of(code), "is_open": is_open, "item": d.clause,
        "looks": [shown.look_of(o) for o in looks], "files": files,
        "obligations": [shown.owed_in_words(o) for o in owed_of(d, looks, today, calendar)],
        "worst": shown.badge(d.standing), "lines": lines, "related": related, "names": NAMES[Document(d.document)]})


@lru_cache(maxsize=1)
def _files() -> Written:
    public = Attachment.objects.filter(subject=rows.words("code"), audience=Audience.PUBLIC)
    return Written(public.order_by("id").values_list(*FILE))


def _withdrawn(request: HttpRequest, code: str) -> HttpResponse:
    """What was public and is no more: that it was, and why it went. Nothing of what it said."""
    d = Disclosure.objects.filter(code=code, state="withdrawn").select_related("body", "own_item").first()
    if d is None:
        raise Http404
    lines = shown.told_all(timeline(code, Audience.PUBLIC))
    return render(request, "disclosures/withdrawn.html", {"d": d, "item": d.clause, "why": lines[-1].note})


@require_safe
@public_page
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """To be printed and hung up: big words, who answers, a QR to the page. `?kho=a3` for the larger sheet."""
    d = Disclosure.objects.read_on(timezone.localdate()).filter(code=code).select_related("body", "own_item").first()
    if d is None:
        raise Http404
    link = f"{settings.SITE['url']}/cong-khai/{d.code}/"
    term = limit_for(Duty.POST_DISCLOSURE, d.published_on or timezone.localdate())
    return render(request, "disclosures/poster.html", {
        "d": d, "item": d.clause, "qr": qr_svg(link), "link": link, "term": term,
        "size": _size(len(d.title) + len(d.summary)), "paper": "a3" if request.GET.get("kho") == "a3" else "a4"})


def _size(letters: int) -> str:
    """How large the words of a poster may be for one sheet to hold them."""
    return "few" if letters < 320 else "" if letters < 750 else "many"


@require_safe
@public_page
def read_aloud(request: HttpRequest, code: str) -> HttpResponse:
    """What is read on the loudspeaker, on which days it was, and the text message."""
    d, looks = public_with_looks(code)
    today = timezone.localdate()
    if d is None or not may_be_read(d.is_open, d.names_until, today):
        raise Http404
    link = f"{settings.SITE['url']}/cong-khai/{d.code}/"
    told = spoken.message(d.sms_text, body=d.body.full_name, title=d.title, link=link)
    plain = spoken.Message(spoken.unaccented(told.text))
    owed = next((o for o in owed_of(d, looks, today, calendar_shown(d.body)) if o.form is Form.LOUDSPEAKER), None)
    days = [shown.look_of(o) for o in looks if o.form == Form.LOUDSPEAKER]
    return render(request, "disclosures/spoken.html", {
        "d": d, "script": spoken.script(d.loud_text, body=d.body.full_name, title=d.title, summary=d.summary,
                                        places=d.places),
        "owed": shown.owed_in_words(owed) if owed else None, "spoken": days,
        "blank": range(max(0, limit_for(Duty.BROADCAST_DISCLOSURE, today).amount - len(days))),
        "messages": [(_("Có dấu"), told), (_("Không dấu"), plain)] if plain != told else [(_("Không dấu"), told)]})
