"""Whatever the file, the same draft comes out; a file made to harm is refused in one sentence."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from danchu.ground.drafts.lines import Limits, Unreadable
from danchu.ground.drafts.parse import parse
from danchu.ground.drafts.parts import Kind, find
from danchu.ground.drafts.reading import read, words_of
from danchu.ground.drafts.tests.making import W, odt_file, outline_of, paragraph, pdf_file, word_file
from danchu.ground.drafts.wrapped import unwrapped

LIST = """\
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="Điều %1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%2."/></w:lvl><w:lvl w:ilvl="2"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="8"><w:abstractNumId w:val="1"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
"""


def texts(reading):
    return [line.text for line in reading.lines]


def test_articles_numbered_by_word_get_their_numbers():
    body = (paragraph("Phạm vi", (7, 0)) + paragraph("Một", (7, 1)) + paragraph("Hai", (7, 1)) + paragraph("x", (7, 2))
            + paragraph("Đối tượng", (7, 0)) + paragraph("Một", (7, 1)) + paragraph("Sau", (8, 0)))  # fmt: skip
    reading = read("a.docx", word_file(body, numbering=LIST))
    assert texts(reading) == [
        "Điều 1. Phạm vi", "1. Một", "2. Hai", "a) x", "Điều 2. Đối tượng", "1. Một", "Điều 9. Sau"]  # fmt: skip


def test_a_number_may_come_from_the_style_of_the_paragraph():
    styles = ('<w:style w:styleId="Goc"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
              '<w:style w:styleId="Dieu"><w:basedOn w:val="Goc"/></w:style>')  # fmt: skip
    body = paragraph("Phạm vi", style="Dieu") + paragraph("Không số", (0, 0), "Dieu")
    assert texts(read("a.docx", word_file(body, numbering=LIST, styles=styles))) == ["Điều 1. Phạm vi", "Không số"]


def test_a_table_is_text_and_begins_no_clause():
    cell = "<w:tc>{}</w:tc>".format
    body = paragraph("Điều 1. Phí") + paragraph("1. Bảng:") + (
        f"<w:tbl><w:tr>{cell(paragraph('2.'))}{cell(paragraph('Phí') + paragraph('và lệ phí'))}</w:tr></w:tbl>")
    document = parse(read("a.docx", word_file(body)))
    assert outline_of(document) == ["art_1", "art_1__para_1"]
    assert find(document, "art_1__para_1").text == "Bảng:\n2. | Phí và lệ phí"


def test_footnotes_are_kept_apart_with_the_part_that_refers_to_them():
    body = paragraph("Điều 1. Tên") + (
        '<w:p><w:r><w:t>1. Khoản</w:t></w:r><w:r><w:footnoteReference w:id="4"/></w:r></w:p>')
    notes = f'<w:footnote w:id="4">{paragraph("Bổ sung năm 2025.")}</w:footnote>'
    document = parse(read("a.docx", word_file(body, footnotes=notes)))
    assert find(document, "art_1__para_1").text == "Khoản"
    assert [(n.number, n.text, n.eid) for n in document.footnotes] == [("1", "Bổ sung năm 2025.", "art_1__para_1")]


def test_deleted_and_hidden_text_and_the_table_of_contents_are_left_out():
    body = (paragraph("Điều 1. Tên", style="TOC1") + "<w:p><w:r><w:t>Điều 1. Còn</w:t></w:r>"
            "<w:del><w:r><w:delText>bỏ</w:delText><w:t>bỏ</w:t></w:r></w:del>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:tab/><w:t>lại</w:t></w:r></w:p>"
            "<w:p><w:r><w:t>Chương II</w:t><w:br/><w:t>TÊN</w:t></w:r></w:p>")  # fmt: skip
    assert texts(read("a.docx", word_file(body))) == ["Điều 1. Còn lại", "Chương II", "TÊN"]


def test_markdown_loses_its_marks_and_keeps_its_words():
    text = """---
title: x
---
# LUẬT
**Điều 1.** *Phạm vi*[^1]

