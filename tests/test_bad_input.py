"""Whatever is sent to petitions: a clear Vietnamese sentence, the words still there, nothing twice, never a fault."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from html import unescape
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from danchu.ground.files.models import Attachment
from danchu.ground.files.tests.making import picture, pixel_bomb
from danchu.ground.people.proof import secret_of
from danchu.ground.text.codes import new_code
from danchu.mechanisms.petitions.models import Original, Petition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet", "cast")]
SEND = "/phan-anh/gui/"
TEXT = "Hẻm 47 ngập mỗi khi mưa, nước vào nhà."


@pytest.fixture
def visitor() -> Client:
    cache.clear()
    return Client()


def answers(**more: Any) -> dict[str, Any]:
    """All answers of the last question, as a browser sends them."""
    return {
        "question": "check",
        "kind": "feedback",
        "text": TEXT,
        "place": "",
        "place_text": "",
        "lat": "",
        "lon": "",
        "lane": "public",
        "name": "",
        "phone": "",
        "email": "",
        "token": str(uuid4()),
        "meant": "",
        "consent": "on",
    } | more


def page(response: Any) -> str:
    return unescape(response.content.decode())


def says(response: Any, words: str) -> bool:
    """In words for people, in Vietnamese, and not the server's fault."""
    return words in page(response) and 400 <= response.status_code < 500 and 'lang="vi"' in page(response)


# --- words -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": ""}, "viết giúp chuyện gì đã xảy ra"),
        ({"text": " \n\t\u200b\u202e "}, "viết giúp chuyện gì đã xảy ra"),
        ({"text": "\x00\x00\x01"}, "viết giúp chuyện gì đã xảy ra"),
        ({"text": "ngập"}, "viết thêm vài chữ"),
        ({"kind": "rumour"}, "lựa chọn"),
        ({"kind": ""}, "Chọn một loại"),
        ({"lane": "everyone"}, "lựa chọn"),
        ({"place": "999999999999999999999"}, "lựa chọn"),
        ({"place": "-1"}, "lựa chọn"),
        ({"lat": "nan", "lon": "1e999"}, "ngoài Việt Nam"),
        ({"lat": "91"}, "ngoài Việt Nam"),
        ({"phone": "gọi tôi nhé"}, "Số điện thoại chưa đúng"),
        ({"phone": "0" * 5000}, ""),
        ({"email": "lan@"}, "Địa chỉ thư chưa đúng"),
        ({"email": "lan@\x00thu.vn"}, ""),
        ({"email": "a@" + "b" * 5000 + ".vn"}, ""),
        ({"name": "Lan" * 200}, "dài quá 120"),
        ({"consent": ""}, "Cần ông/bà đồng ý"),
        ({"token": "not a token"}, ""),
        ({"token": ""}, ""),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_comes_back(visitor, typed, words):
    response = visitor.post(SEND, answers(**typed))
    assert response.status_code == 422 and says(response, words)
    assert "text" in typed or TEXT in page(response)
    assert not Petition.objects.exists()


def test_ten_megabytes_are_refused_in_words_and_come_back(visitor):
    text = "Hẻm ngập. " * 740_000  # more than 10 MB of UTF-8
    response = visitor.post(SEND, answers(question="what", text=text))
    assert response.status_code == 422 and "dài quá 20.000 ký tự" in page(response)
    assert text[:5000] in page(response) and not Petition.objects.exists()


def test_more_than_the_server_takes_is_refused_in_words(visitor):
    response = visitor.post(SEND, answers(question="what", text="x" * 13_000_000))
    assert response.status_code == 413 and says(response, "vượt quá dung lượng")


