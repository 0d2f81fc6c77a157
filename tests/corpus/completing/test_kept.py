"""Crossref's answers on disk: there at once, only what still counts, and never trusted blindly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from corpus.completing.questions import FILE, FRESH, LONGEST_LINE, CrossrefReply, KeptReplies, kept
from corpus.errors import CorpusError
from tests.damage import DAMAGES

TODAY = date(2026, 1, 31)
QUESTIONS = [f"doi 10.1234/{number}" for number in range(4)]


def reply(question: str, on: date = TODAY, text: str = "Bées \ud800") -> CrossrefReply:
    return CrossrefReply(question=question, on=on, records=({"title": [text]},))


def fill(folder: Path, *replies: CrossrefReply) -> None:
    with kept(folder, QUESTIONS, TODAY) as answers:
        for one in replies:
            answers.add([one])


def held(answers: KeptReplies) -> list[str]:
    return [one for one in QUESTIONS if answers.get(one) is not None]


def test_each_answer_is_there_as_soon_as_it_is_added(tmp_path: Path) -> None:
    with kept(tmp_path, QUESTIONS, TODAY) as answers:
        answers.add([reply(QUESTIONS[0])])
        lines = (tmp_path / FILE).read_bytes()
        answers.add([reply(QUESTIONS[1]), CrossrefReply(question=QUESTIONS[2], on=TODAY, refused="no")])
        assert (tmp_path / FILE).read_bytes().startswith(lines)
        assert answers.get(QUESTIONS[1]) == reply(QUESTIONS[1])
    with kept(tmp_path, QUESTIONS, TODAY) as answers:
        assert held(answers) == QUESTIONS[:3]
        assert answers.get(QUESTIONS[0]) == reply(QUESTIONS[0])
        assert answers.get(QUESTIONS[3]) is None
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_what_is_old_or_not_asked_any_more_goes(tmp_path: Path) -> None:
    fill(
        tmp_path,
        reply(QUESTIONS[0]),
        reply(QUESTIONS[1], TODAY - FRESH),
        reply(QUESTIONS[2], TODAY + timedelta(1)),
    )
    with kept(tmp_path, QUESTIONS, TODAY) as answers:
        assert held(answers) == QUESTIONS[:1]
    assert (tmp_path / FILE).read_bytes().count(b"\n") == 1
    with kept(tmp_path, QUESTIONS[1:], TODAY) as answers:
        assert held(answers) == []
    assert (tmp_path / FILE).read_bytes() == b""


def test_anew_nothing_that_was_answered_counts(tmp_path: Path) -> None:
    fill(tmp_path, reply(QUESTIONS[0]))
    with kept(tmp_path, QUESTIONS, TODAY, anew=True) as answers:
        assert held(answers) == []


def test_two_at_once_are_refused(tmp_path: Path) -> None:
    with (
        kept(tmp_path, QUESTIONS, TODAY),
        pytest.raises(CorpusError, match="under way"),
        kept(tmp_path, QUESTIONS, TODAY),
    ):
        pass


def test_an_answer_longer_than_any_record_is_kept_as_none(tmp_path: Path) -> None:
    fill(tmp_path, reply(QUESTIONS[0], text="x" * LONGEST_LINE))
    with kept(tmp_path, QUESTIONS, TODAY) as answers:
        found = answers.get(QUESTIONS[0])
    assert found is not None
    assert (found.records, found.refused) == ((), "its record is longer than any paper's")


def test_killed_while_writing_all_but_the_last_line_counts(tmp_path: Path) -> None:
    fill(tmp_path, *map(reply, QUESTIONS))
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes()[:-5])
    with kept(tmp_path, QUESTIONS, TODAY) as answers:
        assert (held(answers), answers.damaged) == (QUESTIONS[:3], 1)
        answers.add([reply(QUESTIONS[3])])
        assert held(answers) == QUESTIONS


def test_an_answer_that_says_something_else_by_now_is_asked_again(tmp_path: Path) -> None:
    fill(tmp_path, *(reply(one, text="They fly.") for one in QUESTIONS))
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes().replace(b"They fly.", b"They die.", 1))
    with kept(tmp_path, QUESTIONS, TODAY) as answers:
        assert (held(answers), answers.damaged) == (QUESTIONS[1:], 1)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_whatever_is_found_in_its_place_no_answer_is_another(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    fill(tmp_path, *map(reply, QUESTIONS))
    damage(tmp_path / FILE)
    said = ""
    try:
        with kept(tmp_path, QUESTIONS, TODAY) as answers:
            assert all(answers.get(one) in (None, reply(one)) for one in QUESTIONS)
            answers.add(map(reply, QUESTIONS))
            assert held(answers) == QUESTIONS
    except CorpusError as error:
        said = str(error)
    assert said == "" or ("Remove it" in said and "\n" not in said)
