"""Articles in the ward of the cast: written, approved, out."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from danchu.ground.files.cleaning import clean_upload
from danchu.mechanisms.news import actions, comment_actions
from danchu.mechanisms.news.actions import Piece

MODEL = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


def piece(title="Tiêm chủng sáng thứ bảy", html="<p>Từ 7 giờ tại trạm y tế.</p>", **more):
    return Piece(title=title, html=html, **{"lead": "Mang theo sổ tiêm.", **more})


def written(cast, now, by=None, **more):
    return actions.write(piece(**more), token=uuid4(), body=cast.body, office=cast.drains, by=by or cast.minh, now=now)


def approved(cast, now, **more):
    return actions.submit(written(cast, now, **more), by=cast.minh, now=now)


def out(cast, now, **more):
    return actions.publish(approved(cast, now, **more), by=cast.hoa, now=now)


def said(a, by, now, text="Trạm có nhận trẻ ngoài phường không?", **more):
    given = {"name": "Bà Sáu", "to": None, "token": uuid4(), **more}
    return comment_actions.comment(a, text=text, by=by, now=now, **given)


def picture(name="cho.jpg", size=(64, 48)):
    bytes_ = io.BytesIO()
    Image.new("RGB", size, "teal").save(bytes_, "JPEG")
    return SimpleUploadedFile(name, bytes_.getvalue(), "image/jpeg")


def cleaned(name="cho.jpg", colour="teal"):
    bytes_ = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(bytes_, "JPEG")
    return clean_upload(SimpleUploadedFile(name, bytes_.getvalue(), "image/jpeg"))
