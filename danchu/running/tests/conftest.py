"""A house with an archive, for whoever restores it."""

from contextlib import ExitStack

import pytest

from danchu.running.tests.houses import CASES, House


@pytest.fixture(scope="module")
def doors():
    """What is closed when the last test of this module is done."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(scope="module")
def first(tmp_path_factory, doors):
    """A house with cases and one attached file, and its archive."""
    house = House(tmp_path_factory.mktemp("first") / "var", doors)
    house.python(CASES)
    (house.folder / "files" / "ab").mkdir(parents=True)
    (house.folder / "files" / "ab" / "ab12").write_bytes(b"\x89PNG" * 1000)
    house.archive = house.folder / "sao-luu.tar.gz"
    said = house.danchu("backup", str(house.archive))
    assert said.returncode == 0, said.stderr
    return house
