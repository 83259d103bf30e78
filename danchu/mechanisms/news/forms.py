"""What may be typed: an article, a step with its reason, a comment. Everything is cleaned before it is looked at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from danchu.ground.people.addresses import Address, address
from danchu.ground.people.addresses import Kind as AddressKind
from danchu.ground.people.fields import ManyFiles, Words
from danchu.ground.text.clean_html import MOST_RAW, CleanHtml, TooMuch, clean_html
from danchu.ground.ui.words import number
from danchu.mechanisms.news.actions import Piece
from danchu.mechanisms.news.models import Category
from danchu.mechanisms.news.rules import LONGEST_BODY, LONGEST_COMMENT, LONGEST_TITLE, Kind, Reason
from danchu.mechanisms.news.words import KINDS, REASONS

MOST_TAGS = 8


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, picked or typed as 05/03/2026."""
    return forms.DateField(
        label=label, input_formats=["%Y-%m-%d", "%d/%m/%Y"], error_messages={
            "invalid": _("Ngày chưa đúng, ví dụ đúng: 05/03/2026"), "required": _("Cần ghi ngày.")},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


class HtmlField(forms.CharField):
    """An article's words, typed plainly or pasted; its value is a `CleanHtml`."""

    def __init__(self, **more: Any) -> None:
        attrs = {"rows": 18, "data-editor": "", "data-most": LONGEST_BODY}
        super().__init__(strip=False, widget=forms.Textarea(attrs=attrs), **more)
        self.validators = [v for v in self.validators if type(v).__name__ != "ProhibitNullCharactersValidator"]

    def clean(self, value: Any) -> Any:
        typed = str(value or "").replace("\x00", "")
        try:
            clean = clean_html(typed, most=LONGEST_BODY)
        except TooMuch as much:
            raise forms.ValidationError(_too_much(much)) from much
        if not clean.html:
            raise forms.ValidationError(self.error_messages["required"])
        return clean


def _too_much(much: TooMuch) -> str:
    if much.size > MOST_RAW:
        return gettext("Nội dung dán vào dài quá %(n)s ký tự, máy không đọc được. Chưa lưu gì; hãy để bảng lớn vào tệp "
                       "Excel hoặc PDF kèm theo bài.") % {"n": number(MOST_RAW)}
    return gettext("Bài còn %(size)s ký tự sau khi bỏ định dạng của Word, nhiều nhất là %(most)s. Chưa cắt gì và chưa "
                   "lưu; hãy để bảng lớn vào tệp Excel hoặc PDF kèm theo bài.") % {
                       "size": number(much.size), "most": number(much.most)}


class ArticleForm(forms.Form):
    """An article before it is out; `note` is asked once it is."""

    kind = forms.ChoiceField(label=_("Loại"), choices=[(k.value, KINDS[k]) for k in Kind], initial=Kind.NEWS,
                             widget=forms.RadioSelect)
    title = Words(label=_("Tiêu đề"), lines=False, max_length=LONGEST_TITLE,
                  error_messages={"required": _("Đặt tiêu đề cho bài.")})
    lead = Words(label=_("Tóm tắt"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
                 help_text=_("Hai, ba câu: điều gì, ở đâu, ai cần biết. Hiện trong danh sách."))
    html = HtmlField(label=_("Nội dung"), help_text=_(
        "Dòng trống để sang đoạn. Bắt đầu dòng bằng ## để có tiêu đề nhỏ, bằng - để có danh sách."),
        error_messages={"required": _("Bài chưa có nội dung.")})
    category = forms.TypedChoiceField(label=_("Mục"), coerce=int, empty_value=None, required=False)
    tags = Words(label=_("Từ khóa"), lines=False, max_length=400, required=False,
                 help_text=_("Cách nhau bằng dấu phẩy. Ví dụ: vệ sinh môi trường, khu phố 2"))
    author = Words(label=_("Tác giả"), lines=False, max_length=120, required=False)
    source = Words(label=_("Nguồn"), lines=False, max_length=160, required=False)
    source_url = forms.URLField(label=_("Đường dẫn nguồn"), required=False, max_length=200, assume_scheme="https",
                                error_messages={"invalid": _("Đường dẫn chưa đúng, ví dụ đúng: https://vi.du.vn/bai")})
    comments_open = forms.BooleanField(label=_("Nhận ý kiến bạn đọc"), required=False, initial=True)
    note = Words(label=_("Đính chính điều gì"), max_length=500, required=False,
                 widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Người đọc thấy dòng này trên bài."))
    conceal = forms.BooleanField(required=False, label=_(
        "Bản cũ có dữ liệu cá nhân: không cho ai ngoài cơ quan xem lại"))

    def __init__(self, *args: Any, shelves: list[Category], is_out: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.shelves = {c.pk: c for c in shelves}
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            ("", _("Không thuộc mục nào")), *((c.pk, c.name) for c in shelves)]
        if is_out:
            self.fields["note"].required = True
            self.fields["note"].error_messages["required"] = str(_("Ghi rõ đính chính điều gì."))
        else:
            del self.fields["note"], self.fields["conceal"]

    def clean_tags(self) -> tuple[str, ...]:
        names = [" ".join(name.split())[:60] for name in self.cleaned_data["tags"].split(",")]
        return tuple(dict.fromkeys(filter(None, names)))[:MOST_TAGS]

    def clean_source_url(self) -> str:
        typed: str = self.cleaned_data["source_url"]
        if typed and not typed.startswith(("http://", "https://")):
            raise forms.ValidationError(_("Đường dẫn chưa đúng, ví dụ đúng: https://vi.du.vn/bai"))
        return typed

    @property
    def told(self) -> list[str]:
        """What was left out of the words, to be said to who wrote them."""
        clean: CleanHtml = self.cleaned_data["html"]
        said = []
        if clean.pictures_left_out:
            said.append(gettext("Bỏ %(n)s ảnh dán từ nơi khác: hãy kèm ảnh bằng nút “Kèm tệp” rồi chèn vào bài.") % {
                "n": clean.pictures_left_out})
        if clean.scripts_left_out:
            said.append(gettext("Bỏ các đoạn mã chạy được nằm trong nội dung dán vào."))
        return said

    def piece(self) -> Piece:
        """As the action takes it."""
        said = self.cleaned_data
        shelf = self.shelves.get(said["category"]) if said["category"] else None
        return Piece(title=said["title"], html=said["html"].html, kind=Kind(said["kind"]), lead=said["lead"],
                     category=shelf, tags=said["tags"], author=said["author"], source=said["source"],
                     source_url=said["source_url"], comments_open=said["comments_open"])


class PlainForm(forms.Form):
    """A step that needs no words."""


class SendBackForm(forms.Form):
    why = Words(label=_("Cần sửa gì"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"required": _("Ghi điều cần sửa.")})


class ScheduleForm(forms.Form):
    at = forms.DateTimeField(label=_("Đăng lúc"),
                             input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M"],
                             widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
                             error_messages={"required": _("Chọn ngày giờ đăng."),
                                             "invalid": _("Ngày giờ chưa đúng, ví dụ đúng: 05/03/2026 07:30")})


class PinForm(forms.Form):
    until = day_field(_("Ghim đến hết ngày"))


class WithdrawForm(forms.Form):
    why = Words(label=_("Vì sao gỡ"), lines=False, max_length=500,
                help_text=_("Ai mở đường dẫn cũ cũng đọc được lý do này."),
                error_messages={"required": _("Ghi lý do gỡ bài.")})


class PapersForm(forms.Form):
    papers = forms.Field(label=_("Ảnh, tệp"), required=False, widget=ManyFiles(
        attrs={"accept": "image/*,.pdf,.docx,.xlsx,.odt", "multiple": True}))
    as_cover = forms.BooleanField(label=_("Dùng ảnh đầu tiên làm ảnh bìa"), required=False)
    alt = Words(label=_("Ảnh bìa cho thấy gì"), lines=False, max_length=200, required=False,
                help_text=_("Một câu cho người không nhìn thấy ảnh."))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("as_cover") and not said.get("alt"):
            self.add_error("alt", _("Ghi một câu cho người không nhìn thấy ảnh bìa."))
        return said


class ShelfForm(forms.Form):
    name = Words(label=_("Tên mục"), lines=False, max_length=80, error_messages={"required": _("Đặt tên cho mục.")})


class BannerForm(forms.Form):
    words = Words(label=_("Lời trên biểu ngữ"), lines=False, max_length=160,
                  error_messages={"required": _("Ghi lời trên biểu ngữ.")})
    href = Words(label=_("Bấm vào thì đến trang nào"), lines=False, max_length=300, required=False,
                 help_text=_("Ví dụ: /tin-tuc/ hoặc https://…"))
    from_on = day_field(_("Từ ngày"), initial=timezone.localdate)
    to_on = day_field(_("Đến hết ngày"))

    def clean_href(self) -> str:
        typed: str = self.cleaned_data["href"].strip()
        inside = typed.startswith("/") and not typed.startswith(("//", "/\\"))
        if typed and not inside and not typed.startswith(("http://", "https://")):
            raise forms.ValidationError(_("Ghi đường dẫn bắt đầu bằng / hoặc https://"))
        return typed


class CommentForm(forms.Form):
    """What a reader says, and under which name it is shown."""

    text = Words(label=_("Ý kiến của ông/bà"), max_length=LONGEST_COMMENT, error_messages={
        "required": _("Ông/bà viết giúp ý kiến.")})
    name = Words(label=_("Tên hiện dưới ý kiến"), lines=False, max_length=60, required=False,
                 help_text=_("Để trống thì ghi là “Bạn đọc”."))


class ConvertForm(forms.Form):
    code = Words(label=_("Mã của phản ánh, kiến nghị đã gửi"), lines=False, max_length=60,
                 error_messages={"required": _("Ghi mã trên giấy biên nhận, ví dụ KN-26-7XK4M2.")})


class MailForm(forms.Form):
    """One address, and no words: nobody writes to others through this portal."""

    to = Words(label=_("Thư điện tử người nhận"), lines=False, max_length=254,
               widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
               error_messages={"required": _("Ghi địa chỉ thư điện tử của người nhận.")})

    def clean_to(self) -> Address:
        found = address(self.cleaned_data["to"])
        if found is None or found.kind is not AddressKind.EMAIL:
            raise forms.ValidationError(_("Địa chỉ chưa đúng, ví dụ đúng: ten@vi.du.vn"))
        return found


class HideForm(forms.Form):
    reason = forms.ChoiceField(label=_("Vì sao không cho hiện"), choices=[(r.value, REASONS[r]) for r in Reason])
