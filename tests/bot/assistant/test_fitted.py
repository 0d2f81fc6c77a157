"""Questions read by all their words at once, where the phrases of the lexicon leave words over."""

from __future__ import annotations

import pytest

from bot.assistant.reading import fitted, lexicon
from bot.assistant.reading.fitted import CONTENT, Fitted, ask_of, label_of
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.hearing import Heard, Hearing
from bot.assistant.reading.people import people_of
from bot.assistant.reading.words import Workspace, plain
from bot.models import Answer, Ask, Context
from corpus.joining import builtin
from index.library import LibraryIndex
from index.models import Outcome
from tests.quality import learn_reading, tellings
from tests.quality.phrases import Line, Watch
from tests.quality.understanding import assistant

LARGEST = 300_000  # bytes of the data file
READ = fitted.load()


async def asked(question: str, library: str = "harbour") -> Answer:
    return await assistant(library).ask(question, Context())


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("grand total of citations, would you?", "citations together"),
        ("make me a wee ranking of the shelf by citations please", "most cited first"),
        ("who takes up most pages on the shelf", "The longest of"),
    ],
)
async def test_a_wording_that_no_phrase_has_is_answered_from_the_records(question: str, said: str) -> None:
    answer = await asked(question)
    assert (answer.kind, answer.outcome) == ("record", Outcome.ANSWERED)
    assert said in answer.text


async def test_a_field_that_no_record_gives_is_still_said_not_to_be_given() -> None:
    assert not (await asked("how many papers per heading")).answered


async def test_the_words_that_counted_most_are_told() -> None:
    answer = await asked("grand total of citations, would you?")
    assert {"total", "citations"} <= set(answer.matched)


@pytest.mark.parametrize(
    "question",
    [
        "did sacrificial anodes lose weight over the years",
        "how many caissons were looked at in the slag study",
        "is there more carbonation with slag than with portland cement",
        "which breakwater is cheapest per year",
    ],
)
async def test_what_only_abstracts_can_say_is_not_taken_for_a_question_about_records(question: str) -> None:
    assert (await asked(question)).kind == "content"


async def test_words_that_the_library_holds_name_papers_and_ordinary_ones_name_none() -> None:
    answer = await asked("would you kindly dig out the citation tally of the seagrass one")
    assert "has been cited" in answer.text
    assert answer.unknown_words == ()


@pytest.mark.parametrize("question", ["smith anything?", "lovelace anything at all?"])
async def test_somebody_who_is_no_author_here_is_named(question: str) -> None:
    answer = await asked(question)
    assert (answer.kind, answer.outcome) == ("record", Outcome.NOTHING)
    assert question.split()[0].strip("?") in answer.text


async def test_a_paper_that_is_not_here_is_looked_for_in_the_abstracts_as_before() -> None:
    answer = await asked("grand total of citations of the coral bleaching ones, would you?")
    assert not answer.answered


def heard_in(question: str) -> tuple[Heard, Frame]:
    corpus, words = builtin(), lexicon.load()
    index = LibraryIndex.build(corpus)
    space = Workspace(plain(question), words)
    return Hearing(words).heard(space, corpus.papers, people_of(corpus), index.is_word), Frame(Ask())


def test_a_label_asks_what_it_is_the_label_of() -> None:
    heard, _ = heard_in("something")
    for label in READ.labels:
        if label[0] != CONTENT:
            assert label_of(ask_of(label, heard, Ask())) == label


def test_the_number_and_the_fields_that_a_question_says_besides_are_kept() -> None:
    heard, _ = heard_in("the three newest, with doi and year")
    newest = ask_of(("extreme", "date of publication", "high"), heard, Ask())
    assert newest.ends[0].top == 3
    fields = ask_of(("value", "DOI", ""), heard, Ask()).fields
    assert fields == ("DOI", "date of publication")


def test_the_data_file_is_small_and_has_all_it_needs() -> None:
    content = learn_reading.FILE.read_bytes()
    assert len(content) < LARGEST
    assert (CONTENT, "", "") in READ.labels
    assert {"cite", "oldest", "<strange>", "<person>"} <= READ.words
    assert "thank" in READ.explains


