"""Whether a sentence tells of the question's own word what is asked of it, by what stands right beside that word: by what means a thing
was done ("confirmed by …"), and what a thing is ("the inhibitor E7449")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.patterns import late
from index.finding.account import HELD
from index.finding.candidates import Candidate
from index.finding.texts import Line
from index.sentences.asking import Asked
from index.sentences.cues import figures
from index.terms.attributes import DEFINITION, wanted
from index.terms.kind_asked import figure_named, how_done
from index.terms.query import Query

NEAR = 120  # characters that are looked at on each side of the word
_MEANS = (  # behind what was done
    r"(?:,? (?!(?:by|using|with|via|and|or|in|at|for|to|that|than|between)\b)[\w-]+){0,4} ?\(?(?:by|using|with|via|through|according to|based on|on the basis of|on an?)\b"
)
_BY = late(_MEANS)
_MEASURED = r"(?:measured|assessed|evaluated|rated|scored|graded|estimated|calculated|quantified|determined|recorded|monitored)"
_MEASURES, _MEASURED_BY = late(rf"{_MEASURED}\b"), late(rf"\b{_MEASURED}{_MEANS}")  # each said for any other
_USED_TO = late(r"\b(?:used|employed|applied|served) (?:to|for) \Z")
_IS = late(  # behind the name of a thing; before it, its kind
    r"(?: \([^()]{1,80}\))?(?: [a-z-]+)?,? (?:(?:is|are|was|were) (?:an?|the|any|one of|defined|considered|described|known)\b|(?:refers?|referred) to\b|denotes?\b|means\b"
    r"|(?:is |are )?defined as\b|ha(?:s|ve) emerged as\b|consists? of\b|comprises?\b|such as\b|i\.e\.)|, an? [a-z]|(?: [a-z-]+)? \([^()\d%]{4,40}[<>≤≥] ?\d"
)
_CALLED = late(r"\b(?:called|termed|named|known as) \Z")
_NOUN = r"(?!(?:of|in|on|at|to|by|for|from|with|and|or)\b)[a-z][\w-]*"
# Before a name: "the inhibitor E7449", but not "the therapy combining E7449".
_KIND = late(rf"\b(?:[Tt]he|[Aa]n?) (?:{_NOUN} ){{0,2}}(?![\w-]+(?:ing|ed) ){_NOUN} \Z")
_TOLD = frozenset({Asked.METHOD, Asked.DEFINITION})  # in a way of their own
_FIGURED = frozenset({Asked.DOSE, Asked.PERCENT})  # figures that no other stands for


def kind_sought(query: Query) -> Asked:
    """What only some sentences tell, if a question asks for that or only names it ("PONV rates"): means, a definition, a dose, a share; else ``ANYTHING``."""
    kind = figure_named(query.text) if query.asked is Asked.ANYTHING else query.asked
    told = kind in _FIGURED or kind is Asked.DEFINITION or (kind is Asked.METHOD and how_done(query.text) >= 0)
    return kind if told else Asked.ANYTHING


def states(candidate: Candidate, kind: Asked) -> bool:
    """True if a sentence tells a kind of thing that is sought."""
    return candidate.gives if kind in _TOLD else kind in _FIGURED and bool(figures(candidate.line.text, kind))


def tells_of(line: Line, query: Query, row: Sequence[float]) -> bool:
    """True if a sentence has the kind of thing asked for: of what the question says was done the means, of what it names what that is. ``row``: the
    sentence's credits.
    """
    if query.asked is Asked.METHOD and (start := how_done(query.text)) >= 0:
        return _by_means(line, query, row, start)
    if query.asked is Asked.DEFINITION and (own := _defined(query)):
        told = line.gives(query.asked) or _beside(line, query, own[-1], _CALLED, _IS)
        return told and all(row[i] >= HELD for i in own)
    return line.gives(query.asked)


def _defined(query: Query) -> list[int]:
    """The places of the concepts of what a definition is asked of, without the words that ask for one ("mean")."""
    asking = [one for one in wanted(query.text) if one.attribute.name == DEFINITION]
    return [i for i in query.own if not any(one.names(query.concepts[i].start) for one in asking)]


def _by_means(line: Line, query: Query, row: Sequence[float], start: int) -> bool:
    """True if a sentence says by what means that was done which stands at a place of the question, or how one of its topics was measured."""
    if _MEASURES.match(query.text, start) and _MEASURED_BY.search(line.spelt):
        return any(row[i] >= HELD for i in query.own if query.concepts[i].start != start)
    done = [i for i, one in enumerate(query.concepts) if one.start == start and not one.carried]
    return any(row[i] >= HELD and _beside(line, query, i, _USED_TO, _BY) for i in done)


def _beside(line: Line, query: Query, i: int, before: re.Pattern[str], behind: re.Pattern[str]) -> bool:
    """True if one of two patterns stands right ``before`` or ``behind`` the words of a sentence for a concept."""
    concept = query.concepts[i]
    for token in (line.tokens[place] for place in line.positions(concept)):
        ahead, word = line.spelt[max(0, token.start - NEAR) : token.start], line.text[token.start : token.end]
        name = before is _CALLED and token.word == concept.words and not word.islower()
        if name and _KIND.search(ahead):
            return True
        if before.search(ahead) or behind.match(line.spelt[token.end : token.end + NEAR]):
            return True
    return False
