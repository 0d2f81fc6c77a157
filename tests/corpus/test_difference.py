"""Two states of a library: what came, went, was revised, was retracted."""

from __future__ import annotations

from corpus.difference import compared
from corpus.models import Corpus, Paper, Status, Terms
from tests.corpus.test_store import paper


def corpus(digest: str, *papers: Paper, terms: Terms | None = None) -> Corpus:
    return Corpus(name="lib", digest=digest, papers=papers, terms=terms)


def test_every_change_is_named_once() -> None:
    retracted = paper("c").model_copy(update={"status": Status(kind="retracted")})
    before = corpus("1", paper("a"), paper("b"), paper("c"), paper("d"))
    after = corpus("2", paper("b", "They swim."), retracted, paper("d"), paper("e"))
    found = compared(before, after)
    assert (found.added, found.removed, found.retracted) == (("e",), ("a",), ("c",))
    assert [(one.key, one.field, one.difference) for one in found.revised] == [
        ("b", "abstract", "They [-fly.-] {+swim.+}")
    ]
    assert found.keys == ("e", "a", "b", "c")
    assert found.told().split("\n") == [
        "added: e",
        "removed: a",
        "status changed: c",
        "revised: b, abstract: They [-fly.-] {+swim.+}",
    ]


def test_a_paper_stands_on_one_line_whatever_changed_in_it() -> None:
    after = paper("a", "They swim.").model_copy(
        update={"title": "Bees", "year": 2024, "status": Status(kind="retracted")}
    )
    told = compared(corpus("1", paper("a"), paper("b")), corpus("2", after, paper("b", "They rest."))).told()
    assert told.split("\n") == [
        "status changed: a, title: [-Paper a-] {+Bees+}; year: nothing → 2024; abstract: They [-fly.-] {+swim.+}",
        "revised: b, abstract: They [-fly.-] {+rest.+}",
    ]


def test_other_fields_and_words_are_told_too() -> None:
    before = corpus("1", paper("a"))
    after = corpus("2", paper("a").model_copy(update={"year": 2024}), terms=Terms(abbreviations=(("A", "b"),)))
    found = compared(before, after)
    assert [(one.field, one.difference) for one in found.revised] == [("year", "nothing → 2024")]
    assert found.terms
    assert compared(before, before).told() == "Nothing differs."
