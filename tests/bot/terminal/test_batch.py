"""``ask --batch``: same order, threads in turn, bad lines in place, a row for each line, nothing lost when killed."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.assistant.assistant import Assistant
from bot.models import Context
from bot.privacy import Policy
from bot.service import Service
from bot.storage.logbook import Logbook
from bot.terminal.asking import BatchLine, _answered
from bot.terminal.chat import Conversation
from bot.terminal.setting import LONGEST_LINE
from corpus.doi import Doi
from corpus.errors import GateError
from corpus.models import Paper
from tests.bot.assistant.conversations import NINE
from tests.bot.terminal.hostile import strings
from tests.bot.terminal.kill import killed
from tests.bot.terminal.running import json_lines, marrow, rows
from tests.libraries import indexed

PROVED_NOT = "not every word of the answer could be proved"


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


def test_a_line_that_is_a_file_is_refused_unread(tmp_path: Path) -> None:
    """Its row keeps no word of it: what is cut off could be what tells a patient's data."""
    asked = lines({"id": "long", "question": "pain " * 200_000}, {"id": "short", "question": "thanks"})
    done = marrow(tmp_path, "ask", "--batch", "-", stdin=asked)
    long, short = json_lines(done.stdout)
    assert (done.returncode, long["line"], short["outcome"]) == (1, 1, "help")
    assert long["error"] == "longer than 100,000 characters"
    assert sorted(rows(tmp_path, "question, outcome")) == [("", "refused"), ("thanks", "help")]


@pytest.mark.parametrize(
    "line",
    [
        "Zanzibar " + "was well, " * 80 + "MRN 4482913",
        '{"note": "Zanzibar ' + "was well, " * 80 + 'MRN 4482913"}',
        '["Zanzibar", "MR\\u004e 4482913"]',
    ],
)
def test_what_is_cut_off_a_line_that_is_no_question_is_looked_at_all_the_same(tmp_path: Path, line: str) -> None:
    assert marrow(tmp_path, "ask", "--batch", "-", stdin=f"{line}\n").returncode == 1
    assert rows(tmp_path, "question, withheld") == [("", "patient data")]
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and b"Zanzibar" in file.read_bytes()]


OTHER = "https://doi.org/10.1234/other"
KETTLE = Paper(doi=Doi("10.9999/a"), title="Kettles", abstract="The kettles were boiled for ten minutes each.")
ODD = Paper(doi=Doi("10.9999/b"), title="A reply to owls", journal="Owl Letters", volume=OTHER, year=2020)
ASKED = "cite the reply to owls in apa"


@asynccontextmanager
async def odd_service(tmp_path: Path, policy: Policy | None = None) -> AsyncIterator[Service]:
    """The service of a library with a volume that the gate holds back: no link is one."""
    index = indexed(KETTLE, ODD)
    async with Logbook.open(tmp_path, 1000) as logbook:
        yield Service(Assistant(index), logbook, policy=policy)


async def test_an_answer_that_is_withheld_is_the_reply_of_its_line_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    asked = ("how long were kettles boiled?", ASKED, "thanks")
    given = [BatchLine(number, str(number), question) for number, question in enumerate(asked, 1)]
    found: dict[int, dict[str, Any]] = {}
    async with odd_service(tmp_path) as service:
        async for done in _answered(service, given):
            found |= done
    assert "ten minutes" in found[1]["text"]
    assert found[2] == {"id": "2", "line": 2, "error": PROVED_NOT}
    assert found[3]["outcome"] == "help"
    kept = sorted(rows(tmp_path, "question, outcome, reason"))
    assert (ASKED, "refused", PROVED_NOT) in kept
    assert len(kept) == 3
    assert "kettles" not in caplog.text
    assert OTHER not in caplog.text


async def test_the_chat_says_that_an_answer_is_withheld_and_goes_on(tmp_path: Path) -> None:
    async with odd_service(tmp_path) as service:
        conversation = Conversation(service)
        assert await conversation.reply(ASKED) == f"No answer is shown: {PROVED_NOT}."
        assert "ten minutes" in await conversation.reply("how long were kettles boiled?")
    assert [outcome for (outcome,) in rows(tmp_path, "outcome")] == ["refused", "answered"]


async def test_no_words_of_a_withheld_answer_are_kept_where_none_may_be(tmp_path: Path) -> None:
    async with odd_service(tmp_path, Policy(mode="off")) as service:
        with pytest.raises(GateError):
            await service.answer(ASKED, Context(library="odd", surface="terminal"))
    assert rows(tmp_path, "question, reason, text") == [("", None, "")]


def test_a_file_with_a_pasted_link_is_answered_line_by_line(tmp_path: Path) -> None:
    asked = ("thanks", '"https://doi.org/10.1038/nature12373" survival', "what does SINS stand for?")
    done = marrow(
        tmp_path, "ask", "--batch", "-", stdin=lines(*({"id": n, "question": q} for n, q in enumerate(asked)))
    )
    assert [line["id"] for line in json_lines(done.stdout)] == [0, 1, 2]
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_a_thousand_hostile_strings_get_an_answer_and_a_row_for_each_question(tmp_path: Path) -> None:
    file, questions = tmp_path / "hostile.jsonl", 0
    asked = [
        text for text in strings(1000) if len(text) < LONGEST_LINE // 2
    ]  # longer lines are refused, each by its number
    for text in asked:
        questions += len(NINE.questions(text))
    file.write_text(lines(*({"id": n, "question": text} for n, text in enumerate(asked))), "utf-8")
    done = marrow(tmp_path, "ask", "--batch", str(file))
    found = json_lines(done.stdout)
    assert done.stderr == ""
    assert done.returncode == 0
    assert [line["id"] for line in found] == list(range(len(asked)))
    assert {line["outcome"] for line in found} <= {"answered", "related", "nothing", "help"}
    assert len(rows(tmp_path)) == questions >= len(asked) > 990
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
