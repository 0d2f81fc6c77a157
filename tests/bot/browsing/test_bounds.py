"""The bounds of a connection that the pages do not show."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.browsing.visible import opened

ROOT = Path(__file__).parents[3]
# In a process of its own: the limit of memory holds for all of it, and for good.
HUNGRY = """
import sys
from bot.browsing.visible import opened
connection = opened("file:x?mode=memory", lambda: False, int(sys.argv[1]))
many = "with recursive n(i) as (select 1 union all select i + 1 from n limit 200000) "
try:
    connection.execute(many + "select i, lower('said at length') || i from n order by 2 desc, 1").fetchone()
except MemoryError:
    print("refused")
else:
    print("answered")
"""


def test_memory_is_bounded() -> None:
    for memory, said in ((2_000_000, "refused"), (200_000_000, "answered")):
        command = [sys.executable, "-c", HUNGRY, str(memory)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
        assert (done.stdout.strip(), done.stderr) == (said, "")


def test_what_is_sorted_lies_in_memory_and_not_in_a_shared_folder(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    sqlite3.connect(path).close()
    with closing(opened(f"{path.as_uri()}?mode=ro", lambda: False, None)) as connection:
        connection.set_authorizer(None)
        assert connection.execute("PRAGMA temp_store").fetchone() == (2,)
        assert connection.execute("PRAGMA trusted_schema").fetchone() == (0,)


@pytest.mark.parametrize(
    "sql",
    [
        "insert into answers values ('x')",
        "update answers set id = 'x'",
        "delete from answers",
        "create table more (id)",
        "create temp table more (id)",
        "drop table answers",
        "attach ':memory:' as other",
        "pragma journal_mode = off",
        "pragma writable_schema = 1",
        "vacuum into 'elsewhere.db'",
        "begin",
        "select asker from members",
    ],
)
def test_it_only_reads_also_where_the_file_could_be_written(tmp_path: Path, sql: str) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as made, made:
        made.execute("CREATE TABLE answers (id TEXT)")
        made.execute("CREATE TABLE members (asker TEXT)")
    with closing(opened(f"{path.as_uri()}?mode=rw", lambda: False, None)) as connection:
        assert connection.execute("select count(*) from answers").fetchone() == (0,)
        with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited|authorization denied"):
            connection.execute(sql)
