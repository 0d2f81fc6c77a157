"""MARC 21 in bytes, and what is told where it is in other letters, broken or without end: of invented books."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.files import read_papers
from corpus.formats import marc
from corpus.formats.collecting import Reading
from corpus.formats.marc8 import NotMarc8Error, OtherScriptError, decoded
from corpus.models import Parsed


def record(title: bytes, number: bytes = b"1") -> bytes:
    fields = [(b"001", number), (b"245", b"10\x1fa" + title)]
    directory = data = b""
    for tag, content in fields:
        directory += b"%s%04d%05d" % (tag, len(content) + 1, len(data))
        data += content + b"\x1e"
    base = 25 + len(directory)
    return b"%05dnam  22%05d a 4500" % (base + len(data) + 1, base) + directory + b"\x1e" + data + b"\x1d"


def read(folder: Path, content: bytes, reading: Reading | None = None) -> Parsed:
    path = folder / "books.mrc"
    path.write_bytes(content)
    parsed = read_papers(path, reading=reading or Reading())
    report = parsed.report
    assert report.read == report.kept + report.merged + len(report.rejected)
    return parsed


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (b"Plain", "Plain"),
        (b"M\xe8uller", "Müller"),
        (b"\xf2\xe5a", "ạ̄"),
        (b"\xa1\xf1od\xe2z", "Łǫdź"),
        (b"i\xebe\xect\xc7", "ie͡tß"),
        (b"H\x1bb2\x1bsO", "H₂O"),
        (b"10\x1bp5\x1b(B a", "10⁵ a"),
        (b"\x1bga\x1bs and \x1b)!E\xe2e", "α and é"),
        (b"\x88The \x89Owl", "The Owl"),
    ],
)
def test_marc_8(written: bytes, meant: str) -> None:
    assert decoded(written) == meant


@pytest.mark.parametrize("written", [b"f\xfcr", b"Universit\xe9 de", b"Kind\xe9"])
def test_what_is_no_marc_8(written: bytes) -> None:
    with pytest.raises(NotMarc8Error):
        decoded(written)


def test_other_scripts_of_marc_8() -> None:
    with pytest.raises(OtherScriptError):
        decoded(b"Owl \x1b(NjH\x1b(B")


def test_a_text_in_a_script_that_is_not_read_is_left_out_and_told(tmp_path: Path) -> None:
    """Something else in its place would be quoted as the paper's title."""
    parsed = read(tmp_path, record(b"Owl \x1b(NjH\x1b(B") + record(b"Mice", b"2"))
    assert [one.title for one in parsed.papers] == ["Mice"]
    assert any("MARC-8" in note for note in parsed.report.notes)


def test_letters_of_other_encodings(tmp_path: Path) -> None:
    """Read where they can be told, else refused: wrong letters would be quoted."""
    title = "Совы и колокола ночью".encode("cp1251")
    assert [one.reason for one in read(tmp_path, record(title)).report.rejected] == [
        "its letters are neither UTF-8 nor MARC-8 nor Windows-1252; name their encoding (“--encoding”)"
    ]
    assert read(tmp_path, record(title), Reading(encoding="cp1251")).papers[0].title == "Совы и колокола ночью"
    assert (
        read(tmp_path, record("Eulen für Mäuse, naïve".encode("cp1252"))).papers[0].title
        == "Eulen für Mäuse, naïve"
    )


def test_a_few_wrong_bytes_cost_no_others(tmp_path: Path) -> None:
    parsed = read(tmp_path, record("Čāṅ – Łódź".encode() + b" \x93wrong\x94"))
    assert parsed.papers[0].title == "Čāṅ – Łódź “wrong”"


def test_records_may_stand_on_lines_and_end_in_nothing(tmp_path: Path) -> None:
    content = b"\r\n" + record(b"Owls") + b"\r\n" + record(b"Mice", b"2") + b"\n\0\x1a"
    assert [one.title for one in read(tmp_path, content).papers] == ["Owls", "Mice"]


def test_each_record_is_refused_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marc, "LONGEST_RECORD", 4096)
    monkeypatch.setattr(marc, "_PIECE", 512)
    content = (
        record(b"Owls") + record(b"x" * 5000, b"2") + b"\x1d" + record(b"Mice", b"3") + record(b"Rats", b"4")[:-1]
    )
    report = read(tmp_path, content).report
    assert (report.read, report.kept) == (5, 2)
    assert [(one.line, one.reason) for one in report.rejected] == [
        (2, "it is longer than 0 MB; no record of MARC is"),
        (3, "its directory does not fit its fields, so that nothing tells which is which"),
        (5, "it has no end; the file may be cut off"),
    ]
    assert report.notes[0] == "records of MARC have no lines; the numbers of the records stand for them"
