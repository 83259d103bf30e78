"""What keeps the pages safe under a policy without `unsafe-inline`, and every address named."""

import re

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from tests.house.source import modules, place, templates

# Where a string is trusted as it is, and why. Everything else is escaped.
TRUSTED = {
    "danchu/ground/ui/engine.py": "what Jinja2 itself marks: a macro's output, the translation of a page's own words",
    "danchu/mechanisms/news/shown.py": "an article, cleaned to a short list of elements whenever it is kept",
    "danchu/mechanisms/consultations/headings.py": "the choices of a form, each escaped before they are joined",
    "danchu/ground/ui/icons.py": "our own SVG files, read at start",
    "danchu/ground/ui/tables.py": "each cell is escaped before it is joined",
    "danchu/ground/ui/words.py": "each piece is escaped before it is joined",
}
TRUSTED_IN_PAGES = {
    "components.html": "{{ qr|safe }}",  # drawn by us from the code of a case
    "poster.html": "{{ qr|safe }}",  # the same
    "receipt.html": "{{ qr|safe }}",
    "screen.html": "{{ qr|safe }}",
    "paper.html": "{{ qr|safe }}",
    "gallery.html": '{{ ui.error_summary(wrong)|replace(\'id="loi"\', "")|safe }}',  # our own component
}
FORBIDDEN = {
    "an inline style sheet": re.compile(r"<style\b", re.I),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.I),
    "a style attribute": re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.I),
    "an event attribute": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.I),
    "a script address": re.compile(r"javascript:", re.I),
    "autoescape off": re.compile(r"{%-?\s*autoescape\s+(false|off)", re.I),
    "|safe": re.compile(r"\|\s*safe\b"),
    "something from elsewhere": re.compile(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=.https?:", re.I),
}
TRUSTING = re.compile(r"\b(mark_safe|Markup)\(|\|\s*safe\b")


def broken_rules(text):
    """(line, rule) for each place that the policy would block or an attacker would like."""
    for name, sign in FORBIDDEN.items():
        for found in sign.finditer(text):
            yield text.count("\n", 0, found.start()) + 1, name


def test_no_page_carries_inline_code_or_trusts_a_string():
    found = [f"{place(path, line)}: {rule}" for path in templates()
             if path.suffix in (".html", ".svg", ".xml")
             for line, rule in broken_rules(_without_the_trusted(path))]
    assert not found, "\n".join(found)


def _without_the_trusted(path):
    return path.read_text("utf-8").replace(TRUSTED_IN_PAGES.get(path.name, "{{}}"), "")


def test_code_trusts_strings_only_where_it_is_said_why():
    found = {path.relative_to(path.parents[len(path.parts) - path.parts.index("danchu") - 1]).as_posix()
             for path in modules() if TRUSTING.search(path.read_text("utf-8"))}
    assert found <= set(TRUSTED), found - set(TRUSTED)


@pytest.mark.parametrize("planted", [
    "<style>p{}</style>", "<script>alert(1)</script>", '<p class="a" style="color:red">', "<a onclick='x()'>",
    '<a href="javascript:x">', "{% autoescape false %}", "{{ text|safe }}", "{{ text | safe }}",
    '<script src="https://elsewhere.example/x.js">',
])
def test_a_planted_danger_is_found(planted):
    assert list(broken_rules(planted)), planted


@pytest.mark.parametrize("harmless", [
    '<script src="{{ static(\'ui/x.js\') }}" defer></script>', "{{ safely }}", '<p data-on="x">',
    '<a href="https://vi-du.vn">', "<p>phần on = off</p>",
])
def test_what_is_safe_is_left_alone(harmless):
    assert not list(broken_rules(harmless)), harmless


def test_every_address_has_a_name():
    def nameless(patterns, before=""):
        for each in patterns:
            if isinstance(each, URLPattern):
                if not each.name:
                    yield before + str(each.pattern)
            else:
                yield from nameless(each.url_patterns, before + str(each.pattern))
    assert not list(nameless(get_resolver().url_patterns))
