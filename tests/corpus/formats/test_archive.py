"""An archive with several files: each is read or refused by its name, and the report of all balances."""

from __future__ import annotations

import gzip
import io
import random
import struct
import tarfile
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Literal

import pytest

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.formats.collecting import Reading
from corpus.models import Parsed
from corpus.store import CorpusStore
from corpus.taking import Intake, taken
from tests.conftest import some

RIS = "TY  - JOUR\nTI  - Goat bells {0}\nAB  - Bell {0} rang.\nDO  - 10.5555/goat.{0}\nER  - \n"
CSV = "Title,Authors,DOI,Year\nZiegenglöckchen,Ada Hay,10.5555/goat.9,2019\n"
BAD = "TY  - JOUR\nAU  - Hay, A\nER  - \n"


def packed(path: Path, **parts: str | bytes) -> Path:
    return written(path, {name.replace("_", "."): content for name, content in parts.items()})


def written(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def dois(parsed: Parsed) -> list[str]:
    return [str(paper.doi) for paper in parsed.papers]


def balances(parsed: Parsed) -> bool:
    report = parsed.report
    return report.read == report.kept + report.merged + len(report.rejected) and report.kept == len(parsed.papers)


def test_every_file_in_an_archive_is_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {
        "export/b.csv": CSV.encode("cp1252"),
        "export/a.ris": RIS.format(2) + RIS.format(1),
        "__MACOSX/export/._a.ris": "x",
        ".DS_Store": "x",
    }
    path = written(tmp_path / "papers.zip", parts)
    parsed = read_papers(path)
    assert dois(parsed) == ["10.5555/goat.2", "10.5555/goat.1", "10.5555/goat.9"]
    assert (parsed.report.source, parsed.report.read, parsed.lines) == ("papers.zip", 3, (1, 6, 2))
    (note,) = parsed.report.notes
    assert note.startswith("in b.csv: line 2 ")
    assert parsed.papers[2].title == "Ziegenglöckchen"


def test_what_cannot_be_read_in_an_archive_is_refused_by_its_name(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "papers.zip",
        a_ris=RIS.format(1) + BAD,
        b_pdf=b"%PDF-1.7",
        c_ris=b"",
        d_zip=b"PK\x03\x04",
        e_gz=gzip.compress(RIS.format(7).encode()),
        f_ris=RIS.format(2),
    )
    parsed = read_papers(path)
    assert balances(parsed)
    assert dois(parsed) == ["10.5555/goat.1", "10.5555/goat.2"]
    assert [(one.line, one.reason) for one in parsed.report.rejected] == [
        (6, "in a.ris: it has neither a title nor a text, so there is nothing to search"),
        (
            0,
            "b.pdf is a PDF. What is read are records of papers: export them from your reference manager, as RIS for example.",
        ),
        (0, "c.ris is empty; there is nothing to read."),
        (0, "d.zip is an archive; unpack it and import the files in it."),
        (0, "e.gz is an archive; unpack it and import the files in it."),
    ]


def test_one_paper_in_two_files_of_an_archive_is_one(tmp_path: Path) -> None:
    path = packed(tmp_path / "papers.zip", a_ris=RIS.format(1), b_ris=RIS.format(1), c_ris=RIS.format(2))
    store = CorpusStore(tmp_path / "libraries")
    corpus, report = store.add("goats", read_papers(path))
    assert len(corpus.papers) == 2
    assert (report.read, report.kept, report.merged) == (3, 2, 1)


def test_an_archive_is_imported_as_a_server_imports_a_file(tmp_path: Path) -> None:
    path = packed(tmp_path / "papers.zip", a_ris=RIS.format(1), b_txt="Dear all, see a.ris.")
    brief = taken(Intake(root=tmp_path / "libraries", library="goats", path=path, largest=10_000, keep=True))
    assert (brief.read, brief.kept, brief.refused) == (2, 1, 1)
    assert any(line.startswith("refused: b.txt is in no format that is read") for line in brief.told)


def test_an_archive_that_unpacks_to_more_than_a_server_allows_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "papers.zip", a_ris=RIS.format(1) + " " * 20_000, b_ris=RIS.format(2))
    with pytest.raises(CorpusError, match="unpacks to more than"):
        taken(Intake(root=tmp_path / "libraries", library="goats", path=path, largest=10_000, keep=True))


def test_a_bomb_of_several_files_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = packed(tmp_path / "papers.zip", a_ris=b"a" * 40_000_000, b_ris=b"a" * 40_000_000)
    with pytest.raises(CorpusError, match=r"papers\.zip unpacks to more than 200 times its size"):
        read_papers(path)


def test_more_files_than_are_read_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "papers.zip", {f"{n}.ris": RIS.format(n) for n in range(1001)})
    with pytest.raises(CorpusError, match=r"papers\.zip holds more than 1000 files; unpack it"):
        read_papers(path)


