"""What may be typed about one question at the desk: its public words, and each way it may end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from danchu.ground.files.cleaning import Cleaned, clean_upload
from danchu.ground.files.refusal import Refused as FileRefused
from danchu.ground.people.fields import ManyFiles
from danchu.ground.text.codes import read_code
from danchu.ground.text.warning_signs import looks_like_denunciation
from danchu.mechanisms.dialogues.forms import LONGEST, _line, _text
from danchu.mechanisms.dialogues.rules import Reason
from danchu.mechanisms.dialogues.words import REASONS

MOST_FILES = 5


class ShowForm(forms.Form):
    text = _text(_("Câu hỏi, bản mọi người đọc"), 4, longest=LONGEST)
    name = _line(_("Tên người hỏi, bản mọi người đọc"), 120, help_text=_("Chỉ hiện khi người hỏi chọn nêu tên."))
    meant = forms.BooleanField(label=_("Đã đọc kỹ: đây không phải tố cáo"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        text = self.data.get(self.add_prefix("text"), "") if self.is_bound else self.initial.get("text", "")
        self.signs = looks_like_denunciation(str(text))
        if not self.signs:
            del self.fields["meant"]

    def clean(self) -> dict[str, Any]:
        """What reads like a denunciation is shown to nobody by one press."""
        said = super().clean() or {}
        if self.signs and not said.pop("meant", False):
            self.add_error(None, _("Có dấu hiệu tố cáo: “%(words)s”. Tố cáo không được công khai: bấm “Không nhận” và "
                                   "chỉ đường gửi kín. Không phải tố cáo thì đánh dấu ô xác nhận rồi bấm lại.")
                           % {"words": "”, “".join(list(self.signs.words)[:3])})
        return said


class GroupForm(forms.Form):
    code = _line(_("Gộp vào câu mã số"), 40, required=True, problem=_("Ghi mã số câu kia."))

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(_("Mã số chưa đúng, ví dụ đúng: CH-26-7XK4M2."))
        return code


class WithPapers(forms.Form):
    """An answer typed, attached, or both. What is attached is read by whoever may read the question."""

    papers = forms.Field(label=_("Văn bản trả lời, ảnh kèm theo"), required=False,
                         help_text=_("Tối đa 5 tệp; ai đọc được câu hỏi thì mở được."),
                         widget=ManyFiles(attrs={"accept": "image/*,.pdf,.docx,.xlsx,.odt", "multiple": True}))

    def clean_papers(self) -> list[Cleaned]:
        uploads = self.files.getlist(self.add_prefix("papers")) if hasattr(self.files, "getlist") else []
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(_("Tối đa 5 tệp một lần."))
        try:
            return [clean_upload(upload) for upload in uploads]
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from None


class AnswerForm(WithPapers):
    field_order = ("spoke", "text", "papers")
    spoke = _line(_("Ai trả lời"), 160, required=True, problem=_("Ghi ai trả lời."))
    text = _text(_("Trả lời"), 5, required=False)


class OweForm(forms.Form):
    spoke = _line(_("Ai hẹn"), 160, required=True, problem=_("Ghi ai hẹn."))
    due_on = forms.DateField(label=_("Trả lời trước hết ngày"), input_formats=["%Y-%m-%d", "%d/%m/%Y"],
                             widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                             error_messages={"required": _("Chọn ngày."), "invalid": _("Ngày chưa đúng.")})
    why = _text(_("Đã nói gì tại chỗ"), 3, required=False, longest=LONGEST)


class ElsewhereForm(forms.Form):
    code = _line(_("Mã số"), 40, required=True, problem=_("Ghi mã số."))
    text = _text(_("Đã nói gì tại chỗ"), 3, required=False, longest=LONGEST)


class CommitForm(ElsewhereForm):
    spoke = _line(_("Ai hứa"), 160, required=True, problem=_("Ghi ai hứa."))
    field_order = ("code", "spoke", "text")


class NotTakeForm(forms.Form):
    reason = forms.ChoiceField(label=_("Lý do"), choices=[(r.value, REASONS[r]) for r in Reason])
    text = _text(_("Người hỏi nên làm gì, đến đâu"), 3, longest=LONGEST)


class DeliverForm(WithPapers):
    field_order = ("text", "papers")
    text = _text(_("Trả lời bằng văn bản"), 6, required=False)
