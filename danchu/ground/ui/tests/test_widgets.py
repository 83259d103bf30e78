"""A box joined as text is the box Django's template writes."""

import pytest
from django import forms
from django.forms.renderers import Jinja2
from django.utils.translation import gettext_lazy as _

from danchu.ground.ui.widgets import Renderer

NASTY = 'Hẻm 47 "A" <b> & \'x\''
WIDGETS = [
    forms.TextInput({"class": NASTY, "maxlength": 5, "required": True, "autofocus": False}),
    forms.Textarea({"rows": 3}), forms.DateInput({"type": "date"}), forms.NumberInput(), forms.EmailInput(),
    forms.HiddenInput(), forms.FileInput(), forms.ClearableFileInput(), forms.CheckboxInput(),
    forms.PasswordInput(render_value=True), forms.URLInput(), forms.TimeInput(),
    forms.Select(choices=[(NASTY, NASTY), ("", "–"), (12, _("Ngày"))], attrs={"class": "w"}),
    forms.Select(choices=[(NASTY, [(0, NASTY), (True, "b")]), ("c", "c")]), forms.SelectMultiple(choices=[("a", "b")]),
    forms.NullBooleanSelect(), forms.RadioSelect(choices=[("a", NASTY)]),
]


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@pytest.mark.parametrize("value", [None, "", NASTY, 0, 12, True])
def test_a_box_is_what_the_template_of_django_writes(widget, value):
    ours, theirs = (widget.render(NASTY, value, {"id": "x"}, renderer) for renderer in (Renderer(), Jinja2()))
    assert ours == theirs and type(ours) is type(theirs)
