"""The same question as many people would type it: each wording gets the reply that the plain one gets."""

from __future__ import annotations

import pytest

from bot.models import Answer, Context
from tests.quality.understanding import assistant

LIBRARY = assistant("archaeology")


async def asked(question: str) -> Answer:
    """What is replied to a question asked of itself."""
    return await LIBRARY.ask(question, Context())


async def alike(question: str, plain: str) -> None:
    """Assert that two questions get one reply from the records, with papers in it."""
    told, wanted = await asked(question), await asked(plain)
    assert wanted.kind in ("record", "issue")
    assert wanted.keys
    assert (told.kind, told.outcome, told.keys) == (wanted.kind, wanted.outcome, wanted.keys), told.text


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
    ("question", "holds"),
    [
        ("which bell wrote the charcoal review", "Fiona Bell"),
        ("which Bell did the radar case report", "Graham Bell"),
        ("which müller did the shipwreck paper", "Jana Müller"),
        ("what müller is on the shipwreck paper", "Jana Müller"),
        ("who did the shipwreck machine learning paper", "Jana Müller"),
        ("who's the guy that wrote about charcoal", "Fiona Bell"),
        ("who's the woman who did the shipwreck paper", "Jana Müller"),
        ("last author on rickets and scurvy", "Sara Lund"),
        ("first author rickets", "Adaeze Okonkwo"),
        ("senior author for the looting stuff", "Dag Eriksen"),
        ("common author of the milk paper and the charcoal one?", "Piotr Nowak"),
        ("which author do the milk and the charcoal paper share", "Fiona Bell"),
        ("who wrote both the granary paper and the causeway paper", "Rosalind Hartley"),
        ("do the granary paper and the causeway paper have an author in common", "Rosalind Hartley"),
        ("shared authors of the granary and the lidar paper", "Rosalind Hartley"),
        ("is there an author who's on both the milk and the charcoal paper", "Piotr Nowak"),
        ("which author shows up most", "Rosalind Hartley"),
        ("who turns up the most", "Rosalind Hartley"),
    ],
)
async def test_who_is_asked_in_many_ways(question: str, holds: str) -> None:
    told = await asked(question)
    assert (told.kind, told.outcome) == ("record", "answered")
    assert holds in told.text


