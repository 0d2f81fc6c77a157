"""How the suite is run."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# Nothing may depend on the clock: on a machine with other work an example takes as long as it takes. Where CI is set,
# every run tries the same examples, so that it fails for what was changed and for nothing else.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("suite"), derandomize=True, database=None)
settings.load_profile("same" if os.environ.get("CI") else "suite")


@pytest.hookimpl(optionalhook=True)  # also where pytest-xdist is switched off
def pytest_xdist_auto_num_workers() -> int:
    """Three workers for two cores: the tests of whole processes wait more than they work."""
    return max(1, (os.cpu_count() or 1) * 3 // 2)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is collected stays to the end: Python's collector, which would pass over it again and again, leaves it alone."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()
