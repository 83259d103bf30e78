"""The only way in for what people attach: told by its content, made safe, or refused in plain words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from danchu.ground.files import office, pdf, pictures
from danchu.ground.files.models import Kind
from danchu.ground.files.names import display_name, ending_of
from danchu.ground.files.refusal import Limits, Refused
from danchu.ground.files.scanning import scan

__all__ = ["Cleaned", "Limits", "Refused", "Upload", "clean_upload"]


class Upload(Protocol):
    """What is asked of an uploaded file: Django's UploadedFile is one."""

    @property
    def name(self) -> str | None: ...
    @property
    def size(self) -> int | None: ...
    @property
    def file(self) -> Any: ...


@dataclass(frozen=True)
class Cleaned:
    """A file fit to store."""

    kind: Kind
    name: str
    content: bytes
    mime: str


# kind, the endings people may have typed, who makes it safe: (open file, limits) → content, mime, ending
Cleaner = Callable[[BinaryIO, Limits], tuple[bytes, str, str]]
ENDINGS: dict[Kind, tuple[str, ...]] = {
    Kind.IMAGE: (".jpg", ".jpeg", ".jfif", ".png", ".webp", ".gif"),
    Kind.PDF: (".pdf",),
    Kind.OFFICE: (".docx", ".xlsx", ".odt", ".ods"),
}
CLEANERS: dict[Kind, Cleaner] = {Kind.IMAGE: pictures.clean, Kind.PDF: pdf.clean, Kind.OFFICE: office.clean}
BEGINS: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
    (b"RIFF", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"%PDF-", Kind.PDF),
    (b"PK\x03\x04", Kind.OFFICE),
)
KNOWN_ELSEWHERE: tuple[tuple[bytes, Any], ...] = (  # where in the first bytes it may stand does not matter
    (b"ftyphei", _("Ảnh HEIC của điện thoại chưa đọc được: hãy lưu thành JPG rồi gửi lại.")),
    (b"ftypmif1", _("Ảnh HEIC của điện thoại chưa đọc được: hãy lưu thành JPG rồi gửi lại.")),
    (b"ftyp", _("Chưa nhận video: hãy chụp ảnh và mô tả trong phần nội dung.")),
    (b"<svg", _("Không nhận ảnh SVG: hãy gửi ảnh JPG hoặc PNG.")),
    (
        b"\xd0\xcf\x11\xe0",
        _("Tệp Word, Excel kiểu cũ (.doc, .xls) không nhận: hãy lưu thành .docx, .xlsx hoặc PDF."),
    ),
)
USUAL = Limits()
CALLED = {Kind.IMAGE: _("ảnh"), Kind.PDF: _("tệp PDF"), Kind.OFFICE: _("văn bản, bảng tính")}
NOT_TAKEN = _("Chỉ nhận ảnh JPG, PNG, WebP; tệp PDF; văn bản .docx, .xlsx, .odt, .ods.")


def clean_upload(upload: Upload, *, limits: Limits = USUAL) -> Cleaned:
    """Make an upload safe to keep and to serve. Raises Refused with a sentence for the person who sent it."""
    typed = upload.name or ""
    file = upload.file
    size = _size(file)
    file.seek(0)
    kind = _kind(file.read(512))
    _check_size(kind, size, limits)
    typed_ending = ending_of(typed)
    if typed_ending and typed_ending not in ENDINGS[kind]:
        raise Refused(
            gettext("Tên tệp ghi %(ending)s nhưng nội dung là %(kind)s: hãy gửi đúng tệp.")
            % {"ending": typed_ending, "kind": CALLED[kind]} + f" {NOT_TAKEN}"
        )
    scan(file)
    file.seek(0)
    content, mime, ending = CLEANERS[kind](file, limits)
    return Cleaned(kind, display_name(typed, ending), content, mime)


def _size(file: BinaryIO) -> int:
    """Counted, not believed."""
    return file.seek(0, 2)


def _kind(head: bytes) -> Kind:
    if not head:
        raise Refused(_("Tệp rỗng: hãy chọn lại tệp."))
    for begins, kind in BEGINS:
        if head.startswith(begins):
            return kind
    raise Refused(next((why for sign, why in KNOWN_ELSEWHERE if sign in head), NOT_TAKEN))


def _check_size(kind: Kind, size: int, limits: Limits) -> None:
    most = limits.image_bytes if kind == Kind.IMAGE else limits.document_bytes
    if size > most:
        raise Refused(gettext("Tệp quá lớn: tối đa %(n)s MB cho %(kind)s.")
                      % {"n": most // 1_000_000, "kind": CALLED[kind]})
