"""How the suite is run."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Nothing may depend on the clock: on a machine with other work an example takes as long as it takes. Where CI is set,
# every run tries the same examples, so that it fails for what was changed and for nothing else.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("suite"), derandomize=True, database=None)
settings.load_profile("same" if os.environ.get("CI") else "suite")


def pytest_xdist_auto_num_workers() -> int:
    """Three workers for two cores: the tests of whole processes wait more than they work."""
    return max(1, (os.cpu_count() or 1) * 3 // 2)
