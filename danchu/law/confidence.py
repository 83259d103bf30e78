"""How sure we are of a rule. Shown beside it on the public rules page, so that doubt is never hidden."""

from enum import StrEnum


class Sure(StrEnum):
    TEXT = "text"  # the article was read
    SECOND = "second"  # a secondary source says so
    CHECK = "check"  # nobody has confirmed it yet
    LOCAL = "local"  # no law at all: this platform's own setting

    @property
    def label(self) -> str:
        """In Vietnamese, for the public rules page."""
        return _LABELS[self]


_LABELS = {
    Sure.TEXT: "đã đọc nguyên văn điều luật",
    Sure.SECOND: "theo nguồn thứ cấp",
    Sure.CHECK: "chưa được xác nhận",
    Sure.LOCAL: "quy định nội bộ của nền tảng",
}
