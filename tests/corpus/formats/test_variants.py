"""Files of a known format as other programs write it: of invented papers, in the shapes that real exports have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.files import read_papers
from corpus.models import Parsed


def read(folder: Path, text: str, name: str = "papers.txt") -> Parsed:
    path = folder / name
    path.write_text(text, "utf-8")
    return read_papers(path)


def test_a_bibtex_entry_needs_no_key(tmp_path: Path) -> None:
    """JabRef writes such entries before it makes keys."""
    text = "@article{,\n  author = {Hay, Ada},\n  title = {Goat bells},\n  doi = {10.5555/goat.1}\n}\n\n"
    other = text.replace("Goat", "Kid").replace("goat", "kid").replace("{,\n", "{\n")
    parsed = read(tmp_path, text + other)
    assert [(one.title, one.doi) for one in parsed.papers] == [
        ("Goat bells", "10.5555/goat.1"),
        ("Kid bells", "10.5555/kid.1"),
    ]


def test_a_record_of_datacite_by_itself_is_read(tmp_path: Path) -> None:
    """As doi.org answers it: without the frame of DataCite's API."""
    record = {
        "id": "https://doi.org/10.5555/goat.1",
        "doi": "10.5555/goat.1",
        "types": {"resourceTypeGeneral": "Text", "resourceType": "Journal article"},
        "creators": [{"nameType": "Personal", "name": "Hay, Ada", "givenName": "Ada", "familyName": "Hay"}],
        "titles": [{"title": "Goat bells"}],
        "publicationYear": 2019,
        "descriptions": [{"description": "Goats ring.", "descriptionType": "Abstract"}],
    }
    for written in (json.dumps(record, indent=2), json.dumps(record), json.dumps([record])):
        (paper,) = read(tmp_path, written, "one.json").papers
        assert (paper.title, paper.doi, paper.year) == ("Goat bells", "10.5555/goat.1", 2019)
        assert ([one.family for one in paper.authors], paper.abstract) == (["Hay"], "Goats ring.")


SPRINGER_NAMES = "Ada HayOtto B. PenJan van der BergRob McHerd"
SPRINGER = f"""\
Item Title,Publication Title,Book Series Title,Journal Volume,Journal Issue,Item DOI,Authors,Publication Year,URL,Content Type
"Goat bells","Goat Letters","","12","3","10.5555/goat.1","{SPRINGER_NAMES}","2019","http://link.example.org/article/10.5555/goat.1","Article"
"""


def test_a_table_of_springer_is_read_and_its_names_are_parted(tmp_path: Path) -> None:
    """SpringerLink writes the authors of a paper without anything between them."""
    (paper,) = read(tmp_path, SPRINGER, "SearchResults.csv").papers
    assert (paper.title, paper.journal, paper.volume, paper.issue) == ("Goat bells", "Goat Letters", "12", "3")
    assert (paper.doi, paper.year, paper.type) == ("10.5555/goat.1", 2019, "Article")
    assert [one.name for one in paper.authors] == ["Ada Hay", "Otto B. Pen", "Jan van der Berg", "Rob McHerd"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ada HayÖtto PenŞule Çelik", ["Ada Hay", "Ötto Pen", "Şule Çelik"]),
        ("Łukasz WróbelŽana Šimić", ["Łukasz Wróbel", "Žana Šimić"]),
        (
            "Anh LeOtto PenXin DiLan DuTan VanAda Hay",
            ["Anh Le", "Otto Pen", "Xin Di", "Lan Du", "Tan Van", "Ada Hay"],
        ),
        ("Jean LeBlancAnna DeMarcoAda Hay", ["Jean LeBlanc", "Anna DeMarco", "Ada Hay"]),
        ("Ada HayJoAnn PenKyungSoo KimLeRoy Herd", ["Ada Hay", "JoAnn Pen", "KyungSoo Kim", "LeRoy Herd"]),
        ("JoAnn McKay PenAna deSouzaAda Hay", ["JoAnn McKay Pen", "Ana deSouza", "Ada Hay"]),
        ("Ada HaySuharto", ["Ada Hay", "Suharto"]),
        ("Ada Hay-PenOtto O'Herd", ["Ada Hay-Pen", "Otto O'Herd"]),
    ],
)
def test_names_that_run_on_are_parted_where_one_ends(tmp_path: Path, cell: str, names: list[str]) -> None:
    (paper,) = read(tmp_path, SPRINGER.replace(SPRINGER_NAMES, cell), "SearchResults.csv").papers
    assert [one.name for one in paper.authors] == names


