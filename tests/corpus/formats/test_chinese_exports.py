"""Exports of CNKI, Wanfang and CQVIP as they write them: of invented papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.formats.records import CNKI, WANFANG
from tests.corpus.formats.test_variants import read

REFWORKS = """\
RT Journal Article
SR 1
A1 {names}
AD 山羊大学;
T1 山羊铃声的夜间观察
JF 山羊学报
YR 2020
IS 12
vo 49
OP 1106-1111+1117
K1 山羊;铃声
AB 目的观察山羊夜间的铃声。
方法T1期共观察12只山羊。
SN 1234-5678
DS CNKI
LK https://link.cnki.net/doi/10.5555/goat.1
"""


@pytest.mark.parametrize(
    ("names", "each"),
    [
        ("王小明;李四;", ["王小明", "李四"]),
        ("王小明,李四,欧阳修", ["王小明", "李四", "欧阳修"]),
        ("王小明，李四", ["王小明", "李四"]),
        ("欧阳, 修明", ["欧阳 修明"]),
        ("王, 小明", ["王 小明"]),
    ],
)
def test_refworks_text_of_cnki(tmp_path: Path, names: str, each: list[str]) -> None:
    """All pages stand in the tag of the last one, and the tag of the volume is written in small letters."""
    (paper,) = read(tmp_path, REFWORKS.format(names=names)).papers
    assert [one.name for one in paper.authors] == each
    assert (paper.volume, paper.issue, paper.page) == ("49", "12", "1106-1111+1117")
    assert (paper.doi, paper.keywords) == ("10.5555/goat.1", ("山羊", "铃声"))
    assert paper.abstract == "目的观察山羊夜间的铃声。 方法T1期共观察12只山羊。"


def test_refworks_text_without_the_gap_before_an_author(tmp_path: Path) -> None:
    (paper,) = read(tmp_path, REFWORKS.format(names="王小明").replace("A1 ", "A1")).papers
    assert [one.name for one in paper.authors] == ["王小明"]


REFER = """\
%0 Conference Proceedings
%A Jaeyoung Hay;Otto Pen
%T 山羊铃声
%B 2013年山羊大会
%C 中国
%D 2013
%P 5
%X 山羊铃声。
%P 269-273
%W CNKI
"""


def test_endnotes_text_of_cnki_with_several_names_on_a_line_and_the_number_of_pages(tmp_path: Path) -> None:
    (paper,) = read(tmp_path, REFER).papers
    assert ([one.name for one in paper.authors], paper.page) == (["Jaeyoung Hay", "Otto Pen"], "269-273")


def test_the_number_of_a_patent_is_no_issn(tmp_path: Path) -> None:
    text = "%0 Patent\n%T Bell of a goat\n%A Ada Hay\n%@ US11651140\n%8 2023-05-16\n"
    (paper,) = read(tmp_path, text).papers
    assert (paper.issn, paper.year, paper.type) == (None, 2023, "Patent")


def test_noteexpress_text(tmp_path: Path) -> None:
    parsed = read(tmp_path, CNKI + WANFANG)
    one, other = parsed.papers
    assert (parsed.report.read, one.title, one.doi, one.year) == (2, "山羊铃声的夜间观察", "10.5555/goat.1", 2021)
    assert ([each.name for each in one.authors], one.journal, one.issue) == (["王小明", "李四"], "山羊学报", "11")
    assert (one.page, one.keywords, one.issn) == ("2184-2188", ("山羊", "铃声"), "1006-2084")
    assert one.abstract == "目的观察山羊。 结果{铃声}: 12只。"
    assert ([each.name for each in other.authors], other.keywords) == (["王小明", "李四"], ("山羊", "蜜蜂"))
    assert (other.title, other.kind, other.type, other.year) == ("山羊与蜜蜂", "thesis", "硕士", 2020)
