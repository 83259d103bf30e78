"""The short paths of the template engine mean what Jinja2's own long ones mean."""

import pytest
from django.utils import translation
from markupsafe import Markup

from danchu.ground.ui.environment import environment


@pytest.fixture
def engine():
    import jinja2

    return environment(undefined=jinja2.StrictUndefined, loader=jinja2.DictLoader({
        "parts.html": '{% macro pair(a, b="hai", c=none) -%}{{ a }}|{{ b }}|{{ c }}{%- endmacro %}'
                      "{% macro around(title) %}{{ title }}:{{ caller() }}{% endmacro %}",
        "said.html": '<p title="{{ _("Lọc") }}">{{ _("Lọc") }}</p>{% trans %}Loại{% endtrans %}',
        "filled.html": '{% trans n=n %}{{ n }} kết quả{% endtrans %}',
    }))


def drawn(engine, text, **known):
    return engine.from_string('{% import "parts.html" as p %}' + text).render(**known)


@pytest.mark.parametrize(("call", "shown"), [
    ('p.pair("<x>")', "&lt;x&gt;|hai|None"),
    ('p.pair("một", c=3)', "một|hai|3"),
    ('p.pair(b="x", a="y")', "y|x|None"),
    ('p.pair("a", "b", "c")', "a|b|c"),
    ('p.pair(kept)', "<b>|hai|None"),
    ('p.pair(p.pair("&"))', "&amp;|hai|None|hai|None"),
])  # fmt: skip
def test_a_macro_takes_its_arguments_in_any_way_and_escapes_once(engine, call, shown):
    assert drawn(engine, "{{ " + call + " }}", kept=Markup("<b>")) == shown
    in_a_loop = "{% for _i in [1, 2] %}{{ " + call + " }}{% endfor %}"
    assert drawn(engine, in_a_loop, kept=Markup("<b>")) == shown * 2


@pytest.mark.parametrize("call", ['p.pair("a", "b", "c", "d")', 'p.pair("a", d=1)', 'p.pair("a", a="b")'])
def test_a_macro_called_wrongly_still_fails(engine, call):
    with pytest.raises(TypeError):
        drawn(engine, "{{ " + call + " }}")


def test_a_macro_may_be_called_with_a_body(engine):
    assert drawn(engine, '{% call p.around("t<") %}<i>{{ "<" }}</i>{% endcall %}') == "t&lt;:<i>&lt;</i>"


def test_a_missing_name_is_still_an_error(engine):
    import jinja2

    with pytest.raises(jinja2.UndefinedError):
        drawn(engine, "{{ p.pair(nothing) }}")
    with pytest.raises(jinja2.UndefinedError):
        drawn(engine, "{{ {}.nothing }}")


def test_a_key_of_a_dict_is_read_but_never_hides_a_method(engine):
    known = {"title": "một", "items": "hai"}
    assert drawn(engine, "{{ d.title }} {{ d.items()|length }}", d=known) == "một 2"


def test_words_stand_in_the_template_of_each_language(engine):
    assert engine.get_template("said.html").render() == '<p title="Lọc">Lọc</p>Loại'
    with translation.override("en"):
        assert engine.get_template("said.html").render() == '<p title="Filter">Filter</p>Kind'
    assert engine.get_template("said.html").render() == '<p title="Lọc">Lọc</p>Loại'


def test_words_with_a_place_are_filled_and_escaped(engine):
    assert engine.get_template("filled.html").render(n="<1>") == "&lt;1&gt; kết quả"


def test_what_was_said_in_vietnamese_is_not_said_in_english():
    from django.utils.translation import gettext

    with translation.override("vi"):
        assert gettext("Lọc") == "Lọc"
        with translation.override("en"):
            assert gettext("Lọc") == "Filter"
        assert gettext("Lọc") == "Lọc"


def test_what_is_drawn_once_is_drawn_for_each_value_and_language(engine):
    drawn_twice = "{{ once(p.pair, a, c=d) }}"
    assert [drawn(engine, drawn_twice, a=a, d="<") for a in ("x", "y", "x")] == [
        "x|hai|&lt;", "y|hai|&lt;", "x|hai|&lt;"]
    assert drawn(engine, drawn_twice, a=["unhashable"], d=1) == "[&#39;unhashable&#39;]|hai|1"
