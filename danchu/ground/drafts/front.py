"""The title of a draft, from the lines above its first part."""

import re
from collections.abc import Sequence

from danchu.ground.drafts.markers import CITATION, ENCLOSED, marker, names_a_text

_LINES_LOOKED_AT = 60
_LINES_OF_A_TITLE = 4
_NOT_A_TITLE = re.compile(
    r"(?:CỘNG H[ÒO]|Độc lập|Số\s*:|[-_*=–—.\s]+$|ĐẢNG CỘNG SẢN|.{1,40}, ngày\b|\(|DỰ THẢO\b.{0,20}$)|.* \| ", re.I)


def title(texts: Sequence[str]) -> str:
    """“NGHỊ ĐỊNH Quy định …”; without such a name, the first line that is no letterhead; “” if none."""
    above = []
    for text in texts[:_LINES_LOOKED_AT]:
        if marker(text):
            break
        above.append(text)
    named = next((at for at, text in enumerate(above) if names_a_text(text)), None)
    if named is None:
        return next((text for text in above if not _NOT_A_TITLE.match(text)), "")
    said = [above[named]]
    for text in above[named + 1 : named + 1 + _LINES_OF_A_TITLE]:
        if CITATION.match(text) or ENCLOSED.match(text) or _NOT_A_TITLE.match(text) or text.endswith((";", ":")):
            break
        said.append(text)
    return " ".join(said)
