"""Two papers side by side: only what both state is shown beside each other, and what one alone states is named."""

from __future__ import annotations

import pytest

from bot.assistant.comparing import question_of, topic_in
from bot.models import Context
from corpus.models import Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk
from tests.quality.understanding import assistant

NINE = assistant("nine")
KANG, PARK, LIU = "10.3390/cancers15235518", "10.3390/cancers16142554", "10.3390/cancers17030559"


async def test_what_both_state_stands_side_by_side() -> None:
    answer = await NINE.compare((KANG, PARK), Context())
    assert answer.kind == "comparison"
    assert [quote.key for quote in answer.quotes] == [KANG, PARK] * 4  # design, number, follow-up, conclusion
    assert "A total of 89 patients" in answer.quotes[2].text
    assert "469 patients" in answer.quotes[3].text
    assert "Number studied:\n\n> A total of 89" in answer.text


async def test_what_one_alone_states_is_named_and_not_shown() -> None:
    answer = await NINE.compare((LIU, PARK), Context(), "hazard ratio of wound infection")
    assert "Found in Park et al. 2024, Cancers alone: number studied and follow-up" in answer.text
    assert "Number studied:" not in answer.text


async def test_of_two_that_share_nothing_that_is_said() -> None:
    answer = await NINE.compare((LIU, "10.3390/cancers15245773"), Context(), "hazard ratio")
    assert answer.outcome is Outcome.NOTHING or all(
        quote.key in (LIU, "10.3390/cancers15245773") for quote in answer.quotes
    )
    assert "Found in neither: " in answer.text


async def test_a_paper_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        await NINE.compare((KANG, "nowhere"), Context())


@pytest.mark.parametrize("topic", ["", "survival", "what was seen on imaging"])
def test_the_topic_is_read_back_from_the_question(topic: str) -> None:
    pair = (NINE.papers[KANG], NINE.papers[PARK])
    assert topic_in(question_of(*pair, topic), *pair) == topic


async def test_in_prose_two_papers_named_by_their_authors_are_put_side_by_side() -> None:
    answer = await NINE.ask("compare Kang and Park on follow-up", Context())
    assert (answer.kind, answer.keys) == ("comparison", (KANG, PARK))
    assert answer.text.startswith("You asked: compare Kang and Park on follow-up")


@pytest.mark.parametrize(
    ("topic", "row"),
    [
        ("sample size", "Number studied"),
        ("number of patients", "Number studied"),
        ("follow-up", "Follow-up"),
        ("design", "Design"),
        ("conclusions", "Conclusion"),
    ],
)
async def test_of_what_any_two_are_compared_by_only_the_row_asked_for_is_shown(topic: str, row: str) -> None:
    answer = await NINE.ask(f"compare Kang and Park on {topic}", Context())
    assert [quote.key for quote in answer.quotes] == [KANG, PARK]
    assert f"{row}:" in answer.text
    assert "Found in neither" not in answer.text


async def test_a_number_of_something_else_is_a_topic() -> None:
    answer = await NINE.compare((KANG, PARK), Context(), "number of complications")
    assert "“number of complications”" in answer.text


@pytest.mark.parametrize(
    "asked", ["compare TES and SABR on complications", "compare CT and MRI", "compare Kang and Park by views"]
)
async def test_topics_and_measures_are_compared_as_before(asked: str) -> None:
    assert (await NINE.ask(asked, Context())).kind != "comparison"


@pytest.mark.parametrize(
    "asked", ["Kang vs Knapp", "kang 2023 versus knapp?", "the Kang paper vs. the Knapp paper"]
)
async def test_two_names_and_nothing_else_are_compared(asked: str) -> None:
    answer = await NINE.ask(asked, Context())
    assert answer.kind == "comparison"
    assert set(answer.keys) == {KANG, "10.3390/cancers16020438"}


@pytest.mark.parametrize("asked", ["TES vs SABR", "Kang vs Knapp complications", "Kang complications vs Knapp"])
async def test_what_is_no_name_is_read_as_a_question(asked: str) -> None:
    assert (await NINE.ask(asked, Context())).kind == "content"


async def test_of_people_without_a_paper_of_their_own_all_are_listed() -> None:
    lee, chang = (NINE.papers[KANG].authors[at] for at in (1, 2))
    answer = await NINE.ask(f"{lee.family} vs {chang.family}", Context())
    assert answer.outcome is Outcome.ANSWERED
    assert KANG in answer.keys


