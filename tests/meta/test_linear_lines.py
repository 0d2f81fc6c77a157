"""Work grows with a text that is not ours, and not with its square, counted in the lines of Python that run."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from bot.assistant.assistant import Assistant, QuestionLimits
from bot.assistant.reading.titles import longest_run, replies_to
from bot.assistant.turns.framing import READ_THROUGH
from bot.models import Context
from corpus import patterns
from corpus.authors import authors_of, people
from corpus.citing import STYLES
from corpus.formats.json.csljson import fields
from corpus.formats.json.jsonlists import elements
from corpus.formats.making import paper_of as made_of
from corpus.formats.remarks import Remarks
from corpus.formats.text import pubmed_text
from corpus.formats.text.bibparts import _cut
from corpus.merging import Joining, difference
from corpus.models import Author, Paper
from index.library import LibraryIndex
from index.sentences.arithmetic import disagreements
from index.sentences.figures import figures_of
from index.terms.analyzer import Analyzer
from index.terms.forms import analysed
from tests.libraries import indexed

ANALYZER = Analyzer()
TEXTS = (
    "alpha beta (AB) ", "(AB)(AB)", "(a. b ", "A. ", "((((", "[x] ", "1.1.1.", "1-1-", "pain 5 pain ", "“a” ", "a\n\n",
    "Methods\n", "main findings ", "aaaa", "AAAA", "a (b) is c. ", ".)))", "é", "a,a;", "x=1 ",
)  # fmt: skip


@pytest.fixture(autouse=True)
def made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern is made at the first text it sees: at one of the next fifty it would be counted with whatever is tried
    then, and that depends on the tests before.
    """
    monkeypatch.setattr(patterns, "LOOKED_AT", 0)


