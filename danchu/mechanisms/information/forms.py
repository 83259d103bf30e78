"""What may be typed by whoever asks for information, and at the desk. Everything is cleaned before it is looked at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from danchu.ground.people.fields import ManyFiles, ReachForm, Words
from danchu.mechanisms.information.rules import Ground, Way
from danchu.mechanisms.information.words import GROUNDS, WAYS

LONGEST = 8_000


class AskForm(ReachForm):
    """What the law asks of a request (art. 24(2)), less the number of an identity card: never asked for here."""

    asked = Words(label=_("Ông/bà cần thông tin gì?"), max_length=LONGEST,
                  help_text=_("Nêu rõ tên văn bản, hồ sơ, số liệu của năm nào, việc gì, để tìm đúng ngay."),
                  error_messages={"required": _("Viết giúp ông/bà cần thông tin gì.")})
    purpose = Words(label=_("Ông/bà cần để làm gì?"), lines=False, max_length=500, widget=forms.TextInput(),
                    help_text=_("Luật yêu cầu ghi. Một câu là đủ."),
                    error_messages={"required": _("Luật yêu cầu ghi một câu: cần để làm gì.")})
    way = forms.ChoiceField(label=_("Ông/bà muốn nhận thế nào?"), choices=[(w.value, WAYS[w]) for w in Way],
                            initial=Way.PAGE, widget=forms.RadioSelect)
    field_order = ["asked", "purpose", "way", "name", "phone", "email"]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = str(_("Luật yêu cầu ghi họ tên người hỏi."))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("way") == Way.EMAIL and not said.get("email") and "email" not in self.errors:
            self.add_error("email", _("Ghi thư điện tử để nhận thông tin."))
        return said


class TermForm(forms.Form):
    why = Words(label=_("Phải tập hợp những gì"), max_length=1000,
                error_messages={"required": _("Cần ghi phải tập hợp những gì, của ai.")})


class ExtendForm(forms.Form):
    why = Words(label=_("Lý do gia hạn"), max_length=1000, error_messages={"required": _("Gia hạn cần có lý do.")})


class GiveForm(forms.Form):
    answer = Words(label=_("Trả lời"), max_length=LONGEST, required=False)
    papers = forms.Field(label=_("Tệp cung cấp"), required=False,
                         widget=ManyFiles(attrs={"accept": "image/*,.pdf,.docx,.xlsx,.odt", "multiple": True}))


class RefuseForm(forms.Form):
    ground = forms.ChoiceField(label=_("Căn cứ từ chối"), choices=[(g.value, GROUNDS[g]) for g in Ground])
    why = Words(label=_("Vì sao, và người hỏi làm gì tiếp"), max_length=2000,
                error_messages={"required": _("Cần ghi rõ vì sao và người hỏi có thể làm gì tiếp.")})


class PublishForm(forms.Form):
    title = Words(label=_("Tên câu hỏi"), lines=False, max_length=200,
                  error_messages={"required": _("Cần đặt tên cho câu hỏi.")})
    question = Words(label=_("Câu hỏi, không nêu ai hỏi"), max_length=LONGEST)
    answer = Words(label=_("Trả lời cho mọi người"), max_length=LONGEST)
    checked = forms.BooleanField(label=_("Tôi đã đọc lại: không còn dữ liệu cá nhân của ai."), error_messages={
        "required": _("Đọc lại rồi đánh dấu: chỉ người mới chịu trách nhiệm được điều này.")})


class WhyForm(forms.Form):
    why = Words(label=_("Vì sao gỡ"), lines=False, max_length=500, error_messages={"required": _("Cần ghi lý do gỡ.")})
