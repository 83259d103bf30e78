"""Evidence: an office adds a photo, the sender sees it, the public only once a person chose it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from danchu.ground.files.cleaning import clean_upload
from danchu.ground.files.models import Attachment
from danchu.ground.files.storing import attach
from danchu.ground.journal.models import Audience
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.tests.test_journey import answered, in_hand, sent  # noqa: F401

MODEL = "django.contrib.auth.backends.ModelBackend"


def photo():
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG")
    return SimpleUploadedFile("đã dọn.jpg", out.getvalue(), "image/jpeg")


@pytest.fixture
def kept(client, cast, in_hand):  # noqa: F811
    client.force_login(cast.tam.person, MODEL)
    page = client.post(f"/ban-lam-viec/{in_hand.code}/kem-tep/", {"papers": photo()})
    assert page.status_code == 302
    return Attachment.objects.get()


def reads(client, paper):
    return client.get(f"/tep/{paper.pk}/{paper.name}").status_code == 200


def test_a_handler_adds_a_photo_and_the_journal_says_so(client, cast, in_hand, kept):  # noqa: F811
    assert kept.audience == Audience.PARTIES and kept.subject == in_hand.code
    assert "Cơ quan kèm 1 tệp" in client.get(f"/ban-lam-viec/{in_hand.code}/").content.decode()


def test_the_sender_finds_what_the_office_added_apart_from_their_own(client, cast, in_hand, kept):  # noqa: F811
    mine = clean_upload(SimpleUploadedFile("cua-toi.jpg", photo().read(), "image/jpeg"))
    with transaction.atomic():
        attach(in_hand.code, mine, Audience.PARTIES, cast.lan.person, in_hand.received_at)
    client.force_login(cast.lan.person, MODEL)
    page = client.get(f"/phan-anh/{in_hand.code}/").content.decode()
    of_office, written = page.index("Ảnh, giấy tờ của cơ quan"), page.index("Ông/bà đã viết")
    assert of_office < page.index(f"/tep/{kept.pk}/") < written < page.index("/cua-toi.jpg")


def test_a_form_pressed_twice_keeps_one_photo(client, cast, in_hand, kept):  # noqa: F811
    assert client.post(f"/ban-lam-viec/{in_hand.code}/kem-tep/", {"papers": photo()}).status_code == 302
    assert Attachment.objects.count() == 1


def test_nothing_chosen_and_a_bomb_are_refused_in_words(client, cast, in_hand):  # noqa: F811
    client.force_login(cast.tam.person, MODEL)
    empty = client.post(f"/ban-lam-viec/{in_hand.code}/kem-tep/", {})
    bad = SimpleUploadedFile("anh.jpg", b"PK\x03\x04" + b"\0" * 400, "image/jpeg")
    bomb = client.post(f"/ban-lam-viec/{in_hand.code}/kem-tep/", {"papers": bad})
    assert (empty.status_code, bomb.status_code) == (422, 422) and "Chọn ảnh" in empty.content.decode()
    assert not Attachment.objects.exists()


def test_the_public_sees_a_photo_only_while_a_person_shows_it(client, cast, answered, kept, thursday):  # noqa: F811
    client.logout()
    assert not reads(client, kept)
    said = {"title": "Hẻm ngập", "text": "Hẻm ngập.", "answer": "Đã dọn.", "by": cast.minh, "now": thursday}
    answered.refresh_from_db()
    actions.publish(answered, papers=frozenset([kept.pk]), **said)
    assert reads(client, kept) and "đã dọn.jpg" in client.get(f"/phan-anh/{answered.code}/").content.decode()
    actions.publish(answered, papers=frozenset(), **said)
    assert not reads(client, kept)


def test_the_page_of_publication_offers_the_photo(client, cast, answered, kept):  # noqa: F811
    client.force_login(cast.minh.person, MODEL)
    page = client.get(f"/ban-lam-viec/{answered.code}/cong-khai/").content.decode()
    assert f'name="paper" value="{kept.pk}"' in page
    answered.refresh_from_db()
    done = client.post(f"/ban-lam-viec/{answered.code}/cong-khai/", {
        "do": "publish", "title": "Ngập", "text": "Ngập.", "answer": "Đã dọn.", "read": "on", "paper": kept.pk,
        "version": answered.version})
    assert done.status_code == 302, done.content.decode()
    kept.refresh_from_db()
    assert kept.audience == Audience.PUBLIC
