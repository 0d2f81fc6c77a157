"""Building a library's data from its page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.joining import DATA, NAME
from corpus.models import Corpus
from tests.quality.built import main

PAGES = Path(__file__).parents[1] / "data" / "pages"


def test_building_again_gives_the_shipped_files_byte_for_byte(tmp_path: Path) -> None:
    shutil.copy(DATA / f"{NAME}.txt", tmp_path)
    assert main([str(tmp_path / f"{NAME}.txt"), "--journal-page", "https://www.mdpi.com/journal/cancers"]) == 0
    for name in (f"{NAME}.json", "manifest.json"):
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes()


def test_each_rejection_is_printed_with_its_line_and_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = shutil.copy(PAGES / "illformed" / "no-title.txt", tmp_path)
    assert main([str(page)]) == 1
    assert capsys.readouterr().out == "no-title.txt: 2 records, 1 kept, 0 merged\n  line 17: it has no title\n"
    built = Corpus.model_validate_json((tmp_path / "no-title.json").read_bytes())
    assert [paper.key for paper in built.papers] == ["10.5555/l1010001"]


@pytest.mark.parametrize("name", ["something-else.txt", "latin-1.txt", "there-is-none.txt"])
def test_what_is_no_page_is_refused_in_one_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if (PAGES / "illformed" / name).exists():
        shutil.copy(PAGES / "illformed" / name, tmp_path)
    assert main([str(tmp_path / name)]) == 1
    said = capsys.readouterr().err
    assert name in said
    assert said.count("\n") == 1
    assert not list(tmp_path.glob("*.json"))
