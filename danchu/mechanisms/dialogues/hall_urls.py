"""Addresses of the hall: its screen and pulse for everyone, the chair's and the clerk's pages."""

from django.urls import path

from danchu.mechanisms.dialogues import hall, hall_desk

app_name = "hall"
urlpatterns = [
    path("doi-thoai/<str:code>/man-hinh/", hall.screen, name="screen"),
    path("doi-thoai/<str:code>/nhip/", hall.pulse, name="pulse"),  # `running.beat` answers it first
    path("ban-lam-viec/doi-thoai/<str:code>/chu-toa/", hall_desk.chair, name="chair"),
    path("ban-lam-viec/doi-thoai/thu-ky.js", hall_desk.worker, name="worker"),
    path("ban-lam-viec/doi-thoai/<str:code>/thu-ky/", hall_desk.clerk, name="clerk"),
]
