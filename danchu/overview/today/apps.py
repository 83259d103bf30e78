"""Tells Django where this room is."""

from django.apps import AppConfig


class TodayConfig(AppConfig):
    name = "danchu.overview.today"
    label = "today"
