"""What a notice in the library corrects is told where its paper is quoted, and where it is asked for."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.merging import Joining
from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, talk


def _paper(number: int, title: str, by: str, abstract: str, year: int) -> Paper:
    author = Author(name=f"Noor {by}", family=by, given="Noor")
    return Paper.model_validate(
        {"doi": f"10.5555/oven.{number}", "title": title, "authors": (author,), "year": year, "abstract": abstract}
    )


PAPERS = (
    _paper(1, "Sourdough in village bakeries of Anatolia", "Demir",
           "We visited 46 village bakeries. Sourdough was kept warm by 81% of the bakers. Salt content was 1.9 g per slice.", 2019),
    _paper(2, "Correction to: Sourdough in village bakeries of Anatolia", "Demir",
           "The share of bakers who kept sourdough warm was printed as 81%. The correct share is 18%. We regret the slip.", 2020),
    _paper(3, "Flatbread ovens and smoke", "Ozan", "We measured smoke in 12 kitchens. Flatbread ovens raised smoke fourfold.", 2021),
    _paper(4, "Corrigendum to “Flatbread ovens and smoke”", "Ozan", "The affiliation of the author was wrong.", 2022),
)  # fmt: skip
BREAD = over(*Joining(PAPERS).with_notices())


async def test_a_figure_that_a_notice_replaces_is_followed_by_what_is_right() -> None:
    answer = await BREAD.ask("how many bakers kept sourdough warm", Context())
    assert answer.outcome is Outcome.ANSWERED
    assert "⚠ Corrected: https://doi.org/10.5555/oven.2" in answer.text
    assert (
        answer.quotes[-1].text
        == "The share of bakers who kept sourdough warm was printed as 81%. The correct share is 18%."
    )
    assert answer.turn is not None
    assert [*answer.turn.keys] == ["10.5555/oven.1"], "the paper, and not its notice, is talked about"


async def test_a_notice_of_another_figure_is_named_and_not_quoted() -> None:
    answer = await BREAD.ask("salt content per slice", Context())
    assert [quote.key for quote in answer.quotes] == ["10.5555/oven.1"], answer.text
    assert "⚠ Corrected: https://doi.org/10.5555/oven.2" in answer.text
    smoke = await BREAD.ask("smoke of flatbread ovens", Context())
    assert {quote.key for quote in smoke.quotes} == {"10.5555/oven.3"}, smoke.text


@pytest.mark.parametrize(
    "question",
    [
        "was the Demir paper corrected?",
        "was Demir 2019 corrected",
        "is there an erratum for Demir 2019",
        "is there a correction to the sourdough paper?",
        "has the sourdough paper been corrected",
        "any erratum for Demir et al?",
        "any retraction for Demir 2019?",
    ],
)
async def test_whether_a_paper_was_corrected_is_told_with_the_notice(question: str) -> None:
    answer = await BREAD.ask(question, Context())
    assert answer.outcome is Outcome.ANSWERED
    assert "https://doi.org/10.5555/oven.2" in answer.text, "the notice is shown, or where it stands"


@pytest.mark.parametrize(
    "question",
    ["was it corrected", "has it been corrected?", "was it retracted later?", "was this paper corrected"],
)
async def test_whether_the_paper_talked_about_was_corrected(question: str) -> None:
    *_, answer = await talk(BREAD, "how many bakers kept sourdough warm", question)
    assert answer.outcome is Outcome.ANSWERED
    assert "https://doi.org/10.5555/oven.2" in answer.text


@pytest.mark.parametrize(
    "question", ["is that number correct?", "is that figure right", "is this number still correct?"]
)
async def test_whether_a_number_is_right_shows_the_notice(question: str) -> None:
    *_, answer = await talk(BREAD, "how many bakers kept sourdough warm", question)
    assert "The correct share is 18%." in answer.text


@pytest.mark.parametrize(
    "question",
    ["any corrections or retractions?", "corrections?", "was anything corrected", "any retracted papers?"],
)
async def test_what_was_corrected_here(question: str) -> None:
    answer = await BREAD.ask(question, Context())
    assert sorted(answer.keys) == ["10.5555/oven.1", "10.5555/oven.3"], answer.text
    assert answer.text.count(": corrected (") == 2


async def test_the_correction_of_what_papers_write_about_is_no_notice() -> None:
    teeth = over(
        _paper(5, "Braces", "Lund", "Braces gave correction of crooked teeth in 40 children.", 2020), PAPERS[2]
    )
    answer = await teeth.ask("is there a correction of crooked teeth", Context())
    assert answer.kind == "content", answer.text


@pytest.mark.parametrize("question", ["what was wrong in the sourdough paper", "what was corrected in Demir 2019"])
async def test_what_was_corrected_is_told_in_the_words_of_the_notice(question: str) -> None:
    answer = await BREAD.ask(question, Context())
    assert [*answer.keys] == ["10.5555/oven.2"], answer.text
    assert "The correct share is 18%." in answer.text


@pytest.mark.parametrize("question", ["was anything corrected in it", "has something been corrected there"])
async def test_whether_anything_was_corrected_in_a_paper_asks_what(question: str) -> None:
    *_, answer = await talk(BREAD, "summarise the sourdough paper", question)
    assert [*answer.keys] == ["10.5555/oven.2"], answer.text
    assert answer.turn is not None
    assert [*answer.turn.keys] == ["10.5555/oven.1"], "the paper, and not its notice, is still talked about"


async def test_what_is_right_may_be_said_by_what_is_not() -> None:
    pair = (
        _paper(5, "Proofing baskets: a survey", "Kaya", "This survey reviews 92 papers on proofing baskets.", 2020),
        _paper(6, "Correction: Proofing baskets: a survey", "Kaya", "Two were counted twice; the number reviewed is 90, not 92.", 2021),
    )  # fmt: skip
    answer = await over(*Joining(pair).with_notices()).ask(
        "how many papers did the survey of baskets review", Context()
    )
    assert "90, not 92" in answer.quotes[-1].text


@pytest.mark.parametrize(
    ("printed", "notice"),
    [
        ("Thirty-four bakers preferred rye.", "The number who preferred rye was given as thirty-four. The correct number is forty-three."),
        ("Thirty-four bakers preferred rye.", "The number who preferred rye was given as 34. It should read 43."),
        ("Of all, 34 bakers preferred rye.", "Not thirty-four but forty-three bakers preferred rye, as the correct Table 2 has it."),
    ],
)  # fmt: skip
async def test_a_number_in_words_is_replaced_like_one_in_digits(printed: str, notice: str) -> None:
    made = (
        _paper(5, "Rye or spelt in Baltic bakeries", "Lepik", f"We asked bakers. {printed}", 2019),
        _paper(6, "Correction to: Rye or spelt in Baltic bakeries", "Lepik", notice, 2020),
    )
    answer = await over(*Joining(made).with_notices()).ask("how many bakers preferred rye", Context())
    assert answer.quotes[-1].text == notice, answer.text


@pytest.mark.parametrize(
    ("title", "printed", "notice", "holds"),
    [
        ("Rye or spelt in Baltic bakeries", "Rye took 12 hours to rise.", "The time of rising was printed as 12 hours. It is 21 hours.", "It is 21 hours."),
        ("The 20-minute dough test in Baltic bakeries", "The 20-minute dough test with RYE20 found 82% of bad rye.", "The 20-minute dough test was read wrongly. "
         "The number of loaves should read 48. Accordingly the share of bad rye found is 79% rather than 82%.", "79% rather than 82%"),
    ],
)  # fmt: skip
async def test_the_right_figure_is_that_of_the_wrong_one_and_no_part_of_a_name(
    title: str, printed: str, notice: str, holds: str
) -> None:
    made = (
        _paper(5, title, "Lepik", f"We asked bakers. {printed}", 2019),
        _paper(6, f"Erratum to: {title}", "Lepik", f"{notice} Other results stand.", 2020),
    )
    answer = await over(*Joining(made).with_notices()).ask(
        "how long did rye rise and how much bad rye was found", Context()
    )
    assert holds in answer.quotes[-1].text, answer.text
    assert "48" not in answer.quotes[-1].text


@pytest.mark.parametrize(
    "question", ["was that number corrected?", "is this figure corrected", "has that value been corrected"]
)
async def test_whether_a_figure_was_corrected_shows_the_notice(question: str) -> None:
    *_, answer = await talk(BREAD, "how many bakers kept sourdough warm", question)
    assert "The correct share is 18%." in answer.text, answer.text


SHEDS = over(
    *Joining(
        (
            _paper(11, "Drying sheds for apricots in Malatya", "Kaya",
                   "We built 14 drying sheds. Drying took 6 days in sheds and 11 in the open. A shed cost 310 lira. Wasps came less. Apricots changed colour in both.", 2018),
            _paper(12, "Corrigendum to: Drying sheds for apricots in Malatya", "Kaya",
                   "Drying in the open took 9 days instead of 11. The cost of a shed was given as 310 lira; with timber it would be 450 lira.", 2019),
            _paper(13, "Wasps in plum orchards", "Aydin", "Wasps ate 7% of plums. Nothing changed with traps.", 2020),
        )).with_notices()
)  # fmt: skip


@pytest.mark.parametrize(
    "turns",
    [
        ("what changed in the drying sheds one",),
        ("what changed in the Kaya paper?",),
        ("how many days did drying take in sheds", "what changed"),
        ("how many days did drying take in sheds", "and what has changed in it?"),
        ("how many days did drying take in sheds", "after correction?"),
        ("how many days did drying take in sheds", "and after the correction"),
    ],
)
async def test_what_changed_in_a_corrected_paper_is_told_by_its_notice(turns: tuple[str, ...]) -> None:
    answer = (await talk(SHEDS, *turns))[-1]
    assert "9 days instead of 11" in answer.quotes[0].text, answer.text


@pytest.mark.parametrize("asked", ["what changed in plum orchards with traps", "what changed colour"])
async def test_what_changed_of_its_subject_is_asked_of_the_abstracts(asked: str) -> None:
    answer = await SHEDS.ask(asked, Context())
    assert "changed" in answer.quotes[0].text, answer.text
    assert "instead of" not in answer.quotes[0].text


async def test_whether_a_corrected_figure_is_right_is_told_by_the_notice_first() -> None:
    answer = (await talk(SHEDS, "what did a shed cost", "is that right?"))[-1]
    assert "450 lira" in answer.quotes[0].text, answer.text
    assert any("A shed cost 310 lira." in quote.text for quote in answer.quotes)


_LONELY = over(
    _paper(6, "Rye and winter bread", "Aalto", "We baked rye loaves in 14 villages. Crust was thicker in winter.", 2018),
    _paper(7, "Retraction: Wheat beer and sleep", "Editors", "The article on wheat beer and sleep has been retracted.", 2021),
)  # fmt: skip


@pytest.mark.parametrize("question", ["was it retracted", "is it retracted?", "retracted?", "has this paper been withdrawn"])  # fmt: skip
async def test_a_notice_of_another_paper_says_nothing_of_the_one_talked_about(question: str) -> None:
    *_, answer = await talk(_LONELY, "how thick was the crust in winter", question)
    assert "10.5555/oven.7" not in answer.text, answer.text
    assert "names no retraction" in answer.text


async def test_a_notice_is_said_to_be_one() -> None:
    *_, answer = await talk(_LONELY, "summarise the wheat beer paper", "was it retracted")
    assert "itself a notice on another paper" in answer.text


async def test_whether_it_was_corrected_shows_what_was() -> None:
    *_, answer = await talk(BREAD, "how many bakers kept sourdough warm", "was that corrected")
    assert "The correct share is 18%." in answer.text


@pytest.mark.parametrize("question", ["did the authors agree", "do all authors agree?", "who agreed"])
async def test_who_agreed_to_a_notice_is_told_by_it(question: str) -> None:
    *_, answer = await talk(BREAD, "how many bakers kept sourdough warm", question)
    assert "The correct share is 18%." in answer.text
