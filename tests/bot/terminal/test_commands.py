"""The command line as others rely on it: names, JSON, exit codes, and one sentence for every error."""

from __future__ import annotations

import gzip
import json
import math
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.config import Config
from bot.sections import in_words
from bot.terminal.app import COMMANDS
from corpus.errors import ConfigError
from corpus.joining import builtin
from tests.bot.terminal.running import marrow, rows

PAPERS = [
    {
        "_id": "1",
        "title": "Bees and sugar",
        "text": "We fed 40 bees with sugar. Feeding raised honey by 12%. Wax did not change.",
    },
    {
        "_id": "2",
        "title": "Wasps in autumn",
        "text": "Wasps eat fruit in autumn. Traps caught 300 wasps in 6 weeks.",
    },
]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A data folder with a library of two papers."""
    file = tmp_path / "papers.jsonl.gz"
    file.write_bytes(gzip.compress("".join(json.dumps(paper) + "\n" for paper in PAPERS).encode()))
    done = marrow(tmp_path, "corpus", "import", str(file))
    assert done.returncode == 0
    assert "2 records read = 2 kept + 0 merged + 0 refused" in done.stdout
    return tmp_path


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


def test_a_paper_is_removed_and_taken_back(library: Path) -> None:
    keys = [one["key"] for one in json.loads(marrow(library, "corpus", "list", "--json").stdout)]
    gone = marrow(library, "corpus", "remove", keys[0])
    assert f"{keys[0]} is left out of" in gone.stdout
    left = [one["key"] for one in json.loads(marrow(library, "corpus", "list", "--json").stdout)]
    assert left == keys[1:]
    unknown = marrow(library, "corpus", "remove", "--back", "10.5555/never")
    assert (unknown.returncode, unknown.stderr.count("\n")) == (1, 1)
    assert marrow(library, "corpus", "remove", "--back", keys[0].upper()).returncode == 0
    assert [one["key"] for one in json.loads(marrow(library, "corpus", "list", "--json").stdout)] == keys


def test_a_paper_that_is_not_there_is_not_said_to_be_back(library: Path) -> None:
    assert marrow(library, "corpus", "remove", "1").returncode == 0
    (library / "other.jsonl").write_text(json.dumps(PAPERS[1]))
    marrow(library, "corpus", "import", "--replace", str(library / "other.jsonl"))
    back = marrow(library, "corpus", "remove", "--back", "1")
    assert back.returncode == 0
    assert "again" not in back.stdout
    assert "1 is no longer left out of “default”, which does not hold it; import it to have it." in back.stdout


def test_what_is_left_out_is_listed_and_told_when_it_is_imported_again(library: Path) -> None:
    assert "left out" not in marrow(library, "corpus", "list").stdout
    marrow(library, "corpus", "remove", "1")
    listed = marrow(library, "corpus", "list").stdout
    assert (
        "1 paper is left out; “marrow corpus remove --back PAPER” takes it in again:\n  1  Bees and sugar"
        in listed
    )
    for command in ("check", "import"):
        told = marrow(library, "corpus", command, str(library / "papers.jsonl.gz")).stdout
        assert "2 records read = 0 kept + 2 merged + 0 refused" in told
        assert "note: 1, “Bees and sugar”, stays left out, as the library's curator said" in told
        assert "Wasps in autumn”, stays" not in told
    marrow(library, "corpus", "remove", "--back", "1")
    assert "left out" not in marrow(library, "corpus", "list").stdout
    assert "left out" not in marrow(library, "corpus", "check", str(library / "papers.jsonl.gz")).stdout


def test_importing_again_merges_and_checking_changes_nothing(library: Path) -> None:
    file = str(library / "papers.jsonl.gz")
    before = (library / "libraries" / "default" / "current").read_text()
    again = marrow(library, "corpus", "import", file)
    assert "2 records read = 0 kept + 2 merged + 0 refused" in again.stdout
    (checked,) = json.loads(marrow(library, "corpus", "check", file, "--json").stdout)
    assert (checked["merged"], checked["merges"], checked["papers"]) == (
        2,
        [{"line": 1, "key": "1"}, {"line": 2, "key": "2"}],
        [],
    )
    (elsewhere,) = json.loads(marrow(library, "corpus", "check", file, "--library", "new", "--json").stdout)
    assert elsewhere["papers"] == [{"line": 1, "key": "1"}, {"line": 2, "key": "2"}]
    bad = library / "bad.jsonl"
    bad.write_text('{"_id": "no title"}\n')
    assert marrow(library, "corpus", "check", str(bad)).returncode == 1
    assert marrow(library, "corpus", "import", str(bad)).returncode == 1
    assert (library / "libraries" / "default" / "current").read_text() == before


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


def test_a_changed_abstract_is_shown_chosen_and_compared(library: Path) -> None:
    answer = json.loads(marrow(library, "ask", "how much honey did feeding give", "--json").stdout)
    changed = PAPERS[0] | {"text": PAPERS[0]["text"].replace("12%", "21%")}
    (library / "new.jsonl").write_text(json.dumps(changed) + "\n")
    refused = marrow(library, "corpus", "import", "new.jsonl")
    assert refused.returncode == 1
    assert "[-12%.-] {+21%.+}" in refused.stderr
    kept = marrow(library, "corpus", "import", "new.jsonl", "--prefer", "new", "--json")
    assert json.loads(kept.stdout)[0]["merged"] == 1
    told = marrow(library, "corpus", "diff", answer["snapshot"][:12]).stdout
    assert "revised: 1, abstract:" in told
    assert f"answer {answer['id']} quoted what is no longer so: 1 [" in told
    states = marrow(library, "corpus", "states").stdout.splitlines()
    assert [line.endswith("current") for line in states].count(True) == 1
    assert any(line.startswith(answer["snapshot"][:12]) for line in states)
    assert marrow(library, "log", "replay", answer["id"]).stdout == "Identical.\n"
    assert marrow(library, "log", "replay", answer["id"], "--today").stdout.startswith("Not identical")


def test_a_library_is_exported_and_cited_in_any_style(library: Path) -> None:
    assert marrow(library, "corpus", "cite", "--style", "ris", "--out", "all.ris").returncode == 0
    again = marrow(library, "corpus", "check", "all.ris", "--library", "another", "--json")
    assert json.loads(again.stdout)[0]["kept"] == 2
    style = Path(__file__).parents[3] / "corpus" / "citing" / "styles" / "apa.csl"
    assert "Bees and sugar" in marrow(library, "corpus", "cite", "1", "--style", str(style)).stdout
    (library / "no.csl").write_text("<nothing/>")
    for wrong in ("nosuch", "no.csl"):
        done = marrow(library, "corpus", "cite", "--style", wrong)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)


def test_a_style_of_the_configuration_is_known_to_every_command(library: Path) -> None:
    (library / "config.toml").write_text('[citations]\nstyles = ["own.csl"]\n')
    styles = Path(__file__).parents[3] / "corpus" / "citing" / "styles"
    (library / "own.csl").write_text((styles / "apa.csl").read_text().replace("APA (7th edition)", "Own"))
    assert "Bees and sugar" in marrow(library, "corpus", "cite", "1", "--style", "Own").stdout
    assert "Bees and sugar" in marrow(library, "chat", stdin="/cite 1 own\n").stdout
    assert "Own can be cited in" in marrow(library, "doctor").stdout
    (library / "own.csl").write_text("<nothing/>")
    for command in (["corpus", "cite", "1", "--style", "own"], ["chat"]):
        done = marrow(library, *command)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)
        assert "own.csl is not the XML of a CSL style" in done.stderr


def test_without_a_bot_there_is_nothing_to_reload(tmp_path: Path) -> None:
    done = marrow(tmp_path, "corpus", "reload")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


def test_the_figures_of_every_paper_as_text_and_as_files(library: Path) -> None:
    told = marrow(library, "table", "honey")
    assert "▸ 12%\n> Feeding raised honey by 12%." in told.stdout
    assert "Not stated in 1 abstract: Wasps in autumn." in told.stdout
    found = json.loads(marrow(library, "table", "--json").stdout)
    assert [row["title"] for row in found["rows"]] == ["Bees and sugar", "Wasps in autumn"]
    assert marrow(library, "table", "--csv").stdout.count("not stated") > 0
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


def test_a_file_that_is_not_understood_is_told_with_the_options_that_name_it(tmp_path: Path) -> None:
    (tmp_path / "x.exe").write_bytes(b"MZ not a paper")
    for command in ("check", "import"):
        assert (
            "with --format or --encoding." in marrow(tmp_path, "corpus", command, str(tmp_path / "x.exe")).stderr
        )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('[discord]\ntoken = ""', "The token stands in no file"),
        ("[discord]\ntoken =", "The token stands in no file"),
        ('[discord]\ndefer_after_ms = "x"', "a whole number belongs there"),
        ("[privacy]\nnames_days = -1", "it has to be at least 0"),
        ('[privacy]\nmode = "all"', "it is one of 'full', 'pseudonymous', 'counts' or 'off'"),
        ("discord = 3", "its name stands in square brackets"),
        ('[pages]\nhosts = "a"', "a list belongs there"),
        ("[storage]\ndata_dir = 5", "a path in quotation marks belongs there"),
        ('[discord]\napi_base = "x"', "in the way config.example.toml shows"),
    ],
)
def test_what_is_wrong_with_a_setting_is_said_in_words(tmp_path: Path, written: str, said: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(written, "utf-8")
    with pytest.raises(ConfigError) as refused:
        Config.load(file)
    assert said in str(refused.value)
    assert not re.search(r"Input|should|valid|pattern|extra_", str(refused.value).replace("Invalid value (at", ""))


def test_every_kind_of_mistake_in_a_setting_has_words() -> None:
    """Whatever pydantic may say of the types our settings have."""
    for section in Config.model_fields.values():
        for name in getattr(section.annotation, "model_fields", {}):
            for value in ("\x00", "", -5, 10**9, 1.5, [], [5], {}, {"a": 1}, None, True, float("nan")):
                try:
                    section.annotation.model_validate({name: value})  # type: ignore[union-attr]
                except ValidationError as error:
                    for one in error.errors():
                        assert not re.search(r"\b[Ii]nput\b|pydantic|instance of", in_words(one["msg"])), one[
                            "msg"
                        ]


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


def test_shares_that_do_not_agree_are_listed_for_curators(tmp_path: Path) -> None:
    told = marrow(tmp_path, "corpus", "figures").stdout
    assert "⚠ “79 (17.9%) of patients”: as printed; 79/469 = 16.8 %" in told
    assert "1 share of 9 papers to look at." in told
    (found,) = json.loads(marrow(tmp_path, "corpus", "figures", "--json").stdout)
    assert (found["part"], found["whole"], found["share"]) == (79, 469, "17.9")


def test_a_paper_to_cite_is_named_without_quotation_marks_or_chosen(tmp_path: Path) -> None:
    cited = marrow(tmp_path, "corpus", "cite", "Knapp", "2024").stdout
    assert cited.count("https://doi.org/") == 1
    assert "10.3390/cancers16020438" in cited
    assert marrow(tmp_path, "corpus", "cite", "knapp", "rades").stdout.count("https://doi.org/") == 2
    unclear = marrow(tmp_path, "corpus", "cite", "spinal metastases")
    assert unclear.returncode == 1
    assert "Did you mean one of these?" in unclear.stderr
    assert "Knapp et al. 2024" in unclear.stderr
