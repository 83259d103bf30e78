"""What may be typed by a sender, question by question. Everything is cleaned before it is looked at."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from danchu.ground.people.fields import ManyFiles, ReachForm, Words, unchanging
from danchu.mechanisms.petitions.rules import Kind, Lane, Solved
from danchu.mechanisms.petitions.words import KINDS, LANES, SOLVED

LONGEST = 20_000
TITLE = 90


@unchanging
class WhatForm(forms.Form):
    """Chuyện gì đã xảy ra?"""

    kind = forms.ChoiceField(
        label=_("Ông/bà muốn gửi gì?"), choices=[(k.value, KINDS[k]) for k in Kind], initial=Kind.FEEDBACK,
        widget=forms.RadioSelect, error_messages={"required": _("Chọn một loại, chưa chắc thì chọn “Phản ánh”.")})
    text = Words(
        label=_("Chuyện gì đã xảy ra?"), max_length=LONGEST,
        help_text=_("Việc gì, từ khi nào, ảnh hưởng thế nào, ông/bà mong được giải quyết ra sao. "
                    "Viết không dấu cũng được."),
        error_messages={"required": _("Ông/bà viết giúp chuyện gì đã xảy ra.")})

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) < 10:
            raise forms.ValidationError(_("Ông/bà viết thêm vài chữ để cán bộ hiểu đúng việc."))
        return text


@unchanging
class WhereForm(forms.Form):
    """Ở đâu?"""

    place = forms.TypedChoiceField(label=_("Khu vực"), coerce=int, empty_value=None, required=False)
    place_text = Words(lines=False, label=_("Chỗ đó ở đâu?"), max_length=200, required=False,
                       help_text=_("Tên đường, hẻm, khu phố, gần chỗ nào. Không cần ghi số nhà của ông/bà."),
                       widget=forms.TextInput())
    lat = forms.FloatField(required=False, widget=forms.HiddenInput(attrs={"data-lat": ""}))
    lon = forms.FloatField(required=False, widget=forms.HiddenInput(attrs={"data-lon": ""}))
    point_public = forms.BooleanField(
        label=_("Cho mọi người thấy điểm này trên bản đồ khi việc được công khai"), required=False,
        help_text=_("Đừng chọn nếu đó là nhà của ông/bà. Không chọn thì chỉ cán bộ xử lý thấy."))

    def __init__(self, *args: Any, places: list[tuple[int, str]] = [], **more: Any) -> None:  # noqa: B006
        super().__init__(*args, **more)
        self.fields["place"] = deepcopy(self.fields["place"])
        self.fields["place"].choices = [("", _("Không rõ")), *places]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A point nobody here can go to is dropped, and told: whoever sends cannot see the boxes it stands in."""
        cleaned: dict[str, Any] = super().clean() or {}
        lat, lon = cleaned.get("lat"), cleaned.get("lon")
        unreadable, none = bool({"lat", "lon"} & set(self.errors)), lat is None and lon is None
        inside = lat is not None and lon is not None and 8 <= lat <= 24 and 102 <= lon <= 118
        if unreadable or not (none or inside):  # half a point is none either
            for name in ("lat", "lon"):
                self.errors.pop(name, None)
                cleaned[name] = None
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data.update({self.add_prefix("lat"): "", self.add_prefix("lon"): ""})  # type: ignore[attr-defined]
            self.add_error("place_text", _("Điểm vừa chỉ ở ngoài Việt Nam nên đã bỏ. Ông/bà ghi tên đường, hẻm, "
                                           "hoặc chỉ lại trên bản đồ."))
        return cleaned


@unchanging
class WhoForm(ReachForm):
    """Ông/bà là ai, nếu muốn nói."""

    field_order = ("lane",)

    lane = forms.ChoiceField(
        label=_("Ai được đọc?"), choices=[(k.value, LANES[k]) for k in Lane], initial=Lane.PUBLIC,
        widget=forms.RadioSelect, error_messages={"required": _("Chọn ai được đọc nội dung này.")})


@unchanging
class CheckForm(forms.Form):
    """Xem lại và gửi."""

    papers = forms.Field(label=_("Ảnh hoặc giấy tờ"), required=False,
                        widget=ManyFiles(attrs={"accept": "image/*,.pdf,.docx,.xlsx,.odt", "multiple": True}))
    consent = forms.BooleanField(
        label=_("Tôi đồng ý để cơ quan dùng những điều tôi viết ở trên vào việc giải quyết và trả lời việc này."),
        error_messages={"required": _("Cần ông/bà đồng ý thì cơ quan mới được dùng thông tin để giải quyết.")})


class CodeForm(forms.Form):
    ma = forms.CharField(label=_("Mã số"), max_length=60, required=False)


class ReplyForm(forms.Form):
    text = Words(label=_("Phần bổ sung"), max_length=LONGEST,
                 error_messages={"required": _("Ông/bà viết giúp phần còn thiếu.")})


class RateForm(forms.Form):
    solved = forms.ChoiceField(label=_("Việc này đã được giải quyết chưa?"),
                               choices=[(k.value, SOLVED[k]) for k in Solved], widget=forms.RadioSelect,
                               error_messages={"required": _("Chọn một trong ba câu trả lời.")})
    stars = forms.TypedChoiceField(label=_("Cách phục vụ"), coerce=int, required=False, empty_value=None,
                                   choices=[(5, _("Rất tốt")), (4, _("Tốt")), (3, _("Tạm được")), (2, _("Kém")),
                                            (1, _("Rất kém"))], widget=forms.RadioSelect)
    words = Words(label=_("Ông/bà nói thêm nếu muốn"), max_length=2000, required=False)


class WhyForm(forms.Form):
    why = Words(label=_("Vì sao?"), max_length=2000,
                error_messages={"required": _("Ông/bà cho biết lý do.")})


def title_of(text: str) -> str:
    """The first sentence, cut at a word: what a list shows until an officer writes a better one."""
    first = re.split(r"(?<=[.!?…])\s|\n", text.strip(), maxsplit=1)[0].strip(" .")
    if len(first) <= TITLE:
        return first or text.strip()[:TITLE]
    return first[:TITLE].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


class FollowForm(forms.Form):
    """Nhận thư báo tin về việc này."""

    email = forms.EmailField(label=_("Thư điện tử"), max_length=200,
                             widget=forms.EmailInput(attrs={"autocomplete": "email"}),
                             error_messages={"required": _("Ông/bà ghi giúp địa chỉ thư."),
                                             "invalid": _("Địa chỉ thư chưa đúng, ví dụ đúng: lan@thu.vn")})
