"""Two papers side by side: what both abstracts state, each in its own sentence. Nothing is judged or calculated."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.assistant import compose
from bot.assistant.citing import cite
from bot.assistant.papers.summaries import conclusion, marks_conclusion
from bot.assistant.papers.tables import SIZE, cells
from bot.assistant.reading.kinds import is_protocol
from bot.assistant.reading.phrases import A_PAPER, SO, WHO
from bot.assistant.reply import Reply
from bot.assistant.studies import traits, traits_listed
from bot.assistant.studies.paired import TWO, Pair
from bot.assistant.telling.holding import Library
from bot.assistant.turns.conversing import which_of
from bot.assistant.turns.naming import Question
from bot.assistant.wording import echoed, joined
from bot.models import Quote, Turn
from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import sentences_of
from index.library import LibraryIndex
from index.models import Evidence, Outcome
from index.sentences.asking import any_of
from index.sentences.cues import Cues, bits_of, plain
from index.sentences.figures import Kind, figures_in
from index.terms.attributes import told, wanted

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
    r"\b(?:field|natural|laboratory|lab|online|quasi-?) ?experiment\b|\b(?:audit|correspondence|diary|case) stud(?:y|ies)\b|\bcorrespondence tests?\b|\bdifference[ -]in[ -]differences?\b|\bbefore[ -]and[ -]after\b",
    r"\b(?:open[ -]label|non-?inferiority|superiority|equivalence|cross-?over|(?:double|single)[ -](?:blind|mask)(?:ed)?|parallel[ -]group|cluster|placebo[ -]controlled|pragmatic|factorial|stepped[ -]wedge) (?:[\w-]+ ){0,3}(?:trial|study)\b",
    r"\bethnograph\w+|\bparticipant observation\b|\bsemi-?structured\b|\bfocus groups\b",
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


# "Which is more accurate", "who had better survival", "and on pain?", "what did each use": after two papers side by side, of both.
_AGAIN = late(
    rf"^{SO}(?:(?:which|who)(?: one| of (?:them|these|those|the two)| {A_PAPER})?|(?:what|how) about|(?:and )?(?:on|for|in terms of|regarding)) (?!(?:the )?(?:first|second|last|other|former|latter|rest)\b)"
    r"|\b(?:each|both|either)\b"
)
_BOTH = late(r"\b(?:each|both|either)\b")  # of two papers that were listed, whatever was asked of them since
_COMPARATIVES = frozenset(
    "more most less least better best worse worst higher highest lower lowest greater greatest each both either".split()
)


async def again(asked: Question, previous: Turn | None, library: Library) -> Pair | None:
    """The two papers just compared, and the topic on which a question goes on, if one of them has it; None if it goes on in another way."""
    both, frame = library.named(library.listed), asked.frame
    if previous is None or len(both) != TWO or library.quoted or frame.chooses or frame.links:
        return None
    if not (_AGAIN if previous.kind == "comparison" else _BOTH).search(frame.text):
        return None
    read = library.index.reader.read(asked.bare)
    own = [one.words for one in read.concepts if one.telling == 1.0 or wanted(one.words)]
    topic = " ".join(word for words in own for word in words.split() if word not in _COMPARATIVES)
    found = [paper for paper in both if topic and await _on(topic, paper, library.index)]
    return Pair(both[0], both[1], topic, both[0]) if found else None


async def compare(pair: Pair, index: LibraryIndex, question: str = "") -> Reply:
    """What two papers state: design, number studied, follow-up, and the conclusion; with a
    topic, that first, and no conclusion. ``question``: the member's own words; "" if a command named the papers.
    """
    if pair.either:
        return which_of(question, pair.either, pair.one)
    one, other, topic, about = pair[:4]
    question, papers = question or question_of(one, other, topic), (one, other)
    found = _stated(papers)
    if alone := [name for name in found if _ROW_OF[name.split()[0]].search(topic)]:  # "on sample size"
        found = {name: found[name] for name in alone}
    elif rows := traits.rows_of(topic, papers):
        found, alone = {name: (told[0], told[1]) for name, told in rows.items()}, [*rows]
    elif topic:
        found.popitem()
        found, alone = {echoed(topic): (await _on(topic, one, index), await _on(topic, other, index)), **found}, []
    both = {name: [q for q in quotes if q is not None] for name, quotes in found.items() if all(quotes)}
    # asked for, so what one alone says is shown, too
    lone = {name: [q for q in found[name] if q] for name in alone or found if topic and name not in both}
    lone = {name: quotes for name, quotes in lone.items() if quotes and (alone or name == echoed(topic))}
    own = [quote for quotes in lone.values() for quote in quotes]
    parts = [compose.restated(question), _head(papers, bool(both), bool(own))]
    for name, quotes in {**lone, **both}.items():
        parts.append("\n\n".join((f"{name}:", *compose.blocks(quotes, index.papers))))
    parts += _of_one(found, papers)
    shown = (*own, *(quote for quotes in both.values() for quote in quotes))
    keys = (one.key, other.key)
    turn = Turn(
        question=question,
        keys=(about.key,),
        kind="comparison",
        listed=keys,
        shown=tuple((q.key, q.start) for q in shown),
    )
    outcome = Outcome.ANSWERED if shown else Outcome.NOTHING
    return Reply(outcome=outcome, kind="comparison", text="\n\n".join(parts), quotes=shown, keys=keys, turn=turn)


def _stated(pair: tuple[Paper, Paper]) -> dict[str, tuple[Quote | None, Quote | None]]:
    """What any two papers are compared by, with the sentence of each; the conclusion is the last."""
    one, other = pair
    marked = all(marks_conclusion(paper) or is_protocol(paper) for paper in pair)
    return {
        "Design": (_design(one), _design(other)),
        "Number studied": (_figure(one, SIZE), _figure(other, SIZE)),
        "Follow-up": (_followed(one), _followed(other)),
        "Conclusion" if marked else "Conclusion or last sentence": (_concluded(one), _concluded(other)),
    }


def _concluded(paper: Paper) -> Quote | None:
    """A paper's concluding sentence; None for a protocol, which concludes nothing, and without an abstract."""
    return None if is_protocol(paper) else conclusion(paper)


