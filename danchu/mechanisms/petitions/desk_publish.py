"""The redaction view: what the public will read, beside what was written. Suggested by find(), decided by a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import Line
from danchu.ground.people.access import official_required
from danchu.ground.text.personal_data import LABELS, Span, find, mask
from danchu.mechanisms.petitions import actions, rules, shown
from danchu.mechanisms.petitions.desk import frame
from danchu.mechanisms.petitions.desk_forms import PublishForm
from danchu.mechanisms.petitions.desk_lists import asked_in
from danchu.mechanisms.petitions.desk_opened import Opened
from danchu.mechanisms.petitions.desk_steps import changed_meanwhile, take, theirs
from danchu.mechanisms.petitions.grounds import ground
from danchu.mechanisms.petitions.models import Message
from danchu.mechanisms.petitions.rules import Lane, Step

PARTS = {"title": gettext_lazy("Tóm tắt"), "text": gettext_lazy("Nội dung"), "answer": gettext_lazy("Trả lời")}


@dataclass
class Part:
    """One of the texts: the original, what looks like personal data in it, which of that is covered."""

    name: str
    original: str
    spans: list[Span]
    covered: set[int]

    @property
    def masked(self) -> str:
        """The text with the chosen places covered."""
        return mask(self.original, [s for n, s in enumerate(self.spans) if n in self.covered])

    def pieces(self) -> list[dict[str, Any]]:
        """The original in order: plain words, and places that may be covered by one click."""
        out: list[dict[str, Any]] = []
        at = 0
        for n, span in enumerate(self.spans):
            out += [{"text": self.original[at:span.start]},
                    {"text": self.original[span.start:span.end], "n": n, "covered": n in self.covered,
                     "kind": LABELS[span.type]}]
            at = span.end
        return [*out, {"text": self.original[at:]}]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Look, cover, read, publish. Until then nothing is public."""
    opened = theirs(request, code, Step.PUBLISH)
    if Step.PUBLISH in rules.NEVER_ON.get(Lane(opened.petition.lane), ()):
        raise Http404
    if request.method != "POST":
        return _show(request, opened, _parts(opened), _first(opened, _parts(opened)))
    parts = _parts(opened, request)
    if request.POST.get("do") in ("apply", "rebuild"):
        return _apply(request, opened, parts, rebuild=request.POST["do"] == "rebuild")
    form = PublishForm(request.POST)

    def again(problem: str, since: list[Line]) -> HttpResponse:
        return _show(request, opened, parts, form, problem, since, 409)

    stale = changed_meanwhile(request, opened, Step.PUBLISH, form, again)
    if stale is not None:
        return stale
    if not form.is_valid():
        return _show(request, opened, parts, form, status=422)
    left = left_in(form.cleaned_data, parts)
    if left and request.POST.getlist("left") != left:
        return _show(request, opened, parts, form, _still_there(left), status=422, left=left)
    return take(request, opened, Step.PUBLISH, form.cleaned_data, again, lambda p, said, by: actions.publish(
        p, title=said["title"], text=said["text"], answer=said["answer"], papers=_shown(request),
        point=said["point"], **by))


def left_in(said: dict[str, Any], parts: list[Part]) -> list[str]:
    """What looks like personal data in the words about to be public, besides the places left uncovered on purpose."""
    meant = {part.original[s.start:s.end] for part in parts for n, s in enumerate(part.spans) if n not in part.covered}
    found = {text[s.start:s.end] for text in (said[name] for name in PARTS) for s in find(text, readings=True)}
    return sorted(found - meant)


def _still_there(left: list[str]) -> str:
    return _("Trong bản sắp công khai còn chỗ giống dữ liệu cá nhân: %(what)s. Che lại; hoặc đã xem và muốn để nguyên "
             "thì bấm “Công khai” lần nữa.") % {"what": ", ".join(f"“{text}”" for text in left)}


