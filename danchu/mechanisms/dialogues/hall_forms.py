"""What may be typed in the room: by the clerk, by the chair."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from danchu.ground.people.fields import Words

LONGEST, LONG = 4_000, 40_000
Said = dict[str, Any]


class LiveForm(forms.Form):
    """A question said aloud in the room; answered on the spot, its answer with it: then one line down costs nothing."""

    text = Words(label=_("Câu hỏi từ hội trường"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
                 error_messages={"required": _("Ghi câu hỏi.")})
    name = Words(lines=False, label=_("Người hỏi, nếu họ muốn nêu tên"), max_length=120, required=False,
                 widget=forms.TextInput())
    answer = Words(label=_("Đã trả lời ngay thế nào?"), max_length=LONG, required=False,
                   widget=forms.Textarea(attrs={"rows": 3}))
    spoke = Words(lines=False, label=_("Ai trả lời?"), max_length=160, required=False, widget=forms.TextInput())

    def clean(self) -> Said:
        said = super().clean() or {}
        if said.get("answer") and not said.get("spoke"):
            self.add_error("spoke", _("Ghi ai đã trả lời."))
        return said


class SpokenForm(forms.Form):
    """What was answered in the room; a paper it was read from is attached at the desk."""

    text = Words(label=_("Câu trả lời tại chỗ"), max_length=LONG, error_messages={"required": _("Ghi câu trả lời.")})
    spoke = Words(lines=False, label=_("Ai trả lời?"), max_length=160,
                  error_messages={"required": _("Ghi ai trả lời.")})


class CameForm(forms.Form):
    """Somebody in the room who wishes to stand in the minutes by name."""

    name = Words(lines=False, label=_("Họ và tên"), max_length=120, widget=forms.TextInput(),
                 error_messages={"required": _("Ghi họ và tên.")})
    of = Words(lines=False, label=_("Khu phố, đơn vị"), max_length=120, required=False, widget=forms.TextInput())


class CountForm(forms.Form):
    """How many are in the room."""

    attended = forms.IntegerField(label=_("Số người dự"), min_value=0, max_value=100_000,
                                  error_messages={"required": _("Ghi số người.")})


class ItemForm(forms.Form):
    item = forms.IntegerField()
