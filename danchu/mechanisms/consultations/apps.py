"""Tells Django where this room is."""

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "danchu.mechanisms.consultations"
    label = "consultations"
