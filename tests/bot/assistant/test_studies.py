"""One thing asked of every paper: a sentence from each, and the papers that give none by name."""

from __future__ import annotations

import pytest

from bot.assistant.citing import cite
from bot.assistant.studies.each import MOST
from bot.models import Answer, Context
from corpus.models import Author, Paper
from tests.bot.assistant.conversations import over, paper, talk
from tests.bot.assistant.test_participants import BAKERS
from tests.quality.understanding import assistant

NINE, HARBOUR = assistant("nine"), assistant("harbour")


async def told(question: str, of: str = "nine") -> Answer:
    answer = await assistant(of).ask(question, Context())
    assert answer.kind == "each"
    return answer


@pytest.mark.parametrize(
    "question",
    [
        "key takeaways of each paper",
        "summarise all papers",
        "conclusions of all studies",
        "one sentence per paper",
        "a line on each paper for my slide",
        "two sentences each",
        "what did each paper find?",
        "what are the findings of all the studies",
    ],
)
async def test_every_paper_says_its_own_conclusion(question: str) -> None:
    answer = await told(question)
    assert [quote.key for quote in answer.quotes] == [paper.key for paper in NINE.corpus.papers]
    for quote in answer.quotes:
        assert quote.text == (NINE.papers[quote.key].abstract or "")[quote.start : quote.end]


async def test_an_attribute_is_quoted_or_the_paper_named_as_silent() -> None:
    answer = await told("p values of each study")
    quoted = {quote.key for quote in answer.quotes}
    silent = [paper for paper in NINE.corpus.papers if paper.key not in quoted]
    assert quoted
    assert all(any(c.isdigit() for c in quote.text) for quote in answer.quotes)
    assert all(cite(paper) in answer.text for paper in silent)


async def test_of_many_papers_the_first_are_told_and_the_rest_counted() -> None:
    answer = await told("main findings of all papers", "harbour")
    more = len(HARBOUR.corpus.papers) - MOST
    assert more > 0
    assert len(answer.keys) == MOST
    assert f"{more} further papers not shown" in answer.text


async def test_a_topic_says_which_papers() -> None:
    answer = await told("main findings of all papers on overtopping", "harbour")
    said = {(HARBOUR.papers[key].title + (HARBOUR.papers[key].abstract or "")).casefold() for key in answer.keys}
    assert said
    assert all("overtopping" in one for one in said)


HENS = (
    paper("Ito", "Grit for hens", "Hens ate grit. We weighed 40 hens. Grit made shells thicker. The feed was millet."),
    paper("Lund", "Perches and hens", "Hens sleep high. We watched 60 hens. Perches calmed them. The feed was barley."),
    paper("Mora", "Geese on ponds", "Geese like ponds. We counted 12 geese. Ponds kept them. The feed was grass."),
)  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [
        "summarise the hen papers",
        "give me an overview of papers on hens",
        "please sum up the studies about hens",
    ],
)
async def test_a_summary_of_several_papers_is_of_each(question: str) -> None:
    answer = await over(*HENS).ask(question, Context())
    assert (answer.kind, set(answer.keys)) == ("each", {"Ito", "Lund"}), answer.text
    *_, counted = await talk(over(*HENS), question, "how many are there?")
    *_, which = await talk(over(*HENS), question, "which of them deal with perches")
    assert set(counted.keys) == {"Ito", "Lund"}, counted.text
    assert which.keys == ("Lund",), which.text


@pytest.mark.parametrize(
    "question", ["summarise the hen paper", "papers with an overview of hens", "overview papers on hens"]
)
async def test_one_summary_or_papers_that_have_one_are_asked_for_as_before(question: str) -> None:
    assert (await over(*HENS).ask(question, Context())).kind != "each"


@pytest.mark.parametrize(
    "question", ["For each: which feed?", "which feed in each", "and for each one, what feed did they use"]
)
async def test_what_is_asked_for_each_after_a_list_is_asked_of_each_paper_of_it(question: str) -> None:
    *_, answer = await talk(over(*HENS), "papers on hens", question)
    assert [(quote.key, quote.text) for quote in answer.quotes] == [
        ("Ito", "The feed was millet."),
        ("Lund", "The feed was barley."),
    ], answer.text


