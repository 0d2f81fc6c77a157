"""A table of figures as files: every cell text, none a formula, each with its sentence beside it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assistant.gate import prove_table
from bot.assistant.papers.tables import read
from bot.tabulating import BOM, as_csv, as_json, as_xlsx
from corpus.joining import builtin
from corpus.models import Paper
from tests.conftest import examples
from tests.hostile import PAPERS

NINE = builtin().papers
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows(papers: Sequence[Paper]) -> list[list[str]]:
    text = as_csv(read(papers)).decode("utf-8")
    assert text.startswith(BOM)
    return list(csv.reader(io.StringIO(text.removeprefix(BOM), newline="")))


def test_the_csv_has_a_row_a_paper_and_sentences_beside_the_figures() -> None:
    head, *found = rows(NINE)
    assert len(found) == 9
    park = dict(zip(head, found[2], strict=True))
    assert park["number studied"] == "469 patients"
    assert park["number studied: sentences"].startswith("A multicenter cohort of 469 patients")
    assert "stabilization only (15.2%)." in park["percentage"]
    assert park["ratio"] == "none found"
    assert park["ratio: sentences"] == ""
    first, last = (int(n) for n in re.findall(r"\[(\d+)–(\d+)\]", park["follow-up: sentences"])[0])
    assert "18.2" in (NINE[2].abstract or "")[first:last]


def test_the_workbook_has_no_formula_and_each_figure_leads_to_its_sentence() -> None:
    with ZipFile(io.BytesIO(as_xlsx(read(NINE)))) as book:
        figures, sentences = (book.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2))
        shared = fromstring(book.read("xl/sharedStrings.xml"))
    assert all("<f>" not in sheet and 't="n"' not in sheet for sheet in (figures, sentences))
    texts = ["".join(part.itertext()) for part in shared.iter(f"{_MAIN}si")]
    links = {one.get("ref"): one.get("location", "") for one in fromstring(figures).iter(f"{_MAIN}hyperlink")}
    values = {
        one.get("r"): texts[int(one.findtext(f"{_MAIN}v", "0"))] for one in fromstring(sentences).iter(f"{_MAIN}c")
    }
    line = links["D4"].rpartition("!A")[2]  # the third paper's number studied
    assert [values[f"{column}{line}"] for column in "CDE"] == ["number studied", "469 patients", "469 patients"]
    assert values[f"F{line}"].startswith("A multicenter cohort of 469 patients")


def test_the_same_table_is_the_same_file() -> None:
    assert as_xlsx(read(NINE)) == as_xlsx(read(NINE))


@pytest.mark.parametrize("title", [False, True])
def test_the_workbook_is_xml_whatever_characters_a_paper_has(title: bool) -> None:
    # https://www.w3.org/TR/xml/#charsets
    allowed = {*"\t\n\r", *map(chr, (*range(0x20, 0xD800), *range(0xE000, 0xFFFE)))}
    refused = "".join(one for one in map(chr, range(0x10000)) if one not in allowed)
    text = f"Pain was seen in 30% of 40 women {refused}with{refused[-1]}gout and _x0041_."
    paper = Paper(source_id="p", title=text if title else "Pain", abstract=text)
    with ZipFile(io.BytesIO(as_xlsx(read([paper])))) as book:
        for name in book.namelist():
            fromstring(book.read(name))


def test_the_json_has_the_place_of_every_figure() -> None:
    found = as_json(read(NINE))
    abstract = NINE[2].abstract or ""
    (size,) = found["rows"][2]["cells"]["number studied"]
    assert abstract[size["start"] : size["end"]] == size["text"] == "469 patients"
    assert abstract[size["sentence"]["start"] : size["sentence"]["end"]] == size["sentence"]["text"]


@settings(max_examples=examples(30))
@given(st.lists(PAPERS, max_size=3))
def test_no_cell_acts_whatever_a_paper_says(papers: list[Paper]) -> None:
    papers = list({paper.key: paper for paper in papers}.values())
    prove_table(read(papers), papers)
    for row in rows(papers):
        assert not any(re.match(r"\s*[=+@-]", value) for value in row)
    with ZipFile(io.BytesIO(as_xlsx(read(papers)))) as book:
        assert not any(b"<f>" in book.read(name) for name in book.namelist())
