"""RIS, BibTeX, NBIB and CSL-JSON: one fault a file, what is kept and what is refused worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.files import formats, read_papers
from corpus.formats.latex import decoded
from corpus.formats.people import people
from corpus.models import Parsed

NAMES = ("ris", "bibtex", "nbib", "csl-json")


def read(folder: Path, text: str, named: str | None = None) -> Parsed:
    path = folder / "papers"
    path.write_text(text, "utf-8")
    return read_papers(path, named)


RIS = "TY  - JOUR\nTI  - Bees\nDO  - 10.1234/bees\nER  - \n"
BIB = "@article{b1, title={Bees}, doi={10.1234/bees}}\n"
NBIB = "PMID- 1\nTI  - Bees.\n"
CSL = '{"id": "1", "type": "article-journal", "title": "Bees"}'
SECOND = {
    "ris": "TY  - JOUR\nTI  - Ants\nDO  - 10.1234/ants\nER  - \n",
    "bibtex": "@article{b1, title={Ants}, doi={10.1234/ants}}\n",
}


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (RIS + SECOND["ris"], ["Bees", "Ants"]),
        (RIS.replace("ER  - \n", "") + SECOND["ris"], ["Bees", "Ants"]),
        (RIS.replace("  - ", " - ") + SECOND["ris"], ["Bees", "Ants"]),
        ("\ufeff" + RIS + SECOND["ris"], ["Bees", "Ants"]),
        ("1.\n" + RIS + "\n\n2.\n" + SECOND["ris"].removesuffix("ER  - \n"), ["Bees", "Ants"]),
        (RIS.replace("Bees", "Bees and\ntheir sugar"), ["Bees and their sugar"]),
        (BIB + SECOND["bibtex"], ["Bees", "Ants"]),
        ("junk before\n" + BIB + "and between @ them\n" + SECOND["bibtex"], ["Bees", "Ants"]),
        ('@string{b = "Bees"}\n@comment{no}\n@article(k, title = b # " fly", doi = "10.1234/x")\n', ["Bees fly"]),
        ("@article{k, title={50% of {B}ees \\& wasps}, doi={10.1234/x}, abstract={a 5% b}}", ["50% of Bees & wasps"]),
        (NBIB + "\nPMID- 2\nTI  - Ants?\n", ["Bees", "Ants?"]),
        (NBIB.replace("Bees.", "Bees\n      and sugar."), ["Bees and sugar"]),
        (f"[{CSL}]", ["Bees"]),
        ('{"status": "ok", "message-type": "work", "message": {"DOI": "10.1234/x", "title": ["Bees <i>fly</i>"]}}', ["Bees fly"]),
        ('{"message-type": "work-list", "message": {"facets": {}, "items": [{"DOI": "10.1234/x", "title": ["A"]}]}}', ["A"]),
    ],
)  # fmt: skip
def test_every_record_is_kept(tmp_path: Path, text: str, titles: list[str]) -> None:
    found = read(tmp_path, text)
    assert [paper.title for paper in found.papers] == titles
    assert found.report.rejected == ()


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (RIS + "TY  - JOUR\nTI  - No name\nER  - \n", 5, "needs a DOI"),
        (RIS + "TY  - JOUR\nTI  - X\nDO  - nonsense\nER  - \n", 5, "its “doi” is not a DOI"),
        (BIB + "@article{k, title={never closed, doi={10.1234/x}\n" + SECOND["bibtex"], 2, "do not close"),
        (BIB + "@article{k title=}\n", 2, "not BibTeX"),
        (NBIB + "\nPMID- 2\nAU  - Nobody\n", 4, "neither a title nor a text"),
        (f'[{CSL},\n{{"id": 2, "title": }}]', 2, "it is not JSON"),
        (f'[{CSL},\n{{"id": 2, "title": {{}}}}]', 2, "neither a title nor a text"),
        (f'[{CSL},\n"10.1234/ants"]', 2, "not a JSON object"),
        (f'[{CSL},\nnull,\n{{"id": 3, "title": "Ants"}}]', 2, "not a JSON object"),
        (f'[{CSL}]\n; end', 2, "it is not JSON"),
    ],
)  # fmt: skip
def test_a_record_that_cannot_be_kept_is_refused_alone(tmp_path: Path, text: str, line: int, reason: str) -> None:
    found = read(tmp_path, text)
    assert found.papers[0].title == "Bees"
    (refused,) = found.report.rejected
    assert refused.line == line
    assert reason in refused.reason
    assert refused.raw


@pytest.mark.parametrize("text", ['[{"id": 1, "title": "x"', '{"message-type": "work", "message": {'])
def test_a_file_that_is_cut_off_is_one_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(CorpusError, match="fetch or export it again"):
        read(tmp_path, text)


def test_fields_are_read_as_each_format_writes_them(tmp_path: Path) -> None:
    text = (
        "TY  - JOUR\nAU  - El Ahmadieh, Tarek\nAU  - Korean Society\nTI  - T\nJO  - Spine\nPY  - 2023///\nDA  - 2023/11/02\n"
        "VL  - 4\nIS  - 2\nSP  - 10\nEP  - 19\nSN  - 2072-6694\nKW  - a; b\nUR  - https://doi.org/10.1234/X\nAB  - Said.\nER  - \n"
    )
    (paper,) = read(tmp_path, text).papers
    assert (paper.key, paper.year, str(paper.published), paper.article_number) == (
        "10.1234/x",
        2023,
        "2023-11-02",
        "10-19",
    )
    assert [(one.family, one.given, one.is_group) for one in paper.authors] == [
        ("El Ahmadieh", "Tarek", False),
        (None, None, True),
    ]
    assert (paper.journal, paper.volume, paper.issue, paper.issn) == ("Spine", "4", "2", "2072-6694")
    assert (paper.keywords, paper.abstract, paper.type) == (("a", "b"), "Said.", "Article")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"{\'A}lvaro Garc\'{\i}a-Mu\~noz", "Álvaro García-Muñoz"),
        (r"\c{c}a \v{S} {\o} \ss{} \AA ngstr{\"o}m", "ça Š ø ß Ångström"),
        (r"50\% of 12 & $p<0.05$ -- ``so''", "50% of 12 & p<0.05 – “so”"),
        (r"{BRCA1} in \textit{mice} $\times$ \textbf{x}", "BRCA1 in mice × x"),
        (r"$\alpha$-SMA, 5\,mm, $\leq$ 3", "α-SMA, 5 mm, ≤ 3"),
        ("no LaTeX: 5% & 'x' #1", "no LaTeX: 5% & 'x' #1"),
        (r"half a command \textbf", "half a command "),
    ],
)
def test_latex_is_read(written: str, text: str) -> None:
    assert decoded(written) == text


@pytest.mark.parametrize(
    ("names", "families"),
    [
        (["Kang, D.", "WHO"], ["Kang", None]),
        (["Kang DH", "van der Berg J Jr"], ["Kang", "van der Berg Jr"]),
        (["Dong-Ho Kang", "Spine Study Group"], ["Kang", None]),
        (["Smith, John, Jr.", "Smith, Jr., John"], ["Smith Jr.", "Smith Jr."]),
        (["Plato,"], ["Plato"]),
        ([" ", ","], []),
    ],
)
def test_people_are_read(names: list[str], families: list[str | None]) -> None:
    assert [one.family for one in people(names)] == families


_PIECE = st.sampled_from(
    ["TY  - JOUR\n", "ER  - \n", "TI  - a\n", "DO  - 10.1234/x\n", "AU  - ,\n", "@article{k, ", "title={a}", "}", "{", "\\", "%", "@", ",",
     "doi={10.1/x}", "PMID- 1\n", "TI  - \n", "AB  -", "[", "]", '"', '{"id": 1, ', '"title": "x"', "\n", "\x00", "\ufeff", "é", "=", " and ", "$"]
)  # fmt: skip


@pytest.mark.parametrize("named", NAMES)
@given(pieces=st.lists(_PIECE | st.text(max_size=8), max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
def test_any_text_is_read_or_refused_in_a_sentence(tmp_path: Path, named: str, pieces: list[str]) -> None:
    path = tmp_path / "papers"
    path.write_bytes("".join(pieces).encode("utf-8", "replace"))
    try:
        report = read_papers(path, named).report
    except CorpusError:
        return
    assert report.read == report.kept + report.merged + len(report.rejected)


@pytest.mark.parametrize("named", NAMES)
def test_a_long_file_takes_no_long_time(tmp_path: Path, named: str) -> None:
    for text in (
        "{" * 60_000,
        "@article{" * 7_000,
        "[" * 60_000,
        "TY  - JOUR\n" * 6_000,
        "\\'{" * 20_000,
        '"' * 60_001,
        "PMID- \n" * 9_000,
    ):
        try:
            report = read(tmp_path, text, named).report
        except CorpusError:
            continue
        assert report.kept == 0


def test_every_format_has_a_name_of_its_own() -> None:
    names = [one.name for one in formats()]
    assert len(names) == len(set(names))
    assert set(NAMES) <= set(names)


def test_what_fuzzing_found_stays_found(tmp_path: Path) -> None:
    """A date of words, an identifier of sixty thousand letters (ten seconds), a comma for authors."""
    dated = '[{"id": 1, "title": "x", "issued": {"date-parts": [["2023", "strains", 1]]}}]'
    assert read(tmp_path, dated, "csl-json").papers[0].published is None
    long = f"PMID- 1\nTI  - Bees.\nLID - {'a' * 60_000}\nLID - 10.1234/bees [doi]\n"
    (paper,) = read(tmp_path, long, "nbib").papers
    assert paper.key == "10.1234/bees"
    (nobody,) = read(tmp_path, 'title,authors,doi\nBees,",",10.1234/bees\n', "table").papers
    assert nobody.authors == ()


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\nTI  - x\nDO  - 10.1234/x\n" + "AU  - A, B\n" * 20_001 + "ER  - \n",
        "@article{k, title={x}, doi={10.1234/x}, author={" + "A, B and " * 20_000 + "C, D}}\n",
        "PMID- 1\nTI  - x\n" + "FAU - A, B\n" * 20_001,
    ],
    ids=["ris", "bibtex", "nbib"],
)
def test_more_authors_than_any_paper_has_are_refused(tmp_path: Path, text: str) -> None:
    (refused,) = read(tmp_path, text).report.rejected
    assert "more than 20,000 authors" in refused.reason
