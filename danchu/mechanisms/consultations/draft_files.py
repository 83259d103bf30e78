"""An edition of a draft as a file to keep: DOCX and PDF to read, Akoma Ntoso for other programs, all with its ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from danchu.ground.documents.issuers import issuer
from danchu.ground.documents.paper import Block, Paper, Paragraph
from danchu.ground.documents.writing import DOCX, PDF, NotSet, to_docx, to_pdf
from danchu.ground.drafts.akn import to_akn
from danchu.ground.drafts.parts import Kind, Part
from danchu.ground.people.access import official_required
from danchu.law import papers
from danchu.mechanisms.consultations import rules
from danchu.mechanisms.consultations.comparing import tree
from danchu.mechanisms.consultations.desk import document_of
from danchu.mechanisms.consultations.models import Document, Edition
from danchu.mechanisms.consultations.views import opened

ASKED, FINAL = "lay-y-kien", "sau-tiep-thu"  # the edition people read; the one after their opinions
KINDS = {
    rules.Kind.REGULATION: papers.Kind.STATUTE, rules.Kind.PLAN: papers.Kind.PLAN,
    rules.Kind.DECISION: papers.Kind.DECISION, rules.Kind.RESOLUTION: papers.Kind.RESOLUTION,
    rules.Kind.SCHEME: papers.Kind.OPTION,
}  # fmt: skip
_OVER = (Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION, Kind.ATTACHMENT, Kind.APPENDIX)
_OVER_WORDS = {Kind.PART: "Phần", Kind.CHAPTER: "Chương", Kind.SECTION: "Mục", Kind.SUBSECTION: "Tiểu mục"}
KEPT = 8  # PDFs of a process; an edition never changes


def paper_of(document: Document, edition: Edition) -> Paper:
    """An edition in official layout, marked as the draft it is."""
    body = tuple(block for part in tree(edition.pk).parts for block in _blocks(part))
    return Paper(issuer=issuer(document.body, timezone.localdate(edition.made_at)), kind=KINDS[rules.Kind(
        document.kind)], title="Dự thảo", abstract=document.title, body=body, dated=False)


def _blocks(part: Part) -> Iterator[Block]:
    yield from _head(part)
    if part.text and part.kind not in (Kind.CLAUSE, Kind.STRAY_CLAUSE, Kind.POINT):
        yield Paragraph(part.text, italic=part.kind is Kind.CITATION)
    for below in part.children:
        yield from _blocks(below)


def _head(part: Part) -> Iterator[Block]:
    """The line a part begins with, its number as published."""
    if part.kind in _OVER:
        name = f"{_OVER_WORDS[part.kind]} {part.number}" if part.kind in _OVER_WORDS else part.label
        yield from (Paragraph(line, bold=True, centred=True) for line in (name, part.heading) if line)
    elif part.kind is Kind.ARTICLE:
        yield Paragraph(f"Điều {part.number}. {part.heading}".rstrip(". ") + ("" if part.heading else "."), bold=True)
    elif part.kind in (Kind.CLAUSE, Kind.STRAY_CLAUSE, Kind.POINT):
        mark = ")" if part.kind is Kind.POINT else "."
        yield Paragraph(f"{part.number}{mark} {' '.join(filter(None, (part.heading, part.text)))}".rstrip())


def _akn(document: Document, edition: Edition) -> bytes:
    return to_akn(replace(tree(edition.pk), title=document.title)).encode()


def _pdf(document: Document, edition: Edition) -> bytes:
    return _typeset(document.pk, edition.pk)


@lru_cache(maxsize=KEPT)
def _typeset(document: int, edition: int) -> bytes:
    """A PDF takes the typesetter a while: made once for all who ask."""
    return to_pdf(paper_of(Document.objects.select_related("body").get(pk=document), Edition.objects.get(pk=edition)))


WRITERS: dict[str, tuple[Callable[[Document, Edition], bytes], str]] = {
    "docx": (lambda d, e: to_docx(paper_of(d, e)), DOCX),
    "pdf": (_pdf, PDF),
    "xml": (_akn, "application/akn+xml; charset=utf-8"),
}


def _answer(document: Document, edition: Edition, kind: str) -> HttpResponse:
    write, mime = WRITERS[kind]
    try:
        content = write(document, edition)
    except NotSet:
        return HttpResponse(status=503, headers={"Retry-After": "60"})
    return HttpResponse(content, content_type=mime, headers={
        "Content-Disposition": f'attachment; filename="{document.code}-ban-{edition.no}.{kind}"'})


@require_safe
def public(request: HttpRequest, code: str, which: str, kind: str) -> HttpResponse:
    """The draft people were asked about, or what it became, for anyone. Raises Http404."""
    c = opened(code, "edition", "final", "document__body")
    edition = {ASKED: c.edition, FINAL: c.final if c.has_table else None}.get(which)
    if edition is None or kind not in WRITERS:
        raise Http404
    return _answer(c.document, edition, kind)


@never_cache
@require_safe
@official_required
def at_desk(request: HttpRequest, code: str, no: int, kind: str) -> HttpResponse:
    """Any edition, for those who draft it. Raises Http404."""
    document = document_of(request, code)
    edition = document.editions.filter(no=no).first()
    if edition is None or kind not in WRITERS:
        raise Http404
    return _answer(document, edition, kind)
