"""What moderators look for is found: by every filter, by any sign, in one server alone, at no cost of the others."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.database import FILE
from bot.storage.selection import _PIECE, _WESTERN, Selection, pairs_of, sql_of, unfindable
from bot.storage.store import Storage
from index.terms.words import may_have_run
from tests.bot.storage.conftest import ONE, found
from tests.bot.storage.samples import answer, at, context


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({}, [6, 5, 4, 3, 2, 1]),
        ({"text": "proton"}, [3, 2]),
        ({"text": "PROT dos"}, []),
        ({"text": "proton dos"}, [2]),
        ({"text": "depression"}, [4]),
        ({"text": "vertebroplasty"}, [1]),
        ({"text": 'x" OR "proton'}, []),
        ({"outcome": "related"}, [5, 3]),
        ({"thought": "helpful"}, [1]),
        ({"thought": "not helpful"}, [4]),
        ({"thought": "reported"}, [3]),
        ({"paper": "10.1234/x"}, [4, 1]),
        ({"paper": "10.1234/x", "text": "surgery"}, [4]),
        ({"paper": "10.1234/y"}, []),
        ({"surface": "test", "outcome": "nothing"}, [2]),
        ({"surface": "chat"}, []),
        ({"since": at(3 * 86400), "until": at(5 * 86400)}, [4, 3]),
        ({"text": "proton", "since": at(3 * 86400)}, [3]),
    ],
)
async def test_any_filter_in_one_server_alone(
    storage: Storage, filters: dict[str, object], numbers: list[int]
) -> None:
    assert await found(storage, ONE.model_copy(update=filters)) == numbers


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("転移", True),
        ("骨転移の治療", True),
        ("移", True),
        ("療", True),
        ("骨", True),
        ("てんい", False),
        ("転治", False),
        ("ﾋﾞﾀﾐﾝ", True),
        ("ビタ", True),
        ("TES", True),
        ("TES後 転移", True),
        ("🙏", True),
        ("❓", False),
        ("👍🏽", True),
        ("???", True),
        ("????", False),
        ("%", True),
        ("17.9%", True),
        ("%%", False),
        ("really ???", True),
        ("surviv", False),
        ("rea", True),
    ],
)
async def test_signs_and_japanese_inside_a_sentence_are_found(storage: Storage, text: str, finds: bool) -> None:
    question = "TES後の骨転移の治療とビタミンは？ really??? 17.9% 🙏\ufe0f👍🏽"
    await storage.logbook.record(answer(20, question), context("dora", "one"), at(20 * 86400))
    assert (20 in await found(storage, ONE.model_copy(update={"text": text}))) is finds
    assert len(await found(storage, ONE.model_copy(update={"text": text}))) <= 1


@pytest.mark.parametrize("text", ["...", " – ", "()", "“”", ";", "\u200d"])
async def test_what_cannot_be_looked_for_finds_nothing_and_says_why(storage: Storage, text: str) -> None:
    assert await found(storage, ONE.model_copy(update={"text": text})) == []
    assert "nothing in that which I can look for" in (unfindable(text) or "")


@given(st.text(max_size=40), st.text(alphabet="aé9 ?%🙏骨転移のびﾋﾞビ後.,\n’²", max_size=40))
def test_any_text_makes_a_query_and_what_was_asked_is_found_by_all_of_it(text: str, question: str) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        tokens = "tokenize = 'unicode61 remove_diacritics 2'"
        database.execute(f"CREATE VIRTUAL TABLE answers_text USING fts5 (question, text, server, pairs, {tokens})")
        database.execute("INSERT INTO answers_text VALUES (?, '', 'one', ?)", (question, pairs_of(question, "")))
        sql = "SELECT count(*) FROM answers_text WHERE answers_text MATCH ?"
        if words := sql_of(Selection(server="one", text=text)).values.get("words"):
            database.execute(sql, (words,)).fetchone()
        words = sql_of(Selection(server="one", text=question)).values.get("words")
        assert not words or database.execute(sql, (words,)).fetchone() == (1,)


async def test_direct_messages_other_servers_and_everything(storage: Storage) -> None:
    assert await found(storage, Selection(server="two")) == [7]
    assert await found(storage, Selection()) == [8]
    assert await found(storage, Selection(text="vertebroplasty")) == [8]
    assert await found(storage, Selection(everywhere=True, text="vertebroplasty")) == [8, 7, 1]
    name = (await storage.reader.page(Selection(server="two"))).entries[0].asker
    assert name is not None
    assert await found(storage, Selection(everywhere=True, asker=name)) == [7]


def _one_more(steps: list[int]) -> None:
    steps[-1] += 1


@pytest.mark.slow
async def test_to_search_a_server_costs_nothing_of_what_others_asked(storage: Storage, tmp_path: Path) -> None:
    """Counted in steps of SQLite."""
    steps: list[int] = []
    for others in (0, 2_000):
        where = context("bob", "two")
        await storage.logbook.record_many([(answer(100 + n, "proton"), where, at(n)) for n in range(others)])
        sql = sql_of(ONE.model_copy(update={"text": "proton"}))
        with closing(sqlite3.connect(tmp_path / FILE)) as database:
            database.execute("SELECT count(*) FROM answers").fetchone()
            steps.append(0)
            database.set_progress_handler(partial(_one_more, steps), 1)
            query = f"SELECT a.id FROM {sql.tables} WHERE {sql.where} ORDER BY {sql.order}"  # noqa: S608
            assert len(database.execute(query, sql.values).fetchall()) == 2
    assert steps[1] < 2 * steps[0]


@given(st.text("aZ1_é%🙏 、。々゙") | st.text())
def test_a_text_without_kanji_and_kana_has_the_same_pieces_whichever_pattern_finds_them(text: str) -> None:
    if not may_have_run(text):
        found = [[(m.span(), m.lastgroup) for m in pattern.finditer(text)] for pattern in (_PIECE, _WESTERN)]
        assert found[0] == found[1]