async def test_what_two_papers_do_not_share_is_said() -> None:
    told = await asked("common author of the lidar paper and the reburial one")
    assert told.kind == "record"
    assert "no author in common" in told.text.casefold()


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("2019年より前の論文は?", "papers before 2019"),
        ("2020年までの論文", "papers up to 2020"),
        ("2020年からの論文", "papers since 2020"),
        ("2020年より後に出た論文", "papers after 2020"),
        ("2020年より新しい論文", "papers after 2020"),
        ("2021年から2023年までの論文", "papers between 2021 and 2023"),
        ("2021年〜2023年の論文", "papers between 2021 and 2023"),
        ("2020年に発表された論文はいくつですか", "how many papers in 2020"),
        ("Hartleyの論文はいくつ?", "how many papers by Hartley"),
        ("lidarの論文の著者は誰ですか", "authors of the lidar paper"),
        ("lidarの論文の著者は?", "authors of the lidar paper"),
        ("lidarの論文の筆頭著者は?", "first author of the lidar paper"),
        ("lidarの論文はいつ発表されましたか", "when was the lidar paper published"),
        ("lidarの論文はいつ出版されたのですか", "when was the lidar paper published"),
        ("lidarの論文は何年に出ましたか", "when was the lidar paper published"),
        ("lidarの論文の発表年は", "when was the lidar paper published"),
        ("lidarの論文は何回引用されましたか", "how often was the lidar paper cited"),
        ("lidarの論文は何回引用されていますか", "how often was the lidar paper cited"),
        ("lidarの論文はどの雑誌に載っていますか", "which journal is the lidar paper in"),
        ("lidarの論文はどこに掲載されましたか", "where was the lidar paper published"),
        ("著者にBellがいる論文", "papers by Bell"),
        ("タナカの論文", "papers by Tanaka"),
        ("論文の種類は?", "how many papers of each type"),
    ],
)
async def test_japanese_of_records_is_read(question: str, plain: str) -> None:
    told, wanted = await asked(question), await asked(plain)
    assert wanted.keys
    assert (told.kind, told.outcome, told.keys) == (wanted.kind, wanted.outcome, wanted.keys), told.text


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("am häufigsten zitierter Artikel", "most cited paper"),
        ("Welcher Autor kommt am häufigsten vor?", "author with the most papers"),
        ("häufigster Autor", "author with the most papers"),
        ("Inhaltsverzeichnis", "list all papers"),
        ("Welche Artikel sind vor 2019 erschienen?", "papers before 2019"),
        ("Artikel aus dem Jahr 2017", "papers from 2017"),
        ("Wer hat den Artikel über Wracks geschrieben?", "who wrote the paper on wrecks"),
        ("Wann ist die Studie über Lidar rausgekommen?", "when was the lidar paper published"),
        ("Wie viele Arbeiten stammen von Hartley?", "how many papers by Hartley"),
        ("Wie heißt der Letztautor der Lidar-Studie?", "last author of the lidar paper"),
        ("Arbeiten zwischen 2021 und 2023", "papers between 2021 and 2023"),
        ("Arbeiten ab 2021", "papers since 2021"),
        ("Arbeiten bis 2019", "papers up to 2019"),
        ("Arbeiten seit 2021", "papers since 2021"),
        ("mindestens 50 mal zitierte Arbeiten", "papers with at least 50 citations"),
        ("höchstens 20 Zitationen", "papers with at most 20 citations"),
        ("Arbeiten mit genau einem Autor", "papers with one author"),
        ("Welche Arbeit hat die wenigsten Seiten?", "shortest paper"),
        ("Sortiere nach Erstautor", "sort by first author"),
        ("Wie oft wird die Lidar-Arbeit zitiert?", "how often was the lidar paper cited"),
        ("Wie viele Arbeiten pro Zeitschrift?", "papers per journal"),
    ],
)
async def test_german_of_records_is_read(question: str, plain: str) -> None:
    told, wanted = await asked(question), await asked(plain)
    assert wanted.keys
    assert (told.kind, told.outcome, told.keys) == (wanted.kind, wanted.outcome, wanted.keys), told.text


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
    "question",
    [
        "papers from germany",
        "german papers",
        "studies from denmark",
        "any danish studies",
        "papers by german authors",
        "which paper is from sweden",
        "articles from asia",
    ],
)
async def test_a_place_is_no_author_and_records_hold_none(question: str) -> None:
    told = await asked(question)
    assert (told.kind, told.outcome) == ("record", "nothing")
    assert "countries" in told.text
    assert " by “" not in told.text


async def test_a_place_that_abstracts_speak_of_is_found_there() -> None:
    told = await assistant("literacy").ask("papers from norway", Context())
    assert (told.kind, told.outcome) == ("record", "answered")
    assert "no countries" in told.text


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
        ("any retractions", "any retracted papers"),
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


async def test_different_authors_are_those_of_all_papers() -> None:
    told = await asked("how many different authors")
    assert told.kind == "record"
    assert "15 authors" in told.text


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
    "question",
    [
        "papers Bell had no hand in",
        "which papers was Bell not involved in",
        "papers that Bell did not write",
        "what here has Bell nothing to do with",
    ],
)
async def test_who_had_no_part_in_a_paper_is_denied(question: str) -> None:
    await alike(question, "papers not by Bell")


async def test_a_volume_and_an_issue_are_told_as_they_are_printed() -> None:
    one = next(paper for paper in LIBRARY.corpus.papers if paper.volume and paper.issue and paper.journal)
    await alike(
        f"{one.journal} {one.volume}/{one.issue}", f"papers in {one.journal} volume {one.volume} issue {one.issue}"
    )
    await alike(f"{one.volume}({one.issue})", f"papers in volume {one.volume} issue {one.issue}")


HARBOUR = assistant("harbour")


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("is there a paper with Jonas Müller in last place", "papers by Jonas Müller as last author"),
        ("papers with Müller listed first", "papers by Müller as first author"),
        ("which papers here have a Müller among the authors", "papers by Müller"),
        ("what trials does this issue contain", "list the trials"),
    ],
)
async def test_a_place_among_the_authors_and_anybody_of_a_name(question: str, plain: str) -> None:
    told, wanted = await HARBOUR.ask(question, Context()), await HARBOUR.ask(plain, Context())
    assert wanted.keys
    assert {*told.keys} == {*wanted.keys}, told.text


async def test_what_somebody_has_written_on_is_a_topic_and_no_name() -> None:
    answer = await asked("has Bell also written on radar")
    assert answer.kind == "record"
    assert answer.keys
    assert all("Bell" in " ".join(a.name for a in LIBRARY.papers[key].authors) for key in answer.keys)