def test_what_is_fitted_is_written_and_read_as_it_was() -> None:
    """A few questions of two kinds, each in two libraries: the weights read them right, also from the file."""
    told = [
        ("who has most citations", ("extreme", "number of citations", "high")),
        ("what got most citations", ("extreme", "number of citations", "high")),
        ("oldest paper of all", ("extreme", "date of publication", "low")),
        ("the oldest thing", ("extreme", "date of publication", "low")),
        ("does surgery help", (CONTENT, "", "")),
        ("does radiotherapy help", (CONTENT, "", "")),
    ]
    rows = [
        tellings.Example(question, library, label, *heard_in(question), True, frozenset())
        for question, label in told
        for library in ("nine", "harbour")
    ]
    table = learn_reading.Table(rows)
    weights, x = table.fit(range(len(rows)))
    assert [label for label, _ in learn_reading.read(weights, x)] == [row.label for row in rows]
    read = Fitted(learn_reading.written(weights, table.explaining()))
    index = tellings.index_of("nine", False)
    for row in rows:
        found = read.read(fitted.marks(row.heard, row.frame, read.words, index), row.heard.space.words)
        assert (found.label if found else (CONTENT, "", "")) == row.label


@pytest.mark.parametrize(
    ("question", "chosen"),
    [
        ("who got past 50 citations, show those", "with more than 50 citations"),
        ("the ones that didn't make it to 10 citations please", "with fewer than 10 citations"),
        ("papers with two authors at most", "with at most 2 authors"),
        ("cited from 10 up to 30 times, which", "with at least 10 citations and with at most 30 citations"),
        ("which papers have no known citation count?", "without a number of citations"),
        ("nothing but systematic reviews please", "of type systematic review"),
        ("which articles did Hansen write, leaving reviews aside?", "not of type review"),
        ("do you go back further than 2023? which papers", "published before 1 January 2023"),
    ],
)
async def test_what_papers_are_chosen_by_may_be_said_in_other_words(question: str, chosen: str) -> None:
    answer = await asked(question)
    assert (answer.kind, answer.outcome) == ("record", Outcome.ANSWERED)
    assert chosen in answer.text


async def test_the_name_of_a_journal_may_be_cut_at_its_journal() -> None:
    assert " in Northern Journal of Urology" in (await asked("northern j of urology avg cites", "urology")).text


async def test_a_word_that_matches_no_paper_is_left_out_where_no_name_stands() -> None:
    question = "For the Northern Journal of Dermatology alone, please sort the papers from the fewest citations to the most."
    assert "least cited first" in (await asked(question, "skin")).text


async def test_a_topic_that_no_paper_has_is_nobody() -> None:
    assert "No paper by" not in (await asked("papers on computing / software, one line each")).text


async def test_what_is_asked_of_a_named_paper_is_looked_up_in_its_abstract() -> None:
    names = ("Rades 2024:", "Kang 2023:", "in Rades 2024,", "Liu et al. 2025:")
    wanted = ("which dose?", "follow-up?", "complications?", "survival?", "p value?", "local control?")
    told = [f"{name} {what}" for name in names for what in wanted]
    assert [one for one in told if (await asked(one)).kind == "record"] == []


@pytest.mark.parametrize(
    "question",
    [
        "which paper has the longest survival",
        "which paper has the oldest patients",
        "the most recent recurrence in which study",
        "why is Knapp cited",
        "what makes Kang so cited",
        "why are there no papers on tigers",
        "which paper has the bigger sample, park or knapp",
        "compare kang and knapp papers",
    ],
)
async def test_an_end_of_what_was_studied_and_a_reason_stand_in_no_record(question: str) -> None:
    assert (await asked(question)).kind != "record"


def test_a_line_of_the_lexicon_left_out_is_not_heard_and_all_else_is() -> None:
    words = lexicon.load()
    watch, text = Watch(words), "doi and journal of the paper by kang"
    assert watch.find(words.asked, text) == (heard := words.find(words.asked, text))
    watch.out = next(line for line in watch.decides if line.row == "DOI")
    assert watch.find(words.asked, text) == [match for match in heard if match.name != "DOI"]
    assert Line("asked", "DOI", 0) == watch.out
