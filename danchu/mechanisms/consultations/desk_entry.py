"""Entering what people said elsewhere: organisations and meetings, the letter box. Paper forms: `desk_keying`."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from danchu.ground.files.cleaning import clean_upload
from danchu.ground.files.models import Attachment
from danchu.ground.files.refusal import Refused as FileRefused
from danchu.ground.files.storing import attach
from danchu.ground.journal.models import Audience
from danchu.ground.people.access import official_required, standing
from danchu.ground.ui.typed import number_in
from danchu.mechanisms.consultations import actions, desk_reads, rules
from danchu.mechanisms.consultations.desk import articles_of, consultation_of, frame
from danchu.mechanisms.consultations.forms import EntryForm, GatheringForm
from danchu.mechanisms.consultations.models import Consultation, Gathering, part_played_by
from danchu.mechanisms.consultations.rules import Channel, Stance, State, Step
from danchu.mechanisms.consultations.words import CHANNELS, STANCES

LATEST = 20
MOST_ROUNDS = 100  # in the list


def entering(request: HttpRequest, code: str) -> Consultation:
    """A consultation this person may enter opinions for: open, or closed with papers still to type. Raises Http404."""
    c = consultation_of(request, code)
    if not rules.may(State(c.state), Step.ENTER, part_played_by(standing(request), c)) or c.synthesis_asked_at:
        raise Http404
    return c


def _token(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid4()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def entry(request: HttpRequest, code: str) -> HttpResponse:
    """Rounds of organisations and meetings, the opinions of each, and what came by letter box or telephone."""
    c = entering(request, code)
    articles, gatherings = articles_of(c), desk_reads.gatherings(c, MOST_ROUNDS)
    chosen = number_in(request.GET.get("dot"))
    gathering = next((g for g in gatherings if g.pk == chosen), None)
    if chosen and gathering is None and len(gatherings) == MOST_ROUNDS:  # an older one, from a kept address
        gathering = Gathering.objects.filter(consultation=c, pk=chosen).first()
    round_form = GatheringForm(prefix="round")
    form = EntryForm(prefix="entry", articles=articles)
    if request.method == "POST" and "round-name" in request.POST:
        round_form = GatheringForm(request.POST, request.FILES, prefix="round")
        made = _gather(request, c, round_form)
        if made:
            return redirect(f"{reverse('consultations_desk:entry', args=[code])}?dot={made.pk}")
    elif request.method == "POST":
        form = EntryForm(request.POST, prefix="entry", articles=articles)
        if _enter(request, c, form, gathering):
            return redirect(request.get_full_path())
    me = standing(request).person
    return render(request, "consultations/desk/entry.html", {
        **frame(standing(request)), "c": c, "form": form, "round_form": round_form, "gatherings": gatherings,
        "gathering": gathering,
        "open": c.takes_opinions(timezone.now()), "token": str(uuid4()), "channels": CHANNELS, "stances": STANCES,
        "articles": dict(articles), "latest": desk_reads.typed_by(c, me.pk, LATEST) if me else [],
        "said": messages.get_messages(request)},
        status=422 if request.method == "POST" else 200)


def _gather(request: HttpRequest, c: Consultation, form: GatheringForm) -> Gathering | None:
    if not form.is_valid():
        return None
    said = form.cleaned_data
    try:
        with transaction.atomic():
            return actions.gather(
                c, channel=Channel(said["channel"]), name=said["name"], held_on=said["held_on"], people=said["people"],
                minutes=scan_of(c, said["papers"], request), token=_token(request), by=standing(request),
                now=timezone.now())
    except (actions.Refused, FileRefused) as refused:
        form.add_error(None, str(refused))
        return None


def _enter(request: HttpRequest, c: Consultation, form: EntryForm, gathering: Gathering | None) -> bool:
    if not form.is_valid():
        return False
    channel = Channel(gathering.channel) if gathering else Channel.HOTLINE
    try:
        taken = actions.enter(
            c, actions.Said(form.cleaned_data["article"], Stance(form.cleaned_data["stance"]),
                            form.cleaned_data["text"]),
            channel=channel, gathering=gathering, token=_token(request), by=standing(request), now=timezone.now())
    except actions.Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Đã nhập ý kiến %(code)s.") % {"code": taken.code})
    return True


def scan_of(c: Consultation, upload: Any, request: HttpRequest) -> Attachment | None:
    """A paper kept with the consultation, for the office only."""
    if not upload:
        return None
    return attach(c.code, clean_upload(upload), Audience.INTERNAL, standing(request).person, timezone.now())
