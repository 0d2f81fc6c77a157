"""What Ovid writes otherwise than its own records: numbers, names, titles, pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.formats.test_variants import read

OVID = """\
<1. >
VN  - Ovid Technologies
DB  - BIOSIS Previews
AN  - PREV200400000001
AU  - Hay, Ada
TI  - Goat bells
SO  - Goat letters. 12(3):101-109, 2019 Jun 01.
AB  - Goats ring.

<2. >
VN  - Ovid Technologies
AN  - PREV200400000002
AU  - Pen, Otto B. MD, PhD 1,2,*
AU  - van der Berg, Jan [Author, Reprint Author; E-mail: jan@example.org]
AU  - Herd, MD 2
TI  - Kid bells.  [Article]
SO  - Kid Letters November/December 2020;7(2):1-9
DI  - 10.5555/kid.1

<3. >
VN  - Ovid Technologies
AN  - PREV200400000003
AU  - Hay, Ada
TI  - Lamb bells
SO  - Lamb Science. Vol.43(5), Sep 2015, pp. 623-634.

<4. >
VN  - Ovid Technologies
AN  - PREV200400000004
AU  - Hay, Ada
TI  - Ewe bells
SO  - Official Gazette of Sheep. 1288(3), Nov. 16, 2004.
"""


def test_ovid_numbers_its_records_with_a_stop_too(tmp_path: Path) -> None:
    parsed = read(tmp_path, OVID)
    assert parsed.report.read == 4
    assert [(one.title, one.journal, one.year, one.volume, one.issue, one.page) for one in parsed.papers] == [
        ("Goat bells", "Goat letters", 2019, "12", "3", "101-109"),
        ("Kid bells", "Kid Letters", 2020, "7", "2", "1-9"),
        ("Lamb bells", "Lamb Science", 2015, "43", "5", "623-634"),
        ("Ewe bells", "Official Gazette of Sheep", 2004, "1288", "3", None),
    ]
    assert [one.name for one in parsed.papers[1].authors] == ["Otto B. Pen", "Jan van der Berg", "MD Herd"]
    assert (parsed.papers[0].abstract, parsed.papers[1].doi) == ("Goats ring.", "10.5555/kid.1")


def test_ovid_keeps_what_belongs_to_a_name(tmp_path: Path) -> None:
    """The number of a group is no mark of where somebody works, and the stop of a saint ends no name."""
    names = ("Sheep Genomes Consortium 1000", "St. John, Ada B. Pen, Otto", "Ste. Marie, Jo 1,2")
    lines = "\n".join(f"AU  - {name}" for name in names)
    (paper,) = read(tmp_path, f"<1. >\nVN  - Ovid Technologies\nAN  - 1\nTI  - Goats\n{lines}\n").papers
    assert [one.name for one in paper.authors] == [
        "Sheep Genomes Consortium 1000",
        "Ada B St. John",
        "Otto Pen",
        "Jo Ste. Marie",
    ]


def test_ovid_has_no_page_where_none_is_specified(tmp_path: Path) -> None:
    text = OVID.replace("AB  - Goats ring.", "PG  - No Pagination Specified")
    assert read(tmp_path, text).papers[0].article_number is None


def test_what_a_conference_is_called_is_no_place(tmp_path: Path) -> None:
    place = "Goat Proceedings. Conference: 2nd Bell Days: Part 2. Chur. 12 (Supplement 3) (no pagination), 2018. Date of Publication: 2018."
    paper = read(tmp_path, OVID.replace("Goat letters. 12(3):101-109, 2019 Jun 01.", place)).papers[0]
    assert (paper.journal, paper.year, paper.volume, paper.issue) == (
        "Goat Proceedings",
        2018,
        "12",
        "Supplement 3",
    )
    assert (paper.page, paper.article_number) == (None, None)


def test_ovids_links_below_a_record_of_ris_are_told_of_none(tmp_path: Path) -> None:
    """PsycInfo's record of a page that it does not have, and the number of Medline in the address of the full text."""
    link = "http://ovidsp.ovid.com/ovidweb.cgi?T=JS&PAGE=reference&D=medp&NEWS=N&AN=30000001"
    record = f"TY  - JOUR\nT1  - Goat bells\nSP  - No\nEP  - Specified\nL2  - {link}\nER  - \n\n"
    parsed = read(
        tmp_path,
        f"1. \n{record}Link to the Ovid Full Text or citation: {link}Link to the Resolver: {link}\n\n2. \n{record.replace('0001', '0002')}",
    )
    assert [(paper.pmid, paper.page) for paper in parsed.papers] == [("30000001", None), ("30000002", None)]
    assert parsed.report.notes == ()


