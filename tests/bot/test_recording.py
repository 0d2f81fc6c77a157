"""What moderators read of an answer is true sentence by sentence, and says why a question was read as a follow-up."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from bot.models import Answer, Context
from bot.recording import FOLLOWED, reasons, record
from bot.storage.reviewed import Whole
from bot.storage.rows import Entry, answer_row, entry, refusal_row
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
        assert all(re.search(rf"\b{word}\b", quote.text.casefold()) for word in words), after


async def test_why_a_question_was_read_as_a_follow_up_is_kept_and_said() -> None:
    first, second = await talk(NINE, "local control after SABR versus TES", "and the complications?")
    row = kept(second)
    assert row.read_with is not None
    assert row.read_with.model_copy(update={"why": ()}) == first.turn
    told = reasons(row)
    assert "It was read as a follow-up to “local control after SABR versus TES”." in told
    assert FOLLOWED["opens"] in told
    assert not set(FOLLOWED.values()) & set(reasons(kept(first)))


async def test_what_was_looked_for_in_a_follow_up_is_told_without_the_words_of_the_question_before() -> None:
    _, second = await talk(NINE, "local control after SABR versus TES", "and the complications?")
    row = kept(second)
    assert {"local control", "sabr"} & {*row.matched}
    assert "of the 1 word looked for" in " ".join(reasons(row))
    whole = record(Whole(entry=row, verdicts=(), reports=(), notes=(), readings=()))
    assert re.search(r"(?m)^matched +complications$", whole), whole


async def test_a_follow_up_answered_from_the_records_is_told_as_one() -> None:
    first, second = await talk(NINE, "local control after SABR versus TES", "and in which journal is it?")
    told = reasons(kept(second))
    assert "It was read as a follow-up to “local control after SABR versus TES”." in told
    assert f"Of which papers it is asked was told by that turn: {second.keys[0]}." in told
    assert second.keys == first.turn.keys if first.turn else ()
    assert not [line for line in reasons(kept(first)) if line.startswith("Of which papers")]


async def quoting(question: str, text: str, *matched: str, unmatched: tuple[str, ...] = ()) -> Entry:
    """The row of an answer that quotes one sentence, as if so many words of the question had been found."""
    (answer,) = await talk(NINE, "local control after SABR versus TES")
    (one, *_) = kept(answer).quotes
    quotes = (one.model_copy(update={"text": text}),)
    update = {"question": question, "quotes": quotes, "matched": matched, "unmatched": unmatched}
    return kept(answer).model_copy(update=update)


LATER = "only another form, a word of similar meaning or another sentence of the paper has it."


async def test_a_word_of_which_only_another_form_or_a_near_word_is_quoted_is_not_in_it_word_for_word() -> None:
    row = await quoting(
        "mites and complication", "Mite counts rose; complications were rare.", "mites", "complication"
    )
    why, apart, *_ = reasons(row)
    assert why == "Answered; what is quoted holds 0 of the 2 words looked for."
    assert apart == f"“mites” and “complication” are not in it word for word: {LATER.replace(' it.', ' them.')}"
    row = await quoting(
        "mites and injuries", "Harm by mites was rare.", "mites", "injuries", unmatched=("queens",)
    )
    why, apart, *_ = reasons(row)
    assert why == "Answered, because what is quoted holds 1 of the 3 words looked for; “queens” is not in it."
    assert apart == f"“injuries” is not in it word for word: {LATER}"


async def test_a_name_of_several_words_is_in_it_only_where_they_stand_together() -> None:
    row = await quoting("side effects", "Effects on the other side.", "side effects")
    assert any("“side effects” is not in it word for word" in one for one in reasons(row))
    row = await quoting("quality of life", "Quality of life was better.", "quality life")
    assert not any("word for word" in one for one in reasons(row))


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("p value of the mites", "Mites rose (p = 0.03).", "“p value”): one of its kind is quoted."),
        ("p value of the mites", "Mites rose by 3%.", "“p value”): none of its kind is quoted."),
        ("how many hives had mites", "Mites rose in hives.", "“number of hives”): none of its kind is quoted."),
        ("how many hives had mites", "In 12 hives mites rose.", "“number of hives”): one of its kind is quoted."),
    ],
)
async def test_it_is_said_whether_the_figure_asked_for_is_quoted(question: str, text: str, said: str) -> None:
    row = await quoting(question, text, "mites")
    assert [one for one in reasons(row) if "figure" in one] == [f"A figure was asked for ({said}"]


async def test_where_no_figure_was_asked_for_none_is_spoken_of() -> None:
    row = await quoting("do mites kill hives", "Mites kill 3 of 4 hives.", "mites")
    assert not any("figure" in one for one in reasons(row))


async def test_whose_words_another_asked_with_is_told_under_a_pseudonym() -> None:
    (answer,) = await talk(NINE, "local control after SABR versus TES")
    row = kept(answer)
    for found, line in ((row, []), (row.model_copy(update={"writer": "00112233445566aa"}), ["00112233445566aa"])):
        whole = record(Whole(entry=found, verdicts=(), reports=(), notes=(), readings=()))
        assert re.findall(r"^written by +(.+)$", whole, re.MULTILINE) == line


async def test_a_question_of_a_message_with_several_stands_beside_the_message_as_typed() -> None:
    (answer,) = await talk(NINE, "who wrote the Kang paper?")
    message = "who wrote the Kang paper and when was it published"
    row = answer_row(answer, Context(typed=message), None, datetime.now(UTC))
    whole = Whole(entry=entry(row, row.pop("quotes")), verdicts=(), reports=(), notes=(), readings=())
    assert f"question   who wrote the Kang paper?\ntyped      {message}" in record(whole)
    alone = answer_row(answer, Context(typed=answer.question), None, datetime.now(UTC))
    assert alone["typed"] is None
    withheld = answer_row(
        answer, Context(typed=message, withheld="the asker has opted out"), None, datetime.now(UTC)
    )
    assert withheld["typed"] is None


async def test_what_the_abstracts_were_read_for_is_not_said_to_come_from_records() -> None:
    (told,) = await talk(NINE, "what are the limitations of the Kang study")
    (why, *_) = reasons(kept(told))
    assert why.endswith("by reading the abstracts for it (table), not by a search for its words.")
    (advised,) = await talk(NINE, "should my patient get surgery")
    assert "because it asks for advice on a patient" in reasons(kept(advised))[0]
    (written,) = await talk(NINE, "who wrote the Kang paper")
    assert "from the papers' records (record)" in reasons(kept(written))[0]


async def test_an_answer_that_quotes_nothing_is_not_said_to_show_related_sentences() -> None:
    asked = "local control after SABR versus TES", "how many robots?"
    told = reasons(kept((await talk(NINE, *asked))[1]))
    assert (
        told[0]
        == "Not answered: what comes nearest was quoted just before; “robots” stands nowhere in these papers."
    )
    assert f"It was read as a follow-up to “{asked[0]}”." in told
    moths = (
        paper(at, f"Wax moths in {at}", "Wax moths eat combs.") for at in ("hives", "stores", "sheds", "lofts")
    )
    (offering,) = await talk(over(*moths), "when was the wax moths paper published")
    assert reasons(kept(offering)) == ["Not answered: it asks which paper is meant."]


async def test_by_which_words_a_paper_of_the_records_was_named_is_told() -> None:
    (told,) = await talk(NINE, "who wrote the paper by Kang on spondylectomy")
    assert "Of its words, these stand in a title or citation shown: kang, spondylectomy." in reasons(kept(told))
    (every,) = await talk(NINE, "how many papers are here")
    assert not [line for line in reasons(kept(every)) if line.startswith("Of its words")]


async def test_a_refused_text_has_no_line_of_what_never_ran() -> None:
    row = refusal_row("0123456789ab", "hello", Context(), "it cannot be read", None, datetime.now(UTC))
    told = record(Whole(entry=entry(row), verdicts=(), reports=(), notes=(), readings=()))
    assert "engine" not in told
    assert "snapshot" not in told


async def test_of_each_number_of_a_place_it_is_said_what_it_is() -> None:
    (answer,) = await talk(NINE, "how long was follow-up after TES?")
    row = kept(answer).model_copy(
        update={"server": "11", "channel": "22", "reply": "33", "conversation": "conversation-4"}
    )
    whole = record(
        Whole(entry=row, verdicts=(), reports=(), notes=(), readings=()),
        lambda said: said.replace("channel", "Kanal"),
    )
    assert "where      server 11, Kanal 22, message 33, conversation-4" in whole.split("\n")
