"""How many: where the number of those asked about is shown, the asker's own verb or noun is no reason for a warning; the number of others is
one. Aims, plans and limits: none is a result, and none a conclusion.
"""

from __future__ import annotations

import pytest

from corpus.models import Paper
from index.finding.counting import RESULT_FOR
from index.finding.hedging import not_said
from index.library import LibraryIndex
from index.models import Finding, Outcome
from index.terms.attributes import doing_counted, to_count
from tests.index.test_hedging import account
from tests.libraries import indexed

CHOIR = indexed(
    Paper(
        source_id="c",
        title="Choirs for stammering bakers",
        abstract="Singing may ease a stammer. We recruited 64 bakers and 9 millers in three towns. Bakers stammered less after ten weeks in a "
        "choir. Fifteen of 64 found the rehearsals too early. Many bakers hummed at home. Seven bakers withdrew from the choir.",
    ),
    Paper(
        source_id="y",
        title="Night fishing by adolescents",
        abstract="Adolescents fish at night. We spoke to 31 young people and 12 parents on two islands. Lamps were banned on one.",
    ),
    Paper(
        source_id="p",
        title="Drums for women who snore: a protocol",
        abstract="About 70 women will beat a drum each evening. Snores are to be counted. Drums are expected by May.",
    ),
    Paper(source_id="k", title="Kelp", abstract="Kelp forests shelter urchins and otters."),
    Paper(
        source_id="r",
        title="Rafts",
        abstract="Rafts carried 40 sailors. Return visits to the rafts were alike (8% and 9%). Storms hit three rafts.",
    ),
)


def doubts(question: str, library: LibraryIndex = CHOIR) -> tuple[str, ...]:
    said = not_said(account(question, library))
    return tuple(one for one in said if one.startswith(("how many", "number of")))


@pytest.mark.parametrize(
    "question",
    [
        "how many bakers were asked about the choir",
        "how many bakers joined the choir",
        "how many bakers signed up for the choir",
        "how many bakers did they talk to about the choir",
        "how many bakers tried the choir",
        "how many joined the study of night fishing",
        "how many bakers dropped out of the choir",
        "how many dropped out of the choir of bakers",
        "how many folks joined the study of night fishing",
        "how many youngsters replied about night fishing",
        "how many people found the rehearsals of the choir too early",
        "how many teens were interviewed about night fishing",
        "how many sailors came back to the rafts",
    ],
)
def test_who_was_studied_is_counted_whatever_they_are_said_to_have_done(question: str) -> None:
    assert doubts(question) == ()


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("how many otters joined the choir of bakers", "number of otters"),
        ("how many bakers in the choir were asked to leave", "how many … asked"),
        ("how many bakers of the choir tried kelp", "how many … tried"),
        ("how many bakers tried to leave the choir", "how many bakers tried"),
        ("how many folks hummed at home in the choir of bakers", "number of folks"),
        ("how many women tried the drum", "how many women tried"),
        ("how many people hummed at home in the choir of bakers", "number of people"),
        ("how many teachers were interviewed about night fishing", "number of teachers"),
    ],
)
def test_the_number_of_others_or_of_what_others_did_is_still_named(question: str, named: str) -> None:
    assert named in doubts(question)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("how many dropped out of the choir", "how many dropped out"),
        ("how many bakers gave up the choir", "how many bakers gave up"),
        ("how many bakers of the choir came back", "how many … came back"),
        ("how many kept singing", "how many kept"),
        ("how many left in spring", "how many left"),
        ("how many bakers took the course", "how many bakers took the course"),
        ("how many bakers had it", "how many bakers had it"),
        ("how many lost weight", "how many lost weight"),
        ("how many urban and rural choirs met", "number of urban and rural choirs"),
    ],
)
def test_a_verb_is_named_with_what_belongs_to_it(question: str, named: str) -> None:
    name, _ = doing_counted(question) or next(to_count(question))
    assert name == named


