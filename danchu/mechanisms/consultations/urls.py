"""Addresses of consultations: citizens' pages. The desk's stand in `desk_urls`."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from danchu.mechanisms.consultations import draft_files, following, sending, views

app_name = "consultations"
MENU = (_("Lấy ý kiến"), "consultations:listing")
urlpatterns = [
    path("lay-y-kien/", views.listing, name="listing"),
    path("lay-y-kien/tim-y-kien/", sending.find, name="find"),
    path("lay-y-kien/y-kien/<str:code>/", sending.opinion, name="opinion"),
    path("lay-y-kien/da-gui/<str:code>/", sending.receipt, name="receipt"),
    path("lay-y-kien/nhan-thu/<str:mark>/", following.confirm, name="confirm"),
    path("lay-y-kien/thoi-theo-doi/<str:mark>/", following.unfollow, name="unfollow"),
    path("lay-y-kien/<str:code>/", views.page, name="page"),
    path("lay-y-kien/<str:code>/dieu/<str:eid>/", sending.article, name="article"),
    path("lay-y-kien/<str:code>/toan-van/", sending.whole, name="whole"),
    path("lay-y-kien/<str:code>/theo-doi/", following.follow, name="follow"),
    path("lay-y-kien/<str:code>/phieu/", views.paper, name="paper"),
    path("lay-y-kien/<str:code>/so-sanh/", views.compare, name="compare"),
    path("lay-y-kien/<str:code>/du-thao/<slug:which>.<slug:kind>", draft_files.public, name="draft_file"),
    path("lay-y-kien/<str:code>/bang/", views.table, name="table"),
    path("lay-y-kien/<str:code>/bang/tai.<slug:kind>", views.table_file, name="table_file"),
]