def test_too_many_fields_are_refused_in_words(visitor):
    response = visitor.post(SEND, {f"x{n}": "1" for n in range(1000)})
    assert response.status_code == 400 and 'lang="vi"' in page(response)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Hẻm \ufffdngập nước mãi", "Hẻm \ufffdngập nước mãi"),
        ("Hẻm\x00 ngập\x07 nước", "Hẻm ngập nước"),
        ("Hẻm \u202eđảo\u202c ngược \u2066chữ\u2069", "Hẻm đảo ngược chữ"),
        (unicodedata.normalize("NFD", "Hẻm ngập nước rồi"), "Hẻm ngập nước rồi"),
        ("<script>alert(1)</script> ngập", "<script>alert(1)</script> ngập"),
        ("{{7*7}} {% raw %} ${7*7} #{7*7}", "{{7*7}} {% raw %} ${7*7} #{7*7}"),
        ("=cmd|' /C calc'!A0 ngập nước", "=cmd|' /C calc'!A0 ngập nước"),
        ("'; DROP TABLE petition; --", "'; DROP TABLE petition; --"),
        ("%s %d %(x)s %% {0} {x} ngập", "%s %d %(x)s %% {0} {x} ngập"),
        ("🌊" * 20, "🌊" * 20),
        ("a" + "\u0301" * 5000 + " ngập nước", None),
    ],
)
def test_strange_words_are_kept_as_words(visitor, typed, kept):
    response = visitor.post(SEND, answers(text=typed, name=typed[:60], place_text=typed[:60]), follow=True)
    assert response.status_code == 200
    original = Original.objects.get()
    assert kept in (None, original.text)
    own = visitor.get(f"/phan-anh/{original.petition.code}/").content.decode()
    assert "<script>alert" not in own and (kept is None or kept in unescape(own))


def test_half_a_surrogate_is_replaced(visitor):
    body = urlencode(answers()) + "&text=" + quote("Hẻm ngập ") + "%ED%A0%80" + quote(" mãi thôi")
    response = visitor.generic("POST", SEND, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 302
    text = Original.objects.get().text
    assert "\ufffd" in text and text.encode()


def test_a_double_click_is_one_case_with_its_papers_once(visitor):
    token = str(uuid4())
    sent = [visitor.post(SEND, answers(token=token, papers=_file("a.jpg", picture()))) for _ in range(3)]
    assert len({r["Location"] for r in sent}) == 1 and {r.status_code for r in sent} == {302}
    assert (Petition.objects.count(), Attachment.objects.count()) == (1, 1)


def test_an_expired_form_keeps_every_word(cast):
    browser = Client(enforce_csrf_checks=True)
    typed = answers(name="Nguyễn Thị Lan", text='Hẻm 47 ngập "mỗi khi" <b>mưa</b>.')
    response = browser.post(SEND, typed)
    assert response.status_code == 403 and says(response, "Trang đã mở quá lâu")
    assert all(unescape(value) in page(response) for value in typed.values())
    assert "<b>mưa" not in response.content.decode() and not Petition.objects.exists()


def test_an_expired_password_form_repeats_no_password(cast):
    response = Client(enforce_csrf_checks=True).post(
        "/tai-khoan/mat-khau/",
        {"current": "mật khẩu cũ của tôi", "password": "mật khẩu mới của tôi", "again": "mật khẩu mới của tôi"},
    )
    assert response.status_code == 403 and "mật khẩu mới" not in page(response) and "khẩu cũ" not in page(response)


def test_what_another_site_posts_is_not_offered_to_be_sent_again(cast):
    response = Client(enforce_csrf_checks=True).post(
        SEND, answers(text="Việc của kẻ khác viết sẵn."), headers={"origin": "https://ke-xau.example"}
    )
    assert response.status_code == 400 and "viết sẵn" not in page(response)


# --- codes and guesses -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "typed", ["KN-26-222222", "xin chào", "KN-26-7XK4M2\x00", "９９", "a" * 500, "<b>", "%"]
)
def test_a_wrong_code_is_said_to_be_wrong(visitor, typed):
    response = visitor.get("/tra-cuu/", {"ma": typed})
    assert response.status_code == 422 and says(response, "Không tìm thấy mã")


def test_guessing_codes_is_held_back_with_a_sentence(visitor):
    seen = [visitor.get("/tra-cuu/", {"ma": new_code("KN", 2026, uuid4().bytes)}) for _ in range(25)]
    assert seen[0].status_code == 422
    assert seen[-1].status_code == 429 and says(seen[-1], "thử sai nhiều lần")


@pytest.mark.parametrize("path", ["", "mo/"])
def test_walking_through_case_addresses_is_held_back(visitor, path):
    codes = [new_code("KN", 26, uuid4().bytes) for _ in range(25)]
    seen = [
        visitor.post(f"/phan-anh/{c}/{path}", {"secret": "1"}) if path else visitor.get(f"/phan-anh/{c}/")
        for c in codes
    ]
    assert seen[0].status_code == 404 and seen[-1].status_code == 429 and says(seen[-1], "thử sai nhiều lần")


