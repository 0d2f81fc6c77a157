"""What an abbreviation means: which questions ask it, and the sentence that answers, paper by paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.assistant import Assistant
from bot.assistant.papers.abbreviated import asked_short_form, entries_for
from bot.models import Context
from corpus.models import Abbreviation, Terms
from index.library import LibraryIndex
from index.models import Outcome
from index.terms.analyzer import Analyzer
from index.terms.forms import HeldShortForms
from tests.bot.assistant.teahouse import COFFEE, MINT, teas
from tests.bot.assistant.test_assistant import NINE

TEAS = Assistant(teas())


def held(*entries: Abbreviation) -> HeldShortForms:
    return HeldShortForms(entries, Analyzer().phrase)


def entry(short: str, long: str, key: str = "10.5555/tea.1") -> Abbreviation:
    return Abbreviation(short=short, long=long, key=key, sentence=1, start=0, end=len(long))


KNOWN = held(
    entry("PVT", "psychomotor vigilance task"),
    entry("GC", "gas chromatography", "991"),
    entry("GC", "gastric comfort", "991"),
    entry("GC", "Gas  Chromatography", "992"),
    entry("miR-21", "microRNA 21"),
)


WORDINGS = (
    "What does PVT stand for?|what is PVT|whats pvt?|PVT?|pvt|meaning of PVT|PVT meaning|hey, remind me what PVT stands for|"
    "what does “PVT” mean|define PVT|what is PVT short for|full form of pvt pls|what does PVT mean in the coffee paper?"
)


@pytest.mark.parametrize("question", WORDINGS.split("|"))
def test_a_known_short_form_is_recognised_in_any_wording(question: str) -> None:
    assert asked_short_form(question, KNOWN) == ("PVT", True)


@pytest.mark.parametrize(
    "question", ["what does miR21 stand for?", "what does MIR-21 mean", "what is mir 21 short for?"]
)
def test_hyphens_spaces_and_case_do_not_matter(question: str) -> None:
    assert asked_short_form(question, KNOWN) == ("miR-21", True)


@pytest.mark.parametrize(
    "question", ["what does ECOG stand for?", "what does XYZ mean?", "what does xyz stand for", "define ECOG"]
)
def test_a_short_form_these_papers_do_not_have_is_recognised_as_such(question: str) -> None:
    asked = asked_short_form(question, KNOWN)
    assert asked is not None
    assert asked[1] is False
    assert asked[0] in question


@pytest.mark.parametrize(
    "question",
    [
        "how long was PVT practised for?",
        "what is green tea?",
        "did coffee change PVT times?",
        "what is the yield of menthol?",
        "what was the mean age?",
        "what does frail mean?",
        "",
        "???",
    ],
)
def test_other_questions_are_let_through(question: str) -> None:
    assert asked_short_form(question, KNOWN) is None


@given(st.text(max_size=200))
def test_any_text_is_read_without_complaint_and_nothing_is_known_of_an_empty_library(question: str) -> None:
    asked = asked_short_form(question, held())
    assert asked is None or asked[1] is False


@pytest.mark.parametrize(
    "words", ["what is ", "what does ", "the meaning of ", "do you know ", "a b ", "in the paper "]
)
def test_a_run_of_asking_words_is_read_once_not_in_every_way(words: str) -> None:
    assert asked_short_form(words * 250 + "!x", KNOWN) is None


def test_each_meaning_is_given_once() -> None:
    assert [found.long for found in entries_for("gc", KNOWN)] == ["gas chromatography", "gastric comfort"]
    assert entries_for("ECOG", KNOWN) == []


async def test_an_answer_quotes_the_sentence_and_marks_the_long_form() -> None:
    answer = await TEAS.ask("what does PVT stand for?", Context())
    assert (answer.outcome, answer.kind) == (Outcome.ANSWERED, "definition")
    assert "PVT stands for psychomotor vigilance task." in answer.text
    (quote,) = answer.quotes
    assert quote.key == COFFEE
    assert quote.text.startswith("We measured reaction time")
    assert quote.text.endswith("(PVT) in 40 nurses.")
    assert [quote.text[start:end] for start, end in quote.marks] == ["psychomotor vigilance task"]


@pytest.mark.parametrize(
    "term", ["@everyone", "[x](https://evil.example)", "sleep", "zorg", "porters", "GC", "🙏"]
)
async def test_a_term_is_defined_as_if_nothing_was_asked_before(term: str) -> None:
    before = await TEAS.ask("how long did sleep last with green tea?", Context())
    assert before.turn is not None
    alone, after = [await TEAS.define(term, Context(previous=turn)) for turn in (None, before.turn)]
    assert (alone.text, alone.quotes, alone.read_with) == (after.text, after.quotes, None)
    assert "“definition”" not in alone.text  # a word that nobody typed


async def test_what_no_paper_could_write_out_is_said_not_to_be() -> None:
    answer = await TEAS.define("@everyone", Context())
    assert (answer.outcome, answer.kind) == (Outcome.NOTHING, "definition")
    assert "do not write out “@everyone”" in answer.text


async def test_a_word_that_is_used_and_not_explained_is_said_to_be_so() -> None:
    answer = await NINE.define("survival", Context())
    assert (answer.outcome, answer.kind, answer.quotes) == (Outcome.NOTHING, "definition", ())
    assert "No abstract here says what “survival” means." in answer.text


@pytest.mark.parametrize("term", ["SBRT", "RCC", "ECOG", "EQD2", "TES", "PFS"])
async def test_a_term_by_command_is_told_as_when_it_is_typed(term: str) -> None:
    """“SBRT” stands in no abstract, and a short form that means nearly the same stands in one: that is no answer."""
    told, typed = await NINE.define(term, Context()), await NINE.ask(f"What does {term} mean?", Context())
    assert (told.text, told.outcome, told.kind) == (typed.text, typed.outcome, typed.kind)
    assert told.kind == "definition"


@pytest.mark.parametrize("term", ["sbrt", "SBRT", "stereotactic body radiotherapy"])
async def test_sentences_without_the_term_do_not_tell_what_it_means(term: str) -> None:
    answer = await NINE.define(term, Context())
    assert (answer.outcome, answer.quotes) == (Outcome.NOTHING, ())
    assert f"“{term}”" in answer.text


async def test_that_a_definition_is_lacking_is_said_without_naming_a_word() -> None:
    before = await TEAS.ask("how long did sleep last with green tea?", Context())
    answer = await TEAS.ask("is there a definition of it?", Context(previous=before.turn))
    assert "the sentences give no definition" in answer.text


async def test_two_meanings_in_one_paper_are_both_told() -> None:
    answer = await TEAS.define("GC", Context())
    assert "GC stands for gas chromatography.\nGC stands for Gastric comfort." in answer.text
    assert [quote.key for quote in answer.quotes] == [MINT, MINT]


CURATED = Assistant(LibraryIndex.build(teas().corpus.model_copy(update={"terms": Terms(abbreviations=(("UHM", "ultra-hot milk"), ("IT", "infused tea"), ("PVT", "pot of very hot tea")))})))  # fmt: skip


@pytest.mark.parametrize(
    "question",
    ["what does UHM mean", "that's what UHM means?", "what does uhm stand for?", "UHM abbreviation", "definition of UHM"],
)  # fmt: skip
async def test_what_only_a_curator_has_set_down_is_told_as_theirs(question: str) -> None:
    answer = await CURATED.ask(question, Context())
    assert "“UHM” stands for “ultra-hot milk”. That is a curator's word;" in answer.text
    assert (answer.outcome, answer.quotes) == (Outcome.ANSWERED, ())
    assert "“ultra-hot milk”" in (await CURATED.define("uhm", Context())).text


@pytest.mark.parametrize(
    "question", ["what does it mean", "what does PVT stand for?", "how hot was UHM", "what does GABA mean"]
)
async def test_a_curators_word_is_told_for_no_other(question: str) -> None:
    assert "curator" not in (await CURATED.ask(question, Context())).text


async def test_an_unknown_short_form_is_not_guessed() -> None:
    answer = await TEAS.ask("what does ECOG stand for?", Context())
    assert answer.outcome is Outcome.NOTHING
    assert "do not write out “ECOG”" in answer.text
    assert (answer.quotes, answer.dois) == ((), ())


@pytest.mark.parametrize(
    "question",
    ["difference between pfs and lpfs", "pfs vs lpfs meaning", "what's the difference between PFS and LPFS?"],
)
async def test_two_words_are_both_defined(question: str) -> None:
    reply = await NINE.ask(question, Context())
    assert reply.kind == "definition"
    assert (
        "PFS stands for progression-free survival.\nLPFS stands for local progression-free survival." in reply.text
    )


@pytest.mark.parametrize("question", ["difference between TES and SABR", "TES vs SABR"])
async def test_two_treatments_of_one_paper_are_compared_by_what_it_found(question: str) -> None:
    reply = await NINE.ask(question, Context())
    assert reply.kind == "content"


async def test_a_sentence_that_defines_two_words_is_quoted_once() -> None:
    reply = await NINE.ask("define PFS and OS", Context())
    assert reply.kind == "definition"
    assert len({(quote.key, quote.start) for quote in reply.quotes}) == len(reply.quotes)
