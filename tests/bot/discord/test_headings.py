"""The first line of an answer says truly where what stands below it comes from, and how the question was read."""

from __future__ import annotations

from bot.discord.rendering import answer_pages, read_as
from bot.discord.text import read_back
from bot.models import Answer, Context
from tests.bot.assistant.conversations import KANG, NINE, PARK, talk


def _heading(answer: Answer) -> str:
    return answer_pages(answer, NINE.papers.values(), NINE.corpus)[0].partition("\n")[0]


async def test_what_is_quoted_is_not_said_to_be_from_records() -> None:
    (answer,) = await talk(NINE, f"compare {KANG} with {PARK} on survival")
    longer = answer.model_copy(update={"text": answer.text.replace(" and Park", f" and {'x' * 120} Park", 1)})
    assert answer.kind == "comparison"
    assert "records" not in _heading(answer)
    assert _heading(longer) == "🟢 **In the papers' own words**"


async def test_what_is_told_of_several_is_not_noted_as_told_of_one() -> None:
    *_, answer = await talk(NINE, f"compare {KANG} with {PARK}", "which has more patients")
    assert answer.read_with is not None
    assert [note.partition("”")[2] for note in read_as(answer, NINE.papers)] == [""]


def _shown(answer: Answer) -> str:
    return answer_pages(answer, NINE.papers.values(), NINE.corpus)[0]


async def test_a_summary_by_command_has_its_title_once() -> None:
    for section in (None, "one line", "Methods"):
        answer = await NINE.summarise(PARK, Context(), section)
        assert _shown(answer).count("A Risk Factor Analysis") == 1
    asked = await NINE.ask(f"summarise {PARK}", Context())
    assert f"summarise {PARK}" in read_back(_shown(asked))


async def test_an_answer_from_all_papers_shows_the_question_and_not_the_button() -> None:
    before, answer = await talk(NINE, f"how many patients in {KANG}", "Ask all papers")
    assert before.turn is not None
    assert answer.read_with == before.turn
    assert before.question in read_back(_shown(answer))
    assert "Ask all papers" not in _shown(answer)
