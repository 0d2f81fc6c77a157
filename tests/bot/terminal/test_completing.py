"""``marrow corpus complete`` as a curator uses it, with a Crossref on loopback: listed, asked, filled in, stopped, gone on."""

from __future__ import annotations

import asyncio
import io
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.terminal.app import app, guarded
from corpus.difference import compared
from corpus.files import read_papers
from corpus.models import Paper, Status
from corpus.store import CorpusStore
from tests.bot.terminal.running import ROOT, environment, marrow
from tests.crossref import Speaker, speaking, updated, work

JATS = (
    "<jats:title>Abstract</jats:title><jats:sec><jats:title>Background</jats:title><jats:p>We fed 10<jats:sup>5</jats:sup> bees &amp;"
    " wasps.</jats:p></jats:sec><jats:sec><jats:title>Results</jats:title><jats:p>Honey rose (<jats:italic>p</jats:italic> &lt; 0.05).</jats:p></jats:sec>"
)
WORKS = (
    work("10.1234/bees", "Sugar for bees in the winter", abstract=JATS, volume="12", issue="4", page="101-109"),
    work("10.1234/full", "Honey and weather in the north", page="5", volume="2"),
    work("10.1234/gone", "Wasps are bees in disguise", updated_by=[updated("correction", "10.1234/c"), updated("retraction", "10.1234/r")]),
    work("10.1234/other", "A study of something else entirely", author=[{"family": "Unger", "given": "Eva"}]),
    work("10.1234/found", "Dances of honey bees after rain"),
    work("10.1234/twin.1", "Stings of bumble bees in gardens"),
    work("10.1234/twin.2", "Stings of bumble bees in gardens"),
)  # fmt: skip
SUGAR = "TY  - JOUR\nTI  - Sugar for bees in the winter\nAU  - Li, Kun\nPY  - 2023\nDO  - 10.1234/bees\nER  - \n"
RIS = f"""{SUGAR}
TY  - JOUR\nTI  - Honey and weather in the north\nAU  - Li, Kun\nPY  - 2019\nDO  - 10.1234/full\nAB  - It rained.\nJO  - Journal of Bees
T2  - Journal of Bees\nJ2  - J Bees\nSN  - 2075-4450\nPB  - Hive Press\nVL  - 2\nSP  - 5\nER  - \n
TY  - JOUR\nTI  - Wasps are bees in disguise\nAU  - Li, Kun\nPY  - 2023\nDO  - 10.1234/gone\nAB  - They are not.\nER  - \n
TY  - JOUR\nTI  - Ants walk in lines\nAU  - Li, Kun\nPY  - 2023\nDO  - 10.1234/other\nER  - \n
TY  - JOUR\nTI  - Nobody knows this one\nAU  - Li, Kun\nPY  - 2023\nDO  - 10.1234/nowhere\nER  - \n
TY  - JOUR\nTI  - Dances of Honey-Bees after Rain\nAU  - Li, Kun\nPY  - 2022\nAB  - They dance.\nER  - \n
TY  - JOUR\nTI  - Stings of bumble bees in gardens\nAU  - Li, Kun\nPY  - 2023\nER  - \n
TY  - JOUR\nTI  - Editorial\nAU  - Li, Kun\nPY  - 2023\nER  - \n
"""
COUNTS = {"looked_up": 8, "filled": 3, "nothing": 1, "question": 2, "unknown": 1, "refused": 1}


@pytest.fixture
async def crossref() -> AsyncIterator[Speaker]:
    async with speaking(WORKS) as speaker:
        yield speaker


def settings(folder: Path, speaker: Speaker) -> dict[str, str]:
    """The environment of an operator who wants this Crossref to be asked, and quickly."""
    crossref = {
        "MAILTO": "me@example.org",
        "API": speaker.address,
        "REQUESTS_PER_SECOND": "50",
        "BATCH_SIZE": "3",
        "LONGEST_WAIT_SECONDS": "0.01",
    }
    return environment(folder) | {f"MARROW__CROSSREF__{name}": value for name, value in crossref.items()}


async def complete(folder: Path, speaker: Speaker, *options: str, stdin: str = "") -> tuple[int, str, str]:
    return await command(folder, speaker, "corpus", "complete", *options, stdin=stdin)


