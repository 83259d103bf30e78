"""Answers often given, kept by a body's reception and leaders for everyone who drafts there."""

from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from danchu.ground.people.access import Standing, official_required, standing
from danchu.law.roles import Role
from danchu.mechanisms.petitions.desk import frame
from danchu.mechanisms.petitions.desk_forms import TemplateForm
from danchu.mechanisms.petitions.models import AnswerTemplate

MOST = 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def templates(request: HttpRequest) -> HttpResponse:
    """The list, and a form for a new one."""
    who = standing(request)
    form = TemplateForm(request.POST if request.method == "POST" else None,
                        instance=AnswerTemplate(body_id=min(_bodies(who))))
    if form.is_bound and _saved(form):
        messages.success(request, _("Đã thêm mẫu."))
        return redirect("desk:templates")
    return render(request, "petitions/desk/templates.html", {
        **frame(who, None, {}), "layout": "wide", "form": form, "said": messages.get_messages(request),
        "found": AnswerTemplate.objects.filter(body_id__in=_bodies(who)).order_by("name")[:MOST],
    }, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: change it or take it away."""
    who = standing(request)
    found = AnswerTemplate.objects.filter(pk=pk, body_id__in=_bodies(who)).first()
    if found is None:
        raise Http404
    if "delete" in request.POST:
        found.delete()
        messages.success(request, _("Đã xóa mẫu “%(name)s”.") % {"name": found.name})
        return redirect("desk:templates")
    form = TemplateForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_bound and _saved(form):
        messages.success(request, _("Đã sửa mẫu."))
        return redirect("desk:templates")
    return render(request, "petitions/desk/template.html", {
        **frame(who, None, {}), "layout": "wide", "form": form, "t": found}, status=422 if form.errors else 200)


def _saved(form: TemplateForm) -> bool:
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        form.add_error("name", _("Đã có mẫu tên này. Đặt tên khác, hoặc sửa mẫu cũ."))
        return False
    return True


def _bodies(who: Standing) -> frozenset[int]:
    """The bodies whose templates this person keeps. Raises Http404."""
    bodies = who.units(Role.RECEPTION) | who.units(Role.LEADER)
    if not bodies:
        raise Http404
    return bodies
