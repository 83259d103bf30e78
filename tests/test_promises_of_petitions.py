"""A promise made in the answer to a petition: whoever sent that petition says whether it is kept."""

from uuid import uuid4

import pytest

from danchu.conftest import cast, tet_2026, thursday  # noqa: F401
from danchu.ground.journal.models import Entry
from danchu.ground.people.access import Standing
from danchu.law.roles import Role
from danchu.mechanisms.petitions import actions as petitions
from danchu.mechanisms.petitions.rules import Kind
from danchu.mechanisms.works import actions
from danchu.mechanisms.works.actions import NotTheirs
from danchu.mechanisms.works.notices import letters_for
from danchu.mechanisms.works.rules import Origin
from danchu.mechanisms.works.tests.conftest import drains


def test_whoever_sent_the_petition_is_the_asker(cast, tet_2026, thursday):  # noqa: F811
    """And is told by letter, though nobody wrote down again how to reach them."""
    cast.bay.person.email = "bay@hopthu.example"
    cast.bay.person.save()
    p = petitions.submit(petitions.Submission(Kind.FEEDBACK, "Ngập", "Hẻm 47 ngập.", cast.body), token=uuid4(),
                         by=cast.bay, calendar=tet_2026, now=thursday)
    c = actions.promise(drains(cast, origin=Origin.PETITION, source=p.code), token=uuid4(), by=cast.hoa, now=thursday)
    actions.report_done(c, text="Đã xong.", by=cast.tam, now=thursday)
    told = [letter.subject for _entry, letter in letters_for(list(Entry.objects.filter(subject=c.code)))
            if letter.to == "bay@hopthu.example"]
    assert told == [f"Đã có cam kết {c.code}", f"{c.code}: nơi hứa báo đã làm xong"]
    with pytest.raises(NotTheirs):
        actions.confirm(c, text="", by=cast.lan, now=thursday)
    device = Standing(None, proven=frozenset([p.code]))  # by the secret number of the receipt, without an account
    actions.dispute(c, text="Còn ngập", by=device, now=thursday)
    actions.report_done(c, text="Đã làm lại.", by=cast.tam, now=thursday)
    assert actions.confirm(c, text="", by=cast.bay, now=thursday).confirmed_as == Role.ASKER
