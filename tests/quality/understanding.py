"""``python -m tests.quality.understanding [--half look|score|second|third|fourth|fifth|sixth|seventh|retold] [--lines odd|even] [--misses]``: is a question read as it was meant?

Five figures over sets written by somebody who had not seen the program (``tests/data/questions/understanding``), each with
Wilson's 95 % interval. What went wrong is listed for the half that may be read only.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from bot.assistant.assistant import Assistant
from bot.models import Answer, Context, Turn
from corpus.authors import author
from corpus.joining import builtin
from corpus.models import Corpus, Paper
from corpus.snapshots import digest
from index.library import LibraryIndex
from index.models import Outcome
from tests.quality.score import Share
from tests.quality.sets import QUESTIONS

SETS = QUESTIONS / "understanding"
KEPT = frozenset(
    "_id title text doi year published journal volume issue type keywords cited_by views licence heading pmid url".split()
)
WHICH = {"all": slice(None), "odd": slice(0, None, 2), "even": slice(1, None, 2)}
READABLE = {
    "look": ("all", "odd", "even"),
    "second": ("odd",),
    "third": ("odd",),
    "fourth": ("odd",),
    "fifth": ("odd",),
    "sixth": ("odd",),
    "seventh": ("odd",),
    "retold": ("odd",),
}  # lines that may be read while working on the bot
SHOWN = 10  # papers that a reply cites at most


class Row(NamedTuple):
    """One thing asked: which figure it counts in, whether it was read right, and what is shown of a miss."""

    figure: str
    kind: str
    right: bool
    told: str


@cache
def assistant(name: str) -> Assistant:
    """The assistant over one of the libraries."""
    if name == "nine":
        return Assistant(LibraryIndex.build(builtin()))
    (file,) = (path for path in SETS.glob(f"**/libraries/{name}.jsonl"))
    written = file.read_text("utf-8").splitlines()
    papers = tuple(_paper(json.loads(line)) for line in written if line.strip())
    corpus = Corpus(name=name, digest=digest(None, papers), papers=papers)
    return Assistant(LibraryIndex.build(corpus))


def _paper(record: dict[str, Any]) -> Paper:
    """A paper of a library: "88–107" are its pages from and to, names are written "Family, Given"."""
    pages = str(record.pop("pages", None) or "")
    first, last = pages.partition("–")[::2] if "–" in pages else pages.partition("-")[::2]
    count = int(last) - int(first) + 1 if first.isdigit() and last.isdigit() else None
    authors = [author(name) for name in record.pop("authors", ())]
    kept = {name: value for name, value in record.items() if name in KEPT and value is not None}
    return Paper.model_validate({**kept, "authors": authors, "pages": count, "article_number": pages or None})


def lines(half: str, name: str, only: str = "all") -> list[dict[str, Any]]:
    """The lines of one file of a half: all, the odd ones (from the first on) or the even ones."""
    text = (SETS / half / f"{name}.jsonl").read_text("utf-8")
    found = [json.loads(line) for line in text.splitlines() if line.strip()]
    return found[WHICH[only]]


def said(answer: Answer) -> str:
    """What a reply says, less the question it repeats, for comparing."""
    text = answer.text.partition("\n\n")[2] if answer.text.startswith("You asked: ") else answer.text
    return _figures(" ".join(text.split()).casefold())


def _figures(text: str) -> str:
    """A text whose figures have no separators between thousands: "2,393" is 2393."""
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)


def holds(text: str, wanted: Sequence[str]) -> list[str]:
    """The wanted texts that do not stand in a reply; alternatives are parted by " | "."""
    return [
        one
        for one in wanted
        if not any(_figures(" ".join(alt.split()).casefold()) in text for alt in one.split(" | "))
    ]


async def record(line: dict[str, Any]) -> Row:
    """A record question: right papers and what must be said; one to be read in the abstracts must not come from records."""
    answer = await assistant(line["library"]).ask(line["question"], Context())
    wanted, cited = set(line["papers"]), list(answer.keys)
    faults = [f"lacks {lacking!r}" for lacking in holds(said(answer), line["says"])]
    if line["by"] == "content":
        if wanted and answer.outcome is Outcome.ANSWERED and not set(cited) & wanted:
            faults.append(f"cites {cited}")
        if line.get("unknown") and answer.outcome is Outcome.ANSWERED and answer.kind == "content":
            faults.append("answered what stands nowhere")
        if (
            answer.outcome is Outcome.ANSWERED
            and answer.kind in ("record", "issue")
            and not line.get("unknown")
            and line["op"] != "list"
        ):
            faults.append("answered from records")
    elif line.get("unknown"):
        faults += ["answered from content"] if answer.kind == "content" and answer.answered else []
    elif line["op"] in ("list", "sort", "extreme", "compare", "when") or (
        line["op"] in ("value", "who") and wanted
    ):
        faults += _cites(answer, wanted, line)
    if line["by"] == "records" and answer.kind == "content" and not faults:
        faults.append("read as content") if answer.outcome is not Outcome.ANSWERED else None
    return Row(
        "record questions right",
        line["op"],
        not faults,
        f"{line['id']} [{line['library']} {line['op']} {line['by']}] {line['question']} → {faults} wants {sorted(wanted)[:4]} {line['says']}\n     {answer.kind} {answer.outcome}: {said(answer)[:230]}",
    )


def _cites(answer: Answer, wanted: set[str], line: dict[str, Any]) -> list[str]:
    cited = list(answer.keys)
    exact = line["op"] in ("list", "extreme")
    if len(wanted) > SHOWN:
        return [] if set(cited) <= wanted else [f"cites {cited}"]
    if line.get("ordered") and [key for key in cited if key in wanted] != line["papers"]:
        return [f"order {cited}"]
    if not wanted <= set(cited) or (exact and set(cited) != wanted):
        return [f"cites {cited}"]
    return []


async def conversation(line: dict[str, Any]) -> list[Row]:
    """Each turn of a conversation, in the order it was said."""
    talked, previous, rows = assistant(line["library"]), None, list[Row]()
    for number, turn in enumerate(line["turns"]):
        answers = await each(talked, turn["say"], previous)
        answer = answers[-1]
        previous = answer.turn
        keys = [key for one in answers for key in one.keys]
        faults = turned(turn, answer, keys)
        rows.append(
            Row(
                "turns read right",
                turn["means"],
                not faults,
                f"{line['id']}.{number} [{line['library']} {turn['means']}] {turn['say']} → {faults} ({turn['stands_for']})\n     {answer.kind} {answer.outcome} lean={answer.read_with is not None}: {said(answer)[:200]}",
            )
        )
    return rows


def turned(turn: dict[str, Any], answer: Answer, keys: Sequence[str]) -> list[str]:
    faults = [f"shows {key}" for key in turn["never"] if key in keys]
    wanted = set(turn["papers"])
    if turn["outcome"] in ("answered", "related") and wanted:
        found = wanted <= set(keys) if turn.get("all") else bool(wanted & set(keys))
        faults += [] if found else [f"not among {list(keys)}"]
        faults += ["first is another"] if found and keys[0] not in wanted else []
    if turn["outcome"] == "answered" and answer.outcome in (Outcome.NOTHING, Outcome.HELP):
        faults.append(f"outcome {answer.outcome}")
    if turn["outcome"] == "help" and (answer.answered or answer.quotes):
        faults.append("answered small talk")
    if turn["outcome"] == "nothing" and answer.answered and answer.kind == "content":
        faults.append("answered")
    return faults


async def each(talked: Assistant, message: str, previous: Turn | None) -> list[Answer]:
    """The answers to a message, one a question."""
    found: list[Answer] = []
    questions = talked.questions(message)
    for question in questions:
        if found and previous is not None:
            previous = previous.model_copy(update={"together": True})
        answer = await talked.ask(question, Context(previous=previous))
        previous = answer.turn
        found.append(answer)
    return found


async def naming(line: dict[str, Any]) -> Row:
    """A paper's name as /summary takes it, or inside a request: the paper, or the question which."""
    talked, wanted = assistant(line["library"]), set(line["papers"])
    found = await talked.which(line["say"])
    keys = [paper.key for paper in found.papers]
    right = (
        (found.sure and keys[0] in wanted)
        or (len(keys) > 1 and bool(wanted & set(keys)))
        or (not wanted and not keys)
    )
    if line["ask_back"]:
        right = len(keys) > 1 and bool(wanted & set(keys))
    return Row(
        "papers named right or asked back",
        "ask back" if line["ask_back"] else "one",
        right,
        f"{line['id']} [{line['library']}] {line['say']} → sure={found.sure} {keys[:4]} missing={found.missing} wants {sorted(wanted)[:3]} back={line['ask_back']}",
    )


