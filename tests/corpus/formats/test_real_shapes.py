"""Exports in shapes that public repositories hold: of other programs' making, and edited by hand; all of invented papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.files import read_papers
from tests.corpus.formats.reading import read


def test_ris_without_types_may_begin_with_any_tag(tmp_path: Path) -> None:
    """As CiteSource and synthesisr (R) write it: numbers and databases first, and no type at all."""
    record = "C1  - {0}\nC2  - {0}, 1061\nAU  - Hay, Ada\nTI  - Goat bells {0}\nPY  - 2021\nDB  - benchmark, search 1\nAB  - Goats ring.\nDO  - 10.5555/goat.{0}\nC8  - \nER  - \n\n"
    for first in ("", "JF  - Goat Letters\n", "\ufeff\nSP  - 1\n"):
        parsed = read(tmp_path, first + record.format(1) + record.format(2), "goats.ris")
        assert [one.doi for one in parsed.papers] == ["10.5555/goat.1", "10.5555/goat.2"]
        assert [one.title for one in parsed.papers] == ["Goat bells 1", "Goat bells 2"]
        assert (parsed.papers[0].authors[0].family, parsed.papers[0].abstract) == ("Hay", "Goats ring.")


@pytest.mark.parametrize("written", [r"Bells and{\slash}or horns", r"Bells and\slash or horns"])
def test_a_slash_by_its_name(tmp_path: Path, written: str) -> None:
    (paper,) = read(tmp_path, f"@article{{a, title = {{{written}}}, year = 2020}}", "goats.bib").papers
    assert paper.title == "Bells and/or horns"


CHINESE = "我们统计了一个夏天里两个山谷中四十只山羊的铃铛被听到的次数，戴铃铛的山羊在一半的时间内被找到。"
JAPANESE = "一夏の間、二つの谷で四十頭のヤギの鈴が聞こえた回数を数えた。鈴をつけたヤギは半分の時間で見つかった。"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("gb18030", CHINESE), ("shift_jis", JAPANESE), ("cp1252", "Les chèvres – elles portent des cloches, très légères."), ("utf-8", CHINESE), ("utf-16", CHINESE)],
)  # fmt: skip
@pytest.mark.parametrize("declaration", ["", '<?xml version="1.0"?>\n'])
def test_xml_that_declares_no_encoding(tmp_path: Path, encoding: str, text: str, declaration: str) -> None:
    path = tmp_path / "goats.xml"
    record = f"<record><titles><title>{text}</title></titles><abstract>{text}</abstract></record>"
    path.write_bytes(f"{declaration}<xml>\n<records>\n{record}\n</records></xml>".encode(encoding))
    parsed = read_papers(path)
    assert [(one.title, one.abstract) for one in parsed.papers] == [(text, text)]
    assert any(
        "is not UTF-8; such lines were read as" in note for note in parsed.report.notes
    ) is not encoding.startswith("utf")


@pytest.mark.parametrize(
    ("written", "families"),
    [
        ("Alix-Garcia J, Aronson G. Radeloff V. C. Ramirez-Reyes C. Shapiro E.", ["Alix-Garcia", "Aronson", "Radeloff", "Ramirez-Reyes", "Shapiro"]),
        ("Hay A, Pen O.", ["Hay", "Pen"]),
        ("Hay A. B.", ["Hay"]),
        ("J. R. Hay", ["Hay"]),
    ],
)  # fmt: skip
def test_names_between_which_commas_became_full_stops(tmp_path: Path, written: str, families: list[str]) -> None:
    (paper,) = read(tmp_path, f"TY  - JOUR\nTI  - Goat bells\nAU  - {written}\nER  - \n", "goats.ris").papers
    assert [one.family for one in paper.authors] == families


def test_labels_that_pubmed_writes_into_the_tags_of_an_abstract(tmp_path: Path) -> None:
    """As Lens and Dimensions have them in RIS, of which the latter says each label once more."""
    parts = '<AbstractText Label="{0}" NlmCategory="AIM">Goats ring.</AbstractText>\n  {1}<AbstractText Label="RESULTS" NlmCategory="UNASSIGNED">They rang.</AbstractText>'
    for text, abstract in (
        (parts.format("AIM", ""), "AIM: Goats ring.\nRESULTS: They rang."),
        (f"AIM: {parts.format('AIM', 'RESULTS: ')}", "AIM:\nGoats ring.\nRESULTS:\nThey rang."),
        (parts.format("UNLABELLED", ""), "Goats ring.\nRESULTS: They rang."),
    ):
        (paper,) = read(tmp_path, f"TY  - JOUR\nTI  - Goat bells\nAB  - {text}\nER  - \n", "goats.ris").papers
        assert paper.abstract == abstract


def test_cells_in_which_only_markup_stands(tmp_path: Path) -> None:
    text = "TY  - JOUR\nTI  - Goat bells<br />\nSP  - <br />-<br />\nVL  - 12<br />\nT2  - <br />\nDO  - <br />\nER  - \n"
    (paper,) = read(tmp_path, text, "goats.ris").papers
    assert (paper.title, paper.page, paper.volume, paper.journal, paper.doi) == (
        "Goat bells",
        None,
        "12",
        None,
        None,
    )


def test_who_signs_for_a_group(tmp_path: Path) -> None:
    names = "AU  - Hay, Ada for the Owl Collaboration\nAU  - Pen, Otto, on behalf of the Goat Study Group\nAU  - Society for the Study of Owls\nAU  - Center for Goats\n"
    (paper,) = read(tmp_path, f"TY  - JOUR\nTI  - Goat bells\n{names}ER  - \n", "goats.ris").papers
    assert [(one.family, one.name) for one in paper.authors] == [
        ("Hay", "Ada Hay"), (None, "Owl Collaboration"), ("Pen", "Otto Pen"), (None, "Goat Study Group"), (None, "Society for the Study of Owls"), (None, "Center for Goats"),
    ]  # fmt: skip


ARXIV = (
    '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>1701.00001</id><created>2017-01-02</created>'
    "<authors>{0}</authors><title>Goat bells</title><categories>hep-ex</categories><journal-ref>{1}</journal-ref><abstract>Goats ring.</abstract></arXiv></metadata></record></ListRecords></OAI-PMH>"
)


def test_arxivs_people_who_sign_for_a_group_and_where_a_paper_came_out(tmp_path: Path) -> None:
    signed = (
        "<author><keyname>Hay for the Owl Collaboration</keyname><forenames>Ada Maria</forenames></author>"
        "<author><keyname>Collaboration</keyname><forenames>for the DES</forenames></author><author><keyname>van Pen</keyname><forenames>Otto</forenames></author>"
    )
    (paper,) = read(tmp_path, ARXIV.format(signed, "Owl. Phys. J. C (2017) 77:856"), "goats.xml").papers
    assert [one.name for one in paper.authors] == [
        "Ada Maria Hay",
        "Owl Collaboration",
        "DES Collaboration",
        "Otto van Pen",
    ]
    place = (paper.journal, paper.year, paper.volume, paper.page or paper.article_number)
    assert place == ("Owl. Phys. J. C", 2017, "77", "856")


def test_an_address_in_a_name(tmp_path: Path) -> None:
    text = "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Hay, Ada B. (ada.hay@example.org)\n   Pen, Otto\nTI Goat bells\nPY 2020\nER\n\nEF\n"
    (paper,) = read(tmp_path, text, "goats.txt").papers
    assert [one.name for one in paper.authors] == ["Ada B. Hay", "Otto Pen"]


def test_a_table_of_numbers_alone_is_told_what_to_do(tmp_path: Path) -> None:
    """As reviews list what they included."""
    row = (
        "https://pubmed.ncbi.nlm.nih.gov/1000000{0},https://doi.org/10.5555/goat.{0},https://openalex.org/W{0},0\n"
    )
    text = "pmid,doi,openalex_id,label_included\n" + "".join(map(row.format, range(1, 4)))
    with pytest.raises(
        CorpusError, match=r"ids\.csv tells of its papers no more than their numbers; “marrow corpus add FILE”"
    ):
        read(tmp_path, text, "ids.csv")
