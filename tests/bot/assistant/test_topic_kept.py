"""A conversation keeps what it is about: of several papers the right one, of one paper its own numbers, and the way back."""

from __future__ import annotations

import pytest

from bot.assistant.reading.frame import Frame
from bot.assistant.turns.topics import left_by
from bot.models import Ask, Context, Turn
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk

WELDERS = paper(
    "welders",
    "A breathing aid for welders: a randomised trial",
    "In this randomised trial 96 welders wore a breathing aid or none for a year. "
    "Cough was reported by 12% of welders with the aid and by 31% without. "
    "The gain was greatest in foundries. "
    "Insurance claims were filed by 4 and 9 welders. "
    "The trial was paid for by the city of Turku.",
)
BAKERS = paper(
    "bakers",
    "Masks and shifts in bakeries",
    "We asked 214 bakers about masks. Apprentices wore masks on 3 of 5 days. The union of bakers paid for the survey.",
)
CLAIMS = paper(
    "claims",
    "Insurance after accidents at sea",
    "Insurance covered 71% of accidents at sea. Fishermen waited 40 days for insurance.",
)
DAYLIGHT = paper(
    "daylight",
    "Skylights in weaving mills",
    "Skylights in weaving mills brought more daylight to the looms. Broken threads were not counted under skylights.",
)
THREADS = paper(
    "threads",
    "Skylights and broken threads over two winters",
    "Mills with skylights used less power. Broken threads fell from 9 to 6 a day under skylights.",
    2021,
)
OWLS = paper(
    "owls",
    "Owls in barns",
    "Owls ate 300 voles a year. In 2014 there were 61 owls in the barns. Birds in cold barns lost 4% of mass.",
)
VULTURES = paper(
    "vultures", "Vulture counts over tips", "We counted vultures over tips. Numbers rose by 9% a year."
)
TALKS = paper(
    "talks",
    "Night shifts in hospices: an interview study",
    "We talked to 23 nurses and five porters on night shifts. Older nurses slept less than younger nurses.",
)
HOMES = paper(
    "homes",
    "Air in care homes",
    "Stale air was found in 12 of 40 rooms of care homes. Windows stayed shut in winter.",
)
FALLS = paper(
    "falls", "Sudden early death of divers", "Divers who died were 51 years old. Half had dived for ten years."
)
ALL = over(WELDERS, BAKERS, CLAIMS, DAYLIGHT, THREADS, OWLS, VULTURES, TALKS, HOMES, FALLS)


async def test_a_few_words_are_asked_of_the_paper_shown_beside_whose_title_has_them() -> None:
    both, asked = await talk(ALL, "skylights in mills", "threads?")
    assert both.keys == ("daylight", "threads")
    assert asked.keys[:1] == ("threads",)
    assert asked.read_with is not None
    assert asked.read_with.keys == ("threads",)


async def test_a_side_question_to_another_paper_ends_no_topic() -> None:
    first, aside, back, paid = await talk(
        ALL, "does a breathing aid help welders", "apprentices?", "insurance", "who paid for it"
    )
    assert [one.keys[:1] for one in (first, aside, back)] == [("welders",), ("bakers",), ("welders",)]
    assert "4 and 9" in back.quotes[0].text
    assert "as before" in back.text
    assert "Turku" in paid.quotes[0].text


async def test_a_new_topic_is_not_asked_of_a_paper_that_only_has_a_word_near_it() -> None:
    _, others, grew = await talk(ALL, "owls in barns", "what about vultures", "numbers?")
    assert (others.keys[:1], others.read_with) == (("vultures",), None)
    assert grew.keys[:1] == ("vultures",)


async def test_words_read_as_a_new_question_say_so_and_lead_back() -> None:
    _, aside, back, more = await talk(
        ALL, "does a breathing aid help welders", "masks", "no, the paper before", "foundries?"
    )
    said = "Read as a new question, of all papers. “The paper before” asks it of welders 2020."
    assert (
        said in aside.text.partition("\n> ")[0]
    )  # before the quotes, which may be of another topic than was meant
    assert back.outcome is Outcome.NOTHING
    assert "Not in the abstract of welders 2020." in back.text
    assert more.keys[:1] == ("welders",)


async def test_a_new_question_of_some_papers_is_not_said_to_be_of_all() -> None:
    _, aside = await talk(ALL, "does a breathing aid help welders", "year:2020 masks")
    assert "Looked only at papers of 2020" in aside.text
    assert "Read as a new question." in aside.text


