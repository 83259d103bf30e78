"""How it looks: tokens, components, frames and the gallery."""

from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "danchu.ground.ui"
    label = "ui"

    def ready(self) -> None:
        from danchu.ground.ui.language import remember_words

        remember_words()
        # where a form says nothing of its own: what to do, not what a field is
        Field.default_error_messages = Field.default_error_messages | {"required": _("Ô này còn trống, xin điền vào.")}
