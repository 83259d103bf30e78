"""Every component renders, escapes what people typed, and needs nothing the page's policy forbids."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.utils.translation import override

from danchu.ground.ui import showcase

TEMPLATES = Path(__file__).parents[1] / "templates" / "ui"
MACROS = re.findall(r"{% macro ([a-z]\w*)\(", (TEMPLATES / "components.html").read_text())
SHOWN = "".join(path.read_text() for path in [TEMPLATES / "gallery.html", *TEMPLATES.glob("gallery/*.html")])
WALLS = ("400", "403", "404", "413", "429", "500", "503")
# used by other components or frames, shown there
INNER = {"hidden", "post_button", "strip", "day_table", "stacked", "navlinks"}


@pytest.fixture
def engine():
    return engines["jinja2"]


def say(engine, source: str, **words) -> str:
    head = '{% import "ui/components.html" as ui %}'
    with override("vi"):
        return engine.from_string(head + source).render(words)


@pytest.mark.parametrize("macro", sorted(set(MACROS) - INNER))
def test_every_component_stands_in_the_gallery(macro):
    assert f"ui.{macro}(" in SHOWN


@pytest.mark.parametrize("source", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_carries_style_or_script_inside(source):
    assert not re.search(r"<style|<script(?! src=)|\sstyle=|\son[a-z]+=|javascript:", source.read_text())


@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_stands_without_any_context_and_says_what_to_do(engine, wall):
    with override("vi"):
        page = engine.get_template(f"ui/errors/{wall}.html").render({})
    assert "Xin" in page and "<h1>" in page


def test_forbidden_and_missing_look_the_same(engine):
    with override("vi"):
        walls = [engine.get_template(f"ui/errors/{wall}.html").render({}) for wall in ("403", "404")]
    assert walls[0] == walls[1]


def test_a_hostile_name_stays_text_in_a_list(engine):
    said = say(engine, '{{ ui.case(name, "#", name, none, name, name) }}', name=showcase.HOSTILE)
    assert "<script" not in said and said.count("&lt;script&gt;") == 4


def test_a_field_ties_label_hint_and_error_to_its_box(engine):
    form = showcase.Everything({"body": ""})
    form.is_valid()
    said = say(engine, "{{ ui.field(form.body) }}", form=form)
    assert 'for="id_body"' in said and 'aria-invalid="true"' in said
    tied = re.search(r'aria-describedby="([^"]+)"', said)
    assert tied and all(f'id="{name}"' in said for name in tied[1].split())


def test_a_hint_of_the_page_is_tied_to_the_box_too(engine):
    said = say(engine, '{{ ui.field(form.phone, hint="Để hỏi lại khi cần.") }}', form=showcase.Everything())
    assert 'aria-describedby="id_phone_helptext"' in said and 'id="id_phone_helptext"' in said


def test_radio_cards_are_one_group_with_its_question_as_the_heading(engine):
    said = say(engine, "{{ ui.field(form.lane, title=true, hints=hints) }}",
               form=showcase.Everything(), hints=showcase.LANE_HINTS)  # fmt: skip
    assert said.count('type="radio"') == 3 and "<legend><h1" in said
    assert showcase.LANE_HINTS["office"] in said


def test_every_error_on_top_leads_to_a_box_that_exists(engine):
    form = showcase.Everything({})
    form.is_valid()
    source = "{{ ui.error_summary(form) }}{% for f in form %}{{ ui.field(f) }}{% endfor %}"
    said = say(engine, source, form=form)
    aims = re.findall(r'<a href="#([^"]+)"', said)
    assert len(aims) == 4 and all(f'id="{aim}"' in said for aim in aims)


def test_a_figure_without_a_whole_shows_no_number(engine):
    source = '{{ ui.figure("Lời hứa", 0, 0, "trên 0 việc", []) }}'
    assert "Chưa đủ số liệu" in say(engine, source) and "<b>0</b>" not in say(engine, source)


def test_the_badge_says_its_state_in_words_and_shape(engine):
    said = say(engine, "{{ ui.due(d) }}", d=showcase.LATE)
    assert "Quá hẹn 3 ngày làm việc" in said and "<svg" in said


def test_the_day_table_names_the_reason_of_each_day_left_out(engine):
    said = say(engine, "{{ ui.clock(soon, soon_on, article, soon_cells, sent) }}", **showcase.components())
    assert "không tính: Ngày Văn hóa Việt Nam" in said and "Điều 28" in said


def test_pages_by_key_offer_only_what_exists(engine):
    assert "Trang sau" not in say(engine, '{{ ui.pager("?truoc=a", none) }}')
    assert say(engine, "{{ ui.pager() }}").strip() == ""


def test_a_missing_name_is_an_error_in_tests_not_a_blank(engine, settings):
    settings.STRICT_TEMPLATES = True
    from danchu.ground.ui.environment import environment

    with pytest.raises(Exception, match="undefined"):
        environment().from_string("{{ nobody.name }}").render()