async def test_the_paper_before_answers_what_was_asked_of_others() -> None:
    answers = await talk(ALL, "does a breathing aid help welders", "insurance at sea", "ask the paper before")
    assert answers[1].keys[:1] == ("claims",)
    assert answers[2].keys == ("welders",)
    assert "4 and 9" in answers[2].text


async def test_a_whole_question_or_the_same_paper_tells_of_no_other() -> None:
    answers = await talk(ALL, "does a breathing aid help welders", "how many voles do owls eat in a year", "voles")
    assert all("new question" not in one.text for one in answers)


async def test_what_was_talked_about_is_forgotten_when_all_starts_over() -> None:
    answers = await talk(ALL, "does a breathing aid help welders", "apprentices?", "start over", "insurance")
    assert answers[-1].keys[:1] == ("claims",)


@pytest.mark.parametrize(
    ("first", "counts", "said"),
    [
        ("anything on night shifts", "how many did they talk to", "23 nurses"),
        ("night shifts in hospices", "how many did they ask", "23 nurses"),
        ("night shifts in hospices", "older ones?", "Older nurses"),
        ("night shifts in hospices", "older ones too?", "Older nurses"),
        ("anything on owls", "how many were there in 2014", "61 owls"),
    ],
)
async def test_what_names_no_papers_counts_none_after_one_was_talked_about(
    first: str, counts: str, said: str
) -> None:
    answer = (await talk(ALL, first, counts))[-1]
    assert answer.kind == "content"
    assert said in answer.quotes[0].text


@pytest.mark.parametrize("ones", ["large ones", "and small ones too"])
async def test_things_of_a_kind_are_looked_for_in_the_paper_talked_about(ones: str) -> None:
    answer = (await talk(ALL, "do night nurses in hospices sleep", ones))[-1]
    assert answer.kind == "content", answer.text


@pytest.mark.parametrize(
    ("counts", "papers"),
    [("how many papers are there", 10), ("how many in 2021", 1), ("how many on skylights", 2), ("other ones", 9)],
)
async def test_what_names_papers_or_a_year_of_theirs_is_a_count_or_list_all_the_same(
    counts: str, papers: int
) -> None:
    answer = (await talk(ALL, "anything on owls", counts))[-1]
    assert (answer.kind, len(answer.keys)) == ("record", papers)


async def test_without_a_conversation_nothing_is_kept() -> None:
    assert (await ALL.ask("the paper before", Context())).outcome is Outcome.HELP


@pytest.mark.parametrize("few", ["care homes", "what about care homes?", "and in care homes?"])
async def test_everyday_words_that_stand_together_in_a_title_are_a_topic(few: str) -> None:
    alone = await ALL.ask(few, Context())
    after = (await talk(ALL, "does a breathing aid help welders", few))[-1]
    assert (alone.keys[:1], after.keys[:1], after.read_with) == (("homes",), ("homes",), None)


async def test_words_without_a_topic_of_their_own_may_be_those_of_another_title() -> None:
    after = (await talk(ALL, "does a breathing aid help welders", "sudden death"))[-1]
    assert (after.keys[:1], after.read_with) == (("falls",), None)


@pytest.mark.parametrize("few", ["how long", "the number of patients", "what dose"])
async def test_what_any_study_has_is_no_topic_although_a_title_may_say_it(few: str) -> None:
    assert (await ALL.ask(few, Context())).kind != "content"


async def test_the_other_one_of_two_is_never_the_one_talked_about() -> None:
    both, other = await talk(ALL, "skylights in mills", "the other skylights paper, threads?")
    assert (both.keys, other.keys[:1]) == (("daylight", "threads"), ("threads",))
    back = (
        await talk(ALL, "skylights in mills", "the other skylights paper, threads?", "the other skylights paper")
    )[-1]
    assert back.keys[:1] == ("daylight",)


async def test_words_that_stand_together_elsewhere_are_not_gathered_from_the_last_paper() -> None:
    looms = paper(
        "looms",
        "Looms in mills",
        "Looms stood idle for nine days. Steel was dear in spring. Wire was cut by hand. Cheap oil was used.",
    )
    ropes = paper(
        "ropes", "Steel ropes of ships", "Cheap steel wire lasted four years at sea. Hemp lasted two years."
    )
    after = (await talk(over(looms, ropes), "looms in mills", "and with cheap steel wire?"))[-1]
    assert (after.keys[:1], after.read_with) == (("ropes",), None)


