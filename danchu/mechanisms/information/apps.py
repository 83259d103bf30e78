"""Tells Django where this room is."""

from django.apps import AppConfig


class InformationConfig(AppConfig):
    name = "danchu.mechanisms.information"
    label = "information"
