"""Makes the text of a reply from a finding: the question restated, verbatim sentences, and the reference under each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.assistant.citing import cite, reference
from bot.assistant.lacking import lacking
from bot.assistant.reading.words import fold
from bot.assistant.wording import counted, echoed, unlinked
from bot.models import Quote
from corpus.characters import one_line
from corpus.models import Corpus, Paper
from corpus.patterns import late
from corpus.sentences import Sentence
from index.models import Evidence, Finding, Outcome
from index.sentences.arithmetic import Disagreement, disagreements, may_disagree

QUOTE = "> "  # every quoted line begins with it, here and in Discord; nothing else does
FIGURES = "▸ "  # begins a line of figures, each of which stands in the quote below it
BETWEEN = " · "  # between these figures
MOST_FIGURES = 8  # of one sentence
DOUBTED = "⚠ "  # begins a line on figures that do not agree
RESTATED = "You asked: "
LONGEST_RESTATED = 200  # characters of a question that is repeated above its answer
FRAGMENT = 5  # words of a quote that may be no sentence
_NAMES = late(r"(?:(?:of|and|the|for|by|de|[A-Z0-9]\S*)(?:\s+|$))+")
_COLON = late(r"\s?[:.]?\s+")  # between a heading and its text
WORDS_NAMED = 8  # words that are named as held by no abstract

# what a reader is shown before what it lacks: a line that began with what is missing was read as a no
NEAREST = "This comes nearest to your question."
RELATED = "This comes nearest to your question; see whether it answers it:"
RELATED_WITHOUT = "This comes nearest to your question, though {unsaid}:"
QUOTED_BEFORE = "What comes nearest was quoted just before:"
QUOTED_BEFORE_TOO = "What comes nearest was quoted just before; this comes near it too:"
NEARLY = "This may answer your question, though {unsaid}:"
NEAR = "This comes near your question; see whether it answers it:"
NOTHING = "Not in these abstracts."
NOT_HELD = "This paper is not in the library: none here has that title, DOI, or first author and year."
NOTHING_IN = "Not in the abstract of {paper}."
READ_WHOLE = "Ask “show the abstract” to read it whole."
ONLY_ENGLISH = "The papers here are in English, and I read words, not languages"
WHICH = "Several papers fit. Which of these do you mean? Say its number, or more of its name."
UNDEFINED = "No abstract here says what {term} means."
IN_CONTEXT = "I can only show what the paper says. Here it stands, with the sentences around it:"
FURTHER = "Further passages that share your words; they may not answer you:"
OF_OTHERS = "Of all papers, these come nearest. Others share your words, but may not answer you:"
OTHERS = "Other papers share these words, but may not answer you:"
SIMILAR = "Nearest in words to {paper}, not in findings:"
NO_OTHERS = "That is of all papers; no other one shares your words."
LIMITED = "What you ask next is asked of these, until you say “all papers again”."
IN_BRIEF = "That is its conclusion. Ask me about it, or say “summarise it” for the whole abstract."
LAST_SENTENCE = "That is its last sentence. Ask me about it, or say “summarise it” for the whole abstract."
LAST_SENTENCES = (
    "Its abstract marks no conclusion; it ends so. Ask me about it, or say “summarise it” for the whole abstract."
)
UNLIMITED = "“All papers again” takes that limit off."
LEANS = "This is of the paper that came nearest to the last question; see whether it is the one you mean."
LEANS_WITHOUT = "This is of the paper that came nearest to the last question, though {unsaid}:"
NO_FURTHER = "No further passage shares your words."


def restated(question: str) -> str:
    """The line "You asked: …" with the question, shortened to leave room for the answer."""
    line = " ".join(question.split())
    return RESTATED + (line if len(line) <= LONGEST_RESTATED else line[:LONGEST_RESTATED].rstrip() + "…")


def said(question: str, text: str) -> str:
    """The text of a reply, below the restated question."""
    return f"{restated(question)}\n\n{text}"


def quoted(text: str) -> str:
    """A verbatim text as quoted lines, each beginning with ``QUOTE``."""
    return QUOTE + text.replace("\n", f"\n{QUOTE}")


def figures(texts: Sequence[str]) -> str:
    """The line above a quote with the figures in it, as printed; "…" stands for those past ``MOST_FIGURES``."""
    more = " …" if len(texts) > MOST_FIGURES else ""
    return FIGURES + BETWEEN.join(" ".join(text.split()) for text in texts[:MOST_FIGURES]) + more


def quote_of(paper: Paper, evidence: Evidence) -> Quote:
    """The quote of a piece of evidence, with the matched words marked, and with the heading above it if it is no sentence without that."""
    sentence = evidence.sentence
    start = _with_heading(sentence, paper.abstract or "")
    marks = [(first + sentence.start - start, end + sentence.start - start) for first, end in evidence.marks]
    return quote_slice(paper, start, sentence.end, sentence.number, sentence.section, marks)


def _with_heading(sentence: Sentence, abstract: str) -> int:
    """Where a quote begins: at its sentence, or at the heading right before it, if the sentence continues that heading or is
    only a few names."""
    names = len(sentence.text.split()) <= FRAGMENT and _NAMES.fullmatch(sentence.text)
    if not sentence.section or not (names or sentence.text[0].islower()):
        return sentence.start
    at = abstract.rfind(sentence.section, 0, sentence.start)
    between = abstract[at + len(sentence.section) : sentence.start] if at >= 0 else ""
    return at if _COLON.fullmatch(between) else sentence.start


def quote_slice(
    paper: Paper,
    start: int,
    end: int,
    number: int,
    section: str | None,
    marks: Sequence[tuple[int, int]] = (),
) -> Quote:
    """The quote of ``abstract[start:end]`` (code points). ``number`` and ``section`` say which sentence it is;
    ``marks`` are places in the quote.
    """
    return Quote(
        text=(paper.abstract or "")[start:end],
        key=paper.key,
        doi=str(paper.doi) if paper.doi else None,
        url=paper.link,
        start=start,
        end=end,
        section=section,
        sentence=number,
        cite=cite(paper),
        marks=tuple(marks),
    )


def blocks(quotes: Iterable[Quote], papers: Mapping[str, Paper]) -> list[str]:
    """Each quote as text, with the reference of its paper on the next line, and doubts about its figures below."""
    return [
        "\n".join((quoted(quote.text), reference(papers[quote.key]), *unequal(quote, papers[quote.key])))
        for quote in quotes
    ]


def unequal(quote: Quote, paper: Paper) -> list[str]:
    """A line for each percentage in a quote that does not follow from the counts printed with it. The quote
    itself is not changed.
    """
    found = disagreements(paper, quote.start, quote.end) if may_disagree(quote.text) else ()
    inside = (one for one in found if quote.start <= one.start and one.end <= quote.end)
    return [doubt(one, paper) for one in inside]


def doubt(one: Disagreement, paper: Paper) -> str:
    """The line for one such percentage: "⚠ “79 (17.9%) of patients”: as printed; 79/469 = 16.8 %"."""
    return f"{DOUBTED}“{one_line((paper.abstract or '')[one.start : one.end])}”: {one.said}"


def content(
    question: str,
    finding: Finding,
    quotes: Sequence[Quote],
    corpus: Corpus,
    papers: Mapping[str, Paper],
    told: str = "",
    before: str | None = None,
    within: str = "",
    leans: bool = False,
    only: Sequence[Paper] = (),
    left: str = "",
) -> str:
    """The whole reply to a question about content, for each of the three outcomes: that it was read as a new question, if that may
    be wrong; how it ended, the quotes, and one line on how the question was read. That line names words that were searched too, the limits
    of its options (``told``), and for a follow-up the papers talked about ``before`` ("": found in others; None: no
    follow-up). ``within`` is the citation of the paper if only one was asked. ``leans``: the paper was only related to the
    question before. ``only``: the papers that the question names, if no others were searched. ``left``: the citation of
    the paper talked about, if a few words were read as a new question and not of it.
    """
    parts = [restated(question), *([anew(left, bool(told))] if left else [])]
    parts += _how_it_ended(finding, quotes, question, within, leans, corpus)
    shown = finding.outcome is not Outcome.NOTHING
    if shown:
        parts += blocks(quotes, papers) or list(
            dict.fromkeys(reference(papers[e.sentence.key]) for e in finding.evidence)
        )
    read = [f"Searched also: {', '.join(finding.searched_also)}"] if shown and finding.searched_also else []
    read += [looked_only(told)] if told else []
    read += [asked_only(only)] if only else []
    read += [as_before(before)] if before is not None else []
    return "\n\n".join((*parts, *([" · ".join(read)] if read else [])))


def _how_it_ended(
    finding: Finding, quotes: Sequence[Quote], question: str, within: str, leans: bool, corpus: Corpus
) -> list[str]:
    """What is said before the quotes: nothing, if they answer the whole question."""
    if finding.outcome is Outcome.NOTHING:
        said = NOTHING_IN.format(paper=within) if within else NOTHING
        return [" ".join((said, *_not_held(finding))), READ_WHOLE if within else covered(corpus)]
    if finding.outcome is Outcome.RELATED:  # what no abstract has is named already
        if len(quotes) < len(finding.evidence):
            return [" ".join((*_not_held(finding), QUOTED_BEFORE_TOO if quotes else QUOTED_BEFORE))]
        named = {fold(one) for one in finding.unknown_words[:WORDS_NAMED]}
        left = [one for one in finding.not_said if named.isdisjoint((fold(one), *fold(one).split()))]
        lacks = _lacks(left, finding, question)
        if finding.unknown_words and not finding.perhaps:
            return [f"{NEAREST} {_not_held(finding)[0].removesuffix('.')}{f', and {lacks}' if lacks else ''}:"]
        return [" ".join((*_not_held(finding), RELATED_WITHOUT.format(unsaid=lacks) if lacks else RELATED))]
    return _warned(finding, question, leans)


def _warned(finding: Finding, question: str, leans: bool) -> list[str]:
    """The one line above an answer that warns of it; none above a sure one."""
    lacks = "" if finding.sure else _lacks(finding.not_said, finding, question)
    if lacks:
        return [(LEANS_WITHOUT if leans else NEARLY).format(unsaid=lacks)]
    return [LEANS] if leans else [] if finding.sure else [NEAR]


def _lacks(missing: Sequence[str], finding: Finding, question: str) -> str:
    return lacking(missing, question, [one.sentence.text for one in finding.evidence])


def topicless(question: str, corpus: Corpus) -> str:
    """The reply to a question that has no topic to search for."""
    text = (
        "Tell me what it is about: a question needs a word of the papers' subject, a paper or an author. "
        "You can ask about findings (“how long was follow-up after …?”), about the papers (“who wrote …?”, “most cited?”), "
        "or “summarise the … paper”."
    )
    return said(question, f"{text} {covered(corpus)}")


def as_before(cited: str) -> str:
    """The line that says which papers a follow-up was asked of: those ``cited``, talked about before, or all ("")."""
    if not cited:
        return (
            "I read it with the last question. The paper we talked about does not say it; these are other papers."
        )
    return f"Read after the last question: about {cited}, as before. “Ask all papers” looks in the others too."


def anew(cited: str, limited: bool) -> str:
    """The line that says that a question of a few words was read as a new one, of all papers or ``limited`` by options; and how to ask it of the paper before."""
    if limited:
        return f"Read as a new question. “The paper before” asks it of {cited}."
    return f"Read as a new question, of all papers. “The paper before” asks it of {cited}."


def in_english(language: str, held: Sequence[str] | None, english: str | None) -> str:
    """The note for a question in another language: which of its words the papers hold (``held``; None: they were not
    searched), and the English in which it was read (None: unknown).
    """
    words = ", ".join(echoed(word) for word in (held or ())[:8])
    none = "" if held is None else "; they hold none of your words"
    said = f"; of your words they hold {words}" if held else none
    read = f" I read it as “{unlinked(english)}”." if english else ""
    return f"{ONLY_ENGLISH} ({language}?){said}.{read} Asked in English, the question may find more."


def _not_held(finding: Finding) -> tuple[str, ...]:
    words = finding.unknown_words[:WORDS_NAMED]
    if not words:
        return ()
    perhaps = [f"Many have {' or '.join(map(echoed, finding.perhaps))}."] if finding.perhaps else []
    return (f"No abstract here has {', '.join(map(echoed, words))}.", *perhaps)


def looked_only(told: str) -> str:
    """The line that says which papers the options of a question limited the search to."""
    return f"Looked only at papers {told}."


def asked_only(papers: Sequence[Paper]) -> str:
    """The line that says which papers a question names, if only these were searched."""
    if len(papers) == 1:
        return f"Asked only of {cite(papers[0])}. “Ask all papers” looks in the others too."
    return f"Asked only of {counted(len(papers), 'paper')} that the question names. “Ask all papers” looks in the others too."


def looked_among(count: int, corpus: Corpus) -> str:
    """The line that says that an answer from records looked at only ``count`` papers of a large library."""
    return f"I looked among the {count:,} papers nearest to your words, of {len(corpus.papers):,}."


def covered(corpus: Corpus) -> str:
    """What a library holds, in a sentence or two."""
    papers, issue = counted(len(corpus.papers), "paper"), corpus.issue
    if issue is None:
        return f"This library holds {papers}; ask “list the papers” to see them."
    about = f" on {', '.join(issue.keywords[:6])}" if issue.keywords else ""
    return f"“{issue.title}” holds {papers}{about}. Ask “list the papers” to see them."
