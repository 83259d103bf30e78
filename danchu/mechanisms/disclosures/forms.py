"""What may be typed at the desk of disclosures. Everything is cleaned before it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from danchu.ground.offices.models import Unit
from danchu.ground.people.fields import ManyFiles, Words
from danchu.ground.text.personal_data import Span, find
from danchu.law.disclosure import ITEMS, OWN, Form, Posting
from danchu.law.publication import Document
from danchu.mechanisms.disclosures.actions import Entry
from danchu.mechanisms.disclosures.cataloguing import ProcedureText
from danchu.mechanisms.disclosures.models import OwnItem
from danchu.mechanisms.disclosures.own_items import OwnItemText
from danchu.mechanisms.disclosures.rules import Bond, LifeEvent
from danchu.mechanisms.disclosures.words import BONDS, DOCUMENTS, FORMS, LIFE_EVENTS, POSTINGS

LONGEST = 8_000
BESIDES = tuple(f for f in Form if f not in (Form.PORTAL, Form.POSTING))


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, picked or typed as 05/03/2026."""
    return forms.DateField(
        label=label, input_formats=["%Y-%m-%d", "%d/%m/%Y"], error_messages={
            "invalid": _("Ngày chưa đúng, ví dụ đúng: 05/03/2026"), "required": _("Cần ghi ngày.")},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


class EntryForm(forms.Form):
    """What is to be made public."""

    item = forms.ChoiceField(label=_("Nội dung theo Điều 11"))
    title = Words(label=_("Tên"), lines=False, max_length=200,
                  help_text=_("Như một câu nói: ai cũng hiểu công khai điều gì."),
                  error_messages={"required": _("Đặt tên cho nội dung.")})
    summary = Words(label=_("Tóm tắt cho dân hiểu"), max_length=LONGEST,
                    help_text=_("Vài câu, không từ chuyên môn: điều gì, ảnh hưởng đến ai, từ khi nào, hỏi ở đâu."),
                    error_messages={"required": _("Cần tóm tắt bằng lời dễ hiểu: dân đọc phần này trước.")})
    decision = Words(label=_("Quyết định, văn bản"), lines=False, max_length=200,
                     help_text=_("Ví dụ: Quyết định 15/QĐ-UBND"),
                     error_messages={"required": _("Ghi số, ký hiệu của quyết định, văn bản.")})
    decided_on = day_field(_("Ngày quyết định"), help_text=_("Hạn công khai đếm từ ngày này."))
    covers_until = day_field(_("Dùng đến hết ngày"), required=False, help_text=_(
        "Ngày cuối của kỳ, ví dụ cuối năm kế hoạch, cuối quý. Qua ngày này, nội dung tính là chưa làm cho kỳ mới."))
    document = forms.ChoiceField(label=_("Loại tài liệu"), choices=[(d.value, DOCUMENTS[d]) for d in Document],
                                 initial=Document.GENERAL)
    office = forms.TypedChoiceField(label=_("Phòng, ban phụ trách"), coerce=int, empty_value=None, required=False)
    places = Words(label=_("Nơi niêm yết"), max_length=1000, required=False,
                   help_text=_("Mỗi dòng một nơi: trụ sở, nhà văn hóa, điểm sinh hoạt của từng khu phố."))
    besides = forms.MultipleChoiceField(label=_("Hình thức khác"), required=False, widget=forms.CheckboxSelectMultiple,
                                        choices=[(f.value, FORMS[f]) for f in BESIDES])
    loudspeaker = forms.BooleanField(label=_("Địa phương có loa truyền thanh"), required=False, initial=True)
    loud_text = Words(label=_("Bản đọc loa"), max_length=2000, required=False,
                      help_text=_("Ngắn, đọc thành tiếng trong một phút."))
    sms_text = Words(label=_("Tin nhắn"), lines=False, max_length=480, required=False)

    def __init__(self, *args: Any, offices: list[tuple[int, str]], own: Sequence[OwnItem] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.own = {f"{OWN}-{each.pk}": each for each in own}
        self.fields["office"].choices = [("", _("Chưa giao")), *offices]  # type: ignore[attr-defined]
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            *((f"{i.number}", f"{i.number}. {i.name}") for i in ITEMS),
            *((key, f"{OWN}. {each.name}") for key, each in self.own.items())]

    def clean_places(self) -> tuple[str, ...]:
        lines = [" ".join(line.split())[:120] for line in self.cleaned_data["places"].splitlines()]
        return tuple(dict.fromkeys(filter(None, lines)))[:30]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        until, decided = said.get("covers_until"), said.get("decided_on")
        if until and decided and until < decided:
            self.add_error("covers_until", _("Ngày cuối của kỳ phải sau ngày quyết định."))
        return said

    def entry(self, body: Unit) -> Entry:
        """As the action takes it."""
        said = self.cleaned_data
        return Entry(
            item=int(said["item"].partition("-")[0]), own_item=self.own.get(said["item"]), title=said["title"],
            summary=said["summary"], decision=said["decision"],
            decided_on=said["decided_on"], body=body, covers_until=said["covers_until"],
            office=Unit.objects.filter(pk=said["office"]).first() if said["office"] else None,
            document=Document(said["document"]), loud_text=said["loud_text"], sms_text=said["sms_text"],
            forms=tuple(Form(f) for f in said["besides"]), places=said["places"], loudspeaker=said["loudspeaker"])


class PublishForm(forms.Form):
    checked = forms.BooleanField(
        label=_("Tôi đã đọc lại: không còn tên, số điện thoại, địa chỉ nhà của ai, trừ phần luật buộc nêu."),
        error_messages={"required": _("Đọc lại rồi đánh dấu: chỉ người mới chịu trách nhiệm được điều này.")})


class LookForm(forms.Form):
    """What was seen, broadcast or told: the posting officer on a phone."""

    form = forms.ChoiceField(label=_("Hình thức"), choices=[(f.value, FORMS[f]) for f in Form if f is not Form.PORTAL],
                             initial=Form.POSTING)
    place = forms.ChoiceField(label=_("Ở đâu"), required=False)
    on = day_field(_("Ngày thấy"))
    up = forms.TypedChoiceField(label=_("Còn niêm yết không?"), coerce=lambda v: v == "yes", initial="yes",
                                choices=[("yes", _("Còn, đọc được")), ("no", _("Không còn, hoặc không đọc được"))],
                                widget=forms.RadioSelect)
    photo = forms.Field(label=_("Ảnh chụp bảng"), required=False, widget=forms.ClearableFileInput(
        attrs={"accept": "image/*", "capture": "environment"}))
    note = Words(label=_("Ghi nhận có tên người ký"), lines=False, max_length=300, required=False,
                 help_text=_("Khi không chụp được: ai thấy, ai ký. Ví dụ: Tổ trưởng khu phố 2 ký xác nhận."))
    shown = forms.BooleanField(label=_("Ảnh không có mặt người, biển số: cho mọi người xem"), required=False)

    def __init__(self, *args: Any, places: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["place"].choices = [(p, p) for p in places] or [("", _("Trụ sở"))]  # type: ignore[attr-defined]


class ChangeForm(forms.Form):
    on = day_field(_("Thay đổi từ ngày"))
    why = Words(label=_("Điều gì thay đổi"), lines=False, max_length=500,
                error_messages={"required": _("Ghi điều gì thay đổi.")})


class RefreshForm(PublishForm):
    """A new version. What looks like personal data in it is shown once before it goes out: `seen` counts the places
    whoever pressed had before their eyes.
    """

    title = Words(label=_("Tên"), lines=False, max_length=200)
    summary = Words(label=_("Tóm tắt cho dân hiểu"), max_length=LONGEST)
    decision = Words(label=_("Quyết định, văn bản"), lines=False, max_length=200)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ["title", "summary", "decision", "checked", "seen"]

    def typed(self) -> str:
        said = getattr(self, "cleaned_data", {})
        return "\n".join(filter(None, (said.get("title"), said.get("summary"), said.get("decision"))))

    def spans(self) -> list[Span]:
        return find(self.typed())

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        here = len(self.spans())
        if here and said.get("seen") != here:
            self.data = dict(self.data.items()) | {self.add_prefix("seen"): str(here)}
            raise forms.ValidationError(_("Bản mới có %(n)s chỗ giống dữ liệu cá nhân, đánh dấu bên dưới. Sửa đi, hoặc "
                                          "bấm lần nữa nếu luật buộc nêu."), params={"n": here})
        return said


class WithdrawForm(forms.Form):
    why = Words(label=_("Vì sao gỡ"), lines=False, max_length=500, help_text=_("Mọi người đọc được lý do này."),
                error_messages={"required": _("Cần ghi lý do gỡ: mọi người đọc được lý do này.")})
    mistaken = forms.BooleanField(label=_("Ghi nhầm: việc này không phải công khai"), required=False)


class ArchiveForm(forms.Form):
    pass


# --- the catalogues --------------------------------------------------------------------------------

class ProcedureForm(forms.Form):
    """A procedure as it is from today."""

    number = Words(label=_("Mã thủ tục"), lines=False, max_length=20,
                   help_text=_("Như trên Cổng dịch vụ công quốc gia."))
    name = Words(label=_("Tên thủ tục"), lines=False, max_length=250)
    life_event = forms.ChoiceField(label=_("Việc trong đời"), choices=[(e.value, LIFE_EVENTS[e]) for e in LifeEvent])
    field = Words(label=_("Lĩnh vực"), lines=False, max_length=80)
    papers = Words(label=_("Giấy tờ cần có"), max_length=LONGEST)
    steps = Words(label=_("Các bước"), max_length=LONGEST)
    takes = Words(label=_("Bao lâu"), lines=False, max_length=200)
    fee = Words(label=_("Phí, lệ phí"), lines=False, max_length=200)
    basis = Words(label=_("Căn cứ"), lines=False, max_length=300)
    portal = forms.URLField(label=_("Địa chỉ trên Cổng dịch vụ công quốc gia"), required=False, assume_scheme="https")
    office = forms.TypedChoiceField(label=_("Nơi làm"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, offices: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["office"].choices = [("", _("Chưa giao")), *offices]  # type: ignore[attr-defined]

    def text(self) -> ProcedureText:
        said = {k: v for k, v in self.cleaned_data.items() if k != "office"}
        return ProcedureText(**{**said, "life_event": LifeEvent(said["life_event"])})


class InstrumentForm(forms.Form):
    """An instrument, and how it stands to one that is kept already."""

    symbol = Words(label=_("Số, ký hiệu"), lines=False, max_length=60,
                   help_text=_("Chính quyền: 15/QĐ-UBND. Đảng: 15-QĐ/ĐU."))
    title = Words(label=_("Trích yếu"), lines=False, max_length=300)
    abstract = Words(label=_("Tóm tắt"), max_length=LONGEST, required=False)
    issuer = Words(label=_("Nơi ban hành"), lines=False, max_length=200)
    issued_on = day_field(_("Ngày ban hành"))
    bond = forms.ChoiceField(label=_("So với văn bản đã có"), required=False,
                             choices=[("", _("Không liên quan")), *((b.value, BONDS[b][0]) for b in Bond)])
    other = Words(label=_("Văn bản đã có"), lines=False, max_length=60, required=False,
                  help_text=_("Số, ký hiệu (18/QĐ-UBND) hoặc mã VB-… của văn bản đó."))
    papers = forms.Field(label=_("Tệp"), required=False, widget=ManyFiles(
        attrs={"accept": ".pdf,.docx,.odt", "multiple": True}))
    checked = forms.BooleanField(label=_("Đã mở tệp đọc lại: không còn dữ liệu cá nhân"), required=False)


class CorrectionForm(InstrumentForm):
    """What is kept already, put right."""

    in_force_to = day_field(_("Hết hiệu lực từ ngày"), required=False,
                            help_text=_("Để trống khi còn hiệu lực. Bị thay thế thì ngày này tự ghi."))
    field_order = ["symbol", "title", "abstract", "issuer", "issued_on", "in_force_to", "bond", "other", "papers",
                   "checked"]


class SessionForm(forms.Form):
    """An ordinary session of the Council."""

    name = Words(label=_("Tên kỳ họp"), lines=False, max_length=120,
                 help_text=_("Ví dụ: Kỳ họp thường lệ giữa năm 2026"),
                 error_messages={"required": _("Ghi tên kỳ họp.")})
    held_on = day_field(_("Ngày họp"), help_text=_("Báo cáo phải gửi trước hoặc trong ngày này."))


class OwnItemForm(forms.Form):
    """What the body adds to the fourteen."""

    name = Words(label=_("Tên nội dung"), lines=False, max_length=120, help_text=_("Ví dụ: Lịch tiếp công dân"),
                 error_messages={"required": _("Đặt tên cho nội dung.")})
    about = Words(label=_("Gồm những gì"), lines=False, max_length=300,
                  help_text=_("Một câu cho dân hiểu: ai, việc gì, bao lâu một lần."),
                  error_messages={"required": _("Ghi gồm những gì.")})
    basis = Words(label=_("Căn cứ"), lines=False, max_length=200,
                  help_text=_("Ví dụ: Điều 7, Quy chế thực hiện dân chủ của phường"),
                  error_messages={"required": _("Ghi văn bản buộc công khai nội dung này.")})
    posting = forms.ChoiceField(label=_("Niêm yết"), choices=[(p.value, POSTINGS[p]) for p in Posting],
                                initial=Posting.NONE)
    aloud = forms.BooleanField(label=_("Phải phát loa và báo qua trưởng thôn, tổ trưởng"), required=False)
    expected = forms.BooleanField(label=_("Lúc nào cũng phải có: chưa công khai gì thì tính là chưa làm"),
                                  required=False, initial=True)

    def text(self) -> OwnItemText:
        return OwnItemText(**{**self.cleaned_data, "posting": Posting(self.cleaned_data["posting"])})
