"""The texts of the news as the search index may hold them: what is out, without its marks."""

from __future__ import annotations

from html import unescape

from django.utils import timezone
from django.utils.html import strip_tags

from danchu.ground.search.index import DocumentText
from danchu.mechanisms.news.models import Article
from danchu.mechanisms.news.rules import PREFIX

PUBLIC = "news"


def documents_for(codes: set[str]) -> dict[str, DocumentText | None]:
    """Each article that is out; nothing where it is not."""
    ours = {code for code in codes if code.startswith(f"{PREFIX}-")}
    texts: dict[str, DocumentText | None] = dict.fromkeys(ours)
    for a in Article.objects.visible_to().filter(code__in=ours).select_related("text"):
        said = unescape(strip_tags(a.text.html.replace("<", " <")))
        on = timezone.localtime(a.published_at or timezone.now()).date()
        texts[a.code] = DocumentText(PUBLIC, a.code, a.body_id, on, a.title, f"{a.lead}\n{said}")
    return texts
