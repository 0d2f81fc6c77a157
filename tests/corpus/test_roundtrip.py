"""What is exported is imported again as the same papers, and loads in the libraries that others use."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Literal, get_args

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from citeproc.source.json import CiteProcJSON
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from corpus.citing import STYLES, cite
from corpus.cleaning import clean_abstract, clean_line, says_nothing
from corpus.doi import Doi
from corpus.files import read_papers
from corpus.joining import builtin
from corpus.models import Author, Kind, Paper, Status
from tests.conftest import examples

FORMATS = ("ris", "bibtex", "nbib", "csl-json")
CARRIED = ("key", "doi", "title", "authors", "journal", "year", "volume", "issue", "article_number", "published")
HARD = (
    Paper(
        doi=Doi("10.3390/cancers15235518"),
        title="A & B: 50% of × in Álvaro's {set} – $5_a ~ #1 \\ x^2 -- “so”",
        authors=(
            Author(name="Tarek Y. El Ahmadieh", family="El Ahmadieh", given="Tarek Y."),
            Author(name="Korean Society of Spinal Tumor"),
            Author(name="Plato", family="Plato"),
            Author(name="José van der Berg", family="van der Berg", given="José"),
        ),
        journal="Cancers & Bone",
        year=2023,
        published=date(2023, 11, 22),
        volume="15",
        issue="23",
        article_number="5518",
    ),
    Paper(url="https://example.org/a_b", title="No DOI here", year=2020),
    Paper(source_id="WOS:0001", title="Only its source's identifier", authors=(Author(name="The Group"),)),
    Paper(pmid="123456", title="By PMID?", journal="Spine", year=1999),
    Paper(source_id="W2", title="When x <y and z> 3, no markup nor & entities; <A >"),
)
_word = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "Pd", "Po", "Sm"), exclude_characters="\"`'\ufeff"),
    min_size=1,
    max_size=9,
)
_words = st.lists(_word, min_size=1, max_size=6).map(" ".join)
_name = st.from_regex(r"[A-ZÁÉ][a-zéø]{1,8}", fullmatch=True).filter(
    # what is no name: behind one, of a company, or before one, where people are addressed by it
    lambda name: name not in ("Jr", "Sr", "Inc", "Ltd", "Corp", "Dr", "Prof", "Professor", "Sir", "Dame")
)
_person = st.builds(
    lambda family, given: Author(name=f"{given} {family}", family=family, given=given), _name, _name
)
_papers = st.lists(
    st.builds(
        Paper,
        doi=st.from_regex(r"10\.[1-9][0-9]{3}/[a-z0-9]{3,8}", fullmatch=True).map(Doi),
        # as an import leaves titles; NBIB ends every one with a full stop, and to BibTeX a run of blanks is one
        title=_words.map(lambda title: " ".join(clean_line(title).text.split())).filter(
            lambda title: bool(title) and not title.endswith(".") and not says_nothing(title)
        ),
        authors=st.lists(_person, max_size=3).map(tuple),
        year=st.integers(1900, 2030),
        volume=st.none() | st.from_regex(r"[1-9][0-9]{0,2}", fullmatch=True),
    ),
    min_size=1,
    max_size=3,
    unique_by=(lambda paper: paper.key, lambda paper: (paper.year, paper.title)),
)


_suffix = st.none() | st.sampled_from(["Jr.", "III"])
_particle = st.sampled_from(["", "van der ", "de ", "von "])


def _person_of(particle: str, family: str, given: str, suffix: str | None) -> Author:
    """A person with every part of a name; NBIB writes a suffix behind the given name, which has none of its own then."""
    name = " ".join(filter(None, (given, particle + family, suffix)))
    return Author(name=name, family=particle + family, given=given, suffix=suffix)


_people = st.lists(
    st.builds(_person_of, _particle, _name, _name, _suffix)
    | _name.map(lambda name: Author(name=f"{name} Study Group")),
    min_size=1,
    max_size=3,
).map(tuple)
_works = st.builds(
    Paper,
    doi=st.from_regex(r"10\.[1-9][0-9]{3}/[a-z0-9]{3,8}", fullmatch=True).map(Doi),
    title=st.from_regex(r"[A-Z][a-z]{2,8} [a-z]{2,8} of [a-z]{3,8}", fullmatch=True),
    authors=_people,
    year=st.integers(1900, 2030),
    kind=st.none() | st.sampled_from(get_args(Kind)),
    journal=st.just("Owl Letters") | st.just("A Handbook of Owls"),
    page=st.none() | st.sampled_from(["12-19", "S1-S9", "e12-e19"]),
    volume=st.none() | st.just("7"),
    publisher=st.none() | st.just("Barn Press & Sons"),
)
_OF_PARTS = ("chapter", "paper-conference")
WHOLE = (*CARRIED, "kind", "page", "publisher", "editors", "publisher_place")


def _edited(paper: Paper, editors: tuple[Author, ...], place: str | None) -> Paper:
    """Editors where a work stands in another; a place where there is a publisher."""
    changes: dict[str, object] = {"publisher_place": place if paper.publisher else None}
    if paper.kind in _OF_PARTS:
        changes["editors"] = editors
    return paper.model_copy(update=changes)


@pytest.mark.parametrize("form", FORMATS)
@given(work=st.builds(_edited, _works, _people, st.none() | st.just("Oslo")))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=examples(60)
)
def test_every_kind_and_name_comes_back(tmp_path: Path, form: str, work: Paper) -> None:
    (back,) = again(tmp_path, (work,), form)
    assert {name: getattr(back, name) for name in WHOLE} == {name: getattr(work, name) for name in WHOLE}


@given(works=st.lists(_works, min_size=1, max_size=3, unique_by=lambda work: work.key))
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=examples(25))
def test_every_kind_and_name_loads_elsewhere(works: list[Paper]) -> None:
    """In rispy, bibtexparser and citeproc: as many records, the same titles, years and family names in their order."""
    families = [[one.family or one.name for one in work.authors] for work in works]
    read = rispy.loads(cite(works, "ris"))
    assert [one["title"] for one in read] == [work.title for work in works]
    assert [[name.partition(",")[0] for name in one["authors"]] for one in read] == families
    library = parse_string(cite(works, "bibtex"))
    assert (library.failed_blocks, len(library.entries)) == ([], len(works))
    named = [entry["author"].split(" and ") for entry in library.entries]
    assert [[name.strip("{}").partition(",")[0] for name in names] for names in named] == families
    source = CiteProcJSON(json.loads(cite(works, "csl-json")))
    held = [source[work.key.lower()] for work in works]
    assert [[one.get("family") or one["literal"] for one in item["author"]] for item in held] == families


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", ["retracted", "concern", "corrected"])
def test_what_became_of_a_paper_comes_back(
    tmp_path: Path, form: str, kind: Literal["retracted", "concern", "corrected"]
) -> None:
    """A reader of the copy learns of it too; NBIB names a notice by its PMID and has no place for its day."""
    at_pubmed = Status(kind=kind, source="https://pubmed.ncbi.nlm.nih.gov/123/")
    elsewhere = Status(kind=kind, source="https://doi.org/10.1000/n%20(1)_a", on=date(2021, 5, 1))
    bare = Status(kind=kind)
    papers = tuple(
        Paper(doi=Doi(f"10.1000/{n}"), title=f"Owls of wood {n}", year=2020, status=status, pmid=str(700 + n))
        for n, status in enumerate((at_pubmed, bare, elsewhere))
    )
    back = [paper.status for paper in again(tmp_path, papers, form)]
    assert back[:2] == [at_pubmed, bare]
    assert back[2] == (bare if form == "nbib" else elsewhere)


@pytest.mark.parametrize("form", FORMATS)
def test_the_year_of_the_issue_comes_back_where_a_paper_was_online_before(tmp_path: Path, form: str) -> None:
    paper = Paper(doi=Doi("10.1000/y"), title="Owls of wood", year=2021, published=date(2020, 12, 30))
    assert [one.year for one in again(tmp_path, (paper,), form)] == [2021]


_TEXTS = (
    "Background: 50% of $5 & x_1 #2 {set} ~3 \\ ^2 -- ``so''; p\u00a0<\u20090.05.\nMethods: Owls – of 10⁵ cells, CO₂ ≥ 3 µg — flew.",
    "Owls hunt.\nER  - positive owls do not.\nTY  - JOUR was read.",
    "Owls hunt.\nER  - \nTY  - JOUR\nTI  - Evil\nAU  - Owl, E",
    "Owls hunt.\nPMID- 12345\nTI  - Evil\n@comment{x}\nDOI - 10.1/evil",
    "Owls hunt.\nPT J\nAU Owl\nER\nFN x\nVR 1.0\n%0 Journal Article\n%T Evil\n<1>\nTI  - x",
    "Owls hunt.\n@article{k, title = {No paper}}\n@book(k, a)\nPMID- 12",
    "Owls `0 and `hoot' in `code`.",
    "One line without an end\nand one more\n1. a list\n2. of two",
    'It is said: {"abstract": "x"}, {unclosed and closed} too many}.',
    "研究は終わった。\nフクロウは飛んだ。",
)


_keywords = st.lists(
    st.sampled_from(["barn owl", "wood", "owls, barn", "p{w}%", "a & b", "x <y> z"]), unique=True, max_size=4
)


@pytest.mark.parametrize("form", FORMATS)
@given(
    text=st.sampled_from(_TEXTS) | st.lists(st.text(max_size=30) | _words, max_size=6).map("\n".join),
    words=_keywords,
)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=examples(60)
)
def test_abstracts_come_back_word_by_word(tmp_path: Path, form: str, text: str, words: list[str]) -> None:
    """RIS and NBIB have no lines inside a text: there a line end may come back as a space, behind which "Â" looks like damage."""
    abstract = clean_abstract(text).text
    assume(abstract and clean_abstract(abstract.replace("\n", " ")).text == abstract.replace("\n", " "))
    paper = Paper(doi=Doi("10.1000/y"), title="Owls of wood", abstract=abstract, keywords=tuple(words))
    (back,) = again(tmp_path, (paper,), form, whole=True)
    assert (back.abstract or "").replace("\n", " ") == abstract.replace("\n", " ")
    assert form != "bibtex" or back.abstract == abstract
    assert back.keywords == paper.keywords
    assert (back.title, back.doi) == (paper.title, paper.doi)


@pytest.mark.parametrize("text", _TEXTS)
def test_no_line_of_an_abstract_begins_as_another_record(text: str) -> None:
    """In no format that is told by how a line begins."""
    paper = Paper(doi=Doi("10.1000/y"), title="Owls of wood", abstract=text)
    begins = re.compile(r"^[ \t]*(?:[A-Z][A-Z0-9]{1,3} {0,2}-|@|%[0A-Z] |PT \w$|FN |<\d+>$)", re.MULTILINE)
    for form in ("ris", "bibtex", "nbib"):
        lines = cite((paper,), form, whole=True).split("\n")
        at = next(place for place, line in enumerate(lines) if line.lstrip().casefold().startswith("ab"))
        behind = "\n".join(lines[at + 1 :])
        if form == "ris":  # what closes its record
            behind = behind.removesuffix("ER  - ")
        if form == "nbib":  # the tags that follow an abstract
            behind = ""
        assert not begins.search(behind), behind


def test_a_structured_abstract_keeps_its_lines(tmp_path: Path) -> None:
    paper = Paper(doi=Doi("10.1000/y"), title="Owls", abstract="Aims: To see owls.\nResults: Owls were seen.")
    for form in ("ris", "bibtex", "csl-json"):
        assert again(tmp_path, (paper,), form, whole=True)[0].abstract == paper.abstract


def test_whole_exports_load_elsewhere() -> None:
    papers = [paper for paper in builtin().papers if paper.abstract]
    read = rispy.loads(cite(papers, "ris", whole=True))
    assert [one["abstract"] for one in read] == [paper.abstract for paper in papers]
    library = parse_string(cite(papers, "bibtex", whole=True))
    assert (library.failed_blocks, len(library.entries)) == ([], len(papers))


def again(folder: Path, papers: tuple[Paper, ...], form: str, whole: bool = False) -> tuple[Paper, ...]:
    """The papers written in a format and read from it, as recognised from its content."""
    path = folder / f"papers.{STYLES[form].extension}"
    path.write_text(cite(papers, form, whole=whole), "utf-8")
    found = read_papers(path)
    assert found.report.read == found.report.kept == len(papers), found.report
    return tuple(found.papers)


def carried(papers: tuple[Paper, ...]) -> list[dict[str, object]]:
    return [{name: getattr(paper, name) for name in CARRIED} for paper in papers]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("papers", [builtin().papers, HARD], ids=["built-in", "hard"])
def test_the_same_papers_come_back(tmp_path: Path, form: str, papers: tuple[Paper, ...]) -> None:
    assert carried(again(tmp_path, tuple(papers), form)) == carried(tuple(papers))


@pytest.mark.parametrize("form", FORMATS)
@given(papers=_papers)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=examples(40)
)
def test_any_papers_come_back(tmp_path: Path, form: str, papers: list[Paper]) -> None:
    assert carried(again(tmp_path, tuple(papers), form)) == carried(tuple(papers))


def test_exports_load_elsewhere() -> None:
    papers = (*builtin().papers, *HARD)
    read = rispy.loads(cite(papers, "ris"))
    assert [one["title"] for one in read] == [paper.title for paper in papers]
    library = parse_string(cite(papers, "bibtex"))
    assert library.failed_blocks == []
    assert len(library.entries) == len(papers)
