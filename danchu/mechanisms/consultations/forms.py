"""What may be typed, on the portal and at the desk. Everything is cleaned before it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from danchu.ground.people import fields
from danchu.ground.ui.words import number
from danchu.mechanisms.consultations import words
from danchu.mechanisms.consultations.giving import LONGEST
from danchu.mechanisms.consultations.models import Question
from danchu.mechanisms.consultations.rules import (
    CONFERENCE_STEPS,
    GATHERED,
    CriticismForm,
    Exemption,
    QuestionKind,
    Stance,
    Verdict,
)

LONGEST_DRAFT = 3_000_000  # characters pasted
LONGEST_SHEET = 8_000_000


def _too_long(limit: int) -> str:
    return gettext("Nội dung dài quá %(limit)s ký tự. Những gì ông/bà viết vẫn còn bên dưới: "
                   "xin chia thành nhiều ý kiến, mỗi điều một ý kiến.") % {"limit": number(limit)}


too_long = lazy(_too_long, str)


class Words(fields.Words):
    """Text fit to store. Too long is told in words and comes back whole: the browser must not cut it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.widget.attrs.pop("maxlength", None)
        self.error_messages |= {"max_length": too_long(self.max_length or 0)}


def _picks(table: Any) -> list[tuple[str, Any]]:
    return [(key.value, text) for key, text in table.items()]


class OpinionForm(forms.Form):
    """What do you say of this article?"""

    eid = forms.ChoiceField(label=_("Ông/bà góp ý về"), required=False)
    stance = forms.ChoiceField(label=_("Ông/bà thấy thế nào?"), choices=_picks(words.STANCES), widget=forms.RadioSelect,
                               error_messages={"required": _("Chọn một trong bốn ô.")})
    text = Words(label=_("Ý kiến của ông/bà"), max_length=LONGEST, required=False,
                 help_text=_("Nên sửa thành thế nào, vì sao. Không cần ghi tên, số điện thoại hay địa chỉ nhà."))

    def __init__(self, *args: Any, clauses: list[tuple[str, str]] = [], **more: Any) -> None:  # noqa: B006
        super().__init__(*args, **more)
        if len(clauses) > 1:
            self.fields["eid"].choices = clauses  # type: ignore[attr-defined]
        else:
            del self.fields["eid"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("stance") and said["stance"] != Stance.AGREE and "text" in said and len(said["text"]) < 3:
            self.add_error("text", _("Ông/bà viết giúp vài chữ: vì sao, hoặc nên sửa thế nào."))
        return said


class SurveyForm(OpinionForm):
    """On the whole draft: the questions asked, a stance, and words."""

    def __init__(self, *args: Any, questions: list[Question], **more: Any) -> None:
        super().__init__(*args, **more)
        for q in questions:
            self.fields[f"q{q.pk}"] = _question(q)
        self.order_fields([*(f"q{q.pk}" for q in questions), "stance", "text"])
        self.questions = questions

    def answers(self) -> dict[str, list[int]]:
        """What was chosen, by question."""
        chosen = {str(q.pk): self.cleaned_data.get(f"q{q.pk}") for q in self.questions}
        return {pk: [int(c) for c in (got if isinstance(got, list) else [got])] for pk, got in chosen.items() if got}


def _question(q: Question) -> forms.Field:
    choices = [(str(n), text) for n, text in enumerate(q.options)]
    if q.kind == QuestionKind.MANY:
        return forms.MultipleChoiceField(label=q.text, choices=choices, required=False,
                                         widget=forms.CheckboxSelectMultiple)
    return forms.ChoiceField(label=q.text, choices=choices, required=False, widget=forms.RadioSelect)


class FollowForm(forms.Form):
    email = forms.EmailField(label=_("Thư điện tử"), max_length=200,
                             widget=forms.EmailInput(attrs={"autocomplete": "email"}),
                             error_messages={"required": _("Nhập địa chỉ thư."),
                                             "invalid": _("Địa chỉ thư chưa đúng, ví dụ đúng: lan@thu.vn")})


# --- the desk --------------------------------------------------------------------------------------

class DraftForm(forms.Form):
    """A new document: pasted, or a file."""

    title = Words(lines=False, label=_("Tên văn bản"), max_length=300,
                  error_messages={"required": _("Ghi tên văn bản.")})
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=_picks(words.KINDS))
    matter = forms.ChoiceField(label=_("Nội dung thuộc"), choices=_picks(words.MATTERS),
                               help_text=_("Theo Điều 25, Luật Thực hiện dân chủ ở cơ sở: có phải lấy ý kiến không, "
                                           "và mở bao lâu."))
    file = forms.FileField(label=_("Tệp dự thảo"), required=False,
                           help_text=_("DOCX, PDF có chữ, Markdown hoặc văn bản thường."))
    text = forms.CharField(label=_("Hoặc dán nội dung"), required=False, strip=False, max_length=LONGEST_DRAFT,
                           widget=forms.Textarea(attrs={"rows": 12}))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("file") and not (said.get("text") or "").strip():
            self.add_error("file", _("Chọn tệp hoặc dán nội dung dự thảo."))
        return said


