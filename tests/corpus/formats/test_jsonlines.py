"""JSON Lines: every line is kept, merged or refused with its number and reason, and the counts balance."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import CorpusError, UnreadableError
from corpus.files import read_papers
from corpus.formats.json import jsonrecords
from corpus.formats.opening import decoding
from corpus.models import Parsed

GOOD = {"_id": "1", "title": "Bees", "text": "They fly."}


def read(tmp_path: Path, *lines: object) -> Parsed:
    file = tmp_path / "papers.jsonl"
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return jsonrecords.read_lines(file)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "cp1252", "cp932"])
def test_lines_are_read_in_the_encoding_they_are_in(tmp_path: Path, encoding: str) -> None:
    bees = "ミツバチは花の上で眠り、朝に飛ぶ" if encoding == "cp932" else "Bienen über Blüten"
    file = tmp_path / "papers.jsonl"
    lines = [json.dumps(one, ensure_ascii=False) for one in (GOOD, {"_id": "2", "title": bees})]
    file.write_bytes("\r\n".join(lines).encode(encoding))
    parsed = read_papers(file)
    assert [one.title for one in parsed.papers] == ["Bees", bees]
    assert bool(parsed.report.notes) is encoding.startswith("cp")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{half", "not JSON"),
        ("[1, 2]", "not a JSON object"),
        ('"text"', "not a JSON object"),
        ({"_id": "2"}, "neither a title nor a text"),
        ({"_id": "2", "title": " ", "text": ""}, "neither a title nor a text"),
        ({"_id": "2", "title": 7}, "“title” is not a text"),
        ({"_id": "2", "text": ["a", 1]}, "“text” is not a text"),
        ({"_id": "2", "text": "a", "authors": 7}, "authors are not a list"),
        ({"_id": "2", "text": "a", "authors": [{}]}, "has no name"),
        ('{"_id": "2", "text": "half \\ud800 a character"}', "lone surrogate"),
        ("[" * 100_000, "nested too deeply"),
        (
            {"_id": "1", "title": "Bees", "text": "They swim."},
            "line 1 is the same paper, 1, with another abstract",
        ),
    ],
)
def test_a_line_that_cannot_be_kept_is_refused_with_its_reason(tmp_path: Path, line: object, reason: str) -> None:
    parsed = read(tmp_path, GOOD, "", line)
    assert [paper.key for paper in parsed.papers] == ["1"]
    (rejection,) = parsed.report.rejected
    assert rejection.line == 3
    assert reason in rejection.reason
    assert len(rejection.raw) <= 20_000


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("doi", "nonsense"),
        ("year", "soon"),
        ("published", "May"),
        ("published", "0001-01-01"),
        ("published", "9999-12-31"),
        ("cited_by", "many"),
        ("labels", True),
    ],
)
def test_a_cell_that_cannot_be_read_is_left_out_and_told(tmp_path: Path, field: str, value: object) -> None:
    parsed = read(tmp_path, GOOD, {"_id": "2", "text": "a", field: value})
    assert [paper.key for paper in parsed.papers] == ["1", "2"]
    assert any("line 2" in note and str(value) in note for note in parsed.report.notes)


def test_every_field_of_a_paper_may_be_given_under_its_own_name_or_csl(tmp_path: Path) -> None:
    record = {
        "DOI": "https://doi.org/10.1234/ABC.",
        "title": "Bees",
        "text": ["They fly. ", "They land."],
        "author": [{"family": "van der Berg", "given": "Johan"}, {"literal": "Bee Society"}],
        "container-title": "Apidology",
        "issued": {"date-parts": [[2024, 7, 16]]},
        "volume": 12,
        "number": "e55",
        "cited_by": 3,
    }
    (paper,) = read(tmp_path, record).papers
    assert paper.key == "10.1234/abc"
    assert paper.abstract == "They fly. They land."
    assert [(a.family, a.name) for a in paper.authors] == [
        ("van der Berg", "Johan van der Berg"),
        (None, "Bee Society"),
    ]
    assert (paper.journal, str(paper.published), paper.volume, paper.article_number, paper.cited_by) == (
        "Apidology",
        "2024-07-16",
        "12",
        "e55",
        3,
    )


def test_the_same_record_twice_is_merged_and_unknown_fields_are_noted(tmp_path: Path) -> None:
    report = read(tmp_path, GOOD | {"colour": "yellow"}, GOOD).report
    assert (report.read, report.kept, report.merged) == (2, 1, 1)
    assert any("colour" in note for note in report.notes)


def test_a_byte_order_mark_line_ends_and_control_characters_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "papers.jsonl"
    file.write_bytes(
        b"\xef\xbb\xbf" + json.dumps({"_id": "1", "title": "A\x1b[31m", "text": "a\r\nb"}).encode() + b"\r\n"
    )
    (paper,) = jsonrecords.read_lines(file).papers
    assert (paper.title, paper.abstract) == ("A[31m", "a\nb")


def test_gzip_is_recognised_by_content_and_a_damaged_one_is_one_sentence(tmp_path: Path) -> None:
    packed = gzip.compress((json.dumps(GOOD) + "\n").encode() * 50)
    file = tmp_path / "papers"
    file.write_bytes(packed)
    assert read_papers(file).report.read == 50
    file.write_bytes(packed[:-12])
    with pytest.raises(CorpusError, match="damaged gzip"):
        read_papers(file)


def test_an_endless_line_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "LONGEST_LINE", 2**20)
    parsed = read(tmp_path, GOOD, json.dumps({"_id": "2", "text": "x" * 2**21}), GOOD | {"_id": "3"})
    assert [paper.key for paper in parsed.papers] == ["1", "3"]
    assert "longer than" in parsed.report.rejected[0].reason


def test_something_else_is_refused_as_a_file(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir,\nno papers here.\n")
    with pytest.raises(CorpusError, match=r"letter\.txt is in no format"):
        read_papers(file)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)
RECORDS = st.dictionaries(
    st.sampled_from(["_id", "title", "text", "doi", "authors", "year", "issued", "pmid", "x"]), JSON, max_size=6
)


@given(lines=st.lists(st.one_of(RECORDS.map(json.dumps), st.text(max_size=40)), max_size=12))
def test_any_lines_balance(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    file = tmp_path_factory.getbasetemp() / "any.jsonl"
    file.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    try:
        report = jsonrecords.read_lines(file).report
    except UnreadableError:  # whose lines are all objects, and of something else
        assert not re.search('"(?:_id|title|text|doi|pmid)":', "\n".join(lines))
        return
    assert report.read == report.kept + report.merged + len(report.rejected)


@pytest.mark.parametrize(
    ("pages", "page", "number", "count"),
    [
        ("201-210", "201-210", None, None),
        ("201–210", "201-210", None, None),
        ("104210", None, "104210", None),
        ("e77", None, "e77", None),
        ("12", None, None, 12),
        (12, None, None, 12),
    ],
)
def test_pages_are_a_place_or_their_number(
    tmp_path: Path, pages: object, page: str | None, number: str | None, count: int | None
) -> None:
    (paper,) = read(tmp_path, GOOD | {"pages": pages}).papers
    assert (paper.page, paper.article_number, paper.pages) == (page, number, count)
