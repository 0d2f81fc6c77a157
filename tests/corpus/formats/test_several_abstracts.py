"""Of several abstracts of one paper the main one is kept, the English one where there is one; that others were left out is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.files import read_papers
from corpus.models import Parsed

NOTE = "abstracts in other languages or in plain words, beside the main one, were left out in 1 texts"
ENGLISH, SPANISH, PLAINLY = "Owls hoot at night.", "Los búhos ululan.", "We heard owls."


def read(folder: Path, text: str, name: str = "owls.xml") -> Parsed:
    path = folder / name
    path.write_text(text, "utf-8")
    return read_papers(path)


def jats(*abstracts: str, language: str = "") -> str:
    return (
        f"<article{language}><front><article-meta><title-group><article-title>Owls</article-title></title-group>"
        f"{''.join(abstracts)}</article-meta></front></article>"
    )


OWN = f"<abstract><p>{ENGLISH}</p></abstract>"
PLAIN = f'<abstract abstract-type="plain-language-summary"><p>{PLAINLY}</p></abstract>'
TRANS = f'<trans-abstract xml:lang="es"><p>{SPANISH}</p></trans-abstract>'
FIRST_IN_SPANISH = (
    f'<abstract xml:lang="es"><p>{SPANISH}</p></abstract>',
    f'<trans-abstract xml:lang="en"><p>{ENGLISH}</p></trans-abstract>',
)


@pytest.mark.parametrize(
    "text",
    [
        jats(OWN, PLAIN, TRANS),
        jats(PLAIN, OWN),
        jats(*FIRST_IN_SPANISH),
        jats(*FIRST_IN_SPANISH, PLAIN, language=' xml:lang="es"'),
        jats(f"<abstract><p>{SPANISH}</p></abstract>", FIRST_IN_SPANISH[1], language=' xml:lang="es"'),
        jats(*FIRST_IN_SPANISH[:1], f'<abstract xml:lang="en"><p>{ENGLISH}</p></abstract>'),
    ],
)
def test_of_an_article(tmp_path: Path, text: str) -> None:
    parsed = read(tmp_path, text)
    assert parsed.papers[0].abstract == ENGLISH
    assert parsed.report.notes == (NOTE,)


@pytest.mark.parametrize(
    ("text", "kept"),
    [(jats(PLAIN), PLAINLY), (jats(TRANS), SPANISH), (jats(OWN), ENGLISH), (jats(), None), (jats(FIRST_IN_SPANISH[0], language=' xml:lang="es"'), SPANISH)],
)  # fmt: skip
def test_the_only_one_is_kept(tmp_path: Path, text: str, kept: str | None) -> None:
    parsed = read(tmp_path, text)
    assert (parsed.papers[0].abstract, parsed.report.notes) == (kept, ())


def pubmed(main: str, *others: str) -> str:
    own = f"<Abstract><AbstractText>{main}</AbstractText></Abstract>" if main else ""
    return (
        f"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>Owls</ArticleTitle>{own}</Article>"
        f"{''.join(others)}</MedlineCitation></PubmedArticle></PubmedArticleSet>"
    )


def other(language: str, text: str) -> str:
    return f'<OtherAbstract Type="Publisher" Language="{language}"><AbstractText>{text}</AbstractText></OtherAbstract>'


def test_of_a_record_of_pubmed(tmp_path: Path) -> None:
    for text in (
        pubmed(ENGLISH, other("spa", SPANISH)),
        pubmed(ENGLISH, other("eng", PLAINLY)),
        pubmed("", other("spa", SPANISH), other("eng", ENGLISH)),
    ):
        parsed = read(tmp_path, text)
        assert (parsed.papers[0].abstract, parsed.report.notes) == (ENGLISH, (NOTE,))
    assert read(tmp_path, pubmed("", other("spa", SPANISH))).papers[0].abstract == SPANISH


def test_of_nbib(tmp_path: Path) -> None:
    for told in (
        f"AB  - {ENGLISH}\nOAB - {SPANISH}\nOABL- spa\n",
        f"OAB - {SPANISH}\nOABL- spa\nOAB - {ENGLISH}\nOABL- eng\n",
    ):
        parsed = read(tmp_path, f"PMID- 1\nTI  - Owls\n{told}", "owls.nbib")
        assert (parsed.papers[0].abstract, parsed.report.notes) == (ENGLISH, (NOTE,))
    text = "PMID- 1\nTI  - Owls\nOAB - Publisher: Abstract available from the publisher.\nOABL- spa\n"
    parsed = read(tmp_path, f"{text}AB  - {ENGLISH}\n", "owls.nbib")
    assert (parsed.papers[0].abstract, parsed.report.notes) == (ENGLISH, ())


def test_of_a_catalogue(tmp_path: Path) -> None:
    abstracts = f'<abstract lang="spa">{SPANISH}</abstract><abstract lang="eng">{ENGLISH}</abstract>'
    parsed = read(tmp_path, f"<mods><titleInfo><title>Owls</title></titleInfo>{abstracts}</mods>")
    assert (parsed.papers[0].abstract, parsed.report.notes) == (ENGLISH, (NOTE,))


def test_of_crossref(tmp_path: Path) -> None:
    abstracts = "".join(
        f'<jats:abstract xmlns:jats="urn:j" xml:lang="{language}"><jats:p>{text}</jats:p></jats:abstract>'
        for language, text in (("es", SPANISH), ("en", ENGLISH))
    )
    parsed = read(
        tmp_path,
        "<doi_records><doi_record><crossref><journal><journal_metadata><full_title>O</full_title></journal_metadata><journal_article>"
        f"<titles><title>Owls</title></titles>{abstracts}<doi_data><doi>10.5555/o.1</doi></doi_data></journal_article></journal>"
        "</crossref></doi_record></doi_records>",
    )
    assert (parsed.papers[0].abstract, parsed.report.notes) == (ENGLISH, (NOTE,))
