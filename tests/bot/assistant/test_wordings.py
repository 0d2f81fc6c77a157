"""The same question as many people would type it: each wording gets the reply that the plain one gets."""

from __future__ import annotations

import pytest

from bot.assistant.message.mending import Mending
from bot.assistant.turns.framing import Framing
from tests.bot.assistant.conversations import NINE, alike, asked, talk
from tests.bot.assistant.test_picking import NINE_INDEX
from tests.quality.understanding import assistant

LIBRARY = assistant("archaeology")
FRAMING = Framing(NINE_INDEX)
MENDING = Mending(NINE_INDEX)


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("papers with over fifty citations", "papers with more than 50 citations"),
        ("anything with 50+ citations", "papers with at least 50 citations"),
        ("2020年以降の論文", "papers since 2020"),
        ("papers published since 2020-11-14", "papers since november 2020"),
        ("less than twenty citations", "papers with fewer than 20 citations"),
        ("which have between twenty and fifty citations", "papers with 20 to 50 citations"),
        ("papers cited at least 40x", "papers with at least 40 citations"),
        ("cited 27 times exactly, which", "papers with exactly 27 citations"),
        ("which ones were cited only 6 times", "papers with exactly 6 citations"),
        ("cited just 12x", "papers with exactly 12 citations"),
        ("papers cited a hundred times or more", "papers with at least 100 citations"),
        ("papers by one person", "papers with one author"),
        ("solo papers", "papers with one author"),
        ("which papers have a sole author", "papers with one author"),
        ("written by a single person", "papers with one author"),
        ("what has been written single-handed", "papers with one author"),
        ("papers without co-authors", "papers with one author"),
        ("papers somebody wrote alone", "papers with one author"),
    ],
)
async def test_a_number_is_read_in_words_and_on_either_side(question: str, plain: str) -> None:
    await alike(question, plain)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("papers from early 2021", "between 1 January 2021 and 30 April 2021"),
        ("late 2020 papers", "between 1 September 2020 and 31 December 2020"),
        ("papers of mid 2022", "between 1 May 2022 and 31 August 2022"),
        ("what came out in spring 2023", "between 1 March 2023 and 31 May 2023"),
        ("which papers appeared in the summer of 2020", "between 1 June 2020 and 31 August 2020"),
        ("autumn 2020 papers", "between 1 September 2020 and 30 November 2020"),
        ("anything from the fall of 2020", "between 1 September 2020 and 30 November 2020"),
        ("papers from the winter of 2020", "between 1 December 2020 and 28 February 2021"),
        ("papers from the 2010s", "between 1 January 2010 and 31 December 2019"),
        ("papers from the twenty tens", "between 1 January 2010 and 31 December 2019"),
        ("papers of the beginning of 2021", "between 1 January 2021 and 30 April 2021"),
        ("papers from the end of 2020", "between 1 September 2020 and 31 December 2020"),
        ("papers from the last 3 years", "in the 3 years up to 19 August 2024"),
        ("anything published in the past two years", "in the 2 years up to 19 August 2024"),
        ("what came out within the last five years", "in the 5 years up to 19 August 2024"),
        ("papers of the last 18 months", "in the 18 months up to 19 August 2024"),
        ("papers from the last decade", "in the 10 years up to 19 August 2024"),
        ("papers from this year", "published in 2024, the newest year here"),
    ],
)
async def test_a_part_of_a_year_or_a_stretch_of_years_is_a_filter(question: str, says: str) -> None:
    told = await asked(question)
    assert says in told.text
    assert (told.kind, told.outcome) == ("record", "answered")


