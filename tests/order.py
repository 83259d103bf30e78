"""In which order tests are given to workers: a file at a time, long ones first, the longest files test by test."""

from __future__ import annotations

from typing import Any

# Tests that take many seconds and share nothing made for their module: each goes to whoever is free. Of the journeys
# only those that leave the demo's own cases alone: in the other files one after another takes the same case in hand,
# and the second of two at once would be told, rightly, that somebody has just changed it.
ONE_BY_ONE = ("tests/journeys/test_one_story.py", "tests/journeys/test_every_page.py", "tests/test_permissions.py",
              "tests/test_xss.py", "tests/test_canaries.py", "tests/test_fuzz.py")
TOGETHER = {"tests/test_parallel": "one server",  # pressed on by all of them
            "tests/house/test_english.py": "words", "danchu/ground/ui/tests/test_messages.py": "words"}  # gathered once
# By what they take, measured; whatever is not named is short. The very first worker opens the house of the journeys, on
# one core; what the others begin with needs no house.
LONGEST = (
    "tests/journeys/test_one_story.py::test_a_flooded_alley_is_reported_answered_published_and_rated[360-with ",
    "tests/test_permissions.py::test_everyone_is_told_what_the_table_says_and_forbidden_looks_like_missing[petitions",
    "danchu/law/tests/test_disclosed.py",
    "tests/journeys/test_one_story.py",
    "tests/test_permissions.py::test_everyone",
    "danchu/ground/files/tests/test_cleaning.py",
    "tests/test_fuzz.py::test_no_address",
    "tests/journeys/test_every_page.py",
    "tests/test_strange_input.py",
    "danchu/running/tests/test_backup_and_restore.py",
    "danchu/ground/ui/tests/test_pages.py",
    "tests/house/test_docs.py",
    "tests/journeys/",
    "tests/test_permissions.py",
    "tests/test_xss.py",
    "danchu/ground/people/tests/test_sign_in.py",
    "tests/test_",
    "danchu/demo/",
    "danchu/ground/files/",
    "danchu/mechanisms/",
    "danchu/ground/offices/",
)


def rank(test: str) -> int:
    """The smaller, the earlier."""
    return next((place for place, begins in enumerate(LONGEST) if test.startswith(begins)), len(LONGEST))


def scheduler(config: Any, log: Any) -> Any:
    """Like `--dist loadfile`, for that choice only, but in the order above."""
    from xdist.scheduler import LoadScopeScheduling

    if config.getvalue("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False

    class LongestFirst(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            for begins, scope in TOGETHER.items():
                if nodeid.startswith(begins):
                    return scope
            return nodeid if nodeid.startswith(ONE_BY_ONE) else nodeid.partition("::")[0]

    return LongestFirst(config, log)
