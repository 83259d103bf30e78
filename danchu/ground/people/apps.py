"""Tells Django where this room is."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "danchu.ground.people"
    label = "people"
