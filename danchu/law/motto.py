"""The six verbs of grassroots democracy, in their order. Every mechanism names the ones it serves."""

from enum import StrEnum


class Verb(StrEnum):
    KNOW = "know"  # dân biết
    DISCUSS = "discuss"  # dân bàn
    DO = "do"  # dân làm
    INSPECT = "inspect"  # dân kiểm tra
    SUPERVISE = "supervise"  # dân giám sát
    BENEFIT = "benefit"  # dân thụ hưởng

    @property
    def label(self) -> str:
        """In Vietnamese: "dân biết"."""
        return _LABELS[self]


_LABELS = {
    Verb.KNOW: "dân biết",
    Verb.DISCUSS: "dân bàn",
    Verb.DO: "dân làm",
    Verb.INSPECT: "dân kiểm tra",
    Verb.SUPERVISE: "dân giám sát",
    Verb.BENEFIT: "dân thụ hưởng",
}
