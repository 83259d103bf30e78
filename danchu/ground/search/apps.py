"""Tells Django where this room is."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "danchu.ground.search"
    label = "search"
