"""Tells Django where this room is."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "danchu.ground.journal"
    label = "journal"
