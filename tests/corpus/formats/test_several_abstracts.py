"""Of several abstracts of one paper the main one is kept, the English one where there is one; that others were left out is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.files import read_papers
from corpus.models import Parsed

NOTE = "abstracts in other languages or in plain words, beside the main one, were left out in 1 text"
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


LONG = "Owls hoot at night in the barns of the village. We heard forty of them, and none was seen by us."
FOREIGN = {
    "es": "Los búhos ululan de noche en los graneros del pueblo. Hemos oído cuarenta y no se ha visto ninguno de ellos.",
    "fr": "Les hiboux hululent la nuit dans les granges du village. Nous en avons entendu quarante et aucun n'a été vu par nous.",
    "de": "Eulen rufen nachts in den Scheunen des Dorfes. Vierzig wurden gehört, und keine von ihnen wurde von uns gesehen.",
    "pt": "As corujas piam à noite nos celeiros da aldeia. Foram ouvidas quarenta e não se viu nenhuma, o que não é novo para nós.",
    "zh": "猫头鹰夜间在村庄的谷仓里鸣叫。我们听到了四十只，但一只也没有看见。",
    "ru": "Совы ухают ночью в амбарах деревни. Мы услышали сорок сов и ни одной не увидели.",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_of_a_field_that_stands_twice_and_tells_no_language(tmp_path: Path, language: str) -> None:
    other = FOREIGN[language]
    for first, second in ((LONG, other), (other, LONG)):
        for name, text in (
            ("owls.ris", f"TY  - JOUR\nTI  - Owls\nAB  - {first}\nAB  - {second}\nER  - \n"),
            ("older.ris", f"TY  - JOUR\nTI  - Owls\nAB  - {first}\nN2  - {second}\nER  - \n"),
            ("owls.nbib", f"PMID- 1\nTI  - Owls\nAB  - {first}\nAB  - {second}\n"),
            ("owls.enw", f"%0 Journal Article\n%T Owls\n%A Hay, Ada\n%X {first}\n%X {second}\n"),
            ("owls.csv", f'title,year,abstract,abstract[{language}]\nOwls,2020,"{first}","{second}"\n'),
            ("owls.txt", f"RT Journal Article\nT1 Owls\nA1 Hay,Ada\nAB {first}\nAB {second}\n"),
        ):
            parsed = read(tmp_path, text, name)
            assert (parsed.papers[0].abstract, parsed.report.notes) == (LONG, (NOTE,)), name


def test_of_a_repository_that_tells_no_language(tmp_path: Path) -> None:
    said = "".join(f"<dc:description>{text}</dc:description>" for text in (FOREIGN["es"], LONG))
    parsed = read(
        tmp_path,
        '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>Owls</dc:title><dc:identifier>https://doi.org/10.5555/o.1</dc:identifier>{said}</oai_dc:dc>",
    )
    assert (parsed.papers[0].abstract, parsed.report.notes) == (LONG, (NOTE,))


def test_paragraphs_of_one_language_stay_together(tmp_path: Path) -> None:
    text = f"TY  - JOUR\nTI  - Owls\nAB  - {LONG}\nAB  - Results: n = 40.\nAB  - {LONG[::1]} It is so.\nER  - \n"
    parsed = read(tmp_path, text, "owls.ris")
    assert parsed.papers[0].abstract == f"{LONG}\nResults: n = 40.\n{LONG} It is so."
    assert parsed.report.notes == ()


def test_of_web_of_science_the_english_one_is_kept(tmp_path: Path) -> None:
    for told, kept, notes in (
        (f"AB {LONG}\nX4 {FOREIGN['es']}", LONG, (NOTE,)),
        (f"X4 {FOREIGN['es']}", FOREIGN["es"], ()),
    ):
        parsed = read(
            tmp_path, f"FN Clarivate\nVR 1.0\nPT J\nAU Hay, A\nTI Owls\n{told}\nPY 2020\nER\n\nEF\n", "owls.txt"
        )
        assert (parsed.papers[0].abstract, parsed.report.notes) == (kept, notes)


def test_of_hal_the_english_one_is_kept(tmp_path: Path) -> None:
    told = {"title_s": ["Hiboux"], "halId_s": "hal-1", "abstract_s": [FOREIGN["fr"], LONG]}
    parsed = read(tmp_path, json.dumps({"response": {"docs": [told]}}), "hal.json")
    assert (parsed.papers[0].abstract, parsed.report.notes) == (LONG, (NOTE,))
