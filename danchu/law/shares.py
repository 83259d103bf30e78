"""How many of whom must ask before something is owed: shares the law names, compared in whole numbers."""

from dataclasses import dataclass

from danchu.law.confidence import Sure
from danchu.law.limits_vn import LOCAL_GOVERNMENT


@dataclass(frozen=True)
class Share:
    """One share of the law, so many in so many."""

    part: int
    whole: int
    title: str
    article: str
    source: str
    sure: Sure

    @property
    def under(self) -> str:
        """ "Điều 43, Luật Tổ chức chính quyền địa phương 72/2025/QH15"."""
        return f"{self.article}, {self.source}"

    def reached(self, n: int, of: int) -> bool:
        """Whether `n` of `of` is the share or more. Whole numbers: a tenth of 95 is 10 people, never 9. `of` > 0."""
        return of > 0 and n * self.whole >= of * self.part

    def needed(self, of: int) -> int:
        """The smallest number of people that reaches it."""
        return -(-of * self.part // self.whole)


DIALOGUE_ON_REQUEST = Share(
    10, 100, "Cử tri của xã, phường đề nghị tổ chức hội nghị đối thoại", "Điều 43", LOCAL_GOVERNMENT.name, Sure.TEXT)
