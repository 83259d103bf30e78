"""Addresses of disclosures: citizens' pages. The desk's stand in `desk_urls`."""

from django.urls import path
from django.utils.translation import gettext_lazy

from danchu.mechanisms.disclosures import board_pages, catalogues, views

app_name = "disclosures"
MENU = (gettext_lazy("Công khai"), "disclosures:register")
ALSO = ("disclosures:procedures", "disclosures:instruments")
urlpatterns = [
    path("cong-khai/", views.register, name="register"),
    path("cong-khai/doi-chieu/", board_pages.matrix, name="matrix"),
    path("cong-khai/sap-toi/", board_pages.due_next, name="due_next"),
    path("cong-khai/sap-toi.ics", board_pages.due_next_ics, name="due_next_ics"),
    path("cong-khai/danh-sach-quy/", board_pages.quarter_list, name="quarter_list"),
    path("cong-khai/bao-cao/", board_pages.report, name="report"),
    path("cong-khai/bao-cao/bao-cao-cong-khai.<slug:ending>", board_pages.report_file, name="report_file"),
    path("thu-tuc/", catalogues.procedures, name="procedures"),
    path("thu-tuc/<str:code>/", catalogues.procedure, name="procedure"),
    path("van-ban/", catalogues.instruments, name="instruments"),
    path("van-ban/<str:code>/", catalogues.instrument, name="instrument"),
    path("cong-khai/<str:code>/", views.disclosure, name="disclosure"),
    path("cong-khai/<str:code>/ap-phich/", views.poster, name="poster"),
    path("cong-khai/<str:code>/doc-loa/", views.read_aloud, name="read_aloud"),
]
