"""The texts of disclosures and catalogues as the search index may hold them: what anyone may read, nothing else."""

from __future__ import annotations

from danchu.ground.drafts.lines import Limits, Unreadable
from danchu.ground.drafts.reading import words_of
from danchu.ground.files.models import Attachment
from danchu.ground.files.storing import where
from danchu.ground.journal.models import Audience
from danchu.ground.search.index import DocumentText
from danchu.mechanisms.disclosures.catalogue import Instrument, Procedure
from danchu.mechanisms.disclosures.models import Disclosure
from danchu.mechanisms.disclosures.rules import INSTRUMENT, PREFIX, PROCEDURE

KIND, PROCEDURES, INSTRUMENTS = "disclosure", "procedure", "instrument"
MOST = 200_000  # letters kept of one file
READ = (".docx", ".odt", ".ods", ".pdf")
FEWER = Limits(pages=300, seconds=10)  # of one file: the index follows the journal, one file may not hold it up


def documents_for(codes: set[str]) -> dict[str, DocumentText | None]:
    """The words of what anyone may read; None for what nobody may find any more."""
    return {**_disclosures(_with(codes, PREFIX)), **_procedures(_with(codes, PROCEDURE)),
            **_instruments(_with(codes, INSTRUMENT))}


def _with(codes: set[str], prefix: str) -> set[str]:
    return {code for code in codes if code.startswith(f"{prefix}-")}


def _disclosures(codes: set[str]) -> dict[str, DocumentText | None]:
    texts: dict[str, DocumentText | None] = dict.fromkeys(codes)
    for d in Disclosure.objects.visible_to().filter(code__in=codes, is_open=True):
        texts[d.code] = DocumentText(KIND, d.code, d.body_id, d.published_on or d.decided_on, d.title,
                                     f"{d.code}\n{d.summary}\n{d.decision}\n{_inside(d.code)}")
    return texts


def _procedures(codes: set[str]) -> dict[str, DocumentText | None]:
    return {p.code: DocumentText(PROCEDURES, p.code, p.body_id, p.changed_on, p.name,
                                 f"{p.number}\n{p.field}\n{p.papers}\n{p.steps}")
            for p in Procedure.objects.filter(code__in=codes)}


def _instruments(codes: set[str]) -> dict[str, DocumentText | None]:
    return {i.code: DocumentText(INSTRUMENTS, i.code, i.body_id, i.issued_on, i.title,
                                 f"{i.symbol}\n{i.abstract}\n{i.issuer}\n{_inside(i.code)}")
            for i in Instrument.objects.filter(code__in=codes)}


def _inside(code: str) -> str:
    """The words inside the files anyone may open that have words: DOCX, ODT, ODS, and PDF that is no scan."""
    files = Attachment.objects.filter(subject=code, audience=Audience.PUBLIC).order_by("id")
    return "\n".join(words_in(f) for f in files if f.name.lower().endswith(READ))


def words_in(file: Attachment) -> str:
    """What a file says, a paragraph a line; empty where it cannot be read. A PDF is read in a bounded process."""
    try:
        return words_of(file.name, where(file).read_bytes(), FEWER)[:MOST]
    except (OSError, Unreadable):
        return ""
