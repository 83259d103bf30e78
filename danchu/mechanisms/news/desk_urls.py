"""Addresses of the news desk."""

from django.urls import path
from django.utils.translation import gettext_lazy

from danchu.mechanisms.news import desk, desk_comments, desk_earlier, desk_files, desk_shelves

app_name = "news_desk"
ROOM = (gettext_lazy("Tin tức"), "news_desk:listing")
urlpatterns = [
    path("ban-lam-viec/tin-tuc/", desk.listing, name="listing"),
    path("ban-lam-viec/tin-tuc/moi/", desk.write, name="write"),
    path("ban-lam-viec/tin-tuc/muc/", desk_shelves.shelves, name="shelves"),
    path("ban-lam-viec/tin-tuc/y-kien/", desk_comments.queue, name="comments"),
    path("ban-lam-viec/tin-tuc/y-kien/<str:code>/<slug:slug>/", desk_comments.step, name="comment_step"),
    path("ban-lam-viec/tin-tuc/<str:code>/", desk.article, name="article"),
    path("ban-lam-viec/tin-tuc/<str:code>/sua/", desk.edit, name="edit"),
    path("ban-lam-viec/tin-tuc/<str:code>/xem/", desk.preview, name="preview"),
    path("ban-lam-viec/tin-tuc/<str:code>/ban-truoc/<int:n>/", desk_earlier.earlier, name="earlier"),
    path("ban-lam-viec/tin-tuc/<str:code>/kem-tep/", desk_files.attach, name="attach"),
    path("ban-lam-viec/tin-tuc/<str:code>/tep/<int:pk>/", desk_files.paper, name="paper"),
    path("ban-lam-viec/tin-tuc/<str:code>/<slug:slug>/", desk.step, name="step"),
]
