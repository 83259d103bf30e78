"""Addresses of the desk of requests for information."""

from django.urls import path
from django.utils.translation import gettext_lazy

from danchu.mechanisms.information import desk

app_name = "information_desk"
ROOM = (gettext_lazy("Yêu cầu thông tin"), "information_desk:waiting")
urlpatterns = [
    path("ban-lam-viec/thong-tin/", desk.waiting, name="waiting"),
    path("ban-lam-viec/thong-tin/<str:code>/", desk.one, name="one"),
    path("ban-lam-viec/thong-tin/<str:code>/<slug:slug>/", desk.step, name="step"),
]
