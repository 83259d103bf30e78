"""What may be typed: by someone who asks, and at the desk. Everything is cleaned before it is looked at."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from danchu.ground.people.fields import ReachForm, Words
from danchu.ground.text.warning_signs import looks_like_denunciation
from danchu.mechanisms.dialogues.actions import Came, Item, Meeting
from danchu.mechanisms.dialogues.reception_actions import PlannedRow
from danchu.mechanisms.dialogues.rules import Channel, Kind, Naming
from danchu.mechanisms.dialogues.words import KINDS, NAMINGS

LONGEST = 4_000
LONG = 40_000


# --- asking ------------------------------------------------------------------------------------

class WhatForm(forms.Form):
    """Ông/bà muốn hỏi điều gì?"""

    text = Words(label=_("Ông/bà muốn hỏi điều gì?"), max_length=LONGEST,
                 help_text=_("Mỗi câu hỏi một việc, ở đâu, từ khi nào. Viết không dấu cũng được."),
                 error_messages={"required": _("Ông/bà viết giúp câu hỏi.")})

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) < 10:
            raise forms.ValidationError(_("Ông/bà viết thêm vài chữ để người trả lời hiểu đúng việc."))
        return text


class AskerForm(ReachForm):
    """Ai được biết ông/bà hỏi?"""

    field_order: tuple[str, ...] = ("naming",)
    naming = forms.ChoiceField(label=_("Ai được biết ông/bà hỏi?"), widget=forms.RadioSelect,
                               choices=[(n.value, NAMINGS[n]) for n in (Naming.ORGANISER, Naming.SHOWN)],
                               initial=Naming.ORGANISER, error_messages={"required": _("Chọn ai được biết.")})

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("naming") == Naming.SHOWN and not said.get("name"):
            self.add_error("name", _("Muốn nêu tên cùng câu hỏi thì ghi tên; không thì chọn ô kia."))
        return said


class AgreeForm(forms.Form):
    """Xem lại và gửi."""

    consent = forms.BooleanField(
        label=_("Tôi đồng ý để ban tổ chức dùng những điều tôi viết ở trên vào việc trả lời câu hỏi này."),
        error_messages={"required": _("Cần ông/bà đồng ý thì ban tổ chức mới được dùng thông tin để trả lời.")})


class FollowForm(forms.Form):
    """Nhận tin về buổi này."""

    email = forms.EmailField(label=_("Thư điện tử"), max_length=200,
                             widget=forms.EmailInput(attrs={"autocomplete": "email"}),
                             error_messages={"required": _("Ghi địa chỉ thư."),
                                             "invalid": _("Địa chỉ thư chưa đúng, ví dụ đúng: lan@thu.vn")})


class TakeInForm(WhatForm, AskerForm):
    """A question said at the counter, by phone, on paper."""

    channel = forms.ChoiceField(label=_("Hỏi bằng cách nào?"), widget=forms.RadioSelect, choices=[
        (Channel.COUNTER.value, _("Nói tại quầy")), (Channel.PAPER.value, _("Phiếu, giấy")),
        (Channel.PHONE.value, _("Gọi điện")), (Channel.LIVE.value, _("Tại hội trường"))],
        error_messages={"required": _("Chọn một cách.")})
    consent = forms.BooleanField(
        label=_("Đã đọc lại cho người hỏi nghe; người hỏi đồng ý để ban tổ chức dùng những điều này"),
        error_messages={"required": _("Đọc lại cho người hỏi nghe và hỏi họ có đồng ý không, rồi đánh dấu ô này.")})
    meant = forms.BooleanField(label=_("Đã hỏi lại: đây không phải tố cáo, khiếu nại"), required=False)
    field_order = ("channel", "text", "naming", "name", "phone", "email", "consent", "meant")


# --- the meeting -------------------------------------------------------------------------------

def _moment(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label, required=required, help_text=help_text, input_formats=["%Y-%m-%dT%H:%M", "%H:%M %d/%m/%Y"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("Chọn ngày giờ."), "invalid": _("Ngày giờ chưa đúng, ví dụ: 08:00 20/03/2026")})


def _line(label: Any, length: int, *, required: bool = False, help_text: Any = "", problem: Any = None) -> Words:
    return Words(lines=False, label=label, max_length=length, required=required, help_text=help_text,
                 widget=forms.TextInput(), error_messages={"required": problem or _("Xin ghi ô này.")})


def _text(label: Any, rows: int = 4, *, required: bool = True, help_text: Any = "", longest: int = LONG) -> Words:
    return Words(label=label, max_length=longest, required=required, help_text=help_text,
                 widget=forms.Textarea(attrs={"rows": rows}), error_messages={"required": _("Xin ghi ô này.")})


class MeetingForm(forms.Form):
    """What is planned."""

    kind = forms.ChoiceField(label=_("Loại"), choices=[(k.value, KINDS[k]) for k in Kind], initial=Kind.PERIODIC)
    title = _line(_("Tên buổi đối thoại"), 200, required=True, problem=_("Đặt tên cho buổi đối thoại."))
    theme = _text(_("Nội dung"), longest=LONGEST)
    invited = _line(_("Thành phần mời"), 300)
    starts_at = _moment(_("Bắt đầu"))
    ends_at = _moment(_("Kết thúc"))
    place = _line(_("Địa điểm"), 250, help_text=_("Cần có địa điểm hoặc đường dẫn trước khi thông báo."))
    online_url = forms.URLField(label=_("Đường dẫn dự trực tuyến"), required=False, assume_scheme="https",
                                error_messages={"invalid": _("Đường dẫn chưa đúng, ví dụ: https://hop.gov.vn/abc")})
    how_to_join = _text(_("Cách tham gia"), 3, required=False, longest=LONGEST)
    seats = forms.IntegerField(label=_("Số chỗ"), required=False, min_value=1, max_value=100_000)
    questions_from = _moment(_("Nhận câu hỏi từ"), required=False,
                             help_text=_("Để trống thì mở bằng tay khi sẵn sàng."))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("starts_at") and said.get("ends_at") and said["ends_at"] <= said["starts_at"]:
            self.add_error("ends_at", _("Giờ kết thúc phải sau giờ bắt đầu."))
        return said

    def meeting(self) -> Meeting:
        """What was typed, as the action takes it."""
        return Meeting(**(self.cleaned_data | {"kind": Kind(self.cleaned_data["kind"])}))


class PlainForm(forms.Form):
    """A step that is only pressed."""


class AnnounceForm(forms.Form):
    late_for = _text(_("Lý do thông báo muộn"), 2, required=False, longest=1000,
                     help_text=_("Chỉ cần khi đã quá ngày luật định; lý do được công khai."))


class WhyForm(forms.Form):
    why = _text(_("Lý do"), 3, longest=2000)


class AgendaForm(forms.Form):
    lines = _text(_("Chương trình, mỗi dòng một mục"), 8, required=False, longest=LONGEST,
                  help_text=_("Viết: số phút | nội dung | người trình bày. Ví dụ: 15 | Trả lời câu hỏi gửi trước | "
                              "Chủ tịch"))

    def items(self) -> list[Item]:
        """The lines, as the action takes them."""
        return [_item(line) for line in self.cleaned_data["lines"].splitlines() if line.strip()]


def _item(line: str) -> Item:
    minutes, bar, rest = line.partition("|")
    if not bar or not minutes.strip().isdecimal() or len(minutes.strip()) > 3:
        minutes, rest = "", line
    title, _bar, speaker = rest.partition("|")
    return Item(title.strip()[:200], int(minutes) if minutes.strip() else None, speaker.strip()[:120])


class CountForm(forms.Form):
    attended = forms.IntegerField(label=_("Số người dự"), min_value=0, max_value=1_000_000,
                                  error_messages={"required": _("Ghi số người dự.")})
    named = _text(_("Người muốn nêu tên, mỗi dòng một người"), 5, required=False,
                  help_text=_("Viết: họ tên | khu phố, đơn vị. Chỉ ghi người đồng ý được nêu tên."))

    def names(self) -> list[Came]:
        """The lines, as the action takes them."""
        lines = [line.partition("|") for line in self.cleaned_data["named"].splitlines() if line.strip()]
        return [Came(name.strip()[:120], of.strip()[:120]) for name, _bar, of in lines if name.strip()]


class MinutesForm(forms.Form):
    minutes = _text(_("Biên bản"), 10)
    conclusion = _text(_("Thông báo kết luận"), 8)


# --- reception days, the year's plan ---------------------------------------------------------------

class HoursForm(forms.Form):
    """A day in a head's calendar, or the same weekday several weeks on."""

    starts_at = _moment(_("Bắt đầu"))
    ends_at = _moment(_("Kết thúc"))
    slot_minutes = forms.IntegerField(label=_("Số phút mỗi lượt"), min_value=5, max_value=240, initial=30)
    place = _line(_("Địa điểm"), 250)
    online_url = forms.URLField(label=_("Đường dẫn tiếp trực tuyến"), required=False, assume_scheme="https",
                                error_messages={"invalid": _("Đường dẫn chưa đúng, ví dụ: https://hop.gov.vn/abc")})
    weeks = forms.IntegerField(label=_("Lặp lại mấy tuần liền"), min_value=1, max_value=26, initial=1,
                               help_text=_("Ngày nghỉ trong số đó được bỏ qua và nói rõ."))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("starts_at") and said.get("ends_at") and said["ends_at"] <= said["starts_at"]:
            self.add_error("ends_at", _("Giờ kết thúc phải sau giờ bắt đầu."))
        return said


