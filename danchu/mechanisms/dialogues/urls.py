"""Addresses of dialogues: citizens' pages. The desk's stand in `desk_urls`."""

from django.urls import path
from django.utils.translation import gettext_lazy

from danchu.mechanisms.dialogues import asking, duties, feeds, receptions, requests, views

app_name = "dialogues"
MENU = (gettext_lazy("Đối thoại"), "dialogues:list")
ALSO = ("dialogues:receptions", "dialogues:requests", "dialogues:question", "dialogues:booking")
urlpatterns = [
    path("doi-thoai/", views.dialogues, name="list"),
    path("doi-thoai/moi.atom", views.feed, name="feed"),
    path("doi-thoai/cau-hoi/", views.questions, name="questions"),
    path("doi-thoai/nhan-tin/<str:mark>/", asking.confirm, name="confirm"),
    path("doi-thoai/thoi-nhan-tin/<str:mark>/", asking.unfollow, name="unfollow"),
    path("doi-thoai/lich.ics", feeds.whole, name="calendar"),
    path("doi-thoai/nghia-vu/", duties.duties, name="duties"),
    path("doi-thoai/ke-hoach/<int:year>/", duties.year_plan, name="year"),
    path("doi-thoai/<str:code>/", views.dialogue, name="dialogue"),
    path("doi-thoai/<str:code>/lich.ics", feeds.one, name="event"),
    path("doi-thoai/<str:code>/<slug:slug>.<slug:form>", feeds.paper, name="paper"),
    path("doi-thoai/<str:code>/hoi/", asking.ask, name="ask"),
    path("doi-thoai/<str:code>/theo-doi/", asking.follow, name="follow"),
    path("cau-hoi/<str:code>/", views.question, name="question"),
    path("cau-hoi/<str:code>/bien-nhan/", asking.receipt, name="receipt"),
    path("cau-hoi/<str:code>/dong-tinh/", asking.back, name="back"),
    path("de-nghi-doi-thoai/", requests.requests, name="requests"),
    path("de-nghi-doi-thoai/<str:code>/", requests.request_page, name="request"),
    path("de-nghi-doi-thoai/<str:code>/ky/", requests.sign, name="sign"),
    path("de-nghi-doi-thoai/<str:code>/da-ky/", requests.signed, name="signed"),
    path("de-nghi-doi-thoai/<str:code>/rut/", requests.withdraw, name="withdraw"),
    path("tiep-cong-dan/", receptions.calendar, name="receptions"),
    path("tiep-cong-dan/<str:code>/", receptions.day, name="reception"),
    path("tiep-cong-dan/<str:code>/hen/", receptions.book, name="book"),
    path("lich-hen/<str:code>/", receptions.booking, name="booking"),
    path("lich-hen/<str:code>/lich.ics", feeds.booking, name="booking_event"),
    path("lich-hen/<str:code>/doi/", receptions.move, name="move_booking"),
    path("lich-hen/<str:code>/huy/", receptions.cancel, name="cancel_booking"),
]
