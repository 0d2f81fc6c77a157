"""A process of its own: it has limits and no secret, ends with whoever started it, and says what went wrong."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.private import held
from corpus.processes import WorkLimits, in_process
from tests.corpus.working import Asked

MODULE = "tests.corpus.working"
LIMITS = WorkLimits(seconds=300, memory_mb=2048)
STARTER = f"""
import asyncio, sys
from pathlib import Path
from corpus.processes import in_process
from tests.corpus.working import Asked
asked = Asked(what="never end", lock=Path(sys.argv[1]))
asyncio.run(in_process("{MODULE}", asked, lambda done: print("begun", flush=True)))
"""


async def test_it_has_limits_a_lower_priority_and_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISCORD_TOKEN", "MY_SECRET", "AN_API_KEY", "a_password"):
        monkeypatch.setenv(name, "hidden words")
    monkeypatch.setenv("HARMLESS", "seen words")
    told = await in_process(MODULE, Asked(what="tell", lock=tmp_path / "lock", limits=LIMITS))
    assert told["environment"]["HARMLESS"] == "seen words"
    assert "hidden words" not in told["environment"].values()
    assert (told["AS"], told["CPU"], told["CORE"]) == (2048 * 2**20, 300, 0)
    assert told["nice"] > os.nice(0)
    assert told["long"] == "é" * 1_000_000


@pytest.mark.parametrize(
    ("what", "seconds", "said"),
    [
        ("fail", 300, r"was not done \(RuntimeError: no reason\)\."),
        ("parse", 300, r"needs more memory than the [\d,]+ MB.*index_memory_mb"),
        ("be killed", 300, r"ended early \(code -9\).*index_memory_mb"),
        ("never end", 0.5, r"within 0 seconds.*index_seconds"),
    ],
)
async def test_what_goes_wrong_is_a_sentence(tmp_path: Path, what: str, seconds: float, said: str) -> None:
    asked = Asked.model_validate({"what": what, "lock": tmp_path / "lock", "limits": {"seconds": seconds}})
    with pytest.raises(CorpusError, match=said):
        await in_process(MODULE, asked)
    with held(tmp_path / "lock", wait=False):
        pass  # it has ended


@pytest.mark.parametrize("what", ["never end", "stand still"])
async def test_cancelled_it_has_ended_before_anything_else_is_done(tmp_path: Path, what: str) -> None:
    """Also one that stands still, and hears nothing of it."""
    begun = asyncio.Event()
    asked = Asked.model_validate({"what": what, "lock": tmp_path / "lock"})
    working = asyncio.create_task(in_process(MODULE, asked, lambda done: begun.set()))
    await asyncio.wait_for(begun.wait(), 120)
    working.cancel()
    done, _ = await asyncio.wait({working}, timeout=120)
    assert done
    assert working.cancelled()
    with held(tmp_path / "lock", wait=False):
        pass


async def test_it_ends_with_whoever_started_it_however_that_ends(tmp_path: Path) -> None:
    starter = await asyncio.create_subprocess_exec(
        sys.executable, "-c", STARTER, str(tmp_path / "lock"), stdout=PIPE, cwd=Path(__file__).parents[2]
    )
    assert starter.stdout is not None
    assert await asyncio.wait_for(starter.stdout.readline(), 120) == b"begun\n"
    starter.send_signal(signal.SIGKILL)
    await starter.wait()

    def ended() -> None:
        with held(tmp_path / "lock"):  # waits until it is let go
            pass

    await asyncio.wait_for(asyncio.to_thread(ended), 120)
