"""The operator's readings of the log, by the real program."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.store import Storage
from tests.bot.terminal.running import json_lines, marrow


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which four questions were asked."""
    folder = tmp_path_factory.mktemp("log")
    questions = ("how long was follow-up after TES?", "proton arc dose", "what does SINS stand for", "=cmd|x")
    lines = "".join(json.dumps({"id": str(n), "question": q}) + "\n" for n, q in enumerate(questions))
    (folder / "batch.jsonl").write_text(lines)
    assert marrow(folder, "ask", "--batch", "batch.jsonl").returncode == 0
    return folder


def ids(folder: Path, *arguments: str) -> list[str]:
    done = marrow(folder, "log", "search", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return [row["question"] for row in json.loads(done.stdout)]


def test_rows_are_found_by_words_outcome_and_paper(asked: Path) -> None:
    assert ids(asked, "SINS sta") == ["what does SINS stand for"]
    assert ids(asked, "--outcome", "nothing", "proton") == ["proton arc dose"]
    assert "how long was follow-up after TES?" in ids(asked, "--paper", "10.3390/cancers15235518")
    assert ids(asked, "--server", "elsewhere") == []
    assert ids(asked, "--until", "2020-01-01") == []
    assert marrow(asked, "log", "search", "--outcome", "perhaps").returncode == 2


def test_gaps_are_counted_and_can_be_closed(asked: Path) -> None:
    assert {"proton": 1, "arc": 1}.items() <= gaps(asked).items()
    assert marrow(asked, "log", "solve", "proton", "--by", "10.1234/x", "--server", "dm").returncode == 0
    assert "proton" not in gaps(asked)
    assert gaps(asked, "--solved") == {"proton": 1}
    assert marrow(asked, "log", "solve", "proton", "--by", "", "--server", "dm").returncode == 0
    assert "proton" in gaps(asked)


def gaps(folder: Path, *arguments: str) -> dict[str, int]:
    done = marrow(folder, "log", "gaps", "--json", *arguments)
    return {gap["word"]: gap["questions"] for gap in json.loads(done.stdout)}


def test_stats_and_a_chart(asked: Path) -> None:
    done = marrow(asked, "log", "stats", "--json", "--chart", "chart.png")
    assert json.loads(done.stdout)["questions"] == 4
    assert (asked / "chart.png").read_bytes().startswith(b"\x89PNG")
    assert marrow(asked, "log", "stats", "--chart", "no/chart.png").returncode == 1
    assert marrow(asked, "log", "stats", "--chart", "chart.png").stdout.endswith("The chart is in chart.png.\n")


def test_an_export_names_nobody_and_no_cell_is_a_formula(asked: Path) -> None:
    done = marrow(asked, "log", "export", "--out", "out.csv", "--format", "csv")
    assert done.stderr == "4 rows exported to out.csv.\n"
    rows = list(csv.DictReader(io.StringIO((asked / "out.csv").read_text("utf-8-sig"))))
    assert {row["question"] for row in rows} >= {"'=cmd|x"}
    assert "asker" not in rows[0]
    done = marrow(asked, "log", "export", "--out", "-", "--names")
    assert all("asker" in row and "quotes" in row for row in json_lines(done.stdout))
    assert not list(asked.glob("*.part"))


def test_an_export_is_what_its_file_is_named(asked: Path) -> None:
    """Lines of JSON in a .csv would be split at the commas of members' words: “=cmd” behind one began a cell."""
    formula = marrow(asked, "ask", "pain,=cmd|x")
    assert formula.returncode == 0
    assert marrow(asked, "log", "export", "--out", "named.CSV").returncode == 0
    rows = list(csv.DictReader(io.StringIO((asked / "named.CSV").read_text("utf-8-sig"))))
    assert "pain,=cmd|x" in {row["question"] for row in rows}
    assert marrow(asked, "log", "export", "--out", "rows").returncode == 0
    assert all("quotes" in row for row in json_lines((asked / "rows").read_text()))
    for name in ("out.xlsx", "out.tsv"):
        done = marrow(asked, "log", "export", "--out", name)
        assert (done.returncode, "name a .csv" in done.stderr, (asked / name).exists()) == (2, True, False)


def test_an_answer_is_replayed_noted_and_shown_with_who_read_it(asked: Path) -> None:
    listed = marrow(asked, "log", "list").stdout.split("\n")
    answer = next(line for line in listed if "TES" in line).split()[0]
    assert marrow(asked, "log", "replay", answer[:8]).stdout == "Identical.\n"
    assert marrow(asked, "log", "replay", answer, "--today").stdout == "Identical.\n"
    assert marrow(asked, "log", "note", answer, "ask the authors").returncode == 0
    shown = json.loads(marrow(asked, "log", "show", answer, "--json").stdout)
    assert [note["note"] for note in shown["notes"]] == ["ask the authors"]
    assert {reading["what"] for reading in shown["readings"]} == {"replay", "show", "note"}
    text = marrow(asked, "log", "show", answer).stdout
    assert "ask the authors" in text
    assert "10.3390/cancers15235518 [" in text
    whats = {one["what"] for one in json.loads(marrow(asked, "log", "readings", "--json").stdout)}
    assert {"list", "show", "replay", "note"} <= whats


@pytest.mark.parametrize(
    "arguments",
    [["show", "nosuch"], ["replay", "nosuch"], ["note", "nosuch", "x"], ["forget", "nobody", "--server", "dm"]],
)
def test_what_is_not_there_is_one_sentence(asked: Path, arguments: list[str]) -> None:
    done = marrow(asked, "log", *arguments)
    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (1, 1, "")


@pytest.mark.parametrize("command", ["list", "search", "gaps", "stats", "readings"])
def test_without_a_logbook_it_is_said(tmp_path: Path, command: str) -> None:
    done = marrow(tmp_path, "log", command)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert not (tmp_path / "logbook.sqlite3").exists()


def test_a_patients_data_is_told_and_not_kept(tmp_path: Path) -> None:
    done = marrow(tmp_path, "ask", "MRN 4482913: how long was follow-up after TES?")
    assert "a patient's data (a record number)" in done.stderr
    assert "54.4" in done.stdout
    assert "4482913" not in done.stdout
    (row,) = json.loads(marrow(tmp_path, "log", "list", "--json").stdout)
    assert (row["question"], row["withheld"]) == ("", "patient data")
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and b"4482913" in file.read_bytes()]


