"""What is taken, what becomes of it, and what is refused in which words."""

import io
import os
import random
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from PIL import Image

from danchu.ground.files.cleaning import Refused, clean_upload
from danchu.ground.files.models import Kind
from danchu.ground.files.tests import making
from danchu.ground.files.tests.making import upload


def _seen(cleaned):
    return Image.open(io.BytesIO(cleaned.content))


# --- photographs ---------------------------------------------------------------------------------
def test_a_photo_forgets_where_and_with_what_it_was_taken():
    given_ = making.photo_with_place()
    assert b"MayAnhBiMat" in given_ and Image.open(io.BytesIO(given_)).getexif().get_ifd(0x8825)
    cleaned = clean_upload(upload("Ngập hẻm 47.JPG", given_))
    assert (cleaned.kind, cleaned.name, cleaned.mime) == (Kind.IMAGE, "Ngập hẻm 47.jpg", "image/jpeg")
    assert not dict(_seen(cleaned).getexif()) and set(_seen(cleaned).info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
    }
    assert b"BiMat" not in cleaned.content


@pytest.mark.parametrize(
    ("orientation", "red_at"), [(1, (10, 10)), (3, (390, 290)), (6, (290, 10)), (8, (10, 390))]
)
def test_a_photo_is_turned_upright(orientation, red_at):
    image = _seen(clean_upload(upload("a.jpg", making.photo_with_place(orientation=orientation))))
    assert image.size == ((300, 400) if orientation in (6, 8) else (400, 300))
    red, _, blue = image.getpixel(red_at)
    assert red > 200 and blue < 60


@pytest.mark.parametrize(
    ("size", "becomes"), [((3200, 2400), (1600, 1200)), ((1601, 10), (1600, 10)), ((50, 40), (50, 40))]
)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF"])
def test_a_large_picture_becomes_smaller_and_a_small_one_stays(size, becomes, form):
    assert _seen(clean_upload(upload("a", making.picture(size, form)))).size == becomes


@pytest.mark.parametrize(
    ("form", "mode", "color"),
    [
        ("PNG", "RGBA", (0, 0, 0, 0)),
        ("PNG", "LA", (0, 0)),
        ("WEBP", "RGBA", (0, 0, 0, 0)),
    ],
)
def test_what_was_transparent_lies_on_white(form, mode, color):
    cleaned = clean_upload(upload("a.png", making.picture((60, 40), form, mode, color)))
    assert min(_seen(cleaned).getpixel((30, 20))) > 250


@pytest.mark.parametrize(
    ("mode", "color", "form"),
    [
        ("L", 90, "JPEG"),
        ("CMYK", (9, 9, 9, 9), "JPEG"),
        ("P", 3, "PNG"),
        ("1", 1, "PNG"),
        ("I;16", 900, "PNG"),
    ],
)
def test_every_kind_of_colour_is_read(mode, color, form):
    assert _seen(clean_upload(upload("a", making.picture((3300, 40), form, mode, color)))).mode == "RGB"


@pytest.mark.parametrize(
    "content",
    [
        making.pixel_bomb(),
        making.pixel_bomb(5_000),
        b"RIFF\xff\xff\xff\xffWEBPVP8X\n\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff\0\0",
    ],
)
def test_a_pixel_bomb_is_refused_at_once(content):
    began = time.process_time()
    with pytest.raises(Refused, match="Ảnh quá lớn"):
        clean_upload(upload("a.png", content))
    assert time.process_time() - began < 0.5


def test_a_photo_cut_short_is_refused():
    with pytest.raises(Refused, match="Ảnh bị hỏng"):
        clean_upload(upload("a.jpg", making.photo_with_place((1000, 800))[:-3000]))


def test_a_program_hidden_behind_a_picture_is_left_behind():
    cleaned = clean_upload(upload("a.jpg", making.picture() + making.archive({"x.js": "alert(1)"})))
    assert b"PK\x03\x04" not in cleaned.content and b"alert" not in cleaned.content


# --- documents -----------------------------------------------------------------------------------
def _sheet() -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.properties.creator = ""
    book.active.append(["Tên", "Số tiền"])
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kept_as"),
    [
        ("Đơn.docx", making.word(), "Đơn.docx"),
        ("bang", _sheet(), "bang.xlsx"),
        ("van ban.odt", making.text_document(), "van ban.odt"),
        ("GIẤY.PDF", making.pdf(), "GIẤY.pdf"),
        ("hinh trong pdf.pdf", making.pdf(random.Random(4).randbytes(3_000_000)), "hinh trong pdf.pdf"),
    ],
)
def test_documents_are_taken_as_they_are(name, content, kept_as):
    cleaned = clean_upload(upload(name, content))
    assert cleaned.content == content and cleaned.name == kept_as


