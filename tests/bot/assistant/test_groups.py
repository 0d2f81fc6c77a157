"""How many papers, or how much of a count, of each year, volume, keyword, person: reckoned here from the records alone."""

from __future__ import annotations

from collections import Counter, defaultdict

from bot.models import Context
from tests.quality.understanding import assistant

HARBOUR = assistant("harbour")
PAPERS = HARBOUR.corpus.papers


async def told(question: str) -> str:
    answer = await HARBOUR.ask(question, Context())
    assert (answer.kind, answer.answered) == ("record", True)
    return answer.text.partition("\n\n")[2]


async def test_papers_of_each_volume_are_counted() -> None:
    text = await told("how many papers does each volume have")
    for volume, number in Counter(paper.volume for paper in PAPERS).items():
        assert f"{volume}: {number} papers" in text


async def test_citations_of_each_year_are_added_up() -> None:
    sums: dict[int | None, int] = defaultdict(int)
    for paper in PAPERS:
        sums[paper.year] += paper.cited_by or 0
    text = await told("citations per year")
    for year, number in sums.items():
        assert f"{year}: {number} citations" in text
    assert f"Most: {max(sums, key=lambda year: sums[year])}." in text


async def test_a_paper_counts_under_each_of_its_keywords() -> None:
    most, number = Counter(word for paper in PAPERS for word in paper.keywords).most_common(1)[0]
    text = await told("which keyword is used most")
    assert number > 1
    assert f"{most}: {number} papers" in text
    assert most in text.partition("Most: ")[2]


async def test_people_are_told_beside_one_another() -> None:
    text = await told("who has more papers, Lindqvist or Ferreira?")
    for family in ("Lindqvist", "Ferreira"):
        own = [paper for paper in PAPERS if any(author.family == family for author in paper.authors)]
        assert f"{family}: {len(own)} paper" in text
    assert "Most: Karin Lindqvist." in text


async def test_few_papers_are_listed_with_their_groups() -> None:
    answer = await HARBOUR.ask("papers by Hansen per year", Context())
    assert set(answer.keys) == {p.key for p in PAPERS if any(a.family == "Hansen" for a in p.authors)}


async def test_what_no_record_gives_is_no_group() -> None:
    answer = await HARBOUR.ask("how many papers per heading", Context())
    assert not answer.answered
    assert "do not give the heading" in answer.text
