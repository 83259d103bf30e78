"""Tells Django where this room is."""

from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "danchu.mechanisms.petitions"
    label = "petitions"
