"""The desk of the two catalogues: procedures added and changed, instruments kept. Fetches, calls, answers."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from danchu.ground.files.cleaning import Cleaned, clean_upload
from danchu.ground.files.models import Attachment
from danchu.ground.files.refusal import Refused as FileRefused
from danchu.ground.journal.steps import Refused
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.text.codes import read_code
from danchu.ground.text.fold import fold
from danchu.ground.ui.typed import number_in
from danchu.mechanisms.disclosures import cataloguing
from danchu.mechanisms.disclosures.catalogue import Instrument, InstrumentBond, Procedure
from danchu.mechanisms.disclosures.cataloguing import InstrumentText
from danchu.mechanisms.disclosures.desk import MOST_FILES, body_of, frame, offices_of
from danchu.mechanisms.disclosures.forms import CorrectionForm, InstrumentForm, ProcedureForm
from danchu.mechanisms.disclosures.papers_read import told_of
from danchu.mechanisms.disclosures.rules import Bond
from danchu.mechanisms.disclosures.words import BONDS

MOST, A_LIST = 300, 100


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def procedures(request: HttpRequest) -> HttpResponse:
    """The catalogue, and one more procedure."""
    who = standing(request)
    body = body_of(who)
    form = ProcedureForm(request.POST or None, offices=offices_of(body))
    if request.method == "POST" and form.is_valid():
        try:
            made = cataloguing.add_procedure(form.text(), body=body, office=_office(form), by=who, now=timezone.now())
            messages.success(request, _("Đã thêm thủ tục."))
            return redirect("disclosures_desk:procedure", code=made.code)
        except Refused as no:
            form.add_error("number", str(no))
    return render(request, "disclosures/desk/procedures.html", {
        **frame(who), "form": form, "said": messages.get_messages(request),
        "rows": Procedure.objects.filter(body=body).order_by("name")[:MOST]}, status=_status(request))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure, to be changed: the old fee and time are kept by themselves."""
    who = standing(request)
    body = body_of(who)
    p = Procedure.objects.filter(body=body, code=code).first()
    if p is None:
        raise Http404
    form = ProcedureForm(request.POST or None, offices=offices_of(body), initial=_initial(p))
    problem = _change(request, p, form, who) if request.method == "POST" and form.is_valid() else None
    if problem == "":
        return redirect("disclosures_desk:procedure", code=code)
    return render(request, "disclosures/desk/procedure.html", {
        **frame(who), "p": p, "form": form, "problem": problem or "", "said": messages.get_messages(request)},
        status=409 if problem else _status(request))


def _change(request: HttpRequest, p: Procedure, form: ProcedureForm, who: Standing) -> str:
    """Empty once changed, else why not."""
    if number_in(request.POST.get("version")) not in (None, p.version):
        return _("Có người vừa sửa thủ tục này. Xem lại rồi bấm lần nữa.")
    try:
        cataloguing.change_procedure(p, form.text(), office=_office(form), by=who, now=timezone.now())
    except Refused as no:
        return str(no)
    messages.success(request, _("Đã lưu."))
    return ""


def _initial(p: Procedure) -> dict[str, Any]:
    names = ("number", "name", "life_event", "field", "papers", "steps", "takes", "fee", "basis", "portal")
    return {name: getattr(p, name) for name in names} | {"office": p.office_id}


def _office(form: ProcedureForm) -> Unit | None:
    chosen = form.cleaned_data["office"]
    return Unit.objects.filter(pk=chosen).first() if chosen else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def instruments(request: HttpRequest) -> HttpResponse:
    """The newest instruments, and one more."""
    who = standing(request)
    body = body_of(who)
    form = InstrumentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _keep(request, form, body, who)
            messages.success(request, _("Đã thêm văn bản."))
            return redirect("disclosures_desk:instruments")
        except (Refused, FileRefused) as no:
            form.add_error(None, str(no))
    return render(request, "disclosures/desk/instruments.html", {
        **frame(who), "form": form, "said": messages.get_messages(request),
        "rows": Instrument.objects.filter(body=body).order_by("-issued_on", "-id")[:A_LIST]}, status=_status(request))


