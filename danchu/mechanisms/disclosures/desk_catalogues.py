"""The desk of the two catalogues: procedures added and changed, instruments kept. Fetches, calls, answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from danchu.ground.files.cleaning import clean_upload
from danchu.ground.files.refusal import Refused as FileRefused
from danchu.ground.journal.steps import Refused
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.text.codes import read_code
from danchu.mechanisms.disclosures import cataloguing
from danchu.mechanisms.disclosures.catalogue import Instrument, Procedure
from danchu.mechanisms.disclosures.desk import MOST_FILES, body_of, frame, offices_of
from danchu.mechanisms.disclosures.forms import InstrumentForm, ProcedureForm
from danchu.mechanisms.disclosures.rules import Bond
from danchu.mechanisms.disclosures.views import number

MOST = 300


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
    if number(request.POST.get("version")) not in (None, p.version):
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
        "rows": Instrument.objects.filter(body=body).order_by("-id")[:30]}, status=_status(request))


def _keep(request: HttpRequest, form: InstrumentForm, body: Unit, who: Standing) -> None:
    said, now = form.cleaned_data, timezone.now()
    other = Instrument.objects.filter(code=read_code(said["other"]) or "").first() if said["bond"] else None
    if said["bond"] and other is None:
        raise Refused(_("Không tìm thấy văn bản có mã này."))
    uploads = [clean_upload(f) for f in request.FILES.getlist("papers")[:MOST_FILES] if f]
    made = cataloguing.add_instrument(symbol=said["symbol"], title=said["title"], abstract=said["abstract"],
                                      issuer=said["issuer"], issued_on=said["issued_on"], body=body, by=who, now=now,
                                      papers=uploads)
    if other is not None:
        cataloguing.bind(made, other, kind=Bond(said["bond"]), by=who, now=now)


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