@pytest.mark.parametrize(
    "arguments",
    [
        ["log", "note", "ID", "seen by MRN 4482913"],
        ["log", "solve", "MRN 4482913", "--by", "a paper", "--server", "dm"],
        ["log", "solve", "word", "--by", "MRN 4482913", "--server", "dm"],
        ["corpus", "import", "--library", "mrn-4482913", "none.ris"],
        ["corpus", "add", "--library", "mrn-4482913", "10.1000/1"],
    ],
)
def test_a_patients_data_is_refused_wherever_words_are_kept(asked: Path, arguments: list[str]) -> None:
    (row, *_) = json.loads(marrow(asked, "log", "list", "--json").stdout)
    done = marrow(asked, *(row["id"] if word == "ID" else word for word in arguments))
    assert done.returncode == 1
    assert "seems to hold a patient's data (a record number)" in done.stderr
    assert not [file for file in asked.rglob("*") if file.is_file() and b"4482913" in file.read_bytes()]


@pytest.mark.parametrize(
    "arguments",
    [["note", "ID", "zanzibar"], ["solve", "zanzibar", "--by", "zanzibar", "--server", "dm"]],
)
def test_where_no_words_are_kept_the_operators_are_not_either(asked: Path, arguments: list[str]) -> None:
    (row, *_) = json.loads(marrow(asked, "log", "list", "--json").stdout)
    (asked / "counts.toml").write_text(f'[storage]\ndata_dir = "{asked}"\n[privacy]\nmode = "counts"\n')
    given = [row["id"] if word == "ID" else word for word in arguments]
    done = marrow(asked, "log", *given, "--config", str(asked / "counts.toml"))
    assert (done.returncode, done.stderr) == (
        1,
        "No words are kept there (counts only), so yours are not either.\n",
    )
    assert not [file for file in asked.rglob("*") if file.is_file() and b"zanzibar" in file.read_bytes()]


