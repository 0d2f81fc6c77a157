"""The questions that the reading by all words is fitted to, as they are heard, each with its label.

A question told again asks what its original asks, and every original here is read right by the lexicon's phrases: so its
label costs nothing. Questions that only abstracts can answer are of the class "content". Only lines that may be read are
used.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from bot.assistant.reading import lexicon
from bot.assistant.reading.fitted import CONTENT, Label, label_of
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.hearing import Heard, Hearing
from bot.assistant.reading.words import LONGEST, Workspace, plain
from bot.assistant.turns.conversing import without_opening
from bot.assistant.turns.framing import Framing
from bot.models import Ask, Context
from index.library import LibraryIndex
from index.questions.options import read_options
from tests.bot.assistant.records.libraries import content_questions
from tests.quality import sets
from tests.quality.understanding import SETS, assistant, lines, record

READ = (("look", "all"), ("second", "odd"), ("third", "odd"), ("fourth", "odd"))  # what may be read of each set
AFRESH = ("fifth", "odd")  # a set of which only the questions that are read right are used, and nothing else of it
ELSEWHERE = ("harbour", "literacy", "skin", "freight", "orchard")  # libraries of other fields
NONE: Label = (CONTENT, "", "")
INVENTED = "invented"  # the library of questions that tell only the kind of what they ask
AMONG: Mapping[str, tuple[str, ...]] = {
    "count": ("count", "who", "value"),
    "mean": ("mean", "median"),
    "sort": ("sort", "extreme"),
    "value": ("value", "absent"),
    "when": ("value", "absent"),
    "who": ("who", "value", "absent", "list"),
}  # the operations of a kind of question, where they are others than the kind


class Example(NamedTuple):
    """A question as it was heard, with its label; ``group``: the question it tells again; ``name``: words that name papers;
    ``of``: the library it was written for, if it is asked of another; ``among``: the operations of which one is asked, where
    the label is not known.
    """

    group: str
    library: str
    label: Label
    heard: Heard
    frame: Frame
    told: bool
    name: frozenset[str]
    of: str = ""
    among: tuple[str, ...] = ()


@cache
def index_of(name: str, own: bool) -> LibraryIndex:
    """The index of a library: one of the sets in people's own words, or one of those on understanding."""
    corpus = sets.library(name) if own else assistant(name).corpus
    assert corpus is not None, "the public retrieval data is not beside the repository"
    return LibraryIndex.build(corpus)


@cache
def _framing(name: str, own: bool) -> tuple[Framing, Hearing]:
    return Framing(index_of(name, own)), Hearing(lexicon.load())


def heard(question: str, name: str, own: bool = False) -> tuple[Heard, Frame] | None:
    """What a question alone contains, and its frame by the lexicon's phrases; None if it is too long to be one."""
    return asyncio.run(_heard(question, *_framing(name, own), index_of(name, own)))


async def _heard(
    question: str, framing: Framing, hearing: Hearing, index: LibraryIndex
) -> tuple[Heard, Frame] | None:
    _, english = await framing.in_english(question)
    bare, _ = read_options(without_opening(framing.written_out(english or question)))
    library = await framing.library(bare, Context())
    frame = framing.frame(bare, library, Context())
    space = Workspace(plain(bare), framing.lexicon)
    if not 0 < len(space.words) + len(space.plain.links) <= LONGEST:
        return None
    return hearing.heard(space, library.papers, library.people, index.is_word), frame


def originals() -> Iterator[tuple[str, dict[str, Any]]]:
    """The questions that may be read, with the names under which they are told again."""
    for half, only in READ:
        yield from ((f"{half}-{line['id']}", line) for line in lines(half, "records", only))
    half, only = AFRESH
    yield from ((f"{half}-{line['id']}", line) for line in lines(half, "records", only) if _read_right(line))


def _read_right(line: dict[str, Any]) -> bool:
    """True if a question is answered right, and by its phrases asks what it was meant to."""
    found = heard(line["question"], line["library"])
    meant = found is not None and (line["by"] == "content" or (found[1].ask.op or "list") == line["op"])
    return meant and asyncio.run(record(line)).right


