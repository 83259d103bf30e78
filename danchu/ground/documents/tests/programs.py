"""Other people's programs that read what we write. A test stands aside where one is missing."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from danchu.ground.documents.paper import Paper
from danchu.ground.documents.tests.papers import BODY
from danchu.ground.documents.writing import to_docx, to_pdf
from danchu.law.papers import Family


def need(program: str, package: str) -> str:
    """Its path, or the test is left out with a reason."""
    found = shutil.which(program)
    if not found:
        pytest.skip(f"không có {program} (apt install {package})")
    return found


def opened_by_libreoffice(papers: dict[str, Paper], folder: Path, into: str) -> dict[str, Path]:
    """The DOCX of each paper, opened by LibreOffice and saved as `into`; started once, for it takes its time."""
    office = need("soffice", "libreoffice-writer-nogui")
    for name, paper in papers.items():
        (folder / f"{name}.docx").write_bytes(to_docx(paper))
    done = subprocess.run([office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", into,
                           "--outdir", folder / "out", *(folder / f"{name}.docx" for name in papers)],
                          capture_output=True, text=True, timeout=180)
    made = {name: folder / "out" / f"{name}.{into.partition(':')[0]}" for name in papers}
    assert all(path.exists() for path in made.values()), done.stdout + done.stderr
    return made


def as_pdf(paper: Paper, folder: Path) -> Path:
    """The PDF of a paper, on disk."""
    made = folder / "paper.pdf"
    made.write_bytes(to_pdf(paper))
    return made


def poppler(program: str, *words: object) -> str:
    """What one of poppler's programs says."""
    path = need(program, "poppler-utils")
    return subprocess.run([path, *map(str, words)], capture_output=True, check=True).stdout.decode("utf-8", "replace")


MM = 72 / 25.4  # a millimetre in points
_WORD = re.compile(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)<')


def word_boxes(pdf: Path) -> dict[str, tuple[float, ...]]:
    """Each word's left, top, right and bottom in points; of words said twice, the last."""
    found = _WORD.findall(poppler("pdftotext", "-bbox", pdf, "-"))
    return {word: tuple(map(float, box)) for *box, word in found}


def words_of(paper: Paper) -> list[str]:
    """What every file of that paper says, in the order a reader meets it."""
    heads = {Family.PARTY: ["ĐẢNG CỘNG SẢN VIỆT NAM"]}.get(
        paper.family, ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"])
    title = [] if paper.is_letter else [paper.type_name, paper.abstract]
    signed = [line for each in paper.signatures[:1] for line in [*each.lines(paper.family), each.name]]
    return [paper.issuer.parent.upper(), paper.issuer.name.upper(), *heads, paper.number_line, paper.place_and_date,
            *title, BODY[0].text, *signed]


def in_order(text: str, *words: str) -> None:
    """All of them, one after the other."""
    at, text = -1, " ".join(text.split())
    for word in filter(None, (" ".join(word.split()) for word in words)):
        found = text.find(word, at + 1)
        assert found > at, (word, text)
        at = found
