"""Tells Django where this room is."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "danchu.ground.files"
    label = "files"
