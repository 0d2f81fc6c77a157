"""Articles in XML as publishers write them where the standard leaves room: of invented papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.files import read_papers
from corpus.models import Paper

ARTICLE = (
    "<article><front><journal-meta><journal-title>Goats</journal-title></journal-meta><article-meta>"
    '<article-id pub-id-type="doi">10.5555/goat.1</article-id><title-group><article-title>Goat bells</article-title>{title}</title-group>'
    "<contrib-group>{people}</contrib-group><abstract>{abstract}</abstract></article-meta></front></article>"
)


def read(folder: Path, title: str = "", people: str = "", abstract: str = "") -> Paper:
    path = folder / "papers.xml"
    path.write_text(ARTICLE.format(title=title, people=people, abstract=abstract), "utf-8")
    (paper,) = read_papers(path).papers
    return paper


@pytest.mark.parametrize(
    ("abstract", "text"),
    [
        ("\nGoats ring at 10<sup>5</sup> Hz in <italic>hay</italic>, and rest.\n", "Goats ring at 10⁵ Hz in hay, and rest."),
        ("<title>Abstract</title>Goats ring.", "Goats ring."),
        ("<title>Aim</title>To hear.<title>Result</title>Goats ring.<p>Twice.</p> Thrice.", "Aim: To hear. Result: Goats ring. Twice. Thrice."),
        ("<p>We saw <inline-formula><tex-math>\n<?CDATA $365$?>\n</tex-math><!-- none --></inline-formula>&#160;goats.</p>", "We saw 365 goats."),
        ("<p>At <inline-formula><tex-math><?CDATA $5$?></tex-math><math><mn>5</mn></math></inline-formula> bells.</p>", "At 5 bells."),
        ("<p>Of M&aacute;t&eacute;&rsquo;s goats.</p>", "Of Máté’s goats."),
    ],
)  # fmt: skip
def test_the_text_of_an_abstract(tmp_path: Path, abstract: str, text: str) -> None:
    assert read(tmp_path, abstract=abstract).abstract == text


def test_a_group_that_signs(tmp_path: Path) -> None:
    member = '<contrib contrib-type="author"><name><surname>Hay</surname><given-names>Ada</given-names></name></contrib>'
    for kind in ("collab", "collaboration", "author"):
        for inside in (
            "(Goat Team)",
            f"Goat Team<contrib-group>{member}</contrib-group>",
            "<institution>Goat Team</institution><address><email>goats@example.org</email></address>",
        ):
            group = f'<contrib contrib-type="{kind}"><collab>{inside}</collab></contrib>'
            assert [one.name for one in read(tmp_path, people=f"{member}{group}").authors] == [
                "Ada Hay",
                "Goat Team",
            ]
    editor = '<contrib contrib-type="editor"><collab>Goat Press</collab></contrib>'
    assert read(tmp_path, people=editor).authors == ()


def test_a_running_title_is_no_subtitle(tmp_path: Path) -> None:
    assert read(tmp_path, title="<subtitle>Goat</subtitle>").title == "Goat bells"
    assert read(tmp_path, title="<subtitle>A trial</subtitle>").title == "Goat bells: A trial"


def test_what_crossref_answers_a_harvest(tmp_path: Path) -> None:
    work = (
        "<record><header><identifier>info:doi/10.5555/goat.1</identifier></header><metadata><crossref><journal><journal_metadata>"
        "<full_title>Goats</full_title></journal_metadata><journal_article><titles><title>Goat bells</title></titles><publisher_item>"
        '<item_number item_number_type="article-number">117</item_number></publisher_item><doi_data><doi>10.5555/goat.1</doi></doi_data>'
        "</journal_article></journal></crossref></metadata></record>"
    )
    path = tmp_path / "papers.xml"
    for text in (work, f"<OAI-PMH><ListRecords>{work}</ListRecords></OAI-PMH>"):
        path.write_text(f'<?xml version="1.0"?>\n{text}', "utf-8")
        parsed = read_papers(path)
        (paper,) = parsed.papers
        assert (paper.doi, paper.title, paper.journal, paper.article_number) == (
            "10.5555/goat.1",
            "Goat bells",
            "Goats",
            "117",
        )
        assert parsed.report.read == 1


def test_a_name_in_alternatives_alone(tmp_path: Path) -> None:
    """As IEEE writes it, each twice; of a name in two scripts the Latin one is read."""
    western = '<string-name specific-use="{}" name-style="western"><given-names>Ada</given-names><surname>Hay</surname></string-name>'
    eastern = (
        '<name name-style="eastern" xml:lang="zh"><surname>草</surname><given-names>艾达</given-names></name>'
    )
    for names in (western.format("display") + western.format("index"), eastern + western.format("display")):
        people = f'<contrib contrib-type="author"><name-alternatives>{names}</name-alternatives></contrib>'
        assert [(one.family, one.given) for one in read(tmp_path, people=people).authors] == [("Hay", "Ada")]
    alone = f'<contrib contrib-type="author"><name-alternatives>{eastern}</name-alternatives></contrib>'
    assert [one.family for one in read(tmp_path, people=alone).authors] == ["草"]


@pytest.mark.parametrize(
    ("dates", "year", "day"),
    [
        ('<pub-date date-type="cover" pub-type="print" publication-format="pdf"><year>2024</year></pub-date>', 2024, None),
        (
            '<pub-date date-type="pub" publication-format="electronic"><day>18</day><month>12</month><year>2023</year></pub-date>'
            '<pub-date date-type="pub" publication-format="print"><month>1</month><year>2024</year></pub-date>', 2024, "2023-12-18",
        ),
        ('<pub-date date-type="pub"><day>18</day><month>12</month><year>2023</year></pub-date>', 2023, "2023-12-18"),
        ('<pub-date date-type="cover"><month>1</month><year>2024</year></pub-date>', 2024, None),
    ],
)  # fmt: skip
def test_the_year_of_an_issue(tmp_path: Path, dates: str, year: int, day: str | None) -> None:
    paper = read(tmp_path, people=f"</contrib-group>{dates}<contrib-group>")
    assert (paper.year, paper.published.isoformat() if paper.published else None) == (year, day)
