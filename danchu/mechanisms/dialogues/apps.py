"""Tells Django where this room is."""

from django.apps import AppConfig


class DialoguesConfig(AppConfig):
    name = "danchu.mechanisms.dialogues"
    label = "dialogues"
