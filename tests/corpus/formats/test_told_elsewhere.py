"""What a record tells in a place of its own: where an arXiv paper came out, a suffix, particles, whose number a number is, a second DOI."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.files import read_papers
from corpus.models import Paper


def read(folder: Path, text: str, name: str = "owls.xml") -> Paper:
    path = folder / name
    path.write_text(text, "utf-8")
    parsed = read_papers(path)
    assert (parsed.report.read, parsed.report.kept) == (1, 1)
    return parsed.papers[0]


def arxiv(reference: str) -> str:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2001.00001v2</id>'
        "<published>2019-12-02T10:00:00Z</published><title>Owls</title><summary>Owls hoot.</summary>"
        f'<a:journal_ref xmlns:a="http://arxiv.org/schemas/atom">{reference}</a:journal_ref></entry></feed>'
    )


@pytest.mark.parametrize(
    ("reference", "journal", "volume", "year", "place"),
    [
        ("J Owl Sci 3 (2020) 10", "J Owl Sci", "3", 2020, "10"),
        ("J. Owl Sci. 33, 0130 (2021)", "J. Owl Sci.", "33", 2021, "0130"),
        ("Owl 585, 357-362 (2020)", "Owl", "585", 2020, "357-362"),
        ("Owl.Rev.D76:013009,2007", "Owl.Rev.D", "76", 2007, "013009"),
        ("Owl. Math. Phys. 108 (2018), no. 2, 359-376", "Owl. Math. Phys.", "108", 2018, "359-376"),
        ("Owl Letters, vol. 12, pp. 5-9, 2021", "Owl Letters", "12", 2021, "5-9"),
        ("Owl Letters 12(3), 5-9 (2021)", "Owl Letters", "12", 2021, "5-9"),
        ("Proceedings of Owl Days 2020, pp. 1-9", "Proceedings of Owl Days 2020, pp. 1-9", None, 2020, None),
        ("Owl Days 2020", "Owl Days 2020", None, 2020, None),
        ("To appear in Owl Letters", "To appear in Owl Letters", None, 2019, None),
    ],
)
def test_where_an_arxiv_paper_came_out(
    tmp_path: Path, reference: str, journal: str, volume: str | None, year: int, place: str | None
) -> None:
    paper = read(tmp_path, arxiv(reference))
    assert (paper.journal, paper.volume, paper.year, paper.place) == (journal, volume, year, place)
    assert (paper.type, paper.kind) == ("Article", None)
    assert paper.url == "https://arxiv.org/abs/2001.00001"


JATS = (
    "<article><front><article-meta><title-group><article-title>Owls</article-title></title-group><contrib-group>"
    '<contrib contrib-type="author"><name>{name}</name></contrib></contrib-group></article-meta></front></article>'
)


@pytest.mark.parametrize(
    ("name", "family", "suffix"),
    [
        ("<surname>Berg</surname><given-names>Jan</given-names><prefix>van der</prefix>", "van der Berg", None),
        ("<surname>Berg</surname><given-names>Jan</given-names><prefix>Dr.</prefix>", "Berg", None),
        ("<surname>van Berg</surname><given-names>Jan</given-names><prefix>van</prefix>", "van Berg", None),
        ("<surname>Hay</surname><given-names>N</given-names><suffix>Jr</suffix>", "Hay", "Jr"),
    ],
)
def test_particles_of_a_jats_name(tmp_path: Path, name: str, family: str, suffix: str | None) -> None:
    author = read(tmp_path, JATS.format(name=name)).authors[0]
    assert (author.family, author.suffix) == (family, suffix)


def marc(fields: str, control: str = '<controlfield tag="001">m7</controlfield>') -> str:
    return (
        f'<collection xmlns="http://www.loc.gov/MARC21/slim"><record><leader>00000nam a2200000 a 4500</leader>{control}'
        f'<datafield tag="245"><subfield code="a">Owls</subfield></datafield>{fields}</record></collection>'
    )


@pytest.mark.parametrize(
    ("said", "name", "suffix"),
    [("Jr.,", "Nora P. Hay Jr.", "Jr."), ("III", "Nora P. Hay III", "III"), ("Dr.", "Nora P. Hay", None), ("Sir,", "Nora P. Hay", None)],
)  # fmt: skip
def test_what_stands_behind_a_name_in_a_catalogue(
    tmp_path: Path, said: str, name: str, suffix: str | None
) -> None:
    field = f'<datafield tag="100"><subfield code="a">Hay, Nora P.,</subfield><subfield code="c">{said}</subfield></datafield>'
    author = read(tmp_path, marc(field)).authors[0]
    assert (author.name, author.family, author.suffix) == (name, "Hay", suffix)


def test_a_catalogue_s_number_goes_with_the_catalogue(tmp_path: Path) -> None:
    whose = '<controlfield tag="001">77</controlfield><controlfield tag="003">OWL-1</controlfield>'
    assert read(tmp_path, marc("", whose)).key == "(OWL-1)77"
    assert read(tmp_path, marc("")).key == "m7"
    paper = read(tmp_path, marc('<datafield tag="020"><subfield code="a">978</subfield></datafield>', ""))
    assert paper.key.startswith("record:")


def test_of_several_dois_the_first_that_is_one(tmp_path: Path) -> None:
    text = "RT Journal Article\nT1 Owls\nDO in press\nDO 10.5555/owl.2\nAB Owls hoot.\n"
    assert read(tmp_path, text, "owls.txt").key == "10.5555/owl.2"


UNIXREF = (
    "<doi_records><doi_record><crossref><journal><journal_metadata><full_title>Owl Letters</full_title></journal_metadata>"
    "<journal_issue>{issue}</journal_issue><journal_article><titles><title>Owls</title></titles>{own}"
    "<doi_data><doi>10.5555/owl.1</doi></doi_data></journal_article></journal></crossref></doi_record></doi_records>"
)
ONLINE = '<publication_date media_type="online"><month>12</month><day>3</day><year>2019</year></publication_date>'
PRINT = '<publication_date media_type="print"><month>3</month><day>1</day><year>2020</year></publication_date>'


@pytest.mark.parametrize(
    ("issue", "own"), [("", ONLINE + PRINT), ("", PRINT + ONLINE), (PRINT, ONLINE), (ONLINE + PRINT, "")]
)
def test_the_year_is_the_volume_s_and_the_day_the_first(tmp_path: Path, issue: str, own: str) -> None:
    paper = read(tmp_path, UNIXREF.format(issue=issue, own=own))
    assert (paper.year, str(paper.published)) == (2020, "2019-12-03")


def test_a_volume_put_online_long_after_came_out_in_its_year(tmp_path: Path) -> None:
    own = f'{ONLINE}<publication_date media_type="print"><year>1985</year></publication_date>'
    paper = read(tmp_path, UNIXREF.format(issue="", own=own))
    assert (paper.year, paper.published) == (1985, None)


def test_a_year_of_print_alone_stands_beside_a_day_online(tmp_path: Path) -> None:
    own = f'{ONLINE}<publication_date media_type="print"><year>2020</year></publication_date>'
    paper = read(tmp_path, UNIXREF.format(issue="", own=own))
    assert (paper.year, str(paper.published)) == (2020, "2019-12-03")
