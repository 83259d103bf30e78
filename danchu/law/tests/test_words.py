"""Every role, verb and secret can be said in Vietnamese."""

from danchu.law.confidential import CONFIDENTIAL, Subject
from danchu.law.motto import Verb
from danchu.law.roles import Role


def test_the_motto_has_its_six_verbs_in_order():
    assert [verb.label for verb in Verb] == [
        "dân biết",
        "dân bàn",
        "dân làm",
        "dân kiểm tra",
        "dân giám sát",
        "dân thụ hưởng",
    ]


def test_every_role_has_a_name_people_understand():
    assert len({role.label for role in Role}) == len(Role)


def test_every_secret_names_its_ground():
    assert {row.subject for row in CONFIDENTIAL} == set(Subject)
    assert all(row.hidden and row.under for row in CONFIDENTIAL)
