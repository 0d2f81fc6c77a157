"""Encodings that few letters tell: kanji without kana, JSON of two bytes a letter without a mark, Mac Roman at a word's end, JIS with escapes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.files import read_papers
from corpus.formats.opening.guessing import encoding_of

RIS = "TY  - JOUR\nTI  - {}\nAU  - {}\nAB  - {}\nER  - \n"
KANJI = (
    "山羊鈴音夜間観察研究",
    "山田花子",
    "目的、山羊首鈴音量測定。方法、牧場三箇所、山羊二十頭、夜間録音装置設置。結果、鈴音平均六十回、雨天時減少。結論、鈴音記録有用。",
)
CHINESE = (
    "山羊夜间铃声的研究与观察报告",
    "王小明",
    "目的 探讨山羊铃声的规律。方法 选择三个牧场的二十只山羊作为研究对象，夜间录音。结果 铃声平均六十次，雨天减少，差异有统计学意义。结论 铃声记录有用，值得推广。",
)


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "iso2022_jp"])
def test_kanji_alone_are_japanese(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "goats.ris"
    file.write_bytes(RIS.format(*KANJI).encode(encoding))
    (paper,) = read_papers(file).papers
    assert (paper.title, paper.authors[0].name, paper.abstract) == KANJI


def test_chinese_stays_chinese(tmp_path: Path) -> None:
    file = tmp_path / "goats.ris"
    file.write_bytes(RIS.format(*CHINESE).encode("gb18030"))
    (paper,) = read_papers(file).papers
    assert (paper.title, paper.abstract) == (CHINESE[0], CHINESE[2])


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_accents_of_the_west_are_no_kanji(encoding: str) -> None:
    text = (
        "Les chèvres âgées étaient réveillées à la fête où l'été a été très gai; ça s'est répété après Noël. " * 3
    )
    assert encoding_of([text.encode(encoding)]) in (None, "cp850")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("indent", [None, 0, 1, 2])
def test_json_of_two_or_four_bytes_a_letter_needs_no_mark_however_it_is_broken(
    tmp_path: Path, encoding: str, indent: int | None
) -> None:
    records = [{"title": f"Goats and bells {n}", "DOI": f"10.1234/{n}", "abstract": "They rang."} for n in (1, 2)]
    file = tmp_path / "goats.json"
    file.write_bytes(json.dumps(records, indent=indent).encode(encoding))
    assert [str(paper.doi) for paper in read_papers(file).papers] == ["10.1234/1", "10.1234/2"]


@pytest.mark.parametrize("name", ["René", "André", "José"])
def test_mac_roman_is_told_by_a_letter_at_a_words_end(tmp_path: Path, name: str) -> None:
    file = tmp_path / "goats.ris"
    file.write_bytes(RIS.format("Goats and bells", f"Lefebvre, {name}", "They rang.").encode("mac_roman"))
    parsed = read_papers(file)
    assert parsed.papers[0].authors[0].given == name
    assert "Mac Roman" in parsed.report.notes[0]
    file.write_bytes(RIS.format("Goats and bells", f"Lefebvre, {name}", "Žižek’s – goats”").encode("cp1252"))
    parsed = read_papers(file)
    assert (parsed.papers[0].authors[0].given, parsed.papers[0].abstract) == (name, "Žižek’s – goats”")
