"""The platform's own settings and one empty page beside it, to compare with."""

from danchu.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
