"""What a map of this portal is drawn on: pictures of the ground, the ward's outline, or nothing at all."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse


def ground() -> dict[str, Any] | None:
    """For the component `map`; None where the portal was given no map: then the words are enough."""
    given = settings.MAP
    if not (given["tiles"] or given["areas"]):
        return None
    return {**given, "outline": reverse("petitions:areas") if given["areas"] else ""}
