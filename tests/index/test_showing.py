"""Which sentence of an answer comes first, and what is not shown beside it."""

from __future__ import annotations

import pytest

from corpus.models import Paper
from index.models import Finding
from index.sentences.reporting import asks_attrition, is_attrition
from tests.libraries import indexed

ZORBS = Paper(
    source_id="z",
    title="Zorbs for goats",
    abstract=(
        "Zorbs are given to goats in many villages. "
        "We assigned 40 goats to zorbs or to nothing and recorded their bleating. "
        "Bleating of goats with zorbs fell by 31% (p = 0.002). "
        "Hoof cracks were found in 12% of goats with zorbs and 13% of the others (p = 0.8). "
        "Zorbs make goats quiet."
    ),
)
KELP = Paper(source_id="k", title="Kelp", abstract="Kelp sinks. Weight fell by 12% (p = 0.01).")


async def found(question: str) -> Finding:
    index = indexed(ZORBS, KELP)
    return await index.find(index.reader.read(question))


async def test_the_sentence_with_what_the_name_lacks_comes_first() -> None:
    for asked, number in (("zorbs for goats and hoof cracks", 4), ("zorbs for goats, bleating", 3)):
        finding = await found(asked)
        assert finding.evidence[0].sentence.number == number, asked


async def test_one_sentence_that_surely_answers_is_shown_alone() -> None:
    for asked in ("do hoof cracks change", "how many goats had hoof cracks"):
        finding = await found(asked)
        assert finding.sure
        assert [one.sentence.number for one in finding.evidence] == [4], asked


BOOTS = Paper(
    source_id="b",
    title="Felt boots for yaks",
    abstract=(
        "Felt boots are an old custom of herders of yaks. "
        "We compared 30 yaks in felt boots with 30 others for one summer. "
        "Cream rose by 18% (p = 0.01). "
        "Felt boots of yaks cost 12 coins and were lost by seven yaks. "
        "Boots of yaks were mended twice."
    ),
)


@pytest.mark.parametrize(
    ("asked", "before", "shown"),
    [
        ("felt boots lost", "", True),  # half of it is in the title
        ("boots mended", "felt yaks", False),  # it goes on from another question
        ("why were felt boots lost", "", False),  # a reason is asked for
        ("coins and felt of herders lost", "", False),  # most of it is not
    ],
)
async def test_the_main_result_is_shown_behind_what_a_topic_alone_finds(
    asked: str, before: str, shown: bool
) -> None:
    index = indexed(BOOTS, KELP)
    finding = await index.find(index.reader.read(asked, before))
    numbers = [one.sentence.number for one in finding.evidence]
    assert numbers[0] in (4, 5)
    assert (3 in numbers) == shown
    assert not shown or numbers[-1] == 3


async def test_all_that_were_asked_for_are_shown() -> None:
    index = indexed(ZORBS, KELP)
    finding = await index.find(index.reader.read("do zorbs change hoof cracks of goats"), most=5)
    assert len(finding.evidence) > 1


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("At eight weeks 81 (84%) completed the questionnaires.", True),
        ("A total of 9,672 (34%) were recaptured at least once.", True),
        ("Twenty-one children (9%) were lost to follow-up.", True),
        ("The response rate was 68%.", True),
        ("Falls were halved by a lamp.", False),
        ("Completed fences kept the goats in.", False),
    ],
)
def test_who_was_lost_or_stayed(sentence: str, says: bool) -> None:
    assert is_attrition(sentence) is says


def test_whether_they_are_asked_for() -> None:
    assert [asks_attrition(one) for one in ("how many dropped out", "do lamps work")] == [True, False]
