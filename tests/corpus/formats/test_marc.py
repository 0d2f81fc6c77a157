"""MARC 21 in bytes, and what is told where it is in other letters, broken or without end: of invented books."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.formats.collecting import Reading
from corpus.formats.opening import decoding
from corpus.formats.xml import marc
from corpus.formats.xml.marc import NotMarc8Error, OtherScriptError, decoded
from corpus.limits import Limits
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
        (b"H\x1bb2", "H₂"),
        (b"10\x1bp5\x1b(B a", "10⁵ a"),
        (b"2\x1bpn\x1bs and 2\x1bbm", "2^n and 2_m"),
        (b"\x1bga\x1bs and \x1b)!E\xe2e", "α and é"),
        (b"\x1bga b\x1bs", "α β"),
        (b"\x88The \x89Owl", "The Owl"),
    ],
)
def test_marc_8(written: bytes, meant: str) -> None:
    assert decoded(written) == meant


@pytest.mark.parametrize("written", [b"f\xfcr", b"Universit\xe9 de", b"Kind\xe9", b"5 \x80"])
def test_what_is_no_marc_8(written: bytes) -> None:
    with pytest.raises(NotMarc8Error):
        decoded(written)


@pytest.mark.parametrize("written", [b"Owl \x1b(NjH\x1b(B", b"Owl \x1b$1!Rb\x1b(B", b"\x1b$)1!Rb"])
def test_other_scripts_of_marc_8(written: bytes) -> None:
    """Read as letters of ours, they would be quoted as such."""
    with pytest.raises(OtherScriptError):
        decoded(written)


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
    western = read(tmp_path, record("Eulen für Mäuse, naïve".encode("cp1252")))
    assert western.papers[0].title == "Eulen für Mäuse, naïve"
    assert western.report.notes == (
        "texts that are neither UTF-8 nor MARC-8 were read as Windows-1252; “--encoding” names another",
    )


def test_a_few_wrong_bytes_cost_no_others(tmp_path: Path) -> None:
    parsed = read(tmp_path, record("Čāṅ – Łódź".encode() + b" \x93wrong\x94"))
    assert parsed.papers[0].title == "Čāṅ – Łódź “wrong”"


def test_records_may_stand_on_lines_and_end_in_nothing(tmp_path: Path) -> None:
    content = b"\r\n" + record(b"Owls") + b"\r\n" + record(b"Mice", b"2") + b"\n\0\x1a"
    assert [one.title for one in read(tmp_path, content).papers] == ["Owls", "Mice"]


def test_bytes_of_no_letter_in_leader_directory_and_codes_cost_nothing_else(tmp_path: Path) -> None:
    content = record(b"Owls\x1f\xffx").replace(b"nam", b"\xffam", 1)
    odd = _laid_out(b"\xff45000300000" + b"001000200003" + b"245000900005", b"--", b"2", b"10\x1faMice")
    assert [one.title for one in read(tmp_path, record(b"Rats", b"3") + content + odd).papers] == [
        "Rats",
        "Owls",
        "Mice",
    ]


def test_a_file_is_too_large_by_all_its_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "LONGEST_FILE", 100)
    monkeypatch.setattr(marc, "_PIECE", 64)
    with pytest.raises(CorpusError, match="unpacks to more than"):
        read(tmp_path, record(b"Owls") + record(b"Mice", b"2"))


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


def _laid_out(directory: bytes, *fields: bytes) -> bytes:
    """A record with a directory of its own."""
    base, data = 25 + len(directory), b"".join(one + b"\x1e" for one in fields)
    return b"%05dnam  22%05d a 4500" % (base + len(data) + 1, base) + directory + b"\x1e" + data + b"\x1d"


def test_a_directory_may_name_the_fields_in_another_order(tmp_path: Path) -> None:
    """By where they begin, and not by the order in which they are named: else a number would be quoted as the title."""
    parsed = read(tmp_path, _laid_out(b"245000900002" + b"001000200000", b"1", b"10\x1faOwls"))
    assert [(one.title, one.source_id) for one in parsed.papers] == [("Owls", "1")]


@pytest.mark.parametrize("directory", [b"001000200000" + b"24500090000x", b"001000200000" + b"24500", b"", b"245"])
def test_a_directory_that_cannot_be_read_costs_its_record_alone(tmp_path: Path, directory: bytes) -> None:
    report = read(tmp_path, record(b"Mice", b"2") + _laid_out(directory, b"1", b"10\x1faOwls")).report
    assert [one.reason for one in report.rejected] == [
        "its directory does not fit its fields, so that nothing tells which is which"
    ]
    assert report.kept == 1


def test_a_record_beyond_the_limits_is_refused_unread(tmp_path: Path) -> None:
    content = record(b"Owls and their bells") + record(b"Mice", b"2")
    report = read(tmp_path, content, Reading(limits=Limits(record_chars=70))).report
    assert [one.line for one in report.rejected] == [1]
    assert "corpus.max_record_chars" in report.rejected[0].reason


@pytest.mark.parametrize("piece", [1, 2, 7, 64, 1000])
@pytest.mark.parametrize("end", [b"", b"\r\n\x1a", b"00", b"00\n\n\n", b"x" * 3000])
def test_the_pieces_in_which_a_file_is_read_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int, end: bytes
) -> None:
    monkeypatch.setattr(marc, "LONGEST_RECORD", 2048)
    content = record(b"Owls") + b"\n" + record(b"Mice", b"2") + end
    whole = read(tmp_path, content).report
    monkeypatch.setattr(marc, "_PIECE", piece)
    assert read(tmp_path, content).report == whole
    assert (whole.read, whole.kept) == (3 if end.strip(b"\r\n\x1a") else 2, 2)
    assert [one.reason for one in whole.rejected] == {
        b"": [],
        b"00": ["it has no end; the file may be cut off"],
        b"x" * 3000: ["it is longer than 0 MB; no record of MARC is"],
    }[end.strip(b"\r\n\x1a")]
