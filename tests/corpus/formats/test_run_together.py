"""Tagged records whose end or beginning is missing: each is read as its own where an empty line stands between, and refused where none does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.formats.reading import read

TEXT = "They rang at night, and the herd came down to the river before the sun rose."
REFWORKS = "RT Journal Article\nSR Electronic\nID {n}\nA1 Hay,{who}\nT1 Goats and bells {n}\nJF Goat Letters\nYR 2020\nDO 10.1234/{n}\nAB {text}\n\n"
WOS = "PT J\nAU Hay, {who}\nTI Goats and bells {n}\nSO GOAT LETTERS\nAB {text}\nPY 2020\nDI 10.1234/{n}\nUT WOS:00010000000000{n}\nER\n\n"
NBIB = "PMID- 3123450{n}\nOWN - NLM\nDP  - 2020 Jan\nTI  - Goats and bells {n}\nAB  - {text}\nFAU - Hay, {who}\nJT  - Goat letters\nAID - 10.1234/{n} [doi]\nSO  - Goat Lett.\n\n"
RIS = "TY  - JOUR\nTI  - Goats and bells {n}\nAU  - Hay, {who}\nJO  - Goat Letters\nPY  - 2020\nDO  - 10.1234/{n}\nAB  - {text}\nER  - \n\n"
ENW = "%0 Journal Article\n%T Goats and bells {n}\n%A Hay, {who}\n%J Goat Letters\n%D 2020\n%R 10.1234/{n}\n%X {text}\n\n"
# the record, its beginning, its end
FORMATS = {
    "refworks.txt": (REFWORKS, "RT Journal Article\n", ""),
    "wos.txt": (WOS, "PT J\n", "ER\n"),
    "pubmed.nbib": (NBIB, "PMID- 31234502\n", ""),
    "goats.ris": (RIS, "TY  - JOUR\n", "ER  - \n"),
    "goats.enw": (ENW, "%0 Journal Article\n", ""),
}


def _three(name: str, gap: bool) -> str:
    """Three records, of which the first has no end and the second no beginning."""
    record, begin, end = FORMATS[name]
    one, two, three = (record.format(n=n, who=who, text=TEXT) for n, who in ((1, "Ada"), (2, "Otto"), (3, "Al")))
    one = one.removesuffix(f"{end}\n") + ("\n" if gap else "")
    return one + two.removeprefix(begin) + three


@pytest.mark.parametrize("name", FORMATS)
def test_a_record_without_its_beginning_is_one_of_its_own_behind_an_empty_line(tmp_path: Path, name: str) -> None:
    parsed = read(tmp_path, _three(name, True), name)
    assert [(str(p.doi), p.title, p.authors[0].given, p.abstract) for p in parsed.papers] == [
        (f"10.1234/{n}", f"Goats and bells {n}", who, TEXT) for n, who in ((1, "Ada"), (2, "Otto"), (3, "Al"))
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_records_that_run_into_each_other_are_refused(tmp_path: Path, name: str) -> None:
    parsed = read(tmp_path, _three(name, False), name)
    assert [str(paper.doi) for paper in parsed.papers] == ["10.1234/3"]
    assert [one.reason for one in parsed.report.rejected] == [
        "it holds several titles and years: records run into each other, without an empty line"
    ]


def test_a_word_at_the_beginning_of_a_line_of_the_abstract_is_no_title(tmp_path: Path) -> None:
    text = f"{TEXT}\nT1 weighted pictures showed bells.\n\nT1 and T2 were alike."
    (paper,) = read(tmp_path, REFWORKS.format(n=1, who="Ada", text=text), "refworks.txt").papers
    assert (paper.title, str(paper.doi), paper.abstract) == (
        "Goats and bells 1",
        "10.1234/1",
        text.replace("\n\n", "\n"),
    )


def test_what_is_left_of_a_record_is_refused_and_gives_nothing_to_the_one_before_it(tmp_path: Path) -> None:
    one, two = (NBIB.format(n=n, who=who, text=TEXT) for n, who in ((1, "Ada"), (2, "Otto")))
    parsed = read(tmp_path, one + two[two.index("FAU") :], "pubmed.nbib")
    assert [(str(p.doi), [a.given for a in p.authors]) for p in parsed.papers] == [("10.1234/1", ["Ada"])]
    assert [(one.line, "neither a title nor a text" in one.reason) for one in parsed.report.rejected] == [
        (11, True)
    ]
