"""Two papers side by side: what both abstracts state, each in its own sentence. Nothing is judged or calculated."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.assistant import compose
from bot.assistant.citing import cite
from bot.assistant.continuing import COMPARES
from bot.assistant.reading.called import study_of
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.words import fold
from bot.assistant.reply import Reply
from bot.assistant.summaries import concluding, marks_conclusion
from bot.assistant.tables import SIZE, WHO, cells
from bot.assistant.telling.choosing import Library
from bot.assistant.telling.pointing import is_choice
from bot.assistant.wording import echoed, joined
from bot.models import Quote, Turn
from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import sentences_of
from index.asking import any_of
from index.attributes import told, wanted
from index.cues import plain
from index.figures import Kind
from index.library import LibraryIndex
from index.models import Outcome

_DESIGN = any_of(
    r"\b(?:retrospective|prospective)(?:ly)?\b|\brandomi[sz]ed\b|\b(?:case[ -]control|cross[ -]sectional|cohort|longitudinal|observational|pilot|feasibility|validation|registry|secondary) (?:study|analysis|series|data|trial)\b",
    r"\b(?:systematic|scoping|literature|narrative) (?:review|search)|\bmeta-?analys[ie]s\b|\b(?:mouse|rat|animal|murine|cadaver\w*|in vitro|in vivo|phantom) (?:model|stud\w+|experiment\w*|analys[ie]s|assays?)\b",
    r"\b(?:questionnaire|survey|interview)(?:s)? (?:study|was|were)\b|\b(?:phase [1-4I]+|controlled|clinical) trial\b|\bsingle[ -]cent(?:er|re)\b|\bmulti-?cent(?:er|re)\b|\bmicroarray analysis\b",
)


def question_of(one: Paper, other: Paper, topic: str) -> str:
    """The question of a compare command, as the log keeps it. ``topic_in`` reads the topic back from it."""
    return f"Compare {cite(one)} with {cite(other)}{_ON + topic if topic else ''}"


def topic_in(question: str, one: Paper, other: Paper) -> str:
    """The topic of a question made by ``question_of``; "" if it has none."""
    return question.removeprefix(question_of(one, other, "")).removeprefix(_ON)


_ON = " on "
_ROW_OF = {  # a topic that is one of what any two papers are compared by, by the first word of its name
    "Design": late(r"^(?:the |their |study )*(?:designs?|methods?|methodology|kinds? of study)$", re.IGNORECASE),
    "Number": late(
        rf"^(?:the |their )*(?:n|(?:sample |study |group |cohort )?sizes?|numbers? studied|(?:numbers? of )?{WHO})$",
        re.IGNORECASE,
    ),
    "Follow-up": late(
        r"^(?:the |their |length of |duration of )*follow[ -]?ups?(?: time| length| duration)?$", re.IGNORECASE
    ),
    "Conclusion": late(
        r"^(?:the |their |main |key )*(?:conclusions?|findings?|results?|outcomes?)$", re.IGNORECASE
    ),
}
_VERSUS = late(
    r"^(?P<one>\S.{0,80}?) (?:vs\.?|versus) (?P<other>\S.{0,80}?)[\s?.!]*$", re.IGNORECASE
)  # "Kang vs Park"
_NAMES_PAPER = late(
    r"\b(?:papers?|study|trial|article|review|one|first|second|third|last)\b|10\.\d{4}|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)


def asked_pair(question: str, library: Library) -> tuple[Paper, Paper, str] | None:
    """The two papers that a question wants compared, and the topic ("" for none). None unless both sides name a
    paper or its authors: "compare A with B" may name two topics, which one paper compares.
    """
    said = " ".join(question.split())
    bare = None if COMPARES.match(said) else _VERSUS.match(said)
    match = COMPARES.match(said) or bare
    sides = [_side(match[name], library) for name in ("one", "other")] if match else []
    one, other = sides or (None, None)
    if match is None or one is None or other is None or one.key == other.key:
        return None
    known = library.index.is_word
    if bare and not (is_choice(fold(bare["one"]), one, known) and is_choice(fold(bare["other"]), other, known)):
        return None
    return one, other, "" if bare else match["topic"] or ""


def _side(words: str, library: Library) -> Paper | None:
    """The paper that one side of a comparison names; for a person, the one paper of which they are the first
    author.
    """
    if (exact := library.which.exactly(words)) is not None:  # by its key
        return exact
    it, _, noun = fold(words).partition(" ")
    if it in ("it", "this", "that") and noun in ("", *load().pointed):
        talked = library.named(library.about)
        return talked[0] if len(talked) == 1 else None
    persons = library.people.named(fold(words).split())
    study = words.isupper() and study_of(fold(words), library.papers)
    if not persons and not study and not _NAMES_PAPER.search(words):
        return None
    found = library.which.find(words, library.listed)
    names = [name for person in persons for name in person.names]
    leads = [paper for paper in found.papers if paper.authors and paper.authors[0].name in names]
    return found.one or (leads[0] if len(leads) == 1 else None)


async def compare(one: Paper, other: Paper, topic: str, index: LibraryIndex, question: str = "") -> Reply:
    """What two papers state: design, number studied, follow-up, and the topic, or the conclusion if there is no
    topic. ``question``: the member's own words; "" if a command named the papers.
    """
    question, pair = question or question_of(one, other, topic), (one, other)
    found = _stated(pair)
    if alone := [name for name in found if _ROW_OF[name.split()[0]].search(topic)]:  # "on sample size"
        found = {name: found[name] for name in alone}
    elif topic:
        found.popitem()
        found[echoed(topic)] = (await _on(topic, one, index), await _on(topic, other, index))
    both = {name: [q for q in quotes if q is not None] for name, quotes in found.items() if all(quotes)}
    parts = [compose.restated(question), _head(pair, bool(both))]
    for name, quotes in both.items():
        parts.append("\n\n".join((f"{name}:", *compose.blocks(quotes, index.papers))))
    parts += _of_one(found, pair)
    shown = tuple(quote for quotes in both.values() for quote in quotes)
    keys = tuple(paper.key for paper in pair)
    turn = Turn(question=question, keys=keys[:1], listed=keys, shown=tuple((q.key, q.start) for q in shown))
    outcome = Outcome.ANSWERED if shown else Outcome.NOTHING
    return Reply(outcome=outcome, kind="comparison", text="\n\n".join(parts), quotes=shown, keys=keys, turn=turn)


def _stated(pair: tuple[Paper, Paper]) -> dict[str, tuple[Quote | None, Quote | None]]:
    """What any two papers are compared by, with the sentence of each; the conclusion is the last."""
    one, other = pair
    return {
        "Design": (_design(one), _design(other)),
        "Number studied": (_figure(one, SIZE), _figure(other, SIZE)),
        "Follow-up": (_figure(one, Kind.FOLLOW_UP.value), _figure(other, Kind.FOLLOW_UP.value)),
        "Conclusion" if all(map(marks_conclusion, pair)) else "Conclusion or last sentence": (
            _conclusion(one),
            _conclusion(other),
        ),
    }


def _head(pair: Sequence[Paper], both: bool) -> str:
    named = " and ".join(cite(paper) for paper in pair)
    return (
        f"Side by side, in their own sentences: {named}." if both else f"I found nothing of that in both {named}."
    )


def _of_one(found: Mapping[str, tuple[Quote | None, Quote | None]], pair: Sequence[Paper]) -> list[str]:
    """Sentences on what is found in only one of the papers, and in neither: what is not found may be there all the same."""
    said = []
    for paper, own, others in ((pair[0], 0, 1), (pair[1], 1, 0)):
        alone = [_small(name) for name, quotes in found.items() if quotes[own] and not quotes[others]]
        said += [f"Found in {cite(paper)} alone: {joined(alone)}."] if alone else []
    neither = [_small(name) for name, quotes in found.items() if not any(quotes)]
    return said + ([f"Found in neither: {joined(neither)}."] if neither else [])


def _small(name: str) -> str:
    """The name of what is compared inside a sentence; a topic, in quotation marks, is the asker's own word."""
    return name if name.startswith("“") else name.lower()