ERIC = """\

OWN - ERIC
TI  - Goat bells in class
AU  - Hay, Ada
AU  - Pen, Otto
OT  - Bells
JT  - Journal of Goat Schools
SO  - v10 n1 p1-10 2020
AID - http://dx.doi.org/10.5555/goat.1
OID - EJ0000001
VI  - 10
IP  - 1
PG  - 1-10
DP  - 2020
LID - http://eric.ed.gov/?id=EJ0000001
AB  - Goats learn.
ISSN - ISSN-1234-567X
LA  - English
PT  - Journal Articles

OWN - ERIC
TI  - Kid bells in class
AU  - Pen, Otto
OID - ED0000002
DP  - 2019
AB  - Kids learn.
"""


def test_the_nbib_of_eric_has_numbers_of_its_own(tmp_path: Path) -> None:
    parsed = read(tmp_path, ERIC, "eric.nbib")
    goat, kid = parsed.papers
    assert (goat.title, goat.doi, goat.year, goat.issn) == (
        "Goat bells in class",
        "10.5555/goat.1",
        2020,
        "1234-567X",
    )
    assert (goat.journal, goat.volume, goat.issue, goat.page) == ("Journal of Goat Schools", "10", "1", "1-10")
    assert ([one.family for one in goat.authors], goat.abstract) == (["Hay", "Pen"], "Goats learn.")
    assert goat.url == "http://eric.ed.gov/?id=EJ0000001"
    assert (kid.title, kid.source_id, kid.year, kid.abstract) == (
        "Kid bells in class",
        "ED0000002",
        2019,
        "Kids learn.",
    )
    assert parsed.report.read == 2


MARC = """\
<zs:searchRetrieveResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:numberOfRecords>1</zs:numberOfRecords><zs:records>
<zs:record><zs:recordSchema>info:srw/schema/1/marcxml-v1.1</zs:recordSchema><zs:recordData><record>
<leader>00864naa a2200253 c 4500</leader><controlfield tag="001">BV1</controlfield>
<datafield tag="100" ind1="1" ind2=" "><subfield code="a">Hay, Ada</subfield></datafield>
<datafield tag="245" ind1="1" ind2="0"><subfield code="a">Goat bells</subfield></datafield>
</record></zs:recordData></zs:record></zs:records></zs:searchRetrieveResponse>
"""


def test_marcxml_is_told_by_its_fields(tmp_path: Path) -> None:
    """Some catalogues' answers leave its namespace out."""
    parsed = read(tmp_path, MARC, "sru.xml")
    assert ([one.title for one in parsed.papers], parsed.report.read) == (["Goat bells"], 1)


def test_a_chapter_of_datacite_is_told_where_it_stands(tmp_path: Path) -> None:
    record = {
        "doi": "10.5555/goat.1",
        "types": {"resourceTypeGeneral": "BookChapter"},
        "creators": [],
        "titles": [{"title": "Goats"}, {"title": "Bells and nights", "titleType": "Subtitle"}],
        "container": {},
        "relatedItems": [
            {"relationType": "Cites", "titles": [{"title": "Kids"}]},
            {
                "relationType": "IsPublishedIn",
                "titles": [{"title": "Goats at Large"}],
                "firstPage": "10",
                "lastPage": "19",
            },
        ],
    }
    (paper,) = read(tmp_path, json.dumps([record]), "one.json").papers
    assert (paper.title, paper.journal) == ("Goats: Bells and nights", "Goats at Large")
    assert (paper.kind, paper.page) == ("chapter", "10-19")
    # as some have it
    written = json.dumps([record]).replace('[{"title": "Goats at Large"}]', '{"title": "Goats at Large"}')
    assert read(tmp_path, written, "one.json").papers[0].journal == "Goats at Large"


