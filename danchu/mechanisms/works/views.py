"""What anyone may read of promises: the list, one promise, the score board, feeds. Fetch and show."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danchu.ground.journal.cached import public_page
from danchu.ground.journal.linked import linked
from danchu.ground.journal.models import Audience
from danchu.ground.offices.lineage import line_of, offices_under
from danchu.ground.offices.models import Unit
from danchu.ground.people.models import PostHeld
from danchu.ground.search.asking import ask
from danchu.ground.text.codes import read_code
from danchu.ground.ui.atom import atom
from danchu.ground.ui.due import Due
from danchu.ground.ui.typed import number_in
from danchu.ground.ui.words import number, percent
from danchu.mechanisms.works import figures, following, reading, shown
from danchu.mechanisms.works.figures import COLOURS, Row
from danchu.mechanisms.works.models import Commitment
from danchu.mechanisms.works.papers import papers_of
from danchu.mechanisms.works.reading import A_PAGE, LISTED, Listed
from danchu.mechanisms.works.rules import SHOWN_FROM, Origin, Score
from danchu.mechanisms.works.search_text import PROMISE
from danchu.mechanisms.works.words import ORIGINS, SCORES

WORDS = {"ket-qua": {s.value: SCORES[s] for s in Score}, "noi-hua": {o.value: ORIGINS[o] for o in Origin}}
COLUMNS = {"ket-qua": "score", "noi-hua": "origin"}
NUMBERS = ("don-vi", "co-quan", "nguoi-dung-dau")
DAYS = ("tu", "den")


@dataclass(frozen=True)
class Asked:
    """What the address asks for, as far as it makes sense; the rest is left out."""

    said: dict[str, str] = field(default_factory=dict)
    query: str = ""
    after: int | None = None
    before: int | None = None

    def link(self, **change: Any) -> str:
        """The address of the same list with something changed; a changed filter begins at page one."""
        kept = {k: v for k, v in ({**self.said, "q": self.query} | change).items() if v}
        return f"?{urlencode(kept)}" if kept else "?"

    def day(self, name: str) -> date | None:
        return date.fromisoformat(self.said[name]) if name in self.said else None

    def number(self, name: str) -> int | None:
        return int(self.said[name]) if name in self.said else None


def asked_in(request: HttpRequest) -> Asked:
    """Read an address; nonsense is left out, never an error."""
    get = request.GET
    said = {name: get[name] for name, words in WORDS.items() if get.get(name) in words}
    said |= {name: get[name] for name in NUMBERS if number_in(get.get(name)) is not None}
    said |= {name: get[name] for name in DAYS if _day(get.get(name, "")) is not None}
    return Asked(said, get.get("q", "").strip()[:200], number_in(get.get("sau")), number_in(get.get("truoc")))


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if len(typed) == len("2026-01-01") else None
    except ValueError:
        return None


@require_safe
@public_page
def commitments(request: HttpRequest) -> HttpResponse:
    """Every promise, newest first, by key and never by offset."""
    asked = asked_in(request)
    code = read_code(asked.query) if asked.query else None
    if code and Commitment.objects.visible_to().filter(code=code).exists():
        return redirect("works:commitment", code=code)
    found, earlier, later, count = _page_of(asked)
    return render(request, "works/commitments.html", {
        "rows": _with_badges(found), "asked": asked, "earlier": earlier, "later": later,
        "count": count, "chips": _chips(asked), "origins": WORDS["noi-hua"], "named": _named(asked)})


def _with_badges(found: list[Listed]) -> list[tuple[Listed, Due]]:
    today = timezone.localdate()
    return [(c, shown.badge(c.state, c.score, c.due_on, c.first_due_on, c.done_on, today=today)) for c in found]


def _wanted(asked: Asked) -> dict[str, Any]:
    """The filters that were chosen, by column, but for those of a unit."""
    wanted: dict[str, Any] = {COLUMNS[name]: asked.said[name] for name in COLUMNS if name in asked.said}
    chosen = {"head_id": asked.number("nguoi-dung-dau"), "promised_on__gte": asked.day("tu"),
              "promised_on__lte": asked.day("den")}
    return wanted | {column: value for column, value in chosen.items() if value is not None}


def _units(asked: Asked) -> frozenset[int] | None:
    """Whose promises: one unit and what went into it (`don-vi`), or a whole authority with its offices (`co-quan`)."""
    until = timezone.localdate()  # as the board: what a unit took over since is its own now
    if "co-quan" in asked.said:
        unit = Unit.objects.filter(pk=asked.number("co-quan") or 0).first()
        return line_of(offices_under(unit), until) if unit else frozenset()
    return line_of([asked.number("don-vi") or 0], until) if "don-vi" in asked.said else None


def _page_of(asked: Asked) -> tuple[list[Listed], str | None, str | None, str]:
    """(rows, address of the earlier page, of the later page, how many found)."""
    if asked.query:
        hits = ask(asked.query, kind=PROMISE, before=asked.after, limit=A_PAGE)
        found = reading.promises_with(hits.codes) if not asked.said else sorted(
            _rows(_filtered(asked).filter(code__in=hits.codes).order_by()), key=lambda c: -c.pk)
        later = asked.link(sau=hits.next_key) if hits.next_key else None
        return found, None, later, _("%(n)s kết quả") % {"n": hits.total_capped}
    if asked.before is not None:
        newer = _listed(asked, asked.before, newer=True)
        found = newer[:A_PAGE][::-1]
        earlier = asked.link(truoc=found[0].pk) if len(newer) > A_PAGE else None
        return found, earlier, asked.link(sau=found[-1].pk) if found else None, ""
    older = _listed(asked, asked.after)
    found = older[:A_PAGE]
    earlier = asked.link(truoc=found[0].pk) if asked.after is not None and found else None
    return found, earlier, asked.link(sau=found[-1].pk) if len(older) > A_PAGE else None, ""


def _listed(asked: Asked, key: int | None, *, newer: bool = False) -> list[Listed]:
    """One page and one more, by a statement written once; of one unit's house it is written for that house."""
    if not {"co-quan", "don-vi"} & asked.said.keys():
        return reading.promises(_wanted(asked), key, newer=newer)
    found = _filtered(asked)
    found = found if key is None else found.filter(**{"id__gt" if newer else "id__lt": key})
    return _rows(found.order_by("id" if newer else "-id")[: A_PAGE + 1])


