"""Papers that try to act, through every renderer: nothing they say is a link, a mention, markup or a turned line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import compose, gate
from bot.assistant.papers import summaries
from bot.assistant.papers.verdicts import verify
from bot.discord import suggest
from bot.discord.actions.more import in_context, marked
from bot.discord.history import HistoryMenu
from bot.discord.listing import line
from bot.discord.moderating.rows import RecordMenu
from bot.discord.papers import PickMenu, card
from bot.discord.references import StyleMenu
from bot.discord.rendering import answer_pages, content_pages, text_file
from bot.discord.text import CHOICE, CONTENT, EMBED_FIELD, EMBED_TITLE, bare, read_back, size
from bot.models import Answer
from corpus.characters import unseen_removed, visible
from corpus.citing import Style
from corpus.doi import Doi
from corpus.errors import GateError
from corpus.models import Corpus, Issue, Paper
from index.models import Outcome
from tests.hostile import ADDRESSES, PAPERS, TEXTS, inert

LIBRARIES = st.builds(
    Corpus,
    name=TEXTS,
    digest=st.just("0" * 64),
    papers=st.lists(PAPERS, min_size=1, max_size=3, unique_by=lambda paper: paper.key).map(tuple),
    issue=st.none() | st.builds(Issue, title=TEXTS, journal=st.none() | TEXTS, url=st.none() | ADDRESSES),
)


def answered(corpus: Corpus, question: str) -> Answer:
    """An answer that quotes each paper's whole abstract, and has passed the gate."""
    papers = {paper.key: paper for paper in corpus.papers}
    found = [quote for paper in corpus.papers for quote in summaries.summary(paper)[1]]
    text = "\n\n".join((compose.restated(question), *compose.blocks(found, papers)))
    answer = Answer(
        id="0" * 12,
        question=question,
        outcome=Outcome.ANSWERED,
        kind="content",
        text=text,
        quotes=tuple(found),
        keys=tuple(papers),
        matched=(question,),
        unmatched=(question,),
        library=corpus.name,
        snapshot=corpus.digest,
        engine="e",
        weights="w",
        settings="s",
        version="v",
    )
    gate.prove(answer, papers)
    return answer


def labels(*views: Any) -> Iterator[Any]:
    """What stands on menus, buttons and choices."""
    for view in views:
        for child in view.children if isinstance(view, discord.ui.View) else [view]:
            item: Any = getattr(child, "item", child)  # a dynamic item's own
            yield from (bare(option.label) for option in getattr(item, "options", []))
            yield from [item.label] if getattr(item, "label", None) else []


def fits(text: str, most: int) -> bool:
    """Whether a label can be sent: it fits, is seen, and turns nothing round."""
    return 0 < size(text) <= most and visible(text) == text and bool(unseen_removed(text).strip())


@given(LIBRARIES, TEXTS)
def test_an_answer(corpus: Corpus, question: str) -> None:
    answer = answered(corpus, question)
    links = [paper.link for paper in corpus.papers if paper.link]
    known = [*links, *([corpus.issue.link] if corpus.issue and corpus.issue.link else [])]
    pages = answer_pages(answer, corpus.papers, corpus, notes=["limited"])
    assert all(size(page) <= CONTENT for page in pages)
    asked = bool(compose.restated(question).removeprefix(compose.RESTATED))
    assert inert("\n\n".join(pages), known, ours=2, small=len(answer.quotes) + asked + 1)


def test_a_turned_quote_is_proved_and_marked() -> None:
    abstract = "Survival \u202ewas 12\u202c months."
    paper = Paper(doi=Doi("10.9999/x"), title="T", abstract=abstract)
    corpus = Corpus(name="lib", digest="0" * 64, papers=(paper,))
    answer = answered(corpus, "survival")
    assert answer.quotes[0].text == abstract  # the slice itself, as it is stored
    shown = read_back(content_pages(answer.text, [paper], corpus)[0])
    assert "> Survival \ufffdwas 12\ufffd months." in shown
    papers = {paper.key: paper}
    assert [one.verbatim for one in verify(shown, papers)] == [True]
    assert [one.verbatim for one in verify(answer.text, papers)] == [True]  # as it stands in JSON
    assert [one.verbatim for one in verify(shown.replace("12", "21"), papers)] == [False]
    turned = answer.model_copy(update={"text": answer.text.replace("\u202c", "")})
    with pytest.raises(GateError, match="not what the paper says"):
        gate.prove(turned, papers)


def test_a_doi_inside_of_a_quote_is_the_papers_own_word_and_outside_it_is_refused() -> None:
    said = "The data are at https://doi.org/10.5281/zenodo.1."
    paper = Paper(doi=Doi("10.9999/a](b)"), title="T", abstract=said)
    corpus = Corpus(name="lib", digest="0" * 64, papers=(paper,))
    answer = answered(corpus, "data")
    assert "· https://doi.org/10.9999/a%5D(b)" in answer.text
    assert inert(content_pages(answer.text, [paper], corpus)[0], [str(paper.link)])
    for link in (
        "https://doi.org/10.5281/zenodo.1",
        "https://doi.org/10.9999/a](b)",
        "http://dx.doi.org/10.9999/a%5D(b)",
    ):
        with pytest.raises(GateError, match="no paper of this library has"):
            gate.prove(answer.model_copy(update={"text": f"{answer.text}\n\n{link}"}), {paper.key: paper})


@given(PAPERS)
def test_a_card_a_list_and_an_abstract_in_context(paper: Paper) -> None:
    links = [paper.link] if paper.link else []
    shown = card(paper)
    assert shown.embed is not None
    assert inert(shown.content, links, ours=2)
    assert size(shown.content) <= CONTENT
    assert inert(str(shown.embed.title), [])
    assert size(str(shown.embed.title)) <= EMBED_TITLE
    assert all(
        inert(str(field.value), []) and size(str(field.value)) <= EMBED_FIELD for field in shown.embed.fields
    )
    assert all(fits(one, CHOICE) for one in labels(shown.view))
    listed = line(1, paper)
    assert inert(listed, links, ours=2, small="\n" in listed)
    assert listed.count("\n") <= 1
    abstract = paper.abstract or ""
    beside = in_context([paper], [marked(abstract, [(0, len(abstract))])], "0" * 12)
    assert beside.embed is not None
    assert inert(str(beside.embed.title), [])
    assert inert(str(beside.embed.description), links, ours=4)


@given(LIBRARIES, TEXTS)
def test_menus_choices_and_files(corpus: Corpus, text: str) -> None:
    style = Style(label=text, extension="txt", render=lambda papers: "")
    menus = [
        PickMenu(corpus.papers),
        RecordMenu([("a", text)]),
        HistoryMenu([("a", text)]),
        StyleMenu("0" * 8, {"x": style}, "x"),
    ]
    assert all(fits(one, CHOICE) for one in labels(*menus))
    names = [f"{paper.title}" for paper in corpus.papers]
    choices = [*suggest.papers(corpus.papers), *suggest.words([text], ""), *suggest.words(names, text)]
    assert all(fits(choice.name, CHOICE) for choice in choices)
    (file,) = text_file("a.txt", text)()
    held = file.fp.read().decode()
    assert held == visible(text)
