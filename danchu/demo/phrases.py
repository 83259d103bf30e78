"""Sentences to be put together into petitions of any length."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random


@dataclass(frozen=True)
class Topic:
    office: str
    name: str
    says: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Phrases:
    places: tuple[str, ...]
    common: tuple[str, ...]
    topics: tuple[Topic, ...]

    def body(self, topic: Topic, letters: int, rng: Random) -> list[str]:
        """Sentences of about so many letters: the matter itself first, then what people add."""
        said = [*_turned(topic.says, rng), *_turned(self.common, rng)]
        chosen: list[str] = []
        n = 0
        while n < letters:
            sentence = said[len(chosen) % len(said)]
            chosen.append(sentence)
            n += len(sentence) + 1
        return chosen


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """All there are, read once."""
    table = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text("utf-8"))
    topics = [
        Topic(t["office"], t["name"], tuple(t["says"]), tuple(t["answers"])) for t in table["topic"]
    ]
    return Phrases(tuple(table["places"]), tuple(table["common"]), tuple(topics))


def _turned(words: tuple[str, ...], rng: Random) -> tuple[str, ...]:
    """All of them, from another one on."""
    first = int(rng.random() * len(words))
    return words[first:] + words[:first]

