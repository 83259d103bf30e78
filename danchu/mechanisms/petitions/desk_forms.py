"""What may be typed at the desk: one small form a step. What each step asks for stands here, and only here."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from danchu.ground.people.fields import Words
from danchu.ground.text.codes import read_code
from danchu.mechanisms.petitions.desk_case import Papers
from danchu.mechanisms.petitions.forms import LONGEST
from danchu.mechanisms.petitions.models import AnswerTemplate, Message, Petition
from danchu.mechanisms.petitions.rules import Kind, Reason, Step
from danchu.mechanisms.petitions.words import KINDS, REASONS


class StepForm(forms.Form):
    """A step's own questions; none for a step that is only pressed. `danger`: the case ends or goes away."""

    hint: ClassVar[Any] = ""
    danger: ClassVar[bool] = False
    # What `suit` reads of the case and of its papers: where these are the same, so is the empty form, and it is drawn
    # once for both. `own`: it holds words of one case, and is drawn for that case alone.
    of_case: ClassVar[tuple[str, ...]] = ()
    of_papers: ClassVar[tuple[str, ...]] = ()
    own: ClassVar[bool] = False

    def __init__(self, *args: Any, petition: Petition, papers: Papers, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():  # too long is told in words; the browser must not cut what is pasted
            field.widget.attrs.pop("maxlength", None)
            field.max_length = None  # type: ignore[attr-defined]  # and the desk is quiet: no counter under each box
        self.suit(petition, papers)

    def suit(self, petition: Petition, papers: Papers) -> None:
        """Fill in what depends on the case."""

    def offer(self, name: str, choices: list[Any], nothing: Any) -> None:
        """Put the choices of a select, with an empty first line unless there is only one."""
        several = len(choices) != 1
        self.fields[name].choices = [*([("", nothing)] if several else []), *choices]  # type: ignore[attr-defined]


def _pick(label: Any, required: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, error_messages={
        "required": required, "invalid_choice": _("Lựa chọn này không còn nữa. Chọn lại trong danh sách.")})


def _why(label: Any = None, required: Any = None, **more: Any) -> Words:
    return Words(label=label or _("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
                 error_messages={"required": required or _("Ghi lý do.")}, **more)


def _why_read(who: Any) -> Words:
    """A reason that stands in the story of the case; the form says who will read it there."""
    return _why(help_text=who)


_BY_ALL = _("Lý do này hiện trong diễn biến: người gửi đọc được, việc đã công khai thì ai cũng đọc được.")
_BY_SENDER = _("Người gửi đọc được lý do này.")


class AssignForm(StepForm):
    of_case, of_papers = ("office_id",), ("offices",)
    office = _pick(_("Giao cho"), _("Chọn phòng, ban."))

    def suit(self, petition: Petition, papers: Papers) -> None:
        self.offer("office", papers.offices, _("Chọn phòng, ban…"))
        self.fields["office"].widget.attrs["data-assign"] = ""
        if petition.office_id:
            self.initial.setdefault("office", petition.office_id)


class HandToForm(StepForm):
    of_case, of_papers = ("officer_id",), ("officers",)
    officer = _pick(_("Cán bộ xử lý"), _("Chọn cán bộ."))

    def suit(self, petition: Petition, papers: Papers) -> None:
        self.offer("officer", papers.officers, _("Chọn cán bộ…"))
        if petition.officer_id:
            self.initial.setdefault("officer", petition.officer_id)


class _AnswerForm(StepForm):
    own = True
    text = Words(label=_("Trả lời"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 7}),
                 error_messages={"required": _("Viết nội dung trả lời.")})
    template = forms.TypedChoiceField(label=_("Mẫu trả lời"), coerce=int, required=False, empty_value=None)

    def suit(self, petition: Petition, papers: Papers) -> None:
        self.fields["template"].choices = [("", _("Chọn mẫu…")),  # type: ignore[attr-defined]
                                           *((pk, name) for pk, name, _text in papers.templates)]
        self.initial.setdefault("text", papers.last(Message.Kind.DRAFT))


class DraftForm(_AnswerForm):
    hint = _("Lãnh đạo duyệt xong thì người gửi mới nhận được.")


class ApproveForm(_AnswerForm):
    hint = _("Sửa thẳng vào ô này nếu cần; bản đã sửa là bản được gửi.")


class RefuseForm(StepForm):
    danger = True
    reason = forms.ChoiceField(label=_("Vì sao không thụ lý"), choices=[
        ("", _("Chọn lý do…")), *((r.value, REASONS[r]) for r in Reason)], error_messages={
        "required": _("Chọn một lý do.")})
    where_to = _why(_("Người gửi nên làm gì, đến đâu"), _("Cần ghi rõ người gửi nên làm gì, đến đâu tiếp theo."),
                    help_text=_("Người gửi đọc được dòng này."))


class PassOnForm(StepForm):
    danger = True
    of_papers = ("bodies",)
    hint = _("Ngày hẹn giữ nguyên, mọi dấu vết đi theo.")
    to = _pick(_("Chuyển đến"), _("Chọn cơ quan nhận."))
    why = _why_read(_BY_ALL)

    def suit(self, petition: Petition, papers: Papers) -> None:
        self.offer("to", papers.bodies, _("Chọn cơ quan…"))


class RedirectForm(StepForm):
    danger = True
    hint = _("Việc kết thúc ở đây; người gửi được báo nơi nhận.")
    to = Words(lines=False, label=_("Cơ quan nhận"), max_length=200, widget=forms.TextInput(),
               error_messages={"required": _("Ghi tên cơ quan nhận.")})
    why = _why_read(_BY_ALL)


class ReclassifyForm(StepForm):
    of_case = ("kind",)
    hint = _("Ngày hẹn được tính lại từ ngày nhận.")
    kind = forms.ChoiceField(label=_("Loại"), choices=[(k.value, KINDS[k]) for k in Kind])

    def suit(self, petition: Petition, papers: Papers) -> None:
        self.initial.setdefault("kind", petition.kind)


class AskForm(StepForm):
    hint = _("Đồng hồ dừng từ hôm nay cho đến khi người gửi trả lời.")
    question = _why(_("Hỏi gì"), _("Viết câu hỏi."))


class ReplyForm(StepForm):
    text = _why(_("Người gửi cho biết thêm"), _("Ghi lại điều người gửi nói."))


class ExtendForm(StepForm):
    hint = _("Chỉ một lần, trước ngày hẹn; người gửi được báo cả lý do và căn cứ.")
    reason = _why_read(_BY_ALL)
    ground = Words(lines=False, label=_("Căn cứ pháp lý"), max_length=300, widget=forms.TextInput(),
                   error_messages={"required": _("Ghi căn cứ pháp lý.")})


class MergeForm(StepForm):
    danger = True
    hint = _("Cả hai việc giữ nguyên diễn biến của mình. Người gửi việc này đọc được câu trả lời của việc kia, đã che "
             "dữ liệu cá nhân.")
    code = forms.CharField(label=_("Gộp vào mã số"), max_length=40, error_messages={
        "required": _("Ghi mã số của việc kia.")})

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(_("Mã số chưa đúng, ví dụ đúng: KN-26-7XK4M2."))
        return code


class WhyForm(StepForm):
    danger = True
    why = _why_read(_BY_SENDER)


class SeparateForm(StepForm):
    hint = _("Việc này trở lại bước trước khi gộp, ngày hẹn như cũ; người gửi được báo.")
    why = _why_read(_BY_ALL)


class SendBackForm(StepForm):
    why = _why(_("Cần sửa gì"), _("Ghi cần sửa gì."))


class NoteForm(StepForm):
    text = _why(_("Ghi chú cho đồng nghiệp"), _("Viết ghi chú."))


FORMS: dict[Step, type[StepForm]] = {
    Step.RECEIVE: StepForm, Step.ACCEPT: StepForm, Step.ANSWER: StepForm, Step.RESUME: StepForm,
    Step.ASSIGN: AssignForm, Step.HAND_TO: HandToForm, Step.DRAFT: DraftForm, Step.APPROVE: ApproveForm,
    Step.SEND_BACK: SendBackForm, Step.REFUSE: RefuseForm, Step.PASS_ON: PassOnForm, Step.REDIRECT: RedirectForm,
    Step.RECLASSIFY: ReclassifyForm, Step.ASK: AskForm, Step.REPLY: ReplyForm, Step.EXTEND: ExtendForm,
    Step.MERGE: MergeForm, Step.SEPARATE: SeparateForm, Step.UNPUBLISH: WhyForm, Step.NOTE: NoteForm,
}  # fmt: skip


class PublishForm(forms.Form):
    """What the public will read. A person must have read it."""

    title = Words(lines=False, label=_("Tóm tắt"), max_length=200, widget=forms.TextInput(),
                  error_messages={"required": _("Ghi tóm tắt.")})
    text = Words(label=_("Nội dung"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8}),
                 error_messages={"required": _("Ghi nội dung.")})
    answer = Words(label=_("Trả lời"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 6}))
    point = forms.BooleanField(
        label=_("Cho mọi người thấy điểm trên bản đồ"), required=False,
        help_text=_("Người gửi đã đồng ý. Bỏ dấu nếu điểm ấy là nhà của ai."))
    read = forms.BooleanField(
        label=_("Tôi đã đọc và che hết dữ liệu cá nhân"),
        error_messages={"required": _("Đọc lại toàn bộ rồi đánh dấu ô này: máy gợi ý có thể sót.")})


class TemplateForm(forms.ModelForm):
    """An answer often given."""

    name = Words(lines=False, label=_("Tên mẫu"), max_length=120, widget=forms.TextInput(),
                 error_messages={"required": _("Đặt tên cho mẫu.")})
    text = Words(label=_("Nội dung"), max_length=LONGEST, error_messages={"required": _("Viết nội dung mẫu.")})

    class Meta:
        model = AnswerTemplate
        fields = ("name", "text")
