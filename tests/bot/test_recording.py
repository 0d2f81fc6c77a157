"""What moderators read of an answer is true sentence by sentence, and says why a question was read as a follow-up."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.models import Answer, Context
from bot.recording import FOLLOWED, reasons, record
from bot.storage.reviewed import Whole
from bot.storage.rows import Entry, answer_row, entry
from tests.bot.assistant.conversations import NINE, over, paper, talk


def kept(answer: Answer) -> Entry:
    """The answer as the log keeps and reads it."""
    row = answer_row(answer, Context(), None, datetime.now(UTC))
    return entry(row, row.pop("quotes"))


async def test_words_that_only_another_sentence_of_the_paper_has_are_not_said_to_be_quoted() -> None:
    moths = paper(
        "moths",
        "Wax moths in stored combs",
        "Wax moths ate a third of the combs. Cold storage kept the honey clean.",
    )
    bees = paper("bees", "Bees in town", "Bees in town fly a mile for lime trees.")
    (answer,) = await talk(over(moths, bees), "how many combs did wax moths eat in cold storage")
    (why, *_) = reasons(kept(answer))
    shown = " ".join(quote.text for quote in answer.quotes).casefold()
    assert ("“cold”" in why) is ("cold" not in shown)
    whole = record(Whole(entry=kept(answer), verdicts=(), reports=(), notes=(), readings=()))
    lines = whole.split("\n")
    for quote in answer.quotes:
        after = lines[lines.index(f"  {quote.text}") + 1]
        assert after.startswith("  matched: ")
        words = after.removeprefix("  matched: ").split(", ")
        assert all(word[:4] in quote.text.casefold() for word in words), after


async def test_why_a_question_was_read_as_a_follow_up_is_kept_and_said() -> None:
    first, second = await talk(NINE, "local control after SABR versus TES", "and the complications?")
    row = kept(second)
    assert row.read_with is not None
    assert row.read_with.model_copy(update={"why": ()}) == first.turn
    told = reasons(row)
    assert "It was read as a follow-up to “local control after SABR versus TES”." in told
    assert FOLLOWED["opens"] in told
    assert not set(FOLLOWED.values()) & set(reasons(kept(first)))


async def test_a_follow_up_answered_from_the_records_is_told_as_one() -> None:
    _, second = await talk(NINE, "local control after SABR versus TES", "and in which journal is it?")
    assert "It was read as a follow-up to “local control after SABR versus TES”." in reasons(kept(second))