def test_a_key_is_rotated_and_says_what_to_do(tmp_path: Path) -> None:
    assert "(2 in all)" in marrow(tmp_path, "log", "rotate").stdout
    assert "(3 in all)" in marrow(tmp_path, "log", "rotate").stdout
    assert (
        "apart from the backups" in marrow(tmp_path, "log", "rotate").stdout
    )  # whoever has both can find out who asked
    assert (tmp_path / "pseudonym.key").stat().st_mode & 0o077 == 0


def test_without_its_key_nothing_writes_until_somebody_starts_anew(tmp_path: Path) -> None:
    assert marrow(tmp_path, "ask", "how long was follow-up after TES?").returncode == 0
    assert "pseudonym.key, which is not in it" in marrow(tmp_path, "log", "backup", "copy.sqlite3").stdout
    (tmp_path / "pseudonym.key").unlink()
    for command in (["ask", "what is TES?"], ["chat"], ["log", "list"], ["log", "rotate"], ["log", "browse"]):
        done = marrow(tmp_path, *command)
        assert (done.returncode, done.stderr.count("\n"), done.stdout) == (1, 1, "")
        assert "is missing: put it back" in done.stderr
    said = marrow(tmp_path, "doctor").stdout
    assert "fail  pseudonyms    The key for pseudonyms" in said
    asked = marrow(tmp_path, "log", "rotate", "--anew")
    assert (asked.returncode, asked.stderr) == (1, "Nothing was changed, because nobody said yes; --yes does.\n")
    assert "opt out again" in asked.stdout
    assert not (tmp_path / "pseudonym.key").exists()
    assert marrow(tmp_path, "log", "rotate", "--yes").returncode == 2
    assert "There is a new key" in marrow(tmp_path, "log", "rotate", "--anew", "--yes").stdout
    assert "nothing to start anew" in marrow(tmp_path, "log", "rotate", "--anew", "--yes").stderr
    assert len(json.loads(marrow(tmp_path, "log", "list", "--json").stdout)) == 1


def test_pins_go_on_under_a_key_begun_anew_where_their_questions_words_are_kept(tmp_path: Path) -> None:
    questions = ("how long was follow-up after TES?", "what is known of robots in surgery?")
    for question in questions:
        assert marrow(tmp_path, "ask", question).returncode == 0
    rows = {row["question"]: row["id"] for row in json.loads(marrow(tmp_path, "log", "list", "--json").stdout)}
    for question in questions:
        assert marrow(tmp_path, "log", "pin", rows[question], "--nothing").returncode == 0
    with closing(sqlite3.connect(tmp_path / "logbook.sqlite3")) as database, database:
        database.execute("UPDATE pins SET question = NULL WHERE answer = ?", (rows[questions[1]],))
    (tmp_path / "pseudonym.key").unlink()
    said = marrow(tmp_path, "log", "rotate", "--anew", stdin="no\n").stdout
    assert said.index("1 pinned answer goes on under it.") < said.index("Start with another key? [y/N]")
    assert said.index("1 pinned answer is taken back") < said.index("Start with another key? [y/N]")
    assert said.endswith("Nothing was changed.\n")
    assert not (tmp_path / "pseudonym.key").exists()
    assert "There is a new key" in marrow(tmp_path, "log", "rotate", "--anew", stdin="yes\n").stdout
    assert "pinned by a moderator" in marrow(tmp_path, "ask", "how long was the follow-up after TES??").stdout
    assert "pinned by" not in marrow(tmp_path, "ask", questions[1]).stdout
    listed = json.loads(marrow(tmp_path, "log", "pins", "--history", "--json").stdout)
    assert {pin["answer"]: pin["state"].split()[0] for pin in listed} == {
        rows[questions[0]]: "shown",
        rows[questions[1]]: "taken",
    }


