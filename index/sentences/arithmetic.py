"""Finds percentages that do not agree with the counts beside them: "12 of 40 (35%)" is 30 %. They are reported,
never corrected.

Only certain cases are reported: part, whole and share are printed together, or the whole is the only number of
those studied that the abstract states; and no other number of the abstract makes the share right. Rounded and
truncated shares are both accepted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import Sentence, sentences_of
from index.sentences.cues import plain
from index.sentences.quantities import PERSONS
from index.sentences.samples import sample_size

_N = r"(?<![\w.,·/:%±=<>≤≥~≈+-])(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6})(?![.·,]?\d)"
_WHOLE = r"(?P<whole>\d{1,3}(?:[, ]\d{3})+|\d{1,6})(?![.·,:]?\d|\s?%|[-–/+]\d)"
_SHARE = r"(?P<share>\d{1,3}(?:[.·]\d{1,3})?)\s?%"
_OPEN, _CLOSE = r"\s?[(\[]\s?", r"\s?[)\]]"
_WORDS = r"(?: (?!(?:and|or|vs|versus|in|had|were|was|with|who|than|to)\b)[a-z][\w-]{0,20}){0,3}"
_OWN, _BESIDE = rf"(?P<own>{_WORDS})", rf"(?P<beside>{_WORDS})"
_THE = r"(?:the |these |all |our |a total of )?"
_OF = rf"(?P<of> ?/ ?| (?:out )?of {_THE})"
_SPLIT = late(  # the words between a part and the whole name no other things
    rf"\b(?:of|among) {_THE}{_WHOLE}{_BESIDE}, {_N}{_OWN}{_OPEN}{_SHARE}{_CLOSE}",  # of 40 patients, 12 (30%)
    re.IGNORECASE,
)
_TOGETHER = (
    *(
        late(pattern, re.IGNORECASE)
        for pattern in (
            rf"{_N}{_OF}{_WHOLE}{_BESIDE}{_OPEN}{_SHARE}{_CLOSE}",  # 12 of 40 patients (30%), 12/40 women [30%]
            rf"{_N}{_OWN}{_OPEN}{_SHARE}{_CLOSE} (?:out )?of {_THE}{_WHOLE}\b(?!{_OPEN}\d)",  # 12 (30%) of 40
            rf"(?<![\d.,·±<>≤≥~≈-]){_SHARE}{_OPEN}{_N}{_OF}{_WHOLE}{_BESIDE}{_CLOSE}",  # 30% (12/40)
        )
    ),
    _SPLIT,
)
_OF_ALL = late(
    rf"{_N}{_OPEN}{_SHARE}{_CLOSE} of (?:the |all |our )?(?P<people>patients|participants|subjects|women|men|children|cases)\b(?! (?:with|who|whose|in|that|aged|under|treated|receiving|undergoing|without|on|from)\b)",
    re.IGNORECASE,
)
_BRACKETED = late(rf"[(\[]\s?{_SHARE}{_CLOSE}|%{_OPEN}\d")  # all of these patterns need this
_PEOPLE = rf"(?:{PERSONS}|graduates|controls|cases)"
_THINGS = (
    r"(?:eyes|ears|knees|hips|shoulders|limbs|legs|feet|hands|teeth|joints|kidneys|breasts|lungs|nodes|lesions|tumou?rs|nodules|polyps|fractures|implants|grafts|stents"
    r"|samples|specimens|biopsies|slides|isolates|strains|cells|cultures|images|scans|records|charts|studies|trials|articles|papers|reports|reviews|abstracts|hospitals"
    r"|cent(?:re|er)s|clinics|schools|villages|mice|rats|animals|dogs|cats|cows|pigs|births|deliveries|pregnancies|deaths|admissions|operations|procedures|surgeries"
    r"|cycles|embryos|oocytes|episodes|visits|events|infections|injections|calls|questionnaires|interviews|genes|species|plants|trees|sites)"
)
_COUNTED = late(rf"\b(?:{_PEOPLE}|{_THINGS})(?![\w-])", re.IGNORECASE)
_OTHER_THINGS = late(rf"\b{_THINGS}(?![\w-])", re.IGNORECASE)
_BEHIND = late(
    rf"(?: of(?: the| these| all| our)?)?(?: (?!(?:of|in|and|or|with|were|was|had)\b)[a-z][\w-]{{0,20}}){{0,2}} (?P<noun>{_PEOPLE}|{_THINGS})(?![\w-])",
    re.IGNORECASE,
)
_GOES_ON = late(r" ?/| (?:of|in|from|among|at)\b", re.IGNORECASE)
_RANGE = late(r"\d\s?%?\s?(?:to|and|or|-|–)\s?\Z|\d[.,·]\s\Z|\bof (?:the |all |these )?\Z|/ ?\Z", re.IGNORECASE)
_SCALES = (
    r"grades?|stages?|class(?:es)?|types?|sub-?types?|genotypes?|serotypes?|levels?|phases?|steps?|groups?|arms?|cohorts?|categor(?:y|ies)|scores?|scales?|exons?|codons?"
    r"|chromosomes?|versions?|days?|weeks?|months?|years?|cycles?|rounds?|visits?|tables?|figures?|lines?|ratios?|pressures?|rooms?|wards?|tiers?|items?|questions?"
)
_LABELLED = late(rf"\b(?i:{_SCALES}) \Z|(?<![\w-])[A-Z][A-Z0-9-]* \Z")  # Grade 3, HPV 16
# "a/b" behind a noun may be its name
_UNNAMED = late(r"(?:\A|[(\[:;,] ?|\b(?:in|among|by|for|was|were) )\Z", re.IGNORECASE)
_INEXACT = late(
    r"(?:\b(?:about|around|approximately|approx\.?|circa|ca\.?|nearly|almost|roughly|some|over|under|above|below|beyond|exceed(?:ed|s|ing)?|(?:more|less|fewer|greater|higher|lower) than"
    r"|at least|at most|up to|minimum of|maximum of|close to|as (?:many|much|high|low|few) as) |[~≈<>≤≥±] ?)\Z",
    re.IGNORECASE,
)
_MEASURED = late(
    r"\b(?:grades?|stages?|class|types?|sub-?types?|genotypes?|serotypes?|levels?|phase|categor(?:y|ies)|scales?|exons?|codons?|chromosomes?|ratios?|pressures?"
    r"|acuity|vision|visual|snellen|gleason|apgar|hpv|allel\w+|mm ?hg|strains?|ratings?|rated|majority)\b",
    re.IGNORECASE,
)
# Percentages that are not one count divided by another cannot be checked: words for these in the abstract …
_MODELLED = late(
    r"\b(?:(?:un|re)?weight(?:ed|ings?|s)|(?:un)?adjust(?:ed|ing|ments?)|estimat\w+|kaplan|actuarial|cumulative|life[- ]tables?|imput(?:ed|ation\w*)|standardi[sz](?:ed|ation)"
    r"|modell?ed|pooled|random[- ]effects?|meta-analy\w+|surveys?|surveyed|nationally|extrapolat\w+|projected|projections?|simulat\w+|bootstrap\w*|competing|sampling|stratif\w+"
    r"|normali[sz]ed|corrected|bayesian|multi-?stage|propensity|inverse probability|intention[- ]to[- ]treat|intent[- ]to[- ]treat|per[- ]protocol)\b",
    re.IGNORECASE,
)
# … and in the sentence.
_OTHERWISE = late(
    r"\b(?:surviv\w+|freedom|-?free|per|probabilit\w+|likelihood|chances?|risks?|odds|expected|predict\w+|forecast\w*|incidence|prevalence|hazard|sensitivit\w+|specificit\w+|accura\w+"
    r"|agree\w*|concordan\w+|kappa|confidence|CI|respectively|reduc\w+|decreas\w+|increas\w+|declin\w+|fell|falls?|rose|rising|dropp?\w*|gain\w*|loss\w*|change[sd]?|improvements?"
    r"|ha?ematocrit|hba1c|[lr]v?ef|ki-67|ind(?:ex|ices)|fractions?|occlusion|stenosis|coverage|adherence|purity|saturation|ejection|doses?|concentrations?|thresholds?|cut-?offs?|power|score[sd]?|remaining|others?|rest)\b"
    r"|\b(?:means?|medians?|averag\w+)\b(?! (?:\w+ )?(?:follow|age|duration|time))"
    r"|\b(?:at|by|within|after|over|beyond) (?:the )?(?:\d+|one|two|three|four|five|six|eight|ten|twelve)[ -](?:h|hours?|d|days?|wks?|weeks?|mo|months?|y|yrs?|years?)\b"
    r"|\b(?:\d{1,3}|one|two|three|four|five|six|eight|ten|twelve)[ -](?:hour|day|week|month|year|yr)s?(?:\)|[ -](?:\w+[ -]){0,3}(?:rates?|outcomes?|relapse|recurrences?|mortality|control|follow-?up|complications?|response|failure)\b)",
    re.IGNORECASE,
)
_LEFT_OUT = late(
    r"\b(?:missing|unknown|(?:un)?available|exclud\w+|exclusions?|withdr\w+|drop(?:ped)?[- ]?outs?|attrition rate|lost to|incomplete|evaluable|assessable|valid|respon(?:ded|dents?|ders?)|non-?respon\w+"
    r"|complet(?:ed|ers)|remain(?:ed|ing)|declined|refused|eligible|known)\b",
    re.IGNORECASE,
)
# how far the whole that a share is right of may be from the number studied, to be a slip of it and no other whole
_BACK, _BACK_RANGE = 24, 20  # characters before a number that may say what it is of, and that it ends a range
_NEAR = Decimal("0.1")
_LEAST, _LEAST_BARE = 20, 30  # of fewer, one more or less is a large share, and "3/4" or "16/18" may be a name
# a share reckoned wrongly is near the right one, or one slip of a finger away
_SLIP = (
    Decimal("0.8"),
    Decimal("1.25"),
)
_YEARS = range(1900, 2100)
_INTEGER = late(r"(?<![\d.·])(\d{1,3}(?:[, ]\d{3})+|\d{1,6})(?![.·]?\d|\s?%)")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A percentage that does not agree with its counts. ``part``, ``whole``: the counts; ``share``: the
    percentage as printed, without "%"; ``abstract[start:end]``: all of it as printed (code points)."""

    part: int
    whole: int
    share: str
    start: int
    end: int
    sentence: Sentence

    @property
    def said(self) -> str:
        """ "as printed; 79/469 = 16.8 %"."""
        return f"as printed; {self.part}/{self.whole} = {_reckoned(self.part, self.whole, _decimals(self.share) or 1)} %"


