"""Lists that people ask for in their own words: by design, the last few, journals, a place among the authors; and words
that are no names, no keywords and no dates."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk


def _paper(
    key: str, title: str, by: str, abstract: str, year: int, journal: str, words: tuple[str, ...] = ()
) -> Paper:
    people = tuple(Author(name=f"Eli {one}", family=one, given="Eli") for one in by.split())
    return Paper(
        source_id=key, title=title, abstract=abstract, year=year, authors=people, journal=journal, keywords=words
    )


CROWS = over(
    _paper("asked", "What gardeners think of crows: a household survey", "Meadow Tamm", "We asked 300 gardeners by post.", 2021, "Birds"),
    _paper("asked2", "Rooks on farms", "Tamm", "We surveyed 90 farmers. Half shot rooks.", 2023, "Fields"),
    _paper("tried", "Crows and puzzle boxes: a field experiment", "Ilves Tamm", "Crows opened 12 boxes. Bright bait drew more crows.", 2023, "Birds"),
    _paper("talk", "Keepers of tame crows: an interview study", "Ilves", "We interviewed 14 keepers of crows.", 2023, "Talk"),
    _paper("ringed", "Ringed crows of a city", "Park", "We ringed and tagged 70 crows in 2 winters. Most crows stayed near a lake.", 2019, "Birds", ("ringing",)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("list the surveys", ["asked", "asked2"]),
        ("any surveys?", ["asked", "asked2"]),
        ("list the survey(s)", ["asked", "asked2"]),
        ("list of experiments", ["tried"]),
        ("which papers are field studies", ["tried"]),
        ("any other field studies?", ["tried"]),
        ("other puzzle box papers", ["tried"]),
        ("more tame crow papers", ["talk"]),
        ("list the interview studies", ["talk"]),
        ("any interviews?", ["talk"]),
        ("Tamm as first author", ["asked2"]),
        ("is there a paper with tamm as first author", ["asked2"]),
        ("papers where tamm is first author", ["asked2"]),
        ("papers tagged ringing", ["ringed"]),
        ("anything tagged ringing?", ["ringed"]),
        ("number tagged with ringing", ["ringed"]),
        ("how many tagged under ringing please", ["ringed"]),
    ],
)
async def test_what_is_listed(question: str, keys: list[str]) -> None:
    answer = await CROWS.ask(question, Context())
    assert (answer.outcome, answer.kind) == (Outcome.ANSWERED, "record"), answer.text
    assert sorted(answer.keys) == keys, answer.text


@pytest.mark.parametrize("question", ["latest 2 papers", "the 2 newest papers", "latest two papers"])
async def test_as_many_as_are_asked_for_are_shown_and_a_tie_is_said(question: str) -> None:
    answer = await CROWS.ask(question, Context())
    assert len(answer.keys) == 2, answer.text
    assert "1 other paper may stand there as well." in answer.text


@pytest.mark.parametrize("question", ["journals in the library", "journals?", "journals of the papers"])
async def test_journals_are_counted(question: str) -> None:
    answer = await CROWS.ask(question, Context())
    assert "Birds: 3 papers" in answer.text


@pytest.mark.parametrize("question", ["how many crows were tagged", "number of tagged crows"])
async def test_what_was_tagged_is_no_keyword(question: str) -> None:
    answer = await CROWS.ask(question, Context())
    assert (answer.kind, answer.quotes[0].key) == ("content", "ringed"), answer.text


@pytest.mark.parametrize("question", ["do crows leave the park", "do crows visit a meadow"])
async def test_a_name_behind_an_article_is_a_thing(question: str) -> None:
    answer = await CROWS.ask(question, Context())
    assert "Asked only of" not in answer.text


LAMBS = over(
    _paper("barn", "Shepherds of a mother ewe in a barn", "Park", "Shepherds felt excluded.", 2020, "Flocks"),
    _paper("field", "Lambs in the field", "Kask", "Mothers come to lambs that call.", 2022, "Flocks"),
)


@pytest.mark.parametrize(
    "question", ["who was left out when Park et al studied it", "which paper says when mothers come"]
)
async def test_when_within_a_clause_asks_for_no_date(question: str) -> None:
    answer = await LAMBS.ask(question, Context())
    assert (answer.kind, "was published" in answer.text) == ("content", False), answer.text


@pytest.mark.parametrize(
    "question", ["when was the Park paper out", "the Park paper, when?", "who wrote the Park paper and when"]
)
async def test_when_asks_for_a_date_at_either_end(question: str) -> None:
    answer = await CROWS.ask(question, Context())
    assert "published in 2019" in answer.text


async def test_a_word_that_can_be_compared_is_no_author() -> None:
    letter = _paper("letter", "On owls", "Bright", "", 2012, "Birds")
    birds = over(
        letter,
        _paper("song", "Birdsong at dawn", "Kask", "Strong light changed birdsong in 40 gardens.", 2020, "Birds"),
    )
    answer = await birds.ask("effects of bright light", Context())
    assert "letter" not in answer.keys, answer.text
    assert [*(await birds.ask("papers by bright", Context())).keys] == ["letter"]


@pytest.mark.parametrize(
    "question",
    [
        "is there a paper on bears?",
        "papers about bears",
        "anything on bears",
        "papers about people over 80",
        "newest paper about tigers",
        "newest paper about bears",
        "latest tiger paper",
    ],
)
async def test_what_no_paper_is_about_lists_not_all_papers_nor_the_newest(question: str) -> None:
    answer = await CROWS.ask(question, Context())
    assert (answer.outcome, answer.keys) == (Outcome.NOTHING, ())


async def test_the_newest_paper_on_a_topic_is_of_those_that_have_it() -> None:
    assert (await CROWS.ask("newest paper about lakes", Context())).keys == ("ringed",)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("list the papers -crow", ["asked2"]),
        ("-gardeners -bait", ["asked2", "talk", "ringed"]),
        ('list the papers "puzzle boxes"', ["tried"]),
        ("newest paper -bait -farms", ["talk"]),
        ("papers by Tamm -gardeners", ["asked2", "tried"]),
        ("how many papers -crows", ["asked2"]),
    ],
)
async def test_lists_keep_to_the_words_of_options_that_they_say_they_keep_to(
    question: str, keys: list[str]
) -> None:
    answer = await CROWS.ask(question, Context())
    assert (sorted(answer.keys), "Looked only at papers with" in answer.text) == (sorted(keys), True)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("which paper asked the most people -gardeners", ["asked2"]),
        ("table of sample sizes -gardeners -farmers", ["ringed", "talk"]),
    ],
)
async def test_tables_keep_to_the_words_of_options_too(question: str, keys: list[str]) -> None:
    answer = await CROWS.ask(question, Context())
    assert {quote.key for quote in answer.quotes} == {*keys}


async def test_the_whole_table_keeps_to_them_as_what_is_shown_of_it() -> None:
    found = await CROWS.table("table of sample sizes -gardeners -farmers", Context())
    assert {row.key for row in found.rows} == {"tried", "talk", "ringed"}


async def test_a_quoted_title_with_a_slip_in_it_is_no_filter() -> None:
    answer = await CROWS.ask('who wrote "Rooks on the farms"', Context())
    assert answer.keys == ("asked2",)
    assert "Looked only" not in answer.text


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("summarise Meadow 2021 and Park 2019", {"asked", "ringed"}),
        ("summary of the papers by Ilves and Park", {"tried", "talk", "ringed"}),
        ("summarise Park 2019", {"ringed"}),
    ],
)
async def test_a_summary_of_several_named_papers_has_a_sentence_of_each(question: str, keys: set[str]) -> None:
    answer = await CROWS.ask(question, Context())
    assert (answer.outcome, {quote.key for quote in answer.quotes}) == (Outcome.ANSWERED, keys)


async def test_who_paid_is_no_topic() -> None:
    farms = over(
        paper("Moe", "Bells of goats", "Goats wore bells on pasture. Bells rang. The study was funded by the Road Authority."),
        paper("Vik", "Salt on lanes", "Lanes and roads were salted. Deer licked the salt."),
    )  # fmt: skip
    assert (await farms.ask("papers about roads", Context())).keys == ("Vik",)
    assert (await farms.ask("papers about authority", Context())).keys == ()
    assert (await farms.ask("papers about bells", Context())).keys == ("Moe",)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("papers on puzzle boxes or keepers", ["tried", "talk"]),
        ("which papers mention rooks or rings", ["asked2", "ringed"]),
        ("how many papers on farms or puzzle boxes", ["asked2", "tried"]),
        ("papers not on puzzle boxes or rooks", ["asked", "talk", "ringed"]),
        ("papers on owls or rooks", ["asked2"]),
    ],
)
async def test_one_topic_or_another_is_either(question: str, keys: list[str]) -> None:
    answer = await CROWS.ask(question, Context())
    assert (answer.outcome, sorted(answer.keys)) == (Outcome.ANSWERED, sorted(keys)), answer.text
    assert " or " in answer.text.partition("matching “")[2].partition("”")[0]


async def test_two_topics_that_no_paper_has_are_named() -> None:
    answer = await CROWS.ask("papers on owls or herons", Context())
    assert answer.outcome is Outcome.NOTHING
    assert "owls or herons" in answer.text


_IRON = over(
    paper("Oral", "Iron in young women", "Oral iron raised ferritin in 90 women."),
    paper("Vein", "Drips", "Intravenous iron raised ferritin fast."),
    paper("Jab", "Drops against polio", "Oral drops were given to children."),
)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("papers on oral or intravenous iron", {"Oral", "Vein"}),
        ("papers on polio or intravenous iron", {"Jab", "Vein"}),
    ],
)
async def test_the_end_of_a_topic_is_of_what_stands_before_or_as_well_where_papers_write_it_so(
    question: str, keys: set[str]
) -> None:
    answer = await _IRON.ask(question, Context())
    assert (answer.kind, set(answer.keys)) == ("record", keys), answer.text


@pytest.mark.parametrize(
    "question",
    ["which studies measured ferritin", "which papers here report ferritin?", "what papers looked at ferritin", "any studies examine ferritin"],
)  # fmt: skip
async def test_papers_that_measured_something_are_listed_as_those_that_mention_it(question: str) -> None:
    answer = await _IRON.ask(question, Context())
    assert (answer.kind, set(answer.keys)) == ("record", {"Oral", "Vein"}), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "what did the studies report on ferritin",
        "what do the papers say about ferritin",
        "how much did ferritin rise",
    ],
)
async def test_what_papers_report_is_no_list_of_them(question: str) -> None:
    assert (await _IRON.ask(question, Context())).kind == "content"


async def test_any_with_something_after_a_list_is_of_the_list() -> None:
    *_, answer = await talk(CROWS, "papers by Tamm", "any with rooks?")
    assert answer.keys == ("asked2",), answer.text
    *_, none = await talk(CROWS, "papers by Tamm", "any with owls")
    assert "asked2" not in none.keys


async def test_which_are_of_a_kind_is_asked_of_the_list_before() -> None:
    *_, answer = await talk(CROWS, "papers by Ilves", "which are field experiments")
    assert answer.keys == ("tried",), answer.text
    *_, answer = await talk(CROWS, "papers since 2023", "which are surveys")
    assert answer.keys == ("asked2",), answer.text


@pytest.mark.parametrize("asked", ["table please", "make a table", "in a table pls"])
async def test_a_table_of_nothing_said_is_of_the_list_before(asked: str) -> None:
    *_, answer = await talk(CROWS, "papers by Park or Ilves", asked)
    assert set(answer.keys) == {"talk", "ringed"}, answer.text
    assert "1 abstract:" in answer.text
    *_, every = await talk(CROWS, "papers by Park or Ilves", "make a table of all papers")
    assert {"asked", "asked2", "talk", "ringed"} <= set(every.keys), every.text


async def test_a_place_alone_after_what_there_is_from_another_is_looked_for_in_the_same_way() -> None:
    shelf = over(
        paper("Kip", "Goats of Kenya", "We counted goats in Kenya."),
        paper("Ono", "Goats of Japan", "We counted goats in Japan."),
    )
    *_, answer = await talk(shelf, "what do we have from Kenya", "and Japan?")
    assert (answer.kind, answer.keys) == ("record", ("Ono",)), answer.text
