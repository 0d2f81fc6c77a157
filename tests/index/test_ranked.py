"""Which questions ask for what is not so, and that the sentence that denies it is shown first. Questions over several papers: one sentence of every paper that is meant."""

from __future__ import annotations

import asyncio

import pytest

from corpus.models import Paper
from index.library import LibraryIndex
from index.questions import ranked
from index.questions.ranked import asks_of_several, denies, parts
from index.weights import weights_digest
from tests.libraries import indexed
from tests.quality.readings import Case, found

TEXTS = {
    "tulips": "Tulips were planted in rows. Ninety tulips were counted in spring. Tulips in rows grew taller.",
    "onions": "Onions were stored in cellars. Forty onions were counted in spring. Onions in cellars kept for a year.",
    "carts": "Carts rolled over cobbles. Wheels of carts broke early. Carts with iron wheels lasted.",
    "barley": "Barley was sown late. Sixty rows of barley were counted in spring. Late barley yielded less.",
}


@pytest.mark.parametrize(
    "question",
    [
        "which was not associated with pain",
        "what did not differ between sites",
        "what didn't change",
        "patients with no collapse",
        "were there falls without pain",
    ],
)
def test_a_question_for_what_is_not_so(question: str) -> None:
    assert denies(question)


@pytest.mark.parametrize(
    "question",
    [
        "which was associated with pain",
        "does it help or not",
        "why not operate",
        "isn't it bad",
        "not only pain",
        "no. 5 of the list",
        "are no-till fields wetter",
        "papers not by Kang",
        "don't you know the dose",
    ],
)
def test_what_only_looks_like_one(question: str) -> None:
    assert not denies(question)


def test_the_sentence_shown_first_denies_what_is_denied() -> None:
    text = "Age was not related to pain. Weight was related to pain."
    case = Case(number=1, source="own", kind="first", text=text, question="what was not related to pain", right="")
    assert "Age was not" in found(case).evidence[0].sentence.text


def index() -> LibraryIndex:
    papers = tuple(Paper(source_id=key, title=key.title(), abstract=text) for key, text in TEXTS.items())
    return indexed(*papers)


FARM = index()


def cited(question: str) -> set[str]:
    return {one.sentence.key for one in asyncio.run(FARM.find(FARM.reader.read(question))).evidence}


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("how many tulips and how many onions were counted", {"tulips", "onions"}),
        ("tulips in rows vs onions in cellars", {"tulips", "onions"}),
        ("which papers counted something in spring", {"tulips", "onions", "barley"}),
        ("wheels of carts, late barley, onions in cellars", {"carts", "barley", "onions"}),
        ("what do we have on tulips or late barley", {"tulips", "barley"}),
        ("did tulips in rows grow taller", {"tulips"}),
        ("do iron wheels and carts last", {"carts"}),
        ("which papers mention cobbles and cellars, iron or spring", {"carts", "onions", "tulips", "barley"}),
    ],
)
def test_every_paper_that_is_meant_is_cited(question: str, papers: set[str]) -> None:
    assert cited(question) == papers


@pytest.mark.parametrize(
    ("further", "meant"),
    [
        ("Trams were late. Stations for trams were few.", {"cap", "zones"}),
        ("A rent cap for housing came late. Tenants left the housing.", {"zones"}),
    ],
)
def test_a_part_that_one_other_paper_alone_holds_whole_means_it_though_the_first_holds_most_of_it(
    further: str, meant: set[str]
) -> None:
    texts = {
        "cap": "The city rent cap for housing supply came in May. Tenants of housing under the rent cap stayed. The cap on rent ended.",
        "zones": "Upzoning near stations raised the supply of city housing for tenants. Rent fell near stations. Upzoning near stations was liked.",
        "trams": further,
    }
    papers = tuple(Paper(source_id=key, abstract=text) for key, text in texts.items())
    town = indexed(*papers)
    found = asyncio.run(
        town.find(
            town.reader.read(
                "supply of housing to tenants after the city rent cap and after upzoning near stations"
            )
        )
    )
    assert {one.sentence.key for one in found.evidence} == meant


