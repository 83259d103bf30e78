"""The desk's list of what the body makes public besides the fourteen."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from danchu.ground.people.access import official_required, standing
from danchu.mechanisms.disclosures import own_items, shown
from danchu.mechanisms.disclosures.actions import Refused
from danchu.mechanisms.disclosures.desk import body_of, frame
from danchu.mechanisms.disclosures.forms import OwnItemForm
from danchu.mechanisms.disclosures.models import OwnItem
from danchu.mechanisms.disclosures.rules import BodyStep
from danchu.mechanisms.disclosures.words import POSTINGS


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def items(request: HttpRequest) -> HttpResponse:
    """What the body added, and a form to add more."""
    who = standing(request)
    body, form = body_of(who), OwnItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            own_items.add_item(form.text(), body=body, by=who, now=timezone.now())
            messages.success(request, _("Đã thêm. Nội dung này có trong bảng đã làm và chưa làm."))
            return redirect("disclosures_desk:items")
        except Refused as no:
            form.add_error("name", str(no))
    return render(request, "disclosures/desk/items.html", {
        **frame(who), "body": body, "form": form, "said": messages.get_messages(request),
        "lines": shown.done_for(body, (BodyStep.ADD_ITEM, BodyStep.END_ITEM)),
        "rows": [_row(own) for own in own_items.owned_by(body)]}, status=422 if request.method == "POST" else 200)


def _row(own: OwnItem) -> dict[str, Any]:
    owed = [POSTINGS[own.item.posting], *([_("phát loa, báo qua tổ trưởng")] if own.aloud else []),
            *([_("lúc nào cũng phải có")] if own.expected else [])]
    return {"own": own, "owed": " · ".join(map(str, owed))}


@never_cache
@require_POST
@official_required
def end_item(request: HttpRequest, own: int) -> HttpResponse:
    """The body owes it no more."""
    who = standing(request)
    found = OwnItem.objects.filter(pk=own, body=body_of(who)).select_related("body").first()
    if found is None:
        raise Http404
    own_items.end_item(found, by=who, now=timezone.now())
    messages.success(request, _("Đã thôi. Những gì đã công khai vẫn còn."))
    return redirect("disclosures_desk:items")
