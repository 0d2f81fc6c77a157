"""A question with a whole title in it is asked of that paper, whatever words the title has."""

from __future__ import annotations

import pytest

from bot.assistant.reading.pasted import keyed
from bot.models import Context
from corpus.doi import Doi
from corpus.models import Author, Paper
from tests.bot.assistant.conversations import over


def _paper(number: int, family: str, title: str, abstract: str) -> Paper:
    return Paper(doi=Doi(f"10.5555/nest.{number}"), title=title, abstract=abstract, year=2020 + number, authors=(Author(name=f"Ann {family}", family=family),), journal="Nests")  # fmt: skip


STORKS = "Do storks leave when the marsh dries? Sample size, age and a p value for patience"
PAPERS = (
    _paper(1, "Hagen", STORKS, "We watched 61 storks. Storks left in 9 of 12 dry years (p = 0.03). Nests were counted from the road. We conclude that water holds storks."),
    _paper(2, "Ito", "What I would do with my crane: cranes on ponds", "Cranes bred on 14 ponds. Ponds with reeds had more chicks (p = 0.2). We conclude that reeds help cranes."),
)  # fmt: skip
NESTS = over(*PAPERS)


@pytest.mark.parametrize("paper", PAPERS, ids=["storks", "cranes"])
@pytest.mark.parametrize(
    ("asked", "says"),
    [("what did {} find", ""), ("what does {} show", ""), ("{} conclusion", "We conclude"), ("what did {} conclude", "We conclude"), ("p value of {}", "(p = "), ("how do i cite {}", "Ann"), ("“{}” journal", "Nests"), ("who wrote {}", "Ann")],
)  # fmt: skip
async def test_what_is_asked_with_a_title_is_told_of_that_paper(paper: Paper, asked: str, says: str) -> None:
    answer = await NESTS.ask(asked.format(paper.title), Context())
    assert set(answer.keys) == {paper.key}, answer.text
    assert says.replace("Ann", paper.authors[0].family or "") in answer.text.partition("\n\n")[2], answer.text


def test_a_title_alone_or_of_two_papers_stays_as_it_is() -> None:
    assert keyed(STORKS, PAPERS) == STORKS
    assert keyed(f"{STORKS}?", PAPERS) == f"{STORKS}?"
    twice = (*PAPERS, PAPERS[0].model_copy(update={"doi": Doi("10.5555/nest.9")}))
    assert keyed(f"who wrote {STORKS}", twice) == f"who wrote {STORKS}"
    assert (
        keyed(f"compare “{STORKS}” and {PAPERS[1].title}", PAPERS) == "compare 10.5555/nest.1 and 10.5555/nest.2"
    )
