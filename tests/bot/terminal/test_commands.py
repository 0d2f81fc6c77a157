"""The command line as others rely on it: names, JSON, exit codes, and one sentence for every error."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from bot.terminal.app import COMMANDS
from corpus.joining import builtin
from tests.bot.terminal.running import marrow, rows


@pytest.mark.parametrize("group", ["corpus", "log"])
def test_a_list_of_commands_says_what_each_does_to_the_end(tmp_path: Path, group: str) -> None:
    done = marrow(tmp_path, group, "--help", further={"COLUMNS": "80"})
    assert [line for line in done.stdout.splitlines() if line.endswith("...") and "Usage" not in line] == []


def test_one_answer_as_json(tmp_path: Path) -> None:
    done = marrow(tmp_path, "ask", "how long was follow-up after TES?", "--json")
    answer = json.loads(done.stdout)
    promised = {
        "id",
        "question",
        "outcome",
        "answered",
        "text",
        "quotes",
        "dois",
        "searched_also",
        "unknown_words",
        "snapshot",
        "latency_ms",
    }
    assert promised <= set(answer)
    assert (answer["outcome"], answer["answered"]) == ("answered", True)
    assert answer["snapshot"] == builtin().digest
    abstracts = {paper.key: paper.abstract for paper in builtin().papers}
    for quote in answer["quotes"]:
        assert set(quote) == {"text", "key", "doi", "url", "start", "end", "section", "sentence"}
        assert (abstracts[quote["key"]] or "")[quote["start"] : quote["end"]] == quote["text"]
        assert quote["url"] == f"https://doi.org/{quote['doi']}"
        assert quote["url"] in answer["text"]
    assert [row[0] for row in rows(tmp_path)] == [answer["id"]]


def test_ones_own_papers_are_asked_listed_searched_and_scored(library: Path) -> None:
    answer = json.loads(marrow(library, "ask", "how much honey did feeding give", "--json").stdout)
    assert answer["outcome"] == "answered"
    assert "Feeding raised honey by 12%." in [quote["text"] for quote in answer["quotes"]]
    assert {quote["key"] for quote in answer["quotes"]} == {"1"}
    assert answer["dois"] == []
    assert [paper["key"] for paper in json.loads(marrow(library, "corpus", "list", "--json").stdout)] == ["1", "2"]
    assert "Traps caught 300 wasps" in marrow(library, "corpus", "show", "wasps in autumn").stdout
    (library / "queries.tsv").write_text("q1\thoney of bees\nq2\twasps and fruit\nq3\tfootball\n")
    done = marrow(library, "search", "--batch", "queries.tsv", "--run", "out.trec")
    assert done.returncode == 0
    columns = [line.split() for line in (library / "out.trec").read_text().splitlines()]
    assert [(c[0], c[1], c[2], c[3], c[5]) for c in columns] == [
        ("q1", "Q0", "1", "1", "marrow"),
        ("q1", "Q0", "2", "2", "marrow"),  # wasps stand near bees
        ("q2", "Q0", "2", "1", "marrow"),
        ("q2", "Q0", "1", "2", "marrow"),
    ]
    (library / "qrels.tsv").write_text("q1\t1\t1\nq2\t1\t1\n")
    scored = {
        one["name"]: one["mean"]
        for one in json.loads(marrow(library, "evaluate", "queries.tsv", "qrels.tsv", "--json").stdout)["means"]
    }
    second = 1 / math.log2(3)  # what the right paper in second place counts
    assert scored["nDCG@10"] == pytest.approx((1 + second) / 2, abs=1e-4)
    assert (scored["RR"], scored["P@1"]) == (0.75, 0.5)


def test_the_log_shows_what_was_asked_and_from_what(tmp_path: Path) -> None:
    empty = marrow(tmp_path, "log", "list")
    assert (empty.returncode, empty.stderr.count("\n")) == (1, 1)
    answer = json.loads(marrow(tmp_path, "ask", "what does SINS stand for", "--json").stdout)
    listed = marrow(tmp_path, "log", "list").stdout
    assert answer["id"] in listed
    assert "what does SINS stand for" in listed
    shown = json.loads(marrow(tmp_path, "log", "show", answer["id"][:6], "--json").stdout)
    assert (shown["id"], shown["snapshot"], shown["text"]) == (answer["id"], builtin().digest, answer["text"])
    assert [(q["start"], q["stop"]) for q in shown["quotes"]] == [(q["start"], q["end"]) for q in answer["quotes"]]
    assert marrow(tmp_path, "log", "show", "nosuch").returncode == 1


def test_a_pasted_answer_is_verified(tmp_path: Path) -> None:
    text = marrow(tmp_path, "ask", "major complications of TES").stdout
    good = marrow(tmp_path, "verify", "-", stdin=text)
    assert good.returncode == 0
    assert "✗" not in good.stdout
    bad = marrow(tmp_path, "verify", "-", "--json", stdin=text.replace("21.1%", "12.1%"))
    assert bad.returncode == 1
    assert [verdict["verbatim"] for verdict in json.loads(bad.stdout)].count(False) == 1
    assert marrow(tmp_path, "verify", "-", stdin="nothing is quoted here").returncode == 1


def test_the_doctor_finds_what_is_wrong(tmp_path: Path) -> None:
    well = marrow(tmp_path, "doctor", "--json")
    assert well.returncode == 0
    assert {finding["state"] for finding in json.loads(well.stdout)} == {"ok"}
    (tmp_path / "logbook.sqlite3").write_bytes(b"no database" * 999)
    ill = marrow(tmp_path, "doctor", "--json")
    assert ill.returncode == 1
    assert [f["name"] for f in json.loads(ill.stdout) if f["state"] == "fail"] == ["logbook"]


@pytest.mark.parametrize(
    "arguments",
    [["ask"], ["ask", "x", "--batch", "y"], ["nosuch"], ["search"], ["search", "x", "-k", "0"], ["log", "show"]],
)
def test_wrong_usage_leaves_with_2(tmp_path: Path, arguments: list[str]) -> None:
    assert marrow(tmp_path, *arguments).returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["corpus", "import", "nowhere.jsonl"],
        ["corpus", "show", "zzzzzz"],
        ["corpus", "list", "--library", "nosuch"],
        ["corpus", "list", "--library", "../etc"],
        ["ask", "x", "--config", "nowhere.toml"],
        ["evaluate", "a", "b"],
        ["verify", "nowhere.txt"],
    ],
)
def test_every_error_is_one_sentence(tmp_path: Path, arguments: list[str]) -> None:
    done = marrow(tmp_path, *arguments)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS), ["corpus", "import"], ["log", "show"]])
def test_every_command_has_help(tmp_path: Path, command: list[str]) -> None:
    done = marrow(tmp_path, *command, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_the_figures_of_every_paper_as_text_and_as_files(library: Path) -> None:
    told = marrow(library, "table", "honey")
    assert "▸ 12%\n> Feeding raised honey by 12%." in told.stdout
    assert "None found in 1 abstract: Wasps in autumn." in told.stdout
    found = json.loads(marrow(library, "table", "--json").stdout)
    assert [row["title"] for row in found["rows"]] == ["Bees and sugar", "Wasps in autumn"]
    assert marrow(library, "table", "--csv").stdout.count("none found") > 0
    book = library / "figures.xlsx"
    assert f"The table is in {book}." in marrow(library, "table", "--xlsx", str(book)).stdout
    assert book.read_bytes().startswith(b"PK")
    assert marrow(library, "table", "--json", "--csv").returncode == 2


def test_a_table_too_long_to_show_names_the_command_that_prints_all_of_it(tmp_path: Path) -> None:
    papers = (
        {"_id": str(n), "title": f"Bees {n}", "text": f"Feeding raised honey by {n}%."} for n in range(1, 40)
    )
    (tmp_path / "bees.jsonl").write_text("\n".join(map(json.dumps, papers)), "utf-8")
    assert marrow(tmp_path, "corpus", "import", str(tmp_path / "bees.jsonl")).returncode == 0
    assert (
        "such figures: “marrow table --csv” prints the whole table." in marrow(tmp_path, "table", "honey").stdout
    )
    assert "“marrow table --csv” prints" in marrow(tmp_path, "chat", stdin="/table honey\n").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("log", "list", "-n", "x"), "a whole number belongs there"),
        (("log", "list", "-n", "0"), "it has to be at least 1"),
        (("log", "search", "--since", "foo"), "as 2026-01-31"),
    ],
)
def test_what_is_wrong_with_an_option_is_said_in_words(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = marrow(tmp_path, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Input" not in done.stderr
