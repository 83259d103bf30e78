"""Opinions from a spreadsheet: look at every row first, put wrong ones right on the page, then take them in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from danchu.ground.documents import sheets
from danchu.ground.files.cleaning import clean_upload
from danchu.ground.files.refusal import Refused as FileRefused
from danchu.ground.people.access import official_required, standing
from danchu.mechanisms.consultations import actions, desk_reads, importing
from danchu.mechanisms.consultations.desk import frame
from danchu.mechanisms.consultations.desk_entry import MOST_ROUNDS, entering
from danchu.mechanisms.consultations.forms import LONGEST_SHEET, ImportForm
from danchu.mechanisms.consultations.models import Consultation
from danchu.mechanisms.consultations.rules import State

MOST_SHOWN = 300  # wrong rows named one by one; the text below holds them all


def _open(request: HttpRequest, code: str) -> Consultation:
    """Sheets come in while it is open: later there is no paper to look at. Raises Http404."""
    c = entering(request, code)
    if c.state != State.OPEN:
        raise Http404
    return c


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def bring(request: HttpRequest, code: str) -> HttpResponse:
    """Look, then take in. What could not be taken stays on the page to be put right."""
    c = _open(request, code)
    gatherings = desk_reads.gatherings(c, MOST_ROUNDS)
    form = ImportForm(request.POST or None, request.FILES or None, gatherings=c.gatherings.filter(
        pk__in=[g.pk for g in gatherings]))
    if request.method != "POST":
        return _show(request, c, form)
    if not form.is_valid():
        return _show(request, c, form, status=422)
    about = {"batch": form.cleaned_data["batch"], "gathering": form.cleaned_data["gathering"], "now": timezone.now()}
    try:
        found = importing.look(c, _bytes(form), **about)
    except (importing.Unreadable, FileRefused) as problem:
        form.add_error("file" if form.cleaned_data["file"] else "text", str(problem))
        return _show(request, c, form, status=422)
    if request.POST.get("do") != "keep":
        return _show(request, c, form, found)
    return _keep(request, c, form, found, about)


def _keep(request: HttpRequest, c: Consultation, form: ImportForm, found: importing.Looked,
          about: dict[str, Any]) -> HttpResponse:
    try:
        new = importing.take_in(c, found, by=standing(request), **about)
    except actions.NotTheirs:
        raise Http404 from None
    except actions.Refused as refused:
        form.add_error(None, str(refused))
        return _show(request, c, form, found, status=409)
    messages.success(request, _("Đã nạp %(n)s ý kiến; %(k)s dòng đã có từ trước; %(b)s dòng hỏng chưa nạp.") % {
        "n": new, "k": len(found.known), "b": len(found.bad)})
    if not found.bad:
        return redirect("consultations_desk:import", code=c.code)
    found.good.clear()
    return _show(request, c, form, found)


def _bytes(form: ImportForm) -> bytes:
    """What was sent: a workbook is looked through before anything reads it. Raises FileRefused, Unreadable."""
    upload = form.cleaned_data["file"]
    if not upload:
        return str(form.cleaned_data["text"]).encode()
    if upload.size > LONGEST_SHEET:
        raise importing.Unreadable(_("Tệp lớn quá 8 MB: hãy chia thành nhiều tệp."))
    head: bytes = upload.read(4)
    upload.seek(0)
    return clean_upload(upload).content if head == b"PK\x03\x04" else bytes(upload.read())


def _show(request: HttpRequest, c: Consultation, form: ImportForm, found: importing.Looked | None = None,
          status: int = 200) -> HttpResponse:
    """The form; after a look, what was found in the sheet, and its rows as text."""
    text = ""
    if found:
        text = importing.as_text(list(found.cells.values())) if found.good else importing.bad_rows(found)
    return render(request, "consultations/desk/import.html", {
        **frame(standing(request)), "c": c, "form": form, "found": found, "text": text or form["text"].value() or "",
        "batch": form.cleaned_data.get("batch", "") if form.is_bound else "", "bad": found.bad[:MOST_SHOWN]
        if found else [], "columns": importing.COLUMNS[1:], "most": importing.MOST_ROWS,
        "said": messages.get_messages(request)}, status=status)


@require_safe
@official_required
def pattern(request: HttpRequest, code: str) -> HttpResponse:
    """An empty sheet with the right headers and one row to copy."""
    c = _open(request, code)
    head = [column.header for column in importing.COLUMNS[1:]]
    row = ["1", "Điều 1", "không đồng ý", "Nên ghi rõ thời hạn.", "phiếu giấy", f"{timezone.localdate():%d/%m/%Y}"]
    return HttpResponse(b"".join(sheets.csv(head, [row])), content_type="text/csv; charset=utf-8", headers={
        "Content-Disposition": f'attachment; filename="{c.code}-mau.csv"'})
