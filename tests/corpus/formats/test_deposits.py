"""What publishers deposit at Crossref (doi_batch): several works to a journal or book, each of them a record."""

from __future__ import annotations

from pathlib import Path

from corpus.files import read_papers
from corpus.models import Parsed

HEAD = '<?xml version="1.0"?><doi_batch xmlns="http://www.crossref.org/schema/5.3.1" version="5.3.1"><head><doi_batch_id>1</doi_batch_id></head><body>'
JOURNAL = "<journal_metadata><full_title>Owl Letters</full_title><issn>12345678</issn></journal_metadata><journal_issue><publication_date media_type='print'><month>3</month><year>2024</year></publication_date><journal_volume><volume>3</volume></journal_volume></journal_issue>"


def article(number: int, more: str = "") -> str:
    return (
        f"<journal_article><titles><title>Owls of wood {number}</title></titles><contributors><person_name sequence='first' contributor_role='author'>"
        f"<given_name>Nora</given_name><surname>Hay</surname></person_name></contributors>{more}<doi_data><doi>10.5555/o.{number}</doi></doi_data>"
        "<citation_list><citation key='1'><journal_title>J</journal_title><doi>10.5555/cited</doi></citation></citation_list></journal_article>"
    )


def read(folder: Path, *parts: str, head: str = HEAD) -> Parsed:
    path = folder / "batch.xml"
    path.write_text(f"{head}{''.join(parts)}</body></doi_batch>", "utf-8")
    return read_papers(path)


def test_each_article_of_an_issue_is_a_record(tmp_path: Path) -> None:
    abstract = "<jats:abstract xmlns:jats='urn:j'><jats:p>Owls hoot.</jats:p></jats:abstract>"
    found = read(
        tmp_path,
        f"<journal>{JOURNAL}{article(1, abstract)}{article(2)}</journal>",
        f"<journal>{JOURNAL}{article(3)}</journal>",
    )
    assert [(str(one.doi), one.journal, one.volume, one.year, one.month) for one in found.papers] == [
        (f"10.5555/o.{number}", "Owl Letters", "3", 2024, 3) for number in (1, 2, 3)
    ]
    assert (found.report.read, found.report.kept) == (3, 3)
    assert (found.papers[0].abstract, found.papers[1].abstract) == ("Owls hoot.", None)


def test_a_book_and_its_chapters_are_records(tmp_path: Path) -> None:
    book = (
        "<book book_type='edited_book'><book_metadata><contributors><person_name contributor_role='editor'><surname>Pen</surname></person_name>"
        "</contributors><titles><title>All Owls</title></titles><publication_date><year>2012</year></publication_date><publisher><publisher_name>"
        "Barn</publisher_name></publisher><doi_data><doi>10.5555/b</doi></doi_data></book_metadata>"
        + "".join(
            f"<content_item component_type='chapter'><titles><title>Wings {number}</title></titles><doi_data><doi>10.5555/b.{number}</doi></doi_data></content_item>"
            for number in (1, 2)
        )
        + "</book>"
    )
    found = read(tmp_path, book)
    assert [(str(one.doi), one.kind, one.title, one.journal, one.year) for one in found.papers] == [
        ("10.5555/b", "book", "All Owls", None, 2012),
        ("10.5555/b.1", "chapter", "Wings 1", "All Owls", 2012),
        ("10.5555/b.2", "chapter", "Wings 2", "All Owls", 2012),
    ]


def test_a_preprint_and_a_thesis(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "<posted_content type='preprint'><titles><title>Early owls</title></titles><posted_date><year>2021</year></posted_date>"
        "<doi_data><doi>10.5555/p</doi></doi_data></posted_content>",
        "<dissertation><person_name contributor_role='author'><surname>Lov</surname></person_name><titles><title>On owls</title></titles>"
        "<approval_date><year>2005</year></approval_date><doi_data><doi>10.5555/t</doi></doi_data></dissertation>",
    )
    assert [(str(one.doi), one.kind) for one in found.papers] == [
        ("10.5555/p", "preprint"),
        ("10.5555/t", "thesis"),
    ]


def test_one_that_is_cut_off_costs_itself(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        f"<journal>{JOURNAL}{article(1)}</journal>",
        f"<journal>{JOURNAL}<journal_article><titles>",
        head=HEAD,
    )
    assert (found.report.read, found.report.kept, len(found.report.rejected)) == (2, 1, 1)


def test_an_issue_without_articles_is_refused_in_words(tmp_path: Path) -> None:
    found = read(tmp_path, f"<journal>{JOURNAL}</journal>")
    assert [one.reason for one in found.report.rejected] == [
        "it tells no article, paper, chapter, book or preprint"
    ]


def test_a_prefix_changes_nothing(tmp_path: Path) -> None:
    text = (
        f"<journal>{JOURNAL}{article(1)}</journal>".replace("</", "\0").replace("<", "<c:").replace("\0", "</c:")
    )
    path = tmp_path / "batch.xml"
    path.write_text(f'<c:doi_batch xmlns:c="urn:c"><c:body>{text}</c:body></c:doi_batch>', "utf-8")
    assert [str(one.doi) for one in read_papers(path).papers] == ["10.5555/o.1"]