async def command(folder: Path, speaker: Speaker, *arguments: str, stdin: str = "") -> tuple[int, str, str]:
    """A command's exit code, output and complaints, in this process: most of a process's time is its start."""
    said, complained = io.StringIO(), io.StringIO()

    def run() -> int:
        return guarded(lambda: app([*arguments]))

    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(complained):
        for name, value in settings(folder, speaker).items():
            patch.setenv(name, value)
        patch.chdir(folder)
        patch.setattr(sys, "stdin", io.StringIO(stdin))
        code = await asyncio.to_thread(run)
    return code, said.getvalue(), complained.getvalue()


def library(folder: Path, text: str = RIS) -> None:
    (folder / "mine.ris").write_text(text, "utf-8")
    CorpusStore(folder / "libraries").add("default", read_papers(folder / "mine.ris"))


def papers(folder: Path) -> dict[str, Paper]:
    return {paper.title: paper for paper in CorpusStore(folder / "libraries").load().papers}


async def test_everything_is_listed_then_asked_for_then_filled_in(tmp_path: Path, crossref: Speaker) -> None:
    library(tmp_path)
    before = papers(tmp_path)

    code, said, complained = await complete(tmp_path, crossref, "--check")
    assert (code, papers(tmp_path)) == (0, before)
    assert "8 looked up = 3 to fill in + 1 with nothing new + 2 questions + 1 not found + 1 refused" in said
    assert "question, 10.1234/other: Crossref knows another work" in said
    assert "10.1234/twin.1: Stings of bumble bees in gardens (Li, 2023)" in said
    assert "differs, 10.1234/full, year: “2019” stays; Crossref has “2023”" in said
    assert "not found: 10.1234/nowhere" in said
    assert "its title says too little" in complained
    asked = len(crossref.asked)
    assert asked == 4  # five DOIs in two lists, two references
    assert crossref.agents == {"Marrow (mailto:me@example.org)"}

    code, said, _ = await complete(tmp_path, crossref, stdin="no\n")
    assert (code, papers(tmp_path)) == (0, before)
    assert "Nothing was changed" in said
    code, _, complained = await complete(tmp_path, crossref)
    assert (code, complained.splitlines()[-1]) == (1, "Nothing was changed, because nobody said yes; --yes does.")

    code, said, _ = await complete(tmp_path, crossref, stdin="y\n")
    assert code == 0
    assert "3 records completed" in said
    assert len(crossref.asked) == asked  # what was answered is not asked again
    after = papers(tmp_path)
    bees = after["Sugar for bees in the winter"]
    assert bees.abstract == "Background: We fed 10⁵ bees & wasps.\nResults: Honey rose (p < 0.05)."
    assert (bees.journal, bees.volume, bees.issue, bees.page) == ("Journal of Bees", "12", "4", "101-109")
    assert (bees.year, bees.published) == (2023, date(2023, 5, 2))
    assert bees.filled
    assert ("abstract", "Crossref") in {(one.field, one.source) for one in bees.filled}
    status = after["Wasps are bees in disguise"].status
    assert status == Status(kind="retracted", source="https://doi.org/10.1234/r", on=date(2024, 1, 15))
    dances = after["Dances of Honey-Bees after Rain"]
    assert (dances.key, dances.source_id, dances.abstract) == ("10.1234/found", None, "They dance.")
    assert (dances.year, dances.published) == (2022, None)
    for title in (
        "Honey and weather in the north",
        "Ants walk in lines",
        "Stings of bumble bees in gardens",
        "Editorial",
    ):
        assert after[title] == before[title]

    store = CorpusStore(tmp_path / "libraries")
    found = compared(store.snapshot("default", store.states("default")[-1][0]), store.load())
    assert (found.added, len(found.removed), found.retracted) == (("10.1234/found",), 1, ("10.1234/gone",))
    assert "abstract: {+Background:" in found.told()
    assert "Filled" not in found.told()

    _, said, _ = await command(tmp_path, crossref, "ask", "did honey rise when bees were fed", "--json")
    quoted = {(one["key"], one["text"]) for one in json.loads(said)["quotes"]}
    assert ("10.1234/bees", "Honey rose (p < 0.05).") in quoted
    _, said, _ = await command(tmp_path, crossref, "corpus", "show", "10.1234/gone")
    assert "Retracted on 2024-01-15" in said

    _, said, _ = await complete(tmp_path, crossref, "--json", "--yes")
    plan = json.loads(said)
    assert (plan["changes"], plan["made"]) == ([], False)
    assert {name: plan[name] for name in COUNTS} == COUNTS | {"filled": 0, "nothing": 4}


