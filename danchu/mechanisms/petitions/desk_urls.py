"""Addresses of the desk of petitions."""

from django.urls import path
from django.utils.translation import gettext_lazy

from danchu.mechanisms.petitions import (
    desk,
    desk_papers,
    desk_publish,
    desk_similar,
    desk_steps,
    desk_templates,
    intake,
    leader,
)

app_name = "desk"
ROOM = (gettext_lazy("Đơn, phản ánh"), "desk:queue")
urlpatterns = [
    path("ban-lam-viec/", desk.the_queue, name="queue"),
    path("ban-lam-viec/tiep-nhan/", intake.take_in, name="intake"),
    path("ban-lam-viec/tiep-nhan/<str:code>/", intake.receipt, name="intake_receipt"),
    path("ban-lam-viec/tinh-hinh/", leader.view, name="leader"),
    path("ban-lam-viec/mau-tra-loi/", desk_templates.templates, name="templates"),
    path("ban-lam-viec/mau-tra-loi/<int:pk>/", desk_templates.template, name="template"),
    path("ban-lam-viec/<str:code>/", desk.case, name="case"),
    path("ban-lam-viec/<str:code>/cong-khai/", desk_publish.publish, name="publish"),
    path("ban-lam-viec/<str:code>/giong-nhau/", desk_similar.similar, name="similar"),
    path("ban-lam-viec/<str:code>/kem-tep/", desk_papers.attach, name="attach"),
    path("ban-lam-viec/<str:code>/<slug:slug>/", desk_steps.step, name="step"),
]
