"""JSON that ends too early, or in which a record is not closed: what stands whole is kept, and what was lost is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.models import Parsed
from tests.conftest import some

LOST = "it is not closed; what stands from here on was not read (the file may be cut off or damaged)"
OPEN = "the file ends before its list of records is closed; it may be cut off"


def goat(number: int) -> dict[str, Any]:
    """A record in CSL with a list of objects inside, which are no records."""
    return {
        "id": f"goat{number}",
        "type": "article-journal",
        "title": f"Goats of pen {number}",
        "author": [{"family": "Hay", "given": "Ada"}, {"family": "Pen", "given": "Otto"}],
        "abstract": f'They ring {number} bells, "all" of them [loud, {{}}].',
        "DOI": f"10.5555/goat.{number}",
    }


GOATS = [goat(1), goat(2), goat(3)]
ANSWERS = (
    json.dumps(GOATS),
    json.dumps(GOATS, indent=2),
    json.dumps({"status": "ok", "message": {"total": 3, "items": GOATS}}),
    json.dumps({"facets": [{"title": 1}], "results": GOATS, "next": {"cursor": ["a", "b"]}}, indent=1),
    json.dumps({"result": {"uids": ["1", "2", "3"], **{str(at): one for at, one in enumerate(GOATS)}}}),
)


def read(folder: Path, text: str) -> Parsed:
    path = folder / "goats.json"
    path.write_text(text, "utf-8")
    return read_papers(path)


@pytest.mark.sweep
@pytest.mark.parametrize("answer", ANSWERS)
def test_of_an_answer_cut_off_anywhere_only_whole_records_are_kept(tmp_path: Path, answer: str) -> None:
    whole = [json.dumps(one["abstract"])[1:-1] for one in GOATS]
    places = range(answer.index("goat2"), len(answer.rstrip("]} \n")) - 1)
    for end in some(list(places), 60):
        cut = answer[:end]
        parsed = read(tmp_path, cut)
        said = [one.abstract for one in parsed.papers]
        assert said == [one["abstract"] for one in GOATS[: len(said)]]
        assert all(len(one.authors) == 2 and one.doi for one in parsed.papers), cut
        begun = sum(text in cut for text in whole)
        assert begun - 1 <= len(said) <= begun
        report = parsed.report
        assert report.read == report.kept + len(report.rejected)
        told = [one.reason for one in report.rejected] + [one for one in report.notes if one == OPEN]
        assert told in ([LOST], [OPEN]), cut


def test_what_was_lost_is_told_with_its_line(tmp_path: Path) -> None:
    text = json.dumps(GOATS, indent=1)
    line = text[: text.index('"goat3"')].count("\n")  # the line above, on which its brace stands
    report = read(tmp_path, text[: text.index("ring 3")]).report
    assert [(one.line, one.reason) for one in report.rejected] == [(line, LOST)]
    assert report.rejected[0].raw.startswith('{\n  "id": "goat3"')


def test_an_answer_that_holds_one_paper_alone_is_refused_whole(tmp_path: Path) -> None:
    text = json.dumps(goat(1), indent=1)
    for end in (text.index("Otto"), text.index("DOI") - 2):
        with pytest.raises(CorpusError, match=r"goats\.json is not JSON .*; fetch or export it again"):
            read(tmp_path, text[:end])


@pytest.mark.parametrize("damage", [('"title"', '"title'), ("}],", "}],{"), ('.2"', ".2")])
@pytest.mark.parametrize("indent", [None, 1])
def test_a_damaged_record_costs_no_other_that_begins_a_line(
    tmp_path: Path, damage: tuple[str, str], indent: int | None
) -> None:
    """An odd quotation mark or brace turns what is a text and what is none around, also behind it."""
    records = [json.dumps({**one, "abstract": "Goats ring."}, indent=indent) for one in GOATS]
    compact = records[1].replace("[\n  {", "[{").replace("}\n ],", "}],")
    records[1] = compact.replace(*damage, 1)
    assert records[1] != compact
    parsed = read(tmp_path, "[\n" + ",\n".join(records) + "\n]")
    assert [one.doi for one in parsed.papers] == ["10.5555/goat.1", "10.5555/goat.3"]
    assert (parsed.report.read, len(parsed.report.rejected)) == (3, 1)


def test_of_one_line_what_is_behind_a_damaged_record_is_told_as_lost(tmp_path: Path) -> None:
    text = json.dumps([{**one, "abstract": "Goats ring."} for one in GOATS])
    parsed = read(tmp_path, text.replace('"Goats of pen 2"', '"Goats of pen 2', 1))
    assert [one.doi for one in parsed.papers] == ["10.5555/goat.1"]
    assert [one.reason for one in parsed.report.rejected] == [LOST]


def test_what_is_open_very_deep_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for text in ('{"items": ' + "[" * 100_000, '{"items": [{"title": "a"}, ' + '{"a":' * 100_000):
        with pytest.raises(CorpusError, match="is not JSON"):
            read(tmp_path, text)