class VersionForm(DraftForm):
    """The next edition of a document that is there."""

    note = Words(lines=False, label=_("Bản này thay đổi gì"), max_length=300, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("title", "kind", "matter"):
            del self.fields[name]
        self.order_fields(["file", "text", "note"])


class PlanForm(forms.Form):
    title = Words(lines=False, label=_("Tên đợt lấy ý kiến"), max_length=300)
    summary = Words(label=_("Tóm tắt bằng lời dễ hiểu"), max_length=3000,
                    help_text=_("Dự thảo quy định gì, ai bị tác động, vì sao cần ý kiến của người dân."))
    forms_used = Words(lines=False, label=_("Hình thức lấy ý kiến"), max_length=300,
                       initial=_("Cổng thông tin, phiếu giấy, hội nghị, qua Ban công tác Mặt trận"))
    opens_on = forms.DateField(label=_("Dự kiến mở ngày"), widget=forms.DateInput(attrs={"type": "date"}))
    closes_on = forms.DateField(label=_("Dự kiến nhận ý kiến đến hết ngày"),
                                widget=forms.DateInput(attrs={"type": "date"}))
    responsible = Words(lines=False, label=_("Ai chịu trách nhiệm"), max_length=300,
                        help_text=_("Phòng, người chủ trì tổng hợp và trả lời; nơi phối hợp."))
    questions = Words(label=_("Câu hỏi khảo sát"), required=False, max_length=4000,
                      help_text=_("Mỗi câu một dòng: câu hỏi | lựa chọn 1 | lựa chọn 2. "
                                  "Thêm * đầu dòng nếu được chọn nhiều."))


class SendPlanForm(forms.Form):
    council = Words(lines=False, label=_("Số công văn gửi Hội đồng nhân dân"), max_length=120)
    front = Words(lines=False, label=_("Số công văn gửi Ủy ban Mặt trận Tổ quốc"), max_length=120)
    sent_on = forms.DateField(label=_("Ngày gửi"), widget=forms.DateInput(attrs={"type": "date"}))
    papers = forms.FileField(label=_("Bản chụp công văn"), required=False)


class OpenForm(forms.Form):
    closes_on = forms.DateField(label=_("Nhận ý kiến đến hết ngày"), widget=forms.DateInput(attrs={"type": "date"}))


class ExtendForm(OpenForm):
    why = Words(lines=False, label=_("Lý do kéo dài"), max_length=300)


class DecideForm(forms.Form):
    number = Words(lines=False, label=_("Số, ký hiệu văn bản"), max_length=60)
    on = forms.DateField(label=_("Ngày ban hành"), widget=forms.DateInput(attrs={"type": "date"}))
    difference = Words(label=_("Giải trình chỗ khác ý kiến đa số"), required=False, max_length=5000)


class IssueForm(forms.Form):
    number = Words(lines=False, label=_("Số, ký hiệu văn bản"), max_length=60)
    on = forms.DateField(label=_("Ngày ban hành"), widget=forms.DateInput(attrs={"type": "date"}))


class ExemptForm(forms.Form):
    why = forms.ChoiceField(label=_("Trường hợp"), choices=_picks(words.EXEMPTIONS))
    under = Words(lines=False, label=_("Điều, khoản"), max_length=200, required=False)

    def exemption(self) -> Exemption:
        return Exemption(self.cleaned_data["why"])


class AnswerForm(forms.Form):
    verdict = forms.ChoiceField(label=_("Kết quả"), choices=_picks(words.VERDICTS), widget=forms.RadioSelect,
                                error_messages={"required": _("Chọn một kết quả.")})
    reason = Words(label=_("Nội dung tiếp thu, giải trình"), max_length=LONGEST,
                   error_messages={"required": _("Ghi nội dung tiếp thu hoặc giải trình.")})
    change = Words(label=_("Dự thảo thay đổi thế nào"), max_length=LONGEST, required=False,
                   help_text=_("Bắt buộc khi tiếp thu."))
    change_eid = forms.ChoiceField(label=_("Điều, khoản đã sửa ở bản mới"), required=False)

    def __init__(self, *args: Any, parts: Sequence[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["change_eid"].choices = [("", _("Chưa chọn")), *parts]  # type: ignore[attr-defined]

    def ruled(self) -> Verdict:
        return Verdict(self.cleaned_data["verdict"])


class CorrectForm(forms.Form):
    """Approved words of a row, put right."""

    text = Words(label=_("Lời công khai mới"), max_length=LONGEST, required=False)
    why = Words(lines=False, label=_("Lý do sửa"), max_length=300, error_messages={"required": _("Ghi lý do sửa.")},
                help_text=_("Ví dụ: còn sót số điện thoại. Lý do và lời cũ chỉ cơ quan xem được."))


class GatheringForm(forms.Form):
    channel = forms.ChoiceField(label=_("Hình thức"), choices=[(c.value, words.CHANNELS[c]) for c in GATHERED])
    name = Words(lines=False, label=_("Tổ chức hoặc cuộc họp"), max_length=200)
    held_on = forms.DateField(label=_("Ngày"), widget=forms.DateInput(attrs={"type": "date"}))
    people = forms.IntegerField(label=_("Số người dự"), min_value=1, max_value=100_000)
    papers = forms.FileField(label=_("Biên bản"), required=False)


class EntryForm(forms.Form):
    """One opinion typed in for somebody: gathered, met, or from the letter box."""

    article = forms.ChoiceField(label=_("Về điều"), required=False)
    stance = forms.ChoiceField(label=_("Quan điểm"), choices=_picks(words.STANCES))
    text = Words(label=_("Ý kiến, đúng lời người góp"), max_length=LONGEST, required=False)

    def __init__(self, *args: Any, articles: list[tuple[str, str]] = [], **more: Any) -> None:  # noqa: B006
        super().__init__(*args, **more)
        self.fields["article"].choices = [("", _("Toàn bộ dự thảo")), *articles]  # type: ignore[attr-defined]


class ImportForm(forms.Form):
    """A sheet of opinions: a file, or its rows put right by hand after a look."""

    file = forms.FileField(label=_("Tệp CSV hoặc XLSX"), required=False,
                           widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}))
    text = forms.CharField(label=_("Các dòng đã đọc"), required=False, strip=False, max_length=LONGEST_SHEET,
                           widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
                           help_text=_("Sửa dòng hỏng ngay ở đây rồi bấm “Xem lại”. Giữ nguyên cột “dòng”."))
    batch = Words(lines=False, label=_("Tên lần nạp"), max_length=80, required=False,
                  help_text=_("Ví dụ: Phiếu khu phố 3. Nạp lại cùng tên thì dòng đã có không bị ghi hai lần."))
    gathering: Any = forms.ModelChoiceField(label=_("Thuộc đợt góp ý"), queryset=None, required=False,
                                       empty_label=_("Không: mỗi dòng là một người"))

    def __init__(self, *args: Any, gatherings: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        chosen = self.fields["gathering"]
        chosen.queryset = gatherings  # type: ignore[attr-defined]
        chosen.label_from_instance = lambda g: f"{g.name} ({g.held_on:%d/%m/%Y})"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("file") and not (said.get("text") or "").strip():
            self.add_error("file", _("Chọn tệp bảng tính."))
        elif not said.get("batch"):
            said["batch"] = said["file"].name[:80] if said.get("file") else gettext("Bảng tính")
        return said


class CriticismSendForm(forms.Form):
    number = Words(lines=False, label=_("Số công văn gửi Mặt trận"), max_length=60)
    sent_on = forms.DateField(label=_("Ngày gửi"), widget=forms.DateInput(attrs={"type": "date"}))


class CriticismForm_(forms.Form):
    form = forms.ChoiceField(label=_("Hình thức phản biện"), choices=_picks(words.CRITICISM_FORMS))
    number = Words(lines=False, label=_("Số văn bản phản biện"), max_length=60)
    text = Words(label=_("Nội dung phản biện"), max_length=LONGEST)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for n, words_ in enumerate(words.CONFERENCE):
            self.fields[f"day{n}"] = forms.DateField(label=words_, required=False,
                                                     widget=forms.DateInput(attrs={"type": "date"}))

    def days(self) -> list[Any]:
        """The days of the steps of a conference; none for another form."""
        if self.cleaned_data["form"] != CriticismForm.CONFERENCE:
            return []
        return [d for n in range(CONFERENCE_STEPS) if (d := self.cleaned_data.get(f"day{n}"))]


class ReplyForm(forms.Form):
    number = Words(lines=False, label=_("Số văn bản trả lời"), max_length=60)
    text = Words(label=_("Nội dung trả lời, giải trình"), max_length=LONGEST)
