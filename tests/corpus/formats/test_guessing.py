"""Encodings of East Asia, Eastern Europe and the eastern Mediterranean are told by how a file reads; a file of Western letters is never taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.files import read_papers
from corpus.formats.opening.guessing import encoding_of

RIS = "TY  - JOUR\nTI  - {title}\nAU  - {author}\nER  - \n"
TEXTS = {
    "Shift_JIS": ("cp932", "ヤギの鈴の夜間観察について", "山田, 花子"),
    "EUC-JP": ("euc_jp", "ヤギの鈴の夜間観察について", "山田, 花子"),
    "GB18030 (GBK)": ("gb18030", "山羊夜间铃声的研究与观察报告", "王, 小明"),
    "Big5": ("big5", "山羊夜間鈴聲的研究與觀察報告：以十二隻山羊為例", "王, 小明"),
    "EUC-KR": ("cp949", "염소 방울에 관한 야간 연구 보고", "김, 철수"),
    "Windows-1251": ("cp1251", "Исследование колокольчиков коз и овец в горах", "Иванов, Иван"),
    "KOI8-R": ("koi8_r", "Исследование колокольчиков коз и овец в горах", "Иванов, Иван"),
    "KOI8-R in Ukraine": ("koi8_u", "Дослідження дзвіночків кіз та овець у горах Карпат", "Шевченко, Іван"),
    "ISO 8859-5": ("iso8859_5", "Исследование колокольчиков коз и овец в горах", "Иванов, Иван"),
    "Windows-1253": ("cp1253", "Άλλη μελέτη των κουδουνιών των κατσικιών", "Παπάς, Γιώργος"),
    "ISO 8859-7": ("iso8859_7", "Άλλη μελέτη των κουδουνιών των κατσικιών", "Παπάς, Γιώργος"),
    "Windows-1255": ("cp1255", "מחקר של פעמוני העיזים בלילה", "כהן, דן"),
    "Windows-1256": ("cp1256", "دراسة أجراس الماعز في الليل وتأثيرها على النوم", "العلي, علي"),
    "ISO 8859-6": ("iso8859_6", "دراسة أجراس الماعز في الليل وتأثيرها على النوم", "العلي, علي"),
    "Windows-1250 in Prague": (
        "cp1250",
        "Příliš žluťoučký kůň: přehled zvonků, které nosí kozy ve světě",
        "Dvořák, Tomáš",
    ),
    "ISO 8859-2 in Prague": (
        "iso8859_2",
        "Příliš žluťoučký kůň: přehled zvonků, které nosí kozy ve světě",
        "Dvořák, Tomáš",
    ),
    "ISO 8859-2 in Budapest": (
        "cp1250",
        "A kecskék nőttek, és az őszi időben gyűjtött csengők erősek",
        "Szűcs, Győző",
    ),
    "ISO 8859-2 in Warsaw": (
        "iso8859_2",
        "Wpływ dzwonków na kozy w górach: przegląd badań źródłowych",
        "Święty, Łukasz",
    ),
    "Windows-1250 in Zagreb": ("cp1250", "Čovjek večeras čuje kako će zvončići doći kući", "Žižić, Đuro"),
    "ISO 8859-2 in Bucharest": (
        "cp1250",
        "Caprele şi clopoţeii: fiecare a fost împărţită în două grupuri",
        "Ionescu, Ştefan",
    ),
    "Windows-1254": ("cp1254", "Keçilerin çanları: yaşlı hayvanların dağdaki gözlemi sırasında", "Yılmaz, Işık"),
    "Windows-1250": ("cp1250", "Wpływ dzwonków na kozy w górach: przegląd badań źródłowych", "Święty, Łukasz"),
}


@pytest.mark.parametrize("called", TEXTS)
def test_a_file_is_read_in_its_encoding(tmp_path: Path, called: str) -> None:
    encoding, title, author = TEXTS[called]
    file = tmp_path / "papers.ris"
    file.write_bytes(RIS.format(title=title, author=author).encode(encoding))
    parsed = read_papers(file)
    (paper,) = parsed.papers
    assert (paper.title, paper.authors[0].family) == (title, author.partition(",")[0])
    assert (
        f"line 2 is not UTF-8; such lines were read as {called.partition(' in ')[0]}. " in parsed.report.notes[0]
    )


@pytest.mark.parametrize(("encoding", "called"), [("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP")])
def test_japanese_references_have_few_kana_beside_names_and_journals(
    tmp_path: Path, encoding: str, called: str
) -> None:
    """In EUC-JP they were read as Chinese, in Shift_JIS refused."""
    entry = "@article{k, title={山羊の鈴に対する夜間観察}, author={山田 花子 and 高橋 健一 and 佐藤 次郎}, journal={日本山羊鈴学会雑誌}}\n"
    file = tmp_path / "goats.bib"
    file.write_bytes(entry.encode(encoding))
    parsed = read_papers(file)
    assert [(one.title, one.journal) for one in parsed.papers] == [
        ("山羊の鈴に対する夜間観察", "日本山羊鈴学会雑誌")
    ]
    assert f"such lines were read as {called}" in parsed.report.notes[0]


def test_lines_of_utf_8_among_others_stay(tmp_path: Path) -> None:
    encoding, title, author = TEXTS["GB18030 (GBK)"]
    own = RIS.format(title="Über Ziegen und ihre Glöckchen", author="Müller, Jörg").encode()
    file = tmp_path / "papers.ris"
    file.write_bytes(own + RIS.format(title=title, author=author).encode(encoding))
    assert [one.title for one in read_papers(file).papers] == ["Über Ziegen und ihre Glöckchen", title]


@given(st.sampled_from(sorted(TEXTS)), st.integers(0, 40), st.integers(4, 8))
def test_a_part_of_a_text_is_read_as_it_is_or_not_at_all(called: str, first: int, number: int) -> None:
    encoding, title, _ = TEXTS[called]
    if encoding in ("gb18030", "big5", "cp932", "euc_jp", "cp949"):  # which have no words that end
        return
    words = title.split() * 3
    written = " ".join(words[first % len(title.split()) :][:number]).encode(encoding)
    guess = encoding_of([written])
    assert guess is None or written.decode(guess) == written.decode(encoding)


WESTERN = (
    "Größe, Länge und Höhe; Übergänge", "Étude de l’été — naïve, “façade” à Orléans", "São Paulo, coração e pão", "Sørensen, Åse; smørbrød på Ærø",
    "Señor Núñez; ¿qué? ¡año!", "5 cm³ ± 2° of 10 m³ d¹; µm² ¼ ½", "Perché è così; città", "Þór Æðelstan, Íslandi", "què això, València", "Novotný and Škoda, Żižek", "Cantù, Niccolò; perché", "Õun ja Mõtte", "août, sûr, goût", "Simões, Guimarães, opiniões",
)  # fmt: skip


@given(st.lists(st.sampled_from(WESTERN), min_size=1, max_size=6))
def test_western_letters_are_not_taken_for_others(lines: list[str]) -> None:
    for encoding in ("cp1252", "mac_roman", "cp850"):
        guess = encoding_of(f"TI  - {line}\n".encode(encoding, "ignore") for line in lines)
        assert guess is None or guess == encoding == "cp850"


@pytest.mark.parametrize(
    "title", ["Größe und Übergänge der Glocken", "Étude des chèvres", "Señales de niños", "São João e a visão"]
)
def test_what_a_spreadsheet_saves_for_dos_is_read_as_that(tmp_path: Path, title: str) -> None:
    (tmp_path / "goats.csv").write_bytes(f"Title,DOI,Abstract\n{title},10.5555/goat.1,été\n".encode("cp850"))
    parsed = read_papers(tmp_path / "goats.csv")
    assert [(one.title, one.abstract) for one in parsed.papers] == [(title, "été")]
    assert "line 2 is not UTF-8; such lines were read as DOS' code page 850. " in parsed.report.notes[0]


@pytest.mark.parametrize("word", ["µm", "Åse", "Íñigo", "Æðelstan", "d¹", "què"])
def test_one_word_of_western_letters_tells_nothing_however_often_it_stands(word: str) -> None:
    assert encoding_of([f"AB  - {' and '.join([word] * 30)}\n".encode("cp1252")]) is None


@given(st.binary(max_size=200))
def test_any_bytes_are_looked_at(line: bytes) -> None:
    encoding_of([line])
