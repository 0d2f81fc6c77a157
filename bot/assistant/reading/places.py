"""Which countries a text names, under whatever name, and which papers a question for those of a country or region
means.

``places.tsv`` has the names; ``places.md`` beside it says whose they are. Records give no countries: all there is are
names in a title, an abstract or a keyword. So the list of countries and "papers from X" both use the one reader here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from bot.assistant.reading.catalogue import kept
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.phrases import SO
from bot.assistant.reading.words import fold
from corpus.models import Paper
from corpus.patterns import late

FILE = "places.tsv"
_REACH = 100  # characters before a name in which it is looked for what leads to it
_TOKEN = late(r"U\.S\.(?:A\.)?|[^\W\d_]+")
_BEGINS = late(
    r"\bU\.S\.(?:A\.)?|\b(?:[A-Z\u00c0-\u00de\u0100-\u017f][^\W\d_]*|(?:north|south|east|west|middle|central|sub|latin)[a-z]*)"
)
_JOINS = frozenset((" ", "-", "\u2010", "\u2011", "\xa0", "'", "’", "\n"))
# Names that mean something else unless they stand in a place's position, as those of states and cities do.
_UNSURE = {"us": "US", "holland": "NL", "chad": "TD", "guinea": "GN", "jordan": "JO", "turkey": "TR"}
_EITHER = frozenset(("georgia",))  # a country and a state: a place, and of neither
# What stands behind a country's name that is part of another: of a thing, money, a text or a living thing; of an institution or a journal.
_THING = late(
    r"[ -](?:ocean|sea|languages?|versions?|translations?|literature|descent|ancestry|origin|flu|influenza|encephalitis|fever|measles|elm|paradox|diets?"
    r"|americans?|clay|waves?|ink|fries|(?-i:red)(?=[.,;)]|$| (?:stain\w*|dye|oil|and|or|was|in|for|with|positiv\w*)\b)|mice|mouse|rats?|hamsters?|pigs?|shepherds?|setters?|hounds?|cockroach(?:es)?|knotweed"
    r"|oysters?|nuts?|hats?|peppers?|lil(?:y|ies))\b|\$|[ -]dollars?\b",
    re.IGNORECASE,
)
_BODY = late(
    r"(?: [A-Z][\w’'-]*){0,3} (?:(?:Journal|Archives|Conference|Congress|Classification)\b"
    r"|(?:College|Society|Societies|Association|Academy|Agency|Board|Commission|Committee|Council|Foundation|Fund|League|Organi[sz]ation|Union)\b"
    # "The Korean Society of Spinal Tumor Multicenter Study": what an institution's people studied was studied there.
    r"(?!(?: (?:of|for|the|and|on|[A-Z][\w’'-]*)){0,8}? (?i:study|trial|cohort|registry|register|survey|database|audit)\b(?! [Gg]roup)))"
)
# Behind a language's name, and those listed with it, those who live there are told: "German and French bakers", "the Danish
# National Registry"; not "in English, German and French.", "sixty English words", "French and German at school".
_PEOPLED = late(
    r"(?:,? (?:and|or) [A-Z]\w+|, [A-Z]\w+){0,4}[ -](?!(?:at|to|for|from|in|by|with|as|on|and|or|was|were|is|are|than|but|only|words?|vocabulary|texts?|speak\w*|learners?|lessons?|class(?:es)?|courses?|teach\w*|grammar|literature|messages?|versions?|translations?|transcripts?|subtitles?|letters?|articles?|publications?|abstracts?)\b)\w"
)
_LANGUAGES = frozenset(
    "chinese danish dutch english french german greek italian japanese korean polish portuguese russian spanish turkish".split()
)
_LED = late(
    r"(?:^|[\s(])(?:[Ii]n|[Ff]rom|[Aa]cross|[Tt]hroughout|[Aa]round|[Nn]ear|[Aa]t|[Ww]ithin|[Bb]etween) (?:(?:the|both|rural|urban|inner|greater|(?:north|south|east|west)[a-z-]*|central|(?:\w+ )?(?:province|state|city|region|counties|cities|towns|villages|districts|boroughs|harbours|ports|states|provinces|regions|parts) of) ){0,3}"
    r"(?:[A-Z][^\s,;()]*(?: [A-Z][^\s,;()]*){0,3}(?:, and |, or |, | and | or | to )){0,5}$"
)
_DENIED = late(
    r"\b(?:outside(?: of)?|excluding|except(?: for)?|other than|unlike|beyond) (?:the )?$"
    r"|\b(?:not|never) (?:\w+ )?(?:done|run|followed|recruited|conducted|included|studied|enrolled|sampled|collected|tested|represented|available|carried out|looked for) (?:in|from) (?:the )?$"
    r"|\b(?:no|none)(?: (?:study|studies|trials?|data|participants?|patients?|people|papers|records|sites?|cent(?:er|re)s?))?(?: (?:was|were|came|is|are))? (?:in|from|of) (?:the )?$",
    re.IGNORECASE,
)
_BEHIND = late(
    r"[’']s\b|\s+(?:et al|and (?:colleagues|co-?workers))\b|\s+pigs?\b|\s+[A-Z][a-z]"
)  # "Jordan et al.", "Montreal Cognitive Assessment"
_OF_A_PLACE = late(
    r"\s+(?:Province|State|County|Valley|City|Bay|Islands?|Coast|Region|District|River|Basin)\b|[’']s? "
)


class _Name(NamedTuple):
    """What a name in the table stands for: ``kind`` "country", "region" or "part", with the codes of countries."""

    kind: str
    codes: frozenset[str]


class PlaceName(NamedTuple):
    """A name of a country, of a part of one, or of a region that a text names, as printed."""

    said: str
    kind: str
    codes: frozenset[str]


@cache
def _table() -> Mapping[str, _Name]:
    """What each name stands for; a country's name goes before a region's, and both before that of a part."""
    found: dict[str, _Name] = {}
    lines = (files("bot.assistant.reading") / FILE).read_text("utf-8").splitlines()
    for kind, codes, names in (line.split("\t") for line in lines):
        said = names.split(", ")
        people = [f"{name}s" for name in said if kind == "country" and name.endswith(("an", "i"))]  # "Koreans"
        for name in (*said, *people):
            found.setdefault(name, _Name(kind, frozenset(codes.split())))
    found |= {name: _Name("part", frozenset((code,))) for name, code in _UNSURE.items()}
    return found | dict.fromkeys(_EITHER, _Name("part", frozenset()))


@cache
def _firsts() -> Mapping[str, int]:
    """The words that names begin with, each with the number of words of the longest."""
    longest: dict[str, int] = {}
    for name in _table():
        words = name.split()
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return longest


def countries_in(text: str) -> Iterator[str]:
    """The names of countries, of those who live there and of parts of countries in a text, as printed."""
    return (one.said for one in places_in(text) if one.kind != "region")


def places_in(text: str, titled: bool = False) -> Iterator[PlaceName]:
    """The places that a text names. Left out are names that are part of another name ("turkey", "Japanese
    encephalitis", "the American College of Surgeons", "New England") or of a language, and places of which the text
    says that nothing was done there. ``titled``: the text is a title, in which a region counts wherever it stands ("a
    review of European studies").
    """
    behind = 0
    for first in _BEGINS.finditer(text):
        if first.start() < behind or _word(first.group()) not in _firsts():
            continue
        found = _longest(text, first.start())
        if found is not None:
            behind, name = found
            place = _place(text, first.start(), behind, name, titled)
            yield from () if place is None else (place,)


def _word(printed: str) -> str:
    return printed.casefold().replace(".", "") if printed.isascii() else fold(printed)


def _longest(text: str, start: int) -> tuple[int, _Name] | None:
    """The end of the longest name that begins at a place of a text, and what it stands for; None if none does."""
    tokens = list(_TOKEN.finditer(text, start, start + _REACH))
    words = [_word(one.group()) for one in tokens]
    for size in range(min(_firsts()[words[0]], len(tokens)), 0, -1):
        own, name = tokens[:size], _table().get(" ".join(words[:size]))
        capital = own[0].group()[0].isupper() or own[-1].group()[0].isupper()
        if name and capital and all(text[one.end() : two.start()] in _JOINS for one, two in pairwise(own)):
            return own[-1].end(), name
    return None


def _place(text: str, start: int, end: int, name: _Name, titled: bool) -> PlaceName | None:
    """The place that a name in a text is; None if it is part of another name, or not in a place's position."""
    said, before = text[start:end], text[max(0, start - _REACH) : start]
    if said.casefold() == "us" and said != "US":
        return None
    if (
        _THING.match(text, end)
        or _BODY.match(text, end)
        or text[start - 4 : end] == "New England"
        or _DENIED.search(before)
    ):
        return None
    if name.kind == "country":
        fits = said.casefold() not in _LANGUAGES or _PEOPLED.match(text, end) is not None
    else:
        behind = (
            _BEHIND.match(text, end) if not _OF_A_PLACE.match(text, end) or said.casefold() in _UNSURE else None
        )
        led = (titled and name.kind == "region") or _LED.search(before) is not None
        fits = led and behind is None
    return PlaceName(said, name.kind, name.codes) if fits else None


def regions(words: Sequence[str]) -> tuple[str, ...]:
    """The countries and regions that words name, if they name nothing else: "kenya"; "latin america" and "asia";
    "northern kenya".
    """
    found, rest = phrases(words)
    if not rest or not (load().places | load().compass).issuperset(rest):
        return () if rest else found
    return (" ".join(words),)


def phrases(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The countries and regions that some folded words of a question name, and the words that name none."""
    found, rest, at = list[str](), list[str](), 0
    while at < len(words):
        size = next((n for n in range(_firsts().get(words[at], 0), 0, -1) if _is_asked(words[at : at + n])), 0)
        if size:
            found.append(" ".join(words[at : at + size]))
        else:
            rest.append(words[at])
        at += size or 1
    return tuple(found), tuple(rest)


def _is_asked(words: Sequence[str]) -> bool:
    name = _table().get(" ".join(words))
    return name is not None and (name.kind != "part" or " ".join(words) in _UNSURE)


def speaks_of(papers: Sequence[Paper], wheres: Sequence[str], library: Sequence[Paper]) -> list[Paper]:
    """The papers of a library, among some, that name one of some countries, or a country of a region, or the region
    itself.
    """
    asked, named = [_table()[where] for where in wheres], _named(library)
    return [paper for paper in papers if any(_meant(one, place) for place in named[paper.key] for one in asked)]


def _meant(asked: _Name, place: PlaceName) -> bool:
    if asked.kind == "region":
        return bool(place.codes) and {code[:2] for code in place.codes} <= asked.codes
    return place.kind != "region" and any(code.startswith(one) for code in place.codes for one in asked.codes)


@kept
def _named(papers: Sequence[Paper]) -> Mapping[str, tuple[PlaceName, ...]]:
    """The places that each paper names, by its key."""
    return {paper.key: tuple(_of(paper)) for paper in papers}


def _of(paper: Paper) -> Iterator[PlaceName]:
    yield from places_in(paper.title, titled=True)
    yield from places_in(paper.abstract or "")
    for word in paper.keywords:
        name = _table().get(fold(word))
        if name is not None and name.kind != "part":
            yield PlaceName(word, name.kind, name.codes)


# "US studies", "papers from the us": the country, and no ultrasound or us.
_STATES = late(
    r"(?<=\b[Ff]rom the )(?:US|us|U\.S\.|u\.s\.)(?![\w.]| (?:arms?|groups?|images?|scans?)\b)|(?<=\b[Ii]n the )(?:US|us|U\.S\.|u\.s\.)(?=[\s?.!]*$)"
    r"|(?:(?<=\b[Ii]n the )|(?<=\b[Aa]cross the ))(?:US|U\.S\.)(?=[,;:)]| (?:and|or|vs|versus|than|as|in|between|since|from|for|after|before|during|by|at|over|with|per|to|was|were|is|are)\b)(?!.*\b(?:MRI|CT|ultraso\w+|scan\w*)\b)"
    r"|(?<![A-Z] )\b(?:US|U\.S\.)(?= (?:based )?(?:papers|studies|trials|cohorts?|articles|surveys)\b)"
    r"|^(?:us|u\.s\.)(?= (?:papers|studies|trials|cohorts|articles|surveys)\b)"
)
_LIST = r"(?:(?:and|so|ok|please|which|what|any|list|show|give|me|find|how many|the|all|of|are there|is there) )*"
_NOUN = r"(?:(?:randomi[sz]ed|clinical|controlled|cohort|field|pilot) )*(?P<noun>papers|studies|articles|trials|reviews|surveys|cohorts|experiments|interviews)"
_DONE = late(
    rf"^(?P<head>{_LIST}{_NOUN})(?: that| which)?(?: were| was| are| is| have been)?(?: done| run| conducted| carried out| performed| undertaken| set| made| based)?"
    r" (?P<led>in|from) (?:the )?(?P<where>[\w -]+?)[\s?.!]*$",
    re.IGNORECASE,
)
_ADJECTIVE = late(
    rf"^(?P<head>{_LIST})(?P<where>[\w -]+?) (?P<tail>{_NOUN.replace('papers|studies|articles|', '')})(?P<led>)[\s?.!]*$",
    re.IGNORECASE,
)

_MADE = r"(?:done|run|conducted|carried out|performed|undertaken|set|made|based|held)"
_WHICH_NOT = late(
    rf"^(?P<which>{SO}(?:which|what)(?: ones?| of (?:them|these|those))?) (?P<be>is|are|was|were|come|comes|came)(?P<not> not|n't)?(?: {_MADE})? (?:in|from) (?:the )?(?P<where>[\w -]+?)[\s?.!]*$"
    rf"|^(?P<head>{_LIST}{_NOUN})(?: (?:(?:that|which) )?(?:is|are|was|were|come|came))?(?P<no> not)(?: {_MADE})? (?:in|from) (?:the )?(?P<there>[\w -]+?)[\s?.!]*$",
    re.IGNORECASE,
)
# "Studies outside Europe", "which were done outside of the US"; "non-European trials".
_OUTSIDE = late(rf"(?: {_MADE})?(?: from)? outside(?: of)?(?= [\w -]+[\s?.!]*$)", re.IGNORECASE)
_NON = late(rf"\bnon[- ](?P<where>\w+(?: \w+)?) (?P<what>{_NOUN})(?=[\s?.!]*$)", re.IGNORECASE)


def done_in(question: str) -> str:
    """A question for the studies done in a country or region, without the verb: "trials run in Kenya" become those "on
    Kenya", which "Kenyan trials" mean too, and "which were not done in Kenya" becomes "which ones are not from Kenya".
    """
    question = _STATES.sub("United States", question)
    asked = _WHICH_NOT.match(_OUTSIDE.sub(" not from", _NON.sub(r"\g<what> not from \g<where>", question)))
    if asked is not None and regions(fold(asked["where"] or asked["there"]).split()):
        denied = " not" if asked["not"] or asked["no"] else ""
        if asked["head"]:
            return f"{asked['head']} not from {_state(asked['there'])}"
        ones = (
            ""
            if " of " in f" {asked['which']} " or asked["which"].casefold().endswith(("one", "ones"))
            else " ones"
        )
        return f"{asked['which']}{ones} are{denied} from {_state(asked['where'])}"
    found = _DONE.match(question) or _ADJECTIVE.match(question)
    if found is None or not regions(fold(found["where"]).split()):
        return question
    plain = found["noun"].casefold() in ("papers", "studies", "articles")
    said = found.groupdict()
    return f"{said['head']}{said.get('tail', '')} {said['led'] if plain else 'on'} {said['where']}"


def _state(where: str) -> str:
    """A country as asked for; "us" is the United States where a country is asked for."""
    return "United States" if where.casefold().replace(".", "") == "us" else where
