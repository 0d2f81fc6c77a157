"""``python -m tests.quality.unmet``: which patterns of the assistant and the search match nothing in any set of questions?

Printed for each pattern that a module names: how often it found something while every set was asked, the fewest first. The sets that
nobody reads count, too: only how often is noted, and no text. A rule that nothing met may still be right; one that no test
holds either may go.
"""

from __future__ import annotations

import asyncio
import importlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

from corpus.patterns import _FINDS_NOTHING, _Late
from tests.quality import strangers, understanding
from tests.quality.score import ask_all
from tests.quality.sets import SETS, THEMED, library, peoples_sets, questions

ROOT = Path(__file__).parents[2]
HALVES = "look score second third fourth fifth sixth seventh retold".split()
MOST = 1  # a pattern that found something more often is not printed
Key = tuple[str, int]


def named() -> Iterator[tuple[str, Key]]:
    """The patterns that modules of the assistant and the search have names for, each with its place."""
    for room in ("bot/assistant", "index"):
        for path in sorted((ROOT / room).rglob("*.py")):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            for name, value in vars(importlib.import_module(module)).items():
                if isinstance(value, _Late):
                    yield f"{module}.{name}", (value.pattern, value._flags)


def counted(found: Counter[Key]) -> Callable[[_Late], re.Pattern[str]]:
    """``_Late._made``, which also lets each use of the pattern be counted if it finds something."""
    made = _Late._made

    def watched(key: Key, use: Callable[..., Any], nothing: Callable[[str], Any], *given: Any, **more: Any) -> Any:
        result = use(*given, **more)
        result = list(result) if hasattr(result, "__next__") else result
        text = next((one for one in reversed(given) if isinstance(one, str)), "")
        missed = nothing(text)
        found[key] += result != (list(missed) if hasattr(missed, "__next__") else missed)
        return iter(result) if hasattr(missed, "__next__") else result

    def watching(late: _Late) -> re.Pattern[str]:
        pattern, key = made(late), (late.pattern, late._flags)
        for use, nothing in _FINDS_NOTHING.items():
            late.__dict__[use] = partial(watched, key, getattr(pattern, use), nothing)
        return cast("re.Pattern[str]", late)

    return watching


async def ask_every_set() -> None:
    """Ask what every set asks; the replies are not looked at."""
    for half in ("look", "score"):
        for name in strangers.names(half):
            await strangers.verdicts(half, name)
    for half in HALVES:
        await understanding.score(half)
    for name in (*SETS, *peoples_sets()):
        if (papers := library(name)) is not None:
            for half in ("look",) if name in (*THEMED, *peoples_sets()) else ("look", "score"):
                await ask_all(questions(name, half), papers)


def main() -> None:
    """Print the table."""
    found, places = Counter[Key](), dict(named())
    with patch.object(_Late, "_made", counted(found)):
        asyncio.run(ask_every_set())
    for place in sorted(places, key=lambda one: (found[places[one]], one)):
        if found[places[place]] <= MOST:
            print(f"{found[places[place]]:5}  {place}")


if __name__ == "__main__":
    main()