def may_disagree(text: str) -> bool:
    """False if a text has no percentage in or before brackets: it need not be examined, as only such percentages
    are compared with counts."""
    return "%" in text and _BRACKETED.search(plain(text)) is not None


def disagreements(paper: Paper, start: int = 0, end: int | None = None) -> tuple[Disagreement, ...]:
    """The percentages of a paper's abstract that do not agree with their counts, in order; only those in sentences that
    lie at least partly between ``start`` and ``end`` (code points).
    """
    abstract = plain(paper.abstract or "")
    if not may_disagree(abstract) or _MODELLED.search(abstract):
        return ()
    lines = [one for one in sentences_of(paper) if one.end > start and (end is None or one.start < end)]
    wrong = [one for one in _stated(paper, lines, bool(_LEFT_OUT.search(abstract))) if not _agrees(one)]
    numbers = sorted({_value(one) for one in _INTEGER.findall(abstract)}) if wrong else []
    return tuple(one for one in wrong if _is_slip(one) and not _explained(one, numbers))


def _stated(paper: Paper, lines: Iterable[Sentence], left_out: bool) -> Iterator[Disagreement]:
    """The percentages in some sentences with a part and a whole of the same things, whether they agree or not. ``left_out``:
    the abstract says that some were left out or lost."""
    for line in lines:
        text = plain(line.text)
        if "%" not in text or _OTHERWISE.search(text):
            continue
        found = {match.start("n"): (match, _value(match["whole"])) for match in _counts(text, left_out)}
        of_all = [] if left_out else list(_OF_ALL.finditer(text))
        sample = sample_size(paper) if of_all else None
        for match in of_all if sample and sample.number else ():
            whole = sample.number if sample and sample.number else 0
            share = _number(match["share"])
            if share and abs(_value(match["n"]) * 100 / share - whole) <= _NEAR * whole:
                found.setdefault(match.start("n"), (match, whole))
        for _, (match, whole) in sorted(found.items()):
            if 0 < _value(match["n"]) <= whole >= _LEAST and not _doubtful(text, match, paper, line):
                span = line.start + match.start(), line.start + match.end()
                yield Disagreement(_value(match["n"]), whole, match["share"], *span, line)


