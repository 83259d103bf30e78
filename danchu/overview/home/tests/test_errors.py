"""When something goes wrong, a page says so in plain words, and what was typed is there to send again."""

import pytest
from django.db import OperationalError, connection
from django.test import Client

pytestmark = pytest.mark.django_db
TYPED = {"title": "Hẻm ngập", "body": "Nước ngập đến đầu gối, không đi <b>đâu</b> được.", "password": "bí mật"}
SIGN_IN = "/dang-nhap/can-bo/"
AWAY = {"sqlite": "database is locked", "postgresql": "connection refused"}


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


def dead(*_asked):
    raise OperationalError(AWAY[connection.vendor])


def faulty(*_asked):
    raise ZeroDivisionError


@pytest.mark.parametrize("path", ["/", "/phan-anh/", SIGN_IN])
def test_a_database_that_does_not_answer_is_said_with_when_to_come_again(visitor, path):
    with connection.execute_wrapper(dead):
        answer = visitor.get(path, {"x": "1"})
    assert (answer.status_code, answer.get("Retry-After")) in ((503, "30"), (200, None))
    if answer.status_code == 503:
        assert "thử lại sau ít phút" in answer.content.decode() and answer.get("Cache-Control", "") == ""


@pytest.mark.parametrize(("fault", "status"), [(dead, 503), (faulty, 500)])
def test_what_was_typed_comes_back_to_be_sent_again_but_never_a_password(visitor, fault, status):
    with connection.execute_wrapper(fault):
        answer = visitor.post(SIGN_IN, TYPED)
    page = answer.content.decode()
    assert answer.status_code == status and 'name="body"' in page and f'action="{SIGN_IN}"' in page
    assert "đến đầu gối" in page and "<b>đâu" not in page and "bí mật" not in page and "csrfmiddlewaretoken" in page


def test_words_sent_to_what_is_no_longer_there_can_be_copied(cast):
    minh = Client()
    minh.force_login(cast.minh.person, backend="django.contrib.auth.backends.ModelBackend")
    missing = minh.post("/ban-lam-viec/KN-26-222222/ghi-chu/", TYPED)
    assert missing.status_code == 404 and "Nước ngập đến đầu gối" in missing.content.decode()
    assert "bí mật" not in missing.content.decode()
    unknown = minh.post("/khong-co-trang-nay/", TYPED)  # no page of ours: another site may have typed it
    assert unknown.status_code == 404 and "Nước ngập" not in unknown.content.decode()
