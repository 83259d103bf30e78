"""Tells Django where this room is."""

from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "danchu.mechanisms.works"
    label = "works"
