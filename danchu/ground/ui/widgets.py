"""The boxes of a form, joined as text. They say what Django's own templates say; a page of the desk has thirty."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import Jinja2
from django.http import HttpRequest
from markupsafe import escape

_INPUTS = frozenset(f"django/forms/widgets/{name}.html" for name in (
    "input", "text", "number", "email", "url", "password", "hidden", "date", "datetime", "time", "file", "checkbox"))
_FILE = "django/forms/widgets/clearable_file_input.html"
_SELECT = "django/forms/widgets/select.html"
_TEXTAREA = "django/forms/widgets/textarea.html"


class Renderer(Jinja2):
    """Inputs and text boxes by hand; whatever else by Django's templates."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        widget = context.get("widget")
        if widget is not None and template_name in _INPUTS:
            value = widget.get("value")
            shown = "" if value is None else f' value="{escape(value)}"'
            return f'<input type="{escape(widget["type"])}" name="{escape(widget["name"])}"{shown}{_attrs(widget)}>'
        if widget is not None and template_name == _FILE and not widget["is_initial"]:
            return f'<input type="{escape(widget["type"])}" name="{escape(widget["name"])}"{_attrs(widget)}>'
        if widget is not None and template_name == _TEXTAREA:
            return (f'<textarea name="{escape(widget["name"])}"{_attrs(widget)}>\n'
                    f'{escape(widget["value"]) if widget["value"] else ""}</textarea>')
        if widget is not None and template_name == _SELECT:
            groups = "".join([_group(name, options) for name, options, _at in widget["optgroups"]])
            return f'<select name="{escape(widget["name"])}"{_attrs(widget)}>{groups}\n</select>'
        rendered: str = super().render(template_name, context, request)
        return rendered


def _group(name: Any, options: list[dict[str, Any]]) -> str:
    shown = "".join([f'\n  <option value="{escape(option["value"])}"{_attrs(option)}>{escape(option["label"])}</option>'
                     for option in options])
    return f'\n  <optgroup label="{escape(name)}">{shown}\n  </optgroup>' if name else shown


def _attrs(widget: dict[str, Any]) -> str:
    return "".join([f" {escape(name)}" if value is True else f' {escape(name)}="{escape(value)}"'
                    for name, value in widget["attrs"].items() if value is not False])
