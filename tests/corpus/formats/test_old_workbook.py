"""Excel's old workbooks, as Web of Science and Ovid write them: of invented papers, made byte by byte."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.formats.fields import shown_as
from corpus.models import Parsed
from tests.conftest import some

_SECTOR = 512
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_LONG = "Größe — " + "owls hoot at night. " * 500  # which goes on in the next record


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def text(said: str, wide: bool = True) -> bytes:
    return struct.pack("<HB", len(said), wide) + said.encode("utf-16-le" if wide else "latin-1")


def shared(strings: list[str]) -> bytes:
    """The texts, with how one of them is printed behind it; each record is cut where it is full, some within a text."""
    cells = b"".join(
        struct.pack("<HBH", len(one), 9, 2) + one.encode("utf-16-le") + bytes(8) for one in strings if one != _LONG
    )
    first = struct.pack("<II", 9, len(strings)) + cells
    half = len(_LONG) // 2
    first += struct.pack("<HB", len(_LONG), 1) + _LONG[:half].encode("utf-16-le")
    rest = _LONG[half:]
    assert rest.isascii()
    return record(0xFC, first) + record(0x3C, b"\0" + rest.encode("ascii"))


def stream() -> bytes:
    strings = [
        "Title",
        "Authors",
        "Abstract",
        "Year",
        "DOI",
        "Date",
        "Times Cited",
        "Owls hoot",
        "Hay A\n\nPen O",
        _LONG,
    ]
    said = {
        one: struct.pack("<I", at) for at, one in enumerate([one for one in strings if one != _LONG] + [_LONG])
    }
    cells = b"".join(record(0xFD, struct.pack("<HHH", 0, at, 0) + said[one]) for at, one in enumerate(strings[:7]))
    cells += record(0xFD, struct.pack("<HHH", 1, 0, 0) + said["Owls hoot"])
    cells += record(0xFD, struct.pack("<HHH", 1, 1, 0) + said["Hay A\n\nPen O"])
    cells += record(0xFD, struct.pack("<HHH", 1, 2, 0) + said[_LONG])
    cells += record(0x27E, struct.pack("<HHHI", 1, 3, 0, 2024 << 2 | 2))
    cells += record(0x06, struct.pack("<HHH", 1, 4, 0) + b"\0\0\0\0\0\0\xff\xff" + bytes(6))
    cells += record(0x207, text("10.5555/o.1"))
    cells += record(0x203, struct.pack("<HHHd", 1, 5, 1, 45356.0))
    cells += record(0x203, struct.pack("<HHHd", 1, 6, 0, 12.0))
    cells += record(0x204, struct.pack("<HHH", 2, 0, 0) + text("Mice squeak", wide=False))
    cells += record(0xBD, struct.pack("<HH", 2, 3) + struct.pack("<HI", 0, 202300 << 2 | 3) + struct.pack("<H", 3))
    cells += record(0x0A)
    globals_ = record(0x809, struct.pack("<HH", 0x600, 5)) + record(
        0x41E, struct.pack("<H", 164) + text("yyyy-mm-dd")
    )
    globals_ += record(0xE0, struct.pack("<HH", 0, 0)) + record(0xE0, struct.pack("<HH", 0, 164))
    behind = shared(strings) + record(0x0A)
    place = len(globals_) + 4 + 8 + len("Papers") + len(behind)
    bound = record(0x85, struct.pack("<IBB", place, 0, 0) + b"\6\0Papers")
    return globals_ + bound + behind + record(0x809, struct.pack("<HH", 0x600, 0x10)) + cells


def workbook(content: bytes, name: str = "Workbook") -> bytes:
    """A compound file of one table, one folder and one stream."""
    content = content.ljust(max(4096, -len(content) % _SECTOR + len(content)), b"\0")
    sectors = len(content) // _SECTOR
    chain = [_TABLE, _END, *range(3, sectors + 2), _END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    assert len(table) == _SECTOR
    entry = name.encode("utf-16-le").ljust(64, b"\0") + bytes(52) + struct.pack("<IQ", 2, len(content))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIII", 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<109I", 0, *[_FREE] * 108)
    return head + table + entry.ljust(_SECTOR, b"\0") + content


def read(folder: Path, content: bytes) -> Parsed:
    path = folder / "papers.xls"
    path.write_bytes(content)
    parsed = read_papers(path)
    report = parsed.report
    assert report.read == report.kept + report.merged + len(report.rejected)
    return parsed


def test_an_old_workbook_is_the_table_in_it(tmp_path: Path) -> None:
    one, other = read(tmp_path, workbook(stream())).papers
    assert (one.title, one.year, one.doi, one.published, one.cited_by) == (
        "Owls hoot", 2024, "10.5555/o.1", date(2024, 3, 5), 12,
    )  # fmt: skip
    assert [author.name for author in one.authors] == ["A Hay", "O Pen"]
    assert one.abstract == _LONG.strip()
    assert (other.title, other.year) == ("Mice squeak", 2023)


@pytest.mark.parametrize(
    "content",
    [
        workbook(stream(), "WordDocument"),
        workbook(record(0x809) + record(0x2F)),
        workbook(b""),
        workbook(stream())[:600],
    ],
)
def test_what_holds_no_sheet_is_told(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(CorpusError, match=r"^papers\.xls (is an old Office file; save|has no sheet)[^\n]*\.$"):
        read(tmp_path, content)


def of_owls(papers: int) -> bytes:
    """A workbook's stream with so many papers, of two sectors and more."""
    head = b"".join(
        record(0x204, struct.pack("<HHH", 0, at, 0) + text(one)) for at, one in enumerate(("Title", "Abstract"))
    )
    rows = b"".join(
        record(0x204, struct.pack("<HHH", at, 0, 0) + text(f"Owls hoot {at}"))
        + record(0x204, struct.pack("<HHH", at, 1, 0) + text(f"Owls of wood {at} hoot. " * 9))
        for at in range(1, papers + 1)
    )
    globals_, behind = record(0x809, struct.pack("<HH", 0x600, 5)), record(0x0A)
    place = len(globals_) + 4 + 8 + len("Papers") + len(behind)
    bound = record(0x85, struct.pack("<IBB", place, 0, 0) + b"\6\0Papers")
    return globals_ + bound + behind + record(0x809, struct.pack("<HH", 0x600, 0x10)) + head + rows + record(0x0A)