def _keep(request: HttpRequest, form: InstrumentForm, body: Unit, who: Standing) -> None:
    said, now = form.cleaned_data, timezone.now()
    other = _other(said, body)
    with transaction.atomic():
        made = cataloguing.add_instrument(**asdict(_text(said)), body=body, by=who, now=now, papers=_papers(request),
                                          checked=said["checked"])
        if other is not None:
            cataloguing.bind(made, other, kind=Bond(said["bond"]), by=who, now=now)


def _text(said: dict[str, Any]) -> InstrumentText:
    return InstrumentText(**{f.name: said[f.name] for f in fields(InstrumentText)})


def _papers(request: HttpRequest) -> list[Cleaned]:
    return [clean_upload(f) for f in request.FILES.getlist("papers")[:MOST_FILES] if f]


def _other(said: dict[str, Any], body: Unit) -> Instrument | None:
    """The one named by code or by number and symbol, the body's own first. Raises Refused where there is none."""
    if not said["bond"]:
        return None
    typed = said["other"].strip()
    alike = Q(symbol__startswith=typed.partition("/")[0].partition("-")[0])  # the number; the rest however it is typed
    near = Instrument.objects.filter(Q(code=read_code(typed) or "") | alike).select_related("body")
    found = [i for i in near.order_by("-issued_on")[:MOST] if fold(typed) in (fold(i.symbol), fold(i.code))]
    if not found:
        raise Refused(_("Không tìm thấy văn bản có số, ký hiệu hoặc mã này."))
    return next((i for i in found if i.body_id == body.pk), found[0])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def instrument(request: HttpRequest, code: str) -> HttpResponse:
    """One instrument, put right: its words, its papers, how it stands to others."""
    who = standing(request)
    i = _theirs(who, code)
    initial = {f.name: getattr(i, f.name) for f in fields(InstrumentText)} | {"in_force_to": i.in_force_to}
    form = CorrectionForm(request.POST or None, initial=initial)
    problem = _correct(request, i, form, who) if request.method == "POST" and form.is_valid() else None
    if problem == "":
        return redirect("disclosures_desk:instrument", code=code)
    bonds = InstrumentBond.objects.filter(source=i).select_related("target")
    files = list(Attachment.objects.filter(subject=code).order_by("id"))
    return render(request, "disclosures/desk/instrument.html", {
        **frame(who), "i": i, "form": form, "problem": problem or "", "said": messages.get_messages(request),
        "files": files, "inside": told_of(files),
        "bonds": [(b, BONDS[Bond(b.kind)][0]) for b in bonds]}, status=409 if problem else _status(request))


def _theirs(who: Standing, code: str) -> Instrument:
    found = Instrument.objects.filter(body=body_of(who), code=code).select_related("body").first()
    if found is None:
        raise Http404
    return found


def _correct(request: HttpRequest, i: Instrument, form: CorrectionForm, who: Standing) -> str:
    """Empty once put right, else why not."""
    if number_in(request.POST.get("version")) not in (None, i.version):
        return _("Có người vừa sửa văn bản này. Xem lại rồi bấm lần nữa.")
    said, now = form.cleaned_data, timezone.now()
    shown = frozenset(n for n in map(number_in, request.POST.getlist("paper")) if n is not None)
    try:
        other = _other(said, i.body)
        with transaction.atomic():
            cataloguing.correct_instrument(i, _text(said), in_force_to=said["in_force_to"], by=who, now=now,
                                           papers=_papers(request), shown=shown, checked=said["checked"])
            if other is not None:
                cataloguing.bind(i, other, kind=Bond(said["bond"]), by=who, now=now)
    except (Refused, FileRefused) as no:
        return str(no)
    messages.success(request, _("Đã lưu."))
    return ""


@never_cache
@require_POST
@official_required
def unbind(request: HttpRequest, code: str) -> HttpResponse:
    """Take back how it stands to another."""
    who = standing(request)
    i = _theirs(who, code)
    bond = InstrumentBond.objects.filter(source=i, pk=number_in(request.POST.get("bond")) or 0)
    found = bond.select_related("target").first()
    if found is None:
        raise Http404
    cataloguing.unbind(i, found.target, kind=Bond(found.kind), by=who, now=timezone.now())
    messages.success(request, _("Đã bỏ liên kết."))
    return redirect("disclosures_desk:instrument", code=code)


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