SLASH_JS = b"/J#61vaScript (app.alert(1))"
OVERLAPPING = making.archive({f"{n}": b"" for n in range(2_100)})
REMOTE = '<Relationship TargetMode="External" Type="http://x/attachedTemplate" Target="http://a/b.dotm"/>'


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.jpg", b"", "Tệp rỗng"),
        ("a.jpg", making.archive({"a.txt": "x"}), "nội dung là"),
        ("a.zip", making.archive({"a.txt": "x"}), "nội dung là"),
        ("a", making.archive({"a.txt": "x"}), "tệp nén"),
        ("a.jpg", making.word(), "nội dung là"),
        ("a.docx", making.picture(), "nội dung là"),
        ("a.pdf", making.picture(), "nội dung là"),
        ("a.svg", b'<?xml version="1.0"?><svg onload="alert(1)"/>', "SVG"),
        ("a.jpg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        ("a.html", b"<script>alert(1)</script>", "Chỉ nhận"),
        ("a.exe", b"MZ\x90\0", "Chỉ nhận"),
        ("a.heic", b"\0\0\0\x18ftypheic", "HEIC"),
        ("a.mp4", b"\0\0\0\x18ftypisom", "video"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "kiểu cũ"),
        ("a.docx", making.word({"word/vbaProject.bin": b"x"}), "macro"),
        ("a.docx", making.word(type_="application/vnd.ms-word.document.macroEnabled.main+xml"), "macro"),
        ("a.docm", making.word(), "nội dung là"),
        ("a.docx", making.word({"word/_rels/settings.xml.rels": REMOTE}), "macro"),
        ("a.docx", making.word({"word/embeddings/oleObject1.bin": b"MZ"}), "macro"),
        ("a.docx", lambda: making.word({"word/a.xml": b"\x00" * 100_000_000}), "quá lớn"),
        ("a.docx", making.word({"word/a.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "hỏng"),
        ("a.docx", making.word({"word/a.xml": "<!DOCTYPE a>".encode("utf-16")}), "hỏng"),
        ("a.docx", making.word({"../../etc/x.xml": "x"}), "hỏng"),
        ("a.docx", OVERLAPPING, "quá lớn"),
        ("a.docx", making.word()[:-30], "hỏng"),
        ("a.pdf", making.pdf()[:60], "chưa tải hết"),
        ("a.pdf", making.pdf(about=SLASH_JS), "mã lệnh"),
        ("a.pdf", making.pdf(tail=making.archive({"a": "b"})), "mã lệnh"),
        ("a.pdf", lambda: making.pdf(bytes(250_000_000)), "quá lớn"),
        ("a.pdf", making.pdf().replace(b"/FlateDecode", b"[/FlateDecode /FlateDecode]"), "quá lớn"),
        ("a.pdf", making.pdf(SLASH_JS).replace(b"<</Filter", b"<</Type/ObjStm/Filter"), "mã lệnh"),
        ("a.jpg", b"\xff\xd8\xff" + bytes(30_000_001), "tối đa 30 MB"),
        ("a.pdf", b"%PDF-" + bytes(10_000_001), "tối đa 10 MB"),
    ],
    ids=range(33),
)
def test_what_is_not_taken_is_refused_in_plain_words_within_two_seconds(name, content, says):
    content = content() if callable(content) else content
    began = time.process_time()
    with pytest.raises(Refused, match=says):
        clean_upload(upload(name, content))
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-" + b"stream\n" * 1_400_000 + b"%%EOF",
        b"%PDF-" + b"/FlateDecode stream\nx\x9c" * 400_000 + b"%%EOF",
        b"%PDF-" + b"#4a" * 3_000_000 + b"%%EOF",
        lambda: making.word({"word/a.xml": b"<" * 50_000_000}),
        lambda: making.word({"word/a.rels": b"<External " * 5_000_000}),
    ],
    ids=["streams", "broken streams", "escapes", "open tags", "open relations"],
)
def test_no_document_keeps_the_server_busy(content):
    content = content() if callable(content) else content
    began = time.process_time()
    with suppress(Refused):
        clean_upload(upload("a", content))
    assert time.process_time() - began < 2


