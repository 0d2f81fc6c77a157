"""Reviews that people do are a topic, and papers of type review are asked for as before; a bare "how many" counts what was listed."""

from __future__ import annotations

import pytest

from corpus.models import Paper
from tests.bot.assistant.conversations import over, talk

LIBRARY = over(
    Paper(source_id="code", title="Code review by tired sailors", abstract="Code review took 9 hours. It found 12 faults.", type="Article", year=2020),
    Paper(source_id="chart", title="A chart review of seasick sailors", abstract="By chart review 90 sailors were found.", type="Article", year=2021),
    Paper(source_id="sum", title="Lamps: what is known", abstract="We searched for lamps. We found 20 lamps.", type="Review", year=2022),
    Paper(source_id="more", title="Horns: what is known", abstract="We searched for horns. We found 7 horns.", type="Review", year=2023),
)  # fmt: skip


@pytest.mark.parametrize(
    "question", ["papers on code review", "how long did code review take", "code reviews by sailors"]
)
async def test_a_review_that_people_do_is_a_topic(question: str) -> None:
    (answer,) = await talk(LIBRARY, question)
    assert answer.keys[:1] == ("code",), answer.text


async def test_how_many_alone_counts_what_was_listed() -> None:
    listed, counted = await talk(LIBRARY, "list the reviews", "how many")
    assert set(listed.keys) == {"sum", "more"}
    assert "2 papers" in counted.text, counted.text
    assert set(counted.keys) <= {"sum", "more"}
