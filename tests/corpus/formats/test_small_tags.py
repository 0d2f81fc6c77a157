"""RIS with its tags in small letters, as scripts and some databases write it: of invented papers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.files import read_papers

SAID = (
    "TY  - JOUR\nTI  - Goat bells\nAU  - Hay, Ada\nAU  - Pen, Otto\nPY  - 2020\nJO  - Goats\nVL  - 7\nSP  - 1\nEP  - 9\nDO  - 10.5555/goat.1\n"
    "AB  - Goats ring. An odd line of it\nup - and down it goes.\nER  - \n\nTY  - CHAP\nTI  - Kid bells\nDO  - 10.5555/kid.1\nER  - \n"
)


@pytest.mark.parametrize("case", [str.lower, str.title])
def test_tags_in_small_letters_are_read(tmp_path: Path, case: Callable[[str], str]) -> None:
    path = tmp_path / "papers.ris"
    lines = SAID.splitlines(keepends=True)
    path.write_text(
        "".join(f"{case(line[:2])}{line[2:]}" if line[2:5] == "  -" else line for line in lines), "utf-8"
    )
    parsed = read_papers(path)
    goat, kid = parsed.papers
    assert (goat.title, goat.year, goat.volume, goat.page, goat.doi) == (
        "Goat bells",
        2020,
        "7",
        "1-9",
        "10.5555/goat.1",
    )
    assert [one.name for one in goat.authors] == ["Ada Hay", "Otto Pen"]
    assert goat.abstract == "Goats ring. An odd line of it up - and down it goes."
    assert (kid.kind, parsed.report.read, parsed.report.notes) == ("chapter", 2, ())


@pytest.mark.parametrize(("base", "pmid"), [("med16", "30000001"), ("medl", "30000001"), ("emed20", None)])
def test_a_record_of_medline_at_ovid(tmp_path: Path, base: str, pmid: str | None) -> None:
    text = (
        "TY  - JOUR\nT1  - Owls in the U.S.\nKW  - *Owls\nKW  - Barns\n"
        f"UR  - http://ovidsp.ovid.com/ovidweb.cgi?T=JS&CSC=Y&NEWS=N&PAGE=fulltext&D={base}&AN=30000001\nER  - \n"
    )
    (tmp_path / "ovid.ris").write_text(text)
    (paper,) = read_papers(tmp_path / "ovid.ris").papers
    assert (paper.pmid, paper.title, paper.keywords) == (pmid, "Owls in the U.S.", ("Owls", "Barns"))


def test_what_cinahl_writes_beside_a_record(tmp_path: Path) -> None:
    """As EBSCOhost exports CINAHL: the PMID in a note, and a mark where nothing is known."""
    text = (
        "TY  - JOUR\nT1  - Owls by ear.\nAU  - Hay, Ada\nY1  - 2019/05//\nCY  - <Blank>\n"
        "UR  - http://search.ebscohost.com/login.aspx?direct=true&db=ccm&AN=136000001\n"
        "N1  - Accession Number: 136000001. Language: English. PMID: NLM30000001.\nER  - \n"
    )
    (tmp_path / "cinahl.ris").write_text(text)
    (paper,) = read_papers(tmp_path / "cinahl.ris").papers
    assert (paper.pmid, paper.publisher_place, paper.title) == ("30000001", None, "Owls by ear")


def test_an_address_is_no_journal(tmp_path: Path) -> None:
    """As the Cochrane Library has it of a register of trials."""
    text = "TY  - JOUR\nTI  - Owls by ear\nJO  - https://trialsearch.who.int/Trial2.aspx?TrialID=X1\nPY  - 2020\nER  - \n"
    (tmp_path / "central.ris").write_text(text)
    (paper,) = read_papers(tmp_path / "central.ris").papers
    assert (paper.journal, paper.url) == (None, "https://trialsearch.who.int/Trial2.aspx?TrialID=X1")
