"""A question of the real papers, and what is read and pressed of its answer."""

from __future__ import annotations

import re
from typing import Any

from bot.discord.text import read_back
from corpus.joining import builtin

QUESTION = "how long was follow-up after TES?"
DOI = "10.3390/cancers15235518"
PAPERS = {paper.key: paper.abstract or "" for paper in builtin().papers}


def prove(text: str) -> int:
    """How many quotes a message shows; each must be a slice of the paper whose DOI stands below it."""
    quotes = re.findall(r"^((?:> .*\n)+)-# — .*https://doi\.org/(\S+?)$", read_back(text), re.MULTILINE)
    for block, doi in quotes:
        quote = "\n".join(line[2:] for line in block.rstrip("\n").split("\n"))
        assert quote in PAPERS[doi], quote
    return len(quotes)


async def rest(sim: Any, answer: Any, label: str, **who: Any) -> Any:
    """Press what stands behind an answer's last button."""
    return await sim.click(await sim.click(answer, "⋯", **who), label, **who)


def only_field(form: Any) -> str:
    return str(re.findall(r"'custom_id': '([^']+)'", str(form.modal["components"]))[0])
