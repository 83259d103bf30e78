"""Covering personal data in a promise that is public already: look, tick, see how it reads, cover with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from danchu.ground.people.access import official_required, standing
from danchu.ground.people.fields import Words
from danchu.ground.text import covering
from danchu.ground.text.personal_data import Span
from danchu.ground.ui.typed import version_in
from danchu.mechanisms.works import actions, masking, rules
from danchu.mechanisms.works.desk import Opened, opened
from danchu.mechanisms.works.desk_forms import text_field
from danchu.mechanisms.works.desk_queue import frame
from danchu.mechanisms.works.desk_steps import changed, changes_since
from danchu.mechanisms.works.rules import State, Step
from danchu.mechanisms.works.words import STEPS


class CoverForm(forms.Form):
    """What the machine did not see, and why it is covered."""

    more = Words(label=gettext_lazy("Che thêm đoạn nào"), max_length=2000, required=False,
                 widget=forms.Textarea(attrs={"rows": 2}), help_text=gettext_lazy(
                     "Chép đúng đoạn cần che, mỗi dòng một đoạn: “nhà bà Lan”. Lời khác không sửa được."))
    reason = text_field(gettext_lazy("Vì sao che, mọi người đọc được"), gettext_lazy("Ghi lý do."), rows=2)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for box in self.fields.values():
            box.widget.attrs.pop("maxlength", None)
            box.max_length = None  # type: ignore[attr-defined]  # the desk is quiet: no counter under each box


@dataclass
class Part:
    """One of the texts: as everybody reads it now, what looks like personal data in it, which of that is covered."""

    name: str
    label: Any
    text: str
    spans: list[Span] = field(default_factory=list)
    covered: set[int] = field(default_factory=set)

    def pieces(self) -> list[dict[str, Any]]:
        return covering.pieces(self.text, self.spans, self.covered)

    def masked(self, passages: list[str]) -> str:
        """How it will read."""
        chosen = [span for n, span in enumerate(self.spans) if n in self.covered]
        return covering.cover(self.text, chosen, passages, most=masking.longest(self.name))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required
def cover(request: HttpRequest, code: str) -> HttpResponse:
    """The page; `do=look` shows how it will read, `do=mask` covers."""
    found = opened(standing(request), code)
    if not rules.may(State(found.commitment.state), Step.MASK, found.parts):
        raise Http404
    parts = _parts(request, found)
    if request.method != "POST":
        return _show(request, found, parts, CoverForm())
    if request.POST.get("do") == "look":
        return _show(request, found, parts, CoverForm(initial=request.POST.dict()), seen=True)
    form = CoverForm(request.POST)
    if since := changes_since(found, version_in(request)):
        return _show(request, found, parts, form, problem=changed(since), status=409)
    if not form.is_valid():
        return _show(request, found, parts, form, seen=True, status=422)
    try:
        actions.mask(found.commitment, texts={p.name: p.masked(_passages(request)) for p in parts},
                     reason=form.cleaned_data["reason"], by=found.who, now=timezone.now())
    except actions.Refused as refused:
        return _show(request, found, parts, form, problem=str(refused), status=409)
    messages.success(request, _("Đã che; bản gốc giữ bên trong."))
    return redirect("works_desk:case", code=code)


def _parts(request: HttpRequest, found: Opened) -> list[Part]:
    said = found.papers.said
    parts = []
    for name, text in masking.texts_of(found.commitment).items():
        spoke = said.get(int(name.removeprefix(masking.SAID))) if name.startswith(masking.SAID) else None
        step = str(STEPS[Step(spoke.step)]).removesuffix("…") if spoke else ""
        spans = covering.places(text)
        ticked = {int(n) for n in request.POST.getlist(f"cover-{name}") if n.isdecimal() and len(n) < 5}
        parts.append(Part(name, masking.COLUMNS.get(name) or step, text, spans,
                          ticked if request.method == "POST" else set(range(len(spans)))))
    return parts


def _passages(request: HttpRequest) -> list[str]:
    return request.POST.get("more", "").splitlines()[:50]


def _show(request: HttpRequest, found: Opened, parts: list[Part], form: CoverForm, *, problem: str = "",
          seen: bool = False, status: int = 200) -> HttpResponse:
    passages = _passages(request)
    will_read = [(p.label, masked) for p in parts if (masked := p.masked(passages)) != p.text] if seen else []
    return render(request, "works/desk/mask.html", {
        **frame(found.who, counted=False), "c": found.commitment, "parts": parts, "form": form, "problem": problem,
        "seen": seen, "will_read": will_read}, status=status)