def _shown(request: HttpRequest) -> frozenset[int]:
    """The papers ticked for the public."""
    return frozenset(int(n) for n in request.POST.getlist("paper") if n.isascii() and n.isdecimal() and len(n) < 16)


def _papers(opened: Opened, request: HttpRequest) -> list[dict[str, Any]]:
    """What may be shown besides words: what is public now is ticked, or what was ticked on the page sent."""
    ticked = _shown(request) if request.method == "POST" else None
    return [f | {"ticked": f["pk"] in ticked if ticked is not None else f["audience"] == Audience.PUBLIC}
            for f in opened.papers.files if f["audience"] != Audience.INTERNAL]


def _point(opened: Opened) -> str:
    """The point the sender lets everybody see; empty where there is none."""
    o = opened.papers.original
    agreed = o.get("point_public") in ("true", "1") and o.get("lat") is not None and o.get("lon") is not None
    return f"{o['lat']},{o['lon']}" if agreed else ""


def _parts(opened: Opened, request: HttpRequest | None = None) -> list[Part]:
    papers, p = opened.papers, opened.petition
    originals = {"title": p.title, "text": str(papers.original.get("text", "")),
                 "answer": papers.last(Message.Kind.ANSWER)}
    parts = []
    for name, original in originals.items():
        spans = find(original, readings=True)
        chosen = set(range(len(spans)))
        if request is not None:
            chosen = {int(n) for n in request.POST.getlist(f"cover-{name}") if n.isdecimal() and len(n) < 5}
        parts.append(Part(name, original, spans, chosen))
    return parts


def _first(opened: Opened, parts: list[Part]) -> PublishForm:
    """What is public now, or the originals with everything suspicious covered."""
    now = opened.papers.publication
    suggested = {part.name: part.masked for part in parts}
    point = now["lat"] is not None if now else True
    return PublishForm(initial=suggested | {k: now[k] for k in PARTS if now.get(k)} | {"point": point})


def _apply(request: HttpRequest, opened: Opened, parts: list[Part], *, rebuild: bool) -> HttpResponse:
    """Build the texts anew from the originals with what is ticked; a text changed by hand is kept unless asked."""
    initial, kept = {}, []
    for part in parts:
        typed = request.POST.get(part.name, "").replace("\r\n", "\n")
        before = Part(part.name, part.original, part.spans, _was(request, part.name)).masked
        by_hand = typed.strip() != before.strip() and not rebuild
        initial[part.name] = typed if by_hand else part.masked
        kept += [str(PARTS[part.name])] if by_hand and part.covered != _was(request, part.name) else []
    problem = _("Ô đã sửa tay được giữ nguyên: %(which)s. Muốn dựng lại từ bản gốc thì bấm “Dựng lại từ đầu”.") % {
        "which": ", ".join(kept)} if kept else ""
    return _show(request, opened, parts, PublishForm(initial=initial), problem)


def _was(request: HttpRequest, name: str) -> set[int]:
    """Which places were covered when the page was shown."""
    return {int(n) for n in request.POST.get(f"was-{name}", "").split(",") if n.isdecimal() and len(n) < 5}


def _show(request: HttpRequest, opened: Opened, parts: list[Part], form: PublishForm, problem: str = "",
          since: list[Line] | None = None, status: int = 200, left: list[str] | None = None) -> HttpResponse:
    asked = asked_in(request.GET)
    return render(request, "petitions/desk/publish.html", {
        **frame(opened.who, None, {}), "layout": "wide", "p": opened.petition, "papers": _papers(opened, request),
        "parts": [p for p in parts if p.original],
        "form": form, "problem": problem, "left": left or [],
        "since": [shown.told(line, names=True) for line in since or []],
        "point": _point(opened), "map": ground(), "part_words": PARTS,
        "back": reverse("desk:case", args=[opened.petition.code]) + asked.link(),
        "query": asked.link()}, status=status)
