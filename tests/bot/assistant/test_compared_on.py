"""What two papers say of a topic is compared by what they found, and not by what they set out to measure."""

from __future__ import annotations

from tests.bot.assistant.conversations import over, paper, talk

PLANNED = "Secondary outcomes were deaths, falls and cost."


async def test_a_result_comes_before_the_outcome_that_was_to_be_measured() -> None:
    looms = paper(
        "Loom", "Looms of felt in winter", f"We sent 212 looms to towns. {PLANNED} Nine and 11 weavers died."
    )
    bells = paper("Bell", "Bells of glass in winter", f"We sent 140 bells to towns. {PLANNED} Four ringers died.")
    answer = (await talk(over(looms, bells), "compare the felt paper and the glass paper on deaths"))[0]
    assert [quote.text for quote in answer.quotes][:2] == ["Nine and 11 weavers died.", "Four ringers died."]


async def test_the_outcome_alone_is_better_than_nothing() -> None:
    looms = paper("Loom", "Looms of felt in winter", f"We sent 212 looms to towns. {PLANNED}")
    bells = paper("Bell", "Bells of glass in winter", f"We sent 140 bells to towns. {PLANNED} Four ringers died.")
    answer = (await talk(over(looms, bells), "compare the felt paper and the glass paper on deaths"))[0]
    assert [quote.text for quote in answer.quotes][:2] == [PLANNED, "Four ringers died."]
