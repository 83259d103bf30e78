"""How it looks: tokens, components, frames and the gallery."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "danchu.ground.ui"
    label = "ui"
