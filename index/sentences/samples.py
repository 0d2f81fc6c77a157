"""The number of those studied, as an abstract prints it: the total, or the groups if no total is stated. Nothing
is added up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from corpus.abbreviations import abbreviations_of
from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import Sentence, sentences_of
from index.sentences.asking import any_of
from index.sentences.cues import plain
from index.sentences.quantities import PERSONS, THINGS, value
from index.sentences.whole_numbers import ALONE, COUNT, DIGITS, GAP, WORD, Count, is_year

PEOPLE = late(rf"\b(?:{PERSONS}|cases)\b", re.IGNORECASE)  # in the words of what is counted
_WORKS = r"(?:studies|trials|articles|papers|publications|reviews|reports|RCTs)"
_NOUN = rf"(?:(?P<people>{PERSONS})|(?P<things>{THINGS})|(?P<works>{_WORKS}))(?![\w-])"
_ASIDE = r"(?:\((?:\d[\d.]{0,4} ?% )?[a-z][^()=]{2,50}\) )?"  # "93 (80% women) consecutive patients"
_COUNT = late(rf"{ALONE}(?P<n>{COUNT}) {_ASIDE}(?:{GAP}){{0,6}}?{_NOUN}", re.IGNORECASE)
_PAIRED = late(
    rf"{ALONE}(?P<n>{DIGITS}) (?:{GAP}){{0,3}}?(?P<join>(?:and|versus|vs\.?|or|to) )(?={DIGITS} (?:{GAP}){{0,4}}?{_NOUN})",
    re.IGNORECASE,
)
_EQUALS = late(rf"\bn ?= ?(?P<n>{DIGITS})", re.IGNORECASE)
# "Men who have sex with men", and no "nets for men".
_HEAD = r"(?:(?!(?:for|of|in|with|by|to|on)\b)[\w'’-]+[, ]){0,5}"
_OF_PEOPLE = late(rf"(?i)\A{_HEAD}(?:{PERSONS})(?: (?:who|with|that|living|at)\b.*)?\Z")
_ARM = late(r"(?<!%) ?\(n ?= ?\d[\d, ]{0,8}\)", re.IGNORECASE)
_ALLOCATED = late(
    r"\b(?:randomi[sz]ed|allocated|assigned|divided|received|given|either|groups?|arms?)\b", re.IGNORECASE
)
_TAKEN = r"(?:included|analy[sz]ed|enrolled|randomi[sz]ed|studied|recruited|eligible|evaluated|evaluable|selected|reviewed|assessed)"
_LEFT = late(
    rf"{ALONE}(?P<n>{COUNT}) (?:{GAP}){{0,4}}?(?:(?:out )?of (?:the )?{DIGITS} (?:{GAP}){{0,2}}?)?(?=(?:were|was|met)\b (?:\w+ )?(?:{_TAKEN}|(?:the |our |all )?(?:\w+ )?criteria)|entered (?:the |this |our )?(?:study|trial)\b)",
    re.IGNORECASE,
)

# Those who answered, whatever they are called: more to the point than those who were asked.
_ANSWERED = late(
    rf"{ALONE}(?P<n>{COUNT})(?= (?:of (?:them|these|those|whom) )?(?:(?:replied|answered|responded|took part|participated)\b|(?:(?:usable|valid|complete) )?(?:replies|answers|responses)\b|(?:completed|returned) (?:questionnaires|surveys|forms)\b))",
    re.IGNORECASE,
)
_ASKED = any_of(r"\b(?:survey|questionnaire|invit|asked|sent|wrote|mail|contacted|approached|polled|received)")
_NUMBER_WAS = late(
    rf"\b(?:total number of (?:{GAP}){{0,3}}?{PERSONS}\b[^.;\d]{{0,50}}?|number of (?:{GAP}){{0,3}}?{PERSONS} [^.;\d]{{0,20}}?{_TAKEN}\b[^.;\d]{{0,30}}?) was (?P<n>{DIGITS})",
    re.IGNORECASE,
)
_SECOND = late(  # "190 patients to tapering, 188 to usual care and 60 to none", "410 were enrolled in one arm and 402 in the other"
    rf"\b{DIGITS} (?:[a-z-]+ ){{0,9}}?(?P<to>to|in) [^.;:\d]{{2,80}}?(?:,|,? and) (?P<n>{DIGITS})(?= (?P=to) (?!\d))",
    re.IGNORECASE,
)
_TOTAL = late(r"\b(?:a total of|total of|totally|altogether,?|in total,?|overall,?) \Z", re.IGNORECASE)
_OPENING = late(  # or only the place in front of it: "In twelve hospitals, 812 adults"
    r"\A(?:(?:of|among|out of|in)(?: (?:the|these|our|all))? |(?:in|at|across) (?:[\w-]+ ){1,3}[\w-]+s, |in (?:this|the present|our) (?:[\w-]+,? ){0,6}(?:study|trial|series|cohort|survey|analysis|experiment), |in an? (?!(?:recent|previous|earlier|prior)\b)(?:[\w-]+,? ){0,5}(?:study|trial|survey|experiment|audit|cohort) (?:with|of|among|involving) |(?:between|from|in|during) [^.;,]{2,50}\d{4}, |we (?!found|saw|lost|had)(?:[a-z]+ ){1,3})?\Z",
    re.IGNORECASE,
)
_NOUN_BEFORE = late(rf"\b{_NOUN}[^.;\d]{{0,25}}\Z", re.IGNORECASE)
_OF_WORKS_BEFORE = late(
    rf"\b{_WORKS} (?:with|of|on|in|involving|including|enrolling|totalling) (?:a total of )?\Z", re.IGNORECASE
)
_SHARE_BEFORE = late(
    rf"(?:%\)?|\bper ?cent|\b(?:most|half|majority|thirds?|{WORD})|\bout|\b\d{{1,3}}[)\]]?) (?:out )?of (?:the |these |our |all )?(?:sample \()?\Z",
    re.IGNORECASE,
)
_TAKEN_IN = any_of(
    r"\b(?:includ|enrol+|recruit|link|randomi[sz]|analy[sz]|identif|studi|review|evaluat|assess|survey|examin|investigat|interview|follow|measur|collect|compar|sampl|screen|obtain|refer+|ask)(?:ed|ied)\b",
    r"\b(?:underwent|undergoing|participated|completed|consisted|comprised|comprising|consecutive|treated|entered|classified|divided|assigned|allocated|admitted|answered|responded|received|performed|sent|used|tested|questioned|operated|presented)\b",
    r"\b(?:cohort|series|sample|population|study|analysis|trial|database|registry|group|survey|data|records) (?:of|from|on|in|was|with|involving|included)\b|\bcomposed of\b|\bmet (?:the|our|all)? ?(?:inclusion|eligibility)|\bwe (?:studied|followed)\b",
)
_NOT_TAKEN = any_of(
    r"\b(?:exclud\w+|withdr[ae]w\w*|dropped out|lost to|yield\w*|retriev\w+|died|(?<!to )deaths?|declined|refused|ineligible|duplicates?|per year|every year|each year|annually|worldwide|missing|served as|re-?examined)\b"
)
_AMONG = late(rf"\b{PERSONS} and \Z", re.IGNORECASE)  # "4,000 nurses and 60 cases were included"
_PART = late(
    rf" in (?:the|this|our) sample\b(?! (?:were|was))|(?: (?:in|of|from|on) (?:the |each )?(?:[\w-]+ ){{1,3}}(?:group|arm))?\s?[(\[]\s?\d[\d.,·]{{0,6}}\s?%(?! (?:(?:wo)?men|(?:fe)?males?|girls|boys)\b)|\s?(?:of|out of) (?:the |these |our |all )?(?P<whole>{DIGITS}|\d)|,? ?or \d[\d.,·]{{0,6}}\s?%",
    re.IGNORECASE,
)
_BOUND = late(
    r"\b(?:at least|more than|less than|fewer than|over|under|per|every|each|grades?|stages?|ages?|aged|types?|class|levels?|day|minimum of|maximum of|up to|(?:one|\d{1,6}) in"
    r"|controls?:|until|since|after|than|year|first|last|next|previous|prior|another|other|additional|further|remaining|only) \Z",
    re.IGNORECASE,
)
_IN = late(r"\bin \Z", re.IGNORECASE)
_NAMED_BEFORE = late(r"\b(?:these|those) \Z", re.IGNORECASE)
_FROM = late(r"\b(?:from|at|across|within|in) \Z", re.IGNORECASE)  # "148 developers from 12 companies were …"
_ANY = late(rf"\d|\b{WORD}\b", re.IGNORECASE)
_PARTED = any_of(r"\bof (?:whom|which)\b|\bincluding\b|\b(?:were|was) (?:male|female|men|women)\b|[;:]")
_JOINED = any_of(r"\b(?:and|versus|vs|compared|or|to)\b")
_OF_WORKS = any_of(
    r"\b(?:systematic(?:ally)?|meta-?analys[ie]s|literature|pubmed|medline|embase|scoping|umbrella)\b"
)
_WHOLE_SECTION = any_of(
    r"method|patient|participant|subject|setting|design|result|finding|material|sample|population"
)
_IDENTIFIED = late(r" (?:were|was) (?:\w{1,20} )?identified\b", re.IGNORECASE)
_ONLY_LOOKED_AT = any_of(r"\b(?:screened|approached|invited)\b")  # "of 900 screened women"
_CONTROLS = any_of(r"\b(?:controls?|non-?\w+)\b")
_NEAR = 60  # characters around a number in which its meaning is looked for
REMEMBERED = 2048  # papers whose number is remembered: all of a library that is read through for the largest study
_LEAST = 4  # points needed to be the number of those studied


@dataclass(frozen=True, slots=True)
class Sample:
    """The number of those studied: one count, or one for each group if the abstract states no total. ``of_people``: whatever it calls them."""

    counts: tuple[Count, ...]
    of_people: bool = False

    @property
    def number(self) -> int | None:
        """The total as printed; None if only groups are stated."""
        return self.counts[0].number if len(self.counts) == 1 else None


@dataclass(frozen=True, slots=True)
class _Candidate:
    count: Count
    points: int
    kind: str
    beside: bool


@lru_cache(maxsize=REMEMBERED)
def sample_size(paper: Paper) -> Sample | None:
    """The number of those studied in a paper; None if it has no abstract, or the abstract does not say."""
    reviews = bool(_OF_WORKS.search(f"{paper.title} {paper.abstract or ''}"))
    short = _by_short_name(paper)
    found = [one for sentence in sentences_of(paper) for one in _candidates(sentence, reviews, short)]
    best = max(found, key=lambda one: (one.points, one.count.number), default=None)
    if best is None or best.points < _LEAST:
        return None
    groups = _groups(best, found)
    return Sample(tuple(one.count for one in groups) or (best.count,), best.kind == "people")


def _by_short_name(paper: Paper) -> tuple[re.Pattern[str], ...]:
    """The pattern of a number of people whom a paper calls by an abbreviation that it explains ("522 MSM"); () without one."""
    short = [re.escape(one.short) for one in abbreviations_of(paper) if _OF_PEOPLE.search(one.long)]
    noun = rf"(?P<people>(?:{'|'.join(short)})s?)(?![\w/-])"
    return (re.compile(rf"{ALONE}(?P<n>{COUNT}) {_ASIDE}(?:{GAP}){{0,6}}?{noun}", re.IGNORECASE),) if short else ()


def _candidates(sentence: Sentence, reviews: bool, short: tuple[re.Pattern[str], ...]) -> Iterator[_Candidate]:
    text = plain(sentence.text)
    ground = 2 * bool(_TAKEN_IN.search(text)) + bool(sentence.section and _WHOLE_SECTION.search(sentence.section))
    seen: set[int] = set()
    for pattern in (_ANSWERED, *short, _LEFT, _PAIRED, _COUNT, _SECOND, _NUMBER_WAS, _EQUALS):
        for match in _each(pattern, text):
            number = value(match["n"])
            if (
                number >= 2
                and match.start("n") not in seen
                and not (is_year(text, match) or _has_own(text, match, pattern))
            ):
                seen.add(match.start("n"))
                yield _candidate(
                    sentence, _Seen(text, match, _COUNT if pattern in short else pattern, number), ground, reviews
                )


def _each(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern; a number that follows another may itself be followed by one."""
    found = pattern.search(text)
    while found:
        yield found
        found = pattern.search(text, found.start("n") if pattern is _SECOND else found.end())