def lines_run(work: Callable[[], Any]) -> int:
    """How many lines of Python some work runs."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def twice_at_most(work: Callable[[int], Callable[[], Any]], size: int) -> None:
    """``work(size)`` prepares some; done before, so that what is remembered counts for neither."""
    work(size)()
    work(2 * size)()
    once, twice = lines_run(work(size)), lines_run(work(2 * size))
    assert twice <= 2.3 * once + 300


def paper_of(piece: str, size: int) -> Paper:
    return Paper(source_id="p", title=piece * 8, abstract=(piece * (size // len(piece) + 1))[:size])


@pytest.mark.parametrize("piece", TEXTS)
def test_a_paper_is_analysed_in_steps_that_grow_with_it(piece: str) -> None:
    def work(size: int) -> Callable[[], Any]:
        paper = paper_of(piece, size)
        return lambda: analysed(paper, ANALYZER, 3)

    twice_at_most(work, 1500)


@pytest.mark.parametrize("piece", ["pain 5 ", "how many ", "the ", "what dose ", "a-", "(AB) ", "unknownword "])
def test_a_question_is_answered_in_steps_that_grow_with_it_and_with_the_sentence(piece: str) -> None:
    def index_of(size: int) -> LibraryIndex:
        papers = (paper_of("pain 5 dose 3 ", size), Paper(source_id="q", title="pain", abstract="It was 5."))
        return indexed(*papers)

    small, large = index_of(1000), index_of(2000)

    def asking(index: LibraryIndex, size: int) -> Callable[[], Any]:
        question = f"how many {piece * (size // len(piece))}?"
        return lambda: asyncio.run(index.find(index.reader.read(question)))

    twice_at_most(lambda size: asking(small, size), 1000)
    twice_at_most(lambda size: asking(small if size == 1000 else large, 1000), 1000)


@pytest.mark.parametrize("read", [lambda paper: list(figures_of(paper)), disagreements])
@pytest.mark.parametrize(
    "piece", ["1% (", "1% ", "12 of 40 women (35%) ", "mean 5 (", "p=0.1, ", "HR 1.2 (1% and b "]
)
def test_figures_are_read_in_steps_that_grow_with_them(read: Callable[[Paper], Any], piece: str) -> None:
    def work(size: int) -> Callable[[], Any]:
        paper = Paper(source_id="p", abstract=piece * size)
        return lambda: read(paper)

    twice_at_most(work, 60)


@pytest.mark.parametrize("style", STYLES)
def test_thousands_of_authors_are_cited_in_steps_that_grow_with_them(style: str) -> None:
    def work(count: int) -> Callable[[], Any]:
        authors = tuple(Author(name=f"A. Name{n}", family=f"Name{n}", given="A.") for n in range(count))
        paper = Paper(source_id="p", title="A title", authors=authors)
        return lambda: STYLES[style].render([paper])

    twice_at_most(work, 60)


@pytest.mark.parametrize(
    "read",
    [
        authors_of,
        people,
        lambda text: list(_cut(text)),
        lambda text: list(elements("[" + '{"a": "' + text + '"},' * 3 + "]", "x")),
        lambda text: list(elements('{"items": [{"a": 1}, {"a": "' + text, "x")),
        lambda text: fields({"title": text, "abstract": text, "keyword": text}),
        lambda text: difference(f"a {text} b", f"c {text} d"),
    ],
)
@pytest.mark.parametrize("piece", ["A. Name, ", "and ", "{a} and ", "&#9;", "<b>", "; ", "x y z "])
def test_names_and_records_are_read_in_steps_that_grow_with_them(read: Callable[[str], Any], piece: str) -> None:
    twice_at_most(lambda size: lambda: read(piece * (size // len(piece))), 1500)


def test_a_number_of_thousands_of_digits_is_no_error() -> None:
    said = fields({"title": "a &#" + "9" * 5000 + "; b", "issued": {"date-parts": [["9" * 5000, 1, 1]]}})
    made = made_of(1, said, "", Remarks())
    assert made.title == "a \ufffd b"
    assert made.year is None
    assert made.published is None


def test_a_word_that_no_paper_has_is_looked_up_once_and_not_in_each_paper() -> None:
    def library(size: int) -> Assistant:
        papers = tuple(
            Paper(source_id=f"p{n}", title=f"Spinal pain {n}", abstract="It was 5.") for n in range(size)
        )
        return Assistant(indexed(*papers))

    def further_words(assistant: Assistant) -> int:
        """How many lines twelve unknown words more cost."""

        def asking(unknown: int) -> Callable[[], Any]:
            words = " ".join(f"zq{chr(97 + n)}x" for n in range(unknown))
            return lambda: asyncio.run(assistant.ask(f"who wrote {words} spinal analysis?", Context()))

        for unknown in (24, 12):  # what is made once is made before anything is counted
            asking(unknown)()
        return lines_run(asking(24)) - lines_run(asking(12))

    small, large = (further_words(library(READ_THROUGH + more)) for more in (1, 2 * READ_THROUGH))
    assert large <= 1.1 * small


@pytest.mark.parametrize("mark", [".", ":"])
def test_pubmeds_text_is_read_in_steps_that_grow_with_its_numbered_lines(tmp_path: Path, mark: str) -> None:
    """Each might begin a record, by what the record before it holds."""

    def work(size: int) -> Callable[[], Any]:
        file = tmp_path / f"{size}.txt"
        file.write_text(f"1{mark} Hay AB. Owls. Owl Lett. 2020 Jan;1(1):1-2.\nPMID: 7\n" + f"9{mark} x\n" * size)
        return lambda: pubmed_text.read(file)

    twice_at_most(work, 200)


def test_letters_on_a_paper_are_found_in_steps_that_grow_with_the_library() -> None:
    def work(size: int) -> Callable[[], Any]:
        bees = Paper(source_id="bees", title="Bees and their winter food", journal="Hives", volume="1")
        others = [
            Paper(source_id=f"l{n}", title=f"On stones {n}", type="Letter", journal="Rocks") for n in range(size)
        ]
        return lambda: replies_to(bees, [bees, *others])

    twice_at_most(work, 20)


@pytest.mark.parametrize("piece", ["would they do it again ", "it was ", "do "])
def test_words_that_stand_together_are_found_in_steps_that_grow_with_the_question(piece: str) -> None:
    lines = ["They would do it again, they said.", "It was so, and it was not."]
    twice_at_most(lambda size: lambda: longest_run(piece * size, lines, 3), 40)


def test_works_of_one_title_are_told_apart_in_steps_that_grow_with_them() -> None:
    def joined(size: int) -> Callable[[], Any]:
        letters = [
            Paper(
                source_id=f"L{n}",
                title="Letter to the editor",
                year=2020,
                abstract=f"On {n} goats of {n * n} hills.",
            )
            for n in range(size)
        ]

        def join() -> None:
            joining = Joining()
            for letter in letters:
                joining.add(letter)
            assert len(joining) == size

        return join

    twice_at_most(joined, 400)


LONGEST = QuestionLimits().question_chars
STEPS = 600_000  # lines of Python: some tenths of a second
LONG = ("2020 ", "HED-1 ", "a1", "の", "meta stases ", "zqx zqy ", "“a” ", "10.1/a ", "Kang et al., ")


@pytest.mark.parametrize("piece", LONG)
def test_the_longest_message_is_answered_in_bounded_steps(piece: str) -> None:
    papers = [Paper(source_id=f"p{n}", title=f"Metastases {n}", abstract="Pain was less.", authors=(Author(name="A. Kang", family="Kang"),)) for n in range(9)]  # fmt: skip
    assistant, message = Assistant(indexed(*papers)), (piece * LONGEST)[:LONGEST]
    before = asyncio.run(assistant.ask("pain", Context())).turn

    def answered() -> None:
        assistant.questions(message)
        asyncio.run(assistant.ask(message, Context(previous=before)))

    answered()
    assert lines_run(answered) < STEPS