def further() -> list[dict[str, Any]]:
    """The lines of every file of questions that are only fitted on."""
    files = sorted((SETS / "retold").glob("training*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line.strip()]


def retold() -> Iterator[tuple[str, dict[str, Any]]]:
    """The tellings that may be read, with the names of the questions they tell again."""
    for line in (*lines("retold", "records", "odd"), *further()):
        if line["library"] != INVENTED:
            yield line["id"].rpartition("-")[0], line


def _of_kinds() -> Iterator[Example]:
    """Questions that tell no other again, each a group of its own: known is only the kind of what is asked, or that only
    abstracts can answer. A list of what abstracts say is asked like a list of papers, so it is left out.
    """
    for line in further():
        of_content = line["by"] == "content"
        if line["library"] != INVENTED or (of_content and line["op"] == "list"):
            continue
        if found := heard(line["question"], INVENTED):
            among = () if of_content else AMONG.get(line["op"], (line["op"],))
            label = NONE if of_content else ("", "", "")
            yield Example(line["id"], INVENTED, label, *found, False, frozenset(), of=line["id"], among=among)


def examples() -> list[Example]:
    """All questions that may be fitted on."""
    read = {
        name: (line, found) for name, line in originals() if (found := heard(line["question"], line["library"]))
    }
    labels = {name: _label(line, frame) for name, (line, (_, frame)) in read.items()}
    again = [
        (name, line, found)
        for name, line in retold()
        if name in read and (found := heard(line["question"], line["library"]))
    ]
    told = {name for name, _, _ in again}
    rows = [
        Example(name, line["library"], label, *found, name in told, _names(read[name][1][1]))
        for name, line, found in (*((name, *row) for name, row in read.items()), *again)
        if (label := labels[name])
    ]
    return [*rows, *_of_content(), *_turns(), *_of_kinds()]


def _names(frame: Frame) -> frozenset[str]:
    return frozenset((*frame.name, *frame.leftover))


def _label(line: dict[str, Any], frame: Frame) -> Label | None:
    """The label of an original: what its frame asks, which is right, since it is answered right; None if that is unclear."""
    ask = frame.ask if frame.ask.op else Ask(op="list")
    if line["by"] == "content":
        return (None if ask.op in ("list", "absent") else NONE) if not frame.leftover and frame.ask.op else NONE
    if line["op"] in ("value", "when") and ask.op in ("per", "compare"):
        return None  # read as a group of one paper
    return label_of(ask)


def _of_content() -> Iterator[Example]:
    """Questions about content, near misses and questions without a topic, each a group of its own: asked of their library,
    and of another, whose papers do not have their words.
    """
    asked = [
        (asked.question, name, True)
        for name in (*sets.own_sets(), "nine", "other")
        for asked in (sets.questions(name, "look") if sets.library(name) else ())
        if asked.kind not in ("record", "issue", "several", "summary", "help")
    ]
    asked += [(question, "nine", False) for question in content_questions("content.txt")]
    for at, (question, name, own) in enumerate(asked):
        for library, beside in ((name, own), (ELSEWHERE[at % len(ELSEWHERE)], False)):
            if found := heard(question, library, beside):
                yield Example(question, library, NONE, *found, False, frozenset(), of=name)


def _turns() -> Iterator[Example]:
    """Turns of conversations that ask the abstracts, and questions without a topic."""
    for half, only in READ:
        turns = [
            (line, turn["say"])
            for line in lines(half, "conversations", only)
            for turn in line["turns"]
            if turn["means"] in ("new", "follow")
        ]
        turns += [(line, line["question"]) for line in lines(half, "topicless", only)]
        for line, say in turns:
            found = heard(say, line["library"])
            if (
                found
                and (found[1].leftover or found[1].finding or not found[1].ask.op)
                and not found[1].chooses_papers
            ):
                yield Example(f"{half}-{line['id']}", line["library"], NONE, *found, False, frozenset())
