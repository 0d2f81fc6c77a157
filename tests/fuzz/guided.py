"""``python -m tests.fuzz.guided FORMAT [SECONDS]``: the same search guided by coverage, with libFuzzer by way of atheris.

Needs ``pip install atheris``, which is made for some platforms only and so is no part of the locked tools. Trouble is
kept in ``fuzz-FORMAT-…``; give that file to ``marrow corpus check --format FORMAT`` to see it again.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path


def main(name: str, seconds: str = "600") -> None:
    """Search until the time is over or a file makes trouble; libFuzzer ends the process either way."""
    import atheris

    with atheris.instrument_imports(include=["corpus", "bibtexparser"]):
        from tests.fuzz.mutating import LONGEST, named, seeds, trouble
    form, folder = named(name), Path(tempfile.mkdtemp(prefix="marrow-fuzz-"))
    known = folder / "known"
    known.mkdir()
    for number, seed in enumerate(seeds(name)):
        (known / str(number)).write_bytes(seed)

    def once(content: bytes) -> None:
        if said := trouble(form, content, folder):
            raise AssertionError(said)

    limits = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=10", "-rss_limit_mb=2048"]
    atheris.Setup([sys.argv[0], str(known), *limits, f"-artifact_prefix={os.getcwd()}/fuzz-{name}-"], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
