"""What may be typed at the desk of promises and works: one small form a step."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from django import forms
from django.utils.translation import gettext_lazy as _

from danchu.ground.files.cleaning import Cleaned, clean_upload
from danchu.ground.files.refusal import Refused as FileRefused
from danchu.ground.people.addresses import Address, address
from danchu.ground.people.fields import ManyFiles, Words
from danchu.ground.text.codes import read_code
from danchu.ground.text.personal_data import find
from danchu.mechanisms.works.models import Commitment
from danchu.mechanisms.works.papers import Said
from danchu.mechanisms.works.rules import Origin, Step
from danchu.mechanisms.works.words import ORIGINS

MOST_FILES = 5
LONGEST = 4000


def day_field(label: Any, required: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                           error_messages={"required": required, "invalid": _("Ngày chưa đúng.")}, **more)


def line_field(label: Any, missing: Any = None, *, limit: int = 200, **more: Any) -> Words:
    return Words(lines=False, label=label, max_length=limit, widget=forms.TextInput(),
                 error_messages={"required": missing or _("Điền ô này.")}, **more)


def text_field(label: Any, missing: Any = None, rows: int = 3, **more: Any) -> Words:
    return Words(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}),
                 error_messages={"required": missing or _("Điền ô này.")}, **more)


class Choices(Protocol):
    """What the steps of one promise choose from."""

    @property
    def waiting(self) -> list[Said]:
        """Words that are not public yet."""

    @property
    def published(self) -> list[Said]:
        """Words everybody reads, of whoever asked or looked."""

    @property
    def heirs(self) -> dict[int, str]:
        """Units this person leads that took the owner over."""


class PublicForm(forms.Form):
    """Words that everybody reads at once: what looks like personal data is shown before it is too late."""

    public: ClassVar[tuple[str, ...]] = ("text",)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["reviewed"] = forms.BooleanField(
            required=False, label=_("Đã xem lại: không có tên, số điện thoại, địa chỉ nhà của người dân"))
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)
            field.max_length = None  # type: ignore[attr-defined]  # the desk is quiet: no counter under each box

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_public(said) and not said.get("reviewed"):
            for name in self.public:
                self._warn(name, str(said.get(name) or ""))
        return said

    def is_public(self, said: dict[str, Any]) -> bool:
        """Whether everybody reads it."""
        return True

    def _warn(self, name: str, text: str) -> None:
        found = [text[span.start:span.end] for span in find(text)]
        if found:
            self.add_error(name, _("Có vẻ còn dữ liệu cá nhân: %(found)s. Bỏ đi, hoặc xem lại rồi đánh dấu ô bên dưới.")
                           % {"found": ", ".join(f"“{x}”" for x in found)})


class WithPapers(PublicForm):
    """A step with photos and papers."""

    field_order = ("text", "shown")
    papers = forms.Field(label=_("Ảnh, giấy tờ"), required=False, help_text=_("Tối đa 5 tệp."), widget=ManyFiles(
        attrs={"accept": "image/*,.pdf,.docx,.xlsx,.odt", "multiple": True}))
    papers_shown = forms.BooleanField(label=_("Cho mọi người xem ảnh, giấy tờ này"), required=False)

    def clean_papers(self) -> list[Cleaned]:
        uploads = self.files.getlist(self.add_prefix("papers")) if hasattr(self.files, "getlist") else []
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(_("Tối đa 5 tệp một lần."))
        try:
            return [clean_upload(upload) for upload in uploads]
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from None


class ProgressForm(WithPapers):
    text = text_field(_("Đã làm được gì"), _("Ghi đã làm được gì."))
    shown = forms.BooleanField(label=_("Cho mọi người đọc dòng này"), required=False)

    def is_public(self, said: dict[str, Any]) -> bool:
        return bool(said.get("shown"))


class ReportForm(WithPapers):
    text = text_field(_("Đã làm những gì, nhìn vào đâu thì biết là xong"), _("Ghi đã làm những gì."))


class ConfirmForm(WithPapers):
    text = text_field(_("Đã xem gì, ở đâu"), _("Ghi đã xem gì."), required=False)


class DisputeForm(WithPapers):
    text = text_field(_("Còn thiếu điều gì"), _("Ghi còn thiếu điều gì."))


class AnswerForm(PublicForm):
    text = text_field(_("Trả lời"), _("Viết phần trả lời."))


class PostponeForm(PublicForm):
    public = ("reason",)
    reason = text_field(_("Lý do, mọi người đọc được"), _("Ghi lý do."))
    due_on = day_field(_("Ngày hứa mới"), _("Chọn ngày mới."))


class PublishForm(PublicForm):
    statement = forms.TypedChoiceField(label=_("Lời nào"), coerce=int, error_messages={"required": _("Chọn một lời.")})
    text = text_field(_("Bản công khai, đã che dữ liệu cá nhân"), _("Viết bản đã che."))


class HideForm(PublicForm):
    public = ("reason",)
    statement = forms.TypedChoiceField(label=_("Lời nào"), coerce=int, error_messages={"required": _("Chọn một lời.")})
    reason = text_field(_("Vì sao che lại, mọi người đọc được"), _("Ghi lý do."))


class TakeOverForm(PublicForm):
    public = ("reason",)
    to = forms.TypedChoiceField(label=_("Đơn vị nhận"), coerce=int, error_messages={"required": _("Chọn nơi làm.")})
    reason = text_field(_("Vì sao đơn vị này nhận, mọi người đọc được"), _("Ghi lý do."))


class TwiceForm(PublicForm):
    public = ("reason",)
    other = forms.CharField(label=_("Mã cam kết được giữ"), max_length=60, widget=forms.TextInput(
        attrs={"class": "w-code", "autocapitalize": "characters", "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": _("Ghi mã cam kết được giữ, ví dụ: CK-26-7XK4M2.")})
    reason = text_field(_("Vì sao là trùng, mọi người đọc được"), _("Ghi lý do."))

    def clean_other(self) -> Commitment:
        code = read_code(self.cleaned_data["other"])
        found = Commitment.objects.visible_to().filter(code=code).first() if code else None
        if found is None:
            raise forms.ValidationError(_("Không tìm thấy cam kết này. Mã đúng có dạng CK-26-7XK4M2."))
        return found


class NotTwiceForm(PublicForm):
    public = ("reason",)
    reason = text_field(_("Vì sao không trùng, mọi người đọc được"), _("Ghi lý do."))


STEP_FORMS: dict[Step, type[PublicForm]] = {
    Step.PROGRESS: ProgressForm, Step.REPORT_DONE: ReportForm, Step.CONFIRM: ConfirmForm, Step.DISPUTE: DisputeForm,
    Step.ANSWER_DISPUTE: AnswerForm, Step.POSTPONE: PostponeForm, Step.PUBLISH_WORDS: PublishForm,
    Step.RECORD_TWICE: TwiceForm, Step.NOT_TWICE: NotTwiceForm,
    Step.HIDE_WORDS: HideForm, Step.HAND_OVER: TakeOverForm,
}


def form_of(step: Step, found: Choices, data: Any = None, files: Any = None) -> PublicForm:
    """The form of a step, empty or with what was typed; `found` says what there is to choose from."""
    form = STEP_FORMS[step](data, files, prefix=step.value)
    if step is Step.PUBLISH_WORDS:
        form.fields["statement"].choices = _said(found.waiting)  # type: ignore[attr-defined]
        form.initial.setdefault("text", found.waiting[0].text if found.waiting else "")
    elif step is Step.HIDE_WORDS:
        form.fields["statement"].choices = _said(found.published)  # type: ignore[attr-defined]
    elif step is Step.HAND_OVER:
        form.fields["to"].choices = list(found.heirs.items())  # type: ignore[attr-defined]
    return form


def _said(words: list[Said]) -> list[tuple[int, str]]:
    return [(s.pk, f"{s.at:%d/%m/%Y}: {(s.shown or s.text)[:80]}") for s in words]


class PromiseForm(PublicForm):
    """Một cam kết mới."""

    public = ("title", "detail", "for_whom", "measure", "budget")
    token = forms.UUIDField(widget=forms.HiddenInput())
    title = line_field(_("Hứa làm gì"), _("Ghi hứa làm gì."))
    for_whom = line_field(_("Cho ai"), _("Ghi làm cho ai."),
                     help_text=_("Khu phố, tuyến đường, nhóm người; không ghi tên người dân."))
    measure = line_field(_("Thế nào là xong"), _("Ghi thế nào là xong."), limit=300,
                    help_text=_("Điều ai nhìn vào cũng kiểm tra được: “Mưa nửa giờ không còn ngập”."))
    owner = forms.TypedChoiceField(label=_("Nơi làm"), coerce=int, error_messages={"required": _("Chọn nơi làm.")})
    due_on = day_field(_("Xong trước hết ngày"), _("Chọn ngày."))
    origin = forms.ChoiceField(label=_("Hứa ở đâu"), choices=[(o.value, ORIGINS[o]) for o in Origin])
    source = forms.CharField(label=_("Mã số nơi hứa"), max_length=60, required=False,
                             help_text=_("Mã phản ánh, đối thoại hoặc câu hỏi. Hai bên sẽ dẫn tới nhau."))
    budget = line_field(_("Nguồn kinh phí"), required=False)
    detail = text_field(_("Nói rõ thêm"), None, required=False)
    reach = forms.CharField(label=_("Thư điện tử hoặc điện thoại của người nêu việc"), max_length=200, required=False,
                            help_text=_("Để họ được báo và tự xác nhận. Không công khai."))

    def __init__(self, *args: Any, owners: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        nothing = [("", _("Chọn nơi làm…"))] if len(owners) != 1 else []
        self.fields["owner"].choices = [*nothing, *owners]  # type: ignore[attr-defined]

    def clean_source(self) -> str:
        typed = self.cleaned_data["source"].strip()
        code = read_code(typed) if typed else ""
        if code is None:
            raise forms.ValidationError(_("Mã số chưa đúng, ví dụ đúng: KN-26-7XK4M2."))
        return code

    def clean_reach(self) -> Address | None:
        typed = self.cleaned_data["reach"].strip()
        found = address(typed) if typed else None
        if typed and found is None:
            raise forms.ValidationError(_("Chưa đúng, ví dụ đúng: lan@thu.vn hoặc 0912 345 678"))
        return found
