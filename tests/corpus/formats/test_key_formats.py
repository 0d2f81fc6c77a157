"""RIS, BibTeX, NBIB and CSL-JSON beyond their fixtures: LaTeX, names, any text at all, and what fuzzing found."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus.authors import listed as people
from corpus.canonical import canonical
from corpus.cleaning.latex import decoded
from corpus.errors import CorpusError
from corpus.files import formats, read_papers
from corpus.models import Parsed
from tests.conftest import examples

NAMES = ("ris", "bibtex", "nbib", "csl-json")


def read(folder: Path, text: str, named: str | None = None) -> Parsed:
    path = folder / "papers"
    path.write_text(text, "utf-8")
    return read_papers(path, named)


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
        (["Kang DH", "van der Berg J Jr"], ["Kang", "van der Berg"]),
        (["Dong-Ho Kang", "Spine Study Group"], ["Kang", None]),
        (["Smith, John, Jr.", "Smith, Jr., John"], ["Smith", "Smith"]),
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
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=examples(150)
)
def test_any_text_is_read_or_refused_in_a_sentence(tmp_path: Path, named: str, pieces: list[str]) -> None:
    path = tmp_path / "papers"
    path.write_bytes("".join(pieces).encode("utf-8", "replace"))
    try:
        report = read_papers(path, named).report
    except CorpusError:
        return
    assert report.read == report.kept + report.merged + len(report.rejected)


@pytest.mark.slow
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
    """A date of words, a date that is a number, an identifier of sixty thousand letters (ten seconds), a comma for authors."""
    dated = '[{"id": 1, "title": "x", "issued": {"date-parts": [["2023", "strains", 1]]}}]'
    assert read(tmp_path, dated, "csl-json").papers[0].published is None
    long = f"PMID- 1\nTI  - Bees.\nLID - {'a' * 60_000}\nLID - 10.1234/bees [doi]\n"
    (paper,) = read(tmp_path, long, "nbib").papers
    assert paper.key == "10.1234/bees"
    odd = '{"_id": "1", "title": "Bees", "issued": {"date-parts": 3}, "author": [{"family": "Li", "given": 5}]}'
    (dateless,) = read(tmp_path, odd, "jsonl").papers
    assert (dateless.published, dateless.authors[0].given) == (None, None)
    (nobody,) = read(tmp_path, 'title,authors,doi\nBees,",",10.1234/bees\n', "table").papers
    assert nobody.authors == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\nTI  - x\nDO  - 10.1234/x\n" + "AU  - A, B\n" * 10_001 + "ER  - \n",
        "@article{k, title={x}, doi={10.1234/x}, author={" + "A, B and " * 10_000 + "C, D}}\n",
        "PMID- 1\nTI  - x\n" + "FAU - A, B\n" * 10_001,
    ],
    ids=["ris", "bibtex", "nbib"],
)
def test_more_authors_than_any_paper_has_are_refused(tmp_path: Path, text: str) -> None:
    (refused,) = read(tmp_path, text).report.rejected
    assert "names, and the settings allow 10,000 (corpus.max_authors)" in refused.reason


@pytest.mark.parametrize(
    "content",
    [b"", b" \n\n", b"\xef\xbb\xbf", gzip.compress(b"", mtime=0)],
    ids=["nothing", "blanks", "mark", "packed"],
)
def test_an_empty_file_is_called_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "papers"
    path.write_bytes(content)
    with pytest.raises(CorpusError, match=r"^papers is empty; there is nothing to read\.$"):
        read_papers(path)


_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3000, 3000)
    | st.floats(allow_nan=False)
    | st.text(st.characters(), max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["family", "given", "literal", "name", "date-parts", "raw", "x"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
_FIELDS = ("_id", "id", "DOI", "doi", "pmid", "PMID", "URL", "url", "title", "text", "abstract", "author", "authors", "issued", "published",
           "year", "volume", "issue", "page", "number", "container-title", "ISSN", "keyword", "keywords", "type", "note", "labels", "status")  # fmt: skip


@pytest.mark.parametrize("named", ["csl-json", "jsonl"])
@example(record={"author": "\ud800"})
@example(record={"DOI": "\ud800"})
@given(record=st.dictionaries(st.sampled_from(_FIELDS), _json, max_size=8))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=examples(200)
)
def test_any_value_in_any_field_is_read_or_refused(tmp_path: Path, named: str, record: dict[str, object]) -> None:
    path = tmp_path / "papers"
    whole = {"id": "a", "title": "Bees", "year": 2020, **record}
    path.write_text(json.dumps([whole] if named == "csl-json" else whole), "utf-8")
    found = read_papers(path, named)
    assert (found.report.read, found.report.kept + len(found.report.rejected)) == (1, 1)
    assert json.loads(found.report.model_dump_json())["read"] == 1
    for paper in found.papers:
        canonical(paper).encode("utf-8")


def test_a_literal_name_is_whole(tmp_path: Path) -> None:
    """As CSL-JSON writes an institution, whatever it is called; a person whom a program wrote so has a comma."""
    file = tmp_path / "papers.json"
    names = [{"literal": "Bee Board"}, {"literal": "Hay, Ada"}, {"literal": "Pen O"}]
    file.write_text(json.dumps([{"type": "article-journal", "title": "Owls by ear", "author": names}]))
    (paper,) = read_papers(file).papers
    assert [(one.name, one.family) for one in paper.authors] == [
        ("Bee Board", None),
        ("Ada Hay", "Hay"),
        ("O Pen", "Pen"),
    ]