def test_an_answer_is_pinned_listed_replayed_and_taken_back(tmp_path: Path) -> None:
    def said(*arguments: str, fails: bool = False) -> str:
        done = marrow(tmp_path, *arguments)
        assert (done.returncode == 1) is fails, done.stderr
        return done.stderr if fails else done.stdout

    said("ask", "how long was follow-up after TES?")
    row = json.loads(said("log", "list", "--json"))[0]["id"]
    asked = json.loads(said("ask", "the follow-up after TES was how long", "--json"))
    quote = json.loads(said("ask", "how many patients had TES", "--json"))["quotes"][0]
    assert "Name one to 3" in said("log", "pin", row, fails=True)
    assert "leave --question out" in said("log", "pin", row, "--nothing", "--question", "x", fails=True)
    assert "has the sentence" in said("log", "pin", row, "--sentence", "No paper says so.", fails=True)
    assert "has the sentence" in said("log", "pin", row, "--sentence", f"{quote['key']}#99", fails=True)
    assert quote["text"] in said("log", "pin", row, "--sentence", quote["text"])
    assert "Not in these abstracts (pinned" in said("log", "pin", row, "--nothing")
    assert quote["text"] in said("log", "pin", row, "--sentence", f"{quote['key']}#{quote['sentence']}")
    assert "Pinned by a moderator" not in asked["text"]
    again = json.loads(said("ask", "how long was the follow-up after TES", "--json"))
    assert "Pinned by a moderator" in again["text"]
    assert [one["text"] for one in again["quotes"]] == [quote["text"]]
    (pin,) = json.loads(said("log", "pins", "--json"))
    assert (pin["answer"], pin["state"]) == (row, "shown")
    assert f"Identical. It was the pinned answer {pin['id']}." in said("log", "replay", again["id"])
    assert f"pinned ({pin['id']})" in said("log", "show", again["id"])
    assert "taken back" in said("log", "unpin", pin["id"])
    assert "taken back already" in said("log", "unpin", pin["id"])
    assert "has an id that begins" in said("log", "unpin", "zzzz", fails=True)
    assert said("log", "pins").strip() == "Nothing is pinned."
    assert said("log", "pins", "--history").count("taken back") == 3
    assert "Identical. It was" in said("log", "replay", again["id"])


async def test_what_was_reported_is_listed_with_how_it_stands(tmp_path: Path) -> None:
    assert marrow(tmp_path, "log", "reported").returncode == 1
    assert marrow(tmp_path, "ask", "how long was follow-up after TES?").returncode == 0
    assert marrow(tmp_path, "log", "reported").stdout.startswith("No answer was reported")
    async with Storage.open(tmp_path) as storage:
        (row,) = await storage.logbook.recent()
        await storage.feedback.report(row.id, None, "bob", "a secret")
    assert states(tmp_path) == [(row.id, "open", 1)]
    assert marrow(tmp_path, "log", "pin", row.id, "--nothing").returncode == 0
    assert states(tmp_path) == [(row.id, "answered by a pin", 1)]
    told = marrow(tmp_path, "log", "reported", "--server", "dm").stdout
    assert "answered by a pin" in told
    assert "a secret" not in told


def states(folder: Path) -> list[tuple[str, str, int]]:
    rows = json.loads(marrow(folder, "log", "reported", "--json").stdout)
    return [(row["answer"], row["state"], row["reports"]) for row in rows]
