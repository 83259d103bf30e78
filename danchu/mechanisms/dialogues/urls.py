"""Addresses of dialogues: citizens' pages. The desk's stand in `desk_urls`."""

from django.urls import path
from django.utils.translation import gettext_lazy

from danchu.mechanisms.dialogues import views

app_name = "dialogues"
MENU = (gettext_lazy("Đối thoại"), "dialogues:list")
urlpatterns = [
    path("doi-thoai/", views.dialogues, name="list"),
    path("doi-thoai/moi.atom", views.feed, name="feed"),
    path("doi-thoai/<str:code>/", views.dialogue, name="dialogue"),
    path("cau-hoi/<str:code>/", views.question, name="question"),
]