def test_a_locked_archive_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "papers.zip", a_ris=RIS.format(1), b_ris=RIS.format(2))
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := content.find(mark, place + 1)) >= 0:
            struct.pack_into("<H", content, place + at, 1)
    path.write_bytes(content)
    with pytest.raises(CorpusError, match=r"papers\.zip is locked with a password; unpack it"):
        read_papers(path)


@pytest.mark.parametrize(
    "name",
    [
        "../../goats.ris",
        "/etc/goats.ris",
        "c:\\goats.ris",
        "\u202egoats.ris",
        "g" * 300 + ".ris",
        "..",
        "a/./goats.ris",
        "goats\x01.ris",
    ],
)
def test_a_hostile_name_in_an_archive_is_only_a_name(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / "papers.zip", {name: BAD + RIS.format(1), "z.ris": RIS.format(2)})
    before = sorted(tmp_path.rglob("*"))
    parsed = read_papers(path)
    assert balances(parsed)
    assert parsed.report.read >= 2
    assert sorted(tmp_path.rglob("*")) == before
    assert all("\u202e" not in one.reason and len(one.reason) < 200 for one in parsed.report.rejected)


@pytest.mark.sweep
def test_damage_in_an_archive_is_refused_or_read(tmp_path: Path) -> None:
    whole = packed(tmp_path / "papers.zip", a_ris=RIS.format(1) * 20, b_ris=RIS.format(2)).read_bytes()
    path, chance = tmp_path / "damaged.zip", random.Random(7)
    for at in some(range(len(whole)), 0):
        path.write_bytes(bytes((*whole[:at], whole[at] ^ chance.randrange(1, 256), *whole[at + 1 :])))
        with suppress(CorpusError):
            assert balances(read_papers(path, reading=Reading()))
    for end in some(range(0, len(whole), 5), 1):
        path.write_bytes(whole[:end])
        with suppress(CorpusError):
            assert balances(read_papers(path))


def test_a_file_without_a_name_is_read_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "papers.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), RIS.format(1))
        archive.writestr("b.ris", RIS.format(2))
    parsed = read_papers(path, "archive")
    assert dois(parsed) == ["10.5555/goat.1", "10.5555/goat.2"]
    assert balances(parsed)


def tarred(path: Path, mode: Literal["w", "w:gz"], parts: dict[str, bytes], links: tuple[str, ...] = ()) -> Path:
    with tarfile.open(path, mode) as archive:
        for name, content in parts.items():
            part = tarfile.TarInfo(name)
            part.size = len(content)
            archive.addfile(part, io.BytesIO(content))
        for name in links:
            part = tarfile.TarInfo(name)
            part.type, part.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(part)
    return path


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_an_archive_of_tar_is_read_like_any_other(tmp_path: Path, mode: Literal["w", "w:gz"]) -> None:
    inner = tarred(tmp_path / "inner.tar", "w", {"x.ris": RIS.format(8).encode()}).read_bytes()
    parts = {
        "./export/b.csv": CSV.encode(),
        "./export/a.ris": (RIS.format(1) + BAD).encode(),
        "./export/._a.ris": b"x",
        "../../c.tar": inner,
    }
    before = sorted(tmp_path.rglob("*"))
    path = tarred(tmp_path / "papers.tgz", mode, parts, links=("d.ris",))
    parsed = read_papers(path)
    assert dois(parsed) == ["10.5555/goat.1", "10.5555/goat.9"]
    assert balances(parsed)
    assert [one.reason for one in parsed.report.rejected] == [
        "c.tar is an archive; unpack it and import the files in it.",
        "in a.ris: it has neither a title nor a text, so there is nothing to search",
        "d.ris is empty; there is nothing to read.",
    ]
    assert sorted(tmp_path.rglob("*")) == sorted([*before, path])


@pytest.mark.sweep
def test_a_damaged_archive_of_tar_is_refused_or_read(tmp_path: Path) -> None:
    whole = tarred(
        tmp_path / "papers.tar", "w", {f"{n}.ris": RIS.format(n).encode() for n in range(3)}
    ).read_bytes()
    path, chance = tmp_path / "damaged.tar", random.Random(7)
    for end in some(range(0, len(whole), 100), 0, of=9):
        path.write_bytes(whole[:end])
        with suppress(CorpusError):
            parsed = read_papers(path)
            assert balances(parsed)
            assert parsed.report.read == 3 or any("ends too early" in note for note in parsed.report.notes)
    for at in some(range(0, len(whole), 7), 1, of=9):
        path.write_bytes(bytes((*whole[:at], whole[at] ^ chance.randrange(1, 256), *whole[at + 1 :])))
        with suppress(CorpusError):
            assert balances(read_papers(path))


def test_a_tar_of_more_files_than_are_read_is_refused(tmp_path: Path) -> None:
    path = tarred(tmp_path / "papers.tar", "w", {f"{n}.ris": b"" for n in range(1001)})
    with pytest.raises(CorpusError, match=r"papers\.tar holds more than 1000 files; unpack it"):
        read_papers(path)
