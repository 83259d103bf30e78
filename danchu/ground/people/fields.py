"""What people type into forms, everywhere: clean text, how to reach them, several files at once."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from danchu.ground.text.normalise import clean
from danchu.ground.ui.words import number


def _too_long(limit: int) -> str:
    return gettext("Nội dung dài quá %(limit)s ký tự. Ông/bà bớt lại, phần còn lại có thể gửi kèm tệp.") % {
        "limit": number(limit)}


too_long = lazy(_too_long, str)  # forms are made when they are imported, and shown in either language


class _Shared(dict[str, forms.Field]):
    def __deepcopy__(self, memo: Any) -> dict[str, forms.Field]:
        return dict(self)


F = TypeVar("F", bound=forms.Form)


def unchanging(form: type[F]) -> type[F]:
    """A form that changes none of its fields: all its objects share them, which halves the cost of making one.
    Forms made from it by inheritance have fields of their own again.
    """
    form.base_fields = _Shared(form.base_fields)
    return form


class Words(forms.CharField):
    """Text fit to store: no control or direction characters, NFC, and a limit said in words."""

    def __init__(self, *, lines: bool = True, **more: Any) -> None:
        if lines:
            more.setdefault("widget", forms.Textarea(attrs={"rows": 6}))
        super().__init__(strip=False, **more)
        self.lines = lines
        self.validators = [v for v in self.validators if type(v).__name__ != "ProhibitNullCharactersValidator"]
        self.error_messages |= {"max_length": too_long(self.max_length or 0)}

    def to_python(self, value: Any) -> str:
        return clean(str(value or ""), lines=self.lines)


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ReachForm(forms.Form):
    """Name, telephone, e-mail: all of them if one wishes."""

    name = Words(lines=False, label=_("Họ và tên"), max_length=120, required=False,
                 widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = Words(lines=False, label=_("Điện thoại"), max_length=20, required=False,
                  help_text=_("Để cán bộ gọi khi cần hỏi thêm."),
                  widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}))
    email = forms.EmailField(label=_("Thư điện tử"), required=False, max_length=200,
                             help_text=_("Để nhận tin mỗi khi việc này có thay đổi."),
                             widget=forms.EmailInput(attrs={"autocomplete": "email"}),
                             error_messages={"invalid": _("Địa chỉ thư chưa đúng, ví dụ đúng: lan@thu.vn")})

    def clean_phone(self) -> str:
        phone = re.sub(r"[\s.\-()]", "", self.cleaned_data["phone"])
        if phone and not re.fullmatch(r"(\+84|0)\d{8,10}", phone):
            raise forms.ValidationError(_("Số điện thoại chưa đúng, ví dụ đúng: 0912 345 678"))
        return phone


class SecretForm(forms.Form):
    """The secret number of a receipt."""

    secret = forms.CharField(label=_("Số bí mật trên giấy biên nhận"), max_length=20,
                             widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
                             error_messages={"required": _("Nhập sáu chữ số trên giấy biên nhận.")})
