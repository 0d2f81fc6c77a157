"""A paper or a journal as many people would name it: cut short, in part of its words, or by what its record says."""

from __future__ import annotations

import pytest

from tests.bot.assistant.conversations import alike, asked
from tests.quality.understanding import assistant

LIBRARY = assistant("archaeology")


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("papers in AMQ", "papers in Archaeological Materials Quarterly"),
        ("AMQ papers", "papers in Archaeological Materials Quarterly"),
        ("how many papers were published in AMQ", "how many papers in Archaeological Materials Quarterly"),
        ("top cited in AMQ", "most cited paper in Archaeological Materials Quarterly"),
        ("papers by hartley in AMQ", "papers by hartley in Archaeological Materials Quarterly"),
        ("average citations of AMQ papers", "average citations of papers in Archaeological Materials Quarterly"),
        ("anything from the archaeological materials q", "papers in Archaeological Materials Quarterly"),
        ("papers in archaeol. mater. q.", "papers in Archaeological Materials Quarterly"),
        ("papers from Arch Materials Quarterly", "papers in Archaeological Materials Quarterly"),
        (
            "anything from the j of landscape archaeology after 2020",
            "papers in Journal of Landscape Archaeology and Survey after 2020",
        ),
        ("papers in J Landscape Archaeol Surv", "papers in Journal of Landscape Archaeology and Survey"),
        ("JLAS articles", "articles in Journal of Landscape Archaeology and Survey"),
        ("articles from Mortuary and Bioarch Letters", "papers in Mortuary & Bioarchaeology Letters"),
        ("articles in Mortuary Letters", "papers in Mortuary & Bioarchaeology Letters"),
        ("list papers from the Quarterly", "papers in Archaeological Materials Quarterly"),
        ("papers not in AMQ", "papers not in Archaeological Materials Quarterly"),
    ],
)
async def test_a_journal_is_read_however_it_is_cut(question: str, plain: str) -> None:
    await alike(question, plain)


@pytest.mark.parametrize("question", ["papers on landscape archaeology", "papers about materials", "letters"])
async def test_words_that_a_journal_has_too_are_no_journal(question: str) -> None:
    assert " in Journal of" not in (await asked(question)).text
    assert " in Mortuary" not in (await asked(question)).text


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("publication date of looting seen from space", "when was the paper on looting published"),
        ("when was Looting Seen from Space published?", "when was the paper on looting published"),
        ("who wrote who owns the dead", "who wrote the paper on reburial"),
        ("how often was milk in the pots cited", "how often was the milk paper cited"),
        ("doi of bones of the workhouse", "doi of the workhouse paper"),
        (
            "citations of “Charcoal, Hearths and the Old Wood Problem: A Review of 410 Radiocarbon Dates”",
            "citations of the charcoal review",
        ),
        ("pages in can volunteers sort sherds", "how many pages has the volunteers paper"),
    ],
)
async def test_a_title_within_a_question_names_its_paper(question: str, plain: str) -> None:
    await alike(question, plain)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("hartleys paper from 2019 (first author)", "10.99975/jlas.2019.1103"),
        ("paper with al-sayed as first author", "10.99975/jlas.2020.1204"),
        ("paper whose first author is Eriksen", "10.99977/mbl.2022.0601"),
        ("Eriksen first author", "10.99977/mbl.2022.0601"),
        ("eriksens paper (first author)", "10.99977/mbl.2022.0601"),
        ("the one where Lund is the only author", "10.99977/mbl.2023.0702"),
        ("papadakis' paper as first author", "10.99976/amq.2018.2504"),
        ("the newest paper", "10.99975/jlas.2024.1603"),
        ("the newest paper in the library", "10.99975/jlas.2024.1603"),
        ("most recent one", "10.99975/jlas.2024.1603"),
        ("the most cited paper", "10.99976/amq.2017.2403"),
        ("the oldest paper here", "10.99976/amq.2017.2403"),
        ("the longest one", "10.99976/amq.2017.2403"),
        ("latest paper by Bell", "10.99977/mbl.2022.0601"),
        ("bell's most cited paper", "10.99976/amq.2017.2403"),
        ("most cited one of 2020", "10.99976/amq.2020.2702"),
        ("the opinion piece", "10.99977/mbl.2023.0702"),
        ("AMQ 2018", "10.99976/amq.2018.2504"),
        ("Arch Mat Quart 2018", "10.99976/amq.2018.2504"),
        ("Nowak et al., 2020, AMQ", "10.99976/amq.2020.2702"),
        ("JLAS 13(1)", "10.99975/jlas.2021.1301"),
        (
            "Carvalho I, Hartley R, et al. Airborne lidar over the Serra Baixa. J Landsc Archaeol Surv 2021;13:1-22",
            "10.99975/jlas.2021.1301",
        ),
        ("die neueste Arbeit", "10.99975/jlas.2024.1603"),
        ("最新の論文", "10.99975/jlas.2024.1603"),
    ],
)
async def test_a_paper_is_named_by_what_its_record_says(words: str, key: str) -> None:
    found = await LIBRARY.which(words)
    assert (found.sure, [paper.key for paper in found.papers]) == (True, [key]), found


@pytest.mark.parametrize("words", ["Santos", "J. Müller", "Lund", "a paper by Bell", "papers in AMQ"])
async def test_which_of_several_is_asked(words: str) -> None:
    found = await LIBRARY.which(words)
    assert not found.sure
    assert len(found.papers) > 1


async def test_a_volume_and_an_issue_are_told_as_they_are_printed() -> None:
    one = next(paper for paper in LIBRARY.corpus.papers if paper.volume and paper.issue and paper.journal)
    await alike(
        f"{one.journal} {one.volume}/{one.issue}", f"papers in {one.journal} volume {one.volume} issue {one.issue}"
    )
    await alike(f"{one.volume}({one.issue})", f"papers in volume {one.volume} issue {one.issue}")