KELP = Paper(
    source_id="kelp",
    title="Kelp ropes and the catch of lobsters: a field experiment",
    abstract="Lobsters hide in kelp. We set ropes in a controlled trial off two harbours. Lobsters on ropes were"
    " twice as many as beside them. Crabs did not come. The owners of the ropes paid for the boat, and the study was"
    " funded by the Harbour Trust.",
)
SEAGRASS = Paper(
    source_id="seagrass",
    title="Seagrass meadows and young lobsters: a randomised trial of planting",
    abstract="Young lobsters need shelter. Planted meadows deserve a controlled trial. We randomly assigned 24 bays to"
    " planting or none. Young lobsters rose by a third in planted bays. The trial was registered as SEA-0021."
    " Neither author had an interest to declare.",
)
EELS = Paper(
    source_id="eels",
    title="Eel ladders at weirs: a survey",
    abstract="Eels climb. We surveyed 31 weirs. Ladders were used at 12. Lobsters were not looked for.",
)
SHORE = over(KELP, SEAGRASS, EELS)


@pytest.mark.parametrize(
    "asked",
    [
        "compare with the seagrass one",
        "compare to the seagrass study",
        "and compare with seagrass?",
        "compare that with the seagrass paper",
        "how does it compare with the seagrass trial",
        "how does this compare to the seagrass one?",
        "compare this to the seagrass one",
    ],
)
async def test_what_was_talked_about_is_one_side_also_where_only_the_other_is_named(asked: str) -> None:
    answer = (await talk(SHORE, "do kelp ropes catch lobsters", asked))[-1]
    assert (answer.kind, answer.keys) == ("comparison", ("kelp", "seagrass")), answer.text


@pytest.mark.parametrize(
    "asked", ["compare with the one beside them", "compare with crabs", "compare with no ropes"]
)
async def test_what_the_paper_itself_speaks_of_is_compared_within_it(asked: str) -> None:
    answer = (await talk(SHORE, "do kelp ropes catch lobsters", asked))[-1]
    assert answer.kind != "comparison"


@pytest.mark.parametrize("asked", ["compare with the seagrass one", "compare with planted bays"])
async def test_nothing_to_compare_with_is_no_comparison(asked: str) -> None:
    assert (await SHORE.ask(asked, Context())).kind != "comparison"


async def test_a_word_of_one_title_that_the_paper_talked_about_lacks_names_that_paper() -> None:
    answer = (await talk(SHORE, "do kelp ropes catch lobsters", "compare with planting"))[-1]
    assert (answer.kind, answer.keys) == ("comparison", ("kelp", "seagrass")), answer.text


@pytest.mark.parametrize("joint", ["compare {} and {}", "{} vs {}"])
async def test_two_papers_are_compared_by_their_dois(joint: str) -> None:
    answer = await NINE.ask(joint.format(KANG, PARK), Context())
    assert (answer.kind, answer.keys) == ("comparison", (KANG, PARK))


@pytest.mark.parametrize(
    "asked",
    ["compare the two", "compare them", "compare both papers", "compare these two", "compare the two papers"],
)
async def test_two_that_were_listed_are_compared(asked: str) -> None:
    answer = (await talk(SHORE, "papers with lobsters in the title", asked))[-1]
    assert (answer.kind, set(answer.keys)) == ("comparison", {"kelp", "seagrass"}), answer.text
    told = (await talk(SHORE, "papers with lobsters in the title", f"{asked} on young lobsters"))[-1]
    assert told.kind == "comparison"
    assert "“young lobsters”:" in told.text


@pytest.mark.parametrize("asked", ["compare the two papers on lobsters", "compare both studies about lobsters"])
async def test_two_of_a_topic_are_compared(asked: str) -> None:
    """The topic chose the two, and is none of what they are compared by."""
    answer = await SHORE.ask(asked, Context())
    assert (answer.kind, set(answer.keys)) == ("comparison", {"kelp", "seagrass"}), answer.text
    assert "“lobsters”:" not in answer.text


async def test_the_other_of_a_kind_is_the_only_other_one() -> None:
    other = EELS.model_copy(update={"source_id": "buoys", "title": "Buoys for seals: a randomised trial"})
    shore = over(EELS, SEAGRASS, other)
    answer = (await talk(shore, "young lobsters in planted seagrass bays", "compare this to the other trial"))[-1]
    assert (answer.kind, answer.keys) == ("comparison", ("seagrass", "buoys")), answer.text


