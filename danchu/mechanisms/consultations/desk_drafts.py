"""Bringing a draft in: paste or upload, look at the parts found and the parser's remarks, then keep it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from danchu.ground.drafts.lines import Unreadable
from danchu.ground.drafts.parse import parse
from danchu.ground.drafts.parts import Document as Draft
from danchu.ground.drafts.reading import read
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.ui.typed import number_in
from danchu.mechanisms.consultations import actions, comparing
from danchu.mechanisms.consultations.desk import DRAFTS_TAB, document_of, frame
from danchu.mechanisms.consultations.drafting import flattened
from danchu.mechanisms.consultations.forms import DraftForm, VersionForm
from danchu.mechanisms.consultations.models import Document, at_work
from danchu.mechanisms.consultations.rules import Kind, Matter
from danchu.mechanisms.consultations.views import BESIDE

MOST_SHOWN = 400  # parts of a preview; the rest are counted


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def new_document(request: HttpRequest) -> HttpResponse:
    """A new document, in two presses: look, then keep."""
    who = standing(request)
    body = _body_of(who)
    if request.method != "POST":
        return _show(request, DraftForm(), None)
    form = DraftForm(request.POST, request.FILES)
    found = _parsed(form) if form.is_valid() else None
    if found is None:
        return _show(request, form, None, status=422)
    if request.POST.get("do") != "keep":
        return _show(request, form, found)
    said = actions.Brought(form.cleaned_data["title"], Kind(form.cleaned_data["kind"]),
                           Matter(form.cleaned_data["matter"]), body)
    try:
        made = actions.bring_in(said, found[0].parts, token=_token(request), source=found[2], by=who,
                                now=timezone.now())
    except actions.Refused as refused:
        form.add_error(None, str(refused))
        return _show(request, form, found, status=409)
    messages.success(request, _("Đã nhập dự thảo."))
    return redirect("consultations_desk:document", code=made.code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def new_version(request: HttpRequest, code: str) -> HttpResponse:
    """The next edition of a document."""
    d = document_of(request, code)
    form = VersionForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method != "POST":
        return _show(request, form, None, d)
    found = _parsed(form, d.title) if form.is_valid() else None
    if found is None:
        return _show(request, form, None, d, status=422)
    if request.POST.get("do") != "keep":
        return _show(request, form, found, d)
    try:
        actions.add_version(d, found[0].parts, source=found[2], note=form.cleaned_data["note"], by=standing(request),
                            now=timezone.now())
    except actions.NotTheirs:
        raise Http404 from None
    except actions.Refused as refused:
        form.add_error(None, str(refused))
        return _show(request, form, found, d, status=409)
    messages.success(request, _("Đã thêm bản mới."))
    return redirect("consultations_desk:document", code=code)


@never_cache
@require_safe
@official_required
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Any two editions of a document: the last two, unless others are asked for."""
    d = document_of(request, code)
    editions = list(d.editions.order_by("no"))
    by_no = {e.no: e for e in editions}
    new = by_no.get(number_in(request.GET.get("den")) or 0, editions[-1])
    old = by_no.get(number_in(request.GET.get("tu")) or 0, editions[max(editions.index(new) - 1, 0)])
    return render(request, "consultations/desk/compare.html", {
        **frame(standing(request), DRAFTS_TAB), "d": d, "editions": editions, "old": old, "new": new,
        "articles": comparing.editions(old.pk, new.pk), "side_by_side": request.GET.get("kieu") == BESIDE})


def _body_of(who: Standing) -> Unit:
    """The body this person drafts for: the portal's own where they work there. Raises Http404."""
    bodies = list(Unit.objects.filter(pk__in=at_work(who)).order_by("pk"))
    body = next((b for b in bodies if b.code == settings.SITE["body"]), bodies[0] if bodies else None)
    if body is None:
        raise Http404
    return body


Found = tuple[Draft, str, str]  # the parts, the text they were found in, how it came


def _parsed(form: DraftForm, title: str = "") -> Found | None:
    """What the parser finds; None (and an error of the form) where the file cannot be read."""
    upload = form.cleaned_data.get("file")
    name, content = (upload.name or "", upload.read()) if upload else ("dan.txt", form.cleaned_data["text"].encode())
    try:
        reading = read(name, content)
    except Unreadable as problem:
        form.add_error("file" if upload else "text", str(problem))
        return None
    text = "\n".join(line.text for line in reading.lines)
    source = name.rpartition(".")[2].lower()[:12] if upload else "paste"
    return parse(reading, title or form.cleaned_data.get("title", "")), text, source


def _token(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid4()


def _show(request: HttpRequest, form: DraftForm, found: Found | None, d: Document | None = None,
          status: int = 200) -> HttpResponse:
    more: dict[str, Any] = {"parts": [], "remarks": [], "count": 0}
    if found:
        parts = list(flattened(found[0].parts))
        more = {"parts": parts[:MOST_SHOWN], "remarks": found[0].remarks, "count": len(parts),
                "articles": sum(p.kind == "article" for p in parts), "text": found[1]}
    return render(request, "consultations/desk/bring_in.html", {
        **frame(standing(request), "moi" if d is None else DRAFTS_TAB), "form": form, "found": found is not None,
        "d": d, "token": request.POST.get("token") or str(uuid4()), **more}, status=status)