def _filtered(asked: Asked) -> QuerySet[Commitment]:
    units = _units(asked)
    of_house = {"promised_by_id__in": units} if units is not None else {}
    return Commitment.objects.visible_to().counted().filter(**_wanted(asked), **of_house)


def _rows(found: QuerySet[Commitment]) -> list[Listed]:
    return list(map(Listed._make, found.values_list(*LISTED)))


def _chips(asked: Asked) -> list[dict[str, Any]]:
    chosen = asked.said.get("ket-qua")
    chips: list[dict[str, Any]] = [{"label": _("Tất cả"), "href": asked.link(**{"ket-qua": ""}), "current": not chosen}]
    return chips + [{"label": SCORES[s], "href": asked.link(**{"ket-qua": "" if chosen == s else s.value}),
                     "current": chosen == s} for s in COLOURS]


def _named(asked: Asked) -> list[str]:
    """What else narrows the list, in words: a unit, a head, a period."""
    named: list[str] = []
    unit = asked.number("co-quan") or asked.number("don-vi")
    if unit:
        named += Unit.objects.filter(pk=unit).values_list("full_name", flat=True)
    head = asked.number("nguoi-dung-dau")
    if head:
        posts = PostHeld.objects.filter(pk=head).select_related("person")
        named += [f"{p.title} {p.person.name}" for p in posts]
    since, until = asked.day("tu"), asked.day("den")
    if since or until:
        ends = [f"{d:%d/%m/%Y}" if d else "…" for d in (since, until)]
        named.append(_("hứa từ %(since)s đến %(until)s") % {"since": ends[0], "until": ends[1]})
    return named


@require_safe
@public_page
def commitment(request: HttpRequest, code: str) -> HttpResponse:
    """One promise, for anyone; for whoever asked for it, with the two buttons."""
    known = read_code(code)
    if known is None:
        raise Http404
    if known != code:
        return redirect("works:commitment", code=known)
    return show(request, code)


