"""Addresses of stored files."""

from django.urls import path

from danchu.ground.files import views

app_name = "files"
urlpatterns = [path("tep/<int:pk>/<str:name>", views.attachment, name="attachment")]
