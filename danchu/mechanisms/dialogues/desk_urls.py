"""Addresses of the desk of dialogues."""

from django.urls import path
from django.utils.translation import gettext_lazy

from danchu.mechanisms.dialogues import desk

app_name = "dialogue_desk"
ROOM = (gettext_lazy("Đối thoại"), "dialogue_desk:list")
urlpatterns = [
    path("ban-lam-viec/doi-thoai/", desk.dialogues, name="list"),
]
