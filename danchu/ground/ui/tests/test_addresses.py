"""The switch of language: it remembers, goes back, and leads nobody astray."""

import pytest
from django.test import Client


def test_the_language_is_remembered_and_the_page_comes_back(client: Client):
    answer = client.get("/ngon-ngu/en/?tu=/bo-giao-dien/%3Fgiao-dien%3Dtoi")
    assert answer.status_code == 302 and answer["Location"] == "/bo-giao-dien/?giao-dien=toi"
    assert client.cookies["django_language"].value == "en"


@pytest.mark.parametrize(
    "astray", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_to_another_house(client: Client, astray):
    assert client.get("/ngon-ngu/en/", {"tu": astray})["Location"] == "/"


def test_an_unknown_language_or_sample_is_not_found(client: Client):
    assert client.get("/ngon-ngu/xx/").status_code == 404
    assert client.get("/bo-giao-dien/khong-co/").status_code == 404
