"""The pages of who you are."""

from django.urls import path

from danchu.ground.people import desk, oidc, views

urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("dang-nhap/ma/", views.sign_in_code, name="sign_in_code"),
    path("dang-nhap/dinh-danh/", oidc.identity_start, name="identity_start"),
    path("dang-nhap/dinh-danh/ve/", oidc.identity_return, name="identity_return"),
    path("dang-nhap/can-bo/", desk.official_sign_in, name="official_sign_in"),
    path("dang-nhap/can-bo/buoc-hai/", desk.second_step, name="second_step"),
    path("dang-nhap/can-bo/thiet-lap/", desk.set_up_factor, name="set_up_factor"),
    path("dang-nhap/can-bo/lai/", desk.sign_in_again, name="sign_in_again"),
    path("dang-nhap/can-bo/quen-mat-khau/", desk.password_forgotten, name="password_forgotten"),
    path("dang-nhap/can-bo/mat-khau/<str:uid>/<str:token>/", desk.password_new, name="password_new"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("tai-khoan/", views.account, name="account"),
    path("tai-khoan/xoa/", views.leave_account, name="leave_account"),
    path("tai-khoan/mat-khau/", desk.password_change, name="password_change"),
    path("tai-khoan/ma-du-phong/", desk.recovery_codes, name="recovery_codes"),
    path("tai-khoan/go-buoc-hai/", desk.remove_factor, name="remove_factor"),
]
