"""Two papers side by side: which is cited more, newer, longer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.assistant.records.measures import MEASURES, Measure
from bot.assistant.records.naming import name_papers
from bot.assistant.records.people import people_of
from bot.assistant.records.reply import RecordReply, TopicFinder, answered, lines, named, nothing
from bot.assistant.records.text import PAPER, PAPERS, Asked
from corpus.models import Corpus, Paper

# each: the measure, the words for more of it, the words for less of it
_COMPARATIVES = tuple(
    (name, re.compile(rf"\b(?:{more})\b"), re.compile(rf"\b(?:{less})\b"))
    for name, more, less in (
        (
            "citations",
            r"cited more|more (?:\w+ )?(?:cited|citations?|cites)",
            r"cited less|(?:less|fewer) (?:\w+ )?(?:cited|citations?)",
        ),
        (
            "views",
            r"viewed more|more (?:\w+ )?(?:viewed|views?|popular|read)",
            r"viewed less|(?:less|fewer) (?:\w+ )?(?:viewed|views?|popular|read)",
        ),
        (
            "date",
            r"newer|more recent|later|came (?:out )?later|younger",
            r"older|earlier|came (?:out )?(?:first|earlier)|published (?:first|earlier)",
        ),
        ("pages", r"longer|more pages", r"shorter|fewer pages|less pages"),
        ("authors", r"more (?:co )?authors|bigger team", r"fewer (?:co )?authors|less authors"),
    )
)
_BETWEEN = re.compile(r"\b(?:or|than|vs|versus|and|to)\b")
_OPENING = re.compile(
    rf"^.*?\b(?:which|what|is|are|was|does|did|has|have|who)\b(?: (?:one|{PAPER}|of|is|are|was|has|have|does|did|came|out|the))*"
)
_IGNORED = frozenset("published publish came come out times has more less often".split())


async def answer_comparison(
    asked: Asked, corpus: Corpus, topic: TopicFinder, about: Sequence[str]
) -> RecordReply | None:
    """Two papers named in the question, in order of what they are compared by; None where not just two are named."""
    found = [(name, more, less) for name, more, less in _COMPARATIVES if asked.has(more) or asked.has(less)]
    if not found or not _speaks_of_papers(asked, corpus):
        return None
    name, more, less = found[0]
    high = asked.has(more)
    _, rest = asked.take(more if high else less)
    papers = await _sides(rest, corpus, topic)
    return _told(next(one for one in MEASURES if one.name == name), papers, high) if len(papers) == 2 else None


def _speaks_of_papers(asked: Asked, corpus: Corpus) -> bool:
    return (
        bool(re.search(rf"\b(?:{PAPER}|{PAPERS})\b", asked.text)) or len(people_of(corpus).named(asked.words)) > 1
    )


async def _sides(rest: Asked, corpus: Corpus, topic: TopicFinder) -> list[Paper]:
    """The one paper each side of "or", "than", "and" names; empty where a side names none or several."""
    sides = [side for side in _BETWEEN.split(_OPENING.sub("", rest.text)) if side.strip()]
    papers: list[Paper] = []
    for side in sides:
        found = await name_papers(Asked(side.strip()), _IGNORED, corpus, topic, ())
        if len(found.papers) != 1:
            return []
        papers += [paper for paper in found.papers if paper not in papers]
    return papers


def _told(measure: Measure, papers: Sequence[Paper], high: bool) -> RecordReply:
    valued = [(value, paper) for paper in papers if (value := measure.value(paper)) is not None]
    if len(valued) < 2:
        return nothing(
            f"The records do not give the {measure.name} of both papers.\n{lines(papers)}", papers, (measure.name,)
        )
    valued.sort(key=lambda pair: -pair[0] if high else pair[0])
    said = [measure.says(value) for value, _ in valued]
    first, second = valued
    opening = "They tie" if first[0] == second[0] else f"It is {named(first[1])}"
    return answered(f"{opening}:\n{lines([paper for _, paper in valued], said)}", [paper for _, paper in valued])
