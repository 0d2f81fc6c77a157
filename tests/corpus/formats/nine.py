"""``python -m tests.corpus.formats.nine``: the nine built-in papers written from their facts in formats they did not come in.

Written as the programs that export them write (line lengths, tags, markup), not by our own exports.
"""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from corpus.joining import builtin
from corpus.models import Author, Paper

FOLDER = Path(__file__).parents[2] / "data" / "formats" / "nine"
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def inverted(author: Author) -> str:
    """ "Family, Given", or a group's name."""
    return f"{author.family}, {author.given}" if author.family and author.given else author.name


def ris(papers: tuple[Paper, ...]) -> str:
    """As MDPI writes it: Windows line ends, the last ER missing."""
    return (
        "\r\n".join(line for paper in papers for line in _ris(paper))
        .removesuffix("ER  -\r\n")
        .removesuffix("ER  -")
    )


def _ris(p: Paper) -> Iterator[str]:
    yield "TY  - JOUR"
    yield from (f"AU  - {inverted(author)}" for author in p.authors)
    yield f"TI  - {p.title}"
    yield f"T2  - {p.journal}"
    yield f"PY  - {p.year}"
    yield f"VL  - {p.volume}"
    yield f"IS  - {p.issue}"
    yield f"C7  - {p.article_number}"
    yield f"SN  - {p.issn or '2072-6694'}"
    yield f"AB  - {' '.join((p.abstract or '').split())}"
    yield f"DO  - {p.doi}"
    yield "ER  -"


def bibtex(papers: tuple[Paper, ...]) -> str:
    """As a reference manager writes it: accents as they are, percent signs unescaped, one key twice."""
    return "\n".join(_bibtex(paper) for paper in papers)


def _bibtex(p: Paper) -> str:
    names = " and ".join(inverted(a) if a.family else f"{{{a.name}}}" for a in p.authors)
    abstract = " ".join((p.abstract or "").split()).replace("&", "\\&")
    return (
        f"@Article{{key{p.year},\n  AUTHOR = {{{names}}},\n  TITLE = {{{p.title}}},\n  JOURNAL = {{{p.journal}}},\n"
        f"  VOLUME = {{{p.volume}}},\n  YEAR = {{{p.year}}},\n  NUMBER = {{{p.issue}}},\n  ARTICLE-NUMBER = {{{p.article_number}}},\n"
        f"  URL = {{https://www.mdpi.com/x}},\n  ABSTRACT = {{{abstract}}},\n  DOI = {{{p.doi}}}\n}}\n"
    )


def nbib(papers: tuple[Paper, ...]) -> str:
    """As PubMed writes it: values wrapped at 88 characters, six spaces before what goes on."""
    return (
        "\n\n".join("\n".join(_wrapped(*row) for row in _nbib(n, paper)) for n, paper in enumerate(papers)) + "\n"
    )


def _nbib(number: int, p: Paper) -> Iterator[tuple[str, str]]:
    yield "PMID", str(38_000_000 + number)
    yield "OWN", "NLM"
    yield "IS", "2072-6694 (Print)"
    yield "VI", p.volume or ""
    yield "IP", p.issue or ""
    yield (
        "DP",
        f"{p.published.year} {_MONTHS[p.published.month - 1]} {p.published.day}" if p.published else str(p.year),
    )
    yield "TI", p.title if p.title.endswith("?") else f"{p.title}."
    yield "LID", f"{p.article_number} [pii]"
    yield "LID", f"{p.doi} [doi]"
    yield "AB", " ".join((p.abstract or "").split())
    for author in p.authors:
        yield ("FAU", inverted(author)) if author.family else ("CN", author.name)
    yield "JT", p.journal or ""
    yield "PT", "Journal Article"


def _wrapped(tag: str, value: str) -> str:
    lines = textwrap.wrap(value, 82, break_long_words=False, break_on_hyphens=False) or [""]
    return f"{tag:<4}- " + "\n      ".join(lines)


def csl_json(papers: tuple[Paper, ...]) -> str:
    """As Zotero writes it."""
    return json.dumps([_csl(n, paper) for n, paper in enumerate(papers)], ensure_ascii=False, indent="\t")


def _csl(number: int, p: Paper) -> dict[str, object]:
    people = [{"family": a.family, "given": a.given} if a.family else {"literal": a.name} for a in p.authors]
    day = p.published
    return {
        "id": f"http://zotero.org/users/1/items/ABCD{number}",
        "type": "article-journal",
        "abstract": p.abstract,
        "container-title": p.journal,
        "DOI": str(p.doi),
        "issue": p.issue,
        "page": p.article_number,
        "title": p.title,
        "volume": p.volume,
        "author": people,
        "issued": {"date-parts": [[str(day.year), day.month, day.day] if day else [str(p.year)]]},
    }


def pubmed_xml(papers: tuple[Paper, ...]) -> str:
    """As E-utilities return it."""
    records = "\n".join(_pubmed(n, paper) for n, paper in enumerate(papers))
    return f'<?xml version="1.0" ?>\n<PubmedArticleSet>\n{records}\n</PubmedArticleSet>\n'


