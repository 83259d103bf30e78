"""Addresses of the notices."""

from django.urls import path

from danchu.ground.post import views

app_name = "post"
urlpatterns = [path("thong-bao/", views.notices, name="notices")]
