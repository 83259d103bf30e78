"""Who was given a post, and when it ended, stands in the journal."""

from danchu.ground.journal.models import Audience, Entry
from danchu.ground.people.models import PostHeld
from danchu.ground.post.sorting import collect
from danchu.running.officials import official

HOW = ["--email", "an@lekhoi.vn", "--unit", "le-khoi.ubnd", "--role", "leader"]


def test_a_post_given_and_ended_stands_in_the_journal(cast, thursday, capsys):
    assert official(["add", "--name", "Nguyễn An", "--title", "Quyền Chủ tịch", "--from", "2026-01-05", *HOW]) == 0
    assert official(["end", "--on", "2026-03-01", *HOW]) == 0
    post = PostHeld.objects.get(title="Quyền Chủ tịch")
    given, ended = Entry.objects.filter(subject=f"post:{post.pk}").order_by("id")
    assert (given.verb, given.audience, given.unit, given.about["to"]) == (
        "give_post", Audience.INTERNAL, cast.body, None)
    assert (ended.verb, ended.about["from"], ended.about["to"]) == ("end_post", "2026-01-05", "2026-03-01")
    assert "official" in given.about["by"] and "An" not in str(given.about)
    collect(thursday)  # and nobody gets a letter about it
    capsys.readouterr()


def test_a_post_that_is_refused_leaves_no_trace(cast, capsys):
    before = Entry.objects.count()
    assert official(["end", "--on", "2020-01-01", "--email", "hoa@lekhoi.example"]) == 2
    assert Entry.objects.count() == before and "chỉ thôi được" in capsys.readouterr().err
