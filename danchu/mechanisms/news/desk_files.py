"""Pictures and papers of an article at the desk: kept, put above it, taken away again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from danchu.ground.files.cleaning import clean_upload
from danchu.ground.files.models import Attachment
from danchu.ground.files.refusal import Refused as FileRefused
from danchu.ground.people.access import official_required
from danchu.mechanisms.news import actions
from danchu.mechanisms.news.desk import show, theirs
from danchu.mechanisms.news.forms import PapersForm

MOST_FILES = 10


@never_cache
@require_POST
@official_required
def attach(request: HttpRequest, code: str) -> HttpResponse:
    """Pictures and papers; a cover with the sentence that says what it shows."""
    a, who = theirs(request, code)
    form = PapersForm(request.POST)
    uploads = [f for f in request.FILES.getlist("papers") if f]
    if not form.is_valid():
        return show(request, a, who, papers=form, status=422)
    try:
        if not 0 < len(uploads) <= MOST_FILES:
            raise FileRefused(_("Chọn từ một đến %(n)s tệp rồi bấm lại.") % {"n": MOST_FILES})
        actions.attach(a, papers=[clean_upload(f) for f in uploads], alt=form.cleaned_data["alt"],
                       as_cover=form.cleaned_data["as_cover"], by=who, now=timezone.now())
    except actions.NotTheirs:
        raise Http404 from None
    except (FileRefused, actions.Refused) as no:
        a.refresh_from_db()
        return show(request, a, who, problem=str(no), papers=form, status=422)
    messages.success(request, _("Đã kèm tệp."))
    return redirect("news_desk:article", code=code)


@never_cache
@require_POST
@official_required
def paper(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take one away (`do=remove`), or put a picture above the article (`do=cover`, with `alt`)."""
    a, who = theirs(request, code)
    file = Attachment.objects.filter(subject=a.code, pk=pk).first()
    if file is None:
        raise Http404
    try:
        if request.POST.get("do") == "remove":
            actions.detach(a, file, by=who, now=timezone.now())
            messages.success(request, _("Đã bỏ tệp “%(name)s”.") % {"name": file.name})
        else:
            alt = " ".join(request.POST.get("alt", "").replace("\x00", "").split())[:200]
            actions.cover(a, file, alt=alt, by=who, now=timezone.now())
            messages.success(request, _("Đã đổi ảnh bìa."))
    except actions.NotTheirs:
        raise Http404 from None
    except actions.Refused as no:
        a.refresh_from_db()
        return show(request, a, who, problem=str(no), status=422)
    return redirect("news_desk:article", code=code)
