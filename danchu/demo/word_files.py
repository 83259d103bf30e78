"""Word files of the demo ward's papers, in official layout: there to be opened, and searched inside."""

from __future__ import annotations

import re
from datetime import date

from danchu.demo.ward import Ward
from danchu.ground.documents.issuers import issuer
from danchu.ground.documents.paper import Paper, Paragraph
from danchu.ground.documents.writing import DOCX, to_docx
from danchu.ground.files.cleaning import Cleaned
from danchu.ground.files.models import Kind as FileKind
from danchu.ground.text.fold import fold
from danchu.law.numbering import parse
from danchu.law.papers import Kind


def word_file(symbol: str, title: str, said: list[str], ward: Ward, on: date) -> Cleaned:
    """One paper of the ward's committee under its number."""
    read = parse(symbol)
    paper = Paper(issuer=issuer(ward.body, on), kind=read.kind or Kind.DECISION, abstract=title, symbol=read,
                  signed_on=on, body=tuple(map(Paragraph, said)))
    name = re.sub(r"[^a-z0-9]+", "-", fold(symbol)).strip("-")
    return Cleaned(FileKind.OFFICE, f"{name}.docx", to_docx(paper), DOCX)
