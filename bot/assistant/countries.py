"""Where studies were done: the sentences that name a country, of one paper or of all; records give none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.assistant import compose, tables
from bot.assistant.citing import cite
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.words import fold
from bot.assistant.reply import Reply
from bot.assistant.telling.choosing import Library
from bot.assistant.telling.pointing import studies_meant
from bot.assistant.wording import counted
from bot.models import Quote, Turn
from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import sentences_of
from index.models import Outcome

WHERE = late(
    r"\b(?:which|what) (?:country|countries)\b(?!.*\b(?:authors?|editors?)\b)"
    r"|\bwhere (?:was|were|is|did) .*\b(?:done|run|conducted|carried out|take place|performed|set|recruited)$"
)
OF_ALL = late(
    r"^(?:(?:and|so|list|name|show|give|me|the|all|of|from|in) )*(?:(?:which|what) )?countries(?: (?:are|is|were|was|do|did|have|has|the|these|those|all|of|from|in|by|here|there|covered|cover|represented|named|mentioned|included|studied|done|conducted|run|come|studies|study|papers|trials|articles|library))*$"
)
OF_IT = late(
    r"^(?:(?:and|so|from|in|of|which|what) )*countries(?: (?:was|were|is|are) (?:that|it|this)(?: (?:done|run|from|in))?)?$"
)
HEAD = "Sentences that name a country, the first of each abstract (the records give none):"
_MOST = 2  # sentences of one paper
_WORD = late(r"[^\W\d_]+")
# Names of countries that have several words, or that mean something else unless they stand in a place's position.
_ALSO = late(
    r"\b(?:United (?:States|Kingdom)|Papua New Guinea|Ivory Coast|C[oô]te d[’']Ivoire)\b"
    r"|\b(?:[Ii]n|[Ff]rom|[Aa]cross|[Tt]hroughout) (?:the )?(?:US\b|U\.S\.|(?:Chad|Georgia|Guinea|Holland|Jordan)\b)(?![’']s| et al| pigs?\b)"
)
# What stands behind a country's name that is part of another: of a thing, a text or an animal; of an institution or a journal.
_THING = late(
    r"[ -](?:ocean|sea|languages?|versions?|translations?|literature|descent|ancestry|origin|flu|influenza|encephalitis|fever|measles|elm|paradox|diets?"
    r"|mice|mouse|rats?|hamsters?|pigs?|shepherds?|setters?|hounds?|oysters?|nuts?|hats?|peppers?|lil(?:y|ies))\b",
    re.IGNORECASE,
)
_BODY = late(
    r"(?: [A-Z][\w-]*){0,3} (?:College|Journal|Society|Societies|Association|Academy|Archives|Board|Committee|Conference|Congress|League|Classification)\b"
)
_IN_LANGUAGES = late(r"\bin (?:\w+(?:, and |, or |, | and | or ))*$")  # "in English, German and French."
_BEHIND_LANGUAGE = late(r"[.,;)]|$| (?:and|or|was|were|is|are|only)\b")
_LANGUAGES = frozenset(
    "arabic chinese danish dutch english french german greek italian japanese korean polish portuguese russian spanish turkish".split()
)


def of_one(paper: Paper, lexicon: Lexicon) -> list[Quote]:
    """The first sentences of a paper that name a country, at most two."""
    return list(_naming(paper, lexicon))[:_MOST]


def in_title(paper: Paper, lexicon: Lexicon) -> str:
    """The first word of a paper's title that names a country or those who live there, as printed; "" if none does."""
    return next(_named(paper.title, lexicon), "")


def of_all(question: str, frame: Frame, library: Library, lexicon: Lexicon) -> Reply:
    """A reply with the first sentence of each paper meant that names a country, and which abstracts name none."""
    papers = studies_meant(frame, library, "these" in frame.text.split() or "those" in frame.text.split())
    named = [(paper, next(_naming(paper, lexicon), None)) for paper in papers]
    quotes = [quote for _, quote in named if quote is not None]
    shown = _that_fit(quotes)
    parts = [compose.restated(question), *([HEAD] if shown else []), *compose.blocks(shown, library.index.papers)]
    if more := len(quotes) - len(shown):
        parts.append(
            f"{counted(more, 'further paper')} with such a sentence: ask “papers from …” for one country."
        )
    parts += _silent([paper for paper, quote in named if quote is None])
    keys = tuple(quote.key for quote in shown)
    turn = Turn(question=question, keys=keys[:1], listed=keys, shown=tuple((q.key, q.start) for q in shown))
    outcome = Outcome.ANSWERED if shown else Outcome.NOTHING
    return Reply(outcome=outcome, kind="table", text="\n\n".join(parts), quotes=shown, keys=keys, turn=turn)


def _naming(paper: Paper, lexicon: Lexicon) -> Iterator[Quote]:
    for one in sentences_of(paper):
        if any(_named(one.text, lexicon)):
            yield compose.quote_slice(paper, one.start, one.end, one.number, one.section)


def _named(text: str, lexicon: Lexicon) -> Iterator[str]:
    """The names of countries and of those who live there in a text, as printed; none that is part of another name
    ("turkey", "Japanese encephalitis", "the American College of Surgeons", "New England") or a language.
    """
    for found in _WORD.finditer(text):
        if fold(found[0]) in lexicon.places and found[0][0].isupper() and _is_place(found[0], text, *found.span()):
            yield found[0]
    yield from (found[0] for found in _ALSO.finditer(text))


def _is_place(word: str, text: str, start: int, end: int) -> bool:
    if _THING.match(text, end) or _BODY.match(text, end) or text[start - 4 : end] == "New England":
        return False
    language = word.casefold() in _LANGUAGES and _BEHIND_LANGUAGE.match(text, end)
    return not (language and _IN_LANGUAGES.search(text[:start]))


def _that_fit(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The first quotes, as many as fit a message."""
    shown: list[Quote] = []
    for quote in quotes[: tables.MOST]:
        if sum(len(one.text) for one in (*shown, quote)) > tables.ROOM and len(shown) >= tables.LEAST:
            break
        shown.append(quote)
    return tuple(shown)


def _silent(papers: Sequence[Paper]) -> list[str]:
    if not papers:
        return []
    named = "; ".join(cite(paper) for paper in papers[: tables.MOST]) + (" …" if len(papers) > tables.MOST else "")
    return [f"No country is named in {counted(len(papers), 'abstract')}: {named}."]
