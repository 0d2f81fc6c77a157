"""What of an XML file is a record: whatever prefix its tags have, and nothing inside a comment or a stretch of plain text (CDATA)."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.files import read_papers
from corpus.models import Parsed

ENTRY = "<{p}entry><{p}id>http://arxiv.org/abs/2001.0000{n}v1</{p}id><{p}title>Owls {n}</{p}title>{more}</{p}entry{end}>"
FEED = '<?xml version="1.0"?><{p}feed xmlns{q}="http://www.w3.org/2005/Atom">{entries}</{p}feed>'


def read(folder: Path, text: str) -> Parsed:
    path = folder / "owls.xml"
    path.write_text(text, "utf-8")
    return read_papers(path)


def entry(number: int, more: str = "", prefix: str = "", end: str = "") -> str:
    return ENTRY.format(p=prefix, n=number, more=more, end=end)


def feed(*entries: str, prefix: str = "") -> str:
    return FEED.format(p=prefix, q=f":{prefix[:-1]}" if prefix else "", entries="\n".join(entries))


def titles(parsed: Parsed) -> list[str]:
    return [paper.title for paper in parsed.papers]


@pytest.mark.parametrize("prefix", ["a:", "atom:", "ns0:", "x-1:"])
def test_a_prefix_of_any_name_is_read(tmp_path: Path, prefix: str) -> None:
    assert titles(read(tmp_path, feed(entry(1, prefix=prefix), entry(2, prefix=prefix), prefix=prefix))) == [
        "Owls 1",
        "Owls 2",
    ]


def test_a_prefix_of_formats_whose_parts_are_looked_up_by_their_bare_names(tmp_path: Path) -> None:
    plain = (
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>Owls</ArticleTitle>"
        "</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
    )
    marked = plain.replace("</", "</p:").replace("<P", "<p:P").replace("<M", "<p:M").replace("<A", "<p:A")
    marked = marked.replace("<p:PubmedArticleSet>", '<p:PubmedArticleSet xmlns:p="urn:x">')
    assert titles(read(tmp_path, marked)) == titles(read(tmp_path, plain)) == ["Owls"]


HIDDEN = {
    "a comment": f"<!-- {entry(9)} -->",
    "a comment that opens one alone": "<!-- <entry> -->",
    "a comment that closes one": "<!-- </entry> -->",
    "plain text": f"<summary><![CDATA[As in {entry(9)} of the feed]]></summary>",
    "a comment's mark in plain text": "<summary><![CDATA[a <!-- b <entry> ]]></summary>",
}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_what_is_hidden_begins_no_record_and_ends_none(tmp_path: Path, hidden: str) -> None:
    found = read(tmp_path, feed(entry(1, hidden), entry(2)))
    assert titles(found) == ["Owls 1", "Owls 2"]
    assert (found.report.read, found.report.kept) == (2, 2)


def test_a_comment_around_records_hides_them(tmp_path: Path) -> None:
    found = read(tmp_path, feed(f"<!-- {entry(7)} {entry(8)} -->", entry(1), f"<!--{entry(9)}-->", entry(2)))
    assert titles(found) == ["Owls 1", "Owls 2"]
    assert found.report.read == 2


def test_plain_text_is_read_as_it_stands(tmp_path: Path) -> None:
    found = read(tmp_path, feed(entry(1, "<summary><![CDATA[Owls & mice hoot at 3 < 5 kHz.]]></summary>")))
    assert found.papers[0].abstract == "Owls & mice hoot at 3 < 5 kHz."


def test_a_comment_that_never_closes_costs_its_own_record_alone(tmp_path: Path) -> None:
    found = read(tmp_path, feed(entry(1), entry(2, "<!-- not closed"), entry(3)))
    assert titles(found) == ["Owls 1", "Owls 3"]
    assert [one.reason.partition(" (")[0] for one in found.report.rejected] == ["it is not well-formed XML"]


def test_a_closing_tag_may_hold_a_space(tmp_path: Path) -> None:
    assert titles(read(tmp_path, feed(entry(1, end=" "), entry(2, end="\n")))) == ["Owls 1", "Owls 2"]


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    found = read(tmp_path, feed("<!--\n\n<entry>\n-->", entry(1, "<!--\n<entry>\n-->"), entry(2)))
    assert found.lines == (5, 8)


@pytest.mark.parametrize(
    "declared", ["GB2312", "gb18030", "Shift_JIS", "Big5", "EUC-KR", "ISO-8859-1", "windows-1251"]
)
def test_xml_that_was_saved_as_utf_8_below_another_declaration(tmp_path: Path, declared: str) -> None:
    """As editors do; its letters were read in what it declares, without a word."""
    text = feed(entry(1).replace("Owls 1", "Größe der 猫头鹰 owls")).replace(
        'version="1.0"', f'version="1.0" encoding="{declared}"'
    )
    parsed = read(tmp_path, text)
    assert titles(parsed) == ["Größe der 猫头鹰 owls"]


def test_a_record_whose_start_tag_is_lost_is_refused_with_its_line(tmp_path: Path) -> None:
    lost = "\n<id>" + entry(2).partition("<id>")[2]
    text = feed(entry(1), lost, entry(3), lost, lost)
    found = read(tmp_path, text)
    assert titles(found) == ["Owls 1", "Owls 3"]
    begins = [at for at, line in enumerate(text.splitlines(), 1) if line.startswith("<id>")]
    assert [one.line for one in found.report.rejected] == begins
    assert all("no start tag" in one.reason and "Owls 2" in one.raw for one in found.report.rejected)
    assert (found.report.read, found.report.kept) == (5, 2)


def test_an_end_tag_too_many_is_no_record(tmp_path: Path) -> None:
    found = read(tmp_path, feed(entry(1), "</entry>", entry(2)))
    assert (found.report.read, found.report.kept) == (2, 2)