async def test_as_json_it_lists_and_changes_only_with_yes(tmp_path: Path, crossref: Speaker) -> None:
    library(tmp_path)
    before = papers(tmp_path)
    _, said, _ = await complete(tmp_path, crossref, "--json")
    plan = json.loads(said)
    assert ({name: plan[name] for name in COUNTS}, plan["made"]) == (COUNTS, False)
    assert papers(tmp_path) == before
    fields = {(one["key"], one["field"]): one["value"] for one in plan["changes"]}
    assert fields[("10.1234/gone", "status")]["kind"] == "retracted"
    assert [one["key"] for one in plan["questions"]] == [
        "10.1234/other",
        before["Stings of bumble bees in gardens"].key,
    ]
    code, said, _ = await complete(tmp_path, crossref, "--json", "--yes")
    assert (code, json.loads(said)["made"]) == (0, True)
    assert papers(tmp_path) != before


async def test_it_is_off_until_it_is_wanted_and_the_built_in_papers_stay(
    tmp_path: Path, crossref: Speaker
) -> None:
    done = await asyncio.to_thread(marrow, tmp_path, "corpus", "complete")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "crossref.mailto" in done.stderr
    code, _, complained = await complete(tmp_path, crossref)
    assert (code, crossref.asked) == (1, [])
    assert "Nothing was imported" in complained


async def test_a_question_is_answered_by_the_doi_that_is_meant(tmp_path: Path, crossref: Speaker) -> None:
    library(tmp_path)
    title = "Stings of bumble bees in gardens"
    key = papers(tmp_path)[title].key
    _, said, _ = await complete(tmp_path, crossref, "--check")
    assert f"question, “{title}” ({key}): more than one work may be meant" in said
    code, _, _ = await command(tmp_path, crossref, "corpus", "add", "10.1234/twin.2")
    assert (code, papers(tmp_path)[title].key, len(papers(tmp_path))) == (0, "10.1234/twin.2", 8)
    _, said, _ = await complete(tmp_path, crossref, "--check")
    assert f"question, “{title}”" not in said


async def test_the_doctor_says_when_it_is_configured_and_names_nobody(tmp_path: Path, crossref: Speaker) -> None:
    library(tmp_path)
    _, said, _ = await command(tmp_path, crossref, "doctor")
    (line,) = (line for line in said.splitlines() if " crossref " in line)
    assert line.startswith("ok")
    assert "never while answering; of this library 3 have no DOI and 5 have no abstract" in line
    assert "example.org" not in said
    assert crossref.asked == []


async def test_a_service_that_will_not_go_on_is_left_and_the_next_run_goes_on(
    tmp_path: Path, crossref: Speaker
) -> None:
    async def busy(request: web.BaseRequest) -> web.Response:
        return web.Response(status=429, headers={"Retry-After": "86400"})

    library(tmp_path)
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


async def test_stopped_by_hand_nothing_that_was_answered_is_lost(tmp_path: Path, crossref: Speaker) -> None:
    library(tmp_path)
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

    library(tmp_path)
    before = papers(tmp_path)
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
    assert (elsewhere, papers(tmp_path)) == ([], before)


async def test_what_is_not_answered_costs_itself_alone_and_an_outage_is_one_sentence(
    tmp_path: Path, crossref: Speaker
) -> None:
    async def broken(request: web.BaseRequest) -> web.Response:
        return web.Response(status=500)

    library(tmp_path)
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
    library(tmp_path, text)
    async with speaking(works) as speaker:
        _, said, _ = await complete(tmp_path, speaker, "--json")
    plan = json.loads(said)
    assert {one["key"] for one in plan["changes"]} == {"10.1234/bees", sici}
    assert [one["key"] for one in plan["refusals"]] == [long]
    assert "longer than" in plan["refusals"][0]["why"]
    assert plan["not_found"] == ["10.9999/bad,doi", "10.9999/bad"]


async def test_a_curators_word_stands_above_and_is_told_of_a_new_key(tmp_path: Path, crossref: Speaker) -> None:
    library(tmp_path)
    key = (papers(tmp_path))["Dances of Honey-Bees after Rain"].key
    word = f'[papers."10.1234/bees"]\nabstract = "The curator\'s."\n[papers."{key}"]\nvolume = "9"\n'
    (tmp_path / "libraries" / "default" / "overrides.toml").write_text(word, "utf-8")
    _, said, _ = await complete(tmp_path, crossref, "--yes")
    assert f"overrides.toml names {key}: call it 10.1234/found there" in said
    assert "differs, 10.1234/bees, abstract: yours stays: [-The curator's.-] {+Background:" in said
    assert (papers(tmp_path))["Sugar for bees in the winter"].abstract == "The curator's."
