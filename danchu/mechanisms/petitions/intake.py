"""Taking a petition in for someone: at the counter, by phone, on paper. Operator and consent are on record."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from danchu.ground.files.cleaning import Cleaned
from danchu.ground.files.refusal import Refused as FileRefused
from danchu.ground.files.storing import attach, is_kept
from danchu.ground.journal.models import Audience
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.offices.models import Family, Unit
from danchu.ground.people.access import Standing, official_required, standing
from danchu.ground.people.fields import ManyFiles, Words
from danchu.ground.people.proof import secret_of
from danchu.ground.text.codes import spoken
from danchu.ground.text.warning_signs import looks_like_denunciation
from danchu.ground.ui.qr import qr_svg
from danchu.law.roles import Role
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.desk import frame
from danchu.mechanisms.petitions.forms import WhatForm, WhereForm, WhoForm, title_of
from danchu.mechanisms.petitions.grounds import ground
from danchu.mechanisms.petitions.models import Petition
from danchu.mechanisms.petitions.rules import Channel, Kind, Lane
from danchu.mechanisms.petitions.sending import papers_in
from danchu.mechanisms.petitions.words import LANES_EXPLAINED

CHANNELS = {
    Channel.COUNTER: _("Nói tại quầy"), Channel.PHONE: _("Gọi điện"), Channel.PAPER: _("Đơn giấy"),
}  # fmt: skip
MOST_FILES = 5
OPENS = time(8)  # a stamp has a day, not an hour
OLDEST = timedelta(days=366)  # not from law: what is older stands in a book


class IntakeForm(WhatForm, WhereForm, WhoForm):
    """One page, in the order a conversation takes."""

    channel = forms.ChoiceField(label=_("Người gửi nói hoặc gửi bằng cách nào?"), widget=forms.RadioSelect,
                                choices=[(c.value, words) for c, words in CHANNELS.items()],
                                error_messages={"required": _("Chọn một cách.")})
    received_on = forms.DateField(
        label=_("Ngày đơn đến"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Để trống là hôm nay. Đơn đến từ trước thì ghi ngày đến: ngày hẹn tính từ ngày đó."),
        error_messages={"invalid": _("Ngày nhận chưa đúng, ví dụ đúng: 28/11/2026.")})
    title = Words(lines=False, label=_("Tóm tắt"), max_length=200, required=False, widget=forms.TextInput(),
                  help_text=_("Để trống thì lấy câu đầu của nội dung."))
    witness = Words(lines=False, label=_("Người chứng kiến"), max_length=120, required=False, widget=forms.TextInput(),
                    help_text=_("Khi người gửi không tự viết được: tên người cùng nghe đọc lại."))
    files = forms.Field(label=_("Ảnh chụp đơn, giấy tờ"), required=False,  # type: ignore[assignment]
                        widget=ManyFiles(attrs={"accept": "image/*,.pdf,.docx,.xlsx,.odt", "multiple": True}))
    consent = forms.BooleanField(
        label=_("Đã đọc lại cho người gửi nghe; người gửi đồng ý để cơ quan dùng những điều này vào việc giải quyết"),
        error_messages={"required": _("Đọc lại cho người gửi nghe và hỏi họ có đồng ý không, rồi đánh dấu ô này.")})
    meant = forms.BooleanField(label=_("Đã hỏi lại: đây không phải tố cáo"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)  # too long is told in words; the browser must not cut it
        self.today = timezone.localdate()
        self.fields["received_on"].widget.attrs["max"] = self.today.isoformat()
        self.fields["text"].max_length = None  # type: ignore[attr-defined]
        self.fields["kind"].label = _("Loại")
        self.fields["text"].label = _("Nội dung, đúng lời người gửi")
        self.fields["text"].help_text = _("Việc gì, ở đâu, từ khi nào, mong được giải quyết ra sao.")
        self.fields["phone"].help_text = _("Để gọi lại khi cần hỏi thêm.")
        self.fields["email"].help_text = _("Để gửi tin khi việc có thay đổi.")

    def clean_received_on(self) -> date | None:
        day: date | None = self.cleaned_data["received_on"]
        if day and day > self.today:
            raise forms.ValidationError(_("Ngày nhận không thể ở sau hôm nay."))
        if day and day < self.today - OLDEST:
            raise forms.ValidationError(_("Đơn đã nhận quá một năm thì nhập từ sổ cũ, không nhập ở đây."))
        return None if day == self.today else day


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def take_in(request: HttpRequest) -> HttpResponse:
    """The page of intake. What was typed comes back with whatever is wrong."""
    who = standing(request)
    body = receiving(who)
    if request.method != "POST":
        return _show(request, who, IntakeForm(initial={"channel": request.GET.get("cach", "")}, places=_places(body)),
                     str(uuid4()))
    form, token = IntakeForm(request.POST, places=_places(body)), request.POST.get("token", "")
    if not form.is_valid():
        return _show(request, who, form, token, status=422)
    signs = looks_like_denunciation(form.cleaned_data["text"])
    if signs and not form.cleaned_data["meant"]:
        return _show(request, who, form, token, signs=list(signs.words)[:4], status=422)
    try:
        petition = _submit(who, body, form.cleaned_data, UUID(token), papers_in(request, "files"))
    except FileRefused as refused:
        form.add_error("files", str(refused))
        return _show(request, who, form, token, status=422)
    except ValueError:  # the hidden token was spoilt on the way
        return _show(request, who, form, str(uuid4()), status=422)
    return redirect("desk:intake_receipt", code=petition.code)


def receiving(who: Standing) -> Unit:
    """The body this officer receives for: the portal's own where they receive there. Raises Http404."""
    bodies = Unit.objects.filter(pk__in=who.units(Role.RECEPTION)).order_by("pk")
    found = list(bodies)
    body = next((b for b in found if b.code == settings.SITE["body"]), found[0] if found else None)
    if body is None:
        raise Http404
    return body


