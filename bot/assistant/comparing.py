"""Two papers side by side: what both abstracts state, each in its own sentence. Nothing is judged or calculated."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.assistant import compose
from bot.assistant.citing import cite
from bot.assistant.continuing import COMPARES
from bot.assistant.reading.called import study_of
from bot.assistant.reading.designs import DESIGNS, of_design
from bot.assistant.reading.kinds import titles_itself
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.selection import of_type
from bot.assistant.reading.titles import titles_holding
from bot.assistant.reading.words import fold
from bot.assistant.reply import Reply
from bot.assistant.summaries import conclusion, marks_conclusion
from bot.assistant.tables import SIZE, WHO, cells
from bot.assistant.telling.choosing import Library, on_topic
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
from index.stopwords import ASKING

_WISHED = late(  # of no design of its own: "compression deserves a phase 3 trial"
    r"(?i)\b(?:deserves?|warrant(?:s|ed)?|future (?:[\w-]+ ){0,3}(?:trials?|stud(?:y|ies)|research)|awaits?|(?:further|previous|earlier|larger) (?:[\w-]+ ){0,3}(?:trials?|stud(?:y|ies)))\b"
    r"|\b(?:trials?|stud(?:y|ies)) (?:in .* )?(?:are|is|would be) (?:needed|required|lacking)\b|\b(?:needs?|calls? for|should be|be tested in) (?:\w+ )?(?:an? )?(?:[\w-]+ ){0,3}(?:trials?|stud(?:y|ies))\b",
)
_OURS = late(  # of its own, whatever it says of others: "unlike earlier trials, this randomised trial …"
    r"(?i)\b(?:this|our|the present) (?:(?!an?\b|needs?\b|deserves?\b|warrants?\b|calls?\b|awaits?\b|should\b|requires?\b)[\w-]+ ){0,4}(?:trial|study|cohort|survey|experiment|analysis)\b(?! (?:needs?|deserves?|warrants?|calls?|has shown|showed))"
    r"|\bwe (?:\w+ly )?(?:ran|did|conducted|performed|randomi[sz]ed|assigned|allocated|carried out|undertook)\b",
)
_DESIGN = any_of(
    r"\b(?:retrospective|prospective)(?:ly)?\b|\brandomi[sz]ed\b|\b(?:randomly|at random)\b(?=.* to\b)|\b(?:case[ -]control|cross[ -]sectional|cohort|longitudinal|observational|pilot|feasibility|validation|registry|secondary) (?:study|analysis|series|data|trial)\b",
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
# "Kang vs Park"
_VERSUS = late(r"^(?P<one>\S.{0,80}?) (?:vs\.?|versus) (?P<other>\S.{0,80}?)[\s?.!]*$", re.IGNORECASE)
_HOW_COMPARES = late(
    r"^(?:(?:and|so|ok|but)[\s,]+)*how (?:does|do|did|would) (?P<it>(?:it|this|that)(?: one| paper| study| trial| review)?) (?:compare|differ|stack up) (?:with|to|from|against) ",
    re.IGNORECASE,
)
_BOTH = late(
    r"^(?:(?:please|pls|can you|could you|now|and|ok)[\s,]+)*compare (?:(?:them|these|those)(?: two)?|both(?: of (?:them|these|those))?|the (?:last |first |above )?two)(?: (?P<noun>papers|studies|trials|articles|reviews|surveys|experiments|cohorts|ones))?"
    r"(?: (?:on|about|of|in terms of|regarding|with respect to|as to|concerning) (?P<topic>\S.*?))?[\s?.!]*$",
    re.IGNORECASE,
)
_THAN = r"(?P<by>longer|shorter|larger|bigger|smaller)"
_MEASURED = late(
    rf"^(?:(?:and|so|ok)[\s,]+)*(?:is|was|did) (?:the )?(?P<one>\S+)(?: trial| study)?(?: run| last)? {_THAN} than (?:the )?(?P<other>\S+?)(?: trial| study)?[\s?.!]*$"
    rf"|^(?:(?:and|so|ok)[\s,]+)*which (?:one |trial |study )?(?:is|was) {_THAN.replace('by', 'by2')},? (?P<one2>\S+) or (?P<other2>\S+?)[\s?.!]*$",
    re.IGNORECASE,
)
_OTHER = late(r"(?i)^the other (?P<noun>one|paper|study|trial|article|review|survey|experiment|cohort)$")
_NAMES_PAPER = late(
    r"\b(?:papers?|study|trial|article|review|one|first|second|third|last)\b|10\.\d{4}|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)


class Pair(NamedTuple):
    """Two papers that a question wants compared, the topic ("" for none), and the one that is talked about from then on.
    ``measured``: two studies by how long or how large they are.
    """

    one: Paper
    other: Paper
    topic: str
    about: Paper
    measured: bool = False


def asked_pair(question: str, library: Library) -> Pair | None:
    """The two papers that a question wants compared. None unless both sides name a paper or its authors: "compare A
    with B" may name two topics, which one paper compares.
    """
    said = _HOW_COMPARES.sub(r"compare \g<it> with ", " ".join(question.split()))
    if both := _BOTH.match(said):
        pair, topic = _two_of(both["noun"], both["topic"] or "", library), both["topic"] or ""
        return Pair(*pair, topic if len(library.whole) == 2 else "", pair[0]) if pair else None
    if measured := _MEASURED.match(said):
        return _measured(measured.groupdict(), library)
    bare = None if COMPARES.match(said) else _VERSUS.match(said)
    match = COMPARES.match(said) or bare
    one, other = _sides(match, library) if match else (None, None)
    if match is None or one is None or other is None or one.key == other.key:
        return None
    known = library.index.is_word
    if bare and not (is_choice(fold(bare["one"]), one, known) and is_choice(fold(bare["other"]), other, known)):
        return None
    return Pair(one, other, "" if bare else match["topic"] or "", one if match["one"] else other)


def _measured(said: Mapping[str, str | None], library: Library) -> Pair | None:
    """Two studies, called by their names, side by side by their follow-up or the number studied; None for any other papers."""
    names = (said["one"] or said["one2"] or "", said["other"] or said["other2"] or "")
    one, other = (_side(name, library) if _is_study(name, library) else None for name in names)
    if one is None or other is None or one.key == other.key:
        return None
    by = (said["by"] or said["by2"] or "").casefold()
    return Pair(one, other, "follow-up" if by in ("longer", "shorter") else "sample size", one, measured=True)


def _is_study(words: str, library: Library) -> bool:
    return words.isupper() and bool(study_of(fold(words), library.papers))


def _sides(match: re.Match[str], library: Library) -> tuple[Paper | None, Paper | None]:
    """The papers that both sides of a comparison name; the one talked about where only the other is named."""
    if match["one"]:
        return _side(match["one"], library), _side(match["other"], library)
    talked = next(iter(library.named(library.about)), None)
    return talked, _side(match["other"], library) or (_titled(match["other"], talked, library) if talked else None)


def _side(words: str, library: Library) -> Paper | None:
    """The paper that one side of a comparison names; for a person, the one paper of which they are the first
    author.
    """
    if (exact := library.which.exactly(words)) is not None:  # by its key
        return exact
    it, _, noun = fold(words).partition(" ")
    if it in ("it", "this", "that") and noun in ("", *load().pointed):
        return next(iter(library.named(library.about)), None)
    if match := _OTHER.match(words):
        return _only_other(match["noun"], library)
    persons = library.people.named(fold(words).split())
    if not persons and not _is_study(words, library) and not _NAMES_PAPER.search(words):
        return None
    found = library.which.find(words, library.listed)
    names = [name for person in persons for name in person.names]
    leads = [paper for paper in found.papers if paper.authors and paper.authors[0].name in names]
    return found.one or (leads[0] if len(leads) == 1 else None)


def _titled(words: str, talked: Paper, library: Library) -> Paper | None:
    """The one paper whose title has some words of which the paper talked about has none."""
    said = [word for word in fold(words).split() if word not in ASKING]
    found = titles_holding(said, library.papers) if said else ()
    within = any(library.index.holding(word, [talked.key]) for word in said)
    return found[0] if len(found) == 1 and not within else None


def _only_other(noun: str, library: Library) -> Paper | None:
    """The only other paper of a kind among those listed, else among all; None if there are several."""
    pool = library.named(library.whole) if len(library.whole) > 1 else library.papers
    others = [paper for paper in pool if paper.key not in library.about[:1]]
    found = others if len(others) == 1 else [paper for paper in others if _is_a(noun, paper)]
    return found[0] if len(found) == 1 and library.about else None


def _two_of(noun: str | None, topic: str, library: Library) -> tuple[Paper, Paper] | None:
    """The two papers listed; else the only two of a kind and on a topic, by their titles if by these they are two."""
    if len(library.whole) == 2 and len(listed := library.named(library.whole)) == 2:
        return listed[0], listed[1]
    words = [word for word in fold(topic).split() if word not in ASKING]
    if not noun or not words:
        return None
    for papers in (titles_holding(words, library.papers), on_topic(words, library.papers, library)[0]):
        if len(found := [paper for paper in papers if _is_a(noun, paper)]) == 2:
            return found[0], found[1]
    return None


def _is_a(noun: str, paper: Paper) -> bool:
    """True if a paper is what "trial" or "reviews" names; "paper", "studies" name any."""
    kind = fold(noun).removesuffix("s")
    design = next((name for name, one in DESIGNS.items() if re.fullmatch(one.asked, kind)), None)
    if kind == "review":
        return of_type(paper, kind) or titles_itself(kind, paper)
    return design is None or of_design(paper, design)


async def compare(pair: Pair, index: LibraryIndex, question: str = "") -> Reply:
    """What two papers state: design, number studied, follow-up, and the topic, or the conclusion if there is no
    topic. ``question``: the member's own words; "" if a command named the papers.
    """
    one, other, topic, about, _ = pair
    question, papers = question or question_of(one, other, topic), (one, other)
    found = _stated(papers)
    if alone := [name for name in found if _ROW_OF[name.split()[0]].search(topic)]:  # "on sample size"
        found = {name: found[name] for name in alone}
    elif topic:
        found.popitem()
        found[echoed(topic)] = (await _on(topic, one, index), await _on(topic, other, index))
    both = {name: [q for q in quotes if q is not None] for name, quotes in found.items() if all(quotes)}
    parts = [compose.restated(question), _head(papers, bool(both))]
    for name, quotes in both.items():
        parts.append("\n\n".join((f"{name}:", *compose.blocks(quotes, index.papers))))
    parts += _of_one(found, papers)
    shown = tuple(quote for quotes in both.values() for quote in quotes)
    keys = (one.key, other.key)
    turn = Turn(question=question, keys=(about.key,), listed=keys, shown=tuple((q.key, q.start) for q in shown))
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
            conclusion(one),
            conclusion(other),
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
        text = plain(line.text)
        if _DESIGN.search(text) and (_OURS.search(text) or not _WISHED.search(text)):
            return compose.quote_slice(paper, line.start, line.end, line.number, line.section)
    return None


def _figure(paper: Paper, column: str) -> Quote | None:
    """The sentence of a paper's first figure in a column, with the figure marked; None if there is none."""
    for cell in cells(paper):
        if cell.column == column:
            start = cell.sentence.start
            return cell.sentence.model_copy(update={"marks": ((cell.start - start, cell.end - start),)})
    return None


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
