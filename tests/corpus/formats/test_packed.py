"""Archives: one that holds one file is that file; any other is told to be one, and none becomes a huge file."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.files import read_papers

RIS = "TY  - JOUR\nTI  - Goat bells\nDO  - 10.5555/goat.1\nER  - \n"
CSV = "Title,Authors,DOI\nZiegenglöckchen,Ada Hay,10.5555/goat.1\n"


def packed(path: Path, **parts: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        RIS,
        CSV,
        CSV.encode("cp1252"),
        CSV.encode("utf-16"),
        '<dblp><article key="x"><title>Goats.</title></article></dblp>',
    ],
)
def test_the_one_file_in_an_archive_is_read(tmp_path: Path, content: str | bytes) -> None:
    """Also beside what macOS hides in it, and in a folder."""
    path = packed(tmp_path / "papers.zip", export__papers_txt=content)
    assert len(read_papers(path).papers) == 1
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("__MACOSX/export/._papers.txt", "x")
        archive.writestr("export/.DS_Store", "x")
        archive.writestr("empty/", "")
    parsed = read_papers(path)
    assert (parsed.report.source, len(parsed.papers)) == ("papers.zip", 1)


def test_an_archive_without_files_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="is empty; there is nothing to read"):
        read_papers(packed(tmp_path / "papers.zip"))


@pytest.mark.slow
def test_a_bomb_in_an_archive_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "papers.zip", papers_ris=RIS.encode() + b"a" * 80_000_000)
    with pytest.raises(CorpusError, match="unpacks to more than 200 times its size"):
        read_papers(path)


def test_damage_in_an_archive_is_refused_or_read(tmp_path: Path) -> None:
    whole = packed(tmp_path / "papers.zip", papers_ris=RIS * 50).read_bytes()
    for at in range(0, len(whole), 3):
        path = tmp_path / "damaged.zip"
        path.write_bytes(bytes((*whole[:at], whole[at] ^ 0x55, *whole[at + 1 :])))
        with suppress(CorpusError):
            report = read_papers(path).report
            assert report.read == report.kept + report.merged + len(report.rejected)
