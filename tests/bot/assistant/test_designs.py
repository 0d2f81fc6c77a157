"""How a study was made: which papers are trials, cohorts, reviews; the largest of them; and what only mentions one."""

from __future__ import annotations

import pytest

from bot.assistant.reading.designs import DESIGNS, of_design
from bot.models import Context
from index.models import Outcome
from tests.bot.assistant.apiary import GARDENS, HEAT, VAPOUR, apiary
from tests.bot.assistant.conversations import over, paper

WARDS = over(
    paper("Eye", "Drops at night: a randomised trial", "We randomised 402 children to drops or none."),
    paper("Lid", "Warm pads: a pragmatic trial", "In all, 90 adults were randomised to pads or none."),
    paper("Ear", "Grommets: a retrospective cohort study", "We reviewed 6,148 children with grommets."),
    paper(
        "Saw", "A registry of cataract: a registry-based cohort", "We compared 187,412 operations. Trials differ."
    ),
    paper("Gum", "Gels: a systematic review of randomised trials", "We included 19 trials in children."),
    paper("Jaw", "Talking of braces", "This qualitative study used interviews with 21 children."),
    paper("Toe", "Walking with a stick: an ethnography", "A researcher lived on two wards for a year."),
    paper("Lip", "What singers fear", "We talked to 12 singers. Transcripts were coded inductively."),
)


@pytest.mark.parametrize(
    ("question", "key", "number"),
    [
        ("which trial had the most children?", "Eye", "402 children"),
        ("which study had the most children?", "Ear", "6,148 children"),
        ("which paper has the most patients", "Ear", "6,148 children"),
        ("which paper of the whole library had the most children", "Ear", "6,148 children"),
        ("which trial had the fewest participants", "Lid", "90 adults"),
        ("largest sample", "Saw", "187,412 operations"),
    ],
)
async def test_only_those_are_counted_that_the_question_names(question: str, key: str, number: str) -> None:
    reply = await WARDS.ask(question, Context())
    assert (reply.outcome, reply.keys) == (Outcome.ANSWERED, (key,))
    assert f"▸ {number}" in reply.text


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("list the randomised trials", ("Eye", "Lid")),
        ("list the trials with random allocation", ("Eye", "Lid")),
        ("which are randomised experiments", ("Eye", "Lid")),
        ("experiments with randomisation", ("Eye", "Lid")),
        ("which studies used randomisation", ("Eye", "Lid")),
        ("which studies are cohorts", ("Ear", "Saw")),
        ("which trials were in children?", ("Eye",)),
        ("list the trials", ("Eye", "Lid")),
        ("which of the trials are in adults", ("Lid",)),
        ("cohort studies on grommets", ("Ear",)),
        ("papers about grommets that are cohort studies", ("Ear",)),
        ("are there any qualitative studies?", ("Jaw", "Toe", "Lip")),
        ("qualitative ones", ("Jaw", "Toe", "Lip")),
        ("which of the papers are registry studies", ("Saw",)),
    ],
)
async def test_designs_are_what_titles_and_abstracts_say(question: str, keys: tuple[str, ...]) -> None:
    reply = await WARDS.ask(question, Context())
    assert (reply.kind, reply.keys) == ("record", keys)


async def test_of_a_list_those_of_a_design_are_listed() -> None:
    listed = await WARDS.ask("list papers", Context())
    reply = await WARDS.ask("which of them are randomised trials", Context(previous=listed.turn))
    assert (reply.kind, reply.keys) == ("record", ("Eye", "Lid"))


def designed(abstract: str) -> set[str]:
    """The designs of a paper of which only the abstract tells one."""
    return {name for name in DESIGNS if of_design(paper("Any", "Warm pads", abstract), name)}


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


CITING = over(
    paper("Pad", "Warm pads", "Randomised trials of pads and cohort studies show little."),
    paper("Drop", "Drops at night", "We asked 20 nurses."),
    paper("Nap", "Naps: a pilot study", "Naps did well in 12 nurses."),
    paper("Tea", "Tea at night", "We asked 30 nurses, for earlier pilot studies were small."),
)


@pytest.mark.parametrize(
    "question", ["list the randomised trials", "are there any cohort studies?", "list the trials"]
)
async def test_a_design_that_is_only_mentioned_is_not_denied_flatly(question: str) -> None:
    reply = await CITING.ask(question, Context())
    assert (reply.outcome, reply.keys) == (Outcome.ANSWERED, ("Pad",))
    assert "none says clearly that it is of this design" in reply.text


async def test_beside_a_topic_it_is_not_denied_flatly_either() -> None:
    """One paper is of the design, but another is on the topic and mentions it."""
    reply = await CITING.ask("pilot studies on tea", Context())
    assert (reply.outcome, reply.keys) == (Outcome.ANSWERED, ("Tea",))
    assert "none says clearly" in reply.text


async def test_a_design_that_nobody_mentions_is_denied() -> None:
    reply = await CITING.ask("list the case series", Context())
    assert reply.outcome is Outcome.NOTHING
    assert "No paper of the design “case series”" in reply.text


@pytest.mark.parametrize(
    "question", ["trial", "cohort", "trial on grommets", "the cohort about grommets", "randomised trial"]
)
async def test_a_design_in_the_singular_is_a_topic(question: str) -> None:
    assert (await WARDS.ask(question, Context())).kind != "record"


async def test_a_design_beside_what_is_asked_is_no_list() -> None:
    reply = await WARDS.ask("what did the randomised trials find about drops?", Context())
    assert reply.kind == "content"


