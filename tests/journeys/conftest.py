"""The house, the browser, and everyone who comes in. One house for all test workers of a run."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="không có playwright")
pytest.importorskip("axe_playwright_python", reason="không có axe")

from tests.journeys.house import alone, ask_house, open_house
from tests.journeys.someone import DESK, Someone
from tests.journeys.steps import sign_in


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all test workers of this run see."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "house"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def house(shared: Path, chromium: str) -> Iterator[str]:
    with open_house(shared) as address:
        yield address


@pytest.fixture(scope="session")
def keys(house: str, browser: object, shared: Path) -> Callable[[str], dict]:
    """What an official's browser keeps once they have signed in; each signs in once a run."""

    def of(official: str) -> dict:
        kept = shared / f"{official}.json"
        with alone(shared):
            if not kept.exists():
                someone = Someone(browser, house, width=DESK)
                sign_in(someone, official)
                kept.write_text(json.dumps(someone.context.storage_state()))
                someone.leave()
        return json.loads(kept.read_text())

    return of


@pytest.fixture
def meet(browser: object, house: str, keys: Callable[[str], dict]) -> Iterator[Callable[..., Someone]]:
    """`meet(width=…, script=…)`: a citizen with a new device; `meet("minh", …)`: an official at the desk."""
    here: list[Someone] = []

    def come(official: str = "", *, width: int = DESK, script: bool = True, touch: bool = False) -> Someone:
        kept = keys(official) if official else None
        here.append(Someone(browser, house, width=width, script=script, kept=kept, touch=touch))
        return here[-1]

    yield come
    for someone in here:
        someone.leave()


ANSWERED = """
from danchu.ground.people.proof import secret_of
from danchu.mechanisms.consultations.models import Opinion
found = Opinion.objects.filter(consultation__state="decided", row__isnull=False).exclude(text="").order_by("pk").first()
print(found.code, secret_of(found.token), found.text.splitlines()[0], sep="\\t")
"""


@pytest.fixture(scope="session")
def an_opinion_answered(house: str, shared: Path) -> tuple[str, str, str]:
    """An opinion of the demo that has its answer, as it stood on the receipt: code, secret number; and its words."""
    code, secret, said = ask_house(shared, ANSWERED).split("\t")
    return code, secret, said


STAY = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from danchu.ground.people.models import Person
from danchu.ground.people.stays import SessionStore
person, stay = Person.objects.get(email="{official}@lekhoi.example"), SessionStore()
stay[SESSION_KEY], stay[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
stay[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
stay.create()
print(stay.session_key)
"""


@pytest.fixture
def stay_of_its_own(house: str, shared: Path) -> Callable[[Someone, str], None]:
    """Another stay of an official who is in already: whoever signs out ends that one, not the one all tests share."""

    def give(someone: Someone, official: str) -> None:
        key = ask_house(shared, STAY.format(official=official))
        someone.context.add_cookies([{"name": "danchu", "value": key, "url": house}])

    return give
