"""Tells Django where this room is."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "danchu.ground.documents"
    label = "documents"
