"""Who was studied: the most, the fewest, all together, those of one paper, and where; in the abstracts' sentences."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from bot.assistant.reading.designs import DESIGNS, of_design
from bot.models import Answer, Context
from corpus.models import Author, Corpus, Paper
from index.library import LibraryIndex
from index.models import Outcome
from tests.bot.assistant.teahouse import nine

NINE = Assistant(nine())
PARK = "10.3390/cancers16142554"


def paper(key: str, title: str, abstract: str, year: int = 2020) -> Paper:
    authors = (Author(name=f"Ada {key}", family=key, given="Ada"),)
    return Paper(source_id=key, title=title, abstract=abstract, year=year, authors=authors)


BAKERS = Assistant(
    LibraryIndex.build(
        Corpus(
            name="bakers",
            digest="0" * 64,
            papers=(
                paper(
                    "Rye",
                    "Rye bread and sleep: a randomised trial",
                    "We randomised 240 workers to rye or wheat bread. Sleep improved.",
                ),
                paper(
                    "Oat",
                    "Oats and cough",
                    "A total of 1,012 patients were included. Cough was rarer with oats.",
                    2021,
                ),
                paper("Bun", "Buns in wards", "We enrolled 38 patients who ate buns. Nobody complained.", 2022),
                paper(
                    "Pie",
                    "Pies reviewed: a systematic review",
                    "We searched PubMed and included 17 studies. Pies are warm.",
                ),
                paper(
                    "Two",
                    "Two kinds of toast",
                    "We compared 20 patients with white toast to 25 patients with brown toast.",
                ),
                paper("Jam", "On jam", "Jam is sweet. This letter asks for less of it."),
            ),
        )
    )
)


async def ask(question: str, assistant: Assistant = BAKERS) -> Answer:
    return await assistant.ask(question, Context())


@pytest.mark.parametrize(
    ("question", "key", "number"),
    [
        ("what is the biggest study here?", "Oat", "1,012"),
        ("which paper has the most patients", "Oat", "1,012"),
        ("which study enrolled the fewest patients", "Bun", "38"),
        ("smallest sample", "Bun", "38"),
        ("largest sample size of 2022", "Bun", "38"),
        ("which trial was the largest?", "Rye", "240"),
        ("largest study on cough", "Oat", "1,012"),
    ],
)
async def test_the_study_at_an_end_stands_below_its_number(question: str, key: str, number: str) -> None:
    reply = await ask(question)
    assert (reply.outcome, reply.keys) == (Outcome.ANSWERED, (key,))
    assert f"▸ {number}" in reply.text
    assert number in reply.quotes[0].text


@pytest.mark.parametrize(
    "question",
    [
        "how many patients were there in all the papers together?",
        "how many patients in all?",
        "how many patients in total",
        "total number of participants over all papers",
    ],
)
async def test_all_together_are_the_numbers_that_each_prints_and_no_sum(question: str) -> None:
    reply = await ask(question)
    assert [quote.key for quote in reply.quotes] == ["Rye", "Oat", "Bun", "Pie", "Two"]
    for printed in ("▸ 240 workers", "▸ 1,012 patients", "▸ 38 patients", "▸ 17 studies", "▸ 20 patients"):
        assert printed in reply.text
    assert "not added up" in reply.text
    assert "1,050" not in reply.text
    assert "Jam" in reply.text.rpartition("No number studied found in 1 abstract")[2]


HIVES = Assistant(
    LibraryIndex.build(
        Corpus(
            name="hives",
            digest="0" * 64,
            papers=(
                paper("Wax", "Wax in winter", "We inspected 120 colonies in two winters. Few were lost."),
                paper("Bee", "Bees and lime", "We followed 18,920 colonies of beekeepers. Losses fell."),
                paper(
                    "Hum", "Syrup and warmth", "Colonies given warm syrup ate more. HMF rose in syrup over weeks."
                ),
                paper("Zum", "Gardens for bees", "We surveyed 90 gardens. Bees came to most of them."),
            ),
        )
    )
)


async def test_of_other_things_only_these_are_told() -> None:
    reply = await ask("total number of colonies over all papers", HIVES)
    assert [quote.key for quote in reply.quotes] == ["Wax", "Bee"]
    assert "▸ 18,920 colonies" in reply.text


async def test_the_largest_may_have_studied_anything() -> None:
    reply = await ask("the largest study?", HIVES)
    assert (reply.outcome, reply.keys) == (Outcome.ANSWERED, ("Bee",))


async def test_in_all_is_of_the_paper_just_talked_about() -> None:
    first = await ask("sample size of the bun paper")
    reply = await BAKERS.ask("how many patients in total?", Context(previous=first.turn))
    assert [quote.key for quote in reply.quotes] == ["Bun"]


async def test_what_no_abstract_states_is_said() -> None:
    reply = await ask("which paper has the most patients from 2020?")
    assert (reply.outcome, reply.quotes) == (Outcome.NOTHING, ())
    assert "no abstract states one total" in reply.text


@pytest.mark.parametrize(
    "question",
    ["did most patients in the trial improve?", "what did the largest effect come from?", "which was cited most?"],
)
async def test_other_ends_are_none_of_it(question: str) -> None:
    assert (await ask(question)).kind != "table"


async def test_of_the_shipped_library() -> None:
    assert (await ask("which study has the most patients?", NINE)).keys == (PARK,)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("sample size of the bun paper", "We enrolled 38 patients who ate buns."),
        ("what were the sample sizes of the Oat paper", "A total of 1,012 patients were included."),
    ],
)
async def test_the_sample_size_of_one_paper_is_told_in_its_sentence(question: str, said: str) -> None:
    reply = await ask(question)
    assert reply.outcome is Outcome.ANSWERED
    assert [quote.text for quote in reply.quotes] == [said]


async def test_a_sample_size_that_is_not_stated_is_called_so() -> None:
    reply = await ask("sample size of the jam paper")
    assert reply.outcome is Outcome.NOTHING
    assert "The abstract of Jam 2020 gives no number of those studied." in reply.text


@pytest.mark.parametrize(
    "question", ["how many men were in the bun study", "how many women ate oats in the cough paper"]
)
async def test_all_patients_are_no_answer_to_how_many_of_a_group(question: str) -> None:
    assert (await ask(question)).outcome is not Outcome.ANSWERED


async def test_a_share_of_a_group_is_not_its_number() -> None:
    said = "We surveyed 6,214 pupils in Accra. 39% of the girls and 31% of the boys read for pleasure."
    corpus = Corpus(name="pupils", digest="0" * 64, papers=(paper("Ama", "Reading for pleasure", said),))
    pupils = Assistant(LibraryIndex.build(corpus))
    assert (await ask("how many girls read for pleasure", pupils)).outcome is not Outcome.ANSWERED
    assert (await ask("how many pupils were surveyed on reading", pupils)).outcome is Outcome.ANSWERED


@pytest.mark.parametrize("question", ["which country was the bun study done in", "where was the oat study done"])
async def test_a_country_is_told_from_the_abstract_or_called_missing(question: str) -> None:
    reply = await ask(question)
    assert reply.outcome is Outcome.NOTHING
    assert "names no country, and records give none" in reply.text
    said = "Rice was steamed in 12 canteens in Osaka, Japan. Guests were content."
    rice = Corpus(
        name="rice",
        digest="0" * 64,
        papers=(paper("Sho", "Steamed rice", said), paper("Ren", "Noodles", "Noodles are long.")),
    )
    told = await ask(question.replace("bun", "rice").replace("oat", "rice"), Assistant(LibraryIndex.build(rice)))
    assert [quote.text for quote in told.quotes] == ["Rice was steamed in 12 canteens in Osaka, Japan."]


@pytest.mark.parametrize(
    "question",
    [
        "how many patients in total in the spelt trial",
        "what is the total number of patients in the spelt trial",
        "how many people took part in the spelt trial altogether",
    ],
)
async def test_of_groups_alone_no_total_is_told(question: str) -> None:
    groups = Assistant(LibraryIndex.build(Corpus(name="mills", digest="1" * 64, papers=MILLS)))
    answer = await ask(question, groups)
    assert "no total" in answer.text
    assert [quote.key for quote in answer.quotes] == ["Spelt"]
    after = await groups.ask("how many in total", Context(previous=answer.turn))
    assert "no total" in after.text or "Spelt" in after.keys


MILLS = (
    paper(
        "Spelt",
        "Spelt and thirst: a controlled trial",
        "We randomised 70 patients to spelt and 80 patients to wheat. Thirst was alike.",
    ),
    paper("Rice", "Rice and rest", "A total of 96 patients were included. Rest was longer with rice.", 2021),
)


async def test_a_total_that_is_stated_is_told() -> None:
    groups = Assistant(LibraryIndex.build(Corpus(name="mills", digest="1" * 64, papers=MILLS)))
    answer = await ask("how many patients in total in the rice study", groups)
    assert "no total" not in answer.text
    assert "96" in answer.text


@pytest.mark.parametrize(
    "question",
    ["how many patients in each?", "how many participants in each paper?", "how many were studied in each"],
)
async def test_how_many_in_each_are_the_numbers_of_every_paper(question: str) -> None:
    reply = await ask(question)
    assert [quote.key for quote in reply.quotes] == ["Rye", "Oat", "Bun", "Pie", "Two"]
    assert "▸ 20 patients · 25 patients" in reply.text
    assert "Jam" in reply.text.rpartition("No number studied found in 1 abstract")[2]


async def test_in_each_after_a_list_is_of_its_papers() -> None:
    listed = await ask("list the papers from 2022 or 2021")
    reply = await BAKERS.ask("how many patients in each?", Context(previous=listed.turn))
    assert {quote.key for quote in reply.quotes} == {"Oat", "Bun"}


@pytest.mark.parametrize("question", ["how many in each arm?", "how many patients in each?", "group sizes"])
async def test_in_each_after_one_paper_is_of_its_groups(question: str) -> None:
    first = await NINE.ask("who wrote 10.3390/cancers15235518", Context())
    reply = await NINE.ask(question, Context(previous=first.turn))
    assert set(reply.keys) == {"10.3390/cancers15235518"}
    assert "▸ 20 · 69" in reply.text
    assert "▸ 19 · 19" in reply.text


async def test_in_each_after_a_paper_without_groups_is_of_all_papers() -> None:
    first = await ask("sample size of the bun paper")
    reply = await BAKERS.ask("how many patients in each?", Context(previous=first.turn))
    assert [quote.key for quote in reply.quotes] == ["Rye", "Oat", "Bun", "Pie", "Two"]


async def test_what_comes_after_something_is_out_is_no_question_of_dates() -> None:
    """ "Out" and "after" stand in what is asked of the abstracts, too; no paper is called by its other words."""
    wards = Assistant(
        LibraryIndex.build(
            Corpus(
                name="wards",
                digest="0" * 64,
                papers=(
                    Paper(
                        source_id="a", title="Ibuprofen and stitches", abstract="Few children bled. Stitches held."
                    ),
                    Paper(
                        source_id="b",
                        title="Drains or none",
                        abstract="The drains came out on day two. Pain fell.",
                    ),
                ),
            )
        )
    )
    for question in ("bled after drains came out", "ibuprofen children bled after the day drains out"):
        reply = await wards.ask(question, Context())
        assert reply.kind == "content", reply.text


WARDS = Assistant(
    LibraryIndex.build(
        Corpus(
            name="wards",
            digest="0" * 64,
            papers=(
                paper("Eye", "Drops at night: a randomised trial", "We randomised 402 children to drops or none."),
                paper("Lid", "Warm pads: a pragmatic trial", "In all, 90 adults were randomised to pads or none."),
                paper(
                    "Ear", "Grommets: a retrospective cohort study", "We reviewed 6,148 children with grommets."
                ),
                paper(
                    "Saw",
                    "A registry of cataract: a registry-based cohort",
                    "We compared 187,412 operations. Trials differ.",
                ),
                paper(
                    "Gum",
                    "Gels: a systematic review of randomised trials",
                    "We searched PubMed and included 19 trials in children.",
                ),
                paper("Jaw", "Talking of braces", "This qualitative study used interviews with 21 children."),
            ),
        )
    )
)


@pytest.mark.parametrize(
    ("question", "key", "number"),
    [
        ("which trial had the most children?", "Eye", "402 children"),
        ("which study had the most children?", "Ear", "6,148 children"),
        ("which paper has the most patients", "Ear", "6,148 children"),
        ("which trial had the fewest participants", "Lid", "90 adults"),
        ("largest sample", "Saw", "187,412 operations"),
    ],
)
async def test_only_those_are_counted_that_the_question_names(question: str, key: str, number: str) -> None:
    reply = await ask(question, WARDS)
    assert (reply.outcome, reply.keys) == (Outcome.ANSWERED, (key,))
    assert f"▸ {number}" in reply.text


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("list the randomised trials", ("Eye", "Lid")),
        ("which studies are cohorts", ("Ear", "Saw")),
        ("which trials were in children?", ("Eye",)),
        ("list the trials", ("Eye", "Lid")),
        ("which of the trials are in adults", ("Lid",)),
        ("cohort studies on grommets", ("Ear",)),
        ("papers about grommets that are cohort studies", ("Ear",)),
        ("are there any qualitative studies?", ("Jaw",)),
        ("which of the papers are registry studies", ("Saw",)),
    ],
)
async def test_designs_are_what_titles_and_abstracts_say(question: str, keys: tuple[str, ...]) -> None:
    reply = await ask(question, WARDS)
    assert (reply.kind, reply.keys) == ("record", keys)


async def test_of_a_list_those_of_a_design_are_listed() -> None:
    listed = await ask("list papers", WARDS)
    reply = await WARDS.ask("which of them are randomised trials", Context(previous=listed.turn))
    assert (reply.kind, reply.keys) == ("record", ("Eye", "Lid"))


def designed(abstract: str) -> set[str]:
    """The designs of a paper of which only the abstract tells one."""
    return {one.name for one in DESIGNS if of_design(paper("Any", "Warm pads", abstract), one.name)}


@pytest.mark.parametrize(
    ("abstract", "design"),
    [
        ("To weigh pads. Multicenter prospective cohort study. Wards in Europe.", "cohort studies"),
        ("Prospective cohort study of 176 patients with warm pads.", "cohort studies"),
        ("It had support. METHODOLOGY/ Randomised controlled trial; 56 patients.", "randomised trials"),
        ("Design: Randomized, double-blind trial of pads.", "randomised trials"),
        ("They had pads. DESIGN Cross sectional study during winter.", "cross-sectional studies"),
        ("Methods Nested case control study drawn from a register of pads.", "case-control studies"),
        ("The present case-control study was designed to weigh pads.", "case-control studies"),
        (
            "METHODS Population-based cross-sectional surveys were conducted in nine towns.",
            "cross-sectional studies",
        ),
        ("Pads help. In the cross-sectional study, all were warm.", "cross-sectional studies"),
        ("Using a cross-sectional study design with 58 women, we weighed pads.", "cross-sectional studies"),
    ],
)
def test_the_design_may_stand_at_the_head_of_a_sentence_or_behind_a_label(abstract: str, design: str) -> None:
    assert design in designed(abstract)


@pytest.mark.parametrize(
    "abstract",
    [
        "Randomised trials of pads and follow-up of cohort studies show little.",
        "Randomized trials may be designed as single studies. Cohort studies differ.",
        "A recent randomised trial showed that pads help. We asked 20 nurses.",
        "Pads were warm in an earlier cohort study. Previous cross-sectional studies differ.",
        "Pads help, as the Danish cohort study showed.",
        "TRIAL REGISTRATION none. Trial registration was not needed. Registration: International Register of Systematic Reviews.",
        "Pads. TRIAL REGISTRY none. SETTING Case-control and cohort studies of pads were searched.",
        "Cohort study data on pads are few. Cross-sectional evidence is weak.",
    ],
)
def test_a_paper_that_only_cites_studies_is_none_of_them(abstract: str) -> None:
    assert designed(abstract) == set()


CITING = Assistant(
    LibraryIndex.build(
        Corpus(
            name="citing",
            digest="2" * 64,
            papers=(
                paper("Pad", "Warm pads", "Randomised trials of pads and cohort studies show little."),
                paper("Drop", "Drops at night", "We asked 20 nurses."),
                paper("Nap", "Naps: a pilot study", "Naps did well in 12 nurses."),
                paper("Tea", "Tea at night", "We asked 30 nurses, for earlier pilot studies were small."),
            ),
        )
    )
)


@pytest.mark.parametrize(
    "question", ["list the randomised trials", "are there any cohort studies?", "list the trials"]
)
async def test_a_design_that_is_only_mentioned_is_not_denied_flatly(question: str) -> None:
    reply = await ask(question, CITING)
    assert (reply.outcome, reply.keys) == (Outcome.ANSWERED, ("Pad",))
    assert "none says clearly that it is of this design" in reply.text


async def test_beside_a_topic_it_is_not_denied_flatly_either() -> None:
    """One paper is of the design, but another is on the topic and mentions it."""
    reply = await ask("pilot studies on tea", CITING)
    assert (reply.outcome, reply.keys) == (Outcome.ANSWERED, ("Tea",))
    assert "none says clearly" in reply.text


async def test_a_design_that_nobody_mentions_is_denied() -> None:
    reply = await ask("list the case series", CITING)
    assert reply.outcome is Outcome.NOTHING
    assert "No paper of the design “case series”" in reply.text


@pytest.mark.parametrize(
    "question", ["trial", "cohort", "trial on grommets", "the cohort about grommets", "randomised trial"]
)
async def test_a_design_in_the_singular_is_a_topic(question: str) -> None:
    assert (await ask(question, WARDS)).kind != "record"


async def test_a_design_beside_what_is_asked_is_no_list() -> None:
    reply = await ask("what did the randomised trials find about drops?", WARDS)
    assert reply.kind == "content"


@pytest.mark.parametrize("question", ["n?", "and n", "N=?", "sample size?", "what is the n?"])
async def test_n_is_the_number_studied_of_the_paper_talked_about(question: str) -> None:
    first = await NINE.ask(f"who wrote {PARK}", Context())
    reply = await NINE.ask(question, Context(previous=first.turn))
    assert (reply.outcome, reply.keys, reply.read_with) == (Outcome.ANSWERED, (PARK,), first.turn)
    assert "469 patients" in reply.quotes[0].text
