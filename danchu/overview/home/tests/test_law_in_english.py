"""Every sentence of the table of time limits has its English, and none is left over."""

from django.utils.translation import override

from danchu.law.deadlines import COUNTING
from danchu.law.english import WORDS
from danchu.law.limits import LIMITS
from danchu.overview.home.law_in_english import in_words, told


def test_every_time_limit_can_be_read_in_english():
    texts = {x.title for x in LIMITS} | {x.note for x in LIMITS if x.note} | {r.told for r in COUNTING}
    with override("en"):
        assert not [text for text in texts if in_words(text) == text or any(c in in_words(text) for c in "ăđơưạảếộ")]
        assert not [x for x in LIMITS if any(c in told(x) for c in "ăđơưạảếộ")]
    assert not [known for known in WORDS if not any(known in text for text in texts)]


def test_in_vietnamese_the_law_speaks_for_itself():
    with override("vi"):
        assert in_words(LIMITS[0].title) == LIMITS[0].title and told(LIMITS[0]) == LIMITS[0].told
