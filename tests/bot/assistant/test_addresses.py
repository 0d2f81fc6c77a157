"""Papers named by addresses, numbers and places of print that only their records have."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Author, Paper
from tests.bot.assistant.conversations import over


def _paper(key: str, family: str, title: str, abstract: str, **fields: object) -> Paper:
    authors = (Author(name=f"Ida {family}", family=family, given="Ida"),)
    return Paper.model_validate({"source_id": key, "title": title, "abstract": abstract, "authors": authors, "year": 2019, **fields})  # fmt: skip


LOOMS = over(
    _paper("warp", "Lund", "Warp tension on hand looms", "Tension fell by 12 % on 30 looms. Loose warps broke.", journal="Stroke and Weave", volume="50", issue="3", page="697–704", pmid="30776994", doi="10.1161/WEAVE.118.021126"),
    _paper("dye", "Lund", "Madder dye on wool", "We dyed 18 skeins with madder. Madder faded in sun.", journal="DYER. Nordic journal of dyeing", short_journal="DYER Nord J Dye", volume="9", page="79-81", pmid="1696114", doi="10.5555/dye.9.79"),
    _paper("flax", "Roe", "Flax retting in ponds", "Flax was retted in 7 ponds. Retting took 9 days.", journal="Fibres", doi="10.3390/fib7050041"),
    _paper("felt", "Roe", "Felt of dog hair", "We felted 25 mats of dog hair. Dog hair felted badly.", journal="Journal of rural textile craft", short_journal="J Rural Text", doi="10.5555/felt", cited_by=4),
    _paper("mat", "Quist", "Straw mats", "We wove 11 straw mats. Straw mats lasted a year.", journal="Fibres", year=2021, doi="10.3390/fib9110099", cited_by=9),
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Lund et al., Stroke Weave 2019;50:697–704", "warp"),
        ("Lund I. 2019; 50(3): 697", "warp"),
        ("Lund, DYER Nord J Dye 9:79", "dye"),
        ("https://www.mdpi.com/2079-6439/7/5/41", "flax"),
        ("mdpi.com/2079-6439/9/11/99/htm", "mat"),
        ("pubmed.gov/30776994", "warp"),
        ("pubmed.ncbi.nlm.nih.gov/1696114/", "dye"),
        ("30776994", "warp"),
        ("Roe, J Rural Text", "felt"),
    ],
)
async def test_a_paper_is_found_by_where_it_stands(words: str, key: str) -> None:
    found = await LOOMS.which(words)
    assert found.sure, found
    assert found.papers[0].source_id == key


@pytest.mark.parametrize(
    "asked", ["tl;dr of {}", "summary of {}", "what did {} find", "who wrote {}?", "main result of {} please"]
)
@pytest.mark.parametrize("number", ["30776994", "pubmed.gov/30776994"])
async def test_a_number_of_pubmed_alone_names_its_paper_in_a_question(asked: str, number: str) -> None:
    answer = await LOOMS.ask(asked.format(number), Context())
    assert answer.keys == ("10.1161/weave.118.021126",), answer.text


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("papers from DYER", {"dye"}),
        ("how many papers are in DYER", {"dye"}),
        ("papers in J Rural Text", {"felt"}),
        ("J Rural Text papers", {"felt"}),
        ("newest paper in Fibres", {"mat"}),
        ("most cited paper in Fibres", {"mat"}),
    ],
)
async def test_a_journal_is_found_by_its_short_name(question: str, keys: set[str]) -> None:
    answer = await LOOMS.ask(question, Context())
    told = {one.source_id for one in LOOMS.corpus.papers if one.key in answer.keys}
    assert (answer.kind, told) == ("record", keys), answer.text
