"""The calendar at the desk: what my body added, a form for one more day, a day taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from danchu.ground.offices.models import CalendarDay, Unit
from danchu.ground.people.access import Standing, official_required, person_of, standing
from danchu.ground.people.fields import Words
from danchu.ground.ui.environment import url
from danchu.law.days import Kind
from danchu.law.roles import Role
from danchu.overview.holidays import changing

KINDS = {
    Kind.COMPENSATORY: gettext_lazy("Nghỉ bù"),
    Kind.SUBSTITUTED_OFF: gettext_lazy("Nghỉ hoán đổi"),
    Kind.HOLIDAY: gettext_lazy("Nghỉ lễ, Tết"),
    Kind.UNIT_OFF: gettext_lazy("Nghỉ riêng (bão, lũ, lễ hội)"),
    Kind.MAKEUP_WORK: gettext_lazy("Làm bù"),
}
SHOWN = 100


class DayForm(forms.Form):
    """One day, with the paper that says so."""

    day = forms.DateField(label=gettext_lazy("Ngày"), input_formats=["%Y-%m-%d", "%d/%m/%Y"],
                          widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), error_messages={
                              "required": gettext_lazy("Chọn ngày nghỉ hay làm bù."),
                              "invalid": gettext_lazy("Ngày này chưa đúng.")})
    kind = forms.ChoiceField(label=gettext_lazy("Là ngày gì?"),
                             choices=[(kind.value, words) for kind, words in KINDS.items()])
    name = Words(lines=False, label=gettext_lazy("Tên ngày"), max_length=200, widget=forms.TextInput(),
                 help_text=gettext_lazy("Ví dụ: Nghỉ bù Quốc khánh."),
                 error_messages={"required": gettext_lazy("Ghi tên ngày.")})
    source = Words(lines=False, label=gettext_lazy("Theo văn bản nào?"), max_length=250, widget=forms.TextInput(),
                   help_text=gettext_lazy("Số, ký hiệu, nơi ban hành."),
                   error_messages={"required": gettext_lazy("Ghi số, ký hiệu văn bản: hẹn chỉ dời khi có căn cứ.")})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def holidays(request: HttpRequest) -> HttpResponse:
    """For whoever leads a body or looks after its portal."""
    body = _body_of(standing(request))
    if "remove" in request.POST:
        return _remove(request, body)
    form = DayForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            _require_to_come(form.cleaned_data["day"])
            moved = changing.add(**form.cleaned_data, unit=body, now=timezone.now(), by=person_of(request))
        except changing.NotChanged as why:
            form.add_error("day", str(why))
        else:
            messages.success(request, _("Đã thêm ngày %(day)s.") % {"day": f"{form.cleaned_data['day']:%d/%m/%Y}"}
                             + " " + _moved(moved))
            return redirect("holidays:holidays")
    return _show(request, body, form)


def _require_to_come(day: date) -> None:
    """Nobody takes back being late by a day off added afterwards. Raises changing.NotChanged."""
    if day < timezone.localdate():
        raise changing.NotChanged(_(
            "Ngày này đã qua: không thêm ngày nghỉ cho ngày đã qua, vì hẹn nào đã trễ vẫn là trễ."
            " Nếu hôm đó cơ quan nghỉ thật, nhờ người quản trị máy chủ ghi, có văn bản kèm theo."))


def _remove(request: HttpRequest, body: Unit) -> HttpResponse:
    pk = request.POST["remove"]
    added = CalendarDay.objects.filter(unit=body, pk=int(pk)).select_related("unit").first() if _is_key(pk) else None
    if added is None:  # taken back already, or never ours
        raise Http404
    moved = changing.remove(added, now=timezone.now(), by=person_of(request))
    messages.success(request, _("Đã bỏ ngày %(day)s.") % {"day": f"{added.day:%d/%m/%Y}"} + " " + _moved(moved))
    return redirect("holidays:holidays")


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18  # fits a bigint


def _moved(moved: changing.Moved) -> str:
    if not moved:
        return _("Không có ngày hẹn nào phải dời.")
    return ngettext("%(n)s ngày hẹn đang mở được dời: %(codes)s.", "%(n)s ngày hẹn đang mở được dời: %(codes)s.",
                    len(moved)) % {"n": len(moved), "codes": ", ".join(code for code, _was, _is in moved[:8])
                                   + ("…" if len(moved) > 8 else "")}  # not from law: so many fit a line


def _show(request: HttpRequest, body: Unit, form: DayForm) -> HttpResponse:
    found = CalendarDay.objects.filter(unit__in=[body.pk, body.serves_id]) | CalendarDay.objects.filter(unit=None)
    return render(request, "holidays/holidays.html", {
        "layout": "wide", "nav": _nav(), "body": body, "form": form, "said": messages.get_messages(request),
        "days": [_row(d, body) for d in found.order_by("-day")[:SHOWN]],
    }, status=422 if form.errors else 200)


def _row(d: CalendarDay, body: Unit) -> dict[str, Any]:
    return {"d": d, "kind": KINDS[Kind(d.kind)], "ours": d.unit_id == body.pk}


def _nav() -> list[dict[str, Any]]:
    return [{"label": _("Lịch nghỉ"), "url": url("holidays:holidays"), "current": True}]


def keeps(who: Standing) -> frozenset[int]:
    """The units whose calendar this person keeps."""
    return who.units(Role.LEADER) | who.units(Role.ADMIN)


def _body_of(who: Standing) -> Unit:
    """The body whose calendar this person keeps. Raises Http404."""
    found = Unit.objects.filter(pk__in=keeps(who)).order_by("pk").first() if keeps(who) else None
    if found is None:
        raise Http404
    return found