def _head(pair: Sequence[Paper], both: bool, own: bool) -> str:
    named = " and ".join(cite(paper) for paper in pair)
    if own and not both:
        return f"Only one of these two states it: {named}."
    return (
        f"Side by side, in their own sentences: {named}." if both else f"I found nothing of that in both {named}."
    )


def _of_one(found: Mapping[str, tuple[Quote | None, Quote | None]], pair: Sequence[Paper]) -> list[str]:
    """Sentences that say what was found in only one of the papers, or in neither. What was not found may still be there."""
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


def _followed(paper: Paper) -> Quote | None:
    """The sentence with a paper's length of follow-up, else the one that says how long it measured or ran; None if there is none."""
    return _figure(paper, Kind.FOLLOW_UP.value) or next(iter(traits_listed.followed(paper)), None)


async def _on(topic: str, paper: Paper, index: LibraryIndex) -> Quote | None:
    """The best sentence of a paper on a topic that states what is asked; None if there is none. A value of the paper's own
    comes before a p value alone, and a sentence that only names an outcome to be measured comes last."""
    asked = told(wanted(topic))
    found = await index.find(index.reader.read(topic), lambda key: key == paper.key, 3)
    states = [
        one for one in found.evidence if any(row.attribute.names_in(plain(one.sentence.text)) for row in asked)
    ]
    if not asked and found.outcome is Outcome.ANSWERED:
        states = list(found.evidence)
    best = min(states, key=lambda one: (_sets_out(one), not _gives_value(one)), default=None)
    return compose.quote_of(paper, best) if best else None


def _sets_out(one: Evidence) -> bool:
    """True if a sentence says what the study was to do or measure."""
    return Cues.of_bits(bits_of(one.sentence.text, one.sentence.section)).sets_out


def _gives_value(one: Evidence) -> bool:
    """True if a sentence has a figure that is no p value, which compares groups within one paper."""
    return any(figure.kind is not Kind.P_VALUE for figure in figures_in(one.sentence))
