"""Kills a batch after random numbers of answers and counts: ``python -m tests.bot.terminal.kill 100``."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bot.terminal.running import environment, rows

# answers that are waited for, at most: the batch is still under way then
SEED, QUESTIONS, MOST = (
    20261123,
    2000,
    400,
)


def killed(data_dir: Path, rounds: int) -> tuple[int, set[str]]:
    """How many answers reached the output over all rounds, and the ids of those without a row."""
    file = data_dir / "questions.jsonl"
    file.write_text(
        "".join(json.dumps({"question": f"how long was follow-up after TES {n}"}) + "\n" for n in range(QUESTIONS))
    )
    chance, shown = random.Random(SEED), set[str]()
    for _ in range(rounds):
        shown |= _one(file, data_dir, chance.randint(1, MOST))
    kept = {row[0] for row in rows(data_dir)} | _spooled(data_dir)
    return len(shown), shown - kept


def _one(file: Path, data_dir: Path, answers: int) -> set[str]:
    """Start a batch, kill it once it printed so many answers, and return the ids of all whole lines it printed."""
    command = [sys.executable, "-m", "bot", "ask", "--batch", str(file)]
    with subprocess.Popen(command, env=environment(data_dir), cwd=data_dir, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(answers)]
        process.kill()
        lines += process.stdout.readlines()
        if process.wait() != -signal.SIGKILL:
            raise RuntimeError("the batch was over before it was killed")
    return {json.loads(line)["id"] for line in lines if line.endswith(b"\n")}


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