@given(
    st.sampled_from(
        [
            b"",
            b"\xff\xd8\xff\xe0",
            b"\x89PNG\r\n\x1a\n",
            b"RIFF\0\0\0\0WEBPVP8 ",
            b"GIF89a",
            b"%PDF-1.4\n",
            b"PK\x03\x04",
        ]
    ),
    st.binary(max_size=300),
)
def test_any_bytes_are_taken_or_refused_never_worse(begins, rest):
    try:
        clean_upload(upload("a", begins + rest))
    except Refused as refusal:
        assert str(refusal)


@given(
    st.integers(0, 2**32),
    st.sampled_from([making.picture(), making.word(), making.pdf(), making.picture(form="WEBP")]),
)
def test_any_damaged_file_is_taken_or_refused_never_worse(seed, content):
    chance, damaged = random.Random(seed), bytearray(content)
    for _ in range(4):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    try:
        clean_upload(upload("a", bytes(damaged)))
    except Refused as refusal:
        assert str(refusal)


MEASURE = """
import os, sys, time
import django
django.setup()
from danchu.ground.files.cleaning import Refused, clean_upload
from danchu.ground.files.tests import making
clean_upload(making.upload("a", making.picture()))
def status(name):
    return int(next(l for l in open("/proc/self/status") if l.startswith(name)).split()[1])
for line in sys.stdin:
    if os.fork():  # a file a process, as if it were the first to come
        os.wait()
        continue
    class Stored:  # on the disk, as Django keeps a large upload
        name, size = "a", None
        file = open(line.rstrip("\\n"), "rb")
    open("/proc/self/clear_refs", "w").write("5")
    before, began = status("VmRSS"), time.process_time()  # the machine may be busy with others
    try:
        clean_upload(Stored)
        answer = "taken"
    except Refused:
        answer = "refused"
    print(answer, (status("VmHWM") - before) / 1024, time.process_time() - began, flush=True)
    os._exit(0)
"""


@pytest.fixture(scope="module")
def measured() -> Iterator[Callable[[Path], str]]:
    """What cleaning the file at a path answers and takes: megabytes, seconds. Django is loaded once for all."""
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", MEASURE], stdin=pipe, stdout=pipe, text=True, bufsize=1) as process:
        assert process.stdin and process.stdout
        into, out = process.stdin, process.stdout

        def of(stored: Path) -> str:
            into.write(f"{stored}\n")
            return out.readline()

        yield of


def _forty_megapixels(size=(7300, 5480), **options) -> bytes:
    noise = Image.effect_noise((1000, 800), 60).convert("RGB")
    out = io.BytesIO()
    noise.resize(size).save(out, "JPEG", quality=88, **options)
    return out.getvalue()


def _noisy(size, form, mode="RGBA", **options) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((size[0] // 8, size[1] // 8), 60).convert(mode).resize(size).save(out, form, **options)
    return out.getvalue()


@pytest.mark.skipif(not os.path.exists("/proc/self/clear_refs"), reason="đo bộ nhớ cần Linux")
@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (_forty_megapixels, "taken"),
        (lambda: _forty_megapixels(progressive=True), "refused"),
        (lambda: _forty_megapixels((4500, 3100), progressive=True), "taken"),
        (lambda: _noisy((4700, 3600), "PNG", "RGB", compress_level=1), "taken"),
        (lambda: _noisy((3400, 2600), "PNG", compress_level=1), "taken"),
        (lambda: _noisy((2500, 1990), "WEBP", method=0), "taken"),
        (lambda: _noisy((2600, 2000), "WEBP", method=0), "refused"),
        (lambda: making.word({"word/a.bmp": bytes(79_000_000)}), "taken"),
        (lambda: making.word({"word/a.bmp": bytes(900_000_000)}), "refused"),
        (lambda: making.pdf(bytes(600_000_000)), "refused"),
        (lambda: b"%PDF-" + zlib.compress(random.Random(1).randbytes(9_900_000)) + b"%%EOF", "taken"),
        (making.pixel_bomb, "refused"),
    ],
    ids=[
        "40 MP",
        "40 MP progressive",
        "progressive",
        "png",
        "see-through",
        "webp",
        "large webp",
        "zip",
        "zip bomb",
        "pdf bomb",
        "large pdf",
        "pixel bomb",
    ],
)
def test_neither_time_nor_memory_runs_away(content, answer, tmp_path, measured):
    stored = tmp_path / "a"
    stored.write_bytes(content())
    figures = measured(stored)
    said, megabytes, seconds = figures.split()
    assert said == answer
    assert float(megabytes) < 100 and float(seconds) < 2, figures