async def test_something_else_instead_is_asked_of_those_that_have_it() -> None:
    after = (await talk(ALL, "does a breathing aid help welders", "vultures instead?"))[-1]
    assert after.keys[:1] == ("vultures",)


@pytest.mark.parametrize("once", ["who paid", "who funded it", "and who paid for that?"])
async def test_what_is_told_once_of_a_study_is_never_taken_from_another(once: str) -> None:
    answer = (await talk(ALL, "skylights in mills", once))[-1]
    assert {"welders", "bakers"}.isdisjoint(answer.keys)
    assert not answer.quotes or answer.keys[:1] == ("daylight",)


async def test_a_group_of_a_study_is_no_paper() -> None:
    groups = paper("groups", "A controlled trial of lamps", "An advisory group of eight clerks chose the lamps.")
    ropes = paper("ropes", "Ropes of ships", "Ropes lasted four years at sea. There was no comparison.")
    after = (await talk(over(groups, ropes), "ropes of ships", "was there a control group"))[-1]
    assert after.keys[:1] != ("groups",)


GLIDERS = paper(
    "gliders",
    "Gliders over dunes",
    "Gliders flew 40 km over sand. Storks followed 12 kites. Storks followed 30 gliders over dunes.",
)
WINTER = paper(
    "winter",
    "Gliders over dunes in winter",
    "Storks left. Storks alone followed 2 gliders over dunes. Storks slept under gliders.",
)
KITES = paper(
    "kites", "Kites on beaches", "Kites tore in strong wind. Storks flew off from 5 kites. Children laughed."
)
FAIRS = paper("fairs", "Balloons at fairs", "Balloons were sold by 9 stalls. Stalls closed at dusk.")


async def test_of_two_papers_talked_about_that_say_it_the_last_is_asked() -> None:
    """The figure for kites would be that for gliders, of which nobody talks any more."""
    answer = (await talk(over(GLIDERS, KITES, FAIRS), "gliders over dunes", "kites on beaches", "storks?"))[-1]
    assert (answer.keys, answer.quotes[0].text) == (("kites",), "Storks flew off from 5 kites.")


async def test_the_paper_talked_about_before_is_asked_and_none_like_it() -> None:
    """A paper that was never talked about, and says more of it, would be told of as the one before."""
    library = over(GLIDERS, WINTER, FAIRS)
    answer = (await talk(library, "how far did gliders fly over sand", "balloons at fairs", "storks?"))[-1]
    assert answer.keys == ("gliders",)
    assert answer.quotes[0].text == "Storks followed 30 gliders over dunes."  # what that paper is about


@pytest.mark.parametrize(
    ("words", "keys", "left"),
    [
        ("masks", ("bakers",), "welders"),
        ("masks", ("welders", "bakers"), ""),
        ("masks", ("owls",), ""),
        ("masks", (), ""),
        ("how often are masks worn there", ("bakers",), ""),
    ],
)
def test_a_paper_is_left_only_by_few_words_that_are_answered_from_none_talked_about(
    words: str, keys: tuple[str, ...], left: str
) -> None:
    """Else the way back is told to somebody who never went away."""
    previous = Turn(question="breathing aids", keys=("welders",), lately=("owls",), kind="content")
    assert left_by(Frame(ask=Ask(), text=words), previous, keys) == left
    assert left_by(Frame(ask=Ask(), text=words), None, keys) == ""


@pytest.mark.parametrize(
    "then", ["how many interviews", "and how many interviews were there?", "how many interviews did they do"]
)
async def test_how_much_was_done_in_the_study_talked_about_lists_no_studies_of_that_design(then: str) -> None:
    spoken = over(
        paper("divers", "Life of pearl divers: an interview study", "We carried out 31 interviews with pearl divers. Divers feared cold more than depth."),
        paper("grooms", "Interviews with grooms", "We interviewed 12 grooms. Grooms rose at five."),
    )  # fmt: skip
    answer = (await talk(spoken, "what did pearl divers fear", then))[-1]
    assert answer.quotes[0].text == "We carried out 31 interviews with pearl divers.", answer.text
    listed = (await talk(spoken, "how many interview studies are there"))[-1]
    assert set(listed.keys) == {"divers", "grooms"}, listed.text
