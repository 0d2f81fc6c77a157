"""References: written in the style that is named; pasted, they are found, or said to be of another paper."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from bot.assistant.citing import is_reference, pasted, unfielded
from bot.assistant.message.splitting import parts_of
from bot.models import Context
from corpus.citing import STYLES, cite
from corpus.models import Paper, Status
from index.library import LibraryIndex
from index.models import Outcome
from tests.bot.assistant.conversations import NINE, ask, talk

OF_KNAPP = next(paper for paper in NINE.corpus.papers if paper.authors[0].family == "Knapp")


@pytest.mark.parametrize(
    ("question", "style"),
    [
        ("cite Knapp in vancouver", "vancouver"),
        ("vancouver reference for Knapp", "vancouver"),
        ("APA citation of the Knapp paper", "apa"),
        ("cite Knapp in csl-json", "csl-json"),
        ("bibtex entry for Knapp", "bibtex"),
    ],
)
async def test_a_style_that_is_named_is_used(question: str, style: str) -> None:
    reply = await ask(question)
    assert (reply.outcome, reply.keys) == (Outcome.ANSWERED, (OF_KNAPP.key,))
    assert cite([OF_KNAPP], style).strip() in reply.text


@pytest.mark.parametrize(
    ("said", "style"), [("in apa", "apa"), ("and as bibtex?", "bibtex"), ("RIS please", "ris")]
)
async def test_a_style_alone_is_that_of_the_paper_just_talked_about(said: str, style: str) -> None:
    first = await ask("cite it in vancouver", about=(OF_KNAPP.key,))
    reply = await NINE.ask(said, Context(previous=first.turn))
    assert cite([OF_KNAPP], style).strip() in reply.text


@pytest.mark.parametrize(
    "question",
    [
        "bibtex for all",
        "cite all papers in bibtex",
        "the reference list in bibtex",
        "references as bibtex",
        "give me the references as bibtex",
        "every article as a bibtex file",
        "everything as bibtex, please",
        "could I get the whole collection in bibtex",
        "all of these as bibtex",
        "send me a bibtex file with every paper",
    ],
)
async def test_all_papers_are_written_in_the_style_that_is_named(question: str) -> None:
    reply = await ask(question)
    assert len(reply.keys) == 9
    assert cite(NINE.corpus.papers, "bibtex").strip() in reply.text


@pytest.mark.parametrize(
    "question",
    [
        "references for all the articles",
        "show me every reference please",
        "cite every paper",
        "please cite all articles",
        "cite all",
    ],
)
async def test_the_references_of_all_papers_are_their_own_and_not_those_they_end_with(question: str) -> None:
    reply = await ask(question)
    assert (reply.outcome, len(reply.keys)) == (Outcome.ANSWERED, 9), reply.text


@pytest.mark.parametrize("said", ["all in nbib", "all of them as nbib please"])
async def test_all_are_those_listed_last_if_papers_were_listed(said: str) -> None:
    listed, reply = await talk(NINE, "list the reviews", said)
    assert len(listed.keys) < 9
    assert (reply.outcome, set(reply.keys)) == (Outcome.ANSWERED, set(listed.keys)), reply.text


async def test_a_style_that_is_not_kept_is_said() -> None:
    reply = await ask("cite Knapp in harvard style")
    assert reply.outcome is Outcome.NOTHING
    assert "no style “harvard”" in reply.text


async def test_a_retracted_paper_is_cited_with_its_notice_in_any_style() -> None:
    status = Status(kind="retracted", source="Retraction Watch, https://doi.org/10.9999/notice")
    paper = OF_KNAPP.model_copy(update={"status": status})
    alone = Assistant(LibraryIndex.build(NINE.corpus.model_copy(update={"papers": (paper,)})))
    for style in STYLES:
        assert "retract" in (await ask(f"cite Knapp in {style} style", alone)).text.casefold(), style


NOT_HELD = (
    "Patchell RA, Tibbs PA, Regine WF, et al. Direct decompressive surgical resection in the treatment of spinal cord compression caused by metastatic cancer: a randomised trial. Lancet 2005;366:643-648",
    "Sprigg, N., & Flaherty, K. (2018). Tranexamic acid for hyperacute primary intracerebral haemorrhage. The Lancet, 391(10135), 2107-2115.",
    "12. Fisher, C.G.; DiPaola, C.P. A novel classification system for spinal instability in neoplastic disease. Spine 2010, 35, E1221.",
    "@article{fisher2010, title={A novel classification system}, year={2010}}",
    "Kim, D.-H.; Moon, B.-S.; Oh, S.-Y. Cages for worn necks: five years of a register. J. Necks. 2022",
)


@pytest.mark.parametrize("reference", NOT_HELD)
async def test_a_pasted_reference_of_another_paper_is_said_to_be_not_here(reference: str) -> None:
    reply = await ask(reference)
    assert (reply.outcome, reply.keys, reply.unknown_words) == (Outcome.NOTHING, (), ())
    assert "This paper is not in the library" in reply.text


@pytest.mark.parametrize("before", ["", OF_KNAPP.title])
@pytest.mark.parametrize(
    "question",
    [
        "{doi}",
        "https://doi.org/{doi}",
        "{doi} how many patients",
        "how many patients were in {doi}?",
        "what about {doi}",
        "summarise {doi}",
        "who wrote {doi}",
    ],
)
async def test_a_doi_of_another_paper_is_said_to_be_not_here(question: str, before: str) -> None:
    """After a paper its own sentences were the answer to what was asked of another one."""
    turn = (await ask(before)).turn if before else None
    context = Context(previous=turn)
    reply = await NINE.ask(question.format(doi="10.1016/j.spinee.2020.01.001"), context)
    assert (reply.outcome, reply.keys) == (Outcome.NOTHING, ())
    assert reply.unknown_words == ("10.1016/j.spinee.2020.01.001",)
    assert "No paper here goes with “10.1016/j.spinee.2020.01.001”" in reply.text
    if before:
        held = await NINE.ask(f"{OF_KNAPP.doi}/full how many patients", context)
        assert "A total of 128 patients" in held.text


async def test_a_pmid_is_not_asked_of_the_paper_before() -> None:
    first = await ask(OF_KNAPP.title)
    for said in ("PMID 37958311", "PMID: 37958311 how many patients"):
        assert (await NINE.ask(said, Context(previous=first.turn))).keys == ((await ask(said)).keys)


@pytest.mark.parametrize("style", ["vancouver", "ama", "apa", "mdpi", "bibtex", "ris"])
async def test_a_pasted_reference_of_a_paper_here_finds_it(style: str) -> None:
    for paper in NINE.corpus.papers:
        assert "not in the library" not in (await ask(cite([paper], style))).text


@pytest.mark.parametrize(
    "question",
    [
        "Kang D in 2023, 24: how many had complications",
        "In 2024, 16 patients relapsed?",
        "T1 MRI in 2022, 3 scanners",
    ],
)
async def test_a_question_with_years_and_numbers_is_no_reference(question: str) -> None:
    assert "not in the library" not in (await ask(question)).text


@pytest.mark.parametrize("style", ["vancouver", "ama", "apa", "mdpi"])
@pytest.mark.parametrize("paper", NINE.corpus.papers, ids=lambda paper: paper.key)
async def test_a_pasted_reference_is_its_paper_with_its_doi_or_without(style: str, paper: Paper) -> None:
    reference = cite([paper], style).strip()
    for text in (
        reference,
        reference.split(" https://")[0],
        paper.title,
        reference.replace("Metasta", "Metsata", 1),
    ):
        assert (await ask(text)).keys == (paper.key,), text


@pytest.mark.parametrize(
    "question",
    [
        f"what does “{NINE.corpus.papers[0].title}” say about patients",
        f"is there anything newer than {NINE.corpus.papers[0].title}",
    ],
)
async def test_a_question_about_a_title_is_no_reference(question: str) -> None:
    assert pasted(question, NINE.corpus.papers) is None


@pytest.mark.parametrize(
    "message",
    [
        "TES - complications?\nSABR - complications?",
        "CT-guided ablation accuracy?\nMRI-guided ablation accuracy?",
        "Q1 - who wrote Kang?\nQ2 - who wrote Knapp?",
        "T1 - does it enhance?\nT2 - is it bright?",
        "AU - how many centres?\nUSA- how many centres?",
        '["Kang": complications?\n"Knapp": complications?',
    ],
)
def test_lines_that_begin_with_short_names_are_questions_and_no_record(message: str) -> None:
    assert len(parts_of(message)) == 2
    assert not is_reference(message)


@pytest.mark.parametrize(
    "message",
    [
        "RT-treated patients\nMSCC-specific regimen",
        "@here (who wrote Kang)?",
        "@Tom (can you) list the papers?",
        "@Tom {can you, please} list the papers?",
        '{"dose": which?}',
    ],
)
def test_a_hyphen_a_bracket_or_a_name_called_makes_no_record(message: str) -> None:
    assert not is_reference(message)


@pytest.mark.parametrize(
    "record",
    [
        "@Article(moss2019, title={Glaze}, year={2019})",
        "@misc { , title={Glaze} }",
        "TY - JOUR\nAU - Moss, Ann\nTI - Glaze\nER -",
        "T1  - Glaze\nJO  - J Pots",
        "PMID- 12345678\nOWN - NLM\nTI  - Glaze\nFAU - Moss, Ann",
        "%T Glaze\n%J J Pots",
        '[{"id": "moss", "title": "Glaze"}]',
    ],
)
def test_a_record_is_known_by_the_names_of_its_format(record: str) -> None:
    assert is_reference(record)
    assert "Glaze" in unfielded(record)
    assert unfielded(record) != record


def test_accents_that_are_written_as_commands_are_left_out() -> None:
    assert unfielded(r"@article{moss, title={Caf{\'e} glaze}, year={2019}}") == "Cafe glaze, 2019"
