"""One box for the whole portal: codes lead to their case, words find what is public in any mechanism."""

from uuid import uuid4

import pytest
from django.urls import reverse

from danchu.ground.search.follow import index_new
from danchu.law.calendar import Calendar
from danchu.mechanisms.petitions import actions
from danchu.mechanisms.petitions.rules import Kind

pytestmark = pytest.mark.django_db
TIM = "/tim/"


@pytest.fixture
def shown(cast, thursday):
    """A case with a public text."""


    said = actions.Submission(kind=Kind.FEEDBACK, title="Ngập hẻm", text="Hẻm 47 ngập nước.", body=cast.body)
    p = actions.submit(said, token=uuid4(), by=cast.lan, calendar=Calendar.official(), now=thursday)
    actions.accept(p, by=cast.minh, calendar=Calendar.official(), now=thursday)
    actions.publish(p, title="Ngập hẻm", text="Hẻm ngập nước.", answer="", by=cast.minh, now=thursday)
    return p


def test_words_without_diacritics_find_it_and_name_its_room(client, shown):
    index_new()
    page = client.get(TIM, {"q": "ngap nuoc"}).content.decode()
    assert reverse("petitions:case", args=[shown.code]) in page
    assert "Phản ánh, kiến nghị" in page


def test_what_was_taken_down_is_gone_before_the_index_knows(client, cast, shown, thursday):
    index_new()
    actions.unpublish(shown, why="Có tên người.", by=cast.minh, now=thursday)
    assert shown.code not in client.get(TIM, {"q": "ngap"}).content.decode()


def test_a_desk_s_text_is_never_found_here(client, cast, thursday):


    said = actions.Submission(kind=Kind.FEEDBACK, title="Việc kín", text="bimatlam", body=cast.body)
    actions.submit(said, token=uuid4(), by=cast.lan, calendar=Calendar.official(), now=thursday)
    index_new()
    assert "Không tìm thấy gì" in client.get(TIM, {"q": "bimatlam"}).content.decode()


def test_a_code_goes_to_its_case(client, shown):
    assert client.get(TIM, {"q": shown.code.lower()})["Location"].endswith(shown.code)


def test_it_costs_four_statements_at_most(client, shown, django_assert_max_num_queries):
    index_new()
    with django_assert_max_num_queries(4):
        client.get(TIM, {"q": "ngap"})


@pytest.mark.parametrize("strange", ["", " ", "%", '"', "a" * 900, "<script>"])
def test_nothing_typed_breaks_it(client, strange):
    assert client.get(TIM, {"q": strange, "sau": "9" * 30}).status_code == 200
