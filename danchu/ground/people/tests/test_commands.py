"""`danchu official` at the prompt."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from danchu.ground.people.commands import official
from danchu.ground.people.models import Person, PostChange, PostHeld

pytestmark = pytest.mark.django_db
ADD = [
    "add",
    "--email",
    "Minh@lekhoi.vn",
    "--name",
    "Lê Văn Minh",
    "--unit",
    "x.ubnd",
    "--role",
    "reception",
    "--title",
    "Chuyên viên",
]


def test_an_official_is_added_with_a_link_to_set_a_password(ward, capsys, client):
    assert official([*ADD, "--head"]) == 0
    link = re.search(r"https?://[^/]+(/\S+)", capsys.readouterr().out)[1]
    assert client.get(link).status_code == 200
    post = PostHeld.objects.get()
    assert (post.person.email, post.title, post.is_head) == ("minh@lekhoi.vn", "Chuyên viên", True)
    assert PostChange.objects.get().act == "given" and "official" in PostChange.objects.get().by


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("x.ubnd", "khong-co"), "Không có đơn vị"),
        (("Minh@lekhoi.vn", "minh"), "không phải địa chỉ"),
        (("Minh@lekhoi.vn", "lan@vidu.vn"), "đang là tài khoản người dân"),
    ],
)
def test_a_mistake_is_one_line_and_stores_nothing(ward, lan, capsys, change, said):
    assert official([change[1] if word == change[0] else word for word in ADD]) == 2
    problem = capsys.readouterr().err
    assert said in problem and problem.count("\n") == 1
    assert not PostHeld.objects.exists() and not Person.objects.filter(is_official=True).exists()


def test_the_same_post_is_not_given_twice(ward, capsys):
    assert [official(ADD), official(ADD)] == [0, 2] and PostHeld.objects.count() == 1


def test_a_post_is_ended_from_a_day_and_stays_in_the_list_of_all(ward, capsys):
    yesterday = timezone.localdate() - timedelta(days=1)
    official([*ADD, "--from", yesterday.isoformat()])
    assert official(["end", "--email", "minh@lekhoi.vn"]) == 0
    assert not PostHeld.held_on(timezone.localdate()).exists() and PostHeld.held_on(yesterday).exists()
    assert list(PostChange.objects.values_list("act", flat=True)) == ["given", "ended"]
    capsys.readouterr()
    official(["list"])
    assert capsys.readouterr().out == ""
    official(["list", "--all"])
    assert "Lê Văn Minh" in capsys.readouterr().out
    assert official(["end", "--email", "minh@lekhoi.vn"]) == 2


def test_a_post_cannot_end_on_the_day_it_began(ward, capsys):
    official(ADD)
    assert official(["end", "--email", "minh@lekhoi.vn"]) == 2 and PostHeld.objects.get().held_to is None


def test_a_lost_phone_is_helped(hoa, capsys):
    assert official(["unlock", "--email", "hoa@lekhoi.vn", "--forget-second-step"]) == 0
    assert not hoa.authenticator_set.exists()
    assert official(["unlock", "--email", "ai@lekhoi.vn"]) == 2