@pytest.mark.parametrize(
    "question", ["summarise those", "summary of them please", "abstracts please", "conclusions of these?"]
)
async def test_a_list_is_summed_up_paper_by_paper(question: str) -> None:
    *_, answer = await talk(over(*HENS), "papers on hens", question)
    assert (answer.kind, set(answer.keys)) == ("each", {"Ito", "Lund"}), answer.text


@pytest.mark.parametrize(
    "question", ["conclusions of each", "p values of each", "p values of these", "main finding of each paper"]
)
async def test_of_each_after_a_list_is_of_the_list(question: str) -> None:
    *_, answer = await talk(over(*HENS), "papers on hens", question)
    assert (answer.kind, set(answer.keys)) == ("each", {"Ito", "Lund"}), answer.text
    *_, every = await talk(over(*HENS), "papers on hens", "conclusions of all papers")
    assert set(every.keys) == {"Ito", "Lund", "Mora"}, every.text


async def test_one_paper_of_a_list_is_summed_up_alone() -> None:
    *_, answer = await talk(over(*HENS), "papers on hens", "summarise the second one")
    assert (answer.kind, answer.keys) == ("summary", ("Lund",)), answer.text


async def test_where_no_paper_has_the_topic_the_abstracts_are_asked() -> None:
    answer = await assistant("harbour").ask("main findings of all papers on slag caissons and seagrass", Context())
    assert answer.kind == "content"
    assert len(set(answer.keys)) > 1


async def test_a_filter_says_which_papers() -> None:
    answer = await told("key points of each review")
    assert {NINE.papers[key].type for key in answer.keys} == {"Systematic Review"}


async def test_a_question_about_something_else_is_none_about_a_page_that_is_not_there() -> None:
    """ "When … sent" and "charge" are words of other subjects, too; a deadline is told, or not, where it is asked for."""
    for question in (
        "how many more cracks did divers see in caissons when they were sent down again",
        "owners of quay walls selling up because they cannot charge for corrosion",
    ):
        assert (await assistant("harbour").ask(question, Context())).kind == "content"
    assert (await assistant("harbour").ask("when do I have to submit", Context())).kind == "issue"


async def test_whatever_there_is_on_a_topic_is_not_looked_for_in_one_paper_of_that_name() -> None:
    answer = await assistant("harbour").ask("corrosion related stuff, what do we have", Context())
    assert len(set(answer.keys)) > 1


async def test_where_a_list_is_empty_the_sentences_nearest_to_it_are_shown() -> None:
    answer = await assistant("harbour").ask("studies on slag caissons with seagrass and drones pls", Context())
    assert answer.kind == "content"
    assert answer.quotes
    nothing = await assistant("harbour").ask("studies on zebras and giraffes", Context())
    assert nothing.kind == "record"
    assert not nothing.quotes


REVIEWED = over(
    Paper(
        source_id="kites",
        title="Kites in schools: a meta-analysis",
        abstract="Kites are flown in schools. We included 41 studies with 5,200 pupils. Pupils with kites were calmer.",
        authors=(Author(name="Ann Ode", family="Ode", given="Ann"),),
    ),
    Paper(source_id="drums", title="Drums in schools", abstract="Ninety pupils drummed. They were louder."),
    Paper(source_id="flutes", title="Flutes in schools", abstract="Sixty pupils played. They were shriller."),
)


@pytest.mark.parametrize(
    "asked", ["how many studies?", "and how many studies were included", "how many studies did it cover"]
)
@pytest.mark.parametrize("before", [(), ("list the papers",)])
async def test_after_a_review_its_studies_are_counted_and_not_the_library(
    asked: str, before: tuple[str, ...]
) -> None:
    previous = None
    for question in (*before, "who wrote the meta-analysis?"):
        previous = (await REVIEWED.ask(question, Context(previous=previous))).turn
    answer = await REVIEWED.ask(asked, Context(previous=previous))
    assert [quote.text for quote in answer.quotes] == ["We included 41 studies with 5,200 pupils."]


