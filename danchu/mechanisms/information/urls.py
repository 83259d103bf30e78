"""Addresses of requests for information: citizens' pages. The desk's stand in `desk_urls`."""

from django.urls import path
from django.utils.translation import gettext_lazy

from danchu.mechanisms.information import views

app_name = "information"
MENU = (gettext_lazy("Hỏi thông tin"), "information:register")
IN_HEADER = False  # asked by whoever does not find it among what is public: led there from "Công khai", and the foot
urlpatterns = [
    path("thong-tin/", views.register, name="register"),
    path("thong-tin/hoi/", views.ask, name="ask"),
    path("thong-tin/hoi/xong/<str:code>/", views.receipt, name="receipt"),
    path("thong-tin/<str:code>/", views.one, name="one"),
    path("thong-tin/<str:code>/mo/", views.open_one, name="open_one"),
    path("thong-tin/<str:code>/rut/", views.withdraw, name="withdraw"),
]
