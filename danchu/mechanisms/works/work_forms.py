"""What may be typed at the desk of works done together: a new one, its steps, a line of its account."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from danchu.ground.files.cleaning import Cleaned, clean_upload
from danchu.ground.files.refusal import Refused as FileRefused
from danchu.mechanisms.works.desk_forms import PublicForm, WithPapers, day_field, line_field, text_field
from danchu.mechanisms.works.models import WorkNeed
from danchu.mechanisms.works.rules import Need, Side, WorkStep
from danchu.mechanisms.works.words import SIDES
from danchu.mechanisms.works.work_actions import MOST, Wanted


class WorkForm(PublicForm):
    """Một việc chung mới."""

    public = ("title", "detail", "place")
    token = forms.UUIDField(widget=forms.HiddenInput())
    title = line_field(_("Việc gì"), _("Ghi việc gì."))
    place = line_field(_("Ở đâu"), _("Ghi làm ở đâu."))
    body = forms.TypedChoiceField(label=_("Nơi giữ sổ"), coerce=int, error_messages={"required": _("Chọn nơi giữ sổ.")})
    village = forms.TypedChoiceField(label=_("Của thôn, tổ dân phố nào"), coerce=int, empty_value=None, required=False)
    detail = text_field(_("Nói rõ thêm"), None, required=False)
    money = forms.IntegerField(label=_("Cần bao nhiêu tiền, đồng"), required=False, min_value=1, max_value=MOST)
    labour = forms.IntegerField(label=_("Cần bao nhiêu ngày công"), required=False, min_value=1, max_value=MOST)
    land = forms.IntegerField(label=_("Cần bao nhiêu đất, m²"), required=False, min_value=1, max_value=MOST)
    things = text_field(_("Hiện vật"), None, required=False,
                   help_text=_("Mỗi dòng một thứ: tên; số lượng; đơn vị. Ví dụ: Xi măng; 200; bao"))

    def __init__(self, *args: Any, bodies: list[tuple[int, str]], villages: list[tuple[int, str]],
                 **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["body"].choices = bodies  # type: ignore[attr-defined]
        self.fields["village"].choices = [("", _("Cả xã, phường")), *villages]  # type: ignore[attr-defined]

    def clean_things(self) -> list[Wanted]:
        return [_thing(line) for line in self.cleaned_data["things"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not self.errors and not self.needs():
            self.add_error("money", _("Ghi ít nhất một thứ cần góp."))
        names = [] if self.errors else [wanted.what.casefold() for wanted in self.needs()]
        if len(set(names)) < len(names):
            self.add_error("things", _("Mỗi thứ chỉ ghi một dòng; gộp các dòng trùng tên."))
        return said

    def needs(self) -> tuple[Wanted, ...]:
        """What was typed, as needs."""
        said = self.cleaned_data
        plain = ((Need.MONEY, _("Tiền"), said.get("money")), (Need.LABOUR, _("Ngày công"), said.get("labour")),
                 (Need.LAND, _("Đất hiến"), said.get("land")))
        return (*(Wanted(need, str(what), n) for need, what, n in plain if n), *(said.get("things") or ()))


def _thing(line: str) -> Wanted:
    what, _semi, rest = line.partition(";")
    amount, _semi, unit = rest.partition(";")
    if not (what.strip() and unit.strip() and amount.strip().isdecimal() and 0 < int(amount) < MOST):
        raise forms.ValidationError(_("Dòng “%(line)s” chưa đúng. Ví dụ đúng: Xi măng; 200; bao") % {"line": line[:60]})
    return Wanted(Need.KIND, what.strip()[:120], int(amount), unit.strip()[:20])


class AgreeForm(PublicForm):
    public = ("decision",)
    decision = line_field(_("Quyết định, nghị quyết nào"), _("Ghi số, tên quyết định."),
                     help_text=_("Ví dụ: Nghị quyết số 02/NQ-KP1 của hội nghị khu phố 1"))
    decided_on = day_field(_("Ngày quyết định"), _("Chọn ngày."))


class TellForm(WithPapers):
    text = text_field(_("Đã làm được gì, mọi người đọc được"), _("Ghi đã làm được gì."))


class DeliverForm(PublicForm):
    text = text_field(_("Bàn giao cho ai, biên bản nào"), _("Ghi bàn giao cho ai."))


class MaintainForm(PublicForm):
    public = ("care",)
    care = text_field(_("Ai trông coi, bao lâu kiểm tra một lần, tiền sửa lấy ở đâu"), _("Ghi kế hoạch bảo dưỡng."))


class FinishForm(PublicForm):
    public = ("why",)
    why = text_field(_("Vì sao kết thúc"), _("Ghi vì sao kết thúc."))


class NothingForm(PublicForm):
    """A step that is only pressed."""

    public = ()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["reviewed"]


class EntryForm(PublicForm):
    """Một dòng của sổ thu chi."""

    public = ("about", "giver")
    token = forms.UUIDField(widget=forms.HiddenInput())
    need = forms.TypedChoiceField(label=_("Khoản"), coerce=int, error_messages={"required": _("Chọn khoản.")})
    side = forms.ChoiceField(label=_("Cột"), choices=[(s.value, SIDES[s]) for s in Side], initial=Side.RECEIVED)
    amount = forms.IntegerField(label=_("Số"), min_value=1, max_value=MOST - 1,
                                help_text=_("Số nguyên: đồng, ngày công, m²…"), error_messages={
                                    "required": _("Ghi số."), "invalid": _("Ghi số nguyên, không dấu chấm.")})
    about = line_field(_("Nội dung"), _("Ghi nội dung."))
    givers = forms.IntegerField(label=_("Số hộ góp"), required=False, min_value=0, max_value=100_000)
    giver = line_field(_("Tên người góp, chỉ khi họ muốn"), limit=120, required=False)
    receipt = line_field(_("Số chứng từ"), _("Ghi số chứng từ."), limit=40)
    on = day_field(_("Ngày"), _("Chọn ngày."))
    paper = forms.FileField(label=_("Ảnh, bản chụp chứng từ"), required=False)
    paper_shown = forms.BooleanField(label=_("Cho mọi người xem chứng từ này"), required=False)

    def __init__(self, *args: Any, needs: list[WorkNeed], today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["need"].choices = [(n.pk, f"{n.what} ({n.counted_in})") for n in needs]  # type: ignore[attr-defined]
        self.initial.setdefault("on", today)

    def clean_paper(self) -> Cleaned | None:
        upload = self.cleaned_data.get("paper")
        try:
            return clean_upload(upload) if upload else None
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from None


class CorrectForm(forms.Form):
    """Ghi đảo một dòng."""

    token = forms.UUIDField(widget=forms.HiddenInput())
    number = forms.IntegerField(label=_("Dòng số"), min_value=1)
    why = line_field(_("Vì sao ghi đảo"), _("Ghi vì sao phải ghi đảo."))


WORK_FORMS: dict[WorkStep, type[PublicForm]] = {
    WorkStep.AGREE: AgreeForm, WorkStep.COLLECT: NothingForm, WorkStep.BUILD: NothingForm, WorkStep.TELL: TellForm,
    WorkStep.DELIVER: DeliverForm, WorkStep.MAINTAIN: MaintainForm, WorkStep.FINISH: FinishForm,
}