@pytest.mark.parametrize(
    ("first", "asked"),
    [
        ("who wrote the meta-analysis?", "how many papers are there"),
        ("what did the drums do", "how many studies?"),
    ],
)
async def test_the_library_is_counted_where_it_is_meant(first: str, asked: str) -> None:
    """It says "there", or the paper talked about counts no studies."""
    turn = (await REVIEWED.ask(first, Context())).turn
    answer = await REVIEWED.ask(asked, Context(previous=turn))
    assert "3 papers in this library" in answer.text


async def test_what_is_told_once_of_a_study_may_be_asked_of_each() -> None:
    ovens = over(
        paper("Oven", "Ovens", "Ovens were hot. The survey was done in Lagos."),
        paper("Kiln", "Kilns", "Kilns cracked. Potters worked in Leeds."),
    )
    (answer,) = await talk(ovens, "where was each study done")
    assert [quote.text for quote in answer.quotes] == ["The survey was done in Lagos.", "Potters worked in Leeds."]


async def test_papers_are_put_in_order_by_how_many_they_studied() -> None:
    reply = (await talk(BAKERS, "sort by sample size"))[0]
    numbers = [reply.text.index(f"▸ {number}") for number in ("1,012", "240", "38")]
    assert numbers == sorted(numbers)
    upward = (await talk(BAKERS, "list the papers by number of patients, smallest first"))[0]
    assert upward.text.index("▸ 38") < upward.text.index("▸ 1,012")


async def test_a_list_that_was_shown_is_what_is_put_in_order() -> None:
    listed, ordered = await talk(BAKERS, "papers since 2021", "sort them by sample size")
    assert {*ordered.keys} <= {*listed.keys}
    listed, most = await talk(BAKERS, "papers since 2021", "which has the most patients")
    assert len(listed.keys) == 2
    assert {*most.keys} <= {*listed.keys}


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("list the papers by number of patients from largest to smallest", "1,012"),
        ("list the papers by number of patients, fewest to most", "38"),
        ("rank the studies by sample size, ascending", "38"),
    ],
)
async def test_the_first_word_for_an_end_says_which_comes_first(asked: str, first: str) -> None:
    (answer,) = await talk(BAKERS, asked)
    assert f"▸ {first}" in answer.text.split("\n\n")[2]


@pytest.mark.parametrize(
    "asked", ["rank the countries by number of patients", "show complications by number of patients"]
)
async def test_what_is_no_list_of_papers_is_not_put_in_order(asked: str) -> None:
    (answer,) = await talk(BAKERS, asked)
    assert "Numbers of" not in answer.text


SEALS = over(
    paper("Kite", "Warm pools for seals: the KITE trial", "KITE was a trial in 12 bays. The main outcome was weight at a year. The Fur Fund paid. We counted 412 seals."),
    paper("Moss", "Fish by hand: the MOSS trial", "MOSS was a trial in 9 zoos. The main outcome was survival. Fish was given by a shop. We counted 61 seals."),
    paper("Ice", "Ice floes at night", "Floes drifted. The main outcome was drift."),
)  # fmt: skip


@pytest.mark.parametrize(
    "question",
    ["for KITE and MOSS, what was the main outcome?", "main outcome of MOSS and KITE", "main outcome in KITE and in MOSS"],
)  # fmt: skip
async def test_what_is_asked_of_studies_by_their_names_is_told_of_each(question: str) -> None:
    answer = await SEALS.ask(question, Context())
    said = {quote.key: quote.text for quote in answer.quotes}
    assert said == {"Kite": "The main outcome was weight at a year.", "Moss": "The main outcome was survival."}


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("compare KITE and MOSS", "comparison"),
        ("who wrote KITE and MOSS", "record"),
        ("main outcome of KITE", "content"),
        ("main outcome of KITE in ICE", "content"),
        ("zebras in KITE and MOSS", "content"),
    ],
)
async def test_what_is_asked_of_one_study_or_of_records_is_not_told_of_each(question: str, kind: str) -> None:
    assert (await SEALS.ask(question, Context())).kind == kind