def _pubmed(number: int, p: Paper) -> str:
    people = "".join(
        f"<Author><LastName>{escape(a.family)}</LastName><ForeName>{escape(a.given or '')}</ForeName></Author>"
        if a.family
        else f"<Author><CollectiveName>{escape(a.name)}</CollectiveName></Author>"
        for a in p.authors
    )
    day = p.published
    date = f"<Year>{day.year}</Year><Month>{_MONTHS[day.month - 1]}</Month><Day>{day.day}</Day>" if day else ""
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{38_000_000 + number}</PMID><Article><Journal><ISSN>2072-6694</ISSN><JournalIssue>"
        f"<Volume>{p.volume}</Volume><Issue>{p.issue}</Issue><PubDate>{date}</PubDate></JournalIssue><Title>{p.journal}</Title></Journal>"
        f"<ArticleTitle>{escape(p.title)}{'' if p.title.endswith('?') else '.'}</ArticleTitle>"
        f'<Pagination><MedlinePgn>{p.article_number}</MedlinePgn></Pagination><ELocationID EIdType="doi">{p.doi}</ELocationID>'
        f"<Abstract><AbstractText>{escape(' '.join((p.abstract or '').split()))}</AbstractText></Abstract><AuthorList>{people}</AuthorList>"
        "<PublicationTypeList><PublicationType>Journal Article</PublicationType></PublicationTypeList>"
        "</Article></MedlineCitation></PubmedArticle>"
    )


def endnote_xml(papers: tuple[Paper, ...]) -> str:
    """As EndNote writes it: one line, every value in a style, carriage returns as entities, groups with a comma behind."""
    records = "".join(_endnote(n, paper) for n, paper in enumerate(papers, 1))
    return f'<?xml version="1.0" encoding="UTF-8" ?><xml><records>{records}</records></xml>'


def _endnote(number: int, p: Paper) -> str:
    people = "".join(f"<author>{_styled(inverted(a) if a.family else f'{a.name},')}</author>" for a in p.authors)
    abstract = "&#xD;".join(_styled(line) for line in (p.abstract or "").split("\n"))
    return (
        f'<record><database name="My.enl" path="My.enl">My.enl</database><rec-number>{number}</rec-number>'
        f'<ref-type name="Journal Article">17</ref-type><contributors><authors>{people}</authors></contributors>'
        f"<titles><title>{_styled(p.title)}</title><secondary-title>{_styled(p.journal or '')}</secondary-title></titles>"
        f"<pages>{p.article_number}</pages><volume>{p.volume}</volume><number>{p.issue}</number>"
        f"<dates><year>{_styled(str(p.year))}</year></dates><isbn>2072-6694</isbn><abstract>{abstract}</abstract>"
        f"<electronic-resource-num>{_styled(str(p.doi))}</electronic-resource-num></record>"
    )


def _styled(text: str) -> str:
    return f'<style face="normal" font="default" size="100%">{escape(text)}</style>'


def zotero_csv(papers: tuple[Paper, ...]) -> str:
    """As Zotero writes it: everything quoted, authors "Family, Given; Group", a byte-order mark."""
    table = io.StringIO()
    rows = csv.writer(table, quoting=csv.QUOTE_ALL)
    rows.writerow(
        "Key|Item Type|Publication Year|Author|Title|Publication Title|ISSN|DOI|Url|Abstract Note|Date|Pages|Issue|Volume".split(
            "|"
        )
    )
    for number, p in enumerate(papers):
        names = "; ".join(map(inverted, p.authors))
        link = f"https://www.mdpi.com/{p.article_number}"
        facts = (p.title, p.journal, "2072-6694", p.doi, link, p.abstract, p.published or p.year, p.article_number)
        rows.writerow([f"KEY{number}", "journalArticle", p.year, names, *facts, p.issue, p.volume])
    return f"\ufeff{table.getvalue()}"


def json_lines(papers: tuple[Paper, ...]) -> str:
    """As a script writes it: a paper a line, our own names."""
    return "".join(json.dumps(_line(paper), ensure_ascii=False) + "\n" for paper in papers)


def _line(p: Paper) -> dict[str, object]:
    return {
        "doi": str(p.doi),
        "title": p.title,
        "authors": [author.model_dump(exclude_none=True) for author in p.authors],
        "journal": p.journal,
        "year": p.year,
        "volume": p.volume,
        "issue": p.issue,
        "article_number": p.article_number,
        "abstract": p.abstract,
    }


WRITTEN = {
    "nine.ris": ris,
    "nine.bib": bibtex,
    "nine.nbib": nbib,
    "nine.json": csl_json,
    "nine.xml": pubmed_xml,
    "nine-endnote.xml": endnote_xml,
    "nine.csv": zotero_csv,
    "nine.jsonl": json_lines,
}

if __name__ == "__main__":
    for name, write in WRITTEN.items():
        (FOLDER / name).write_bytes(write(tuple(builtin().papers)).encode())
