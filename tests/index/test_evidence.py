"""Which sentences are evidence: those that hold what the question names, few, none twice, marked where they match."""

from __future__ import annotations

import asyncio
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.models import Paper
from index.finding import evidence, lasting
from index.finding.candidates import Candidate, ReadPaper, order
from index.finding.evidence import choosing, read_paper
from index.finding.selecting import choose, evidence_of
from index.finding.texts import Line, PaperTexts
from index.library import LibraryIndex
from index.models import Hit
from index.terms.analyzer import Analyzer
from index.terms.query import Concept, Query
from tests.bot.assistant.teahouse import COFFEE, TEA, nine, teas
from tests.conftest import examples
from tests.libraries import indexed

TEAS = teas()
NINE = nine()


def read(
    question: str, index: LibraryIndex = TEAS, most: int | None = None
) -> tuple[Query, list[ReadPaper], tuple[Candidate, ...]]:
    query = index.reader.read(question)
    _, readings, chosen = asyncio.run(index.read(query, None, most))
    return query, readings, chosen


def concept(weight: float, carried: bool = False) -> Concept:
    return Concept(words="w", phrase=("w",), others=(), weight=weight, known=True, carried=carried)


def test_a_word_tells_sentences_apart_by_its_rarity_among_them() -> None:
    """Four sentences: ln(1 + 4/4) / ln 5 = 0.4307 for a word of all, 1 for a word of one; the root of 0.25 is 0.5."""
    rows = [(1.0, 1.0, 1.0), (1.0, 0.0, 0.0), (1.0, 0.0, 0.0), (1.0, 0.0, 0.0)]
    everywhere, once, named = choosing([concept(0.25)] * 3, rows, (0.0, 0.0, 1.0))
    assert everywhere == pytest.approx(0.5 * 0.430677**2, abs=1e-5)
    assert once == pytest.approx(0.5)
    assert named == pytest.approx(0.5 * 0.6)
    (carried,) = choosing([concept(0.25, carried=True)], [(1.0,), (0.0,)], (0.0,))
    assert carried == pytest.approx(0.25)


def test_words_of_an_earlier_turn_have_no_more_to_say_together_than_those_asked_now() -> None:
    """The root of 0.01 is 0.1; two carried words of 0.3 and 0.1 share that between them, and the tenth of it for the number studied."""
    concepts = [concept(0.01), concept(0.3, carried=True), concept(0.1, carried=True)]
    rows = [(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)]
    assert choosing(concepts, rows, (0.0, 0.0, 0.0)) == pytest.approx((0.1, 0.075, 0.025))
    assert choosing(concepts, rows, (0.0, 0.0, 0.0), 0.1) == pytest.approx((0.1, 0.0075, 0.0025))
    light = [concept(0.25), concept(0.3, carried=True), concept(0.1, carried=True)]
    assert choosing(light, rows, (0.0, 0.0, 0.0)) == pytest.approx((0.5, 0.3, 0.1))


@pytest.mark.parametrize(
    ("question", "key", "said"),
    [
        ("what was the p value for sleep with green tea?", TEA, "(p = 0.31)"),
        ("how many porters were randomized?", TEA, "We randomized 64 porters"),
        ("what share of porters reported waking at night?", TEA, "25% of porters"),
        ("what did the study of green tea and porters conclude?", TEA, "did not shorten the sleep"),
        ("tremor in nurses", COFFEE, "Tremor was noted in three nurses."),
        ("how was reaction time measured in nurses?", COFFEE, "psychomotor vigilance task"),
    ],
)
def test_the_sentence_that_answers_comes_first(question: str, key: str, said: str) -> None:
    _, readings, chosen = read(question)
    assert readings[0].paper == key
    assert said in chosen[0].sentence.text


def test_what_a_paper_and_its_sentences_hold_is_told_concept_by_concept() -> None:
    query, readings, chosen = read("tremor in zebras")
    assert [concept.words for concept in query.concepts] == ["tremor", "zebras"]
    assert readings[0].credits == (1.0, 0.0)
    assert chosen[0].credits == (1.0, 0.0)
    assert 0 < readings[0].covered < 1
    assert readings[0].named == (0.0, 0.0)
    _, (tea, *_), _ = read("green tea and sleep")
    assert set(tea.named) == {1.0}
    assert tea.covered == pytest.approx(1.0)


def test_marks_are_the_matched_words_themselves() -> None:
    query, _, chosen = read("were tremors noted in nurses?")
    found = evidence_of(chosen[0], query, chosen[0].sentence)
    assert [found.sentence.text[start:end] for start, end in found.marks] == ["Tremor", "noted", "nurses"]
    assert set(found.matched) == {"tremors", "noted", "nurses"}


