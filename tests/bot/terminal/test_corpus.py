"""``marrow corpus``: papers imported again, left out, changed, exported, cited and looked at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.terminal.setting import say_each, say_json
from tests.bot.terminal.conftest import PAPERS
from tests.bot.terminal.running import marrow


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


def test_a_paper_that_comes_with_marrow_is_left_out_of_and_back_in_one_library(library: Path) -> None:
    (library / "libraries" / "default" / "current").unlink()
    key = json.loads(marrow(library, "corpus", "list", "--json").stdout)[0]["key"]
    assert f"{key} is left out of “default”" in marrow(library, "corpus", "remove", key).stdout
    assert f"{key} is in “default” again." in marrow(library, "corpus", "remove", "--back", key).stdout


def test_states_of_the_papers_that_come_with_marrow_are_those_of_the_library_they_are_in(library: Path) -> None:
    (library / "libraries" / "default" / "current").unlink()
    first, second = (json.loads(marrow(library, "corpus", "list", "--json").stdout)[at]["key"] for at in (0, 1))
    for command in (("remove", first), ("remove", second), ("remove", "--back", second)):
        assert marrow(library, "corpus", *command).returncode == 0
    states = marrow(library, "corpus", "states").stdout.splitlines()
    assert [line.endswith("current") for line in states] == [True, False]
    assert f"added: {second}" in marrow(library, "corpus", "diff", states[1][:12]).stdout
    assert "9 papers" not in marrow(library, "corpus", "list").stdout


def test_an_import_is_taken_back(library: Path, tmp_path: Path) -> None:
    before = json.loads(marrow(library, "corpus", "states", "--json").stdout)[0]["snapshot"]
    (tmp_path / "wrong.csv").write_text("title,doi\nOwls at night,10.5555/owl.1\n", "utf-8")
    marrow(library, "corpus", "import", str(tmp_path / "wrong.csv"))
    back = marrow(library, "corpus", "restore", before[:12])
    assert "removed: 10.5555/owl.1, “Owls at night”" in back.stdout
    assert f"snapshot {before[:12]} (it was " in back.stdout
    assert "10.5555/owl.1" not in marrow(library, "corpus", "list", "--json").stdout
    wrong = marrow(library, "corpus", "restore", "fedcba98")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "There is no snapshot fedcba98 of the library “default”." in wrong.stderr


def test_a_first_import_says_how_to_undo_it_and_is_one_again_once_undone(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("title,doi\nOwls at night,10.5555/owl.1\n", "utf-8")
    (tmp_path / "more.csv").write_text("title,doi\nOwls by day,10.5555/owl.2\n", "utf-8")
    for _ in range(2):
        first = marrow(tmp_path, "corpus", "import", str(tmp_path / "own.csv")).stdout
        assert "default: 1 paper, " in first
        assert "“marrow corpus restore 5dc667320350” brings them back." in first
        assert "5dc667320350" in marrow(tmp_path, "corpus", "states").stdout
        assert "default: 9 papers" in marrow(tmp_path, "corpus", "restore", "5dc667320350").stdout
        assert "5dc667320350  the built-in" not in marrow(tmp_path, "corpus", "states").stdout
    checked = marrow(tmp_path, "corpus", "import", str(tmp_path / "own.csv")).stdout
    before = checked.partition("default: 1 paper, snapshot ")[2][:12]
    second = marrow(tmp_path, "corpus", "import", str(tmp_path / "more.csv")).stdout
    assert f"“marrow corpus restore {before}” takes this import back." in second
    again = marrow(tmp_path, "corpus", "import", str(tmp_path / "more.csv")).stdout
    assert "restore" not in again
    assert f"default: 1 paper, snapshot {before}" in marrow(tmp_path, "corpus", "restore", before).stdout


def test_what_is_left_out_of_a_state_that_is_gone_back_to_is_said(library: Path, tmp_path: Path) -> None:
    before = json.loads(marrow(library, "corpus", "states", "--json").stdout)[0]["snapshot"]
    assert "corrected or left out" not in marrow(library, "corpus", "restore", before).stdout
    marrow(library, "corpus", "remove", "1")
    back = marrow(library, "corpus", "restore", before)
    assert "What was corrected or left out here stays so on top of that state" in back.stdout


def test_an_import_into_another_library_is_undone_there(library: Path, tmp_path: Path) -> None:
    said = []
    for name in ("owls", "day"):
        (tmp_path / f"{name}.csv").write_text(f"title,doi\nOwls {name},10.5555/{name}\n", "utf-8")
        said.append(marrow(library, "corpus", "import", "--library", "owls", str(tmp_path / f"{name}.csv")).stdout)
    assert "restore" not in said[0]
    before = said[0].partition("snapshot ")[2][:12]
    assert f"“marrow corpus restore {before} --library owls” takes this import back." in said[1]


def test_what_is_left_out_is_shown_alone_where_that_is_asked_for(library: Path) -> None:
    assert json.loads(marrow(library, "corpus", "list", "--left-out", "--json").stdout) == []
    assert "No paper is left out" in marrow(library, "corpus", "list", "--left-out").stdout
    marrow(library, "corpus", "remove", "1")
    assert [one["key"] for one in json.loads(marrow(library, "corpus", "list", "--json").stdout)] == ["2"]
    (out,) = json.loads(marrow(library, "corpus", "list", "--left-out", "--json").stdout)
    assert (out["key"], out["title"]) == ("1", "Bees and sugar")
    said = marrow(library, "corpus", "list", "--left-out").stdout
    assert said.startswith("1 paper is left out")
    assert "Wasps" not in said
    assert "1 left out" in marrow(library, "doctor").stdout


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


def test_a_file_that_is_not_understood_is_told_with_the_options_that_name_it(tmp_path: Path) -> None:
    (tmp_path / "x.exe").write_bytes(b"MZ not a paper")
    for command in ("check", "import"):
        assert (
            "with --format or --encoding." in marrow(tmp_path, "corpus", command, str(tmp_path / "x.exe")).stderr
        )


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


def test_two_titles_are_two_papers_left_out_and_taken_back_by_name(library: Path) -> None:
    more = {**PAPERS[1], "_id": "3", "title": "Hornets at dusk", "text": "Hornets hunt at dusk."}
    (library / "more.jsonl").write_text(json.dumps(more))
    assert marrow(library, "corpus", "import", str(library / "more.jsonl")).returncode == 0
    gone = marrow(library, "corpus", "remove", "Wasps in autumn", "Hornets at dusk")
    assert gone.returncode == 0
    assert gone.stdout.count("is left out of") == 2
    assert len(json.loads(marrow(library, "corpus", "list", "--json").stdout)) == 1
    again = marrow(library, "corpus", "remove", "Hornets at dusk")
    assert again.returncode == 1
    assert "“Hornets at dusk” is already left out of default; --back takes it in again." in again.stderr
    back = marrow(library, "corpus", "remove", "--back", "Wasps in autumn", "Hornets at dusk")
    assert back.stdout.count("again.") == 2
    assert len(json.loads(marrow(library, "corpus", "list", "--json").stdout)) == 3


@pytest.mark.parametrize(
    "records", [[], [{}], [{"a": "x\u202e\n\x1b", "b": [1, {"c": []}]}, "é", ["two\n lines"]]]
)
def test_a_list_is_printed_one_by_one_as_it_would_be_whole(
    records: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    say_each(iter(records))
    said = capsys.readouterr().out
    say_json(records)
    assert said == capsys.readouterr().out
