"""Addresses of the front page and the rooms that read everything."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
