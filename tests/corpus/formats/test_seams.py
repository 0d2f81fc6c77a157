"""Exports in several formats, one behind the other in one file: each is read, none in silence lost; of invented papers."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.files import formats, read_papers
from corpus.formats.opening.blocks import FileLines
from corpus.formats.opening.fileparts import part_of
from corpus.formats.opening.firstlines import HTML, JSON, TEXT, XML, family
from corpus.models import Parsed
from tests.conftest import some
from tests.corpus.formats.one_each import PARTS

RIS = PARTS["ris"][1]


def read(folder: Path, text: str, name: str = "all.txt") -> Parsed:
    (folder / name).write_text(text, "utf-8")
    return read_papers(folder / name)


def lost(folder: Path, content: bytes, titles: list[str]) -> str:
    """What is wrong with how a file is read whose papers have these titles; "" if all are, or a refusal says where the unread part begins."""
    path = folder / "all.txt"
    path.write_bytes(content)
    try:
        parsed = read_papers(path)
    except CorpusError as error:
        return str(error)
    report, found = parsed.report, [paper.title for paper in parsed.papers]
    if report.read != report.kept + report.merged + len(report.rejected):
        return f"{report.read} read"
    told = any(one.line or "line" in one.reason for one in report.rejected)
    return (
        ""
        if found == titles or (told and set(found) < set(titles))
        else f"{found}, {report.rejected}, {report.notes}"
    )


@pytest.mark.sweep
@pytest.mark.parametrize("first", PARTS)
def test_each_part_is_read_as_it_would_be_alone(tmp_path: Path, first: str) -> None:
    """Whatever stands behind whatever."""
    wrong = {}
    for number, second in some(tuple(enumerate(PARTS)), list(PARTS).index(first)):
        for gap in ("", ("\n", "\ufeff", "\r\n\r\n")[number % 3]):
            titles = [PARTS[first][0]] if first == second else [PARTS[first][0], PARTS[second][0]]
            wrong[first, second, gap] = lost(
                tmp_path, f"{PARTS[first][1]}{gap}{PARTS[second][1]}".encode(), titles
            )
    assert {pair: said for pair, said in wrong.items() if said and pair[0] != pair[1]} == {}


@pytest.mark.parametrize("first", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("second", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_each_part_is_read_in_its_own_encoding(tmp_path: Path, first: str, second: str) -> None:
    pairs = [
        ("ris", "nbib"),
        ("csv", "ris"),
        ("nbib", "csv"),
        ("bibtex", "jsonl"),
        ("json", "enw"),
        ("wos", "tsv"),
    ]
    wrong = {
        pair: lost(
            tmp_path,
            PARTS[pair[0]][1].encode(first) + PARTS[pair[1]][1].encode(second),
            [PARTS[one][0] for one in pair],
        )
        for pair in pairs
    }
    assert {pair: said for pair, said in wrong.items() if said} == {}


def test_a_part_behind_a_line_without_an_end_is_read(tmp_path: Path) -> None:
    """As where files that do not end in a line feed were put together."""
    firsts = ("ris", "nbib", "bibtex", "enw", "wos", "csv", "pubmed-xml", "json")
    seconds = ("ris", "nbib", "bibtex", "enw", "wos", "pubmed-xml", "csv", "noteexpress", "cff")
    pairs = [(one, other) for one in firsts for other in seconds if one != other]
    wrong = {
        pair: lost(
            tmp_path, (PARTS[pair[0]][1].rstrip() + PARTS[pair[1]][1]).encode(), [PARTS[one][0] for one in pair]
        )
        for pair in pairs
    }
    assert {pair: said for pair, said in wrong.items() if said} == {}


def test_what_is_unknown_behind_xml_is_refused_with_its_line(tmp_path: Path) -> None:
    parsed = read(tmp_path, PARTS["mods"][1] + "<catalogue><book>Bells</book></catalogue>\n")
    assert [paper.title for paper in parsed.papers] == ["Dogs in boats"]
    (refused,) = parsed.report.rejected
    assert (refused.line, refused.reason) == (
        5,
        "in the part from line 5: all.txt is XML of a kind that is not read; export the papers as RIS, BibTeX or CSL-JSON.",
    )


@pytest.mark.parametrize("second", [one for one in PARTS if one not in XML])
def test_what_stands_behind_xml_that_was_cut_off_is_read(tmp_path: Path, second: str) -> None:
    """But not what an element of it holds: ORCID keeps RIS and BibTeX so."""
    whole = PARTS["mods"][1]
    for cut in (whole.index("</mods>"), whole.index("</modsCollection>"), whole.index("</modsCollection>") + 6):
        parsed = read(tmp_path, whole[:cut] + "\n" + PARTS[second][1])
        assert parsed.papers[-1].title == PARTS[second][0]
        assert parsed.report.read == 2
    held = whole.replace("</mods>\n", f"<note>\n{PARTS[second][1]}{RIS}</note></mods>\n")
    if second != "article-html":
        assert [paper.title for paper in read(tmp_path, held).papers] == ["Dogs in boats"]


def test_what_stands_behind_xml_that_was_cut_off_is_read_with_what_is_behind_that(tmp_path: Path) -> None:
    whole = PARTS["mods"][1]
    parsed = read(tmp_path, whole[: whole.index("</modsCollection>")] + PARTS["csv"][1] + RIS + PARTS["dblp"][1])
    assert [paper.title for paper in parsed.papers] == [
        "Dogs in boats",
        "Geese that read",
        "Owls by ear",
        "Graphs of goats",
    ]


@pytest.mark.parametrize("second", [one for one in PARTS if one != "article-html"])
def test_what_stands_behind_a_page_without_its_last_tag_is_read(tmp_path: Path, second: str) -> None:
    """But what the page shows is no other part, as pages show BibTeX to be copied."""
    whole = PARTS["article-html"][1]
    for end in ("", "</body>"):
        page = whole.replace("</body></html>\n", f"{end}\n")
        parsed = read(tmp_path, page + PARTS[second][1])
        assert [paper.title for paper in parsed.papers] == ["Toads in wells", PARTS[second][0]]
    held = whole.replace("</body></html>\n", f"<pre>\n{PARTS[second][1].replace('<', '&lt;')}</pre><p>Toads.\n")
    assert read(tmp_path, held).report.read == 1


def test_xml_that_ends_too_early_is_told(tmp_path: Path) -> None:
    """Between two records no other is damaged."""
    whole = PARTS["mods"][1]
    note = "the file ends before its first element, <modsCollection>, is closed; it may be cut off"
    assert read(tmp_path, whole[: whole.index("</modsCollection>")]).report.notes == (note,)
    parsed = read(tmp_path, whole[: whole.index("</modsCollection>")] + RIS)
    assert parsed.report.notes == (f"in the part from line 1: {note}",)
    assert read(tmp_path, whole * 2).report.notes == ()
    refused = read(tmp_path, whole[: whole.index("</mods>")]).report
    assert (len(refused.rejected), refused.notes) == (1, ())


def test_xml_of_one_format_behind_itself_is_one_part(tmp_path: Path) -> None:
    other = PARTS["mods"][1].replace("Dogs", "Hogs").replace("mods.1", "mods.2")
    parsed = read(tmp_path, PARTS["mods"][1] + other + PARTS["dublin-core"][1])
    assert [paper.title for paper in parsed.papers] == ["Dogs in boats", "Hogs in boats", "Swans in mist"]


def test_tables_with_other_columns_are_parts(tmp_path: Path) -> None:
    """Whose cells would else stand under the names of the first."""
    parsed = read(
        tmp_path,
        "Title,Year,Journal,DOI\nOwls by ear,2020,Owls,10.5555/a.1\nDOI,Journal,Year,Title\n10.5555/b.1,Bees,2019,Bees by night\n",
    )
    assert [(one.title, one.year) for one in parsed.papers] == [("Owls by ear", 2020), ("Bees by night", 2019)]


def test_of_every_format_is_known_what_may_follow_it() -> None:
    packed = {"workbook", "document", "archive", "mail", "shown-text"}  # which end where they say themselves
    assert {one.name for one in formats()} == XML | TEXT | JSON | HTML | {"table", "page", "labelled"} | packed


def test_more_parts_than_anybody_puts_together_are_refused(tmp_path: Path) -> None:
    with pytest.raises(
        CorpusError, match=r"all\.txt has more than 1,000 exports one behind the other; import them"
    ):
        read(tmp_path, (PARTS["ris"][1] + PARTS["enw"][1]) * 501)


def test_more_exports_that_were_cut_off_than_anybody_puts_together_are_refused(tmp_path: Path) -> None:
    """For each the rest of the file is read once more."""
    with pytest.raises(
        CorpusError, match=r"all\.txt has more than 50 exports that were cut off, one behind the other; export"
    ):
        read(tmp_path, "<?xml version='1.0'?>\n<modsCollection>\n" * 60)


def test_a_column_with_the_name_of_another_at_its_end_begins_no_part(tmp_path: Path) -> None:
    """As Dimensions has “PubYear”, in a line of a table and not behind one."""
    header = "Rank,Publication ID,DOI,PMID,Title,Source title,Publication Date,PubYear,Volume,Issue,Pagination,Authors,Abstract"
    parsed = read(
        tmp_path,
        f'"About the data: Exported"\n{header}\n1,pub.1,10.5555/d.1,1,Owls,Owl J,2020-03,2020,3,1,1-9,"Hay, Ada",Owls hear.\n',
    )
    assert [(paper.title, paper.year, paper.volume) for paper in parsed.papers] == [("Owls", 2020, "3")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_most_lines_of_a_long_export_are_passed_over(tmp_path: Path, end: str) -> None:
    """Each was looked at closely, which took half of the time in which a file is read."""
    looks = {one.name: one.looks_like for one in formats()}
    for name in [*sorted(TEXT - {"cff", "proquest", "yaml"}), "jsonl"]:
        path = tmp_path / f"{name}.txt"
        path.write_bytes((PARTS[name][1] * 1500).replace("\n", end).encode())  # more than one block of a file
        with path.open("rb") as stream:
            lines, part, taken = FileLines(stream), part_of(family(name), looks), 0
            while line := lines.take(part):
                taken += 1
                assert part.take(line.text) == len(line.text)
        assert (name, taken) < (name, 5)


def test_a_record_is_told_by_its_line_in_the_whole_file(tmp_path: Path) -> None:
    empty = "@article{none,\n  year = {2019},\n}\n"
    parsed = read(
        tmp_path,
        RIS + PARTS["bibtex"][1] + empty + RIS.replace("ear", "eye").replace("/ris", "/eye"),
    )
    assert [paper.title for paper in parsed.papers] == ["Owls by ear", "Goat bells", "Owls by eye"]
    assert parsed.lines == (1, 8, 17)
    (refused,) = parsed.report.rejected
    assert (refused.line, refused.reason.partition(": ")[0]) == (14, "in the part from line 8")


def test_the_parts_of_a_packed_file_are_read(tmp_path: Path) -> None:
    path = tmp_path / "all.txt.gz"
    path.write_bytes(gzip.compress((RIS + PARTS["bibtex"][1]).encode()))
    assert [paper.title for paper in read_papers(path).papers] == ["Owls by ear", "Goat bells"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            PARTS["bibtex"][1]
            + "@comment{BibDesk Static Groups{\n<?xml version='1.0'?>\n<!DOCTYPE plist>\n<plist/>\n}}\n",
            ["Goat bells"],
        ),
        ("Record #1 of 2\nProvider: Barn\n" + RIS, ["Owls by ear"]),
        ("Hello,\nhere they are.\n\n" + PARTS["bibtex"][1], ["Goat bells"]),
        (
            RIS + RIS.replace("ear", "eye").replace("/ris", "/eye"),
            ["Owls by ear", "Owls by eye"],
        ),
        (
            RIS.replace(
                "Owls hear.", "Owls hear.\nTitle, abstract, keywords, year\nwere screened by two readers."
            ),
            ["Owls by ear"],
        ),
        (RIS.replace("Owls hear.", "Owls hear:\n1. by day.\n<p>\n{\n---\n%5 of them."), ["Owls by ear"]),
        (
            'Title,Authors,Year,Note\nOwls by ear,Ada Hay,2020,"see\n@article{hay2019,\n title = {Goats}}"\n',
            ["Owls by ear"],
        ),
    ],
)
def test_what_only_looks_like_a_further_part_is_none(tmp_path: Path, text: str, titles: list[str]) -> None:
    parsed = read(tmp_path, text)
    assert [paper.title for paper in parsed.papers] == titles
    assert not [note for note in parsed.report.notes if "in the part" in note]
    assert parsed.report.rejected == ()


@pytest.mark.parametrize("line", ["PMID- 12345", "{}PMID- 12345", "TY  - JOUR", "%0 Journal Article"])
def test_a_line_of_another_format_within_an_open_entry_of_bibtex_belongs_to_it(tmp_path: Path, line: str) -> None:
    file = tmp_path / "owls.bib"
    file.write_text(
        f"@article{{owl,\n  title = {{Owls of wood}},\n  abstract = {{Owls hunt.\n{line}\nBy night.}}\n}}\n",
        "utf-8",
    )
    found = read_papers(file)
    assert (found.report.read, found.report.kept) == (1, 1)
    assert "By night." in (found.papers[0].abstract or "")
