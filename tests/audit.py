"""Known advisories on the packages of both lock files: ``python -m tests.audit`` (``make audit``). It needs a network.

It ends with 1 where a package has an advisory, and says so where no database could tell.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
DATABASES = ("pypi", "osv")  # asked in this order; the first that knows a package is enough
PATIENCE = 300  # seconds for one file


def found_in(lock: str, database: str) -> list[dict[str, Any]]:
    """What a database says of each package of a lock file; empty where it cannot be asked."""
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "-r",
        lock,
        "--disable-pip",
        "--require-hashes",
        "-s",
        database,
        "-f",
        "json",
    ]
    try:
        done = subprocess.run(
            [*command, "--progress-spinner", "off"],
            cwd=HERE,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        said: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return []
    return said


def told(lock: str, database: str, said: list[dict[str, Any]]) -> tuple[str, bool]:
    """A sentence on what was found, and whether that is bad."""
    known = [one for one in said if "vulns" in one]
    bad = [
        f"{one['name']} {one['version']}: {', '.join(v['id'] for v in one['vulns'])}"
        for one in known
        if one["vulns"]
    ]
    if bad:
        return f"{lock}: {database} knows advisories on {'; '.join(bad)}.", True
    return f"{lock}: {database} knows {len(known)} of {len(said)} packages, and no advisory on any of them.", False


def main() -> int:
    """Ask about both files; the exit code."""
    bad = False
    for lock in LOCKS:
        answers = ((database, found_in(lock, database)) for database in DATABASES)
        asked = next(((name, said) for name, said in answers if any("vulns" in one for one in said)), None)
        if asked is None:
            print(
                f"{lock}: NOT AUDITED, no database of advisories can be reached from here ({', '.join(DATABASES)})."
            )
            continue
        sentence, wrong = told(lock, *asked)
        bad |= wrong
        print(sentence)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
