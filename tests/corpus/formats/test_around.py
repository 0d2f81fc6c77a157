"""Exports with other text around them are read as they would be alone, and what is around them is told or left."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.formats.collecting import Reading
from tests.corpus.formats.one_each import PARTS
from tests.corpus.formats.reading import read
from tests.corpus.formats.wrapped import MAIL, NBIB, RIS, SHOWN

TITLES = ["Owls on roofs", "Müll & Eulen"]
ABOVE = "Dear Otto,\n\nhere are the papers that you wanted.\n\n"
CSV = "title,authors,year,doi\nOwls,Ada Hay,2020,10.5555/o.1\n"


def test_an_e_mail_is_read_with_what_is_attached_to_it(tmp_path: Path) -> None:
    for text in (MAIL, MAIL.replace("\n", "\r\n"), f"\n\n{MAIL}"):
        parsed = read(tmp_path, text, "papers.eml")
        assert [paper.title for paper in parsed.papers] == TITLES
        assert parsed.papers[0].abstract == "Owls hoot at p < 0.05."
        assert (parsed.report.read, parsed.report.kept, parsed.report.source) == (2, 2, "papers.eml")


def test_an_e_mail_without_records_is_refused_in_a_sentence(tmp_path: Path) -> None:
    begun = MAIL.partition("\nMIME")[0]
    with pytest.raises(
        CorpusError,
        match=r"papers\.eml is an e-mail in which there are no records of papers; save what is attached to it",
    ):
        read(tmp_path, f"{begun}\n\nDear Otto,\n\nthey come tomorrow.\n", "papers.eml")


@pytest.mark.parametrize(
    ("signed", "kept"),
    [
        ("\n-- \nAda Hay\nUniversity of Otto\n", 1),
        ("\r\n-- \r\nAda Hay\r\n", 1),
        ("\n-- \n" + "owls hoot at night in the old barn " * 4 + "\n-- \n" * 3, 1),
        ("\n-- \n" + ("x" * 190 + "\n") * 40, 1),  # no signature, and once a pattern that never ended
    ],
)
def test_a_signature_below_an_e_mails_records_is_left_out(tmp_path: Path, signed: str, kept: int) -> None:
    head = MAIL.partition("\nMIME")[0]
    parsed = read(tmp_path, f"{head}\n\n{RIS}{signed}", "papers.eml")
    assert parsed.report.kept >= kept
    assert "Ada Hay" not in (parsed.papers[-1].abstract or "")


def test_a_file_that_is_attached_and_cannot_be_read_is_one_refusal(tmp_path: Path) -> None:
    parsed = read(tmp_path, MAIL.replace("owls.ris", "owls.pdf").replace("VFkg", "AAAA", 1), "papers.eml")
    assert (parsed.report.read, parsed.report.kept, len(parsed.report.rejected)) == (2, 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        NBIB,
        RIS,
        CSV,
        json.dumps([{"title": "Owls", "doi": "10.5555/o.1", "abstract": "Owls & <i>bells</i>."}]),
        "@article{a,\n title={Owls}}\n",
    ],
)
@pytest.mark.parametrize(
    "page",
    [
        "<html><head></head><body><pre>{}</pre></body></html>",
        "<!DOCTYPE html>\n<html><body><h1>PubMed</h1><pre class='a'>\n{}</PRE><p>1 of 1</p></body></html>",
        "<html><body><pre>{}",
    ],
)
def test_a_text_that_a_browser_saved_as_a_page_is_the_text(tmp_path: Path, page: str, text: str) -> None:
    alone = read(tmp_path, text, "owls.txt")
    shown = read(tmp_path, page.format(html.escape(text, quote=False)), "owls.html")
    assert shown.papers == alone.papers
    assert shown.report.read == alone.report.read == 1


def test_pubmeds_page_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, SHOWN, "owls.html").papers[0].abstract == "Owls hoot at p < 0.05."


@pytest.mark.parametrize(
    "name",
    [
        "nbib",
        "wos",
        "enw",
        "noteexpress",
        "mods",
        "jsonl",
        "refworks",
        "bibtex",
        "ris",
        "pubmed-xml",
        "endnote-xml",
    ],
)
def test_lines_above_the_first_record_are_told(tmp_path: Path, name: str) -> None:
    title, text = PARTS[name]
    parsed = read(tmp_path, ABOVE + text, "papers.txt")
    assert [paper.title for paper in parsed.papers] == [title]
    assert parsed.report.kept == parsed.report.read == 1


def test_lines_above_a_table_or_json_are_told(tmp_path: Path) -> None:
    for text in (
        CSV,
        '[{"title": "Owls", "DOI": "10.5555/o.1"}]',
        '[\n {\n  "title": "Owls",\n  "DOI": "10.5555/o.1"\n }\n]\n',
    ):
        parsed = read(tmp_path, ABOVE + text, "papers.txt")
        assert [paper.title for paper in parsed.papers] == ["Owls"]
        assert parsed.report.kept == parsed.report.read == 1


def test_lines_are_counted_in_the_whole_file(tmp_path: Path) -> None:
    text = "FN Clarivate\nVR 1.0\nPT J\nTI Owls\nPY 2020\nER\n\nPT J\nPY 2020\nER\n\nEF\n"
    (refused,) = read(tmp_path, ABOVE + text, "papers.txt").report.rejected
    assert (ABOVE + text).split("\n")[refused.line - 1 :][:2] == ["PT J", "PY 2020"]


def test_what_stands_behind_an_answer_of_a_service_is_refused(tmp_path: Path) -> None:
    parsed = read(tmp_path, '{"items": [{"title": "Owls", "DOI": "10.5555/o.1"}]}\n-- \nAda Hay\n', "papers.json")
    assert (parsed.report.read, parsed.report.kept) == (2, 1)


def test_files_inside_others_are_limited(tmp_path: Path) -> None:
    (tmp_path / "papers.eml").write_text(MAIL, "utf-8")
    with pytest.raises(CorpusError, match=r"papers\.eml is nested too deeply to be read"):
        read_papers(tmp_path / "papers.eml", reading=Reading(inside=4))
