"""Documents forget who wrote them and still open, show the same, and keep a signature."""

import io
import zipfile
import zlib

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader, PdfWriter

from danchu.ground.files.authors import without_authors_pdf, without_exif
from danchu.ground.files.cleaning import clean_upload
from danchu.ground.files.tests import making
from danchu.ground.files.tests.making import upload


def cleaned(name: str, content: bytes) -> bytes:
    return clean_upload(upload(name, content)).content


def test_a_word_file_forgets_its_author_and_its_photos_where_they_were_taken():
    made, out = Document(), io.BytesIO()
    made.core_properties.author = made.core_properties.last_modified_by = "Nguyễn Bí Mật"
    made.core_properties.title = "Đơn kiến nghị"
    made.add_paragraph("Hẻm 47 ngập.")
    made.add_picture(io.BytesIO(making.photo_with_place()))
    made.save(out)
    content = cleaned("don.docx", out.getvalue())
    parts = zipfile.ZipFile(io.BytesIO(content))
    assert parts.testzip() is None and parts.namelist() == zipfile.ZipFile(out).namelist()
    everything = b"".join(parts.read(n) for n in parts.namelist())
    assert "Bí Mật".encode() not in everything and b"BiMat" not in everything
    read = Document(io.BytesIO(content))
    assert read.core_properties.title == "Đơn kiến nghị" and read.paragraphs[0].text == "Hẻm 47 ngập."


def test_a_sheet_and_a_text_document_forget_too():
    book, out = Workbook(), io.BytesIO()
    book.properties.creator, book.active["A1"] = "Trần Bí Mật", 7
    book.save(out)
    read = load_workbook(io.BytesIO(cleaned("so.xlsx", out.getvalue())))
    assert not read.properties.creator and read.active["A1"].value == 7
    text = making.archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<office/>",
                           "meta.xml": "<m><dc:creator>Lê Bí Mật</dc:creator><dc:title>Đơn</dc:title></m>"})
    parts = zipfile.ZipFile(io.BytesIO(cleaned("don.odt", text)))
    assert parts.namelist()[0] == "mimetype" and parts.read("meta.xml").count("Bí Mật".encode()) == 0
    assert "Đơn".encode() in parts.read("meta.xml")


@pytest.mark.parametrize("packed", [False, True])
def test_a_pdf_forgets_its_author_and_still_opens(packed):
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": "Nguyen (B) Mat", "/Creator": "May cua Mat", "/Title": "Don"})
    writer.write(out)
    content = out.getvalue()
    if packed:  # the same dictionary inside a stream of objects
        inside = zlib.compress(b"1 0 <</Author(Nguyen Mat)/Title(Don)>>" + b" " * 200, 1)
        content += b"9 0 obj <</Type/ObjStm/Filter/FlateDecode/Length %d>>\nstream\n" % len(inside) + inside
        content += b"\nendstream endobj\n" + out.getvalue()[out.getvalue().rindex(b"startxref") :]
    made = cleaned("don.pdf", content)
    assert len(made) == len(content) and b"Mat" not in made
    if packed:
        start = made.rindex(b"stream\n", 0, made.rindex(b"endstream")) + 7
        plain = zlib.decompressobj().decompress(made[start:])
        assert b"Mat" not in plain and b"/Title(Don)" in plain
    about = PdfReader(io.BytesIO(made)).metadata
    assert about["/Title"] == "Don" and not about["/Author"].strip() and not about["/Creator"].strip()


def test_a_description_in_xml_forgets_its_creator():
    packet = "<x:xmpmeta><dc:creator><rdf:li>Bí Mật</rdf:li></dc:creator><dc:title>Đơn</dc:title></x:xmpmeta>".encode()
    made = cleaned("a.pdf", making.pdf().replace(b"trailer", b"5 0 obj<<>>stream\n" + packet + b"endstream trailer"))
    assert "Bí Mật".encode() not in made and "Đơn".encode() in made


def test_what_is_signed_stays_byte_for_byte():
    signed = making.pdf(about=b"/Author(Uy ban)/ByteRange [0 1 2 3]")
    assert cleaned("a.pdf", signed) == signed
    word = making.word({"docProps/core.xml": "<a><dc:creator>Ủy ban</dc:creator></a>", "_xmlsignatures/s.xml": "<s/>"})
    assert cleaned("a.docx", word) == word


@pytest.mark.parametrize("many", [b"<dc:creator>", b"<dc:creator", b"/Author(", b"/Author <", b"/ObjStm>>stream\n"])
def test_a_file_made_to_take_long_is_read_in_one_pass(many):
    """No clock here: a pattern that went back over it would take hours."""
    assert len(without_authors_pdf(many * (9_000_000 // len(many)))) == 9_000_000 // len(many) * len(many)


@pytest.mark.parametrize("broken", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\x00", b"\xff\xd8\xff\xe1\xff\xff1"])
def test_half_a_photo_is_no_trouble(broken):
    assert len(without_exif(broken)) <= len(broken)
