"""HAL's TEI and PICA+, in each way of writing it: of invented papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.files import read_papers
from tests.corpus.formats.records import HAL, PICA, PICA_XML
from tests.corpus.formats.test_variants import read


def test_the_records_of_hal(tmp_path: Path) -> None:
    """Of titles and abstracts in several languages the English one; no program read them off a PDF, so that no note says so."""
    parsed = read(tmp_path, HAL)
    paper, thesis = parsed.papers
    assert (paper.title, paper.doi, paper.type, paper.abstract) == (
        "Goat bells: a study",
        "10.5555/goat.1",
        "Article",
        "Goats ring.",
    )
    assert ([one.name for one in paper.authors], paper.keywords) == (["Ada Hay", "Otto B. Pen"], ("goat", "bell"))
    assert (paper.journal, paper.issn, paper.volume, paper.issue, paper.page) == (
        "Goat Letters",
        "1234-5678",
        "7",
        "2",
        "1-9",
    )
    assert (str(paper.published), paper.url, paper.publisher) == (
        "2020-03-05",
        "https://hal.example.org/hal-01",
        "Barn",
    )
    assert (thesis.title, thesis.kind, thesis.source_id, thesis.year, thesis.month) == (
        "Thèse de cloches",
        "thesis",
        "tel-02",
        2019,
        7,
    )
    assert all("PDF" not in note for note in parsed.report.notes)


def in_bytes(text: str) -> str:
    """PICA+ as it is exchanged: a field up to a sign, a record a line."""
    records = []
    for record in text.split("\n\n"):
        lines = (line.partition(" $") for line in record.strip().split("\n"))
        records.append(
            "".join(
                f"{tag} \x1f" + of.replace("$$", "\0").replace("$", "\x1f").replace("\0", "$") + "\x1e"
                for tag, _, of in lines
            )
        )
    return "".join(f"{record}\n" for record in records)


def spaced(text: str) -> str:
    """As some programs print it, with a gap around each sign."""
    return "\n".join(
        " $".join(f"{part[:1]} {part[1:]}" if at else part.rstrip() for at, part in enumerate(line.split("$")))
        if "$$" not in line
        else line
        for line in text.split("\n")
    )


@pytest.mark.parametrize(
    "text", [PICA, in_bytes(PICA), PICA.replace("$$", "\0").replace("$", "ƒ").replace("\0", "$$"), spaced(PICA)]
)
def test_pica_in_text(tmp_path: Path, text: str) -> None:
    parsed = read(tmp_path, text)
    paper, thesis = parsed.papers
    assert (parsed.report.read, paper.title, paper.doi) == (
        2,
        "Die Glocken der Ziegen: eine Studie",
        "10.5555/goat.1",
    )
    assert ([one.name for one in paper.authors], paper.type) == (["Ada Hay", "Otto Pen"], "Article")
    assert (paper.journal, paper.issn, paper.volume, paper.issue, paper.page) == (
        "Zeitschrift für Ziegen",
        "1234-5678",
        "7",
        "2",
        "1-9",
    )
    assert (paper.year, paper.keywords, paper.abstract) == (2020, ("Ziege", "Glocke zu 5 $"), "Ziegen läuten.")
    assert (thesis.title, thesis.kind, thesis.authors[0].family) == ("Kitze", "thesis", "von der Hay")


def test_pica_with_the_copies_of_libraries_in_records_of_their_own(tmp_path: Path) -> None:
    """Such a record tells of no other work, and is none that is refused."""
    first = "123 \x1e002@ \x1f0Aau\x1e003@ \x1f0123\x1e021A \x1faZiegen\x1e"
    copy = "123 77 1\x1e201B/01 \x1f003-06-05\x1e209A/01 \x1faSignatur\x1e"
    other = "124 \x1e003@ \x1f0124\x1e021A \x1faKitze\x1e"
    report = read(tmp_path, "\x1d".join((first, "101@ \x1fa22\x1e", copy, other))).report
    assert (report.read, report.kept) == (2, 2)


@pytest.mark.parametrize(
    "text",
    [
        PICA_XML,
        PICA_XML.replace("<subfield code", "<subf id")
        .replace("</subfield", "</subf")
        .replace("<datafield tag", "<tag id")
        .replace("</datafield", "</tag"),
    ],
)
def test_pica_in_xml(tmp_path: Path, text: str) -> None:
    parsed = read(tmp_path, text)
    (paper,) = parsed.papers
    assert (parsed.report.read, paper.title, paper.journal, paper.source_id) == (1, "Die Glocken", "Ziegen", "123")
    assert [one.name for one in paper.authors] == ["Ada Hay", "Otto Pen"]


def test_a_record_of_a_person_is_refused_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "person.dat"
    path.write_bytes(b"002@ \x1f0Tp1\x1e003@ \x1f01\x1e028A \x1fdAda\x1faHay\x1e\n")
    report = read_papers(path).report
    assert [one.reason for one in report.rejected] == [
        "it has neither a title nor a text, so there is nothing to search"
    ]
