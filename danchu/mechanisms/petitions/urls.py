"""Addresses of petitions: citizens' pages. The desk's stand in `desk_urls`."""

from django.urls import path
from django.utils.translation import gettext_lazy

from danchu.mechanisms.petitions import following, mapped, neighbours, sending, stopping, views

app_name = "petitions"
MENU = (gettext_lazy("Phản ánh, kiến nghị"), "petitions:register")
urlpatterns = [
    path("phan-anh/", views.register, name="register"),
    path("phan-anh/gui/", sending.send, name="send"),
    path("phan-anh/gui/tuong-tu/", sending.similar, name="similar"),
    path("phan-anh/gui/ban-do.geojson", mapped.areas, name="areas"),
    path("phan-anh/ban-do/", mapped.on_map, name="on_map"),
    path("phan-anh/gui/xong/<str:code>/", sending.receipt, name="receipt"),
    path("phan-anh/so-lieu/", views.figures, name="figures"),
    path("phan-anh/moi.atom", views.feed, name="feed"),
    path("phan-anh/thoi-nhan-thu/<str:mark>/", stopping.stop_letters, name="stop_letters"),
    path("phan-anh/nhan-thu/<str:mark>/", neighbours.confirm, name="confirm"),
    path("phan-anh/thoi-theo-doi/<str:mark>/", neighbours.unfollow, name="unfollow"),
    path("phan-anh/<str:code>/", views.case, name="case"),
    path("phan-anh/<str:code>/mo/", following.open_case, name="open_case"),
    path("phan-anh/<str:code>/bo-sung/", following.reply, name="reply"),
    path("phan-anh/<str:code>/danh-gia/", following.rate, name="rate"),
    path("phan-anh/<str:code>/mo-lai/", following.reopen, name="reopen"),
    path("phan-anh/<str:code>/rut/", following.withdraw, name="withdraw"),
    path("phan-anh/<str:code>/theo-doi/", neighbours.follow, name="follow"),
    path("phan-anh/<str:code>/dien-bien.atom", views.case_feed, name="case_feed"),
    path("tra-cuu/", following.track, name="track"),
    path("tra-cuu/quen-may-nay/", following.forget_device, name="forget_device"),
    path("to-cao/", sending.denunciation, name="denunciation"),
]
