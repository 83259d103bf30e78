"""Addresses of petitions: citizens' pages and the desk."""

from django.urls import URLPattern

app_name = "petitions"
urlpatterns: list[URLPattern] = []