def test_a_name_of_openalex_is_the_one_that_the_paper_prints(tmp_path: Path) -> None:
    """Whom OpenAlex takes an author for may be somebody else."""
    authors = [
        {"author": {"display_name": "Marc de Pen"}, "raw_author_name": "Matthieu Pen"},
        {"author": {"display_name": "Ada Hay"}, "raw_author_name": None},
        {"author": {"display_name": "Otto Herd"}},
    ]
    record = {"id": "https://openalex.org/W1", "title": "Goat bells", "authorships": authors}
    (paper,) = read(tmp_path, json.dumps([record]), "works.json").papers
    assert [one.name for one in paper.authors] == ["Matthieu Pen", "Ada Hay", "Otto Herd"]


@pytest.mark.parametrize(
    ("first", "last", "page"),
    [
        ("pp 37-64", "", "37-64"),
        ("p. 7", "p. 9", "7-9"),
        ("P12", "P19", "P12-P19"),
        ("N.PAG", "N.PAG", None),
        ("No Pagination Specified", "", None),
    ],
)
def test_pages_of_ris_are_numbers_alone(tmp_path: Path, first: str, last: str, page: str | None) -> None:
    text = f"TY  - JOUR\nTI  - Goat bells\nSP  - {first}\nEP  - {last}\nER  - \n"
    (paper,) = read(tmp_path, text).papers
    assert (paper.page, paper.article_number) == (page, None)


def test_columns_may_be_tags_of_ris(tmp_path: Path) -> None:
    """As R's packages write a search; "SP" and "DA" mean something else in Web of Science's tables."""
    text = 'TY,AU,TI,PY,JO,VL,SP,EP,UR,DO,AB\nJOUR,"Hay, A.",Goat bells,2019,Goat Lett.,3,10,19,https://example.org/1,10.5555/goat.1,Goats ring.\n'
    (paper,) = read(tmp_path, text, "search.csv").papers
    assert (paper.doi, paper.journal, paper.url) == ("10.5555/goat.1", "Goat Lett.", "https://example.org/1")
    assert (paper.title, paper.year, paper.volume, paper.abstract) == ("Goat bells", 2019, "3", "Goats ring.")


def test_dots_in_the_place_of_further_keywords_are_none(tmp_path: Path) -> None:
    text = "@article{k, title={Goat bells}, keywords={GOATS; BELLS; BRASS;...}}\n"
    assert read(tmp_path, text).papers[0].keywords == ("GOATS", "BELLS", "BRASS")


def test_columns_of_proquest_are_read(tmp_path: Path) -> None:
    text = (
        "Title,Abstract,StoreId,ArticleType,Authors,pubdate,pubtitle,issn,volume,issue,pages,digitalObjectIdentifier,DocumentURL\n"
        'Goat bells,Goats ring.,1,Journal,"Hay, Ada; Pen, Otto",Jun 2019,Goat Lett.,12345678,3,2,1-9,10.5555/goat.1,https://example.org/1\n'
    )
    (paper,) = read(tmp_path, text, "ProQuest.csv").papers
    assert (paper.doi, paper.journal, paper.url) == ("10.5555/goat.1", "Goat Lett.", "https://example.org/1")
    assert (paper.year, paper.month, paper.page) == (2019, 6, "1-9")
    assert [one.family for one in paper.authors] == ["Hay", "Pen"]


def test_a_title_in_translation_is_better_than_none(tmp_path: Path) -> None:
    record = {
        "doi": "10.5555/goat.1",
        "creators": [],
        "titles": [{"title": "Goats", "titleType": "TranslatedTitle"}],
    }
    assert read(tmp_path, json.dumps([record]), "one.json").papers[0].title == "Goats"
    record["titles"] = [*record["titles"], {"title": "Ziegen"}]
    assert read(tmp_path, json.dumps([record]), "one.json").papers[0].title == "Ziegen"