async def several(line: dict[str, Any]) -> Row:
    """A message with several questions: as many answers, each about a right paper, each outcome as it should be."""
    answers = await each(assistant(line["library"]), line["message"], None)
    faults = [] if len(answers) == min(5, len(line["parts"])) else [f"{len(answers)} of {len(line['parts'])}"]
    for part, answer in zip(line["parts"], answers, strict=False):
        wanted = set(part["papers"])
        if part["outcome"] == "answered" and answer.outcome in (Outcome.NOTHING, Outcome.HELP):
            faults.append(f"“{answer.question}” {answer.outcome}")
        if part["outcome"] in ("nothing", "related") and answer.answered and answer.kind == "content":
            faults.append(f"“{answer.question}” answered")
        if part["outcome"] in ("answered", "related") and wanted and not wanted & set(answer.keys):
            faults.append(f"“{answer.question}” cites {list(answer.keys)}")
    split = [answer.question for answer in answers]
    return Row(
        "messages with several questions right",
        "several",
        not faults,
        f"{line['id']} [{line['library']}] {line['message']!r} → {faults} split {split}",
    )


async def topicless(line: dict[str, Any]) -> Row:
    """A question that names nothing: never answered with a quote."""
    answer = await assistant(line["library"]).ask(line["question"], Context())
    right = not (answer.answered and answer.quotes)
    return Row(
        "topicless not answered",
        "topicless",
        right,
        f"{line['id']} [{line['library']}] {line['question']} → {said(answer)[:150]}",
    )


