"""Address of the calendar at the desk."""

from django.urls import path

from danchu.overview.holidays import views

app_name = "holidays"
urlpatterns = [path("ban-lam-viec/lich-nghi/", views.holidays, name="holidays")]
