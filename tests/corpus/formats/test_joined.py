"""Files put together, with the marks and ends of each, and JSON and XML as programs write them beside the rules: of invented papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.files import read_papers

BOM = "\ufeff"
RIS = "TY  - JOUR\nTI  - {} bells\nER  - \n"
NBIB = "PMID- {}\nTI  - Bells {}\n\n"
ONE = '{{\n "title": "{} bells",\n "DOI": "10.5555/{}"\n}}\n'


def titles(folder: Path, content: str | bytes, name: str = "papers.txt") -> list[str]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    parsed = read_papers(path)
    report = parsed.report
    assert report.read == report.kept + report.merged + len(report.rejected)
    assert report.rejected == ()
    return [one.title for one in parsed.papers]


@pytest.mark.parametrize(
    ("content", "right"),
    [
        (BOM + RIS.format("Goat") + BOM + RIS.format("Kid"), ["Goat bells", "Kid bells"]),
        (BOM + BOM + RIS.format("Goat") + "\x1a", ["Goat bells"]),
        (BOM + NBIB.format(1, 1) + BOM + NBIB.format(2, 2), ["Bells 1", "Bells 2"]),
        (
            BOM + BOM + "@article{a, title={Goat bells}}\n" + BOM + "@article{b, title={Kid bells}}\n",
            ["Goat bells", "Kid bells"],
        ),
        (BOM + BOM + "title,doi\nGoat bells,10.5555/goat.1\n", ["Goat bells"]),
        (BOM + BOM + ONE.format("Goat", "goat.1") + "\x1a", ["Goat bells"]),
        (BOM + f"[{ONE.format('Goat', 'goat.1')}]\0\0", ["Goat bells"]),
    ],
)
def test_marks_where_files_were_put_together(tmp_path: Path, content: str, right: list[str]) -> None:
    assert titles(tmp_path, content) == right


def test_line_ends_in_texts_of_json(tmp_path: Path) -> None:
    """The rules have them written as signs, and programs do not always."""
    for text in (
        '[{"title": "Goat\nbells", "DOI": "10.5555/goat.1"}]',
        '{\n"title": "Goat\tbells", "DOI": "10.5555/goat.1"}',
    ):
        assert titles(tmp_path, text, "papers.json") == ["Goat bells"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_xml_in_wide_letters(tmp_path: Path, encoding: str) -> None:
    """Without a mark nothing was read of it, and nothing said."""
    text = "<modsCollection><mods><titleInfo><title>Goat bells – für</title></titleInfo></mods></modsCollection>"
    assert titles(tmp_path, text.encode(encoding)) == ["Goat bells – für"]


def test_the_line_of_a_wrong_letter_in_xml(tmp_path: Path) -> None:
    xml = b"<?xml version='1.0' encoding='UTF-8'?><modsCollection>\n<mods><title>f\xfcr</title></mods></modsCollection>"
    with pytest.raises(
        CorpusError, match=r"papers\.xml, line 2: this is not text in UTF-8, which it should be; export"
    ):
        titles(tmp_path, xml, "papers.xml")


def test_a_file_of_no_format_is_told_in_one_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as refusal:
        titles(tmp_path, "Goats ring.\nKids do not.\n", "notes.txt")
    assert str(refusal.value) == (
        "notes.txt is in no format that is read; export the papers as RIS, BibTeX, NBIB, CSL-JSON or CSV, or name its format."
    )
