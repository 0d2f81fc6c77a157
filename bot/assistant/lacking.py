"""Says above an answer what its sentences lack of the question, and no more than a reader can check against them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.assistant.wording import echoed, joined, unlinked
from index.analyzer import Analyzer
from index.attributes import AVERAGES, HOW_MANY, NUMBER_OF, figure_names
from index.doubted import doubted, is_question, kind_asked
from index.hedging import FIGURE_FOR, REASON
from index.plans import RESULT_FOR

_GIVEN = {"definition", REASON}  # no words of the papers: they are given, or they are not
_SURE: Mapping[str, str] = MappingProxyType({})
_KINDS = (NUMBER_OF, FIGURE_FOR, RESULT_FOR, *AVERAGES)


def lacking(missing: Sequence[str], question: str, sentences: Sequence[str]) -> str:
    """What was asked for and is missing from the ``sentences`` shown, as a clause; "" if each of its words stands there."""
    left = [one for one in missing if _is_kind(one) or not _stands_in(one, sentences)]
    unsure = {one: _doubt(one, question) for one in left if _may_be_told(one, question, sentences)}
    return unsaid(left, unsure) if left else ""


def _may_be_told(name: str, question: str, sentences: Sequence[str]) -> bool:
    kind = _is_kind(name) or name.startswith(HOW_MANY) or is_question(name)
    return kind and name != "definition" and doubted(name, question, sentences)


def _stands_in(words: str, sentences: Sequence[str]) -> bool:
    """True if the words follow each other in a sentence, in any form."""
    analyzer = Analyzer()
    said = f" {' '.join(analyzer.terms(words))} "
    return bool(said.strip()) and any(said in f" {' '.join(analyzer.terms(one))} " for one in sentences)


def _doubt(name: str, question: str) -> str:
    """What the sentences may tell: "the dose", "how many left", and "the place" for "where was it"."""
    kind = name if _is_kind(name) else "" if name.startswith(HOW_MANY) else kind_asked(name, question)
    return f"the {unlinked(kind)}" if kind else _called(name)


def unsaid(missing: Sequence[str], unsure: Mapping[str, str] = _SURE) -> str:
    """The words and figures that are missing: "the sentences do not say “cost”, give no hazard ratio and may not tell
    you the dose". ``unsure``: those that the sentences may have in other words, as they are said then.
    """
    kinds = [one for one in missing if _is_kind(one)]
    words = [_called(one) for one in missing if one not in kinds and one not in unsure]
    doubts = [unsure[one] for one in missing if one not in kinds and one in unsure]
    kinds = [one for one in kinds if not _is_named(one, missing)]
    figures = [unlinked(one) for one in kinds if one not in unsure]
    doubts += [unsure[one] for one in kinds if one in unsure]
    clauses = [f"do not say {' or '.join(words)}"] if words else []
    clauses += [f"give no {' and no '.join(figures)}"] if figures else []
    clauses += [f"may not tell you {' or '.join(doubts)}"] if doubts else []
    return f"the sentences {joined(clauses)}"


def _called(name: str) -> str:
    return unlinked(name) if name.startswith(HOW_MANY) else echoed(name)


def _is_kind(name: str) -> bool:
    return name in _GIVEN | figure_names() or name.startswith(_KINDS)


def _is_named(figure: str, missing: Sequence[str]) -> bool:
    """True for a figure of something that is missing itself, which needs no word on its rate; and for the number of what is
    called missing by what it did ("how many studies went")."""
    if figure.startswith(NUMBER_OF):
        counted = f"{HOW_MANY}{figure.removeprefix(NUMBER_OF)} "
        return any(one.startswith(counted) for one in missing)
    return figure.startswith(FIGURE_FOR) and not set(figure.removeprefix(FIGURE_FOR).split()).isdisjoint(missing)
