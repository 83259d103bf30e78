"""Addresses of promises and of works done together: citizens' pages. The desk's stand in `desk_urls`."""

from django.urls import URLPattern

app_name = "works"
urlpatterns: list[URLPattern] = []
