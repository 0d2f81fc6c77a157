"""``python -m tests.quality.strangers [--half look|score] [--together] [--misses]``: is a stranger told what the abstracts say?

Conversations of people who had not seen the program, over libraries that it had not seen (``tests/data/questions/strangers``), asked
turn by turn. For each message somebody who saw only the abstracts wrote which sentences tell it, or that none does. Printed are the
shares of each verdict; what went wrong is listed for the half that may be read only. With ``--together`` all libraries of the half are
one, so that a question's words stand in papers of other fields, too.
"""

from __future__ import annotations

import argparse
import asyncio
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import Field

from bot.assistant.assistant import Assistant
from bot.models import Answer
from corpus.files import read_papers
from corpus.models import Corpus, Model
from corpus.snapshots import digest
from index.library import LibraryIndex
from tests.quality.score import Share
from tests.quality.sets import QUESTIONS
from tests.quality.understanding import each

SETS = QUESTIONS / "strangers"
_FIRST_QUOTE = re.compile(r"(?ms)^> .*?(?=\n— |\n\n|\Z)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


class Verdict(StrEnum):
    """What a reply is worth, the best first."""

    FIRST = "told, first of what is shown"
    SHOWN = "told, behind another sentence"
    DOUBTED = "told under a warning"
    PART = "told in part, or a list that lacks or has some too many"
    WARNED = "something else, under a warning"
    NONE = "nothing shown"
    WRONG = "something else, as if it were the answer"


class Wanted(Model):
    """What a right reply holds. Of each group of ``shows`` (pieces of sentences) and ``says`` (pieces of the reply) one is enough;
    ``papers`` are the DOIs that a list must have, ``may`` those that it may have, too.
    """

    want: Literal["quote", "papers", "tell", "absent", "ask", "skip"]
    shows: tuple[tuple[str, ...], ...] = ()
    says: tuple[tuple[str, ...], ...] = ()
    papers: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


class Message(Wanted):
    """One message of a conversation; ``others`` are readings that are as right."""

    conversation: str
    message: str
    others: tuple[Wanted, ...] = Field(default=(), alias="or")


def main() -> None:
    """Print the table of a half; of the one that may be read also what went wrong, if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("look", "score"), default="look")
    parser.add_argument("--together", action="store_true")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    among = Assistant(LibraryIndex.build(together(given.half))) if given.together else None
    found = {name: asyncio.run(verdicts(given.half, name, among)) for name in names(given.half)}
    for name, judged in found.items():
        print(f"{name:<14} {told(judged)}")
        if given.misses and given.half == "look":
            print(*(f"    {one.message} — {v}" for one, v in judged if v not in _RIGHT), sep="\n")
    whole = [pair for judged in found.values() for pair in judged]
    print(f"{'all':<14} {told(whole)}")
    for verdict, number in Counter(v for _, v in whole).most_common():
        low, high = Share(name=verdict, hits=number, of=len(whole)).interval()
        print(f"    {verdict:<58} {number:>5} {number / len(whole):6.1%} ({low:.1%} to {high:.1%})")


_RIGHT = (Verdict.FIRST, Verdict.SHOWN)


def told(judged: Sequence[tuple[Message, Verdict]]) -> str:
    """The share that was told without a warning, in words."""
    right = sum(verdict in _RIGHT for _, verdict in judged)
    return f"{right:>5} of {len(judged):>5} told ({right / len(judged):.1%})"


def names(half: str) -> list[str]:
    """The names of a half's libraries."""
    return sorted(path.stem for path in (SETS / half).glob("*.jsonl"))


def messages(half: str, name: str) -> list[Message]:
    """The messages asked of a library, in order."""
    lines = (SETS / half / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [Message.model_validate_json(line) for line in lines if line.strip()]


def library(half: str, name: str) -> Corpus:
    """One of the libraries, read as a curator's file is."""
    papers = read_papers(Path(SETS / half / "libraries" / f"{name}.jsonl")).papers
    return Corpus(name=name, digest=digest(None, papers), papers=papers)


def together(half: str) -> Corpus:
    """All libraries of a half as one; of a paper that two have, the first."""
    papers = {paper.key: paper for name in reversed(names(half)) for paper in reversed(library(half, name).papers)}
    kept = tuple(reversed(papers.values()))
    return Corpus(name=half, digest=digest(None, kept), papers=kept)


async def verdicts(half: str, name: str, among: Assistant | None = None) -> list[tuple[Message, Verdict]]:
    """Each message of a library with what its reply is worth, but for those that nobody could judge. ``among``: what is asked, if not
    that library alone.
    """
    talked = among or Assistant(LibraryIndex.build(library(half, name)))
    before, turn, judged = "", None, []
    for one in messages(half, name):
        turn = turn if one.conversation == before else None
        answers = await each(talked, one.message, turn)
        before, turn = one.conversation, next((a.turn for a in reversed(answers) if a.turn), turn)
        if one.want != "skip":
            judged.append((one, judge(one, answers)))
    return judged


def judge(message: Message, answers: Sequence[Answer]) -> Verdict:
    """The best verdict by any of the readings."""
    found = [_verdict(one, answers) for one in (message, *message.others)]
    return min(found, key=list(Verdict).index)


def _verdict(wanted: Wanted, answers: Sequence[Answer]) -> Verdict:
    sure = [one for one in answers if one.answered and one.sure]
    if wanted.want == "papers":
        return _of_list(wanted, answers, bool(sure))
    if wanted.want in ("absent", "ask"):
        claims = any(one.quotes or wanted.want == "absent" for one in sure)
        return Verdict.WRONG if claims else Verdict.FIRST
    groups = wanted.shows if wanted.want == "quote" else wanted.says
    held = [any(plain(piece) in _said(answers) for piece in group) for group in groups]
    if not all(held):
        part = wanted.want == "quote" and any(held)
        return Verdict.PART if part else _missed(answers, bool(sure))
    if wanted.want == "tell":
        return Verdict.FIRST if sure or not any(one.quotes for one in answers) else Verdict.DOUBTED
    return _of_quote([piece for group in groups for piece in group], answers)


def _of_quote(pieces: Sequence[str], answers: Sequence[Answer]) -> Verdict:
    """Whether what tells is doubted, and whether it is shown first."""
    holding = [one for one in answers if any(plain(piece) in _said([one]) for piece in pieces)]
    if not all(one.answered and one.sure for one in holding):
        return Verdict.DOUBTED
    quote = _FIRST_QUOTE.search(_text(holding[0])) if holding else None
    first = plain(f"\n{quote[0]}") if quote else _said(holding[:1])
    return Verdict.FIRST if any(plain(piece) in first for piece in pieces) else Verdict.SHOWN


def _of_list(wanted: Wanted, answers: Sequence[Answer], sure: bool) -> Verdict:
    """Whether a list has all papers that it must have, and none that it must not."""
    named = {doi.casefold() for one in answers for doi in one.dois}
    must, may = ({doi.casefold() for doi in dois} for dois in (wanted.papers, wanted.may))
    if must <= named <= must | may:
        return Verdict.FIRST if sure else Verdict.DOUBTED
    return Verdict.PART if must & named else _missed(answers, sure)


def _missed(answers: Sequence[Answer], sure: bool) -> Verdict:
    if sure:
        return Verdict.WRONG
    return Verdict.WARNED if any(one.quotes for one in answers) else Verdict.NONE


def _text(answer: Answer) -> str:
    """A reply without the question that it repeats."""
    return answer.text.partition("\n\n")[2] if answer.text.startswith("You asked: ") else answer.text


def _said(answers: Sequence[Answer]) -> str:
    return " ".join(plain(_text(one)) for one in answers)


def plain(text: str) -> str:
    """A text in small letters on one line, its quotes without their mark, its numbers without separators."""
    return _THOUSANDS.sub("", " ".join(text.replace("\n> ", " ").split()).casefold())


def pieces_of(message: Message) -> Iterator[str]:
    """The pieces of sentences that tell a message, by any of its readings."""
    yield from (piece for one in (message, *message.others) for group in one.shows for piece in group)


def holds(message: Message, texts: Sequence[str]) -> bool:
    """True if one of some sentences tells a message, by any of its readings."""
    said = [plain(text) for text in texts]
    return any(plain(piece) in text for piece in pieces_of(message) for text in said)


if __name__ == "__main__":
    main()