async def test_no_row_is_of_money_or_a_register_or_of_what_is_wished_for() -> None:
    answer = await SHORE.compare(("kelp", "seagrass"), Context())
    assert [quote.text for quote in answer.quotes] == [
        "We set ropes in a controlled trial off two harbours.",
        "We randomly assigned 24 bays to planting or none.",
        "Crabs did not come.",
        "Young lobsters rose by a third in planted bays.",
    ]


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("Unlike earlier trials, this randomised trial set ropes by night.", True),
        ("We ran a controlled trial because previous studies were small.", True),
        ("This was a cohort study of future teachers.", True),
        ("Future randomised trials should set ropes by night.", False),
        ("Our previous study has shown crabs in the mouse model.", False),
        ("This deserves a randomised trial.", False),
        ("Our catch warrants a controlled trial.", False),
    ],
)
async def test_a_design_is_the_papers_own_though_others_are_named_beside_it(said: str, own: bool) -> None:
    ropes = KELP.model_copy(update={"abstract": f"Lobsters hide in kelp. {said} Crabs did not come."})
    answer = (
        await talk(over(ropes, SEAGRASS, EELS), "do lobsters hide in kelp", "compare with the seagrass one")
    )[-1]
    assert answer.kind == "comparison"
    assert (said in answer.text) is own, answer.text


def _titled(key: str, title: str, **more: str) -> Paper:
    return Paper.model_validate({"source_id": key, "title": title, "abstract": "Lobsters hide.", **more})


@pytest.mark.parametrize("asked", ["compare with eelgrass", "compare with harbours"])
async def test_a_title_names_a_paper_only_by_what_no_other_has_and_the_one_talked_about_does_not_say(
    asked: str,
) -> None:
    titles = ("Eelgrass and young crabs", "Eelgrass and old crabs", "Harbours at night")
    shore = over(KELP, *(_titled(f"a{number}", title) for number, title in enumerate(titles)))
    answer = (await talk(shore, "do kelp ropes catch lobsters", asked))[-1]
    assert answer.kind != "comparison"


@pytest.mark.parametrize(
    "asked", ["compare them on lobsters", "compare both on lobsters", "compare the two papers", "compare the two"]
)
async def test_without_a_list_two_are_told_by_their_kind_and_their_topic(asked: str) -> None:
    assert (await SHORE.ask(asked, Context())).kind != "comparison"


async def test_two_of_a_kind_are_compared_whatever_else_has_their_topic() -> None:
    north, south = _titled("n", "Lobsters of the north: a review"), _titled("s", "Lobsters, south", type="Review")
    answer = await over(KELP, SEAGRASS, north, south).ask("compare the two reviews on lobsters", Context())
    assert (answer.kind, set(answer.keys)) == ("comparison", {"n", "s"}), answer.text


async def test_of_several_others_none_is_the_other() -> None:
    others = [_titled(key, f"{key} of herring: a randomised trial") for key in ("Nets", "Buoys")]
    answer = (
        await talk(
            over(SEAGRASS, *others), "young lobsters in planted seagrass", "compare this to the other trial"
        )
    )[-1]
    assert answer.kind != "comparison"


async def test_money_and_interests_are_no_conclusion() -> None:
    looms = paper(
        "Loom",
        "Looms of felt in winter",
        "We sent 212 looms to towns. Felt held its warmth. Two of the authors hold a patent on the felt.",
    )
    bells = paper(
        "Bell",
        "Bells of glass in winter",
        "We sent 140 bells to towns. Glass rang clear. The authors declare no conflict; money came from the town.",
    )
    answer = (await talk(over(looms, bells), "compare the felt paper and the glass paper"))[0]
    assert answer.kind == "comparison"
    for said in ("We sent 212 looms", "We sent 140 bells", "Felt held its warmth.", "Glass rang clear."):
        assert said in answer.text
    assert "patent" not in answer.text


async def test_of_a_topic_asked_for_what_one_alone_says_is_shown() -> None:
    looms = paper(
        "Loom",
        "Looms of felt in winter",
        "We sent 212 looms to towns. Each loom cost 34 dollars. Felt held its warmth.",
    )
    bells = paper("Bell", "Bells of glass in winter", "We sent 140 bells to towns. Glass rang clear.")
    answer = (await talk(over(looms, bells), "compare the felt paper and the glass paper on cost"))[0]
    assert "Each loom cost 34 dollars." in answer.text
    assert "alone: “cost”" in answer.text
    assert answer.quotes[0].text == "Each loom cost 34 dollars.", "what was asked comes first"


async def test_what_was_asked_comes_before_what_any_two_are_compared_by() -> None:
    looms = paper("Loom", "Looms of felt in winter", "We sent 212 looms to towns. Each loom cost 34 dollars.")
    bells = paper("Bell", "Bells of glass in winter", "We sent 140 bells to towns. Each bell cost 12 dollars.")
    answer = (await talk(over(looms, bells), "compare the felt paper and the glass paper on cost"))[0]
    said = [quote.text for quote in answer.quotes]
    assert said[:2] == ["Each loom cost 34 dollars.", "Each bell cost 12 dollars."]
    assert said[2:] == ["We sent 212 looms to towns.", "We sent 140 bells to towns."]
