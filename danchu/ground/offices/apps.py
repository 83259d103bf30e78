"""The app that holds the map of Vietnam and its offices."""

from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "danchu.ground.offices"
    label = "offices"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Đơn vị"
