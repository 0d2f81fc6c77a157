"""Follow-ups lean on the turn before them; a new topic starts afresh."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant, Limits
from bot.assistant.conversing import carried
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.words import written_out
from bot.models import Answer, Context, Turn
from corpus.joining import builtin
from corpus.models import Corpus, Paper
from index.library import LibraryIndex
from index.models import Outcome
from tests.bot.assistant.teahouse import COFFEE, TEA, nine, teas

TEAS = Assistant(teas())
NINE = Assistant(nine())
KANG, PARK = "10.3390/cancers15235518", "10.3390/cancers16142554"


async def talk(assistant: Assistant, *questions: str) -> list[Answer]:
    """A conversation: each question asked with the turn the answer before it left."""
    answers: list[Answer] = []
    for question in questions:
        context = Context(previous=answers[-1].turn if answers else None)
        answers.append(await assistant.ask(question, context))
    return answers


@pytest.mark.parametrize(
    ("question", "leant"),
    [
        ("and with hot water?", True),
        ("why?", True),
        ("p value?", True),
        ("was it significant in the other arm?", True),
        ("waking at night?", True),
        ("does coffee help nurses stay alert?", False),
        ("menthol after steeping peppermint", False),
        ("did they sleep longer after green tea than after hot water at night?", False),
    ],
)
async def test_what_leans_on_the_turn_before(question: str, leant: bool) -> None:
    first, second = await talk(TEAS, "how long did porters sleep with green tea?", question)
    assert (second.read_with == first.turn) is leant
    assert ("as before" in second.text) is (leant and bool(second.quotes))


async def test_a_question_that_can_stand_alone_is_never_worse_for_what_was_asked_before() -> None:
    alone = await TEAS.ask("is coffee safe for nurses?", Context())
    _, after = await talk(TEAS, "how long did porters sleep with green tea?", "is coffee safe for nurses?")
    assert (after.outcome, after.keys) == (alone.outcome, alone.keys)


@pytest.mark.parametrize(
    ("before", "question", "said"),
    [
        ("does sabr hurt less than surgery", "how many people", "A total of 89 patients were identified"),
        ("2y OS sabr vs tes?", "how many pts", "A total of 89 patients were identified"),
        ("surgery outcomes mortality risk", "and how many patients?", "A total of 128 patients were identified"),
        ("which imaging is best for ablation", "how many studies", "51 studies met the eligibility criteria"),
        (
            "risk factors for surgery after radiotherapy",
            "how many patients",
            "A multicenter cohort of 469 patients",
        ),
    ],
)
async def test_the_number_studied_comes_first_whatever_was_asked_before(
    before: str, question: str, said: str
) -> None:
    _, answer = await talk(NINE, before, question)
    assert answer.outcome is Outcome.ANSWERED
    assert said in answer.quotes[0].text


async def test_it_is_the_one_that_a_comparison_named() -> None:
    _, newer, author, doi = await talk(
        NINE, "compare kang and park", "which is newer", "who is the first author of that", "its doi pls"
    )
    assert newer.keys == (PARK, KANG)
    assert author.keys == doi.keys == (PARK,)


@pytest.mark.parametrize(
    ("before", "question", "kind"),
    [
        ("who wrote the korean one", "what did they find", "summary"),
        ("who wrote the korean one", "and what does it conclude?", "summary"),
        ("who wrote the korean one", "results?", "summary"),
        ("who wrote the korean one", "what did they find about lytic lesions", "content"),
        ("list the reviews", "what did they find", "content"),
        ("risk factors for surgery after radiotherapy", "what did they find", "content"),
    ],
)
async def test_all_that_a_paper_found_is_asked_after_its_record(before: str, question: str, kind: str) -> None:
    _, answer = await talk(NINE, before, question)
    assert answer.kind == kind
    if kind == "summary":
        assert answer.keys == (PARK,)


@pytest.mark.parametrize(
    ("before", "question", "named"),
    [
        ("who wrote the Groszman paper", "complications?", "do not say “complications”"),
        ("who wrote the antiestrogen paper", "sample size", "give no figure for sample size"),
        ("sabr vs tes", "hazard ratio?", "give no hazard ratio"),
        ("sabr vs tes", "median age", "give no age"),
        ("median survival by treatment for primary cancers", "hazard ratio?", "give no hazard ratio"),
        ("risk factors for surgery after radiotherapy", "how many of them failed", "do not say how many failed"),
    ],
)
async def test_a_follow_up_is_answered_or_what_it_asks_is_named(before: str, question: str, named: str) -> None:
    _, answer = await talk(NINE, before, question)
    assert answer.read_with is not None
    assert named in answer.text
    assert "No abstract here has" not in answer.text


@pytest.mark.parametrize("question", ["sample size", "sample?", "and the sample size"])
async def test_a_sample_size_is_the_number_studied(question: str) -> None:
    _, answer = await talk(NINE, "does sabr hurt less than surgery", question)
    assert answer.outcome is Outcome.ANSWERED
    assert "A total of 89 patients were identified" in answer.quotes[0].text


@pytest.mark.parametrize(
    "question", ["what do they mean by unstable", "what does unstable mean?", "what is meant by unstable"]
)
async def test_what_a_word_means_is_no_mean(question: str) -> None:
    for before in ("risk factors for surgery after radiotherapy", "Groszman 2024", "sabr vs tes"):
        _, answer = await talk(NINE, before, question)
        assert "stable and unstable" in answer.quotes[0].text


async def test_what_was_talked_about_is_named_if_the_sentences_are_not_about_it() -> None:
    _, after, studies = await talk(
        NINE, "how many patients had cryoablation", "and complications?", "how many studies"
    )
    assert (after.outcome, after.sure) == (Outcome.ANSWERED, False)
    assert "do not say “cryoablation”" in after.text
    assert studies.sure  # those of the whole review


async def test_an_attribute_alone_goes_to_no_paper_on_something_else() -> None:
    for before in ("who wrote the Groszman paper", "summarise the mouse model paper", "Groszman 2024"):
        for question in ("complications?", "mean age?", "hazard ratio", "and the follow-up"):
            first, answer = await talk(NINE, before, question)
            assert set(answer.keys) == set(first.keys), (before, question)


@pytest.mark.parametrize("question", ["sample size", "how many patients", "mean age"])
async def test_a_paper_just_shown_is_read_for_what_is_asked_in_other_words(question: str) -> None:
    for before in ("who wrote the leiomyogenic paper", "summarise the leiomyogenic paper"):
        _, answer = await talk(NINE, before, question)
        assert "The study cohort consisted of 83 patients" in answer.quotes[0].text


@pytest.mark.parametrize(
    "placed", ["the second one", "and the second?", "2", "no 2", "what about the second paper?"]
)
async def test_a_place_of_the_list_alone_shows_that_paper_in_brief(placed: str) -> None:
    listed, brief, whole, wrote = await talk(NINE, "list the reviews", placed, "summarise it", "who wrote it")
    assert (brief.kind, brief.keys) == ("summary", listed.keys[1:2])
    assert len(brief.quotes) == 1
    assert brief.quotes[0].text.startswith("Future indications include")
    assert len(whole.quotes[0].text) > len(brief.quotes[0].text)
    assert "Lilly Groszman" in wrote.text


async def test_a_place_takes_over_what_was_asked_of_one_paper() -> None:
    *_, second = await talk(NINE, "list the reviews", "who wrote the first one?", "and the second?")
    assert "Lilly Groszman" in second.text


async def test_as_before_names_the_paper_talked_about_and_no_other() -> None:
    talks = [
        await talk(NINE, before, question)
        for before in ("Groszman 2024", "sabr vs tes", "summarise the leiomyogenic paper")
        for question in ("and in unstable spines?", "and kyphosis?", "and lytic lesions?")
    ]
    same = [(first, answer) for first, answer in talks if "as before" in answer.text]
    assert len({first.keys for first, _ in same}) > 1
    assert all(answer.keys[0] == first.keys[0] for first, answer in same)


async def test_a_number_longer_than_any_list_is_no_trouble() -> None:
    patient = Assistant(nine(), Limits(question_chars=10_000))
    _, answer = await talk(patient, "list the reviews", f"average citations of all {'9' * 5_000}")
    assert answer.outcome is not Outcome.ANSWERED


async def test_tell_me_more_gives_further_passages_and_never_the_same() -> None:
    first, more, again = await talk(TEAS, "how long did porters sleep?", "tell me more", "more please")
    assert more.kind == "more"
    shown = [(quote.key, quote.start) for answer in (first, more, again) for quote in answer.quotes]
    assert len(shown) == len(set(shown))


async def test_is_that_right_shows_the_sentence_where_it_stands() -> None:
    first, proof = await talk(TEAS, "was tremor seen in nurses after coffee?", "is that right?")
    assert proof.kind == "context"
    assert first.quotes[0].text in proof.quotes[0].text
    assert len(proof.quotes[0].text) > len(first.quotes[0].text)


async def test_it_is_asked_of_all_papers_on_request() -> None:
    _, leant, afresh = await talk(
        TEAS, "how long did porters sleep with green tea?", "and after coffee?", "ask all papers"
    )
    assert afresh.read_with == leant.turn
    assert COFFEE in afresh.keys


async def test_places_of_a_list_hold_while_its_papers_are_talked_about() -> None:
    listed, second, first, newest = await talk(
        TEAS, "list the papers", "who wrote the second one?", "and the first?", "which of them is the newest?"
    )
    assert listed.keys[:2] == (TEA, COFFEE)
    assert "Ada Quill" in second.text
    assert "Ngozi Okafor" in first.text
    assert newest.keys == (COFFEE,)


async def test_a_follow_up_takes_over_what_was_asked() -> None:
    _, tea, year = await talk(TEAS, "who wrote the coffee paper?", "and the green tea one?", "papers from 2023")
    assert "Ngozi Okafor" in tea.text
    assert year.keys == (COFFEE,)


async def test_a_question_that_names_nothing_is_not_answered() -> None:
    for question in (
        "who is the best author",
        "what is new",
        "is it better",
        "so?",
        "tell me something interesting",
        "who benefits",
        "first line?",
        "which is safer",
        "when should one operate",
        "which drug is best",
    ):
        (answer,) = await talk(NINE, question)
        assert not (answer.answered and answer.quotes), question


@pytest.mark.parametrize("question", ["who is the best author", "what is new", "do you love me"])
async def test_everyday_words_ask_nothing_of_the_last_paper(question: str) -> None:
    _, reply = await talk(NINE, "what is the mortality of surgery for spinal metastases?", question)
    assert (reply.outcome, reply.quotes, reply.read_with) == (Outcome.HELP, (), None)


@pytest.mark.parametrize("before", [(), ("what is EQD2?",)])
async def test_near_words_alone_answer_no_yes_or_no(before: tuple[str, ...]) -> None:
    reply = (await talk(NINE, *before, "is surgery safe"))[-1]
    assert reply.outcome is Outcome.RELATED


@pytest.mark.parametrize("further", [(), ("tell me more",)])
async def test_a_topic_no_paper_holds_ends_the_one_before(further: tuple[str, ...]) -> None:
    reply = (await talk(NINE, "what is EQD2?", *further, "cost of vertebroplasty"))[-1]
    assert (reply.outcome, reply.quotes) == (Outcome.NOTHING, ())
    assert "No abstract here has “cost”, “vertebroplasty”" in reply.text


async def test_a_list_takes_no_answer_away() -> None:
    question = "number of patients in the leiomyogenic review"
    alone = await NINE.ask(question, Context())
    _, after = await talk(NINE, "list the reviews", question)
    assert (after.outcome, after.keys) == (alone.outcome, alone.keys)


def test_what_is_carried_are_the_words_the_follow_up_does_not_say_itself() -> None:
    turn = Turn(question="sleep with Green Tea?", terms=("sleep", "Green Tea"), keys=(TEA,))
    assert carried(turn, ("green tea", "waking")) == "sleep"
    assert carried(turn, ()) == "sleep Green Tea"
    for kind in ("summary", "definition", "record"):
        assert carried(turn.model_copy(update={"kind": kind}), ()) == ""


async def test_a_follow_up_stays_with_its_paper() -> None:
    first, second = await talk(
        TEAS, "how long did porters sleep with green tea?", "and what share reported waking?"
    )
    assert first.read_with is None
    assert second.read_with == first.turn
    assert "Waking at night was reported by 25% of porters" in second.text
    assert set(second.keys) == {TEA}


async def test_a_new_topic_starts_afresh() -> None:
    _, second = await talk(TEAS, "how long did porters sleep with green tea?", "tremor in nurses after coffee")
    assert second.read_with is None
    assert second.keys[0] == COFFEE


async def test_a_thread_over_real_papers() -> None:
    first, second, third = await talk(
        NINE,
        "what was the median follow-up after total en bloc spondylectomy?",
        "and the complications?",
        "which risk factors led to surgery after radiotherapy in intermediate instability?",
    )
    assert first.keys[0] == KANG
    assert second.read_with == first.turn
    assert set(second.keys) == {KANG}
    assert third.read_with is None
    assert third.keys[0] == PARK


async def test_small_talk_does_not_end_a_conversation() -> None:
    first, thanks, third = await talk(
        TEAS, "how long did porters sleep with green tea?", "thanks!", "and what share reported waking?"
    )
    assert thanks.outcome is Outcome.HELP
    assert thanks.turn == first.turn
    assert third.read_with == first.turn


async def test_a_summary_gives_the_paper_to_the_next_question() -> None:
    first, second = await talk(TEAS, "summarise the coffee paper", "was there any tremor?")
    assert first.kind == "summary"
    assert "Tremor was noted in three nurses." in second.text
    assert second.keys[0] == COFFEE


async def test_a_first_question_that_points_at_nothing_is_read_as_it_stands() -> None:
    (answer,) = await talk(TEAS, "and the other arm?")
    assert answer.read_with is None


async def test_a_topic_is_denied_of_the_papers_of_somebody() -> None:
    theirs, others = (
        await TEAS.ask("papers by Okafor", Context()),
        await TEAS.ask("papers not about tea by Okafor", Context()),
    )
    assert theirs.keys
    assert set(others.keys) <= set(theirs.keys)


async def test_non_before_a_name_is_part_of_it_and_denies_no_topic() -> None:
    texts = {
        "9001": "Resection of non-small cell carcinoma was followed for ten years.",
        "9002": "Small cell carcinoma was treated early.",
        "9003": "Knees were replaced in one hospital.",
    }
    papers = tuple(Paper(source_id=key, title=f"Series {key}", abstract=text) for key, text in texts.items())
    wards = Assistant(LibraryIndex.build(Corpus(name="wards", digest="0" * 64, papers=papers)))
    for question in ("which papers mention non-small cell carcinoma", "papers on non small cell carcinoma"):
        answer = await wards.ask(question, Context())
        assert answer.keys == ("9001",), answer.text


async def test_a_paper_that_is_called_so_is_meant_and_not_one_just_shown_that_says_the_word_too() -> None:
    shown, asked, wrote = await talk(
        NINE, "does kyphoplasty help with pain", "how many pts were in the TES study", "who wrote the TES paper"
    )
    assert KANG not in shown.keys
    assert len(shown.keys) > 1
    assert asked.quotes[0].key == KANG
    assert asked.read_with is None
    assert "Dong-Ho Kang" in wrote.text


async def test_a_place_in_the_midst_of_a_question_is_one_of_the_list() -> None:
    listed, wrote, told = await talk(
        NINE, "list the reviews", "who wrote the second one", "summarise the last one in one line"
    )
    assert len(listed.keys) == 3
    assert wrote.keys == listed.keys[1:2]
    assert told.keys == listed.keys[2:]


async def test_everyday_words_go_on_from_what_was_said() -> None:
    for question in ("anyone woken?", "too short?", "which drink", "cost-wise?", "how long for"):
        first, second = await talk(TEAS, "how long did porters sleep with green tea?", question)
        assert second.read_with == first.turn, question
        assert set(second.keys) <= {TEA}, question


async def test_another_word_for_what_the_paper_says_is_no_new_topic() -> None:
    first, second = await talk(TEAS, "coffee and reaction time in nurses", "trembling?")
    assert second.read_with == first.turn
    assert "Tremor was noted in three nurses." in second.text


async def test_a_count_of_what_a_review_took_in_is_none_of_the_library() -> None:
    alone = await NINE.ask("how many studies", Context())
    first, after = await talk(NINE, "ablation guided by CT or MRI", "how many studies")
    assert len(alone.keys) == len(builtin().papers)
    assert set(after.keys) == set(first.keys[:1])
    assert "51 studies" in after.text


async def test_a_cost_after_a_paper_is_the_papers_and_not_the_journals_fee() -> None:
    (alone,) = await talk(NINE, "costs?")
    _, after = await talk(NINE, "total en bloc spondylectomy complications", "costs?")
    assert alone.kind == "issue"
    assert after.kind != "issue"
    assert set(after.keys) <= {KANG}


async def test_a_topic_of_somebodys_other_papers_is_kept() -> None:
    *_, silva = await talk(NINE, "who wrote the TES versus SABR paper?", "did he write anything on instability?")
    assert silva.keys == (PARK,)


async def test_a_limit_holds_until_it_is_taken_off() -> None:
    only, within, off, after = await talk(
        TEAS, "only papers from 2021 please", "anything on nurses?", "all papers again", "anything on nurses?"
    )
    assert only.keys == (TEA,)
    assert "until you say “all papers again”" in only.text
    assert COFFEE not in within.keys
    assert "Looked only at papers published in 2021." in within.text
    assert (off.outcome, off.quotes) == (Outcome.HELP, ())
    assert after.keys == (COFFEE,)


@pytest.mark.parametrize(
    "words", ["start over", "new topic please", "remove the filter", "forget that", "again all years"]
)
async def test_a_conversation_begins_anew_on_request(words: str) -> None:
    _, anew, after = await talk(TEAS, "how long did porters sleep with green tea?", words, "and the p value?")
    assert (anew.outcome, anew.keys) == (Outcome.HELP, ())
    assert after.read_with is None


async def test_the_words_of_an_earlier_question_are_not_missed_in_an_answer() -> None:
    _, second = await talk(TEAS, "zebra sleep of porters with green tea?", "and waking at night?")
    assert "zebra" not in second.not_said


async def test_what_names_a_topic_in_its_title_comes_first_in_a_list() -> None:
    reply = await NINE.ask("is there anything about surgery?", Context())
    assert "Surgical" in next(paper.title for paper in builtin().papers if paper.key == reply.keys[0])


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("wats the dose w/ green tea", "what is the dose with green tea"),
        ("tell me abt sleep b4 work", "tell me about sleep before work"),
        ("was W = 3 and OS long", "was W = 3 and OS long"),
        ("pls", "pls"),
        ("tea w/o sugar", "tea without sugar"),
        ("p val after spine surg?", "p value after spine surgery?"),
        ("f/u after tx", "follow-up after treatment"),
        ("TX and val66met", "TX and val66met"),
        ("dx of pt", "diagnosis of patient"),
    ],
)
def test_chat_shorthand_is_written_out(typed: str, written: str) -> None:
    assert written_out(typed, load()) == written


@pytest.mark.parametrize(
    "question",
    ["yo man wats the sleep of porters w/ tea btw", "pls tell me abt sleep of porters after tea b4 work"],
)
async def test_shorthand_is_no_missing_word(question: str) -> None:
    (answer,) = await talk(TEAS, question)
    assert set(answer.unknown_words) <= {"work"}
    assert TEA in answer.keys


async def test_any_trials_lists_the_trials() -> None:
    (answer,) = await talk(TEAS, "any trials?")
    assert (answer.kind, answer.keys) == ("record", (TEA,))


@pytest.mark.parametrize(
    ("typed", "own", "written"),
    [
        ("breast ca outcomes", ("CA",), "breast cancer outcomes"),
        ("breast ca outcomes", (), "breast cancer outcomes"),
        ("ca vs rfa", ("CA", "RFA"), "ca vs rfa"),
        ("complications of ca", ("CA",), "complications of ca"),
        ("layers dated ca 1850", (), "layers dated ca 1850"),
        ("built ca. 1500", (), "built ca. 1500"),
        ("pts w/ hx of lung mets", (), "patients with history of lung mets"),
    ],
)
def test_shorthand_of_the_ward_is_no_short_form_of_the_papers_written_alike(
    typed: str, own: tuple[str, ...], written: str
) -> None:
    assert written_out(typed, load(), lambda word: word.upper() in own) == written


@pytest.mark.parametrize(
    ("question", "first"),
    [("breast ca", "10.3390/cancers15245773"), ("BMI", "10.3390/cancers16020438"), ("EQD2", PARK)],
)
async def test_a_word_of_the_field_stands_alone(question: str, first: str) -> None:
    for before in ("sabr vs tes", "ablation guided by CT or MRI", "who wrote the RAMSES paper"):
        _, answer = await talk(NINE, before, question)
        assert answer.keys[0] == first, before
        assert answer.read_with is None


async def test_half_a_year_is_six_months() -> None:
    for question in ("mortality half a year after surgery", "mortality six months after surgery"):
        (answer,) = await talk(NINE, question)
        assert (answer.outcome, answer.not_said) == (Outcome.ANSWERED, ())
        assert "180 days" in answer.quotes[0].text


async def test_what_was_counted_is_listed_ordered_and_averaged() -> None:
    _, which, ordered, mean = await talk(
        NINE, "how many reviews", "which", "list them by year", "average citations of all three"
    )
    assert (which.kind, len(which.keys)) == ("record", 3)
    assert set(ordered.keys) == set(which.keys) == set(mean.keys)
    assert "newest first" in ordered.text
    assert "on average" in mean.text


async def test_what_is_asked_of_the_newer_one_is_asked_of_it() -> None:
    _, newer = await talk(NINE, "papers by Kang", "the newer one: how many patients")
    assert (newer.kind, set(newer.keys)) == ("content", {PARK})


async def test_a_record_that_finds_nothing_ends_no_topic() -> None:
    *_, others, team = await talk(
        NINE,
        "who wrote the TES paper",
        "papers by Smith",
        "any other papers by that person",
        "what else did they publish",
    )
    assert others.keys == (PARK,)
    assert team.keys == (KANG,)


async def test_when_you_stop_asks_nothing_of_the_bot() -> None:
    _, after = await talk(TEAS, "how long did porters sleep with green tea?", "what happens when you stop")
    assert set(after.keys) == {TEA}


@pytest.mark.parametrize("question", ["Komplikationen?", "complicaciones?", "合併症は？", "et les complications?"])
async def test_a_word_in_another_language_goes_on_from_what_was_said(question: str) -> None:
    _, answer = await talk(NINE, "sabr vs tes", question)
    assert answer.outcome is Outcome.ANSWERED
    assert "major complications" in answer.quotes[0].text


@pytest.mark.parametrize(
    "question", ["quels sont les risques de mortalité après chirurgie", "mortalidad después de cirugía"]
)
async def test_general_words_of_studies_are_read_in_french_and_spanish(question: str) -> None:
    (answer,) = await talk(NINE, question)
    assert answer.keys[0] == "10.3390/cancers16020438"
    assert "I read words, not languages" in answer.text


@pytest.mark.parametrize("question", ["follow-up duration", "duration of follow-up", "how long was the follow-up"])
async def test_an_attribute_that_others_say_word_for_word_is_of_the_paper_talked_about(question: str) -> None:
    _, answer = await talk(NINE, "sabr vs tes", question)
    assert answer.outcome is Outcome.ANSWERED
    assert "median follow-up period" in answer.quotes[0].text


@pytest.mark.parametrize("question", ["conclusion?", "what do they conclude", "and the conclusions"])
async def test_the_conclusion_of_the_paper_talked_about_is_its_concluding_sentence(question: str) -> None:
    _, answer = await talk(NINE, "sabr vs tes", question)
    assert [quote.text for quote in answer.quotes] == [
        "These findings suggest that SABR leads to fewer complications compared to TES, while TES exhibits better mid-term control of metastatic tumors."
    ]


async def test_what_is_asked_of_it_stays_with_its_paper() -> None:
    _, better, value = await talk(NINE, "sabr vs tes", "is it better than surgery", "p value")
    assert (better.outcome, set(better.keys)) == (Outcome.RELATED, {KANG})
    assert "do not say “surgery”" in better.text
    assert set(value.keys) == {KANG}
