"""The line above an answer that says what its sentences lack of the question, and no more than a reader can check
against them.

That a sentence has a word is certain. That it gives no dose, no reason or no number of people is found by patterns,
which miss what they do not know. A warning therefore denies only what the sentences have neither words nor figures for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from bot.assistant.wording import echoed, joined, unlinked
from corpus.patterns import late
from corpus.remembering import SENTENCES
from index.finding.counting import RESULT_FOR
from index.finding.hedging import FIGURE_FOR, REASON, clause
from index.sentences.asking import AUX, WH, has_figure
from index.sentences.cues import plain
from index.terms.analyzer import Analyzer
from index.terms.attributes import (
    AVERAGES,
    DEFINITION,
    HOW_MANY,
    NUMBER_OF,
    STATISTICS,
    Attribute,
    figure_names,
    table,
    wanted,
)

_GIVEN = {DEFINITION, REASON}  # no words of the papers: they are given, or they are not
_SURE: Mapping[str, str] = MappingProxyType({})
_KINDS = (NUMBER_OF, FIGURE_FOR, RESULT_FOR, *AVERAGES)
# Figures that no sentence gives without a word or a sign for them: other numbers say nothing of these.
_NAMED = STATISTICS | frozenset({"age", "altitude", "cost", "dose", "pay"})

SAID_SO = 3  # words of an idiom ("stick to it"), which no sentence need have as it is
_PUT = late(rf"(?:{WH}|(?:{AUX}) \w+)\b", re.IGNORECASE)


def lacking(missing: Sequence[str], question: str, sentences: Sequence[str]) -> str:
    """What was asked for and is missing from the ``sentences`` shown, as a clause; "" if all its words are there."""
    left = [
        one for one in missing if _is_kind(one) or not (_stands_in(one, sentences) or _is_counted(one, missing))
    ]
    unsure = {one: _doubt(one, question) for one in left if _may_be_told(one, question, sentences)}
    return unsaid(left, unsure) if left else ""


def _is_counted(words: str, missing: Sequence[str]) -> bool:
    """True for several words that are named with what is counted ("dropped out" in "how many farms dropped out")."""
    return " " in words and any(
        one.startswith(HOW_MANY) and one != words and f" {words} " in f"{one} " for one in missing
    )


def _may_be_told(name: str, question: str, sentences: Sequence[str]) -> bool:
    kind = _is_kind(name) or name.startswith(HOW_MANY) or is_question(name) or is_idiom(name, question)
    return kind and name != DEFINITION and doubted(name, question, sentences)


def _stands_in(words: str, sentences: Sequence[str]) -> bool:
    """True if the words follow each other in a sentence, in any form."""
    said = _terms_of(words)
    return bool(said.strip()) and any(said in _terms_of(one) for one in sentences)


@lru_cache(maxsize=SENTENCES)
def _terms_of(text: str) -> str:
    """The terms of a text in order, with a space before and behind each."""
    return f" {' '.join(Analyzer().terms(text))} "


def _doubt(name: str, question: str) -> str:
    """What the sentences may tell: "the dose", "how many left", and "the place" for "where was it"."""
    kind = name if _is_kind(name) else "" if name.startswith(HOW_MANY) else kind_asked(name, question)
    return f"the {unlinked(kind)}" if kind else _called(name)


def unsaid(missing: Sequence[str], unsure: Mapping[str, str] = _SURE) -> str:
    """The clause for missing words and figures: "the sentences do not use the word “cost” and give no hazard ratio, and
    I cannot tell whether they state the dose". ``unsure``: those that the sentences may say in other words.
    """
    kinds = [one for one in missing if _is_kind(one)]
    words = [_called(one) for one in missing if one not in kinds and one not in unsure]
    doubts = [unsure[one] for one in missing if one not in kinds and one in unsure]
    kinds = [one for one in kinds if not _is_named(one, missing)]
    figures = [unlinked(one) for one in kinds if one not in unsure]
    doubts += [unsure[one] for one in kinds if one in unsure]
    clauses = [_without(words)] if words else []
    clauses += [f"give no {' and no '.join(figures)}"] if figures else []
    denied = f"the sentences {joined(clauses)}" if clauses else ""
    if not doubts:
        return denied
    return f"{f'{denied}, and ' if denied else ''}I cannot tell whether {'they' if denied else 'the sentences'} state {' or '.join(doubts)}"


def _without(words: Sequence[str]) -> str:
    """That sentences have none of some ``words``, as they are said; of a number of things, that they do not say it."""
    if any(one.startswith(HOW_MANY) for one in words):
        return f"do not say {' or '.join(words)}"
    single = len(words) == 1 and " " not in words[0]
    return f"do not use the word{'' if single else 's'} {' or '.join(words)}"


def _called(name: str) -> str:
    return unlinked(name) if name.startswith(HOW_MANY) else echoed(name)


def _is_kind(name: str) -> bool:
    return name in _GIVEN | figure_names() or name.startswith(_KINDS)


def _is_named(figure: str, missing: Sequence[str]) -> bool:
    """True for a figure of something that is missing itself, which needs no word on its rate or number; and for the number of
    what is called missing by what it did ("how many studies went")."""
    if figure.startswith(NUMBER_OF):
        things = figure.removeprefix(NUMBER_OF)
        return any(one == things or one.startswith(f"{HOW_MANY}{things} ") for one in missing)
    return figure.startswith(FIGURE_FOR) and not set(figure.removeprefix(FIGURE_FOR).split()).isdisjoint(missing)


def is_question(name: str) -> bool:
    """True if the name of a missing part is a question ("where was this done", "where?", "where"), whose words no
    sentence would use. "WHO" is none.
    """
    return name in WH.split("|") or ((" " in name or "?" in name) and _PUT.match(name) is not None)


def is_idiom(name: str, question: str) -> bool:
    """True if a missing part is named by several words that together ask for a kind of thing ("stick to it")."""
    return len(name.split()) >= SAID_SO and kind_asked(name, question) != ""


def kind_asked(name: str, question: str) -> str:
    """The kind of thing that a question asks for by the words ``name``, which may be cut to the first and last ("how …
    hospital"); "" if they ask for none.
    """
    ends = _ends(name)
    places = ((one.attribute.name, (clause(one), *one.spans)) for one in wanted(question))
    spans = ((kind, question[start:end]) for kind, found in places for start, end in found)
    return next((kind for kind, said in spans if said.strip() and _ends(said) == ends), "")


def _ends(words: str) -> tuple[str, str]:
    first, *_, last = [word.strip(" ?!.,") for word in (words.casefold().split() * 2)]
    return first, last


def doubted(name: str, question: str, sentences: Sequence[str]) -> bool:
    """True if the ``sentences`` may say what a warning calls missing by ``name``, in other words: a kind of figure, a
    number of things, a reason.
    """
    texts = tuple(map(plain, sentences))
    if name.startswith((NUMBER_OF, HOW_MANY)):
        return any(has_figure(text, question) for text in texts)
    if name == REASON or is_question(name) or is_idiom(name, question):
        return True
    kinds = tuple(_figures_of(name, question))
    if kinds and not name.startswith(FIGURE_FOR):
        return any(_may_state(kind, text) for kind in kinds for text in texts)
    named = [kind for kind in kinds if kind.name in _NAMED]
    return any(has_figure(text, question) and all(kind.names_in(text) for kind in named) for text in texts)


def _may_state(kind: Attribute, text: str) -> bool:
    if kind.name in STATISTICS:  # a sentence that only speaks of one does not give it
        return kind.stands_in(text)
    return kind.names_in(text) or (kind.name not in _NAMED and kind.has_figure(text))


def _figures_of(name: str, question: str) -> Iterator[Attribute]:
    """The kinds of figures that a warning names, by their name or in the question's words ("figure for price")."""
    yield from (row for row in table() if row.name == name)
    for one in wanted(question):
        said = (question[start:end].strip() for start, end in one.spans)
        if one.attribute.figure and any(word and name.endswith(word) for word in said):
            yield one.attribute
