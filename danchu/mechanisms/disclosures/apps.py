"""Tells Django where this room is."""

from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "danchu.mechanisms.disclosures"
    label = "disclosures"
