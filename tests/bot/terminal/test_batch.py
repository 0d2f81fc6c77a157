"""``ask --batch``: same order, threads in turn, bad lines in place, a row for each line, nothing lost when killed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.assistant.parts import MOST, parts_of
from tests.bot.terminal.hostile import strings
from tests.bot.terminal.kill import killed
from tests.bot.terminal.running import json_lines, marrow, rows


def lines(*records: object) -> str:
    return "".join(f"{record if isinstance(record, str) else json.dumps(record)}\n" for record in records)


def test_order_threads_and_bad_lines(tmp_path: Path) -> None:
    questions = lines(
        {"id": "b2", "question": "and major complications?", "thread": "t", "turn": 2},
        {"id": "a", "question": "how many patients did Knapp include?"},
        "{not json",
        {"id": "b1", "question": "how long was follow-up after TES?", "thread": "t", "turn": 1},
        {"id": 7},
        [1, 2],
        {"id": "c", "question": "thanks"},
    )
    done = marrow(tmp_path, "ask", "--batch", "-", stdin=questions)
    found = json_lines(done.stdout)
    assert [line["id"] for line in found] == ["b2", "a", None, "b1", 7, None, "c"]
    assert [line.get("line") for line in found] == [None, None, 3, None, 5, 6, None]
    assert "21.1%" in found[0]["text"], "read after its first turn, though it stands before it"
    assert "54.4" in found[3]["text"]
    assert "128" in found[1]["text"]
    assert found[6]["outcome"] == "help"
    assert done.returncode == 1
    assert done.stderr == "3 of 7 lines are no questions (line 3, 5, 6); the others are answered.\n"
    assert len(rows(tmp_path)) == 7
    assert [outcome for (outcome,) in rows(tmp_path, "outcome")].count("refused") == 3


@pytest.mark.slow
def test_a_thousand_hostile_strings_get_an_answer_and_a_row_for_each_question(tmp_path: Path) -> None:
    file, questions = tmp_path / "hostile.jsonl", 0
    for text in strings(1000):
        questions += len(parts_of(text)[:MOST])
    file.write_text(lines(*({"id": n, "question": text} for n, text in enumerate(strings(1000)))), "utf-8")
    done = marrow(tmp_path, "ask", "--batch", str(file))
    found = json_lines(done.stdout)
    assert done.stderr == ""
    assert done.returncode == 0
    assert [line["id"] for line in found] == list(range(1000))
    assert {line["outcome"] for line in found} <= {"answered", "related", "nothing", "help"}
    assert len(rows(tmp_path)) == questions >= 1000
    shown = [line["text"] for line in found]
    assert all("Traceback" not in text and text for text in shown)
    assert not any(quote["doi"] is None for line in found for quote in line["quotes"])


@pytest.mark.slow
def test_every_answer_that_was_printed_has_its_row_however_it_was_killed(tmp_path: Path) -> None:
    shown, missing = killed(tmp_path, rounds=8)
    assert shown > 0
    assert missing == set()


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    done = marrow(tmp_path, "ask", "--batch", "nowhere.jsonl")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "nowhere.jsonl" in done.stderr
