"""How it looks: tokens, components, frames and the gallery."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "danchu.ground.ui"
    label = "ui"

    def ready(self) -> None:
        from danchu.ground.ui.language import remember_words

        remember_words()
