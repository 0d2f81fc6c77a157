"""``marrow corpus complete`` where something goes wrong: busy, stopped by hand, answered badly or not at all."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.bot.terminal.conftest import COUNTS, SUGAR, WORKS, complete, fill, held, settings
from tests.bot.terminal.running import ROOT
from tests.crossref import Speaker, speaking, work


async def test_a_service_that_will_not_go_on_is_left_and_the_next_run_goes_on(
    tmp_path: Path, crossref: Speaker
) -> None:
    async def busy(request: web.BaseRequest) -> web.Response:
        return web.Response(status=429, headers={"Retry-After": "86400"})

    fill(tmp_path)
    crossref.instead[2] = busy
    code, said, complained = await complete(tmp_path, crossref, "--yes")
    assert (code, said, complained.count("\n")) == (1, "", 1)
    assert "left alone for 86,400 seconds" in complained
    assert "3 of 7 are looked up and kept" in complained
    first = list(crossref.asked)
    code, said, _ = await complete(tmp_path, crossref, "--json")
    assert code == 0
    assert {name: json.loads(said)[name] for name in COUNTS} == COUNTS
    assert first[0] not in crossref.asked[2:]
    await complete(tmp_path, crossref, "--json", "--again")
    assert first[0] in crossref.asked[5:]


@pytest.mark.slow
async def test_stopped_by_hand_nothing_that_was_answered_is_lost(tmp_path: Path, crossref: Speaker) -> None:
    fill(tmp_path)
    reached, told = asyncio.Event(), asyncio.Event()

    async def never(request: web.BaseRequest) -> web.Response:
        reached.set()
        await told.wait()
        return web.Response()

    crossref.instead[3] = never
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", "bot", "corpus", "complete", "--yes")
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite in the background ignores it
    process = await asyncio.create_subprocess_exec(
        *command, env=settings(tmp_path, crossref), cwd=ROOT, stdout=pipe, stderr=pipe
    )
    signal.signal(signal.SIGINT, before)
    await asyncio.wait_for(reached.wait(), 60)
    process.send_signal(signal.SIGINT)
    _, complained = await asyncio.wait_for(process.communicate(), 60)
    told.set()
    assert process.returncode == 130
    assert complained.decode().splitlines() == [
        "Stopped. 5 of 7 are looked up and kept, nothing was changed; the same command goes on from there."
    ]
    _, said, _ = await complete(tmp_path, crossref, "--json", "--yes")
    assert json.loads(said)["made"] is True
    assert len(crossref.asked) == 5


async def test_answers_that_are_none_are_one_sentence_and_change_nothing(
    tmp_path: Path, crossref: Speaker
) -> None:
    elsewhere: list[str] = []

    async def stranger(request: web.BaseRequest) -> web.StreamResponse:
        elsewhere.append(request.path)
        return web.json_response({})

    async def answer(text: str, **more: Any) -> web.Response:
        return web.Response(text=text, **more)

    fill(tmp_path)
    before = held(tmp_path)
    async with speaking(()) as other:
        other.answer = stranger  # type: ignore[method-assign]  # a machine that is not Crossref
        bad = {
            "not JSON": lambda request: answer("<html>Sign in</html>"),
            "holds no records": lambda request: answer('{"message": {"items": 7}}'),
            "is not JSON": lambda request: answer("[" * 100_000),
            "may be asked": lambda request: answer("", status=302, headers={"Location": other.address}),
            "does not let us ask": lambda request: answer("", status=403),
        }
        for words, otherwise in bad.items():
            crossref.instead[len(crossref.asked) + 1] = otherwise
            code, said, complained = await complete(tmp_path, crossref, "--yes")
            assert (code, said, complained.count("\n")) == (1, "", 1)
            assert words in complained
            assert "0 of 7 are looked up" in complained
    assert (elsewhere, held(tmp_path)) == ([], before)


async def test_what_is_not_answered_costs_itself_alone_and_an_outage_is_one_sentence(
    tmp_path: Path, crossref: Speaker
) -> None:
    async def broken(request: web.BaseRequest) -> web.Response:
        return web.Response(status=500)

    fill(tmp_path)
    crossref.instead = dict.fromkeys(range(1, 5), broken)  # asked four times, the first three DOIs
    _, said, _ = await complete(tmp_path, crossref, "--json")
    plan = json.loads(said)
    assert plan["looked_up"] == sum(plan[name] for name in COUNTS if name != "looked_up")
    assert [one["key"] for one in plan["refusals"][:3]] == ["10.1234/bees", "10.1234/full", "10.1234/gone"]
    assert "asked again the next time" in plan["refusals"][0]["why"]
    _, said, _ = await complete(tmp_path, crossref, "--json")
    assert {name: json.loads(said)[name] for name in COUNTS} == COUNTS

    asked = len(crossref.asked)
    crossref.instead = dict.fromkeys(range(asked + 1, asked + 20), broken)
    code, said, complained = await complete(tmp_path, crossref, "--json", "--again")
    assert (code, said, len(crossref.asked) - asked) == (1, "", 8)
    assert "it answers 500. Try again later. 0 of 7 are looked up" in complained


async def test_one_doi_at_fault_costs_itself_alone(tmp_path: Path) -> None:
    sici = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"
    long = "10.1234/long"
    works = (
        *WORKS,
        work(sici, "Meta-analysis of bees"),
        work(long, "A record of great length", abstract="x" * 9_000_000),
    )
    records = (("10.9999/bad,doi", "Bad one of bees"), ("10.9999/bad", "Bad too of bees"), (sici, "Meta-analysis of bees"), (long, "A record of great length"))  # fmt: skip
    text = SUGAR + "".join(
        f"TY  - JOUR\nTI  - {title}\nAU  - Li, Kun\nPY  - 2023\nDO  - {doi}\nER  - \n" for doi, title in records
    )
    fill(tmp_path, text)
    async with speaking(works) as speaker:
        _, said, _ = await complete(tmp_path, speaker, "--json")
    plan = json.loads(said)
    assert {one["key"] for one in plan["changes"]} == {"10.1234/bees", sici}
    assert [one["key"] for one in plan["refusals"]] == [long]
    assert "longer than" in plan["refusals"][0]["why"]
    assert plan["not_found"] == ["10.9999/bad,doi", "10.9999/bad"]