_LANTERNS = (
    "BACKGROUND: Bridges are dark. OBJECTIVE: To see whether lanterns on bridges reduce falls and whether walkers enjoy them. "
    "METHODS: Lanterns were hung on 30 of 60 bridges. RESULTS: Falls were halved on bridges with lanterns. "
    "Herons left. CONCLUSIONS: Lanterns make bridges safer."
)
_FERRIES = (
    "Ferries are often late. We followed 80 ferries for a year. Ferries with two pilots were late half as often. "
    "Two pilots are worth their pay. All delays were self-reported."
)
LIBRARY = indexed(
    Paper(source_id="lantern", title="Lanterns on bridges: a trial", abstract=_LANTERNS),
    Paper(source_id="ferry", title="Delays of ferries", abstract=_FERRIES),
)


_PIERS = (
    "Piers are dark. We aimed to learn whether lamps please anglers at dusk. Forty evenings were watched. "
    "Catches doubled on half of them. Crews stayed longer."
)
PIERS = indexed(
    Paper(source_id="pier", title="Lamps on piers", abstract=_PIERS),
    Paper(source_id="fog", title="Horns of lighthouses", abstract="Horns sounded in fog. Ships turned."),
)


async def find(question: str, library: LibraryIndex = LIBRARY) -> Finding:
    return await library.find(library.reader.read(question))


def without_result(found: Finding) -> list[str]:
    return [one.removeprefix(RESULT_FOR) for one in found.not_said if one.startswith(RESULT_FOR)]


async def test_what_is_only_an_aim_is_named_as_without_result() -> None:
    found = await find("do walkers enjoy the lanterns on bridges")
    assert not (found.outcome is Outcome.ANSWERED and found.sure)
    assert any(one.startswith("result for ") for one in found.not_said)


async def test_what_the_paper_is_about_or_does_not_have_is_not_called_its_aim() -> None:
    """ "Result for lamps" missing, of a paper on lamps, or "result for fog", of which it says nothing, would be untrue."""
    assert without_result(await find("do lamps please anglers", PIERS)) == ["anglers"]
    assert without_result(await find("do lamps please anglers in fog", PIERS)) == ["anglers"]
    assert without_result(await find("do walkers enjoy the lanterns on bridges")) == ["walkers", "enjoy"]


@pytest.mark.parametrize(
    ("planned", "found", "plan"),
    [(3, 2, True), (2, 2, False), (3, 7, True), (3, 12, False)],  # three sentences at least, and three of ten
)
async def test_a_plan_has_no_findings_and_a_trial_that_will_go_on_has(
    planned: int, found: int, plan: bool
) -> None:
    """What will be done would stand as the answer to what was found; and a trial's findings would be held back."""
    flights = (f"Kites will be flown in field {n}." for n in range(planned))
    flown = (f"Kites flew over {n} barns." for n in range(2, found + 2))
    kites = indexed(
        Paper(source_id="k", title="Kites over barns", abstract=" ".join((*flights, *flown))),
        *PIERS.papers.values(),
    )
    answer = await find("what did they find about kites over barns", kites)
    assert (answer.outcome is Outcome.ANSWERED) is not plan


async def test_what_was_found_is_no_aim() -> None:
    found = await find("do lanterns reduce falls on bridges")
    assert not any(one.startswith("result for ") for one in found.not_said)


async def test_who_asks_for_the_aim_gets_it() -> None:
    found = await find("was the aim of the lanterns on bridges that walkers enjoy them")
    assert not any(one.startswith("result for ") for one in found.not_said)


async def test_a_limit_at_the_end_is_no_finding() -> None:
    found = await find("what did the study of ferries find")
    assert found.evidence[0].sentence.text == "Two pilots are worth their pay."


async def test_a_conclusion_is_told_by_its_place() -> None:
    assert not (await find("what did the trial of lanterns on bridges conclude")).not_said
