"""What may be typed at the sign-in pages and in the account."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from danchu.ground.people.addresses import Address, address
from danchu.ground.people.models import Person

DIGITS = {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}


class _Plain(forms.Form):
    use_required_attribute = False

    def __init__(self, *parts: Any, **named: Any) -> None:
        super().__init__(*parts, **{"label_suffix": "", **named})


class AddressForm(_Plain):
    address = forms.CharField(
        label=_("Thư điện tử hoặc số điện thoại"),
        max_length=254,
        help_text=_("Chúng tôi gửi tới đó một mã 6 chữ số. Không cần mật khẩu."),
        error_messages={"required": _("Xin điền thư điện tử hoặc số điện thoại di động.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "inputmode": "email", "autocapitalize": "none"}
        ),
    )

    def clean_address(self) -> Address:
        found = address(self.cleaned_data["address"])
        if found is None:
            raise forms.ValidationError(
                _(
                    "Chưa đọc được. Thư điện tử có dạng lan@vidu.vn; "
                    "số di động Việt Nam có 10 chữ số, như 0912 345 678."
                )
            )
        return found


class CodeForm(_Plain):
    code = forms.CharField(
        label=_("Mã 6 chữ số"),
        max_length=20,
        error_messages={"required": _("Xin điền mã vừa nhận được.")},
        widget=forms.TextInput(attrs=DIGITS),
    )

    def clean_code(self) -> str:
        return "".join(c for c in self.cleaned_data["code"] if not c.isspace() and c not in "-.")


class PasswordForm(_Plain):
    email = forms.EmailField(
        label=_("Thư điện tử công vụ"),
        error_messages={
            "required": _("Xin điền thư điện tử."),
            "invalid": _("Thư điện tử có dạng ten@vidu.vn."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=200,
        strip=False,
        error_messages={"required": _("Xin điền mật khẩu.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class EmailForm(_Plain):
    email = PasswordForm.base_fields["email"]


class NewPasswordForm(_Plain):
    password = forms.CharField(
        label=_("Mật khẩu mới"),
        max_length=200,
        strip=False,
        help_text=_("Ít nhất 10 ký tự. Một câu dễ nhớ với ông/bà là tốt nhất."),
        error_messages={"required": _("Xin điền mật khẩu mới.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Gõ lại mật khẩu mới"),
        max_length=200,
        strip=False,
        error_messages={"required": _("Xin gõ lại mật khẩu mới.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, person: Person, *parts: Any, **named: Any) -> None:
        super().__init__(*parts, **named)
        self.person = person

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], self.person)
        return str(self.cleaned_data["password"])

    def clean_again(self) -> str:
        if self.cleaned_data["again"] != self.cleaned_data.get("password", self.cleaned_data["again"]):
            raise forms.ValidationError(_("Hai lần gõ chưa giống nhau."))
        return str(self.cleaned_data["again"])


class ChangePasswordForm(NewPasswordForm):
    current = forms.CharField(
        label=_("Mật khẩu hiện tại"),
        max_length=200,
        strip=False,
        error_messages={"required": _("Xin điền mật khẩu hiện tại.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("current", "password", "again")

    def clean_current(self) -> str:
        if not self.person.check_password(self.cleaned_data["current"]):
            raise forms.ValidationError(_("Mật khẩu hiện tại chưa đúng."))
        return str(self.cleaned_data["current"])


class AccountForm(_Plain):
    name = forms.CharField(
        label=_("Họ và tên"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=settings.LANGUAGES, widget=forms.RadioSelect)


class PasskeyForm(_Plain):
    name = forms.CharField(
        label=_("Đặt tên cho khóa"),
        max_length=60,
        required=False,
        help_text=_("Ví dụ: máy ở cơ quan, khóa USB màu đen."),
    )
    credential = forms.CharField(widget=forms.HiddenInput, max_length=20_000)
