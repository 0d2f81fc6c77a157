"""A paper picked by a part of its DOI, a number, a record of it, or a piece of its reference."""

from __future__ import annotations

import pytest

from bot.assistant.reading.scored import NoTexts
from bot.assistant.reading.titles import by_title
from bot.assistant.reading.which import Which
from bot.models import Context
from corpus.doi import Doi
from corpus.models import Paper
from tests.bot.assistant.conversations import NINE, ask, over, paper, talk
from tests.bot.assistant.teahouse import nine, teahouse

ALL_NINE = Which(nine(), NINE.corpus.papers)


async def test_a_word_that_papers_say_is_no_end_of_a_doi() -> None:
    said = (
        "p53 was lost in 12 of 40 mice. The others had p53 throughout.",
        "We counted mice in barns. Cats were few.",
    )
    papers = tuple(
        Paper.model_validate({"doi": f"10.5555/mice-{end}", "title": title, "abstract": text})
        for end, title, text in (("k7", "Lost genes of mice", said[0]), ("p53", "Mice in barns", said[1]))
    )
    library = over(*papers)
    answer = await library.ask("p53", Context())
    assert (answer.kind, answer.keys) == ("content", (papers[0].key,))
    assert (await library.ask("mice-k7", Context())).keys == (papers[0].key,)


@pytest.mark.parametrize(
    ("typed", "tail"),
    [
        (
            "@article{knapp2024outcomes, author={Knapp, Brendan and Govindan, Ashwin}, journal={Cancers}, volume={16}, number={2}, pages={438}, year={2024}}",
            "16020438",
        ),
        (
            '@article{x, title={A {N}ovel Metastatic Estrogen Receptor-Expressing Breast Cancer Model}, author = "Langsten, K. and Shi, L.", year = 2023}',
            "15245773",
        ),
        (
            "TY  - JOUR\nAU  - Aslan, Siran\nPY  - 2024\nJO  - Cancers\nVL  - 16\nIS  - 23\nSP  - 3946\nAB  - zoledronate\nER  - ",
            "16233946",
        ),
        ("%0 Journal Article\n%A Groszman, Lilly\n%J Cancers\n%D 2024\n%V 16\n%P 1425", "16071425"),
        (
            '{"type": "article-journal", "author": [{"family": "Kharbat"}], "issued": {"date-parts": [[2024]]}, "container-title": "Cancers", "volume": "16", "page": "748"}',
            "16040748",
        ),
        ("cancers16071425, the pooled one", "16071425"),
        ("10.3390\ncancers16071425", "16071425"),
        ("cancers-16-00748-v2.pdf", "16040748"),
        ("Cancers (Basel). 2024 Apr 5;16(7):1425", "16071425"),
        ("Cancers 2023 Nov;15(23):5518", "15235518"),
        ("ram ses trial", "16203436"),
        ("Leiomyogenic Tumor of the Sp", "16040748"),
        ("ficacy of Total En Bloc Spondylectomy versus Stereotactic Abl", "15235518"),
        ("Langsten and co-workers", "15245773"),
        ("Groszman und Kollegen", "16071425"),
        ("Kharbatら", "16040748"),
        (
            "Downloaded from a server on 3 May 2025 by a guest. Outcomes in Patients with Spinal Metastases Managed with Surgical Intervention",
            "16020438",
        ),
    ],
)
def test_a_record_an_end_a_piece_or_a_team_names_its_paper(typed: str, tail: str) -> None:
    found = ALL_NINE.find(typed)
    assert found.one is not None
    assert found.one.key.endswith(tail)


@pytest.mark.parametrize("typed", ["jpots.2019.0311", "jpots 2019 0311", "JPOTS 2019. 0311"])
def test_the_end_of_a_doi_is_found_however_its_pieces_are_parted(typed: str) -> None:
    paper = Paper(doi="10.5555/jpots.2019.0311", title="Glaze on Tiles")
    assert Which(NoTexts(), (*teahouse().papers, paper)).find(typed).one == paper


@pytest.mark.parametrize("typed", ["PMID 17105833", "pubmed: 17105833", "17105833"])
def test_a_pubmed_number_is_found_where_it_is_the_key_of_the_record(typed: str) -> None:
    paper = Paper(source_id="17105833", title="Sleep in Porters")
    assert Which(NoTexts(), (*teahouse().papers, paper)).find(typed).one == paper


@pytest.mark.parametrize(
    "typed",
    [
        "@article{smith2011, author={Smith, John and Brown, Ann}, title={Shock waves in rats}, journal={Urol Res}, year={2011}}",
        "cancers99999999, that one",
        "PMID 99999999",
        "Smith and colleagues",
    ],
)
def test_a_record_or_an_end_of_another_paper_finds_none(typed: str) -> None:
    assert ALL_NINE.find(typed).papers == ()


@pytest.mark.parametrize(
    ("question", "tail", "says"),
    [
        ("who wrote cancers16071425", "16071425", "Groszman"),
        ("How many patients were there in cancers15235518?", "15235518", "patients"),
        ("what did Langsten and co-workers find?", "15245773", "estrogen"),
        ("What did Kang und Kollegen find on blood loss?", "15235518", "Kang"),
    ],
)
async def test_a_question_names_its_paper_so_too(question: str, tail: str, says: str) -> None:
    answer = await ask(question)
    assert answer.keys
    assert answer.keys[0].endswith(tail)
    assert says in answer.text
    assert not {"workers", "kollegen", "und", "co"} & {word.casefold() for word in answer.unknown_words}


def test_a_title_is_found_behind_letters_that_are_written_longer_when_they_are_compared() -> None:
    nights = Paper(source_id="nights", title="Cold nights", abstract="We measured 120 bedrooms.")
    assert by_title("Straße, and what does cold nights say?", [nights]) == (nights, "Straße, and what does say?")


@pytest.mark.parametrize("asks", ["{} n?", "was hat {} gefunden", "doi {} sample size"])
async def test_no_word_of_a_doi_is_of_a_language_or_a_question(asks: str) -> None:
    """ "con" is Spanish, and "doi" before a DOI asks for none."""
    own = paper("Pen", "Bells for sleep", "We studied 40 children. Bells helped.").model_copy(
        update={"doi": Doi("10.5555/con.014")}
    )
    other = paper("Doe", "Lamps with shades", "Lamps with shades helped 12 readers.")
    (answer,) = await talk(over(own, other), asks.format("10.5555/con.014"))
    assert answer.keys == (own.key,)
    assert "40" in answer.text
