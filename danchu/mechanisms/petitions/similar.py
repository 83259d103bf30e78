"""Public cases like a text: shown before sending, so that one matter need not be told twice."""

from danchu.ground.search.asking import ask
from danchu.ground.text.fold import words
from danchu.ground.text.group import similar
from danchu.mechanisms.petitions.models import Publication

SHOWN = 3
_LOOKED_AT = 30
_COMMON = frozenset(
    "toi chung ba con anh chi em ong co chu nha nay kia day do thi la ma va cua cho voi tu den trong ngoai tren duoi "
    "nhung cac mot hai nhieu rat qua lam khong k ko dc duoc da dang se roi nua khi mua ngay hom tuan thang nam o tai "
    "xin de nghi kinh mong phuong khu pho duong hem to phan anh kien gop y xem lai giup gan truoc sau".split())


def similar_cases(text: str) -> list[Publication]:
    """At most SHOWN cases anyone may read, the nearest first; none for a text too short to say."""
    telling = telling_words(text)
    for many in (4, 2):
        found = _found(" ".join(telling[:many])) if len(telling) >= many else []
        if found:
            return sorted(found, key=lambda p: -similar(text[:2000], f"{p.title} {p.text[:600]}"))[:SHOWN]
    return []


def telling_words(text: str) -> list[str]:
    """The words of a text that say what it is about, in its order, without diacritics."""
    return list(dict.fromkeys(w for w in words(text) if len(w) > 2 and w not in _COMMON))


def _found(query: str) -> list[Publication]:
    codes = ask(query, kind="petition", limit=_LOOKED_AT).codes
    return list(Publication.objects.visible_to().filter(code__in=codes)) if codes else []