def test_the_comma_before_a_line_of_rights_goes_with_it(tmp_path: Path) -> None:
    text = OVID.replace("AB  - Goats ring.", "AB  - Goats ring.,\n      Copyright (C) 2011 Hay Publishing Ltd.")
    paper = read(tmp_path, text).papers[0]
    assert (paper.abstract, paper.rights) == ("Goats ring.", "Copyright (C) 2011 Hay Publishing Ltd.")


BOOK = """\
<1. >
VN  - Ovid Technologies
DB  - PsycINFO
AN  - Peer Reviewed Book: 2011-00001-001
AU  - Hay, Ada.
TI  - Bells at work. [References].
SO  - {}
PT  - Book
DT  - Chapter
AB  - Goats ring.
"""


@pytest.mark.parametrize(
    "place",
    [
        "Pen, Otto [Ed]; Sty, Eva B [Ed]. (2012). Goats at large: An overview. (pp. 11-31). xvii, 254 pp. London: Barn.",
        "Pen, Otto [Editor, Reprint Author], Sty, Eva B. [Editor]. Goats at large: An overview.:11-31, 2012.",
    ],
)
@pytest.mark.parametrize("before", ["", " "])
def test_a_chapter_tells_its_book(tmp_path: Path, place: str, before: str) -> None:
    """Also where each line is set in, as some programs save the text."""
    text = "".join(before + line for line in BOOK.format(place).splitlines(keepends=True))
    (paper,) = read(tmp_path, text).papers
    assert (paper.title, paper.kind, paper.type, paper.year) == ("Bells at work", "chapter", "Chapter", 2012)
    assert (paper.journal, paper.page, paper.source_id) == (
        "Goats at large: An overview",
        "11-31",
        "2011-00001-001",
    )
    assert [one.name.replace(".", "") for one in paper.editors or ()] == ["Otto Pen", "Eva B Sty"]


def test_a_chapter_of_embase_is_one_by_its_type(tmp_path: Path) -> None:
    place = "Goats at large: An overview. (pp 11-31), 2012. Date of Publication: 2012."
    (paper,) = read(tmp_path, BOOK.format(place)).papers
    assert (paper.kind, paper.journal, paper.page, paper.year) == (
        "chapter",
        "Goats at large: An overview",
        "11-31",
        2012,
    )


def test_a_journal_with_the_year_in_place_of_its_volume(tmp_path: Path) -> None:
    (paper,) = read(
        tmp_path, BOOK.format("Journal of Goat Affairs, 2013(1): 3-28.").replace("Chapter", "Journal Article")
    ).papers
    assert (paper.journal, paper.year, paper.issue, paper.page) == ("Journal of Goat Affairs", 2013, "1", "3-28")
    assert (paper.kind, paper.type) == (None, "Article")


@pytest.mark.parametrize(
    ("place", "page"),
    [("Goat Letters. 2007 15 June; 433-441.", "433-441"), ("Goat Letters. 2007; 9pp..", None)],
)
def test_ovid_of_zoological_record_where_there_is_no_volume(tmp_path: Path, place: str, page: str | None) -> None:
    (paper,) = read(tmp_path, f"<1. >\nDB  - Zoological Record\nTI  - Goat bells.\nSO  - {place}\n").papers
    assert (paper.journal, paper.year, paper.page, paper.volume) == ("Goat Letters", 2007, page, None)
