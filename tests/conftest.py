"""How the suite is run."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import HealthCheck, settings

from bot import GARBAGE

THOROUGH, QUICK = 100, 10  # examples of a property
FEWEST = 10
T = TypeVar("T")

# Nothing may depend on the clock: on a machine with other work an example takes as long as it takes. Where CI is set,
# every run tries the same examples, so that it fails for what was changed and for nothing else. What failed is remembered
# in the folder the suite is run in, unless nothing may be written there.
_SAME: dict[str, Any] = {"derandomize": True} if os.environ.get("CI") else {}
_REMEMBERED: dict[str, Any] = {"database": None} if _SAME or not os.access(".", os.W_OK) else {}
settings.register_profile(
    "thorough",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=THOROUGH,
    **_SAME,
    **_REMEMBERED,
)
# A property that breaks mostly breaks within a few examples, and each run of the suite draws others; what needs more
# is found by "make slow" and "make coverage", which are thorough.
settings.register_profile("quick", settings.get_profile("thorough"), max_examples=QUICK)
settings.load_profile("quick")


def examples(thorough: int) -> int:
    """How many examples a property of its own number is tried with, ``thorough`` of them in that profile."""
    return max(min(thorough, FEWEST), thorough * settings().max_examples // THOROUGH)


def some(values: Sequence[T], number: int, of: int = 6) -> Sequence[T]:
    """All values in the thorough runs; otherwise one of so many, for the next number the next ones.

    Whose test takes some is marked as a ``sweep``, so that ``make slow`` takes all.
    """
    return values if settings().max_examples >= THOROUGH else values[number % of :: of]


@pytest.hookimpl(optionalhook=True)  # also where pytest-xdist is switched off
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Three workers for two cores: tests of Discord and of processes wait for a part of their time."""
    return max(1, (os.cpu_count() or 1) * 3 // 2)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """A worker tells of each test what came of it, and of setting it up and taking it down only what went wrong.

    It was six messages a test, each written, sent, read and handed round: a thirtieth of the suite's time. That a test
    begins and ends is told to nobody, either: what is printed is printed for what came of it. None, which is pytest's own
    way, where there is one process, and where durations are asked for.
    """
    if not hasattr(item.config, "workerinput") or item.config.getoption("durations"):
        return None
    for report in runtestprotocol(item, nextitem=nextitem, log=False):
        if report.when == "call" or not report.passed:
            item.ihook.pytest_runtest_logreport(report=report)
    return True


# Their tests take seconds of one processor; begun last, the others would wait for them. Those that read all our files and try
# every pattern of the house share what it costs to find these, if they are one process's.
LONG = ("tests/corpus/test_patterns.py", "tests/meta/", "tests/quality/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long tests first."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is collected stays to the end: Python's collector, which would pass over it again and again, leaves it alone.

    Later it looks for garbage as rarely as in the running bot; its usual haste was a twentieth of the suite's time.
    """
    gc.disable()
    yield
    gc.freeze()
    gc.set_threshold(GARBAGE)
    gc.enable()
