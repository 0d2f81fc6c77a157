"""Kills a batch at random moments and counts: ``python -m tests.bot.terminal.kill 100``."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bot.terminal.running import environment, rows

SEED, QUESTIONS = 20261123, 2000


def killed(data_dir: Path, rounds: int) -> tuple[int, set[str]]:
    """How many answers reached the output over all rounds, and the ids of those without a row."""
    file = data_dir / "questions.jsonl"
    file.write_text(
        "".join(json.dumps({"question": f"how long was follow-up after TES {n}"}) + "\n" for n in range(QUESTIONS))
    )
    chance, shown = random.Random(SEED), set[str]()
    for _ in range(rounds):
        shown |= _one(file, data_dir, chance.uniform(0.5, 1.6))
    kept = {row[0] for row in rows(data_dir)} | _spooled(data_dir)
    return len(shown), shown - kept


def _one(file: Path, data_dir: Path, seconds: float) -> set[str]:
    """Start a batch, kill it after so many seconds, and return the ids of the whole lines it printed."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "ask", "--batch", str(file)],
            env=environment(data_dir),
            cwd=data_dir,
            stdout=output,
        )
        time.sleep(seconds)
        process.kill()
        process.wait()
        output.seek(0)
        whole = output.read().decode().split("\n")[:-1]
    return {json.loads(line)["id"] for line in whole}


def _spooled(data_dir: Path) -> set[str]:
    spool = data_dir / "spool" / "rows.jsonl"
    return {json.loads(line)["id"] for line in spool.read_text("utf-8").splitlines()} if spool.exists() else set()


def main() -> None:
    """Kill as often as asked and print what was found."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        shown, missing = killed(Path(folder), rounds)
    print(f"{rounds} kills: {shown} answers reached the output, {len(missing)} of them without a row")


if __name__ == "__main__":
    main()
