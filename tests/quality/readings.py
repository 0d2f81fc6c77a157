"""Cases from public trackers: what other search engines and splitters got wrong, as data. ``python -m tests.quality.readings [--misses]``.

A case has its source, a text, a question (or the other of two words) and what is right. The lines with odd numbers were only
scored while the rules were written; ``--misses`` lists the others'.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bot.assistant.assistant import Assistant
from bot.models import Context
from corpus.cleaning import clean_abstract
from corpus.models import Corpus, Model, Paper
from corpus.sentences import split
from corpus.snapshots import digest
from index.library import LibraryIndex
from index.models import Finding, Outcome
from index.terms.analyzer import Analyzer

CASES = Path(__file__).parent.parent / "data" / "names" / "cases.jsonl"
ELSE = "Rivers ran dry in the valley, and nothing else was seen there."


class Case(Model):
    """One case; ``number`` is its line. ``was`` and ``now`` say whether it was right before the rules and is right since."""

    number: int
    source: str
    kind: str
    text: str
    question: str
    right: str | tuple[str, ...]
    was: bool = False
    now: bool = False

    @property
    def held_out(self) -> bool:
        """True for a line that is only scored."""
        return self.number % 2 == 1


def cases() -> list[Case]:
    """Every case in the file's order."""
    lines = CASES.read_text("utf-8").splitlines()
    return [Case(number=number, **json.loads(line)) for number, line in enumerate(lines, 1)]


def index_of(*papers: Paper) -> LibraryIndex:
    """The index of some papers."""
    return LibraryIndex.build(Corpus(name="few", digest=digest(None, papers), papers=papers))


def found(case: Case) -> Finding:
    """What is found for a case's question where one paper has its text and another one something else."""
    index = index_of(*(Paper(source_id=str(n), abstract=text) for n, text in enumerate((case.text, ELSE))))
    return asyncio.run(index.find(index.reader.read(case.question)))


def _absent(case: Case) -> bool:
    """Not answered, or hedged; and what is absent is named."""
    finding = found(case)
    said = " ".join((*finding.unknown_words, *finding.not_said)).casefold().replace("-", " ")
    declined = finding.outcome is not Outcome.ANSWERED or not finding.sure
    return declined and str(case.right).casefold().replace("-", " ") in said


def _held(case: Case) -> bool:
    """Shown, and nothing of the question is said to be missing."""
    finding = found(case)
    first = [one.sentence.key for one in finding.evidence[:1]]
    return first == ["0"] and not finding.unknown_words and not finding.not_said


def _first(case: Case) -> bool:
    shown = found(case).evidence[:1]
    return bool(shown) and str(case.right) in shown[0].sentence.text


def _same(case: Case) -> bool:
    analyzer = Analyzer()
    one, other = (
        [term for term, word in analyzer.words(text) if len(word) > 1 or word.isdecimal()]
        for text in (case.text, case.question)
    )
    return one == other and bool(one)


def _cut(case: Case) -> bool:
    return [case.text[start:end] for start, end in split(case.text)] == list(case.right)


def _placeholder(case: Case) -> bool:
    return clean_abstract(case.text).text == ""


def _title_only(case: Case) -> bool:
    """The reference is given, nothing is quoted, and the answer says that there is no abstract."""
    papers = (
        Paper(source_id="bare", title=case.text),
        *(Paper(source_id=str(n), abstract=ELSE) for n in range(2)),
    )
    answer = asyncio.run(Assistant(index_of(*papers)).ask(case.question, Context(library="few")))
    return not answer.quotes and case.text in answer.text and "no abstract" in answer.text


RIGHT: dict[str, Callable[[Case], bool]] = {
    "absent": _absent,
    "held": _held,
    "first": _first,
    "same": _same,
    "apart": lambda case: not _same(case),
    "cut": _cut,
    "placeholder": _placeholder,
    "title only": _title_only,
}


def is_right(case: Case) -> bool:
    """Whether a case is right as the product stands."""
    return RIGHT[case.kind](case)


def main() -> None:
    """Print how many are right, by half and kind; with ``--misses`` those of the half that may be read."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.readings", description=__doc__)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    known = [(case, is_right(case)) for case in cases()]
    for half, name in ((False, "read"), (True, "held out")):
        mine = [(case, right) for case, right in known if case.held_out is half]
        print(f"{name}: {sum(right for _, right in mine)} of {len(mine)} right")
        of, hits = Counter(case.kind for case, _ in mine), Counter(case.kind for case, right in mine if right)
        print("  " + ", ".join(f"{kind} {hits[kind]}/{of[kind]}" for kind in RIGHT))
    for case, right in known:
        if options.misses and not right and not case.held_out:
            print(f"{case.number} [{case.kind}] {case.text} | {case.question} | {case.right} ({case.source})")


if __name__ == "__main__":
    main()
