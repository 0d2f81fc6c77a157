"""``python -m tests.fuzz [FORMAT|all] [SECONDS] [SEED]``: ten minutes a format unless told otherwise; trouble is kept in a file."""

from __future__ import annotations

import sys
from pathlib import Path

from corpus.files import formats
from tests.fuzz.mutating import fuzz, inputs


def main(name: str = "all", seconds: str = "600", seed: str = "1") -> int:
    """Fuzz one format or all; 1 where one made trouble."""
    bad = 0
    for one in [form.name for form in formats()] if name == "all" else [name]:
        count, content, said = fuzz(inputs(one, int(seed), float(seconds)), one)
        if content is None:
            print(f"{one:<12} {count:,} files in {seconds} s: each read, or refused in a sentence", flush=True)
            continue
        bad, path = 1, Path(f"fuzz-{one}.input")
        path.write_bytes(content)
        print(f"{one:<12} file {count:,}: {said}; it is kept in {path}", flush=True)
    return bad


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
