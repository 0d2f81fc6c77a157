"""What acts is left out by every format, in every field; an address that misleads never becomes a link."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from corpus.characters import cleaned, one_line
from corpus.files import read_papers
from corpus.models import Paper

TITLE = "Turned \u202etitle\u200b \x9b2J of pain"
NAME = "Do\u202ee\u200f"
JOURNAL = "Can\u2066cers\u200b"
ABSTRACT = "Survival \u202ewas\u202c 12 months in ninety patients\u2028with metastases."
EVIL = "https://doi.org@evil.example/10.3390/cancers1"


def ris(address: str) -> str:
    return f"TY  - JOUR\nTI  - {TITLE}\nAU  - {NAME}, B\nJO  - {JOURNAL}\nAN  - 7\nUR  - {address}\nAB  - {ABSTRACT}\nER  - \n"


def bibtex(address: str) -> str:
    return f"@article{{k, title={{{TITLE}}}, author={{{NAME}, B}}, journal={{{JOURNAL}}}, url={{{address}}}, abstract={{{ABSTRACT}}}, doi={{10.9999/x}}}}"


def jsonlines(address: str) -> str:
    fields = {
        "_id": "7",
        "title": TITLE,
        "authors": [{"name": NAME, "family": NAME}],
        "journal": JOURNAL,
        "url": address,
        "text": ABSTRACT,
    }
    return json.dumps(fields) + "\n"


def csljson(address: str) -> str:
    fields = {"id": "7", "type": "article-journal", "title": TITLE, "author": [{"family": NAME, "given": "B"}],
              "container-title": JOURNAL, "URL": address, "abstract": ABSTRACT}  # fmt: skip
    return json.dumps([fields])


def table(address: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", "title", "authors", "journal", "url", "abstract"])
    writer.writerow(["7", TITLE, f"{NAME}, B", JOURNAL, address, ABSTRACT])
    return out.getvalue()


FORMS = {"ris": ris, "bib": bibtex, "jsonl": jsonlines, "json": csljson, "csv": table}


def read(folder: Path, form: str, address: str) -> Paper:
    path = folder / f"papers.{form}"
    path.write_text(FORMS[form](address), "utf-8")
    (paper,) = read_papers(path).papers
    return paper


@pytest.mark.parametrize("form", FORMS)
def test_no_format_brings_in_what_acts(tmp_path: Path, form: str) -> None:
    paper = read(tmp_path, form, EVIL)
    held = paper.model_dump_json()
    assert cleaned(json.loads(f'"{json.dumps(held)[1:-1]}"')) == held
    assert paper.title == cleaned(paper.title)
    assert paper.journal == one_line(JOURNAL) == "Cancers"
    assert {author.family or author.name for author in paper.authors} == {"Doe"}
    assert "Survival was 12 months" in (paper.abstract or "")
    assert "evil" not in (paper.link or "")
    assert paper.url is None


@pytest.mark.parametrize("form", FORMS)
def test_an_address_that_leads_where_it_seems_to_is_kept(tmp_path: Path, form: str) -> None:
    assert read(tmp_path, form, "https://example.org/a_(b)").url == "https://example.org/a_(b)"


def test_a_record_known_by_a_misleading_address_alone_is_kept_without_it(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text(json.dumps({"url": EVIL, "title": "A title", "text": "A text."}) + "\n", "utf-8")
    found = read_papers(path)
    (paper,) = found.papers
    assert (paper.url, paper.link, paper.has_identifier) == (None, None, False)
    assert any("its url" in note and "left out" in note for note in found.report.notes)


@pytest.mark.parametrize(
    ("written", "doi"), [("10.9999/a%3C0255:x%3E2", "10.9999/a<0255:x>2"), ("10.9999/a%20b", "10.9999/a%20b")]
)
def test_a_doi_that_was_percent_encoded_is_meant_as_what_it_encodes(
    tmp_path: Path, written: str, doi: str
) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text(json.dumps({"doi": written, "title": "A title", "text": "A text."}) + "\n", "utf-8")
    assert [paper.doi for paper in read_papers(path).papers] == [doi]
