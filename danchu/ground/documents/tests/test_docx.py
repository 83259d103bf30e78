"""The Word file: what two other programs find in it is what the rules want."""

import io
import re
import tracemalloc
from dataclasses import replace

import pytest

from danchu.ground.documents.paper import Code, Paper, Paragraph, Table
from danchu.ground.documents.tests.papers import (
    BODY,
    CULTURE,
    LETTER,
    MINUTES,
    NOTICE,
    PARTY_NOTICE,
    POSTER,
    SAMPLES,
    WARD,
)
from danchu.ground.documents.tests.programs import MM, in_order, opened_by_libreoffice, poppler, word_boxes, words_of
from danchu.ground.documents.writing import docx_stream, to_docx
from danchu.law.papers import Kind

docx = pytest.importorskip("docx", reason="không có python-docx")


def opened(paper):
    return docx.Document(io.BytesIO(to_docx(paper)))


def lines(document):
    """All text in reading order, table cells row by row."""
    found = []
    for element in document.element.body.iter(f"{{{docx.oxml.ns.nsmap['w']}}}p"):
        text = "".join(t.text or "" for t in element.iter(f"{{{docx.oxml.ns.nsmap['w']}}}t"))
        found += [text] if text.strip() else []
    return found


def look(document, text):
    """(size, bold, italic) of the run that says so."""
    inside = [p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    for paragraph in [*document.paragraphs, *inside]:
        for run in paragraph.runs:
            if run.text.replace("\u00a0", " ") == text:
                size = run.font.size or paragraph.style.font.size or document.styles["Normal"].font.size
                return size.pt if size else None, bool(run.bold), bool(run.italic)
    raise AssertionError(text)


def test_the_page_is_a4_with_the_decrees_margins():
    section = opened(NOTICE).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 20 <= round(section.top_margin.mm) <= 25 and 20 <= round(section.bottom_margin.mm) <= 25
    assert 30 <= round(section.left_margin.mm) <= 35 and 15 <= round(section.right_margin.mm) <= 20
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml and not section.first_page_header.paragraphs[0].text
    turned = opened(replace(NOTICE, landscape=True)).sections[0]
    assert (round(turned.page_width.mm), round(turned.page_height.mm)) == (297, 210)


def test_letters_have_the_sizes_and_weights_of_the_decree():
    document = opened(NOTICE)
    assert "Times New Roman" in document.styles.element.xml
    for text, wanted in {
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (13, True, False), "Độc lập - Tự do - Hạnh phúc": (14, True, False),
        "ỦY BAN NHÂN DÂN PHƯỜNG LÊ KHÔI": (13, True, False), "Số: 15/TB-UBND": (13, False, False),
        "Lê Khôi, ngày 05 tháng 02 năm 2026": (14, False, True), "THÔNG BÁO": (14, True, False),
        NOTICE.abstract: (14, True, False), "Nơi nhận:": (12, True, True), "- Lưu: VT, VP.": (11, False, False),
        "TM. ỦY BAN NHÂN DÂN": (14, True, False), "KT. CHỦ TỊCH": (14, True, False),
        "PHÓ CHỦ TỊCH": (14, True, False), "Hồ Thanh Bình": (14, True, False),
    }.items():
        assert look(document, text) == wanted, text


def test_the_party_has_letters_of_its_own():
    document = opened(PARTY_NOTICE)
    for text, wanted in {
        "ĐẢNG CỘNG SẢN VIỆT NAM": (15, True, False), "ĐẢNG BỘ THÀNH PHỐ LAM SƠN": (14, False, False),
        "ĐẢNG ỦY PHƯỜNG LÊ KHÔI": (14, True, False), "*": (14, False, False), "Số 08-TB/ĐU": (14, False, False),
        "THÔNG BÁO": (16, True, False), "T/M BAN THƯỜNG VỤ": (14, True, False), "PHÓ BÍ THƯ": (14, False, False),
    }.items():
        assert look(document, text) == wanted, text
    assert "CỘNG HÒA" not in "".join(lines(document))


def test_running_text_is_justified_with_its_first_line_indented():
    document = opened(NOTICE)
    body = next(p for p in document.paragraphs if p.text == BODY[0].text)
    assert body.style.paragraph_format.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.JUSTIFY
    assert 10 <= round(body.style.paragraph_format.first_line_indent.mm, 1) <= 12.7
    assert body.style.paragraph_format.space_after.pt >= 6
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [
        "1. Về thoát nước hẻm 47", "2. Về vỉa hè đường Nguyễn Trãi", "3. Các cam kết được theo dõi"]


def test_a_tables_header_is_told_again_on_every_page():
    document = opened(NOTICE)
    table = next(t for t in document.tables if t.cell(0, 0).text == "STT")
    assert "w:tblHeader" in table.rows[0]._tr.xml and "w:tblHeader" not in table.rows[1]._tr.xml
    assert [cell.text for cell in table.rows[2].cells] == [
        "2", "Lát lại vỉa hè đường Nguyễn Trãi, phía số lẻ", "Phòng Kinh tế, Hạ tầng và Đô thị", "30/06/2026",
        "1.240.000"]


def test_a_letter_says_under_its_number_what_it_is_about():
    said = lines(opened(LETTER))
    assert said.index("V/v trả lời kiến nghị của bà Nguyễn Thị Lan") == said.index("Số: 07/UBND-VP") + 1
    assert "Kính gửi: Bà Nguyễn Thị Lan, tổ dân phố 5" in said
    assert "CÔNG VĂN" not in said


def test_minutes_are_signed_by_two_and_bear_no_day():
    said = lines(opened(MINUTES))
    assert "THƯ KÝ" in said and "CHỦ TỌA" in said
    assert not [text for text in said if text.startswith("Lê Khôi, ngày")]
    assert any(re.fullmatch(r"Số: \s+/BB-UBND", text) for text in said)


def test_a_code_to_scan_says_in_words_where_it_leads():
    document = opened(POSTER)
    assert len(document.inline_shapes) == 1
    assert "https://dan.lekhoi.example/cong-khai/CK-26-0001" in document.element.xml
    two = replace(POSTER, body=(POSTER.body[1], Paragraph("và"), Code("https://b.example/")))
    shapes = opened(two).inline_shapes
    assert [shape._inline.docPr.id for shape in shapes] == [1, 2]


def test_file_properties_tell_title_issuer_and_language():
    document = opened(NOTICE)
    assert document.core_properties.title == f"Thông báo 15/TB-UBND: {NOTICE.abstract}"
    assert document.core_properties.author == WARD.name
    assert document.core_properties.language == "vi-VN"


def test_what_people_type_stays_text():
    nasty = "</w:t></w:r> & <w:br/> ]]> \x00\x08\ud800 {title} %s"
    paper = Paper(replace(WARD, name=nasty), Kind.NOTICE, nasty, (Paragraph(nasty), Table((nasty,), [(nasty,)])))
    said = lines(opened(paper))
    assert said.count("</w:t></w:r> & <w:br/> ]]>  {title} %s") == 4  # abstract, paragraph, two cells
    assert opened(paper).core_properties.title.endswith("{title} %s")


def test_every_table_and_cell_is_followed_by_a_paragraph_as_word_wants():
    w = f"{{{docx.oxml.ns.nsmap['w']}}}"
    for paper in SAMPLES.values():
        body = opened(paper).element.body
        for table in body.iter(f"{w}tbl"):
            assert table.getnext().tag == f"{w}p"
        assert all(cell[-1].tag == f"{w}p" for cell in body.iter(f"{w}tc"))


def test_the_same_paper_gives_the_same_bytes():
    assert to_docx(NOTICE) == to_docx(NOTICE)


def test_a_long_table_is_written_row_by_row():
    rows = ((n, "Ý kiến của người dân về Điều 5", "Tiếp thu") for n in range(20_000))
    paper = Paper(CULTURE, Kind.REPORT, "Tổng hợp", (Table(("STT", "Ý kiến", "Kết quả"), rows, (1, 5, 3)),))
    tracemalloc.start()
    longest = max(map(len, docx_stream(paper)))
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert longest < 2_000_000 and held < 8_000_000, (longest, held)


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match=r"zip\(\)"):
        to_docx(Paper(WARD, Kind.REPORT, "x", (Table(("a", "b"), [("1",)]),)))


def test_libreoffice_opens_each_and_reads_the_same_words_in_order(tmp_path):
    made = opened_by_libreoffice(SAMPLES, tmp_path, "txt:Text (encoded):UTF8")
    for name, paper in SAMPLES.items():
        in_order(made[name].read_text("utf-8-sig"), *words_of(paper))


def test_libreoffice_lays_it_out_as_the_rules_want(tmp_path):
    pdf = opened_by_libreoffice({"notice": NOTICE}, tmp_path, "pdf")["notice"]
    assert "A4" in poppler("pdfinfo", pdf)
    boxes = word_boxes(pdf)
    assert min(box[0] for box in boxes.values()) >= 30 * MM - 1
    assert max(box[2] for box in boxes.values()) <= 190 * MM + 1
    assert boxes["CỘNG"][0] > boxes["PHƯỜNG"][2]  # side by side
    assert boxes["CỘNG"][1] < boxes["PHƯỜNG"][1] < boxes["THÔNG"][1]
    assert boxes["nhận:"][2] < boxes["TM."][0]