@pytest.mark.parametrize("question", ["only trials", "trials here?", "trials in total", "the number of trials"])
async def test_the_trials_are_the_same_papers_however_few_the_words(question: str) -> None:
    listed, few = [await WARDS.ask(one, Context()) for one in ("list the trials", question)]
    assert few.text.split("\n\n")[1] == listed.text.split("\n\n")[1]
    assert few.keys == listed.keys


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("which are randomised trials", {VAPOUR, HEAT}),
        ("list the trials", {VAPOUR, HEAT}),
        ("any crossover studies?", {HEAT}),
        ("surveys", {GARDENS}),
        ("which studies are surveys", {GARDENS}),
    ],
)
async def test_a_design_is_read_from_how_a_study_was_done(question: str, keys: set[str]) -> None:
    answer = await apiary().ask(question, Context())
    assert {*answer.keys} == keys, answer.text


async def test_a_trial_whose_groups_nobody_drew_by_lot_is_no_randomised_one() -> None:
    hens = over(
        paper("Box", "Straw or sand for hens", "In a trial 40 hens were assigned to straw or sand as their keepers wished."),
        paper("Lot", "Grit for hens", "40 hens were randomly allocated to grit or no grit."),
    )  # fmt: skip
    (listed, drawn) = [await hens.ask(one, Context()) for one in ("list the trials", "list the randomised trials")]
    assert {*listed.keys} == {"Box", "Lot"}
    assert {*drawn.keys} == {"Lot"}


TAGGED = over(
    paper("Hive", "What keepers say of mites", "We spoke with 18 keepers.").model_copy(
        update={"keywords": ("Qualitative Research", "mites")}
    ),
    paper("Comb", "Cells of wax", "We changed the lamp above 30 hives.").model_copy(
        update={"keywords": ("field experiment",)}
    ),
    paper("Duty", "Who owes whom", "Keepers owe bees rest.").model_copy(update={"keywords": ("clinical trials",)}),
    paper("Dew", "Dew on leaves: a laboratory experiment", "We sprayed 40 leaves."),
)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("which papers are qualitative", ("Hive",)),
        ("qualitative papers", ("Hive",)),
        ("qualitative articles?", ("Hive",)),
        ("any qualitative work", ("Hive",)),
        ("which studies are experimental", ("Dew",)),
        ("experimental papers", ("Dew",)),
        ("which of the papers are experimental?", ("Dew",)),
        ("which studies are experiments", ("Dew",)),
        ("field experiments", ("Comb",)),
    ],
)
async def test_a_keyword_tells_the_design_and_papers_are_asked_for_as_studies_are(
    question: str, keys: tuple[str, ...]
) -> None:
    reply = await TAGGED.ask(question, Context())
    assert (reply.kind, reply.keys) == ("record", keys), reply.text


def test_a_keyword_in_the_plural_is_a_topic() -> None:
    duty = paper("Duty", "Who owes whom", "Keepers owe bees rest.").model_copy(
        update={"keywords": ("clinical trials",)}
    )
    assert not of_design(duty, "trials")


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("which papers are not experiments", {"Hive", "Comb", "Duty"}),
        ("non-qualitative papers", {"Comb", "Duty", "Dew"}),
        ("which studies are not qualitative?", {"Comb", "Duty", "Dew"}),
    ],
)
async def test_a_design_is_denied_as_it_is_asked_for(question: str, keys: set[str]) -> None:
    reply = await TAGGED.ask(question, Context())
    assert (reply.kind, set(reply.keys)) == ("record", keys), reply.text


@pytest.mark.parametrize(
    "abstract",
    [
        "This article draws on in-depth interviews with bakers.",
        "34 bakers, millers and drivers were interviewed.",
        "We held 41 interviews with couriers.",
        "Thirty-seven interviews with home carers were read twice.",
        "The paper rests on 14 months of participant observation.",
        "I interviewed 28 porters at night.",
        "In this participatory study two rowers helped.",
        "We held twelve group discussions with rowers.",
    ],
)
def test_listening_to_a_few_is_qualitative(abstract: str) -> None:
    assert of_design(paper("Oar", "Rowers at dawn", abstract), "qualitative studies")


@pytest.mark.parametrize(
    "abstract",
    [
        "We interviewed 1,204 households by telephone.",
        "Computer interviews with 60% of the sample failed.",
        "At 12 month follow-up interviews, 77% still rowed.",
        "We held structured interviews with five thousand rowers.",
        "All had 3 structured diagnostic interviews.",
        "Ten percent of all households were interviewed.",
        "Twelve thousand rowers were interviewed.",
    ],
)
def test_asking_many_is_not(abstract: str) -> None:
    assert not of_design(paper("Oar", "Rowers at dawn", abstract), "qualitative studies")


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("list the randomised trials oldest first", "oldest first"),
        ("cohort studies, newest first", "newest first"),
        ("list the trials sorted by date", "newest first"),
    ],
)
async def test_a_design_may_be_listed_in_an_order(question: str, order: str) -> None:
    reply = await WARDS.ask(question, Context())
    assert reply.kind == "record"
    assert "of the design" in reply.text
    assert order in reply.text


@pytest.mark.parametrize(
    ("keyword", "design"),
    [("Qualitative Methods", "qualitative studies"), ("cross-sectional design", "cross-sectional studies")],
)
def test_a_keyword_may_call_a_design_a_method(keyword: str, design: str) -> None:
    one = paper("Elm", "Who climbs", "Boys climbed.").model_copy(update={"keywords": (keyword,)})
    assert of_design(one, design)
