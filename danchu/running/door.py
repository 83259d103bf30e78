"""What stands in front of the house: what can be answered without waking it up."""

import gc
from collections.abc import Callable
from typing import Any

from danchu.running.beat import App, beating

House = Callable[..., Any]
# New objects before the collector looks: not Python's 700, a page makes thousands and leaves hardly one in a circle.
# Then it looks through all that is not set aside, which is little: what it passed over would hold whole pages.
LOOKED_THROUGH = (20_000, 1, 1)


def opened(build: Callable[[], House]) -> App:
    """The door of the house that `build` gives (`get_wsgi_application`), for a process that does nothing else.

    Nothing of a house that is being built is garbage, and what then stands will stand to the end: the collector leaves
    it alone. A page costs a tenth less, and no visitor waits the tenth of a second in which all is looked through.
    """
    gc.disable()
    house = build()
    from django.urls import get_resolver

    _pages = get_resolver().url_patterns  # whoever asks first imports them all
    first = door(house)
    gc.freeze()
    gc.set_threshold(*LOOKED_THROUGH)
    gc.enable()
    return first


def door(house: House) -> App:
    """The application with the pulse of a hall and what is kept in front of it. Needs Django up, as the house is."""
    from danchu.ground.journal.cached import kept_at_the_door

    return beating(kept_at_the_door(house))
