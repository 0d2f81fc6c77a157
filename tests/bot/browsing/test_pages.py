"""The pages as Datasette makes them, through its in-process client."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from bot.browsing import visible
from bot.browsing.copy import redacted
from bot.browsing.pages import QUERIES, pages
from bot.browsing.visible import TABLES
from bot.storage.selection import Selection


@pytest.fixture
def shown(logbook: Path) -> Iterator[Any]:
    """Datasette over the copy of a logbook, without names."""
    with redacted(logbook, Selection(everywhere=True), names=False) as copy, pages(copy, names=False) as datasette:
        yield datasette


async def page(shown: Any, path: str, status: int = 200) -> str:
    answer = await shown.client.get(path)
    assert answer.status_code == status, answer.text
    return str(answer.text)


async def test_every_table_and_query_has_its_page(shown: Any) -> None:
    for table in TABLES:
        text = await page(shown, f"/logbook/{table.name}")
        assert table.columns[-1 if not table.columns[-1].naming else 0].name in text
    for query in QUERIES:
        assert "0 results" not in await page(shown, f"/logbook/{query}?paper=10.1234/x")


async def test_the_first_page_has_the_chart_and_leads_on(shown: Any) -> None:
    text = await page(shown, "/logbook")
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in text
    assert "5 questions from 2026-11-23 to 2026-11-25" in text
    assert 'href="/logbook/answers?day__gte=2026-11-24&amp;day__lte=2026-11-24"' in text
    assert 'href="/logbook/unanswered"' in text
    of_a_day = await page(shown, "/logbook/answers.json?day__gte=2026-11-24&day__lte=2026-11-24&_shape=array")
    assert {row["id"] for row in json.loads(of_a_day)} == {"id000002", "id000003"}


async def test_dois_lead_to_their_papers_and_nothing_is_markup(shown: Any) -> None:
    text = await page(shown, "/logbook/answers")
    assert '<a href="https://doi.org/10.5678/y(z)">10.5678/y(z)</a>' in text
    assert "is &lt;b&gt;pain&lt;/b&gt; less?" in text
    assert "<b>pain" not in text
    assert '<a href="/logbook/answers/id000002">id000002</a>' in await page(shown, "/logbook/reported")


async def test_moments_are_told_to_the_second(shown: Any) -> None:
    text = await page(shown, "/logbook/recent")
    assert 'title="2026-11-24T12:00:01.000000+00:00">2026-11-24 12:00:01</span>' in text


async def test_addresses_inside_an_answer_are_links(shown: Any) -> None:
    said = "Said <https://doi.org/10.1234/x>. & more"
    text = await page(shown, f"/logbook?sql=select+:said+as+text&said={said.replace('&', '%26')}")
    assert 'Said &lt;<a href="https://doi.org/10.1234/x">https://doi.org/10.1234/x</a>&gt;. &amp; more' in text


async def test_facets_count_and_search_finds(shown: Any) -> None:
    facets = json.loads(await page(shown, "/logbook/answers.json"))["facet_results"]
    counts = {one["value"]: one["count"] for one in facets["outcome"]["results"]}
    assert counts == {"answered": 4, "nothing": 1}
    papers = {one["value"]: one["count"] for one in facets["dois"]["results"]}
    assert papers == {"10.1234/x": 3, "10.5678/y(z)": 1}
    found = json.loads(await page(shown, "/logbook/answers.json?_search=proton&_shape=array"))
    assert [row["id"] for row in found] == ["id000003"]


async def test_csv_holds_every_row(shown: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(await page(shown, "/logbook/answers.csv?_stream=1"))))
    assert len(rows) == 5
    assert "asker" not in rows[0]
    assert {"proton dose?", ""} <= {row["question"] for row in rows}


@pytest.mark.parametrize(
    "sql",
    [
        "delete from answers",
        "attach 'other.db' as other",
        "pragma writable_schema = 1",
        "select asker from answers",
        "select * from readings",
        "select load_extension('x')",
        "insert into answers (id) values ('x')",
        "select 1; drop table answers",
        "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n",
    ],
)
async def test_sql_that_may_not_be_or_never_ends_is_a_sentence(
    shown: Any, sql: str, capfd: pytest.CaptureFixture[str]
) -> None:
    text = await page(shown, f"/logbook?sql={sql.replace(' ', '+')}&_timelimit=50", 400)
    assert "Traceback" not in text
    assert capfd.readouterr() == ("", "")


async def test_refused_sql_is_a_sentence_and_no_csv(shown: Any, capfd: pytest.CaptureFixture[str]) -> None:
    for sql, said in (
        ("select asker from answers", "asker"),
        ("delete from answers", "SELECT"),
        ("select (", "input"),
    ):
        for more in ("", "&_dl=1", "&_stream=1", "&_header=off"):
            answer = await shown.client.get(f"/logbook.csv?sql={quote(sql)}{more}")
            assert answer.status_code == 400, sql
            assert answer.headers["content-type"].startswith("text/plain")
            assert "content-disposition" not in answer.headers
            assert said in answer.text
            assert len(answer.text.strip().splitlines()) == 1
    sound = await shown.client.get("/logbook.csv?sql=select+count(*)+as+n+from+answers&_dl=1")
    assert sound.text.split() == ["n", "5"]
    assert capfd.readouterr() == ("", "")


async def test_what_is_not_there_is_a_sentence(shown: Any, capfd: pytest.CaptureFixture[str]) -> None:
    assert "Table not found" in await page(shown, "/logbook/nosuch", 404)
    assert json.loads(await page(shown, "/nosuch.json", 404))["ok"] is False
    assert capfd.readouterr() == ("", "")


async def test_the_copy_itself_is_not_handed_out(shown: Any) -> None:
    await page(shown, "/logbook.db", 403)


async def test_no_page_loads_anything_from_elsewhere(shown: Any) -> None:
    for path in ("/logbook", "/logbook/answers", "/logbook/recent", "/logbook?sql=select+1"):
        text = await page(shown, path)
        assert 'src="http' not in text
        assert "url(http" not in text
        assert '<link rel="stylesheet" href="http' not in text


@pytest.mark.parametrize("name", ["100%25 of it?", "a#b", "mit Ümläut"])
async def test_a_data_folder_of_any_name(tmp_path: Path, name: str) -> None:
    from tests.bot.browsing.conftest import fill

    folder = tmp_path / name
    await fill(folder)
    with redacted(folder, Selection(everywhere=True), names=False) as copy, pages(copy, names=False) as datasette:
        assert "proton dose?" in await page(datasette, "/logbook/answers")


@pytest.mark.parametrize(
    "sql",
    [
        "select zeroblob(1000)",
        "select randomblob(8)",
        "select hex(question) from answers",
        "select printf('%5000000d', 1)",
        "select format('%.*c', 5000000, 'x')",
        "select quote(id) from answers",
        "select sqlite_compileoption_get(1)",
        "select sqlite_offset(id) from answers",
        "select fts5_decode(1, block) from answers_fts_data",
        "select fts5_source_id()",
        "select fts3_tokenizer('simple')",
        "select writefile('x', id) from answers",
        "select readfile('/etc/passwd')",
        "select edit('x')",
        "select * from pragma_database_list",
        "select * from pragma_compile_options",
        "select * from pragma_function_list",
        "select * from dbstat",
        "select * from sqlite_dbpage",
        "select * from sqlite_stmt",
        "select * from bytecode('select 1')",
    ],
)
async def test_what_allocates_or_tells_of_the_process_is_refused(shown: Any, sql: str) -> None:
    told = json.loads(await page(shown, f"/logbook.json?sql={quote(sql)}", 400))
    assert told["ok"] is False
    assert "Traceback" not in json.dumps(told)


GROWING = "with recursive n(t) as (select 'ab' union all select t || t from n limit 40) select "
MANY = "with recursive n(i) as (select 1 union all select i + 1 from n) "


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (f"{GROWING} max(length(t)) from n", "too big"),
        (f"{GROWING} group_concat(t) from n", "too big"),
        ("select json_group_array(a.text || b.text || c.text) from answers a, answers b, answers c, answers d, answers e, "
         "answers f, quotes, quotes g, quotes h", "too big"),
        ("select " + "a.*, " * 10 + "1 from answers a", "too many columns"),
        (f"select {'(' * 200}1{')' * 200}", "parser stack overflow"),
        (f"select {'1+' * 200} 1", "Expression tree is too large"),
        (" union ".join(["select 1"] * 30), "too many terms"),
        ("select 1 where 'a' like '" + "%a" * 200 + "'", "pattern too complex"),
    ],
)  # fmt: skip
async def test_what_would_grow_is_bounded(shown: Any, sql: str, said: str) -> None:
    told = json.loads(await page(shown, f"/logbook.json?sql={quote(sql)}", 400))
    assert said.casefold() in told["error"].casefold()


async def test_a_result_is_only_so_large(shown: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sql = MANY + "select (select group_concat(text) from answers) as t from n limit 900"  # noqa: S608
    assert len(json.loads(await page(shown, f"/logbook.json?sql={quote(sql)}&_shape=array"))) == 900
    monkeypatch.setattr(visible, "LARGEST", 50_000)
    told = json.loads(await page(shown, f"/logbook.json?sql={quote(sql)}", 400))
    assert "ask for fewer rows or columns" in told["error"]


async def test_a_query_under_way_ends_when_the_browser_does(logbook: Path) -> None:
    begun, loop = asyncio.Event(), asyncio.get_running_loop()
    # where nothing stops it, the query is given up after so many looks, not for ever
    spent = iter(range(3_000_000))

    def endless(connection: Any) -> None:
        connection.set_progress_handler(lambda: next(spent, None) is None, 1000)
        loop.call_soon_threadsafe(begun.set)
        connection.execute(MANY + "select count(*) from n").fetchone()  # noqa: S608

    with redacted(logbook, Selection(everywhere=True), names=False) as copy:
        with pages(copy, names=False) as datasette:
            asked = asyncio.ensure_future(datasette.get_database("logbook").execute_fn(endless))
            await begun.wait()
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            await asked
    assert next(spent, None) is not None


async def test_no_cell_of_the_csv_is_a_formula(shown: Any) -> None:
    for text in ("=1+1", " =1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "said\n=1", "＝1", "＋1", "－1", "＠x"):
        given = f"/logbook.csv?sql=select+:said+as+said&said={quote(text)}"
        (cell,) = list(csv.reader(io.StringIO(await page(shown, given), newline="")))[1]
        assert re.search(r"(?m)^\s*[=+\-@＝＋－＠]", cell) is None, (text, cell)
    assert list(csv.reader(io.StringIO(await page(shown, "/logbook.csv?sql=select+-1+as+n"))))[1] == ["-1"]
