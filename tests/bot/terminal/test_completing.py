"""``marrow corpus complete`` as a curator uses it, with a Crossref on loopback: listed, asked, filled in."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from pathlib import Path

from corpus.looking import compared
from corpus.models import Status
from corpus.store import CorpusStore
from tests.bot.terminal.conftest import COUNTS, command, complete, fill, held
from tests.bot.terminal.running import marrow
from tests.crossref import Speaker


async def test_everything_is_listed_then_asked_for_then_filled_in(tmp_path: Path, crossref: Speaker) -> None:
    fill(tmp_path)
    before = held(tmp_path)

    code, said, complained = await complete(tmp_path, crossref, "--check")
    assert (code, held(tmp_path)) == (0, before)
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
    assert (code, held(tmp_path)) == (0, before)
    assert "Nothing was changed" in said
    code, _, complained = await complete(tmp_path, crossref)
    assert (code, complained.splitlines()[-1]) == (1, "Nothing was changed, because nobody said yes; --yes does.")

    code, said, _ = await complete(tmp_path, crossref, stdin="y\n")
    assert code == 0
    assert "3 records completed" in said
    assert len(crossref.asked) == asked  # what was answered is not asked again
    after = held(tmp_path)
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
    fill(tmp_path)
    before = held(tmp_path)
    _, said, _ = await complete(tmp_path, crossref, "--json")
    plan = json.loads(said)
    assert ({name: plan[name] for name in COUNTS}, plan["made"]) == (COUNTS, False)
    assert held(tmp_path) == before
    fields = {(one["key"], one["field"]): one["value"] for one in plan["changes"]}
    assert fields[("10.1234/gone", "status")]["kind"] == "retracted"
    assert [one["key"] for one in plan["questions"]] == [
        "10.1234/other",
        before["Stings of bumble bees in gardens"].key,
    ]
    code, said, _ = await complete(tmp_path, crossref, "--json", "--yes")
    assert (code, json.loads(said)["made"]) == (0, True)
    assert held(tmp_path) != before


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
    fill(tmp_path)
    title = "Stings of bumble bees in gardens"
    key = held(tmp_path)[title].key
    _, said, _ = await complete(tmp_path, crossref, "--check")
    assert f"question, “{title}” ({key}): more than one work may be meant" in said
    code, _, _ = await command(tmp_path, crossref, "corpus", "add", "10.1234/twin.2")
    assert (code, held(tmp_path)[title].key, len(held(tmp_path))) == (0, "10.1234/twin.2", 8)
    _, said, _ = await complete(tmp_path, crossref, "--check")
    assert f"question, “{title}”" not in said


async def test_the_doctor_says_when_it_is_configured_and_names_nobody(tmp_path: Path, crossref: Speaker) -> None:
    fill(tmp_path)
    _, said, _ = await command(tmp_path, crossref, "doctor")
    (line,) = (line for line in said.splitlines() if " crossref " in line)
    assert line.startswith("ok")
    assert "never while answering; of this library 3 have no DOI and 5 have no abstract" in line
    assert "example.org" not in said
    assert crossref.asked == []


async def test_a_curators_word_stands_above_and_is_told_of_a_new_key(tmp_path: Path, crossref: Speaker) -> None:
    fill(tmp_path)
    key = held(tmp_path)["Dances of Honey-Bees after Rain"].key
    word = f'[papers."10.1234/bees"]\nabstract = "The curator\'s."\n[papers."{key}"]\nvolume = "9"\n'
    (tmp_path / "libraries" / "default" / "overrides.toml").write_text(word, "utf-8")
    _, said, _ = await complete(tmp_path, crossref, "--yes")
    assert f"overrides.toml names {key}: call it 10.1234/found there" in said
    assert "differs, 10.1234/bees, abstract: yours stays: [-The curator's.-] {+Background:" in said
    assert held(tmp_path)["Sugar for bees in the winter"].abstract == "The curator's."
