"""The hall's screen, for the wall and for every phone in the room. It follows the chair's choice by itself."""

from __future__ import annotations

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from danchu.ground.text.codes import read_code
from danchu.ground.ui.qr import qr_svg
from danchu.mechanisms.dialogues import opening
from danchu.mechanisms.dialogues.models import Dialogue
from danchu.mechanisms.dialogues.pulse import hall_of, pulse_of
from danchu.mechanisms.dialogues.rules import TAKES_QUESTIONS, State
from danchu.mechanisms.dialogues.words import STATES_FOR_PUBLIC


@require_safe
def screen(request: HttpRequest, code: str) -> HttpResponse:
    """What is on the floor, what comes, where to ask. Complete without its script: then it loads itself anew."""
    known = read_code(code)
    hall = hall_of(known) if known else None
    if known is None or hall is None:
        raise Http404
    d = Dialogue.objects.visible_to().select_related("body").get(code=known)
    ask = request.build_absolute_uri(reverse("dialogues:dialogue", args=[known]))
    return render(request, "dialogues/hall/screen.html", {
        "d": d, "hall": hall, "state": STATES_FOR_PUBLIC[State(d.state)], "takes": State(d.state) in TAKES_QUESTIONS,
        "opens_with": opening.shown(d),
        "qr": _qr(ask), "ask": ask})


@lru_cache(maxsize=64)
def _qr(address: str) -> str:
    """Drawing it costs more than all the rest of the page, and everyone in the room is shown the same one."""
    return qr_svg(address, sized=False)


@require_safe
def pulse(request: HttpRequest, code: str) -> HttpResponse:
    """The hall as JSON: the same bytes for everyone, 304 where nothing has changed. `wsgi` answers it faster still."""
    known = pulse_of(code)
    if known is None:
        raise Http404
    if request.headers.get("If-None-Match") == f'"{known.mark}"':
        return HttpResponseNotModified(headers={"ETag": f'"{known.mark}"'})
    return HttpResponse(known.body, content_type="application/json",
                        headers={"ETag": f'"{known.mark}"', "Cache-Control": "no-cache"})
