"""Of the operator's word and a server's, what keeps less and for a shorter time holds; a patient's data is never kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.assistant.compose import RESTATED
from bot.assistant.reading.words import fold, full_forms
from bot.assistant.wording import LONGEST_WORD, echoed
from bot.config import Config, PrivacySection, StorageSection
from bot.models import Context
from bot.privacy import (
    MODES,
    PATIENT,
    PatientText,
    Policy,
    Typed,
    admitted,
    beyond,
    policy_of,
    unrepeated,
    warning,
    withheld_for,
)
from bot.service import open_service
from bot.storage.servers import ServerSettings


@pytest.mark.parametrize(
    ("operators", "servers", "holds"),
    [((30, 60), (10, 90), (10, 60)), ((0, 0), (7, 8), (7, 8)), ((7, 8), (None, None), (7, 8))],
)
def test_of_two_clocks_the_shorter_holds(
    operators: tuple[int, int], servers: tuple[int | None, int | None], holds: tuple[int, int]
) -> None:
    config = PrivacySection(names_days=operators[0], words_days=operators[1])
    policy = policy_of(config, ServerSettings(names_days=servers[0], retention_days=servers[1]))
    assert (policy.names_days, policy.words_days) == holds


@pytest.mark.parametrize(
    ("wished", "has_an_effect"), [(None, True), (1, True), (30, True), (31, False), (0, False)]
)
def test_a_server_may_wish_for_less_time_than_the_operators_and_never_for_more_or_for_ever(
    wished: int | None, has_an_effect: bool
) -> None:
    names, words = PrivacySection(names_days=30, words_days=0), PrivacySection(names_days=0, words_days=30)
    for config, wish in ((names, (wished, None)), (words, (None, wished))):
        said = beyond(config, None, *wish)
        assert (said is None) == has_an_effect
        assert "after 30 days everywhere" in (said or "after 30 days everywhere")
        assert beyond(config, None, *reversed(wish)) is None


def test_of_two_modes_the_one_that_keeps_less_holds() -> None:
    for operators in MODES:
        for servers in MODES:
            found = policy_of(PrivacySection(mode=operators), ServerSettings(logging=servers)).mode
            assert MODES.index(found) == max(MODES.index(operators), MODES.index(servers))


@pytest.mark.parametrize("mode", MODES)
def test_a_patients_data_is_kept_in_no_mode(mode: str) -> None:
    policy = Policy.model_validate({"mode": mode})
    assert withheld_for(policy, "MRN 4482913") == PATIENT
    assert withheld_for(policy, "how long was follow-up?") == policy.withheld


@pytest.mark.parametrize(
    ("mode", "withheld", "told"),
    [
        ("full", None, "Questions are kept with your name. They stay until a member deletes their own."),
        (
            "pseudonymous",
            None,
            "Questions are kept under a pseudonym. They stay until a member deletes their own.",
        ),
        ("counts", "counts only", "Only counts are kept: no words and no names."),
        ("off", "log off", "Nothing is kept but a receipt for a day: no words and no names."),
    ],
)
def test_members_are_told_what_is_kept(mode: str, withheld: str | None, told: str) -> None:
    policy = Policy.model_validate({"mode": mode})
    assert (policy.withheld, policy.told()) == (withheld, told)
    timed = Policy.model_validate({"mode": mode, "names_days": 1, "words_days": 1200})
    clocks = " Who asked is forgotten after 1 day. What was asked is removed after 1,200 days."
    assert timed.told() == (
        told if withheld else told.removesuffix(" They stay until a member deletes their own.") + clocks
    )


def test_of_the_two_clocks_each_is_told_by_itself() -> None:
    kept = "Questions are kept under a pseudonym."
    assert Policy(names_days=30).told() == (
        f"{kept} Who asked is forgotten after 30 days. They stay until a member deletes their own."
    )
    assert Policy(words_days=2).told() == f"{kept} What was asked is removed after 2 days."
    assert Policy(names_days=0, words_days=0).told() == f"{kept} They stay until a member deletes their own."


def test_a_text_with_a_patients_data_is_refused_and_says_what_was_seen() -> None:
    said = (
        "What you wrote seems to hold a patient's data (a record number). I have kept no word of it; please delete it "
        "where others can see it."
    )
    assert warning("MRN 4482913") == said
    assert warning("how long was follow-up?") is None
    assert admitted("how long was follow-up?", "it is wrong") == "how long was follow-up?"
    for texts in (("MRN 4482913",), ("fine", "MRN 4482913"), ("fine", "fine", "MRN 4482913")):
        with pytest.raises(PatientText) as refusal:
            admitted(*texts)
        assert str(refusal.value) == said


def test_a_withheld_text_keeps_no_word() -> None:
    assert Typed(text="my words").kept == "my words"
    assert Typed(text="my words", withheld="opt-out").kept == ""


def test_a_server_without_settings_goes_by_the_operators_word() -> None:
    policy = policy_of(PrivacySection(mode="full", names_days=5, words_days=9), ServerSettings())
    assert (policy.mode, policy.names_days, policy.words_days) == ("full", 5, 9)
    unlimited = policy_of(PrivacySection(names_days=0, words_days=0), ServerSettings())
    assert (unlimited.names_days, unlimited.words_days) == (None, None)


async def test_a_patients_data_in_one_question_of_a_message_is_kept_of_none(tmp_path: Path) -> None:
    async with open_service(Config(storage=StorageSection(data_dir=tmp_path))) as service:
        asked = "papers by John Smith? And how long was follow-up for MRN 4482913?"
        answers = await service.answers(asked, Context())
        rows = await service.logbook.recent()
    assert len(answers) == len(rows) == 2
    assert "“…”" in answers[0].text
    assert {(row.question, row.withheld) for row in rows} == {("", PATIENT)}


def test_words_in_quotation_marks_are_hidden_and_the_papers_stay() -> None:
    text = "You asked: “Smith”\n\nNo paper by “john smith”; “list the papers” shows all.\n\n> “Smith” said so.\n— Smith 2024"
    shown = unrepeated(text, "papers by John Smith, MRN 1234567")
    assert shown == text.replace("“john smith”", "“…”")


@given(st.lists(st.text(st.characters(categories=["L", "M"]), min_size=2, max_size=9), min_size=1, max_size=3))
@example(["Müllerín"])
@example(["José", "Garcíañez"])
@example(["Ørstédvænn"])
@example(["Xëłözki"])
@example(["Straße"])
@example(["ᾳδης"])
def test_a_name_is_hidden_in_whatever_form_it_is_said_again(names: list[str]) -> None:
    name = " ".join(names)
    assume(fold(name))
    for again in (name, name.casefold(), fold(name), fold(name.casefold())):
        shown = unrepeated(f"No paper by “{again}” is here.", f"list papers by {name}, MRN 4412345")
        assert shown == "No paper by “…” is here."


@given(st.from_regex(r"[a-z]{3,9}", fullmatch=True), st.integers(1, 8))
def test_a_piece_of_a_word_that_was_typed_is_not_that_word(word: str, end: int) -> None:
    piece = word[: min(end, len(word) - 1)]
    assume(piece not in {"by", "mrn", *full_forms(word).split()})
    assert unrepeated(f"“{piece}” is a paper.", f"by {word}, MRN 4412345") == f"“{piece}” is a paper."


def test_a_name_that_is_cut_or_stands_between_no_spaces_is_hidden() -> None:
    long = "é" * (LONGEST_WORD + 5)
    assert unrepeated(f"No paper by {echoed(long)}.", f"papers by {long}, MRN 4412345") == "No paper by “…”."
    assert unrepeated("No paper by “田中太郎”.", "田中太郎の論文は？ MRN 4412345") == "No paper by “…”."


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("list papers by Müllerín MRN 4412345", "mullerin"),
        ("cuántos artículos hay sobre José Garcíañez MRN 4412345", "garcianez"),
        ("which paper is by Ørstédvænn born 12.03.1961", "orstedvaenn"),
        ("wer schrieb über Hänsel Müllerín, geboren 12.03.1961", "mullerin"),
        ("papers by v. d. Bergströöm MRN 4412345", "bergstroom"),
        ("list papers by vd Bergströöm MRN 4412345", "bergstroom"),
    ],
)
async def test_no_reply_repeats_a_patients_name_without_its_accents(
    tmp_path: Path, question: str, name: str
) -> None:
    async with open_service(Config(storage=StorageSection(data_dir=tmp_path))) as service:
        answers = await service.answers(question, Context())
        assert {row.withheld for row in await service.logbook.recent()} == {PATIENT}
    for answer in answers:
        below = "\n".join(line for line in answer.text.split("\n") if not line.startswith(RESTATED))
        assert name not in fold(below)
