"""A person's notices are theirs, newest first, and new until they were seen."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from danchu.ground.journal.models import Audience
from danchu.ground.journal.writing import write
from danchu.ground.people.models import Person
from danchu.ground.post.notices import mark_read, notices_of, unread
from danchu.ground.post.postman import Counts, collect, deliver

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.django_db
def test_notices_lie_there_at_once_for_their_person_and_stay_new_until_seen(settings):
    settings.MECHANISMS = ["danchu.ground.post.tests.cases"]
    lan, bay = (Person.objects.create(email=f"{n}@example.vn", joined_at=NOW) for n in ("lan", "bay"))
    for code in ("TT-1", "TT-2"):
        with transaction.atomic():
            about = {"to": [["inapp", str(lan.pk)]]}
            write(code, "answer", at=NOW, role="handler", audience=Audience.PARTIES, about=about)
    collect(NOW)
    assert deliver(NOW) == Counts()  # nothing is carried anywhere
    lines, following = notices_of(lan.pk)
    assert [(x.case, x.is_new, x.link) for x in lines] == [("TT-2", True, "/don/"), ("TT-1", True, "/don/")]
    assert following is None
    assert (unread(lan.pk), unread(bay.pk), unread(None)) == (2, 0, 0)
    assert mark_read(bay.pk, lines[0].key, NOW) == 0 and mark_read(lan.pk, lines[1].key, NOW) == 1
    assert [x.is_new for x in notices_of(lan.pk)[0]] == [True, False]