@pytest.mark.parametrize(
    ("question", "first", "by"),
    [
        ("alphabetically by first author", "Al-Sayed", "first author"),
        ("sort by lead author", "Al-Sayed", "first author"),
        ("order by author name", "Al-Sayed", "first author"),
        ("list sorted by authors a-z", "Al-Sayed", "first author"),
        ("sort by surname of first author", "Al-Sayed", "first author"),
        ("papers by first author, z to a", "Wiśniewska", "first author"),
        ("sort by author descending", "Wiśniewska", "first author"),
        ("arrange by journal", "Archaeological Materials Quarterly", "journal"),
        ("order them by journal", "Archaeological Materials Quarterly", "journal"),
        ("sort by type", "Bronze", "type"),
        ("sorted by volume", "Bones", "volume"),
        ("alphabetically by title", "Bronze", "title"),
        ("alphabetically", "Bronze", "title"),
    ],
)
async def test_papers_are_sorted_by_what_is_written_too(question: str, first: str, by: str) -> None:
    told = await asked(question)
    assert (told.kind, told.outcome, len(told.keys)) == ("record", "answered", 10)
    head, line = told.text.partition("\n\n")[2].splitlines()[:2]
    assert f"by {by}" in head
    assert first in line


@pytest.mark.parametrize(
    ("question", "says", "papers"),
    [
        ("busiest year?", "Most: 2020", 3),
        ("which year had the most papers", "Most: 2020", 3),
        ("what year saw most papers", "Most: 2020", 3),
        ("which year had the fewest papers", "Fewest: 2017, 2018 and 2019", 3),
        ("the year with the least papers", "Fewest: 2017, 2018 and 2019", 3),
        ("commonest article type", "Most: Article", 10),
        ("rarest type of paper", "Fewest: Case Report, Opinion and Review", 3),
        ("which journal has fewest papers", "Fewest: Mortuary & Bioarchaeology Letters", 4),
        ("papers per year", "Most: 2020", 10),
    ],
)
async def test_the_group_with_most_or_fewest_is_shown_with_its_papers(
    question: str, says: str, papers: int
) -> None:
    told = await asked(question)
    assert says in told.text
    assert len(told.keys) == papers


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("bibtex for the milk paper", "reference of the milk paper"),
        ("APA citation for the milk paper", "reference of the milk paper"),
        ("milk paper in vancouver style", "reference of the milk paper"),
        ("APA of the milk paper", "reference of the milk paper"),
        ("give me the vancouver for the milk paper", "reference of the milk paper"),
        ("the milk paper in bibtex", "reference of the milk paper"),
        ("who comes last among the authors of the milk paper", "last author of the milk paper"),
        ("how old is the milk paper", "when was the milk paper published"),
        ("what type is the radar paper", "type of the radar paper"),
        ("what kind is the reburial paper", "type of the reburial paper"),
        ("what years are covered", "date range of the papers"),
        ("years covered", "date range of the papers"),
        ("when did bell last publish something", "newest paper by bell"),
        ("when did hartley first publish", "oldest paper by hartley"),
        ("is there a trial", "list trials"),
        ("any randomised trials", "list trials"),
    ],
)
async def test_a_field_is_asked_for_in_many_words(question: str, plain: str) -> None:
    await alike(question, plain)


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("shortest thing youve got, pages i mean", "the shortest paper"),
        ("who has written the most here, or is it a tie", "who wrote the most papers"),
    ],
)
async def test_what_is_said_to_make_a_question_plainer_asks_nothing(question: str, plain: str) -> None:
    await alike(question, plain)


async def test_how_many_groups_there_are_is_told_as_a_number() -> None:
    journals = {paper.journal for paper in LIBRARY.corpus.papers if paper.journal}
    answer = await asked("in how many different journals did all this come out")
    assert f"{len(journals)} journals in all" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "how old were they",
        "how old were the people in this study",
        "how old are the children",
        "how old were patients at the time of the trial",
    ],
)
async def test_the_age_of_people_is_not_that_of_a_paper(question: str) -> None:
    assert (await asked(question)).kind not in ("record", "issue")


