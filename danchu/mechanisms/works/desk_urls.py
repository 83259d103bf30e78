"""Addresses of the desk of promises and works."""

from django.urls import path
from django.utils.translation import gettext_lazy

from danchu.mechanisms.works import desk, desk_mask, desk_queue, desk_steps, desk_works

app_name = "works_desk"
ROOM = (gettext_lazy("Cam kết, việc chung"), "works_desk:queue")
urlpatterns = [
    path("ban-lam-viec/cam-ket/", desk_queue.queue, name="queue"),
    path("ban-lam-viec/cam-ket/moi/", desk.new, name="new"),
    path("ban-lam-viec/cam-ket/viec-chung/", desk_works.works, name="works"),
    path("ban-lam-viec/cam-ket/viec-chung/moi/", desk_works.new, name="new_work"),
    path("ban-lam-viec/cam-ket/viec-chung/<str:code>/", desk_works.work, name="work"),
    path("ban-lam-viec/cam-ket/viec-chung/<str:code>/ghi-so/", desk_works.enter, name="enter"),
    path("ban-lam-viec/cam-ket/viec-chung/<str:code>/ghi-dao/", desk_works.correct, name="correct"),
    path("ban-lam-viec/cam-ket/viec-chung/<str:code>/<slug:slug>/", desk_works.work_step, name="work_step"),
    path("ban-lam-viec/cam-ket/<str:code>/", desk.case, name="case"),
    path("ban-lam-viec/cam-ket/<str:code>/che/", desk_mask.cover, name="mask"),
    path("ban-lam-viec/cam-ket/<str:code>/<slug:slug>/", desk_steps.step, name="step"),
]
