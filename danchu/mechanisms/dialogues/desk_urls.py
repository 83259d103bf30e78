"""Addresses of the desk of dialogues."""

from django.urls import path
from django.utils.translation import gettext_lazy

from danchu.mechanisms.dialogues import desk, desk_questions, desk_receptions, desk_requests, desk_steps

app_name = "dialogue_desk"
ROOM = (gettext_lazy("Đối thoại"), "dialogue_desk:list")
urlpatterns = [
    path("ban-lam-viec/doi-thoai/", desk.dialogues, name="list"),
    path("ban-lam-viec/doi-thoai/moi/", desk_steps.plan, name="plan"),
    path("ban-lam-viec/doi-thoai/ke-hoach/<int:year>/", desk_receptions.year, name="year"),
    path("ban-lam-viec/doi-thoai/tiep-cong-dan/", desk_receptions.days, name="receptions"),
    path("ban-lam-viec/doi-thoai/tiep-cong-dan/<str:code>/", desk_receptions.day, name="reception"),
    path("ban-lam-viec/doi-thoai/tiep-cong-dan/<str:code>/ket-qua/<str:booking>/", desk_receptions.record,
         name="record"),
    path("ban-lam-viec/doi-thoai/tiep-cong-dan/<str:code>/<slug:slug>/", desk_receptions.step,
         name="reception_step"),
    path("ban-lam-viec/doi-thoai/de-nghi/", desk_requests.requests, name="requests"),
    path("ban-lam-viec/doi-thoai/de-nghi/<str:code>/", desk_requests.request_page, name="request"),
    path("ban-lam-viec/doi-thoai/de-nghi/<str:code>/phieu/", desk_requests.sheet, name="sheet"),
    path("ban-lam-viec/doi-thoai/de-nghi/<str:code>/ket-thuc/", desk_requests.close, name="close_request"),
    path("ban-lam-viec/doi-thoai/<str:code>/", desk.dialogue, name="dialogue"),
    path("ban-lam-viec/doi-thoai/<str:code>/sua/", desk_steps.change, name="change"),
    path("ban-lam-viec/doi-thoai/<str:code>/hoi-ho/", desk_questions.take_in, name="take_in"),
    path("ban-lam-viec/doi-thoai/<str:code>/cau-hoi/<str:question>/", desk_questions.question, name="question"),
    path("ban-lam-viec/doi-thoai/<str:code>/cau-hoi/<str:question>/<slug:slug>/", desk_questions.step,
         name="question_step"),
    path("ban-lam-viec/doi-thoai/<str:code>/<slug:slug>/", desk_steps.step, name="step"),
]