def test_a_sentence_said_twice_is_shown_once() -> None:
    said = "Cocoa raised the mood of every pilot in the study by 12 points."
    papers = tuple(Paper(source_id=name, title="Cocoa and Pilots", abstract=said) for name in ("a", "b"))
    index = indexed(*papers)
    _, readings, chosen = read("mood of pilots after cocoa", index)
    assert len(readings) == 2
    assert len(chosen) == 1


def test_nothing_matched_is_no_evidence() -> None:
    assert read("zebra crossings in Oslo")[2] == ()


WORDS = "how many patients survival surgery spine metastases mice tamoxifen SABR TES months what p value and of the lung zebra".split()


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=8), st.integers(1, 8))
def test_any_question_gets_few_distinct_sentences_best_first(words: list[str], most: int) -> None:
    query, readings, chosen = read(" ".join(words), NINE, most)
    assert len(chosen) <= most
    assert len({candidate.sentence.id for candidate in chosen}) == len(chosen)
    scores = [candidate.score for candidate in chosen]
    assert scores == sorted(scores, reverse=True)
    assert chosen[:1] == choose(readings, query, 1, 0.0)  # the first does not hang on how many are wanted
    for candidate in chosen:
        found = evidence_of(candidate, query, candidate.sentence)
        assert all(0 <= start < end <= len(found.sentence.text) for start, end in found.marks)
        assert list(found.marks) == sorted(set(found.marks))
        assert bool(found.matched) == any(candidate.credits)


def test_what_papers_hold_of_a_word_is_what_reading_them_for_it_finds() -> None:
    """Under any name, too: a short form's long one, another word for the same; a paper that holds none of it is left out."""
    for index in (TEAS, NINE):
        words = {
            word for paper in index.corpus.papers for word in re.findall(r"[A-Za-z-]{3,}", paper.abstract or "")
        }
        for word in sorted(words)[::7]:
            query = index.reader.read(word, near=False)
            read = {key: read_paper(index.texts(key), query, 0.0) for key in index.papers if query.concepts}
            held = {key: (one.covered, min(one.named)) for key, one in read.items() if one.covered}
            found = index.holding(word, index.papers)
            assert {key: (one.share, one.named) for key, one in found.items()} == held


def test_a_number_in_words_is_no_figure_beside_a_word() -> None:
    paper = Paper(
        source_id="1", title="Doses", abstract="Three groups had 2.5 or 20 mg, two of them 4T1.2 and .5."
    )
    (line,) = PaperTexts(paper, Analyzer()).lines
    assert [line.tokens[place].word for place in sorted(line.numerals)] == ["2.5", "20", "0.5"]
    assert line.places["3"] == [0]


@given(st.text(max_size=200))
def test_places_are_those_of_the_tokens(text: str) -> None:
    for line in PaperTexts(Paper(source_id="1", title="t", abstract=text), Analyzer()).lines:
        for place, token in enumerate(line.tokens):
            assert place in line.places[token.term]
        assert sum(map(len, line.places.values())) >= len(line.tokens)


@pytest.mark.parametrize("question", ["how strong is green tea", "coffee and sleep in adults", "zebras", ""])
def test_what_a_paper_holds_is_what_each_of_its_sentences_holds(question: str) -> None:
    concepts = TEAS.reader.read(question).concepts
    for key in TEAS.papers:
        texts = TEAS.texts(key)
        told = lasting.credited(texts, concepts)
        assert [one.named for one in told] == list(map(texts.name.credit, concepts))
        assert [one.sentences for one in told] == [
            tuple(held.credit(one) for held in texts.held) for one in concepts
        ]
        again = lasting.credited(texts, concepts[1:])  # a part of the question: nothing is told anew
        assert all(one is before for one, before in zip(again, told[1:], strict=True))


@pytest.mark.parametrize(
    "question",
    [
        "how strong is green tea",
        "which treatments reduce pain",
        "do bone metastases respond to radiotherapy",
        "how many patients had surgery",
        "what was concluded of survival",
        "",
    ],
)
def test_the_best_sentence_is_found_without_scoring_all(question: str) -> None:
    scored = 0
    for index in (TEAS, NINE):
        query = index.reader.read(question)
        for key in index.papers:
            reading, again = (read_paper(index.texts(key), query, 0.5, 0.25) for _ in range(2))
            if not reading.candidates:
                with pytest.raises(ValueError, match="empty"):
                    _ = again.best
                continue
            assert order(again.best) == order(reading.candidates[0])
            scored += len(reading.candidates)
    assert scored > 100