async def test_a_style_alone_asks_which_paper_is_meant() -> None:
    answer = await asked("vancouver please")
    assert answer.kind == "record"
    assert "Say which paper you mean" in answer.text
    assert (await asked("trade with vancouver")).kind == "content"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("how large is the pdf of the Kang 2023 paper?", "1800 KiB"),
        ("how big is the file of the Kang 2023 paper?", "1800 KiB"),
        ("size of the file of the Kang 2023 paper", "1800 KiB"),
        ("how many kb has the Kang 2023 paper?", "1800 KiB"),
        ("is the Kang 2023 paper freely available?", "CC BY"),
        ("is the Kang 2023 paper under creative commons?", "CC BY"),
        ("is the Kang 2023 paper openaccess?", "CC BY"),
        ("fulltext of the Kang 2023 paper", "https://doi.org/10.3390/cancers15235518"),
        ("article identifier of the Kang 2023 paper", "5518"),
        ("formatted citation of the Kang 2023 paper", "Dong-Ho Kang, Wooseok Lee"),
        ("full record of the Kang 2023 paper", "Dong-Ho Kang, Wooseok Lee"),
        ("bib entry of the Kang 2023 paper", "@article"),
        ("how often was the Kang 2023 paper read?", "has been viewed"),
        ("how often was the Kang 2023 paper accessed?", "has been viewed"),
        ("how is the Kang 2023 paper called?", "Efficacy of Total En Bloc"),
        ("cite score of the journal of the Kang 2023 paper", "impact factor"),
        ("who has cited the Kang 2023 paper?", "papers that cite it"),
        ("pubmed identifier of the Kang 2023 paper", "PMID"),
        ("phone number of the authors of the Kang 2023 paper", "contact details"),
        ("correspondence address of the Kang 2023 paper", "contact details"),
        ("correspondence to whom for the Kang 2023 paper?", "corresponding author"),
        ("which article types are invited?", "Source: the issue's page"),
        ("call for papers?", "Source: the issue's page"),
        ("can I submit?", "Source: the issue's page"),
        ("edited by whom?", "guest editors"),
        ("how many do you have?", "9 papers"),
    ],
)
async def test_a_record_or_the_page_is_asked_for_in_each_of_its_usual_words(question: str, told: str) -> None:
    (reply,) = await talk(NINE, question)
    assert told in reply.text.partition("\n\n")[2]
    assert reply.kind in ("record", "issue")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("most citeed papres", "most cited papers"),
        ("whcih paper is the newet", "which paper is the newest"),
        ("how many authosr", "how many authors"),
        ("publishd after marrch 2024", "published after march 2024"),
        ("papesr per jounal", "papers per journal"),
        ("who wrte the papr", "who write the paper"),
    ],
)
def test_a_slip_in_a_word_of_asking_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    assert MENDING.mended(typed).text == meant


def test_a_capital_within_a_question_is_no_slip() -> None:
    """Nobody here is called so, and it is still a name."""
    assert MENDING.mended("papers by Papper").text == "papers by Papper"
    assert MENDING.mended("Papper of Kang").text == "paper of Kang"
    assert MENDING.mended("papers by Wen").text == "papers by Wen"
    assert MENDING.mended("wen was it published").text == "when was it published"


@pytest.mark.parametrize("word", ["fist", "tree", "moth", "cities", "paced", "liters", "Yates", "articulated"])
def test_a_word_that_somebody_spells_so_is_never_changed(word: str) -> None:
    assert FRAMING.plain(f"papers on {word}").endswith(word.casefold())


@pytest.mark.parametrize("question", ["do 70 year old sleep less", "is 16 year enough", "10 year mortality"])
async def test_a_number_of_years_is_no_date_of_publication(question: str) -> None:
    assert (await asked(question)).kind == "content"


def test_an_age_stands_in_a_list_s_topic_in_words_that_somebody_says() -> None:
    assert FRAMING.plain("papers on 12 year old children") == "papers on 12 years old children"
    assert FRAMING.plain("papers on 10 year survival") == "papers on 10 years survival"
    assert FRAMING.plain("papers of 2019 year") == "papers of 2019 year"