def _counts(text: str, left_out: bool) -> Iterator[re.Match[str]]:
    """The matches of a part, its whole and a percentage together, if they count the same things and the sentence
    names no others."""
    if left_out and _LEFT_OUT.search(text):
        return
    things = frozenset(one.lower() for one in _OTHER_THINGS.findall(text))
    measured = bool(_MEASURED.search(text))
    for pattern in _TOGETHER:
        for match in pattern.finditer(text) if not (left_out and pattern is _SPLIT) else ():
            counted = _things(text, match)
            if counted is not None and things <= counted and not _is_name(match, measured):
                yield match


def _things(text: str, match: re.Match[str]) -> frozenset[str] | None:
    """The noun counted, as named beside the whole; None if none or several are named, or the part may be of
    something else."""
    given = match.groupdict()
    beside = {one.lower() for one in _COUNTED.findall(given.get("beside") or "")}
    if behind := _BEHIND.match(text, match.end()):
        beside.add(behind["noun"].lower())
    own = (given.get("own") or "").lower().split()
    goes_on = "beside" in given and match.start("share") > match.start("n") and _GOES_ON.match(text, match.end())
    if len(beside) != 1 or goes_on or (own and not beside & set(own)):
        return None
    return frozenset(beside)


def _is_name(match: re.Match[str], measured: bool) -> bool:
    """True if "a/b" may be no counts but two grades, two years, a visual acuity. ``measured``: the sentence
    speaks of such things."""
    if (match.groupdict().get("of") or "").strip() != "/":
        return False
    part, whole = _value(match["n"]), _value(match["whole"])
    named = not _UNNAMED.search(match.string[max(0, match.start("n") - _BACK) : match.start("n")])
    return measured or named or whole < _LEAST_BARE or (part in _YEARS and whole in _YEARS)


