"""Archives that were cut off or are damaged: each file that is proved by its own checksum, or whose end is there, is read, and what was lost is told."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.formats.opening import packed
from tests.corpus.formats.test_archive import balances, dois
from tests.corpus.formats.test_damaged_exports import workbook

RIS = "TY  - JOUR\nTI  - Goat bells {0}\nPY  - 2020\nDO  - 10.5555/goat.{0}\nAB  - Goats ring {1}.\nER  - \n"
NAMES = ("a.ris", "b.ris", "c.ris")
LOST = "{} is damaged in the archive; fetch or pack it again."
EARLY = "the archive ends too early; what stood in it behind “{}” is lost"


def text(number: int) -> bytes:
    """A record that packs badly, so that its file is cut in the middle."""
    return RIS.format(
        number, " ".join(str(pow(7, n, 99991)) for n in range(number * 50, number * 50 + 90))
    ).encode()


def zipped(method: int, *, streamed: bool) -> bytes:
    """An archive whose sizes stand in front of each file, or behind it, as programs write that cannot go back."""
    made = io.BytesIO()
    if streamed:
        made.seekable = lambda: False  # type: ignore[method-assign]
    with zipfile.ZipFile(made, "w", method) as archive:
        for number, name in enumerate(NAMES, 1):
            archive.writestr(name, text(number))
    return made.getvalue()


@pytest.mark.parametrize(("method", "streamed"), [(zipfile.ZIP_DEFLATED, False), (zipfile.ZIP_DEFLATED, True), (zipfile.ZIP_STORED, False)])  # fmt: skip
def test_of_a_zip_that_was_cut_off_the_whole_files_are_read(tmp_path: Path, method: int, streamed: bool) -> None:
    whole, path = zipped(method, streamed=streamed), tmp_path / "papers.zip"
    third, directory = whole.rindex(b"PK\x03\x04"), whole.index(b"PK\x01\x02")
    for end, kept, lost in (
        (third + 60, 2, ["c.ris"]),
        (third + 10, 2, []),
        (directory + 20, 3, []),
        (len(whole) - 3, 3, []),
    ):
        path.write_bytes(whole[:end])
        parsed = read_papers(path)
        assert dois(parsed) == [f"10.5555/goat.{n}" for n in range(1, kept + 1)]
        assert [one.reason for one in parsed.report.rejected] == [LOST.format(name) for name in lost]
        assert parsed.report.notes == (EARLY.format(NAMES[kept - 1 + len(lost)]),)
        assert balances(parsed)
    path.write_bytes(whole[: whole.index(b"PK\x03\x04", 10) - 20])
    with pytest.raises(CorpusError, match=r"papers\.zip is a damaged archive; fetch or pack it again"):
        read_papers(path)


def test_a_damaged_file_of_an_archive_costs_no_other(tmp_path: Path) -> None:
    whole = bytearray(zipped(zipfile.ZIP_DEFLATED, streamed=False))
    whole[whole.index(b"b.ris") + 100] ^= 0x55
    (tmp_path / "papers.zip").write_bytes(whole)
    parsed = read_papers(tmp_path / "papers.zip")
    assert dois(parsed) == ["10.5555/goat.1", "10.5555/goat.3"]
    assert [one.reason for one in parsed.report.rejected] == [LOST.format("b.ris")]
    assert (balances(parsed), parsed.report.notes) == (True, ())


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_of_a_tar_that_was_cut_off_only_a_plain_one_is_read(tmp_path: Path, mode: str) -> None:
    """The only checksum of a packed one stands at its end."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]
        for number, name in enumerate(NAMES, 1):
            part = tarfile.TarInfo(name)
            part.size = len(text(number))
            archive.addfile(part, io.BytesIO(text(number)))
    whole, path = made.getvalue(), tmp_path / "papers.tar"
    path.write_bytes(whole[: whole.rindex(b"c.ris") + 700] if mode == "w" else whole[:-40])
    if mode == "w:gz":
        with pytest.raises(CorpusError, match=r"papers\.tar is a damaged gzip file; fetch or pack it again"):
            read_papers(path)
        return
    parsed = read_papers(path)
    assert dois(parsed) == ["10.5555/goat.1", "10.5555/goat.2"]
    assert [one.reason for one in parsed.report.rejected] == [LOST.format("c.ris")]
    assert (balances(parsed), parsed.report.notes) == (True, (EARLY.format("c.ris"),))


def test_a_workbook_that_was_cut_off_is_refused_whole(tmp_path: Path) -> None:
    """Its texts may stand in a part of their own behind its cells."""
    whole = workbook()
    for end in (len(whole) - 5, len(whole) * 3 // 4):
        (tmp_path / "papers.xlsx").write_bytes(whole[:end])
        with pytest.raises(
            CorpusError, match=r"papers\.xlsx is a workbook that was cut off; fetch or save it again"
        ):
            read_papers(tmp_path / "papers.xlsx")


def test_a_bomb_that_was_cut_off_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.formats.opening.archive.LEAST_DOUBTED", 2**20)
    monkeypatch.setattr(packed, "LEAST_DOUBTED", 2**20)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in NAMES:
            archive.writestr(name, b" " * 2**24)
    path = tmp_path / "papers.zip"
    path.write_bytes(made.getvalue()[:-10])
    with pytest.raises(CorpusError, match="unpacks to more than 200 times its size"):
        read_papers(path)