def test_no_paper_of_a_damaged_file_is_lost_in_silence(tmp_path: Path) -> None:
    """Each cut between two sectors, and a chain of sectors that ends early."""
    whole = workbook(of_owls(40))
    assert read(tmp_path, whole).report.kept == 40
    early = bytearray(whole)
    struct.pack_into("<I", early, _SECTOR + 4 * 12, _END)
    cuts = [whole[: at * _SECTOR] for at in range(4, len(whole) // _SECTOR - 1, 5)]
    for damaged in (*cuts, bytes(early)):
        with pytest.raises(CorpusError, match=r"^papers\.xls is an old Office file; save[^\n]*\.$"):
            read(tmp_path, damaged)


@pytest.mark.parametrize(
    ("form", "day"),
    [
        ("yyyy-mm-dd", "day"),
        ('d" May "yy', "day"),
        ("mmm-yy", "month"),
        ('0 "years"', None),
        ("0.0\\y", None),
        ("[Yellow]0", None),
        ("0.00", None),
    ],
)
def test_a_form_of_numbers_with_a_year_shows_a_day_or_a_month(form: str, day: str | None) -> None:
    assert shown_as(form) == day


@pytest.mark.sweep
def test_damage_is_told_in_one_sentence(tmp_path: Path) -> None:
    whole, chance, said = workbook(stream()), random.Random(5), list[str]()
    for _ in some(range(300), 0):
        damaged = bytearray(whole[: chance.choice((len(whole), chance.randrange(1, len(whole))))])
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        with told(said):
            read(tmp_path, bytes(damaged))
    assert said
    assert not any("\n" in one for one in said)


@contextmanager
def told(said: list[str]) -> Iterator[None]:
    try:
        yield
    except CorpusError as error:
        said.append(str(error))
