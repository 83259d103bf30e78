"""`danchu official`: the command of `ground/people`, with the journal hearing of every post given or ended."""

from danchu.ground.journal.models import Audience
from danchu.ground.journal.writing import write
from danchu.ground.people import commands
from danchu.ground.people.models import PostChange

VERBS = {PostChange.Act.GIVEN: "give_post", PostChange.Act.ENDED: "end_post"}


def official(argv: list[str]) -> int:
    """`official add | end | list | link | unlock`."""
    return commands.official(argv, told=in_the_journal)


def in_the_journal(change: PostChange) -> None:
    """The act and its trace, together or not at all: inside the transaction of the act."""
    post = change.post
    write(f"post:{post.pk}", VERBS[PostChange.Act(change.act)], at=change.at, role="admin", audience=Audience.INTERNAL,
          unit=post.unit, about={
              "post": post.pk, "person": post.person_id, "role": post.role, "head": post.is_head, "by": change.by,
              "from": post.held_from.isoformat(), "to": post.held_to.isoformat() if post.held_to else None})