def test_what_is_so_whatever_is_asked_is_told_once() -> None:
    asked: list[int] = []

    def number(line: Line) -> int:
        asked.append(line.number)
        return line.number

    first, second, *_ = TEAS.texts(COFFEE).lines
    assert [first.once(number), first.once(number), second.once(number)] == [1, 1, 2]
    assert asked == [1, 2]


def test_a_question_is_read_once_for_all_that_ask_it_in_the_same_way() -> None:
    read = TEAS.reader.read
    assert read("how strong is green tea") is read("how strong is green tea", near=True)
    assert read("how strong is green tea", near=False) is not read("how strong is green tea")


def test_the_number_of_things_asked_for_by_name_is_a_size_where_the_title_holds_the_rest() -> None:
    """And no size where some of them are asked for."""
    sentences = (
        "We reviewed 41 tests of zorbs.",
        "Sprinklers ran in six tests.",
        "Zorbs lay in wind in nine tests.",
    )
    papers = (Paper(source_id="z", title="Zorbs", abstract=" ".join(sentences)),)
    index = indexed(*papers)

    def best(question: str) -> int:
        reading = read_paper(index.texts("z"), index.reader.read(question), 0.5, 0.25)
        return max(reading.candidates, key=lambda one: one.score).line.number

    assert best("how many tests of zorbs") == 1
    assert best("how many tests had wind") == 3  # of some of them: not the number studied
    assert best("how many tests of zorbs and sprinklers") == 2  # the title holds no sprinklers


def credited(question: str, word: str, title: str, abstract: str) -> list[int]:
    """The numbers of the sentences of a paper that have a word of a question wholly."""
    index = indexed(Paper(source_id="p", title=title, abstract=abstract))
    query = index.reader.read(question)
    (at,) = (at for at, one in enumerate(query.concepts) if one.words == word)
    reading = read_paper(index.texts("p"), query, 0.5, 0.25)
    return sorted(one.line.number for one in reading.candidates if one.credits[at] == 1.0)


@pytest.mark.parametrize(
    ("question", "word", "abstract", "numbers"),
    [
        ("how accurate were cameras?", "accurate", "Cameras were cheap. Precision was 0.9 in the dark.", [2]),
        ("what was the price in dollars?", "dollars", "One cost 35 euros. The other cost $ 20. They float.", [2]),
        ("what was the price in dollars?", "price", "One cost 35 euros. The other cost $ 20. They float.", [1, 2]),
        ("how many patients were there?", "patients", "They slept. A total of 212 adults were enrolled.", [2]),
        ("how many adults were there?", "adults", "They slept. A total of 212 adults were enrolled.", [2]),
        ("how many nurses were there?", "nurses", "They slept. A total of 212 adults were enrolled.", []),
    ],
)
def test_a_figure_its_unit_and_who_was_counted_are_credited_where_they_are_stated_in_other_words(
    question: str, word: str, abstract: str, numbers: list[int]
) -> None:
    assert credited(question, word, "Kettles and cameras", abstract) == numbers


STAND_TOGETHER, STAND_APART, HAS_LESS = (
    "Zorbs calmed goats.",
    "Zorbs are round. Cats saw them. Goats ate hay.",
    "Goats ate hay.",
)


def hit(key: str, score: float) -> Hit:
    return Hit(passage_id=f"{key}:0", key=key, score=score)


def test_papers_are_ranked_again_by_how_much_of_a_question_each_has_and_whether_its_words_stand_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The score divided by the best paper's, a fifth for all words, and 0.12 for words that stand together."""
    monkeypatch.setattr(evidence, "DEPTH", 4)
    held = {"t": STAND_TOGETHER, "a": STAND_APART, "b": STAND_APART, "l": HAS_LESS, "t2": STAND_TOGETHER}
    papers = [Paper(source_id=key, title="Study", abstract=text) for key, text in held.items()]
    index = indexed(*papers)
    before = [hit("l", 2.0), hit("b", 1.9), hit("a", 1.9), hit("t", 1.86), hit("t2", 1.0)]
    found = evidence.rescored(before, index._texts, index.reader.read("zorbs goats"))
    assert [one.key for one in found] == ["t", "b", "a", "l", "t2"]
    scores = {one.key: one.score for one in found}
    assert scores["t"] == pytest.approx(0.93 + 0.2 + 0.12)
    assert scores["a"] == scores["b"] == pytest.approx(0.95 + 0.2)
    assert 1.0 < scores["l"] < 1.2
    assert scores["t2"] == 0.5  # not read: it stands behind those that are
    assert evidence.rescored([], index._texts, index.reader.read("zorbs")) == ()
