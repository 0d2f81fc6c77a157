"""How the suite is run."""

from __future__ import annotations

import os


def pytest_xdist_auto_num_workers() -> int:
    """Three workers for two cores: the tests of whole processes wait more than they work."""
    return max(1, (os.cpu_count() or 1) * 3 // 2)
