"""Address of the desk's first page."""

from django.urls import path

from danchu.overview.today import views

app_name = "today"
urlpatterns = [path("ban-lam-viec/hom-nay/", views.today, name="today")]