def _doubtful(text: str, match: re.Match[str], paper: Paper, line: Sentence) -> bool:
    """True for numbers that are not exact ("about"), that belong to a name ("grade 3"), that end a range ("63%
    to 86% (…)") or follow "of" (a part is also the whole of another), or that are the rest of a number that was
    torn apart ("80. 6%")."""
    start = match.start()
    torn = start == 0 and (paper.abstract or "")[max(0, line.start - 4) : line.start].rstrip()[-2:-1].isdigit()
    places = {start, match.start("n")}
    before = [text[max(0, at - _BACK) : at] for at in places]
    named = any(_LABELLED.search(one) or _INEXACT.search(one) for one in before)
    return torn or named or bool(_RANGE.search(text[max(0, start - _BACK_RANGE) : start]))


def _agrees(one: Disagreement) -> bool:
    """True if the percentage is that of the counts, rounded or truncated to its decimal places, or rounded to a
    multiple of five."""
    exact, share = Decimal(100 * one.part) / one.whole, _number(one.share)
    off = abs(exact - share)
    return off < Decimal(1).scaleb(-_decimals(one.share)) or (share % 5 == 0 and off <= Decimal("2.5"))


def _is_slip(one: Disagreement) -> bool:
    """True if the percentage is near that of the counts, or (with three digits or more) has one wrong digit or
    two exchanged ones. Others are probably of something else."""
    exact, share = Decimal(100 * one.part) / one.whole, _number(one.share)
    if _SLIP[0] * exact <= share <= _SLIP[1] * exact:
        return True
    right = str(_reckoned(one.part, one.whole, _decimals(one.share))).replace(".", "")
    printed = one.share.replace("·", ".").replace(".", "")
    if len(printed) < 3 or len(printed) != len(right):
        return False
    wrong = [at for at, (a, b) in enumerate(zip(printed, right, strict=True)) if a != b]
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(printed) == sorted(right)
    return len(wrong) == 1 or swapped


def _explained(one: Disagreement, numbers: Sequence[int]) -> bool:
    """True if the percentage is right for another whole that the abstract prints. ``numbers``: its whole
    numbers, sorted; the first two that are large enough suffice, as the right ones follow each other."""
    share = _number(one.share)
    off = max(Decimal(1).scaleb(-_decimals(one.share)), Decimal("2.5") if share % 5 == 0 else Decimal(0))
    first = bisect_left(numbers, max(Decimal(one.part), Decimal(100 * one.part) / (share + off)))
    return any(
        _agrees(Disagreement(one.part, of, one.share, 0, 0, one.sentence)) for of in numbers[first : first + 2]
    )


def _value(printed: str) -> int:
    return int(re.sub(r"\D", "", printed))


def _number(share: str) -> Decimal:
    return Decimal(share.replace("·", "."))


def _decimals(share: str) -> int:
    return len(share.replace("·", ".").partition(".")[2])


def _reckoned(part: int, whole: int, places: int) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