def _has_own(text: str, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """True for the first number of a pair that has a noun of its own: "4,000 nurses and 60 cases" are no two groups."""
    own = _COUNT.match(text, match.start()) if pattern is _PAIRED else None
    return own is not None and own.end() <= match.start("join")


class _Seen(NamedTuple):
    """A number that was found: its sentence after ``plain``, the match, the pattern that matched, its value."""

    text: str
    match: re.Match[str]
    pattern: re.Pattern[str]
    number: int

    @property
    def before(self) -> str:
        """The last ``_NEAR`` characters before the number."""
        start = self.match.start("n")
        return self.text[max(0, start - _NEAR) : start]

    @property
    def noun(self) -> re.Match[str] | None:
        """The match of the noun that is counted: after the number, after the other number of a pair, or before
        "n ="."""
        if self.pattern is _COUNT:
            return self.match
        if self.pattern is _EQUALS:
            start = self.match.start()
            return _NOUN_BEFORE.search(self.text[max(0, start - _NEAR) : start])
        return _COUNT.match(self.text, self.match.end() if self.pattern is _PAIRED else self.match.start())

    @property
    def behind(self) -> int:
        """The offset where the words that say what is counted end."""
        noun = self.noun if self.pattern is not _EQUALS else None
        return max(self.match.end(), noun.end() if noun else 0)


def _candidate(sentence: Sentence, seen: _Seen, ground: int, reviews: bool) -> _Candidate:
    match, noun = seen.match, seen.noun
    kind = next((name for name, word in noun.groupdict().items() if word and name != "n"), "") if noun else ""
    kind = (
        "answered" if seen.pattern is _ANSWERED else "people" if seen.pattern in (_SECOND, _NUMBER_WAS) else kind
    )
    part = seen.pattern is not _LEFT and (_is_part(seen, match.end("n")) or _is_part(seen, seen.behind))
    aside = seen.before.rfind("(") > seen.before.rfind(")") and seen.pattern is not _EQUALS
    points = ground + _for(seen, kind, reviews) - _against(seen, kind, aside) - 5 * part
    first, last = match.span("n")
    of = sentence.text[last : match.start("join") if seen.pattern is _PAIRED else seen.behind].strip()
    count = Count(
        seen.number, sentence.text[first:last], of, sentence.start + first, sentence.start + last, sentence
    )
    return _Candidate(count, points, "n" if seen.pattern is _EQUALS else kind, not (part or aside))


def _is_part(seen: _Seen, at: int) -> bool:
    """True if what stands at a place says that the number is a part of another: "(12%)", "of 90", but not 706 pupils "of 18
    schools"."""
    found = _PART.match(seen.text, at)
    whole = found["whole"] if found else None
    return bool(found) and not (whole and value(whole) < seen.number)


def _for(seen: _Seen, kind: str, reviews: bool) -> int:
    """Points in favour: for what is counted, and for words before it that say it is the total."""
    points = 3 if kind in ("people", "answered") else 3 * reviews if kind == "works" else 2
    points += 2 * bool(_TOTAL.search(seen.before))
    points += 3 * (seen.pattern is _LEFT and not (kind == "things" and _AMONG.search(seen.before)))
    points += 4 * (seen.pattern is _ANSWERED) - 8 * (seen.pattern is _ANSWERED and not _ASKED.search(seen.text))
    points += 3 * (kind == "people" and seen.pattern is _COUNT and bool(_IDENTIFIED.match(seen.text, seen.behind)))
    points += 3 * (kind == "people" and bool(_OF_WORKS_BEFORE.search(seen.before)))  # "40 trials with 4,000 women"
    points += (seen.pattern is _EQUALS and _arms(seen.text)) + 2 * (seen.pattern is _NUMBER_WAS)
    return points + _opens(seen)


def _arms(text: str) -> bool:
    """True if a sentence gives the number of each arm behind it: "received iron (n = 421) or tablets (n = 424)"."""
    return len(_ARM.findall(text)) > 1 and bool(_ALLOCATED.search(text))


def _against(seen: _Seen, kind: str, aside: bool) -> int:
    """Points against: the number is a part, a limit, or counts controls or those left out."""
    start = seen.match.start("n")
    near = seen.text[max(0, start - _NEAR) : seen.behind + _NEAR].split(";")[0]  # "412 nurses; 38 withdrew"
    points = 2 * (aside and kind != "people") + 2 * (seen.number < 10 and not (kind == "people" and _opens(seen)))
    points += 4 * bool(_SHARE_BEFORE.search(seen.before)) + 3 * bool(_BOUND.search(seen.before))
    points += 3 * (
        (seen.pattern is _LEFT or kind == "things")
        and bool(_FROM.search(seen.before) and _ANY.search(seen.before))
    )
    points += 2 * bool(_NAMED_BEFORE.search(seen.before))
    points += 4 * bool(_ONLY_LOOKED_AT.search(seen.text, start, seen.behind))
    points += bool(_IN.search(seen.before)) + 4 * bool(_NOT_TAKEN.search(near))
    several = seen.pattern is _EQUALS and seen.text.count("=") > 1 and not _arms(seen.text)
    return points + 2 * bool(_CONTROLS.search(seen.text[start : seen.behind])) + 2 * several


def _opens(seen: _Seen) -> bool:
    return seen.match.start("n") < _NEAR and bool(_OPENING.match(seen.before))


def _groups(best: _Candidate, found: Sequence[_Candidate]) -> tuple[_Candidate, ...]:
    """The groups of which a count is one, all in its sentence; empty if it is a total."""
    beside = sorted((one for one in found if _may_stand_beside(one, best)), key=lambda one: one.count.start)
    others = sum(one.count.number for one in beside if one is not best)
    if len(beside) < 2 or others == best.count.number:
        return ()
    sentence = best.count.sentence
    between = [
        sentence.text[one.count.end - sentence.start : two.count.start - sentence.start]
        for one, two in pairwise(beside)
    ]
    return tuple(beside) if all(_JOINED.search(b) and not _PARTED.search(b) for b in between) else ()


def _may_stand_beside(one: _Candidate, best: _Candidate) -> bool:
    of_it = one.count.sentence is best.count.sentence and one.kind == best.kind
    joined = (
        f" {best.count.of} and "
        == best.count.sentence.text[best.count.end - best.count.sentence.start :][
            : one.count.start - best.count.end
        ]
    )
    return one is best or (of_it and one.beside and (joined or one.points >= _LEAST))
