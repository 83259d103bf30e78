"""The PDF: text a reader can select and a screen reader can follow, its letters inside, laid out as the rules want."""

import json
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from danchu.ground.documents import writing
from danchu.ground.documents.paper import Heading, Items, Mark, Paper, Paragraph, Table
from danchu.ground.documents.tests.papers import BODY, NOTICE, PARTY_NOTICE, SAMPLES, WARD
from danchu.ground.documents.tests.programs import MM, as_pdf, in_order, poppler, word_boxes, words_of
from danchu.law.papers import Kind


@pytest.mark.parametrize("name", SAMPLES)
def test_its_text_is_selectable_and_in_order(name, tmp_path):
    pdf = as_pdf(SAMPLES[name], tmp_path)
    in_order(poppler("pdftotext", pdf, "-"), *_as_laid(SAMPLES[name]))


def _as_laid(paper):
    """Poppler reads a table row line by line, so what stands side by side is only looked for once."""
    words = words_of(paper)
    return [word for word in words if word in (paper.type_name, paper.abstract, BODY[0].text)] or words[-3:]


def test_every_word_of_the_paper_is_in_it(tmp_path):
    text = " ".join(poppler("pdftotext", "-layout", as_pdf(NOTICE, tmp_path), "-").split())
    for word in ("Số: 15/TB-UBND", "Lê Khôi, ngày 05 tháng 02 năm 2026", "KT. CHỦ TỊCH", "Hồ Thanh Bình",
                 "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Nơi nhận:", "- Lưu: VT, VP.",
                 "1.240.000", "31/03/2026", "đ) Báo cáo Hội đồng nhân dân phường."):
        assert word in text, word


def test_it_is_tagged_and_says_its_title_and_language(tmp_path):
    pdf = as_pdf(NOTICE, tmp_path)
    told = dict(re.findall(r"^(\w[\w ]*):\s+(.*)$", poppler("pdfinfo", pdf), re.M))
    assert told["Tagged"] == "yes"
    assert told["Title"] == f"Thông báo 15/TB-UBND: {NOTICE.abstract}"
    assert "A4" in told["Page size"]
    raw = pdf.read_bytes()
    assert re.search(rb"/Lang\s*\(vi(-VN)?\)", raw)
    assert b"pdfuaid:part" in raw
    structure = poppler("pdfinfo", "-struct", pdf)
    for tag in ("H1", "H2", "Table", "THead", "TH", "TD", "P"):
        assert re.search(rf"^\s*{tag}\b", structure, re.M), tag


def test_a_heading_written_too_deep_is_no_reason_to_leave_the_standard(tmp_path):
    pdf = as_pdf(replace(NOTICE, body=(Heading("Những việc đã hứa", 2), Heading("Khu phố 1", 3))), tmp_path)
    assert b"pdfuaid:part" in pdf.read_bytes()
    assert re.findall(r"^\s*(H\d)\b", poppler("pdfinfo", "-struct", pdf), re.M)[:3] == ["H1", "H2", "H3"]


def test_its_letters_are_inside(tmp_path):
    lines = poppler("pdffonts", as_pdf(PARTY_NOTICE, tmp_path)).splitlines()[2:]
    assert lines
    for line in lines:
        assert "LiberationSerif" in line
        assert line.split()[-5:-2] == ["yes", "yes", "yes"], line  # embedded, a subset, readable back as Unicode


def test_its_margins_and_columns_are_the_decrees(tmp_path):
    boxes = word_boxes(as_pdf(NOTICE, tmp_path))
    assert min(box[0] for box in boxes.values()) >= 30 * MM - 1
    assert max(box[2] for box in boxes.values()) <= 190 * MM + 1
    assert boxes["CỘNG"][0] > boxes["PHƯỜNG"][2]
    assert boxes["CỘNG"][1] < boxes["PHƯỜNG"][1] < boxes["THÔNG"][1]
    assert boxes["nhận:"][2] < boxes["TM."][0]


def test_pages_are_numbered_from_the_second_on(tmp_path):
    long = replace(NOTICE, body=BODY * 6)
    pdf = as_pdf(long, tmp_path)
    first, second = (poppler("pdftotext", "-f", n, "-l", n, "-layout", pdf, "-").split() for n in (1, 2))
    assert first[0] == "ỦY" and second[0] == "2"


def test_a_signature_never_stands_alone_on_a_page(tmp_path):
    for more in range(12):
        paper = replace(NOTICE, body=(*BODY[:2], Items(("dòng",) * (20 + more)), BODY[-1]))
        pages = poppler("pdftotext", "-layout", as_pdf(paper, tmp_path), "-").split("\f")
        page = next(p for p in pages if "Hồ Thanh Bình" in p)
        assert "thực hiện và giám sát./." in page


def test_what_people_type_is_never_markup(tmp_path):
    nasty = '#panic("x") $x$ *b* _i_ `c` @ref <label> [link] \\ // x \x00\x07 https://a.example "'
    paper = Paper(WARD, Kind.NOTICE, nasty, (
        Paragraph(nasty), Heading(nasty), Items((nasty,), Mark.NUMBER), Table((nasty,), [(nasty,)])))
    text = " ".join(poppler("pdftotext", as_pdf(paper, tmp_path), "-").split())
    assert text.replace(" ", "").count(nasty.replace("\x00", "").replace("\x07", "").replace(" ", "")) == 6


def test_a_table_too_long_for_a_pdf_is_refused_before_it_costs_anything():
    endless = iter(lambda: (1, "Ý kiến"), None)
    with pytest.raises(writing.TooLong, match="DOCX"):
        writing.to_pdf(Paper(WARD, Kind.REPORT, "x", (Table(("a", "b"), endless),)))


def test_the_same_paper_gives_the_same_bytes():
    assert writing.to_pdf(NOTICE) == writing.to_pdf(NOTICE)


def test_emptiness_is_no_fault():
    bare = Paper(replace(WARD, place=""), Kind.MINUTES, "", (Paragraph(""), Table(("a",), []), Items(())))
    assert writing.to_pdf(bare).startswith(b"%PDF")
    assert writing.to_docx(bare).startswith(b"PK")


def test_letters_no_font_has_do_not_stop_a_paper(tmp_path):
    paper = replace(NOTICE, body=(Paragraph("Bác Hoa 漢字 😀 ก đồng ý"),))
    text = poppler("pdftotext", as_pdf(paper, tmp_path), "-")
    assert "Bác Hoa" in text and "đồng ý" in text
    assert "Tagged:          yes" in poppler("pdfinfo", tmp_path / "paper.pdf")


def test_a_typesetter_that_fails_says_why(tmp_path):
    order = json.dumps({"memory": 1 << 32, "seconds": 5, "moment": 0, "paper": {}}).encode()
    done = subprocess.run([sys.executable, "-I", str(writing.TYPESETTER)], input=order, capture_output=True)
    assert done.returncode and b"TypstError" in done.stderr
    with pytest.raises(writing.NotSet, match="TypstError"):
        writing.typeset({}, moment=0)


def test_a_server_that_never_prints_never_loads_the_typesetter():
    code = ("import sys, danchu.ground.documents.writing as w; from danchu.ground.documents.tests.papers import NOTICE;"
            "w.to_pdf(NOTICE); print([m for m in ('typst', 'docx', 'lxml', 'openpyxl') if m in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.replace("'", '"')) == []
