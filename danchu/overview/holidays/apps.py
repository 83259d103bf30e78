"""Tells Django where this room is."""

from django.apps import AppConfig


class HolidaysConfig(AppConfig):
    name = "danchu.overview.holidays"
    label = "holidays"
