"""A file name comes from a stranger and ends on other people's screens and disks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danchu.ground.files.names import display_name, ending_of


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ngập hẻm 47.JPG", "Ngập hẻm 47.jpg"),
        ("Nga\u0323\u0302p.jpg", "Ngập.jpg"),
        ("<script>alert(1)</script>.jpg", "script.jpg"),
        ("<img src=x onerror=alert(1)>.png", "img src=x onerror=alert(1).jpg"),
        ("../../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\Lan\\a.jpg", "a.jpg"),
        ("anh\u202egpj.exe", "anhgpj.jpg"),
        ("a\0b\r\nSet-Cookie: x.jpg", "abSet-Cookie x.jpg"),
        ("\ud800.jpg", "tệp.jpg"),
        ("x" * 300 + ".jpg", "x" * 80 + ".jpg"),
        ("", "tệp.jpg"),
        ("...", "tệp.jpg"),
        ("CON.jpg", "_CON.jpg"),
        ("=HYPERLINK(1).jpg", "HYPERLINK(1).jpg"),
        ("don.v2.pdf.jpg", "don.v2.pdf.jpg"),
    ],
)
def test_a_hostile_name_becomes_a_plain_one(typed, shown):
    assert display_name(typed, ".jpg") == shown


@given(st.text(st.characters(), max_size=400))
def test_any_name_is_short_visible_and_names_no_folder(typed):
    shown = display_name(typed, ".pdf")
    assert shown.endswith(".pdf") and 5 <= len(shown) <= 85
    assert not set(shown) & set('/\\<>"\r\n\0\u202e\u200b') and shown.encode()


def test_the_ending_is_read_through_hidden_characters():
    assert [ending_of(n) for n in ("a.DOCM", "a.do\u200bcm ", "a", "a.")] == [".docm", ".docm", "", ""]
