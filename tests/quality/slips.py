"""``python -m tests.quality.slips [--misses]``: how many questions that are read rightly are so with one slip of the finger in a word?

A letter is left out, doubled, swapped with the next, or the key beside it is hit (in content only), in one word of six letters or
more (five for records and names), drawn with a seed. Asked is only what may be read: the look halves and odd lines.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

from tests.quality.people import SEVERAL, right
from tests.quality.score import Scored, Share, ask_all
from tests.quality.sets import library, own_sets, questions
from tests.quality.understanding import READABLE, Row, lines, naming, record

SEED = 5
KINDS = ("left out", "swapped", "doubled", "key beside")
CONTENT, RECORDS = 6, 5  # letters of a word that gets a slip, at least
_BESIDE = str.maketrans("abcdefghijklmnopqrstuvwxyz", "snvfrghjokklnmpoetdyibecux")


def slipped(text: str, kind: str, least: int, chance: random.Random) -> str:
    """A text with one slip of a kind in a word in small letters; "" if it has no such word, or the slip changes nothing."""
    words = re.findall(rf"\b[a-z]{{{least},}}\b", text)
    if not words:
        return ""
    word = chance.choice(words)
    at = chance.randrange(1, len(word) - 1)
    made = {
        "left out": word[:at] + word[at + 1 :],
        "swapped": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        "doubled": word[: at + 1] + word[at:],
        "key beside": word[:at] + word[at].translate(_BESIDE) + word[at + 1 :],
    }[kind]
    return "" if made == word else re.sub(rf"\b{word}\b", made, text, count=1)


def of_content() -> Iterator[tuple[str, bool, str]]:
    """The kind of each slip in a content question that is answered rightly, whether it is so still, and what is shown of it."""
    chance = random.Random(SEED)
    for name in own_sets():
        held = library(name)
        asked = [one for one in _asked(questions(name, "look"), held) if _counts(one)]
        for kind in KINDS:
            typed = ((one.asked, slipped(one.asked.question, kind, CONTENT, chance)) for one in asked)
            changed = [one.model_copy(update={"question": text}) for one, text in typed if text]
            for one in _asked(changed, held):
                yield kind, right(one), f"{one.asked.question} → {one.answer.outcome.value}"


def _asked(rows: Any, held: Any) -> list[Scored]:
    return list(asyncio.run(ask_all(rows, held)))


def _counts(one: Scored) -> bool:
    return one.asked.expect == "answered" and one.asked.kind != SEVERAL and right(one)


def of_lines(
    name: str, ask: Callable[[dict[str, Any]], Coroutine[Any, Any, Row]]
) -> Iterator[tuple[str, bool, str]]:
    """The same of the questions on records, or of the names of papers, that are read rightly."""
    chance = random.Random(SEED)
    for half, readable in READABLE.items():
        for line in lines(half, name, readable[0]):
            if not asyncio.run(ask(line)).right:
                continue
            key = next(key for key in ("question", "say", "message", "names") if isinstance(line.get(key), str))
            kind = chance.choice(KINDS[:3])
            if text := slipped(line[key], kind, RECORDS, chance):
                row = asyncio.run(ask({**line, key: text}))
                yield kind, row.right, f"{text} → {row.told[:150]}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.slips", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list what is no longer read rightly")
    options = parser.parse_args()
    tables = {"content": of_content(), "records": of_lines("records", record), "names": of_lines("naming", naming)}
    for name, found in tables.items():
        rows = list(found)
        for kind in ("", *KINDS):
            ours = [held for one, held, _ in rows if kind in ("", one)]
            if ours:
                _print(Share(name=f"{name}, {kind}" if kind else name, hits=sum(ours), of=len(ours)))
        if options.misses:
            print("\n".join(f"    {told}" for _, held, told in rows if not held))


def _print(share: Share) -> None:
    low, high = share.interval()
    print(
        f"{share.name:22} {share.hits:5} of {share.of:5} = {share.hits / share.of:6.1%}  ({low:.1%} to {high:.1%})"
    )


if __name__ == "__main__":
    main()
