"""Sending a petition: one question a page, every answer carried along in the form, nothing kept until it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danchu.ground.files.cleaning import Cleaned, clean_upload
from danchu.ground.files.refusal import Refused as FileRefused
from danchu.ground.files.storing import attach
from danchu.ground.journal.linked import titles_of
from danchu.ground.journal.models import Audience
from danchu.ground.journal.turns import in_turn
from danchu.ground.offices.calendars import calendar_for
from danchu.ground.offices.models import Family, Unit
from danchu.ground.people.proof import remember, secret_of, who
from danchu.ground.text.codes import read_code, spoken
from danchu.ground.text.warning_signs import looks_like_denunciation
from danchu.ground.ui.qr import qr_svg
from danchu.law.limits import Duty, limit_for
from danchu.law.roles import Role
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.forms import CheckForm, WhatForm, WhereForm, WhoForm, title_of
from danchu.mechanisms.petitions.grounds import ground
from danchu.mechanisms.petitions.models import Petition, part_played_by
from danchu.mechanisms.petitions.rules import Kind, Lane
from danchu.mechanisms.petitions.similar import similar_cases
from danchu.mechanisms.petitions.words import KINDS, KINDS_EXPLAINED, LANES, LANES_EXPLAINED

QUESTIONS: dict[str, type[forms.Form]] = {"what": WhatForm, "where": WhereForm, "who": WhoForm, "check": CheckForm}
ORDER = tuple(QUESTIONS)
MOST_FILES = 5
CARRIED = ("kind", "text", "place", "place_text", "lat", "lon", "point_public", "lane", "name", "phone", "email",
           "token", "meant", "about")


@dataclass
class Page:
    """Where the sender is, and what they have typed so far."""

    question: str
    form: forms.Form
    typed: dict[str, str]
    files_wrong: str = ""


def send(request: HttpRequest) -> HttpResponse:
    """The questions. GET begins; each POST carries all answers and says where to go."""
    if request.method in ("GET", "HEAD"):
        return _show(request, _page("what", {"token": str(uuid4()), "kind": request.GET.get("loai", ""),
                                              "text": request.GET.get("noi-dung", "")[:500],
                                              "about": request.GET.get("ve", "")[:24]}, bound=False))
    typed = {name: request.POST.get(name, "") for name in CARRIED}
    here = request.POST.get("question", "what")
    here = here if here in QUESTIONS else "what"
    goto = request.POST.get("goto", "")
    if goto in QUESTIONS:
        return _show(request, _page(goto, typed, bound=False))
    page = _page(here, typed | {"consent": request.POST.get("consent", "")})
    if not page.form.is_valid():
        return _show(request, page, status=422)
    if here == "what" and not typed["meant"] and looks_like_denunciation(typed["text"]):
        return render(request, "petitions/is_it_a_denunciation.html", {"typed": typed, "signs": _signs(typed["text"])})
    return _finish(request, page) if here == "check" else _show(request, _page(_next(here), typed, bound=False))


def _finish(request: HttpRequest, page: Page) -> HttpResponse:
    """Check every answer again (they came back from the browser), clean the files, and take it in."""
    answers: dict[str, Any] = {}
    for question in ORDER[:-1]:
        earlier = _page(question, page.typed)
        if not earlier.form.is_valid():
            return _show(request, earlier, status=422)
        answers |= earlier.form.cleaned_data
    try:
        token = UUID(page.typed["token"])
        files = papers_in(request)
    except ValueError as problem:
        page.files_wrong = str(problem) if isinstance(problem, FileRefused) else ""
        page.typed["token"] = page.typed["token"] if isinstance(problem, FileRefused) else str(uuid4())
        return _show(request, page, status=422)
    petition = _take_in(request, answers, token, files, _about(page.typed))
    return remember(redirect("petitions:receipt", code=petition.code), request, petition.code)


def _about(typed: dict[str, str]) -> str:
    """The code of what it is about (a procedure found burdensome), where anyone may read that; else nothing."""
    code = read_code(typed.get("about", "")) or ""
    return code if code and titles_of({code}) else ""


def _take_in(request: HttpRequest, answers: dict[str, Any], token: UUID, files: list[Cleaned],
             about: str) -> Petition:
    body, now, standing = receiving_body(), timezone.now(), who(request)
    place = Unit.objects.filter(pk=answers["place"]).first() if answers["place"] else None
    said = actions.Submission(
        kind=Kind(answers["kind"]), title=title_of(answers["text"]), text=answers["text"], body=body,
        lane=Lane(answers["lane"]), place=place, place_text=answers["place_text"], lat=answers["lat"],
        lon=answers["lon"], point_public=answers["point_public"], name=answers["name"],
        email=answers["email"], phone=answers["phone"], about=about)
    calendar = calendar_for(body)

    def act() -> Petition:  # the case with its papers, or neither; pressed twice at once, the papers once
        petition = actions.submit(said, token=token, by=standing, calendar=calendar, now=now)
        for cleaned in files if petition.received_at == now else []:
            attach(petition.code, cleaned, Audience.PARTIES, standing.person, now)
        return petition

    return in_turn(act)


SETTLED = 10  # seconds a body's own name and offices may be behind on public pages


def receiving_body() -> Unit:
    """The body this portal takes petitions in for (DANCHU_BODY). A portal without one is not set up: 404."""
    body: Unit | None = cache.get_or_set(f"body:{settings.SITE['body']}", _receiving_body, SETTLED)
    if body is None:
        raise Http404("DANCHU_BODY names no unit")
    return body


def _receiving_body() -> Unit | None:
    return Unit.objects.filter(code=settings.SITE["body"]).select_related("serves").first()


def papers_in(request: HttpRequest, name: str = "papers") -> list[Cleaned]:
    """What was uploaded, cleaned. Raises files.Refused with words for whoever sent it."""
    uploads = [f for f in request.FILES.getlist(name) if f]
    if len(uploads) > MOST_FILES:
        raise FileRefused(_("Gửi tối đa %(n)s tệp một lần.") % {"n": MOST_FILES})
    return [_clean(f, named=len(uploads) > 1) for f in uploads]


def _clean(upload: Any, *, named: bool) -> Cleaned:
    """Raises files.Refused; among several, the words say which one it was."""
    try:
        return clean_upload(upload)
    except FileRefused as refused:
        if not named:
            raise
        raise FileRefused(_("%(name)s: %(why)s") % {"name": upload.name, "why": refused}) from None


def _page(question: str, typed: dict[str, str], *, bound: bool = True) -> Page:
    more: dict[str, Any] = {"places": _places()} if question == "where" else {}
    if bound:
        return Page(question, QUESTIONS[question](typed, **more), typed)
    initial = {name: value for name, value in typed.items() if value != ""}
    return Page(question, QUESTIONS[question](initial=initial, **more), typed)


def _places() -> list[tuple[int, str]]:
    """The residential groups of the ward, to choose from."""
    ward = receiving_body().serves_id
    return cache.get_or_set(f"places:{ward}", lambda: _places_in(ward), SETTLED) or []


def _places_in(ward: int | None) -> list[tuple[int, str]]:
    inside = Unit.objects.filter(serves_id=ward, family=Family.RESIDENTIAL).order_by("code")
    return list(inside.values_list("pk", "full_name"))


def _show(request: HttpRequest, page: Page, status: int = 200) -> HttpResponse:
    at = ORDER.index(page.question)
    own = set(page.form.fields)
    context: dict[str, Any] = {
        "map": None, "form": page.form, "question": page.question, "step": at + 1, "steps": len(ORDER),
        "carried": [(n, page.typed.get(n, "")) for n in CARRIED if n not in own],
        "before": ORDER[at - 1] if at else "", "files_wrong": page.files_wrong,
        "kinds_explained": {k.value: v for k, v in KINDS_EXPLAINED.items()},
        "lanes_explained": {k.value: v for k, v in LANES_EXPLAINED.items()},
    }
    if page.question == "where":
        context["map"] = ground()
    if page.question == "check":
        context |= {"answers": _answers(page.typed), "similar": similar_cases(page.typed["text"])}
    return render(request, f"petitions/send_{page.question}.html", context, status=status)


def _answers(typed: dict[str, str]) -> list[dict[str, str]]:
    """What the sender is about to send, with the question each answer belongs to."""
    place = next((name for pk, name in _places() if str(pk) == typed["place"]), "")
    where = "\n".join(filter(None, [", ".join(filter(None, [typed["place_text"], place])), _point(typed)]))
    reach = ", ".join(filter(None, [typed["name"], typed["phone"], typed["email"]])) or _("Không để lại tên")
    return [
        {"label": _("Loại"), "value": KINDS.get(typed["kind"], ""), "goto": "what"},  # type: ignore[call-overload]
        {"label": _("Nội dung"), "value": typed["text"], "goto": "what"},
        {"label": _("Ở đâu"), "value": where or _("Không ghi"), "goto": "where"},
        {"label": _("Ai được đọc"), "value": LANES.get(typed["lane"], ""), "goto": "who"},  # type: ignore[call-overload]
        {"label": _("Liên hệ"), "value": reach, "goto": "who"},
    ]


def _point(typed: dict[str, str]) -> str:
    """The point on the map, and who will see it."""
    if not (typed["lat"] and typed["lon"]):
        return ""
    seen = _("mọi người thấy khi công khai") if typed["point_public"] else _("chỉ cán bộ xử lý thấy")
    return _("Điểm trên bản đồ %(lat)s, %(lon)s (%(seen)s)") % {"lat": typed["lat"], "lon": typed["lon"], "seen": seen}


def _signs(text: str) -> list[str]:
    found = looks_like_denunciation(text)
    return list(found.words)[:4] if found else []


def _next(question: str) -> str:
    return ORDER[ORDER.index(question) + 1]


@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """The code, the secret number, the lawful day. Only for whoever sent it."""
    standing = who(request)
    petition = Petition.objects.visible_to(standing).filter(code=code).first()
    if petition is None or Role.SENDER not in part_played_by(standing, petition):
        raise Http404  # officials too: with the secret number they could rate in the sender's name
    link = f"{settings.SITE['url']}/phan-anh/{petition.code}/"
    return render(request, "petitions/receipt.html", {
        "p": petition, "secret": secret_of(petition.token), "spoken": spoken(petition.code), "qr": qr_svg(link),
        "link": link})


@require_safe
def similar(request: HttpRequest) -> HttpResponse:
    """Public cases like what is being typed: a fragment for the question page."""
    return render(request, "petitions/_similar.html", {"similar": similar_cases(request.GET.get("q", "")[:2000])})


@require_safe
def denunciation(request: HttpRequest) -> HttpResponse:
    """Tố cáo is not taken here: what it is, where it goes, why."""
    limit = limit_for(Duty.SORT_DENUNCIATION, timezone.localdate())
    return render(request, "petitions/denunciation.html", {"limit": limit})
