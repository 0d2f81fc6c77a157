"""A number, a cost, a conclusion asked after a paper: it is that paper's, or what is not said is named."""

from __future__ import annotations

import pytest

from bot.assistant.compose import LEANS
from bot.models import Context
from corpus.joining import builtin
from index.models import Outcome
from tests.bot.assistant.conversations import KANG, NINE, PARK, over, paper, talk
from tests.bot.assistant.gardens import last


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
        ("who wrote the Groszman paper", "complications?", "do not use the word “complications”"),
        (
            "who wrote the antiestrogen paper",
            "sample size",
            "I cannot tell whether the sentences state the figure for sample size",
        ),
        ("sabr vs tes", "hazard ratio?", "give no hazard ratio"),
        ("sabr vs tes", "median age", "give no age"),
        ("median survival by treatment for primary cancers", "hazard ratio?", "give no hazard ratio"),
        (
            "risk factors for surgery after radiotherapy",
            "how many of them failed",
            "I cannot tell whether the sentences state how many failed",
        ),
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
    assert "do not use the word “cryoablation”" in after.text
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


async def test_half_a_year_is_six_months() -> None:
    for question in ("mortality half a year after surgery", "mortality six months after surgery"):
        (answer,) = await talk(NINE, question)
        assert (answer.outcome, answer.not_said) == (Outcome.ANSWERED, ())
        assert "180 days" in answer.quotes[0].text


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


@pytest.mark.parametrize(
    "question", ["where was that", "where was it", "and where?", "where exactly?", "where did this happen"]
)
async def test_where_something_was_is_never_sure_without_a_place(question: str) -> None:
    told = "Noise and sleep of shift workers were studied. Noise cut the sleep of workers."
    for place, sure in (("", False), (" Workers of two mills in Portugal slept at home.", True)):
        shop = over(paper("GREY", "Noise and sleep of shift workers", told + place))
        _, answer = await talk(shop, "noise and sleep of shift workers", question)
        assert sure or not (answer.answered and answer.sure), answer.text
        assert not (
            sure
            and "Portugal" in answer.text
            and "“where" in answer.text.partition("\n> ")[0].partition("\n\n")[2]
        )


@pytest.mark.parametrize("question", ["where?", "and where?", "where was it"])
async def test_where_is_told_by_a_name_before_a_kind_of_place(question: str) -> None:
    told = "Looms grow loud in Upper Tampere. We asked 34 weavers about looms in two villages. They were asked in June."
    shop = over(paper("LOOM", "Weavers on their looms", told), paper("TEA", "Tea", "Tea of a village in Ghana."))
    _, answer = await talk(shop, "how many weavers were asked about looms", question)
    assert "Tampere" in answer.quotes[0].text, answer.text


@pytest.mark.parametrize("question", ["Wer hat die geschrieben?", "who wrote it", "when was it published?"])
async def test_a_record_of_a_paper_that_was_only_related_is_told_with_care(question: str) -> None:
    before = "Gibt es eine Studie zu Strahlentherapie bei Querschnittlähmung?"
    related, record = await talk(NINE, before, question)
    assert related.outcome is Outcome.RELATED
    assert record.kind == "record"
    assert LEANS in record.text
    assert LEANS not in (await talk(NINE, "imaging for ablation", question))[-1].text


@pytest.mark.parametrize(
    "question",
    ["how many papers did they screen", "how many studies did they find", "how many articles were identified"],
)
async def test_how_many_papers_were_found_is_not_how_many_were_included(question: str) -> None:
    _, answer = await talk(NINE, "imaging for ablation", question)
    assert "3733 studies" in answer.text or not (answer.answered and answer.sure), answer.text


@pytest.mark.parametrize(
    "told",
    [
        "In households, smoke of the old stoves fell by 38% after 12 stoves had been replaced.",
        "After replacement 38% of households burned less wood, and smoke fell by 27 units near stoves.",
    ],
)
async def test_how_many_households_is_not_how_many_of_something_else(told: str) -> None:
    whole = f"Stove replacement cut smoke in households. {told}"
    shop = over(paper("STOVE", "Stove replacement and smoke", whole))
    _, answer = await talk(shop, "stove replacement and smoke", "how many households")
    assert not (answer.answered and answer.sure), answer.text
    more = over(paper("STOVE", "Stove replacement and smoke", f"{whole} In all, 310 households got new stoves."))
    _, answer = await talk(more, "stove replacement and smoke", "how many households")
    assert "310 households" in answer.text
    assert answer.sure


async def test_a_whole_question_on_something_else_is_not_read_with_the_topic_before() -> None:
    subsidies = (
        "Subsidies for heat pumps were taken by 4120 owners. Low incomes got few subsidies for heating. "
        "Heat pumps were sold twice as often with subsidies."
    )
    supply = "Lower supply temperatures were tried in 212 flats. Heat at 55 °C was enough in winter. Losses fell by a quarter."
    homes = over(
        paper("SUB", "Subsidies for heat pumps and who takes them", subsidies),
        paper("HEL", "Supply temperatures and comfort in Helsinki flats", supply),
        paper("TEA", "Tea and rain", "Tea is drunk when rain falls."),
    )
    question = "what about low temp heating in finland"
    (alone,) = await talk(homes, question)
    _, after = await talk(homes, "heat pump subsidies", question)
    assert alone.keys[0] == "HEL"
    assert after.keys == alone.keys, after.text
    assert after.read_with is None


@pytest.mark.parametrize(
    ("then", "holds"),
    [
        ("were owners invited", "Owners were invited and came."),
        ("were the neighbours blinded", "Neighbours were not blinded to the digging."),
    ],
)
async def test_a_yes_or_no_after_how_many_asks_for_no_number(then: str, holds: str) -> None:
    answer = await last("frogs in garden ponds", "how many ponds", then)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.quotes[0].text == holds, answer.text


_DRENCHES = over(
    paper("Ash", "Zinc drench and lameness of ewes", "Ewes limp in wet winters. We gave 60 ewes 6 mg of zinc a day. Lead in milk was above 30 µg/l. Lameness fell by half."),
    paper("Beck", "A six-dose regimen against worms in goats", "Goats were treated with six doses. Worms fell by 90%."),
)  # fmt: skip


@pytest.mark.parametrize("question", ["dose", "and dose", "the dose?", "what dose"])
async def test_an_attribute_alone_is_asked_of_the_paper_talked_about_and_names_none_by_its_title(
    question: str,
) -> None:
    *_, answer = await talk(_DRENCHES, "did zinc help lameness of ewes", question)
    assert answer.quotes[0].text == "We gave 60 ewes 6 mg of zinc a day."
    assert answer.answered
    assert answer.sure


@pytest.mark.parametrize(
    "question",
    [
        "how many studies in ablation review",
        "how many papers were in the systematic review on ablation",
        "number of studies in the Aslan review",
    ],
)
async def test_the_studies_in_a_review_are_those_that_it_counts_first_those_it_kept(question: str) -> None:
    answer = await NINE.ask(question, Context())
    assert answer.quotes[0].text.startswith("After screening, 51 studies met")
    assert "yielding 3733 studies" in answer.text


@pytest.mark.parametrize("question", ["how many pts had SABR", "how many patients had SABR"])
async def test_people_are_counted_by_no_decimal(question: str) -> None:
    answer = await NINE.ask(question, Context())
    assert answer.quotes[0].text == "A total of 38 matched patients were analyzed (19 TES and 19 SABR)."
