"""Officials: password, second step, lock-out, new passwords."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessLog
from django.test import Client
from django.utils import timezone

from danchu.ground.people import demo, second_factor
from danchu.ground.people.desk import password_link
from danchu.ground.people.models import Person, Stay
from danchu.ground.people.tests.conftest import PASSWORD, SECRET, letters, sign_in_hoa, totp

pytestmark = pytest.mark.django_db
FIRST, SECOND, SET_UP = "/dang-nhap/can-bo/", "/dang-nhap/can-bo/buoc-hai/", "/dang-nhap/can-bo/thiet-lap/"


def password(client: Client, email: str = "hoa@lekhoi.vn", typed: str = PASSWORD, **more: str):
    return client.post(FIRST, {"email": email, "password": typed, **more})


def who(client: Client) -> str | None:
    page = client.get("/tai-khoan/")
    return re.search(r"<h1>(.*?)</h1>", page.text)[1] if page.status_code == 200 else None


def test_an_official_needs_both_steps(client, hoa, settings):
    assert password(client).headers["Location"] == SECOND
    assert who(client) is None
    assert client.post(SECOND, {"code": totp()}).headers["Location"] == settings.DESK_URL
    assert who(client) == "Trần Thị Hoa"


def test_a_code_of_the_app_works_once(hoa):
    code = totp()
    assert sign_in_hoa(Client(), code).status_code == 302
    second = Client()
    page = sign_in_hoa(second, code)
    assert page.status_code == 200 and "Mã chưa đúng hoặc đã dùng" in page.text and who(second) is None


def test_an_earlier_code_is_dead_once_a_later_one_was_used(hoa):
    sign_in_hoa(Client(), totp(steps=1))
    for steps in (-1, 0, 1):
        assert sign_in_hoa(Client(), totp(steps=steps)).status_code == 200


@pytest.mark.parametrize("steps", [-3, 3])
def test_a_code_of_another_time_is_refused(hoa, steps):
    assert sign_in_hoa(Client(), totp(steps=steps)).status_code == 200


def test_the_second_step_without_the_first_leads_back(client, hoa):
    assert client.get(SECOND).headers["Location"] == FIRST
    assert client.post(SECOND, {"code": totp()}).headers["Location"] == FIRST


def test_the_second_step_waits_ten_minutes_and_no_longer(client, hoa):
    password(client)
    session = client.session
    session["second_step"] = {
        **session["second_step"],
        "at": (timezone.now() - timedelta(minutes=11)).isoformat(),
    }
    session.save()
    assert client.post(SECOND, {"code": totp()}).headers["Location"] == FIRST


def test_guessing_at_the_second_step_is_stopped_in_plain_words(client, hoa):
    for _ in range(10):
        password(client)
        client.post(SECOND, {"code": "000000"})
    password(client)
    page = client.post(SECOND, {"code": totp()})
    assert page.status_code == 429 and "Bước hai đã sai nhiều lần" in page.text and who(client) is None


def test_wrong_passwords_lock_and_the_page_says_until_when(client, hoa, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        page = password(client, typed="sai")
    page = password(client)
    assert page.status_code == 429 and "Mật khẩu đã sai nhiều lần" in page.text
    assert re.search(r"\d\d:\d\d", page.text) and "khoảng 15 phút nữa" in page.text
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert password(client).headers["Location"] == SECOND


def test_success_leaves_no_log_of_who_came_from_where(hoa, client):
    sign_in_hoa(client)
    assert not AccessLog.objects.exists()


def test_a_wrong_password_and_an_unknown_address_are_told_alike(client, hoa, lan, settings):
    settings.SITE = {**settings.SITE, "demo": False}
    pages = [
        password(client, email=e, typed="sai sai sai sai").text.replace(e, "…")
        for e in ("hoa@lekhoi.vn", "chua-ai@vidu.vn", "lan@vidu.vn")
    ]
    pages = [re.sub(r'value="[A-Za-z0-9]{64}"', "", p) for p in pages]
    assert pages[0] == pages[1] == pages[2] and "chưa đúng" in pages[0]


def test_a_citizen_reaches_no_page_of_officials(client, lan):
    client.force_login(lan, backend="django.contrib.auth.backends.ModelBackend")
    for path in ("/tai-khoan/mat-khau/", "/dang-nhap/can-bo/lai/"):
        page, missing = client.get(path), client.get(f"{path}khong-co/")
        assert page.status_code == missing.status_code == 404
        assert re.sub(r'tu=[^"]*', "", page.text) == re.sub(r'tu=[^"]*', "", missing.text)
    for path in ("/tai-khoan/ma-du-phong/", "/tai-khoan/go-buoc-hai/"):
        assert client.post(path).status_code == 404
    assert client.get(SET_UP).headers["Location"] == FIRST


def test_a_stranger_at_a_page_of_officials_is_led_to_sign_in_and_back(client, db):
    assert (
        client.get("/tai-khoan/mat-khau/").headers["Location"] == f"{FIRST}?next=%2Ftai-khoan%2Fmat-khau%2F"
    )


def test_an_official_without_a_second_step_is_led_to_make_one(client, minh):
    assert password(client, "minh@lekhoi.vn").headers["Location"] == SET_UP
    page = client.get(SET_UP)
    assert "data:image/svg+xml" in page.text and who(client) is None
    secret = client.session["totp_secret"]
    assert "Mã chưa khớp" in client.post(SET_UP, {"code": "000000"}).text
    page = client.post(SET_UP, {"code": totp(secret)})
    assert len(re.findall(r"<li><code>\d{4} \d{4}</code>", page.text)) == 10 and who(client) == "Minh"
    assert Authenticator.objects.get(type="totp").data["secret"] != secret  # encrypted at rest
    again = Client()
    password(again, "minh@lekhoi.vn")
    assert again.post(SECOND, {"code": totp(secret)}).status_code == 200  # the code of setting up is spent


def test_a_password_alone_adds_no_second_step_where_there_is_one(client, hoa):
    password(client)
    assert client.get(SET_UP).headers["Location"] == FIRST
    client.post(SET_UP, {"code": totp()})
    assert Authenticator.objects.count() == 1


def test_a_recovery_code_stands_in_once(hoa):
    code = second_factor.renew_recovery_codes(hoa)[0]
    assert sign_in_hoa(Client(), f"{code[:4]} {code[4:]}").status_code == 302
    assert sign_in_hoa(Client(), code).status_code == 200


def test_second_steps_change_only_shortly_after_signing_in(client, hoa):
    sign_in_hoa(client)
    assert client.get(SET_UP).status_code == 200
    session = client.session
    session["signed_in_at"] = (timezone.now() - timedelta(minutes=16)).isoformat()
    session.save()
    assert client.get(SET_UP).headers["Location"] == "/dang-nhap/can-bo/lai/"
    assert client.post("/tai-khoan/ma-du-phong/").headers["Location"] == "/dang-nhap/can-bo/lai/"


def test_the_last_second_step_cannot_be_removed(client, hoa):
    sign_in_hoa(client)
    client.post("/tai-khoan/go-buoc-hai/", {"id": Authenticator.objects.get().pk})
    assert Authenticator.objects.count() == 1


def test_the_session_key_changes_at_both_steps(client, hoa):
    keys = []
    client.get(FIRST)
    session = client.session
    session["planted"] = 1
    session.save()
    client.cookies["danchu"] = session.session_key
    keys.append(session.session_key)
    password(client)
    keys.append(client.session.session_key)
    client.post(SECOND, {"code": totp()})
    keys.append(client.session.session_key)
    assert len(set(keys)) == 3 and Stay.objects.filter(session_key__in=keys[:2]).count() == 0


def test_officials_stay_eight_hours_and_citizens_thirty_days(client, hoa, lan):
    sign_in_hoa(client)
    assert client.session.get_expiry_age() == 8 * 3600
    session = client.session
    assert client.cookies["danchu"]["max-age"] == 8 * 3600 and session["signed_in_at"]


def test_the_idle_limit_moves_while_one_works_and_is_not_written_each_time(
    client, hoa, django_assert_num_queries
):
    sign_in_hoa(client)
    client.get("/tai-khoan/mat-khau/")
    touched = client.session["touched_at"]
    client.get("/tai-khoan/mat-khau/")
    assert client.session["touched_at"] == touched
    session = client.session
    session["touched_at"] = (timezone.now() - timedelta(minutes=11)).isoformat()
    session.save()
    assert "danchu" in client.get("/tai-khoan/mat-khau/").cookies


def test_an_official_is_sent_to_no_other_site(client, hoa, settings):
    password(client, next="https://evil.example/")
    assert client.post(SECOND, {"code": totp()}).headers["Location"] == settings.DESK_URL


def test_a_forgotten_password_is_set_by_letter_once(client, hoa):
    client.post("/dang-nhap/can-bo/quen-mat-khau/", {"email": "Hoa@lekhoi.vn"})
    link = re.search(r"https?://[^/]+(/\S+)", letters()[0].body)[1]
    new = {"password": "một câu mới khó đoán", "again": "một câu mới khó đoán"}
    assert "Hai lần gõ" in client.post(link, {**new, "again": "khác đi một chút"}).text
    assert client.post(link, new).status_code == 200 and who(client) is None
    assert client.get(link).status_code == 410
    assert password(client).status_code == 200
    assert (
        password(client, typed=new["password"]).headers["Location"] == SECOND
    )  # the second step is still asked


def test_the_answer_to_a_forgotten_password_is_the_same_for_anyone(client, hoa, lan):
    def answer(email):
        page = client.post("/dang-nhap/can-bo/quen-mat-khau/", {"email": email})
        return page.status_code, page.text.replace(email, "…")

    assert answer("hoa@lekhoi.vn") == answer("chua-ai@vidu.vn") == answer("lan@vidu.vn")
    assert len(letters()) == 3 and [m for m in letters() if "http" in m.body] == letters()[:1]


def test_a_link_dies_after_a_day_and_a_made_up_one_never_lived(client, hoa, settings):
    link = password_link(hoa)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert client.get(link).status_code == 410
    for bad in ("/dang-nhap/can-bo/mat-khau/MQ/x-y/", "/dang-nhap/can-bo/mat-khau/%ff/abc/"):
        assert client.get(bad).status_code == 410


@pytest.mark.parametrize("weak", ["ngắn", "password123", "hoa@lekhoi.vn", "1234567890"])
def test_a_weak_password_is_refused(client, hoa, weak):
    page = client.post(password_link(hoa), {"password": weak, "again": weak})
    assert page.status_code == 200 and "Xin xem lại" in page.text


def test_changing_the_password_ends_other_sessions(hoa):
    here, there = Client(), Client()
    sign_in_hoa(here, totp(steps=-1))
    sign_in_hoa(there, totp())
    new = {"current": PASSWORD, "password": "một câu mới khó đoán", "again": "một câu mới khó đoán"}
    assert "chưa đúng" in here.post("/tai-khoan/mat-khau/", {**new, "current": "sai"}).text
    here.post("/tai-khoan/mat-khau/", new)
    assert who(here) == "Trần Thị Hoa" and who(there) is None


def test_in_the_demo_a_newcomer_signs_in_with_what_the_pages_show(client, minh):
    demo.open_doors(minh)
    page = client.get(FIRST).text
    assert "Bản chạy thử" in page and demo.PASSWORD in page and "minh@lekhoi.vn" in page
    password(client, "minh@lekhoi.vn", demo.PASSWORD)
    for _ in range(2):  # a second sign-in within the same half minute gets the next code
        code = re.search(r"data-demo-code>(\d{6})<", client.get(SECOND).text)[1]
        client.post(SECOND, {"code": code})
        assert who(client) == "Minh"
        client.post("/dang-xuat/")
        password(client, "minh@lekhoi.vn", demo.PASSWORD)


def test_outside_the_demo_no_page_shows_officials_and_no_door_opens(client, hoa, minh, settings):
    settings.SITE = {**settings.SITE, "demo": False}
    page = client.get(FIRST).text
    assert "chạy thử" not in page and "minh@lekhoi.vn" not in page
    with pytest.raises(demo.OnlyInTheDemo):
        demo.open_doors(minh)
    password(client)
    assert totp() not in client.get(SECOND).text


def test_a_disabled_official_passes_neither_step(client, hoa):
    password(client)
    Person.objects.update(is_active=False)
    assert client.post(SECOND, {"code": totp()}).headers["Location"] == FIRST
    assert password(Client()).status_code == 200


def test_the_secret_survives_a_new_server_key(hoa, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key " * 6
    assert second_factor.take_totp(hoa, totp(SECRET), timezone.now())
