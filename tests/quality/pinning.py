"""``python -m tests.quality.pinning``: does a pinned answer ever catch another question? Every question that may be read is pinned in turn, in its own library,
and all others of all sets are asked; then near misses of it, made by rule, and the same question put otherwise.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.assistant.assistant import Assistant
from bot.assistant.message.smalltalk import without_signs
from index.library import LibraryIndex
from index.questions.likeness import IDLE
from tests.quality.sets import QUESTIONS, SETS, library, own_sets, questions

TURNS = {
    "before": "after",
    "more": "less",
    "higher": "lower",
    "with": "without",
    "men": "women",
    "increase": "decrease",
}


class Labelled(NamedTuple):
    """A question with what tells it from another: the papers that answer it, how it ends, what it nearly is. What differs in letters
    alone is one question, whatever set it stands in.
    """

    text: str
    label: tuple[object, ...]

    def is_like(self, other: Labelled) -> bool:
        """Whether another is the same question, or has the same label."""
        words = [re.findall(r"\w+", one.text.casefold()) for one in (self, other)]
        return words[0] == words[1] or self.label == other.label


class Count(NamedTuple):
    """What pinning every question of a library caught: others of its label, others of another; near misses and how many there were;
    the same put otherwise, and how many of these.
    """

    asked: int = 0
    same: int = 0
    other: int = 0
    near: int = 0
    nearly: int = 0
    likewise: int = 0
    put: int = 0


def readable(name: str) -> list[Labelled]:
    """The questions of a set that may be read."""
    return [
        Labelled(one.question, (one.papers, one.expect, one.needs, one.show, one.near, one.missing))
        for one in questions(name, "look")
        if one.expect != "help"
    ]


def understanding() -> list[Labelled]:
    """Those that try how a question is read: pinned nowhere, asked everywhere."""
    lines = (
        line
        for path in sorted((QUESTIONS / "understanding" / "look").glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    )
    rows = [json.loads(line) for line in lines if line.strip()]
    return [Labelled(str(row[key]), (row["id"],)) for row in rows for key in ("question", "message") if key in row]


def near_misses(question: str) -> Iterator[str]:
    """The question with another figure, denied, turned round, or about one thing more or less. A sign that asks nothing
    ("@everyone") is no thing."""
    for number in re.finditer(r"\d+", question):
        yield f"{question[: number.start()]}{int(number[0]) + 1}{question[number.end() :]}"
    for one, other in (*TURNS.items(), *((b, a) for a, b in TURNS.items())):
        if re.search(rf"\b{one}\b", question):
            yield re.sub(rf"\b{one}\b", other, question, count=1)
    words = without_signs(question).rstrip("?").split()
    yield " ".join((*words, "in zebrafish"))
    yield " ".join(("not", *words))
    for at, word in enumerate(words):
        if len(word) > 5 and word.strip("?!.,").casefold() not in IDLE:
            yield " ".join((*words[:at], *words[at + 1 :]))
    for at, word in enumerate(words[1:-1], 1):
        if word in ("before", "after", "than", "from", "to"):
            yield " ".join((*words[at + 1 :], word, *words[:at]))


def put_otherwise(question: str) -> Iterator[str]:
    """The same question as others may write it."""
    yield question.upper() if question.islower() and question.isascii() else question.lower()
    yield f"{question.rstrip('?.! ')}??"
    yield f"{question.rstrip('?.! ')} please"
    yield re.sub(r"\bthe ", "", question)


def count(assistant: Assistant, pinned: Sequence[Labelled], asked: Sequence[Labelled]) -> Count:
    """Every one of ``pinned`` pinned, all of ``asked`` asked, in one library."""
    by: dict[str, list[Labelled]] = defaultdict(list)
    for one in asked:
        for text in assistant.alike(one.text):
            by[text].append(one)
    found = Counter[str](asked=len(pinned))
    for one in pinned:
        alike = assistant.alike(one.text)
        others = {id(other): other for text in alike for other in by[text] if other is not one}
        found.update("same" if one.is_like(other) else "other" for other in others.values())
        near, put = list(near_misses(one.text)), list(put_otherwise(one.text))
        found.update(nearly=len(near), put=len(put))
        found.update(near=sum(bool(alike & assistant.alike(other)) for other in near))
        found.update(likewise=sum(bool(alike & assistant.alike(other)) for other in put))
    return Count(**found)


def main() -> None:
    """Print one line a library, and their sum."""
    sets = {name: readable(name) for name in (*SETS, *own_sets())}
    everything = [*(one for name in sets for one in sets[name]), *understanding()]
    total = Count()
    print(f"{len(everything):,} questions asked of each library")
    for name, pinned in sets.items():
        corpus = library(name)
        if corpus is None:
            print(f"{name}: its papers are not here")
            continue
        one = count(Assistant(LibraryIndex.build(corpus)), pinned, everything)
        total = Count(*(a + b for a, b in zip(total, one, strict=True)))
        print(f"{name}: {told(one)}")
    print(f"all: {told(total)}")


def told(one: Count) -> str:
    """A count as a line."""
    return (
        f"{one.asked:,} pinned; caught with another label {one.other}, with the same {one.same}; near misses caught {one.near} of "
        f"{one.nearly:,}; put otherwise caught {one.likewise:,} of {one.put:,}"
    )


if __name__ == "__main__":
    main()
