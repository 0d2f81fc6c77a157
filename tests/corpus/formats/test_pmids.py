"""A PMID as programs and people write it is the same number in every format; what is no identifier names no paper."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.corpus.formats.reading import read

AS_WRITTEN = {
    "99000001": "99000001",
    "PMID: 99000001": "99000001",
    "https://pubmed.ncbi.nlm.nih.gov/99000001/": "99000001",
    "99000001.0": "99000001",
    "099000001": "99000001",
    "99,000,001": "99000001",
    "99 000 001": "99000001",
    "９９０００００１": "99000001",
    "٩٩٠٠٠٠٠١": "99000001",
    "99000001; 99000002": "99000001",
    "PMC7000001": None,
    "123456789012": None,
    "in press": None,
    "0": None,
}
FILES: dict[str, Callable[[str], str]] = {
    "bib": lambda said: f"@article{{a, title={{Goat bells}}, doi={{10.5555/goat.1}}, pmid={{{said}}}}}\n",
    "csv": lambda said: f'Title,DOI,PMID\nGoat bells,10.5555/goat.1,"{said}"\n',
    "json": lambda said: json.dumps([{"type": "article-journal", "title": "Goat bells", "PMID": said}]),
    "txt": lambda said: f"FN Clarivate\nVR 1.0\nPT J\nTI Goat bells\nDI 10.5555/goat.1\nPM {said}\nER\n\nEF\n",
}


@pytest.mark.parametrize("said", AS_WRITTEN)
def test_a_pmid_is_one_number_however_it_is_written(tmp_path: Path, said: str) -> None:
    found = {form: read(tmp_path, text(said), f"goats.{form}").papers[0].pmid for form, text in FILES.items()}
    assert found == dict.fromkeys(FILES, AS_WRITTEN[said])


def test_figures_of_any_script_are_read_in_ris(tmp_path: Path) -> None:
    text = "TY  - JOUR\nTI  - Goat bells\nDB  - PubMed\nAN  - ９９０００００１\nER  - \n"
    assert read(tmp_path, text, "goats.ris").papers[0].pmid == "99000001"


@pytest.mark.parametrize("said", ["-", "n/a", "NA", "null", "None", "#N/A"])
def test_a_cell_that_says_that_there_is_nothing_is_neither_identifier_nor_author(
    tmp_path: Path, said: str
) -> None:
    one = f"TY  - JOUR\nTI  - {{}}\nAN  - {said}\nAU  - {said}\nER  - \n"
    parsed = read(tmp_path, one.format("Goat bells") + one.format("Kid horns"), "goats.ris")
    assert [(paper.title, paper.authors, paper.has_identifier) for paper in parsed.papers] == [
        ("Goat bells", (), False),
        ("Kid horns", (), False),
    ]
    assert parsed.report.notes == ()


def test_a_name_that_looks_like_such_a_word_is_one(tmp_path: Path) -> None:
    text = "TY  - JOUR\nTI  - Goat bells\nAU  - Na, Ha\nAU  - Null, Ada\nAU  - Nan, Otto\nER  - \n"
    names = [one.name for one in read(tmp_path, text, "goats.ris").papers[0].authors]
    assert names == ["Ha Na", "Ada Null", "Otto Nan"]


@pytest.mark.parametrize(
    "said", ["PUBMED 99000001", "PUBMED 99000001,EMBASE 2001234567", "EMBASE 2001234567, PUBMED 99000001"]
)
def test_the_cochrane_library_names_several_databases_in_one_tag_and_the_year_in_its_own(
    tmp_path: Path, said: str
) -> None:
    text = f"TY  -  JOUR\nAN  -  CN-01234567\nTI  -  Goat bells\nYR  -  2020\nC3  -  {said}\nER  -  \n"
    (paper,) = read(tmp_path, text, "goats.ris").papers
    assert (paper.pmid, paper.year) == ("99000001", 2020)


def test_the_address_that_the_program_papers_gives_a_paper_holds_its_doi(tmp_path: Path) -> None:
    text = "TY  - JOUR\nTI  - Goat bells\nUR  - papers3://publication/doi/10.5555/goat.1\nER  - \n"
    (paper,) = read(tmp_path, text, "goats.ris").papers
    assert (paper.doi, paper.url) == ("10.5555/goat.1", None)