def test_a_paper_that_holds_all_that_is_named_is_cited_beside_the_one_whose_sentences_are_best() -> None:
    texts = {
        "hens": "Geese and ducks laid eggs. Geese laid fewer eggs than ducks. Ducks laid more eggs than geese.",
        "pond": "A pond was dug in May. Along it geese slept. Ducks came later. Some eggs were found in reeds.",
        "mill": "A mill was built. Eggs were sold there by the dozen, and ducks were not.",
    }
    papers = tuple(Paper(source_id=key, abstract=text) for key, text in texts.items())
    yard = indexed(*papers)
    finding = asyncio.run(yard.find(yard.reader.read("eggs that geese laid and ducks laid")))
    assert {one.sentence.key for one in finding.evidence} == {"hens"}
    finding = asyncio.run(yard.find(yard.reader.read("geese, ducks, eggs: any difference?")))
    assert {one.sentence.key for one in finding.evidence} == {"hens", "pond"}


def test_within_one_paper_nothing_else_is_cited() -> None:
    query = FARM.reader.read("tulips and onions")
    finding = asyncio.run(FARM.find(query, lambda key: key == "onions"))
    assert {one.sentence.key for one in finding.evidence} == {"onions"}


@pytest.mark.parametrize(
    "question",
    [
        "which papers are about tulips",
        "follow-up of both trials",
        "complications in both?",
        "any other studies on this",
        "what do we have on tulips",
        "tulips in spring: everything",
        "is there anything on tulips",
        "spring flowers in here",
        "bad habits, what have we on this",
        "what is there on tulips",
        "which measures changed the harvest",
        "which new treatments work",
        "pictures of limbs: anything useful?",
    ],
)
def test_papers_in_the_plural(question: str) -> None:
    assert asks_of_several(question)


@pytest.mark.parametrize(
    "question",
    [
        "how many studies were included",
        "what did the paper find",
        "is it a trial",
        "what do you mean",
        "was anything gained",
        "can both eyes be done on one day",
        "see both the specialist and the nurse",
    ],
)
def test_one_paper(question: str) -> None:
    assert not asks_of_several(question)


def test_words_of_similar_meaning_alone_are_not_what_several_papers_have_in_common() -> None:
    texts = {
        "quiz": "Quizzes were set. Quizzes with retrieval raised marks. Retrieval was free.",
        "app": "Voluntary quizzes ran on a phone. Quizzes were many.",
        "desk": "Queries at a desk were long. Queries at night were short, questions were many.",
    }
    papers = tuple(Paper(source_id=key, abstract=text) for key, text in texts.items())
    school = indexed(*papers)
    finding = asyncio.run(school.find(school.reader.read("what do the studies on quizzes with retrieval say")))
    assert {one.sentence.key for one in finding.evidence} == {"quiz", "app"}


def test_a_question_may_mean_several_papers_by_its_words_or_its_parts() -> None:
    assert ranked.means_several(FARM.reader.read("which papers are about tulips"))
    assert ranked.means_several(FARM.reader.read("tulips and onions"))
    assert not ranked.means_several(FARM.reader.read("tulips in rows"))


def test_a_question_of_one_part_has_none() -> None:
    assert parts(FARM.reader.read("tulips in rows")) == ()
    assert parts(FARM.reader.read("tulips and onions")) == ((0,), (1,))
    assert parts(FARM.reader.read("tulips – onions")) == ((0,), (1,))
    for topic_first in ("tulips – when are onions planted", "tulips: which onions", "tulips, how many onions"):
        assert parts(FARM.reader.read(topic_first)) == (), topic_first


@pytest.mark.parametrize(
    "threshold", ["MOST", "NEAR_BEST", "LEAST", "MEANT", "AHEAD", "PARTS", "READ", "WHOLE", "ALIKE"]
)
def test_the_digest_changes_with_a_threshold(threshold: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = weights_digest()
    monkeypatch.setattr(ranked, threshold, getattr(ranked, threshold) + 0.01)
    assert weights_digest() != before