def _submit(who: Standing, body: Unit, said: dict[str, Any], token: UUID, files: list[Cleaned]) -> Petition:
    now = _at(said["received_on"])
    said_here = actions.Submission(
        kind=Kind(said["kind"]), title=said["title"] or title_of(said["text"]), text=said["text"], body=body,
        lane=Lane(said["lane"]), channel=Channel(said["channel"]), place_text=said["place_text"], lat=said["lat"],
        lon=said["lon"], point_public=said["point_public"], name=said["name"], email=said["email"], phone=said["phone"],
        witness=said["witness"],
        place=Unit.objects.filter(pk=said["place"]).first() if said["place"] else None,
    )
    with transaction.atomic():  # the case with its papers, or neither; pressed twice at once, the papers once
        petition = actions.submit(said_here, token=token, by=who, calendar=calendar_for(body), now=now)
        for cleaned in files if petition.received_at == now else []:
            if is_kept(petition.code, cleaned):
                continue
            attach(petition.code, cleaned, Audience.PARTIES, who.person, now)
    return petition


def _at(day: date | None) -> datetime:
    """When it came in: now, or the day on the stamp of a letter, which only makes the promise fall due sooner."""
    return timezone.make_aware(datetime.combine(day, OPENS)) if day else timezone.now()


def _places(body: Unit) -> list[tuple[int, str]]:
    inside = Unit.objects.filter(serves_id=body.serves_id, family=Family.RESIDENTIAL).order_by("code")
    return list(inside.values_list("pk", "full_name")) if body.serves_id else []


def _show(request: HttpRequest, who: Standing, form: IntakeForm, token: str, *, signs: list[str] | None = None,
          status: int = 200) -> HttpResponse:
    return render(request, "petitions/desk/intake.html", {
        **frame(who, None, {}), "layout": "wide", "form": form, "token": token, "signs": signs or [],
        "ask_meant": bool(signs) or bool(form.data.get("meant") if form.is_bound else False),
        "map": ground(), "lanes_explained": {k.value: v for k, v in LANES_EXPLAINED.items()}}, status=status)


@never_cache
@require_safe
@official_required
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Code and secret number, to print or to read out. Only for the officer who took it in."""
    who = standing(request)
    petition = Petition.objects.visible_to(who).filter(code=code, operator=who.person).first()
    if petition is None or not who.has(Role.RECEPTION, petition.body_id):
        raise Http404
    link = f"{settings.SITE['url']}/phan-anh/{petition.code}/"
    secret = secret_of(petition.token)
    return render(request, "petitions/desk/intake_receipt.html", {
        **frame(who, None, {}), "layout": "wide", "p": petition, "secret": secret, "spoken": spoken(petition.code),
        "secret_spoken": " ".join(_FIGURES[int(d)] for d in secret), "qr": qr_svg(link), "link": link})


_FIGURES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
