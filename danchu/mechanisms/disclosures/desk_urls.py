"""Addresses of the desk of disclosures."""

from django.urls import path
from django.utils.translation import gettext_lazy

from danchu.mechanisms.disclosures import desk, desk_catalogues, desk_own_items, desk_reporting

app_name = "disclosures_desk"
ROOM = (gettext_lazy("Công khai"), "disclosures_desk:due")
urlpatterns = [
    path("ban-lam-viec/cong-khai/", desk.due, name="due"),
    path("ban-lam-viec/cong-khai/moi/", desk.register, name="register"),
    path("ban-lam-viec/cong-khai/danh-sach-quy/", desk_reporting.draw_up_list, name="draw_up_list"),
    path("ban-lam-viec/cong-khai/bao-cao/", desk_reporting.reporting, name="reporting"),
    path("ban-lam-viec/cong-khai/ky-hop/", desk_reporting.plan_session, name="plan_session"),
    path("ban-lam-viec/cong-khai/ky-hop/<int:session>/da-bao-cao/", desk_reporting.report_to_session,
         name="report_to_session"),
    path("ban-lam-viec/cong-khai/noi-dung/", desk_own_items.items, name="items"),
    path("ban-lam-viec/cong-khai/noi-dung/<int:own>/thoi/", desk_own_items.end_item, name="end_item"),
    path("ban-lam-viec/cong-khai/thu-tuc/", desk_catalogues.procedures, name="procedures"),
    path("ban-lam-viec/cong-khai/thu-tuc/<str:code>/", desk_catalogues.procedure, name="procedure"),
    path("ban-lam-viec/cong-khai/van-ban/", desk_catalogues.instruments, name="instruments"),
    path("ban-lam-viec/cong-khai/van-ban/<str:code>/", desk_catalogues.instrument, name="instrument"),
    path("ban-lam-viec/cong-khai/van-ban/<str:code>/bo-lien-ket/", desk_catalogues.unbind, name="unbind"),
    path("ban-lam-viec/cong-khai/<str:code>/", desk.disclosure, name="disclosure"),
    path("ban-lam-viec/cong-khai/<str:code>/kem-tep/", desk.attach, name="attach"),
    path("ban-lam-viec/cong-khai/<str:code>/<slug:slug>/", desk.step, name="step"),
]
