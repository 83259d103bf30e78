"""Citizens at the sign-in pages."""

import re

import pytest
from django.test import Client

from danchu.ground.people import keeping
from danchu.ground.people.models import Identity, Person, UrgentLetter
from danchu.ground.people.tests.conftest import letters

pytestmark = pytest.mark.django_db
CODE = "/dang-nhap/ma/"


def ask(client: Client, typed: str, **more: str):
    return client.post("/dang-nhap/", {"address": typed, **more})


def code_in_the_last_letter() -> str:
    return re.search(r"\d{6}", letters()[-1].body)[0]


def sign_in(client: Client, typed: str = "lan@vidu.vn", **more: str):
    ask(client, typed, **more)
    return client.post(CODE, {"code": code_in_the_last_letter()})


def signed_in(client: Client) -> bool:
    return client.get("/tai-khoan/").status_code == 200


def test_a_citizen_signs_in_with_a_code_and_out_again(client):
    assert ask(client, "lan@vidu.vn").headers["Location"] == CODE
    assert client.post(CODE, {"code": code_in_the_last_letter()}).headers["Location"] == "/"
    assert signed_in(client) and Person.objects.get().email == "lan@vidu.vn"
    assert client.get("/dang-xuat/").status_code == 405
    client.post("/dang-xuat/")
    assert not signed_in(client)


def test_a_wrong_code_keeps_what_was_typed_and_the_right_one_still_opens(client):
    ask(client, "lan@vidu.vn")
    right = code_in_the_last_letter()
    page = client.post(CODE, {"code": f"{(int(right) + 1) % 1_000_000:06}"})
    assert "Mã chưa đúng" in page.text and not signed_in(client)
    assert client.post(CODE, {"code": f" {right[:3]} {right[3:]} "}).status_code == 302
    assert signed_in(client)


def test_a_code_used_once_opens_nothing_in_another_browser(client):
    sign_in(client)
    other = Client()
    ask(other, "lan@vidu.vn")
    used = re.search(r"\d{6}", letters()[0].body)[0]
    if used != code_in_the_last_letter():
        assert other.post(CODE, {"code": used}).status_code == 200
        assert not signed_in(other)


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(lan, hoa, settings):
    settings.SITE = {**settings.SITE, "demo": False}

    def answers(typed):
        client = Client()
        first = ask(client, typed)
        page = client.get(CODE).text.replace(typed, "…")
        return first.status_code, first.headers["Location"], re.sub(r'value="[^"]{64}"', "", page)

    assert answers("lan@vidu.vn") == answers("chua-ai@vidu.vn") == answers("hoa@lekhoi.vn")
    assert len(letters()) == 3


def test_outside_the_demo_no_code_is_shown(client, settings):
    settings.SITE = {**settings.SITE, "demo": False}
    ask(client, "lan@vidu.vn")
    assert code_in_the_last_letter() not in client.get(CODE).text
    assert code_in_the_last_letter() not in str(dict(client.session))


def test_in_the_demo_the_code_is_shown_and_labelled(client):
    ask(client, "lan@vidu.vn")
    page = client.get(CODE).text
    assert "Bản chạy thử" in page and code_in_the_last_letter() in page


def test_too_many_codes_are_refused_in_plain_words_with_the_hour(client):
    for _ in range(5):
        assert ask(client, "lan@vidu.vn").status_code == 302
    page = ask(client, "lan@vidu.vn")
    assert page.status_code == 429 and int(page.headers["Retry-After"]) > 3000
    assert re.search(r"thử lại được từ.*\d\d:\d\d", page.text, re.S) and "phút nữa" in page.text
    assert len(letters()) == 5
    assert ask(Client(), "bay@vidu.vn").status_code == 302


def test_the_session_key_changes_at_sign_in_and_what_was_typed_before_stays(client):
    ask(client, "lan@vidu.vn")
    session = client.session
    session["draft"] = "Hẻm 47 ngập"
    session.save()
    before = session.session_key
    client.post(CODE, {"code": code_in_the_last_letter()})
    assert client.session.session_key != before and client.session["draft"] == "Hẻm 47 ngập"
    assert not type(session)().exists(before) and "sign_in" not in client.session


@pytest.mark.parametrize(
    "bad",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "///evil.example",
        "/\t/evil.example",
        "evil.example",
        "/" + "a" * 3000,
        "",
    ],
)
def test_after_signing_in_nobody_is_sent_to_another_site(client, bad):
    assert sign_in(client, next=bad).headers["Location"] == "/"


def test_after_signing_in_one_is_back_where_one_was(client):
    assert client.get("/tai-khoan/").headers["Location"] == "/dang-nhap/?next=%2Ftai-khoan%2F"
    assert sign_in(client, next="/tai-khoan/?a=1").headers["Location"] == "/tai-khoan/?a=1"


@pytest.mark.parametrize(
    "typed", ["", " ", "lan", "lan@", "12345", "x" * 5000, "lan@vidu.vn\x00", "<script>", "\u202elan@vidu.vn"]
)
def test_what_is_no_address_is_said_kindly_and_kept(client, typed):
    page = ask(client, typed)
    assert (
        page.status_code == 200
        and "Xin xem lại" in page.text
        and "<script>" not in page.text.split("</head>")[1]
    )
    assert not letters()


def test_no_page_waits_for_the_post_and_a_late_letter_is_said(client, settings):
    settings.SMTP_URL = "smtp://192.0.2.1:25"  # leads nowhere, slowly
    assert ask(client, "lan@vidu.vn").headers["Location"] == CODE
    assert "Mã có thể tới muộn" not in client.get(CODE).text
    UrgentLetter.objects.update(attempts=1)
    assert "Mã có thể tới muộn" in client.get(CODE).text
    assert client.post(CODE, {"code": code_in_the_last_letter()}).status_code == 302


def test_the_code_page_without_a_code_leads_to_the_start(client):
    assert client.get(CODE).headers["Location"] == "/dang-nhap/"


def test_someone_who_leaves_is_forgotten_and_can_come_back_as_new(client, noon):
    sign_in(client)
    client.post("/tai-khoan/", {"name": " Nguyễn  Thị Lan ", "language": "vi"})
    person = Person.objects.get()
    Identity.objects.create(person=person, issuer="i", subject="s", since=noon)
    assert "Xóa tài khoản" in client.get("/tai-khoan/xoa/").text
    assert client.post("/tai-khoan/xoa/").status_code == 200
    person.refresh_from_db()
    assert (person.name, person.email, person.phone, person.is_active) == ("", None, None, False)
    assert not Identity.objects.exists() and not signed_in(client)
    sign_in(client)
    assert Person.objects.get(is_active=True).pk != person.pk


def test_another_browser_of_someone_who_left_is_signed_out(client, noon):
    sign_in(client)
    keeping.leave(Person.objects.get(), noon)
    assert not signed_in(client)


def test_an_official_cannot_leave(hoa, noon):
    with pytest.raises(keeping.OfficialsDoNotLeave):
        keeping.leave(hoa, noon)


def test_a_name_is_cleaned_of_hidden_characters(client):
    sign_in(client)
    client.post("/tai-khoan/", {"name": "Lan\u202e<b>", "language": "en"})
    assert (Person.objects.get().name, Person.objects.get().language) == ("Lan<b>", "en")
    assert "<b>" not in client.get("/tai-khoan/").text.split("<main")[1].replace("<b>English", "").replace(
        "<b>Tiếng", ""
    )
