"""What may be concluded: the kind of a succession, and which words answer for a place. Pure."""

from __future__ import annotations

from enum import StrEnum


class EdgePart(StrEnum):
    """How much of the old unit passed, as the resolutions word it."""

    ALL = "all"  # toàn bộ
    ALL_AREA = "all_area"  # toàn bộ diện tích
    AREA_ONLY = "area_only"  # một phần diện tích
    PART_AREA_ALL_POPULATION = "part_area_all_population"  # một phần diện tích, toàn bộ dân số
    POPULATION_ONLY = "population_only"  # một phần dân số
    REMAINDER = "remainder"  # phần còn lại
    UNSPECIFIED = "unspecified"  # một phần


class EdgeKind(StrEnum):
    FULL = "full"  # nhập toàn bộ
    PARTIAL = "partial"  # nhập một phần
    UNCHANGED = "unchanged"  # giữ nguyên
    RENAMED = "renamed"  # đổi tên
    RETYPED = "retyped"  # đổi loại
    DISTRICT_TO_SPECIAL_ZONE = "district_to_special_zone"  # huyện đảo thành đặc khu


# the letters behind a code in data/succession.tsv; no letter: everything passed
PART_OF_LETTER = {
    "p": EdgePart.UNSPECIFIED,
    "a": EdgePart.AREA_ONLY,
    "d": EdgePart.PART_AREA_ALL_POPULATION,
    "n": EdgePart.POPULATION_ONLY,
    "w": EdgePart.ALL_AREA,
    "r": EdgePart.REMAINDER,
}

# of a successor with one whole predecessor: (same type, same name) → what happened
ALONE = {
    (True, True): EdgeKind.UNCHANGED,
    (True, False): EdgeKind.RENAMED,
    (False, True): EdgeKind.RETYPED,
    (False, False): EdgeKind.RENAMED,
}


def kind_of(part: EdgePart, alone: bool, from_district: bool, same_type: bool, same_name: bool) -> EdgeKind:
    """Parts are never whole; a lone predecessor was kept, renamed or retyped; the rest merged in full."""
    if part is not EdgePart.ALL:
        return EdgeKind.PARTIAL
    if from_district:
        return EdgeKind.DISTRICT_TO_SPECIAL_ZONE
    return ALONE[same_type, same_name] if alone else EdgeKind.FULL


class Mode(StrEnum):
    UNIQUE = "unique"  # một đơn vị
    AMBIGUOUS = "ambiguous"  # nhiều đơn vị, người dùng chọn
    NONE = "none"  # không nhận ra


class Ground(StrEnum):
    """Why the answer is what it is; each has its sentence in REASONS."""

    TODAY = "today"  # tên hiện nay
    MERGED = "merged"  # đơn vị cũ đã nhập
    SPLIT = "split"  # đơn vị cũ bị chia
    HOMONYM = "homonym"  # trùng tên
    DISTRICT = "district"  # mới ghi cấp huyện
    PROVINCE = "province"  # mới ghi cấp tỉnh
    EMPTY = "empty"  # để trống
    TOO_LONG = "too_long"  # quá dài
    UNKNOWN = "unknown"  # không nhận ra


REASONS = {
    Ground.TODAY: "{what} là tên đang dùng hiện nay.",
    Ground.MERGED: "{what} (trước 01/7/2025) nay thuộc {now}.",
    Ground.SPLIT: "{what} (trước 01/7/2025) đã được chia tách vào {n} đơn vị: {now}. "
    "Xin chọn đơn vị nơi ông/bà ở.",
    Ground.HOMONYM: "Có nhiều nơi trùng tên “{what}”: {now}. Xin ghi thêm tỉnh, thành phố hoặc huyện cũ, "
    "hoặc chọn một đơn vị.",
    Ground.DISTRICT: "{what} là đơn vị cấp huyện, không còn từ 01/7/2025, nay gồm: {now}. "
    "Xin ghi thêm phường, xã.",
    Ground.PROVINCE: "Mới ghi đến cấp tỉnh ({what}). Xin ghi thêm phường, xã.",
    Ground.EMPTY: "Chưa ghi địa chỉ.",
    Ground.TOO_LONG: "Địa chỉ quá dài. Xin chỉ ghi phường, xã và tỉnh, thành phố.",
    Ground.UNKNOWN: "Không nhận ra phường, xã nào trong “{what}”. Xin ghi rõ, ví dụ: Phường Sài Gòn, "
    "Thành phố Hồ Chí Minh.",
}

# said with a name of today that an old commune of the province also bore, on other ground
FORMER_NAMESAKE = " Trước 01/7/2025 có nơi cùng tên; nếu ghi địa chỉ cũ, xin thêm quận, huyện."
