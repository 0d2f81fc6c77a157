"""What Primo's search answers and shows, citation files, and what publishers send to PubMed: of invented papers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.formats.json.yamlrecords import YamlError, parsed
from corpus.models import Paper, Parsed
from tests.corpus.formats.exports import SENT
from tests.corpus.formats.records import CFF, PRIMO

NAMES = [("Hay", "Ada"), ("Pen", "Otto")]


def read(folder: Path, text: str, name: str = "papers.txt") -> Parsed:
    path = folder / name
    path.write_text(text, "utf-8")
    return read_papers(path)


def people(paper: Paper) -> list[tuple[str | None, str | None]]:
    return [(one.family, one.name if one.is_group else one.given) for one in paper.authors]


def test_records_of_primo_in_xml(tmp_path: Path) -> None:
    goat, kid = read(tmp_path, PRIMO).papers
    assert (goat.title, people(goat), goat.doi, goat.pmid) == (
        "Goat bells: a study",
        NAMES,
        "10.5555/goat.1",
        "32000001",
    )
    assert (goat.journal, goat.year, goat.published, goat.volume, goat.issue, goat.page) == (
        "Goat Letters",
        2020,
        date(2020, 3, 5),
        "7",
        "2",
        "101-109",
    )
    assert (goat.abstract, goat.keywords, goat.issn, goat.type) == (
        "Goats ring.",
        ("goat", "bell"),
        "1234-5678",
        "Article",
    )
    assert (kid.title, people(kid), kid.year, kid.kind, kid.publisher, kid.journal) == (
        "Kid bells",
        [("Sty", "Eva")],
        2011,
        "book",
        "Barn",
        None,
    )


def test_records_of_primo_in_json(tmp_path: Path) -> None:
    pnx = {
        "display": {"title": ["Goat bells"], "type": ["article"]},
        "addata": {
            "au": ["Hay, Ada", "Pen, Otto"],
            "doi": ["10.5555/goat.1"],
            "date": ["2020"],
            "jtitle": ["Goats"],
            "abstract": ["Goats ring."],
        },
        "control": {"recordid": ["TN_goat1"]},
    }
    parsed_file = read(tmp_path, json.dumps({"info": {"total": 1}, "docs": [{"context": "PC", "pnx": pnx}]}))
    (paper,) = parsed_file.papers
    assert (paper.title, people(paper), paper.doi, paper.year, paper.journal) == (
        "Goat bells",
        NAMES,
        "10.5555/goat.1",
        2020,
        "Goats",
    )
    assert paper.abstract == "Goats ring."


def test_a_citation_file_and_what_it_refers_to(tmp_path: Path) -> None:
    found = read(tmp_path, CFF, "CITATION.cff")
    program, goat, kid = found.papers
    assert (program.title, program.doi, program.abstract, program.year) == (
        "Goat's ear",
        "10.5555/goat.soft",
        "A program that hears goats.",
        2020,
    )
    assert (people(program), program.keywords) == ([("Hay", "Ada"), (None, "Goat Team")], ("goat", "bell, brass"))
    assert (goat.title, goat.doi, goat.journal) == (
        'Goat bells: a "ringing" study of hay',
        "10.5555/goat.1",
        "Goat Letters",
    )
    assert [(one.family, one.given, one.suffix) for one in goat.authors] == [("van der Berg", "Otto", "Jr.")]
    assert (goat.year, goat.month, goat.volume, goat.issue, goat.page) == (2020, 3, "7", "2", "101-109")
    assert (kid.title, kid.kind, kid.journal, kid.year) == (
        "Kid bells",
        "paper-conference",
        "Bells at large",
        2011,
    )
    assert found.report.read == 3


def test_what_publishers_send_to_pubmed(tmp_path: Path) -> None:
    goat, kid = read(tmp_path, SENT).papers
    assert (goat.title, people(goat), goat.doi) == (
        "Goat bells",
        [("Hay", "Ada B"), (None, "Goat Team")],
        "10.5555/goat.1",
    )
    assert (goat.journal, goat.year, goat.month, goat.volume, goat.issue, goat.page) == (
        "Goat Letters",
        2020,
        3,
        "7",
        "2",
        "101-109",
    )
    assert goat.abstract == "Aim: To hear. Result: Goats ring at 10⁵ Hz."
    assert (kid.title, kid.doi, kid.year, kid.abstract) == ("Kid bells", "10.5555/kid.1", 2011, "Kids ring.")


@pytest.mark.parametrize(
    "line",
    [
        "title: &anchor x",
        "title: {a: b",
        "title: *x",
        'title: "open',
        'title: "\\UFFFFFFFF"',
        "- a list",
        "title: [a",
    ],
)
def test_what_is_no_such_yaml_is_told_by_its_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(CorpusError, match=r"CITATION\.cff, line 2: this is not written as citation files are"):
        read(tmp_path, f"cff-version: 1.2.0\n{line}\n", "CITATION.cff")


@pytest.mark.parametrize("deep", ["\n".join(f"{' ' * depth}a:" for depth in range(100)), f"a: {'[' * 100_000}"])
def test_yaml_too_deep_is_refused(deep: str) -> None:
    with pytest.raises(YamlError):
        parsed(deep)


def test_yaml_in_brackets_and_over_lines_is_read() -> None:
    value, lines = parsed(
        'title: {said: "Goat \\u2014 bells", of: [hay, "a, b"]}\nabstract: >-\n  Goats\n  ring.\n'
    )
    assert value == {"title": {"said": "Goat — bells", "of": ["hay", "a, b"]}, "abstract": "Goats ring."}
    assert isinstance(value, dict)
    assert lines[id(value)] == 1


@given(
    st.lists(
        st.sampled_from(
            ["a: ", "- ", "  ", "\n", "|", ">-", '"', "'", "[", "]", "#", "b", ":", "{", "}", "\\x4", "...", "---"]
        ),
        max_size=40,
    )
)
def test_any_text_is_read_or_refused_by_its_line(pieces: list[str]) -> None:
    text, line = "".join(pieces), 1
    try:
        parsed(text)
    except YamlError as error:
        line = error.line
    assert 1 <= line <= text.count("\n") + 1
