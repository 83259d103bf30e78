"""What stands in front of the house: what can be answered without waking it up."""

from collections.abc import Callable
from typing import Any

from danchu.running.beat import App, beating


def door(house: Callable[..., Any]) -> App:
    """The application with the pulse of a hall and what is kept in front of it. Needs Django up, as the house is."""
    from danchu.ground.journal.cached import kept_at_the_door

    return beating(kept_at_the_door(house))
