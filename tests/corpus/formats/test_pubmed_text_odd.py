"""PubMed's “Abstract (text)” and “Summary (text)” where they are old, have no abstract or list references."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from tests.corpus.formats.test_pubmed_text import SUMMARY, names, read

OLD = """\
1. J Goat Sci. 2012 Mar;3(2):10-9. doi: 10.5555/goat.5.

Goat bells: old style.

Hay NP, Pen O.

Department of Goats, University of Chur, Chur, Switzerland. hay@example.org

Bells rang in 12 of 40 goats.

Publisher: Plain Language Summary We heard goats.

PMID: 99000005  [PubMed - indexed for MEDLINE]
"""


def test_an_address_is_no_abstract_and_a_further_one_is(tmp_path: Path) -> None:
    """Before 2014 PubMed printed the first author's address without a heading."""
    (paper,) = read(tmp_path, OLD).papers
    assert names(paper.authors) == ["Hay", "Pen"]
    assert paper.abstract == "Bells rang in 12 of 40 goats.\nPlain Language Summary We heard goats."
    (told,) = read(
        tmp_path, OLD.replace("Department of Goats, University", "Goats were seen at the University")
    ).papers
    assert (told.abstract or "").startswith("Goats were seen at the University of Chur")


@pytest.mark.parametrize(
    "language",
    [
        "[Article in German]",
        "[No authors listed]\n\n[Article in German]",
        "[Article in Portuguese; Abstract available in Portuguese from the publisher]",
        "[Article in English, Spanish; Abstract available in Spanish, English from the \npublisher]",
    ],
)
def test_the_language_of_an_article_is_not_taken_for_its_authors(tmp_path: Path, language: str) -> None:
    (paper,) = read(tmp_path, OLD.replace("Hay NP, Pen O.", f"{language}\n\nHay NP, Pen O.")).papers
    assert names(paper.authors) == ["Hay", "Pen"]
    assert (paper.abstract or "").startswith("Bells rang")


@pytest.mark.parametrize(
    "said",
    [
        "Plain Language Summary Blood pressure rises in society.",
        "CONCLUSION: The authors found associations.",
        "The licence to ring is given by the government.",
    ],
)
def test_a_text_that_only_has_words_of_rights_is_not_taken_for_them(tmp_path: Path, said: str) -> None:
    (paper,) = read(tmp_path, OLD.replace("Plain Language Summary We heard goats.", said)).papers
    assert (paper.abstract, paper.rights) == (f"Bells rang in 12 of 40 goats.\n{said}", None)


def test_a_numbered_list_of_references_is_none_of_its_records(tmp_path: Path) -> None:
    """The second reference was the first one's title."""
    text = SUMMARY.replace("1: ", "1. ").replace("2: ", "2. ").replace("3: ", "3. ")
    with pytest.raises(CorpusError, match="is text and holds no records, but it names DOIs"):
        read(tmp_path, text)


def test_a_summary_names_groups_and_languages(tmp_path: Path) -> None:
    text = (
        "1: Hay NP. [Bells]. Alp J. 2021 Jan;12(1-2):5-9. German. doi: 10.5555/g.8. PMID: 8.\n\n"
        "2: GOAT Study Group. Bells of the world. Alp J. 2020 May 2;395(10):1-2. Review. PMID: 9.\n\n"
        "3: Study of a group. Does it ring? Alp J. 2020;3:1-2. PMID: 10.\n"
    )
    german, world, nobody = read(tmp_path, text).papers
    assert (german.page, german.issue) == ("5-9", "1-2")
    assert (world.title, names(world.authors), world.page) == ("Bells of the world", ["GOAT Study Group"], "1-2")
    assert (nobody.title, nobody.authors) == ("Study of a group. Does it ring?", ())


def test_a_file_that_ends_before_its_last_records_pmid_is_said_to_be_cut_off(tmp_path: Path) -> None:
    whole = "1: Hay NP. Bells. Alp J. 2021 Jan;12(1-2):5-9. PMID: 8.\n\n2: Pen OT, Roe J. Owls. Alp J. 2020;3:1-2. PMID: 10.\n"
    assert "it may be cut off" not in " ".join(read(tmp_path, whole).report.notes)
    for end in ("Pen", " Owls", " PMID"):
        notes = read(tmp_path, whole[: whole.index(end, 60) + 3]).report.notes
        assert "the file ends within its last record, which begins on line 3; it may be cut off" in notes
