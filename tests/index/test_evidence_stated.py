"""What a paper states in other words than the question's, and what it does not."""

from __future__ import annotations

import pytest

from corpus.models import Paper
from index.finding import evidence
from index.finding.evidence import read_paper
from tests.index.test_evidence import credited, hit
from tests.libraries import indexed


@pytest.mark.parametrize(
    ("abstract", "numbers"),
    [
        ("Cameras were cheap. Precision was 0.9 in the dark.", [2]),
        ("Cameras were accurate. Precision was 0.9 in the dark.", [1]),  # the word itself is there
        ("Cameras were cheap. Precision was good in the dark.", []),
        (
            "Cameras were cheap. Precision was good in all halls of the north and in those of the far south, where lamps cost 9.",
            [],
        ),
    ],
)
def test_a_word_for_a_figure_is_stated_in_others_where_a_number_is_near_and_the_word_is_nowhere(
    abstract: str, numbers: list[int]
) -> None:
    assert credited("how accurate were cameras?", "accurate", "Cameras", abstract) == numbers


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("how many tests of zorbs", 1),
        ("how many tests of zorbs in total", 1),
        ("how many tests of zorbs altogether", 1),
        ("how many tests of zorbs overall", 1),
        ("how many tests were studied of zorbs", 1),
        ("how many tests of zorbs had wind", 3),
    ],
)
def test_words_for_all_of_them_or_for_studying_them_ask_for_no_part(question: str, number: int) -> None:
    sentences = ("We reviewed 41 tests of zorbs.", "In total, zorbs ran in six tests.", "Wind blew in nine tests.")
    index = indexed(Paper(source_id="z", title="Zorbs", abstract=" ".join(sentences)))
    reading = read_paper(index.texts("z"), index.reader.read(question), 0.5, 0.25)
    assert max(reading.candidates, key=lambda one: one.score).line.number == number


def test_a_paper_without_sentences_has_no_words_that_stand_together() -> None:
    """Its title has both, and so it holds the whole question: a fifth is added, and no more."""
    papers = (
        Paper(source_id="t", title="Zorbs calmed goats"),
        Paper(source_id="s", title="Study", abstract="Zorbs calmed goats."),
    )
    index = indexed(*papers)
    found = evidence.rescored(
        [hit("t", 2.0), hit("s", 2.0)], index._texts, index.reader.read("zorbs calmed goats")
    )
    assert {one.key: one.score for one in found} == {
        "t": pytest.approx(1.0 + 0.2),
        "s": pytest.approx(1.0 + 0.2 + 0.12),
    }