def test_guessing_the_secret_number_is_held_back_even_from_the_right_one(visitor):
    visitor.post(SEND, answers())
    p = Petition.objects.get()
    guesser = Client()
    seen = [guesser.post(f"/phan-anh/{p.code}/mo/", {"secret": f"{n:06d}"}) for n in range(25)]
    assert seen[0].status_code == 422 and says(seen[0], "Số bí mật chưa đúng")
    assert seen[-1].status_code == 429 and says(seen[-1], "thử sai nhiều lần")
    assert guesser.post(f"/phan-anh/{p.code}/mo/", {"secret": secret_of(p.token)}).status_code == 429


def test_one_network_of_ipv6_is_one_guesser(visitor):
    seen = [visitor.get("/tra-cuu/", {"ma": new_code("KN", 2026, uuid4().bytes)}, REMOTE_ADDR=f"2001:db8:1:2::{n:x}")
            for n in range(25)]
    assert seen[-1].status_code == 429
    assert visitor.get("/tra-cuu/", {"ma": "x"}, REMOTE_ADDR="2001:db8:1:3::1").status_code == 422


# --- files -----------------------------------------------------------------------------------------
def _file(name: str, content: bytes, kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


def _zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "wordprocessingml.document.main+xml")
        made.writestr("word/document.xml", bytes(60_000_000))
    return out.getvalue()


HOSTILE = {
    "bom.jpg": _zip_bomb,
    "bom.docx": _zip_bomb,
    "rong.jpg": lambda: b"",
    "anh.jpg": lambda: b"<svg onload=alert(1)>",
    "don.pdf": lambda: b"MZ\x90\x00 this is no PDF",
    "trang.html": lambda: b"<html><script>alert(1)</script>",
    "diem.png": pixel_bomb,
    "nua.jpg": lambda: picture()[:200],
    "macro.docm": _zip_bomb,
    "x" * 300 + ".exe": lambda: b"MZ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words_and_the_words_stay(visitor, name):
    response = visitor.post(SEND, answers(papers=_file(name, HOSTILE[name]())))
    assert response.status_code == 422 and says(response, "Nội dung ông/bà viết vẫn còn nguyên")
    assert TEXT in page(response) and not Petition.objects.exists() and not Attachment.objects.exists()


def test_six_files_are_one_too_many(visitor):
    response = visitor.post(SEND, answers(papers=[_file(f"{n}.jpg", picture()) for n in range(6)]))
    assert response.status_code == 422 and says(response, "tối đa 5 tệp") and TEXT in page(response)


def test_hundreds_of_files_are_refused_in_words(visitor):
    response = visitor.post(SEND, answers(papers=[_file(f"{n}.jpg", b"x") for n in range(150)]))
    assert response.status_code == 400 and 'lang="vi"' in page(response) and not Petition.objects.exists()


def test_a_photo_of_forty_megapixels_is_taken_and_made_small(visitor):
    photo = picture((8000, 5000), color=(9, 9, 9))
    assert visitor.post(SEND, answers(papers=_file("to.jpg", photo))).status_code == 302
    assert Attachment.objects.get().size < 1_000_000


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>.jpg",
        "../../etc/passwd.jpg",
        "a\x00b\r\nSet-Cookie: x",
        "=cmd|'x'.jpg",
        "\u202egpj.exe.jpg",
        "{{7*7}}.jpg",
        ".jpg",
        "ă" * 400 + ".jpg",
    ],
)
def test_a_hostile_file_name_is_only_a_name(visitor, name):
    response = visitor.post(SEND, answers(papers=_file(name, picture())), follow=True)
    assert response.status_code == 200
    kept = Attachment.objects.get()
    assert not set(kept.name) & set("/\\\x00\r\n\u202e") and len(kept.name) <= 200
    p = Petition.objects.get()
    assert "<script>alert" not in visitor.get(f"/phan-anh/{p.code}/").content.decode()
    served = visitor.get(f"/tep/{kept.pk}/x")
    assert (
        served.status_code == 200
        and served["X-Content-Type-Options"] == "nosniff"
        and "Set-Cookie" not in str(served["Content-Disposition"])
    )