async def score(half: str, only: str = "all") -> list[Row]:
    """Every line of a half, or every second one, asked."""
    rows = [await record(line) for line in lines(half, "records", only)]
    rows += [row for line in lines(half, "conversations", only) for row in await conversation(line)]
    rows += [await naming(line) for line in lines(half, "naming", only)]
    rows += [await several(line) for line in lines(half, "several", only)]
    return rows + [await topicless(line) for line in lines(half, "topicless", only)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.understanding", description=__doc__)
    parser.add_argument(
        "--half",
        choices=["look", "score", "second", "third", "fourth", "fifth", "sixth", "seventh", "retold"],
        default="score",
    )
    parser.add_argument(
        "--lines", choices=list(WHICH), default="all", help="all of the half, or every second line of it"
    )
    parser.add_argument(
        "--misses", action="store_true", help="list what went wrong (of what may be looked at only)"
    )
    options = parser.parse_args()
    rows = asyncio.run(score(options.half, options.lines))
    print(f"understanding, half “{options.half}”, {options.lines} lines")
    for figure in dict.fromkeys(row.figure for row in rows):
        ours = [row for row in rows if row.figure == figure]
        _print(Share(name=figure, hits=sum(row.right for row in ours), of=len(ours)))
        kinds = sorted({row.kind for row in ours})
        for kind in kinds if len(kinds) > 1 else ():
            some = [row for row in ours if row.kind == kind]
            _print(Share(name=f"  {kind}", hits=sum(row.right for row in some), of=len(some)))
    if options.misses and options.lines in READABLE.get(options.half, ()):
        print("\n".join(row.told for row in rows if not row.right))


def _print(share: Share) -> None:
    low, high = share.interval()
    print(
        f"  {share.name:38} {share.hits:4} of {share.of:4} = {100 * share.hits / share.of:5.1f} %  ({100 * low:.1f} to {100 * high:.1f})"
    )


if __name__ == "__main__":
    main()
