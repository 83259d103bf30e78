"""What every test may ask for, and the tally that `run.py test` ends with."""

import gc
import json
import os
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import order, remembered

# Compiled once for every process a test starts, whatever the environment says of that (`run.py` does the same).
if os.environ.pop("PYTHONDONTWRITEBYTECODE", "") or "PYTHONPYCACHEPREFIX" not in os.environ:
    sys.dont_write_bytecode, sys.pycache_prefix = False, os.path.join(sys.prefix, "pycache")
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix

# The browser's driver leaves a loop behind in its thread; the tests after it in that process are not asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Three thousand tests and all they import stay to the end: looking through them for rubbish, again and again, costs
# a tenth of the time. None while they are gathered (`tests/settings.py`), then seldom, and never among them.

ROOT = Path(__file__).parent
# A busy machine is not a fault of the code: no clock in properties, the same examples every time.
settings.register_profile("house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
SHARED = ROOT.parent / "shared" / "data"
TALLY = pytest.StashKey[dict]()
SLOWEST = 10  # tests named at the end


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of truths to test against; the test says so and stands aside where it is not there."""
    if not SHARED.is_dir():
        pytest.skip("không có dữ liệu đối chiếu ../shared/data")
    return SHARED


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Called before pytest-django makes the tables: they are copied."""
    from tests.ready_made import copy_the_tables_next

    copy_the_tables_next()


@pytest.fixture(autouse=True)
def _nothing_kept():
    """What one test kept in memory is not the next one's business."""
    from django.core.cache import cache

    cache.clear()


CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Nobody looks at the pictures: without a GPU played by the processor a page costs half, without a process for it a
# tenth less; without a spare process for the page after this one a device costs a fourth less. A script runs for
# a moment, and making machine code of it costs more than that does: a sixth of all.
CHEAPLY = ["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer", "--in-process-gpu",
           "--num-raster-threads=1", "--renderer-process-limit=1", "--js-flags=--no-opt --no-maglev"]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The system's own browser; without its windows where it is to be had, for they cost half the time."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not found:
        pytest.skip("không có Chromium (apt install chromium-headless-shell)")
    return found


@pytest.fixture(scope="session")
def driver():
    """The browsers' driver: one a process, because a second one beside it would not start."""
    playwright = pytest.importorskip("playwright.sync_api", reason="không có playwright")
    with playwright.sync_playwright() as play:
        yield play


@pytest.fixture(scope="session")
def browser(driver, chromium):
    """One a process; whoever needs a device of their own makes a context in it."""
    opened = driver.chromium.launch(executable_path=chromium, args=CHEAPLY)
    yield opened
    opened.close()


# --- who runs what: the longest first, so that no worker is left alone with one at the end ----------
def pytest_collection_modifyitems(config, items):
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: order.rank(item.nodeid))


def pytest_collection_finish():
    remembered.remember()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return order.scheduler(config, log)


# --- the tally: what passed, what failed, what was left out and why -------------------------------
def pytest_configure(config):
    config.stash[TALLY] = {"counts": Counter(), "failed": [], "left_out": {}, "ran": [], "slowest": Counter()}


def pytest_collectreport(report):
    if report.skipped:
        _left_out(report)


def pytest_runtest_logreport(report):
    """Called on the controller for every worker's test."""
    tally = _tally()
    tally["slowest"][report.nodeid] += round(report.duration, 2)
    if report.failed:
        tally["counts"]["failed" if report.when == "call" else "errors"] += 1
        tally["failed"].append(report.nodeid)
    elif report.skipped and not hasattr(report, "wasxfail"):
        tally["counts"]["skipped"] += 1
        _left_out(report)
    elif report.when == "call":
        tally["counts"]["passed"] += 1
        tally["ran"].append(report.nodeid)


def _left_out(report):
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    _tally()["left_out"][report.nodeid] = reason.removeprefix("Skipped: ")


def _tally():
    return _CONFIG[0].stash[TALLY]


_CONFIG = []


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session):
    _CONFIG[:] = [session.config]


class _FromWorkers:
    """A module skipped while it is collected is known to the worker only."""

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node, error):
        _tally()["left_out"].update(getattr(node, "workeroutput", {}).get("left_out", {}))


def pytest_plugin_registered(plugin, manager):
    if not manager.has_plugin("from-workers"):
        manager.register(_FromWorkers(), "from-workers")


def pytest_sessionfinish(session):
    tally = _tally()
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["left_out"] = {node: why for node, why in tally["left_out"].items() if "::" not in node}
    elif "DANCHU_TALLY" in os.environ:
        tally["slowest"] = dict(tally["slowest"].most_common(SLOWEST))
        Path(os.environ["DANCHU_TALLY"]).write_text(json.dumps(tally), "utf-8")