def _design(paper: Paper) -> Quote | None:
    """The first sentence that says what kind of study a paper is; None if there is none."""
    for line in sentences_of(paper):
        if _DESIGN.search(plain(line.text)):
            return compose.quote_slice(paper, line.start, line.end, line.number, line.section)
    return None


def _figure(paper: Paper, column: str) -> Quote | None:
    """The sentence of a paper's first figure in a column, with the figure marked; None if there is none."""
    for cell in cells(paper):
        if cell.column == column:
            start = cell.sentence.start
            return cell.sentence.model_copy(update={"marks": ((cell.start - start, cell.end - start),)})
    return None


def _conclusion(paper: Paper) -> Quote | None:
    return concluding(paper) if (paper.abstract or "").strip() else None


async def _on(topic: str, paper: Paper, index: LibraryIndex) -> Quote | None:
    """The best sentence of a paper on a topic that states what is asked; None if there is none."""
    asked = told(wanted(topic))
    found = await index.find(index.reader.read(topic), lambda key: key == paper.key, 3)
    for evidence in found.evidence:
        text = plain(evidence.sentence.text)
        states = any(one.attribute.names_in(text) for one in asked) if asked else found.outcome is Outcome.ANSWERED
        if states:
            return compose.quote_of(paper, evidence)
    return None