- 1\\. Một [nơi](http://a.vn)
2. Hai **đậm *nghiêng* hết**
| a | b |
|---|---|
| 3. | c |

[^1]: Chú thích
"""
    reading = read("a.md", text.encode())
    assert texts(reading) == ["LUẬT", "Điều 1. Phạm vi", "- 1. Một nơi", "2. Hai đậm nghiêng hết", "a | b", "3. | c"]
    assert parse(reading).footnotes[0].text == "Chú thích"


def test_plain_text_broken_at_a_width_is_joined():
    lines = ["Chương I", "QUY ĐỊNH", "CHUNG"]
    for n in range(1, 9):
        lines += [f"Điều {n}. Quy định thứ {n} về một việc gì đó ở địa phương này",
                  "1. Người dân có quyền góp ý kiến theo quy định tại khoản",
                  "2 Điều này và được trả lời đúng ngày đã hẹn trong biên",
                  "nhận.", "2. Cơ quan có trách nhiệm trả lời người dân theo",
                  "Điều 9. Của Luật này thì", "cũng vậy."]  # fmt: skip
    document = parse(read("a.txt", "\n".join(lines).encode()))
    assert len(outline_of(document, Kind.ARTICLE)) == 8
    assert find(document, "chp_1__art_1__para_1").text == (
        "Người dân có quyền góp ý kiến theo quy định tại khoản 2 Điều này và được trả lời đúng ngày đã hẹn "
        "trong biên nhận.")
    assert find(document, "chp_1").heading == "QUY ĐỊNH CHUNG"


def test_a_pdf_is_read_over_its_pages_without_headers_and_numbers():
    written = [["LUAT MAU", "1. Nguoi dan co quyen gop y kien vao du thao nay trong thoi"], ["han lay y kien chung."],
               ["2. Co quan tra loi."], ["3. Het."]]  # fmt: skip
    pages = [["DU THAO LAN 2", *lines, f"{n}"] for n, lines in enumerate(written, start=1)]
    assert texts(read("a.pdf", pdf_file(pages))) == [
        "LUAT MAU", "1. Nguoi dan co quyen gop y kien vao du thao nay trong thoi han lay y kien chung.",
        "2. Co quan tra loi.", "3. Het."]  # fmt: skip


def test_lines_of_a_pdf_become_the_paragraphs_they_were():
    lines = ["Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi điều chỉnh của văn bản này và những người",
             "có liên quan đến nó", "1. Một câu dài dài dài dài dài dài dài dài dài dài dài, theo",
             "Điều 5. và hết.", "2. Trách nhiệm của các cơ quan, đơn vị và của tổ dân phố", "a) Điểm;"]  # fmt: skip
    assert list(unwrapped(lines)) == [
        "Chương I", "QUY ĐỊNH CHUNG", " ".join(lines[2:4]), " ".join(lines[4:6]), lines[6], "a) Điểm;"]  # fmt: skip


def bomb(member: str, content: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        if member != "word/document.xml":
            package.writestr("word/document.xml", f"<w:document {W}/>")
        package.writestr(member, content)
    return out.getvalue()


LAUGHS = (b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
          b"]><w:document>&b;</w:document>")
DEEP = b"<w:p>" * 5000 + b"</w:p>" * 5000
SMALL = Limits(file_bytes=10_000, unpacked_bytes=200_000, elements=1000, characters=5000, lines=100)


def test_an_opendocument_text_gives_the_words_it_shows_and_no_others():
    said = words_of("a.odt", odt_file(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>đã xóa</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:h>Điều 1.<text:tab/>Phạm vi</text:h>"
        "<text:p>Mức <text:span>thu</text:span> phí<text:s text:c='2'/>chợ<text:line-break/>năm 2026<office:annotation>"
        "<text:p>góp ý bên lề</text:p></office:annotation>, <text:note><text:note-body><text:p>chú thích</text:p>"
        "</text:note-body></text:note>hết.</text:p><table:table><table:table-row><table:table-cell><text:p>ô một"
        "</text:p></table:table-cell></table:table-row></table:table>"))
    assert said.split("\n") == ["Điều 1. Phạm vi", "Mức thu phí chợ", "năm 2026, chú thích hết.", "ô một"]


@pytest.mark.parametrize("content", [
    odt_file("<text:p>" * 5000 + "</text:p>" * 5000), odt_file("<text:p>dài</text:p>" * 2000),
    bomb("content.xml", b" " * 300_000), bomb("content.xml", LAUGHS), bomb("content.xml", b"<x>"),
    b"PK\x03\x04 rubbish", bomb("other.xml", b"<x/>"), odt_file(""), b"x" * 10_001,
])
def test_a_hostile_opendocument_text_is_refused(content):
    with pytest.raises(Unreadable):
        words_of("a.ODT", content, SMALL)


@pytest.mark.parametrize(("name", "content", "said"), [
    ("a.docx", bomb("word/document.xml", b" " * 300_000), "lớn quá"),
    ("a.docx", bomb("word/styles.xml", b" " * 300_000), "lớn quá"),
    ("a.docx", bomb("word/document.xml", LAUGHS), "bất thường"),
    ("a.docx", word_file(DEEP.decode()), "bất thường"),
    ("a.docx", word_file("<w:p/>" * 2000), "bất thường"),
    ("a.docx", b"PK\x03\x04 rubbish", "hỏng"),
    ("a.docx", b"\xd0\xcf\x11\xe0 old word", "mật khẩu"),
    ("a.docx", bomb("word/document.xml", b"<w:document>"), "hỏng"),
    ("a.docx", word_file(""), "Không thấy chữ"),
    ("a.txt", b"x" * 10_001, "lớn quá"),
    ("a.txt", b"dai " * 2000, "dài quá"),
    ("a.txt", b"D.\n" * 200, "đoạn"),
    ("a.txt", "Điều".encode("utf-16-le") + b"\xff", "UTF-8"),
    ("a.txt", b"a\0b", "không phải văn bản"),
    ("a.txt", b"  \n", "Không thấy chữ"),
    ("a.pdf", b"%PDF-1.7 rubbish", "hỏng"),
    ("a.pdf", b"not a pdf", "hỏng"),
    ("a.pdf", pdf_file([[]]), "bản quét"),
    ("a.doc", b"x", "Chỉ đọc được"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(name, content, said):
    with pytest.raises(Unreadable, match=said):
        read(name, content, SMALL)
