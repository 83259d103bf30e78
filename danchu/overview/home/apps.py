"""Tells Django where this room is."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "danchu.overview.home"
    label = "home"
