"""The account of a work done together, as everybody reads it: a page of its newest lines, the whole book, a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danchu.ground.documents import sheets
from danchu.ground.journal.cached import public_page
from danchu.ground.journal.models import Audience
from danchu.ground.ui.words import day, number
from danchu.mechanisms.works import reading, shown
from danchu.mechanisms.works.models import AccountEntry, CommunityWork
from danchu.mechanisms.works.reading import BOOK_LINE, LINES, BookLine
from danchu.mechanisms.works.rules import SHOWN_FROM, Need, Side
from danchu.mechanisms.works.words import SIDES

WHOLE = 2000  # lines on the page of the whole book; a longer one is read as a sheet


def page_of_account(work: CommunityWork, before: int | None) -> tuple[list[BookLine], str | None]:
    """(lines, address of the page before them), the newest line first, by number. One statement."""
    found = reading.account_of(work, before)
    later = f"?sau={found[LINES - 1].number}#so-thu-chi" if len(found) > LINES else None
    return found[:LINES], later


def lines_of(work: CommunityWork, at_most: int | None = None) -> Iterator[BookLine]:
    """Every line with what it names, the oldest first."""
    found = AccountEntry.objects.filter(work=work).order_by("number").values_list(*BOOK_LINE)[:at_most]
    return map(BookLine._make, found.iterator(chunk_size=2000))


@require_safe
@public_page
def book(request: HttpRequest, code: str) -> HttpResponse:
    """The whole book on one page, oldest first, to be printed and put up at the culture house."""
    w = _work(code)
    lines = list(lines_of(w, WHOLE + 1))
    return render(request, "works/account.html", {
        "w": w, "today": timezone.localdate(), "entries": rows_of(lines[:WHOLE]), "cut": len(lines) > WHOLE})


@require_safe
def sheet(request: HttpRequest, code: str, kind: str) -> StreamingHttpResponse:
    """The whole book as CSV or XLSX, streamed."""
    if kind not in _SHEETS:
        raise Http404
    write, mime = _SHEETS[kind]
    return StreamingHttpResponse(write(COLUMNS, _cells(_work(code))), content_type=mime, headers={
        "Content-Disposition": f'attachment; filename="so-thu-chi-{code}.{kind}"'})


COLUMNS = ("Dòng", "Ngày", "Khoản", "Nội dung", "Số hộ", "Cột", "Số", "Đơn vị tính", "Còn lại, đồng", "Chứng từ",
           "Ghi đảo dòng")
_SHEETS: dict[str, tuple[Callable[..., Iterator[bytes]], str]] = {
    "csv": (sheets.csv, sheets.CSV), "xlsx": (sheets.xlsx, sheets.XLSX)}


def _cells(work: CommunityWork) -> Iterator[tuple[Any, ...]]:
    for e in lines_of(work):
        givers = "" if not e.givers else e.givers if e.givers >= SHOWN_FROM else shown.few(e.givers)
        yield (e.number, e.on, e.what, " · ".join(filter(None, [e.about, e.giver])), givers,
               str(SIDES[Side(e.side)]), e.amount, shown.counted_in(e), e.balance, e.receipt,
               e.corrects or "")


def _work(code: str) -> CommunityWork:
    w = CommunityWork.objects.visible_to().filter(code=code).select_related("body", "village").first()
    if w is None:
        raise Http404
    return w


def rows_of(lines: list[BookLine]) -> list[list[Any]]:
    """The account as everybody reads it: number and day, what, receipt, pledged, in, out, what is left in the purse."""
    return [[f"{e.number}.\u00a0{day(e.on)}", about(e), _receipt(e), *_amounts(e), e.balance] for e in lines]


def about(entry: BookLine) -> str:
    """What the money was for, from how many, and which line it takes back."""
    given = shown.households(entry.givers) if entry.givers else ""
    back = _("ghi đảo dòng %(n)s") % {"n": entry.corrects} if entry.corrects else ""
    return " · ".join(filter(None, [entry.about, entry.giver, given, back]))


def _receipt(entry: BookLine) -> Any:
    if not entry.paper or entry.paper_audience != Audience.PUBLIC:
        return entry.receipt
    return {"text": entry.receipt, "href": f"/tep/{entry.paper}/{entry.paper_name}"}


def _amounts(entry: BookLine) -> list[str]:
    unit = "" if entry.need == Need.MONEY else f" {shown.counted_in(entry)}"
    return [f"{number(entry.amount)}{unit}" if entry.side == side else "" for side in _COLUMNS]


_COLUMNS = tuple(side.value for side in Side)
