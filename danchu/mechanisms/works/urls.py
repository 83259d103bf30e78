"""Addresses of promises and of works done together: citizens' pages. The desk's stand in `desk_urls`."""

from django.urls import path
from django.utils.translation import gettext_lazy

from danchu.mechanisms.works import account, community, following, views

app_name = "works"
MENU = (gettext_lazy("Cam kết"), "works:commitments")
ALSO = ("works:works",)
urlpatterns = [
    path("cam-ket/", views.commitments, name="commitments"),
    path("cam-ket/bang-diem/", views.board, name="board"),
    path("cam-ket/moi.atom", views.feed, name="feed"),
    path("cam-ket/<str:code>/", views.commitment, name="commitment"),
    path("cam-ket/<str:code>/xac-nhan/", following.confirm, name="confirm"),
    path("cam-ket/<str:code>/chua-xong/", following.dispute, name="dispute"),
    path("cam-ket/<str:code>/dien-bien.atom", views.commitment_feed, name="commitment_feed"),
    path("viec-chung/", community.works, name="works"),
    path("viec-chung/moi.atom", community.feed, name="works_feed"),
    path("viec-chung/<str:code>/", community.work, name="work"),
    path("viec-chung/<str:code>/so-thu-chi/", account.book, name="account"),
    path("viec-chung/<str:code>/so-thu-chi.<slug:kind>", account.sheet, name="account_sheet"),
    path("viec-chung/<str:code>/dien-bien.atom", community.work_feed, name="work_feed"),
]