class BookForm(forms.Form):
    """Who wishes to be received, when, about what."""

    slot = forms.ChoiceField(label=_("Ông/bà chọn lượt nào?"), widget=forms.RadioSelect,
                             error_messages={"required": _("Chọn một lượt."),
                                             "invalid_choice": _("Lượt này không còn. Xin chọn lượt khác.")})
    name = _line(_("Họ và tên"), 120, required=True, problem=_("Ghi họ tên để được gọi vào."))
    phone = _line(_("Điện thoại"), 20, help_text=_("Để nhắn mã hẹn, nhắc hẹn và báo ngay khi lịch thay đổi."))
    email = forms.EmailField(label=_("Thư điện tử nhận mã hẹn"), max_length=200, required=False,
                             widget=forms.EmailInput(attrs={"autocomplete": "email"}),
                             help_text=_("Để gửi mã hẹn kèm lịch cho điện thoại, và nhắc trước một ngày."),
                             error_messages={"invalid": _("Địa chỉ thư chưa đúng, ví dụ: lan@example.vn")})
    about = _text(_("Ông/bà muốn trình bày việc gì?"), 4, required=False, longest=LONGEST,
                  help_text=_("Ghi ngắn gọn để người tiếp chuẩn bị. Tố cáo thì không ghi ở đây."))
    online = forms.BooleanField(label=_("Tiếp trực tuyến"), required=False)
    consent = forms.BooleanField(
        label=_("Tôi đồng ý để bộ phận tiếp công dân dùng những điều này vào buổi tiếp."),
        error_messages={"required": _("Cần ông/bà đồng ý thì mới ghi hẹn được.")})

    def clean_about(self) -> str:
        about: str = self.cleaned_data["about"]
        if looks_like_denunciation(about):
            raise forms.ValidationError(_("Tố cáo không ghi ở đây: luật giữ kín tên người tố cáo. Ông/bà chỉ ghi "
                                          "“trình bày trực tiếp”, hoặc xem nơi nhận tố cáo."))
        return about

    def __init__(self, *args: Any, slots: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["slot"].choices = slots  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """To which slot; the days of one body, each with its free hours."""

    slot = forms.ChoiceField(label=_("Lượt mới"), error_messages={
        "required": _("Chọn một lượt."), "invalid_choice": _("Lượt này không còn. Xin chọn lượt khác.")})

    def __init__(self, *args: Any, slots: list[tuple[str, list[tuple[str, str]]]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["slot"].choices = slots  # type: ignore[attr-defined]

    def chosen(self) -> tuple[str, datetime]:
        """(the day's code, when the slot begins)"""
        code, _space, at = self.cleaned_data["slot"].partition(" ")
        return code, datetime.fromisoformat(at)


class PostForm(forms.Form):
    late_for = _text(_("Lý do niêm yết muộn"), 2, required=False, longest=1000,
                     help_text=_("Chỉ cần khi đã quá ngày luật định; lý do được công khai."))


class HeldForm(forms.Form):
    received = forms.IntegerField(label=_("Số lượt đã tiếp, kể cả không hẹn trước"), min_value=0, max_value=500,
                                  error_messages={"required": _("Ghi số lượt.")})


class RecordForm(forms.Form):
    came = forms.TypedChoiceField(label=_("Người hẹn có đến không?"), coerce=lambda v: v == "1", choices=[
        ("1", _("Đã được tiếp")), ("0", _("Không đến"))], initial="1")
    result = _text(_("Kết quả tiếp"), 3, required=False, longest=LONGEST, help_text=_("Chỉ cơ quan đọc."))
    case = _line(_("Mã đơn phát sinh"), 40, help_text=_("Nếu việc này thành đơn: ghi mã KN-…"))


class YearForm(forms.Form):
    lines = _text(_("Các buổi trong năm, mỗi dòng một buổi"), 10, longest=20_000,
                  help_text=_("Viết: thời gian | nội dung | người chủ trì | địa điểm | thành phần."))

    def rows(self) -> list[PlannedRow]:
        """The lines, as the action takes them."""
        return [_row(line) for line in self.cleaned_data["lines"].splitlines() if line.strip(" |")]


def _row(line: str) -> PlannedRow:
    parts = [part.strip() for part in line.split("|")] + [""] * 5
    return PlannedRow(parts[0][:60], parts[1][:300], parts[2][:120], parts[3][:200], parts[4][:300])


def at_desk(moment: Any) -> str:
    """A moment as the browser's own field takes it."""
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M") if moment else ""


# --- requests for a dialogue -----------------------------------------------------------------------

class WantedForm(forms.Form):
    """A request as it is opened. The number of voters stands from then on."""

    title = _line(_("Đề nghị đối thoại về"), 200, required=True, problem=_("Ghi đề nghị đối thoại về việc gì."))
    text = _text(_("Nội dung đề nghị"), 5, longest=LONGEST)
    asked_by = _line(_("Người nêu đề nghị, bản mọi người đọc"), 200, required=True, problem=_("Ghi ai nêu đề nghị."),
                     help_text=_("Ví dụ: “Chi hội Phụ nữ khu phố 3”. Nêu tên cá nhân khi người đó đồng ý."))
    voters = forms.IntegerField(label=_("Tổng số cử tri"), min_value=1, max_value=10_000_000,
                                help_text=_("Không sửa được sau khi mở."),
                                error_messages={"required": _("Ghi tổng số cử tri.")})
    voters_source = _line(_("Căn cứ số cử tri"), 250, required=True, problem=_("Ghi căn cứ của số cử tri."),
                          help_text=_("Ví dụ: “Danh sách cử tri do UBND phường lập, số 12/DS-UBND”."))
    voters_on = forms.DateField(label=_("Số cử tri tính đến ngày"), input_formats=["%Y-%m-%d", "%d/%m/%Y"],
                                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                                error_messages={"required": _("Chọn ngày."), "invalid": _("Ngày chưa đúng.")})


class SignForm(forms.Form):
    voter = forms.BooleanField(label=_("Tôi là cử tri của địa phương này và chưa ký đề nghị này trên giấy."),
                               error_messages={"required": _("Chỉ cử tri của địa phương ký, mỗi người một lần.")})


class SheetForm(forms.Form):
    """A paper sheet: its number, how many signatures count, its scan."""

    serial = _line(_("Số phiếu"), 40, required=True, problem=_("Ghi số in trên phiếu."))
    n = forms.IntegerField(label=_("Số chữ ký hợp lệ"), min_value=1, max_value=100_000,
                           help_text=_("Không tính chữ ký trùng, người không có trong danh sách cử tri."),
                           error_messages={"required": _("Ghi số chữ ký.")})
    scan = forms.FileField(label=_("Bản chụp phiếu"), help_text=_("Ảnh hoặc PDF. Chỉ cơ quan đọc."),
                           error_messages={"required": _("Kèm bản chụp phiếu."), "empty": _("Tệp này trống."),
                                           "invalid": _("Kèm bản chụp phiếu.")})
