"""What is asked: the pages people open most, with the addresses worked out from the data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One measured address; `official` is asked with an official's session."""

    name: str
    path: str
    official: str = ""  # whose session: the start of an e-mail address
    kept: bool = False  # may come from the pages kept in memory; otherwise each address is new


def address(page: Page, n: int) -> str:
    """The n-th address asked: new each time unless kept pages are what is measured."""
    return page.path if page.kept or page.official else f"{page.path}{'&' if '?' in page.path else '?'}lan={n}"


def pages() -> list[Page]:
    """Needs Django and a filled database."""
    from danchu.mechanisms.petitions.models import Petition, Publication

    listed = Publication.objects.visible_to().order_by("-petition_id")
    newest = listed.values_list("code", flat=True).first()
    deep = listed.values_list("petition_id", flat=True)[min(40_000, max(listed.count() - 30, 0))]
    office = listed.exclude(office_id=None).values_list("office_id", flat=True).first()
    open_case = Petition.objects.open().order_by("due_on", "id").values_list("code", flat=True).first()
    return [
        Page("trang trống", "/trong/"),
        Page("trang đầu", "/"),
        Page("trang đầu, giữ sẵn", "/", kept=True),
        Page("sổ công khai, trang 1", "/phan-anh/"),
        Page("sổ công khai, giữ sẵn", "/phan-anh/", kept=True),
        Page("sổ công khai, trang 2.000", f"/phan-anh/?sau={deep}"),
        Page("sổ công khai, lọc một phòng", f"/phan-anh/?phong={office}"),
        Page("tìm: ngap nuoc", "/phan-anh/?q=ngap+nuoc"),
        Page("một việc công khai", f"/phan-anh/{newest}/"),
        Page("một việc công khai, giữ sẵn", f"/phan-anh/{newest}/", kept=True),
        Page("số liệu", "/phan-anh/so-lieu/"),
        Page("bàn làm việc, hàng đợi", "/ban-lam-viec/", "minh"),
        Page("bàn làm việc, một việc", f"/ban-lam-viec/{open_case}/", "minh"),
        Page("bàn làm việc, tình hình", "/ban-lam-viec/tinh-hinh/", "hoa"),
    ]
