"""A small library written for these tests: three invented papers on ponds, meadows and hedges, two of them of one year."""

from __future__ import annotations

from bot.models import Answer
from corpus.models import Author
from tests.bot.assistant.conversations import over, paper, talk

MEADOWS = paper(
    "Winther",
    "Meadows and bees in Kent",
    "Meadows were sown for bees. We mapped 30 meadows. Bees doubled in two years. Mowing was stopped. "
    "Support came from the Kent Meadow Trust, which employs the only author. The authors declare no conflict of interest.",
)
HEDGES = paper(
    "Prieto",
    "Hedges and finches in Devon",
    "Hedges shelter finches. We walked along 12 hedges. Finches nested in all of them. Sulphur dioxide had fallen by a tenth. "
    "Walkers had learnt the paths by heart.",
    2015,
)
_BY_ONE = paper(
    "Harrow",
    "Garden ponds and frogs in Leeds",
    "Garden ponds are dug for frogs. We counted frogs at 84 ponds. Noise did not change. Ducks were measured at none of them. "
    "Owners were invited and came. Neighbours were not blinded to the digging. Charging a pump took four hours. "
    "A.H. advises a pump company.",
)
PONDS = _BY_ONE.model_copy(
    update={"authors": (*_BY_ONE.authors, Author(name="Tom Okoro", family="Okoro", given="Tom"))}
)


async def replies(*asked: str) -> list[Answer]:
    """What is replied to each message of a conversation over the three papers."""
    return await talk(over(PONDS, MEADOWS, HEDGES), *asked)


async def last(*asked: str) -> Answer:
    """The last of these replies."""
    return (await replies(*asked))[-1]
