"""Tells Django where this room is."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "danchu.ground.post"
    label = "post"
