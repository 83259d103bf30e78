"""How far a thing has come: what is behind it, where it stands, what is still to come."""

from django.utils import translation
from django.utils.translation import gettext_lazy

from danchu.ground.ui.stages import Stage, Way

WAY = Way((("Nộp", ("sent",)), (gettext_lazy("Đăng nhập"), ("read", "looked at")), ("Xong", ("done", "closed"))),
          over=("closed",), ended={"refused": "Không nhận"})


def states(state):
    return [stage.state for stage in WAY.at(state)]


def test_each_stage_is_past_now_or_next():
    assert states("sent") == ["now", "next", "next"]
    assert states("read") == states("looked at") == ["past", "now", "next"]
    assert states("done") == ["past", "past", "now"]


def test_what_is_over_has_all_of_it_behind():
    assert states("closed") == states("a state of no stage") == ["past"] * 3


def test_what_ended_another_way_says_so_after_its_first_stage():
    assert WAY.at("refused") == (Stage("Nộp", "past"), Stage("Không nhận", "now"))


def test_a_way_is_laid_once_and_read_in_two_languages():
    before = WAY.at("sent")
    with translation.override("en"):
        assert WAY.at("sent")[1].label == "Sign in"
    assert before is WAY.at("sent") and before[1].label == "Đăng nhập"