def show(request: HttpRequest, code: str, *, typed: dict[str, Any] | None = None, problem: str = "",
         status: int = 200) -> HttpResponse:
    """The page of a promise; after a step that could not be taken, with what was typed and why."""
    c = reading.promise_of(code)
    if c is None:
        raise Http404
    papers, today = papers_of(c.code, Audience.PUBLIC, commitment=c), timezone.localdate()
    owners, lookers = shown.sides(papers)
    loose = shown.loose_files(papers)
    return render(request, "works/commitment.html", {
        "c": c, "due": shown.badge(c.state, c.score, c.due_on, c.first_due_on, c.done_on, today=today),
        "track": shown.WAY.at(c.state), "papers": papers, "owners": owners, "lookers": lookers,
        "lines": shown.timeline(papers), "loose": loose,
        "why_twice": shown.why_twice(papers) if c.twice_of else "",
        "origin": ORIGINS[Origin(c.origin)], "related": linked(papers.links), "problem": problem,
        **following.choices(request, c, typed or {})}, status=status)


@require_safe
@public_page
def board(request: HttpRequest) -> HttpResponse:
    """The score: by unit, and by the head of the day. Every figure opens the list it counts."""
    today = timezone.localdate()
    year = number_in(request.GET.get("nam")) or today.year
    if not 2017 <= year <= today.year:
        raise Http404
    since, until = date(year, 1, 1), date(year, 12, 31)
    units, heads = figures.board(since, until, today)
    total = figures.together(units)
    return render(request, "works/board.html", {
        "year": year, "total": total, "columns": _board_columns(_("Đơn vị")), "head_columns": _board_columns(
            _("Người đứng đầu lúc hứa")), "units": [_cells(r, since, until) for r in units],
        "heads": [_cells(r, since, until) for r in heads], "sum": _cells(total, since, until),
        "parts_of_total": [{"label": SCORES[s], "n": total.counts[s], "kind": COLOURS[s],
                            "href": total.link(since, until, s)} for s in COLOURS],
        "until": min(until, today), "since": since,
        "tabs": [{"label": str(y), "href": f"?nam={y}", "current": y == year}
                 for y in range(today.year, today.year - 3, -1)]})


def _board_columns(first: str) -> list[dict[str, Any]]:
    return [{"label": first}, {"label": _("Nhìn nhanh")}, {"label": _("Giữ đúng, trên số đã đến ngày"), "num": True},
            {"label": _("Đã hứa (n)"), "num": True}, *({"label": SCORES[s], "num": True} for s in COLOURS)]


def _cells(row: Row, since: date, until: date) -> list[Any]:
    whole = row.link(since, until) if row.n else ""  # worked out once a row, not once a cell
    figures_ = [{"text": row.counts[s], "href": f"{whole}&ket-qua={s.value}"} if row.counts[s] else 0 for s in COLOURS]
    bar = {"parts": [{"n": row.counts[s], "kind": COLOURS[s]} for s in COLOURS], "whole": row.n}
    return [row.name, bar, share(row), {"text": row.n, "href": whole} if row.n else 0, *figures_]


def share(row: Row) -> str:
    """A percentage only of SHOWN_FROM promises or more; of fewer, the two numbers themselves."""
    if not row.due:
        return "–"
    if row.due < SHOWN_FROM:
        return _("%(part)s trên %(whole)s") % {"part": number(row.counts[Score.KEPT]), "whole": number(row.due)}
    return percent(row.counts[Score.KEPT], row.due)


@require_safe
@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """The newest promises as Atom (RFC 4287)."""
    rows = Commitment.objects.visible_to().counted().select_related("owner").order_by("-id")[:A_PAGE]
    return atom(_("Cam kết mới"), reverse("works:commitments"), request.path, [
        (c.title, reverse("works:commitment", args=[c.code]), f"{c.owner.full_name} · {c.due_on:%d/%m/%Y}",
         datetime.combine(c.promised_on, datetime.min.time(), timezone.get_default_timezone())) for c in rows])


@require_safe
@public_page
def commitment_feed(request: HttpRequest, code: str) -> HttpResponse:
    """What happened to one promise, as Atom (RFC 4287)."""
    c = Commitment.objects.visible_to().filter(code=code).first()
    if c is None:
        raise Http404
    papers = papers_of(code, Audience.PUBLIC, commitment=c)
    lines = [shown.told(line, papers.said) for line in papers.lines if shown.heard(line.verb)]
    where = reverse("works:commitment", args=[code])
    told = [(t.text, f"{where}#{n}", t.note, t.at) for n, t in enumerate(lines, 1)]
    return atom(c.title, where, request.path, told[::-1])
