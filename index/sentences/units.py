"""The number of things studied other than people, cases and papers (colonies, gardens, slabs), as an abstract prints
it: any noun may be counted, so only what a sentence says was studied counts. And the numbers of a paper's groups.

Also what a paper counts by name: the studies that a review went through (as against the papers of the library), or any
other thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import Sentence, sentences_of
from index.sentences.cues import plain
from index.sentences.quantities import value
from index.sentences.samples import REMEMBERED, sample_size
from index.sentences.whole_numbers import ALONE, COUNT, DIGITS, GAP, Count, is_year

LEAST = 10  # below, it is mostly the number of kinds, groups or repetitions
# Times and measures; what a study is made of and not of what it is; results.
_NO_UNIT = "|".join(
    """
    years months weeks days hours minutes seconds nights seasons decades ages
    metres meters miles hectares acres kilometres kilometers degrees grams litres liters points percent cents dollars euros pounds kilos tonnes tons bytes
    times groups arms levels categories items questions features parameters variables factors steps stages types kinds classes domains dimensions criteria models
    methods approaches strategies conditions treatments doses scenarios versions parts sections sessions replicates repetitions rounds folds epochs layers
    measures outcomes indicators instruments scales scores measurements observations tests assays experiments simulations iterations databases sources
    genes proteins transcripts loci snps markers mutations variants residues metabolites associations differences cycles bases kilobases others
    events incidents presentations deaths occasions series species phyla genera families orders clusters subgroups pathways peptides words lines themes codes
    """.split()
)
_UNIT = rf"(?P<unit>(?!(?:{_NO_UNIT})\b)[a-z][a-z-]{{2,30}}(?<![sui])s)(?![\w-])"
_STUDIED = (
    r"(?:sampled|surveyed|studied|examined|monitored|tested|measured|compared|analy[sz]ed|collected|evaluated|assessed|recorded|logged|observed|tracked|followed"
    r"|reviewed|included|used|cast|planted|grown|trapped|counted|mapped|genotyped|sequenced|screened|investigated|scored|combined|interviewed|inspected|visited"
    r"|scanned|photographed|weighed|enrolled|recruited|selected|randomi[sz]ed|audited|reran|rerun|dated|imaged|excavated|harvested|caught|ringed|tagged|revisited|referred|assigned|replaced|asked|sent|coded|watched|read)"
)
# What else is done of things that a study counts, where somebody asks for them by name: "14 recommendations were made" are no sample.
_DONE = r"(?:built|made|ran|run|fired|performed|conducted|carried out|done)"
_STUDYING = late(rf"{_STUDIED}|{_DONE}", re.IGNORECASE)
_WE_DID = late(rf"\bwe (?:\w+ly |have |then |also |first ){{0,2}}{_DONE} (?:the |all )?\Z", re.IGNORECASE)
_WERE_DONE = late(rf"[^.;,]{{0,60}}? (?:were|was) (?:\w+ly )?{_DONE}\b", re.IGNORECASE)
_COUNTED = late(rf"{ALONE}(?P<n>{COUNT}) (?:{GAP}){{0,5}}?{_UNIT}", re.IGNORECASE)
_WE = late(
    rf"\bwe (?:\w+ly |have |then |also |first ){{0,2}}{_STUDIED}\b(?P<between>(?:(?!\b(?:that|to|with|panel|using|by)\b)[^.;:\d(]){{0,80}})\Z",
    re.IGNORECASE,
)
_WE_BEHIND = late(
    r"[^.;]{0,60}? we (?:\w+ly )?(?!find|found|s[ae][ew]|detected|noti?ced?|noted|lost|show|report)\w+",
    re.IGNORECASE,
)
_IN_FRONT = late(r"\A(?:in|across|at|on|from|using|among)(?: (?:the|all))? \Z", re.IGNORECASE)
_WERE = late(
    rf"[^.;,]{{0,60}}? (?:were|was) (?:\w+ly )?(?:{_STUDIED}|built|treated|given|kept|raised|fed)\b", re.IGNORECASE
)
_TOTAL = late(r"\A(?:[a-z]+: )?(?:a total of|in total,?|overall,?) \Z", re.IGNORECASE)
_FRONT = late(r"\A(?:[a-z]+: )?\Z", re.IGNORECASE)
_NOT_OF_THEM = late(
    r"\b(?:at least|more than|less than|over|under|per|every|each|aged?|up to|until|than|first|last|next|another|other|further|remaining|only|or|out of|excluding"
    r"|controls?) \Z|\d[)\]]? (?:out )?of (?:the |these |our |all )?\Z",
    re.IGNORECASE,
)
_SHARE = late(r"\s?[(\[]\s?\d[\d.,]{0,6}\s?%")
_WHOLE = late(rf"{ALONE}(?P<n>{DIGITS})(?![\w-]| ?%)")
# "48 in each arm", "133 participants per group"
_IN_EACH = late(
    rf"{ALONE}(?P<n>{DIGITS}) (?:[a-z-]+ ){{0,2}}?(?:(?:in|to|for|at) (?:each|either|every|both)|per) (?:[a-z-]+ ){{0,3}}?(?:arms?|groups?|periods?|branch(?:es)?|conditions?)\b",
    re.IGNORECASE,
)
# "To training (n = 9) or to lectures (n=10)"
_ARM = late(rf"(?<!%) ?\(n ?= ?(?P<n>{DIGITS})\)", re.IGNORECASE)
_ALLOCATED = late(r"\b(?:randomi[sz]ed|randomly|allocated|assigned|divided|split|grouped)\b", re.IGNORECASE)
# "In 78 of 214 infants after the new way and in 89 of 209 after the old": an outcome in each group, of all in it.
_OF_ALL = late(rf"{ALONE}{DIGITS} (?:out )?of (?:the )?(?P<n>{DIGITS})(?![\w-]| ?%)", re.IGNORECASE)
_AND = late(r"\b(?:and|versus|vs|compared)\b", re.IGNORECASE)
_BESIDE = 40  # characters on either side of a count in which it may be said that these were left out
_LEFT_OUT = late(r"\b(?:exclud\w+|failed|died|lost|missing|discarded)\b", re.IGNORECASE)
WORK = r"(?:studies|papers|trials|articles|rcts|publications|reports|cohorts|records|surveys|experiments)"
_COUNTED_WORKS = rf"{ALONE}{COUNT} (?:{GAP}){{0,3}}?"  # no "2022 for randomised trials"
_WORKS = late(rf"{_COUNTED_WORKS}{WORK}\b", re.IGNORECASE)
# What a review pools where it counts no studies.
_POOLED = late(
    rf"{_COUNTED_WORKS}(?:comparisons|data ?sets|data points|effect sizes|estimates|observations)\b", re.IGNORECASE
)
# "We searched for studies of shade and included 71": of a review.
_INCLUDED = late(rf"\b{WORK}\b[^.;]{{0,120}} included {COUNT}(?! ?[a-z%])", re.IGNORECASE)
_KEPT = late(r"\b(?:includ\w+|eligib\w+|criteria|pooled|analy[sz]ed|remained|left)\b", re.IGNORECASE)
_REVIEW = late(r"\b(?:reviews?|meta-?analys[ie]s|(?:evidence|research) synthesis)\b", re.IGNORECASE)


@lru_cache(maxsize=REMEMBERED)
def units_studied(paper: Paper) -> Count | None:
    """The first number of things that a paper says it studied; None if it has no abstract, or does not say so.

    For papers without a number of people, cases or papers studied.
    """
    return next((one for sentence in sentences_of(paper) if (one := _in(sentence)) is not None), None)


def numbers_of(sentence: Sentence, things: str) -> Iterator[Count]:
    """The numbers that a sentence gives of the ``things`` somebody asks for by name ("41 full-scale tests"), whatever they are."""
    text = plain(sentence.text)
    stem = re.escape(things.casefold().split()[-1].removesuffix("s"))
    for match in re.finditer(
        rf"{ALONE}(?P<n>{COUNT}) (?:{GAP}){{0,5}}?(?P<unit>{stem}s?)(?![\w-])", text, re.IGNORECASE
    ):
        if not is_year(text, match):
            yield _count(sentence, match)


@lru_cache(maxsize=REMEMBERED)
def number_studied(paper: Paper, things: str) -> Count | None:
    """The first number that a paper says it studied, built or did of the ``things`` that somebody asks for by name.
    These may be things that are otherwise no unit of a study, and there may be few of them. None if it has no abstract,
    or gives no such number.
    """
    found = (one for sentence in sentences_of(paper) for one in numbers_of(sentence, things))
    return next((one for one in found if _is_done(one)), None)


def _is_done(count: Count) -> bool:
    """True if the words around a count say that these are what was studied, built or done."""
    text, first = plain(count.sentence.text), count.sentence.start
    before, end = text[: count.start - first], count.end - first + len(count.of) + 1
    return (
        _is_studied(text, before, end)
        or bool(_WE_DID.search(before))
        or bool(_FRONT.match(before) and _WERE_DONE.match(text, end))
    )


def is_studying(word: str) -> bool:
    """True for a word that says that things were studied, in one way or another ("reviewed", "built")."""
    return _STUDYING.fullmatch(word) is not None


def _count(sentence: Sentence, match: re.Match[str]) -> Count:
    """The count that ``match`` (groups ``n`` and ``unit``) found in a sentence."""
    first, start, stop = sentence.start, match.start("n"), match.end("n")
    of = sentence.text[stop : match.end("unit")].strip()
    return Count(value(match["n"]), sentence.text[start:stop], of, first + start, first + stop, sentence)


def counts_studied(paper: Paper) -> tuple[Count, ...]:
    """The numbers of those studied in a paper: of people, cases or papers, else of other things; () if it gives none."""
    sample, units = sample_size(paper), units_studied(paper)
    return sample.counts if sample else (units,) if units else ()


def _in(sentence: Sentence) -> Count | None:
    text = plain(sentence.text)
    for match in _COUNTED.finditer(text):
        start, end = match.start("n"), match.end("unit")
        before, number = text[:start], value(match["n"])
        if number < LEAST or is_year(text, match) or _SHARE.match(text, end):
            continue
        if _LEFT_OUT.search(text[max(0, start - _BESIDE) : end + _BESIDE]) or not _is_studied(text, before, end):
            continue
        return _count(sentence, match)
    return None


def _is_studied(text: str, before: str, end: int) -> bool:
    """True if the words around a count say that these are what was studied."""
    if (we := _WE.search(before)) and not _NOT_OF_THEM.search(we["between"]):
        return True
    if _IN_FRONT.match(before):
        return bool(_WE_BEHIND.match(text, end))
    return bool((_TOTAL.match(before) or _FRONT.match(before)) and _WERE.match(text, end))


def groups_studied(paper: Paper) -> tuple[Count, ...]:
    """The numbers of a paper's groups, as printed: those of its sample; numbers next to each other in any sentence
    behind a total that they add up to ("of 89 patients, 20 and 69 received …"); a number "in each group". If there are none, those of whom an outcome
    is told in each of two groups. Empty if it states none.
    """
    sample = sample_size(paper)
    found = list(sample.counts) if sample and len(sample.counts) > 1 else []
    for sentence in sentences_of(paper):
        counts = [] if any(one.sentence is sentence for one in found) else _whole_numbers(sentence)
        found += next((run for run in _runs(counts) if run), () if found else _in_arms(sentence))
        if not found and (same := _IN_EACH.search(plain(sentence.text))):
            found.append(_bare(sentence, same, "n"))
    return tuple(found) or next(filter(None, map(_in_both, sentences_of(paper))), ())


def _in_arms(sentence: Sentence) -> tuple[Count, ...]:
    """The numbers that a sentence gives behind each of the groups into which those studied were put; () for fewer than two."""
    text = plain(sentence.text)
    found = [*_ARM.finditer(text)] if _ALLOCATED.search(text) else []
    return tuple(_bare(sentence, one, "n") for one in found) if len(found) > 1 else ()


def _in_both(sentence: Sentence) -> tuple[Count, ...]:
    """The numbers of whom a sentence tells an outcome in two groups or more, joined by "and" or the like; () if it tells none."""
    text = plain(sentence.text)
    found = list(_OF_ALL.finditer(text))
    joined = len(found) > 1 and _AND.search(text, found[-2].end(), found[-1].start())
    return tuple(_bare(sentence, one, "n") for one in found) if joined else ()


def _whole_numbers(sentence: Sentence) -> list[Count]:
    """The whole numbers of a sentence in digits, without shares, years and values of measures."""
    text = plain(sentence.text)
    return [_bare(sentence, m, "n") for m in _WHOLE.finditer(text) if not is_year(text, m)]


def _bare(sentence: Sentence, match: re.Match[str], name: str) -> Count:
    """The count in the group ``name`` of a match in a sentence, without words that say of what it is."""
    start, stop = match.span(name)
    first = sentence.start
    return Count(value(match[name]), sentence.text[start:stop], "", first + start, first + stop, sentence)


def _runs(counts: Sequence[Count]) -> Iterator[Sequence[Count]]:
    """The runs of two to four numbers behind a number of which they are the sum."""
    for at, total in enumerate(counts):
        if total.number < LEAST:
            continue
        for start in range(at + 1, len(counts)):
            runs = (counts[start : start + size] for size in range(2, 5))
            yield from (run for run in runs if len(run) > 1 and sum(one.number for one in run) == total.number)


def counted_by(paper: Paper) -> Sequence[Sentence]:
    """The sentences of a paper's abstract that count studies, those with what was included before those with what was looked through;
    of a review without any, those that count what it pooled.
    """
    lines = sentences_of(paper)
    found = [one for one in lines if _WORKS.search(one.text) or (is_review(paper) and _INCLUDED.search(one.text))]
    found.sort(key=lambda one: _KEPT.search(one.text) is None)
    return found or [one for one in lines if is_review(paper) and _POOLED.search(one.text)]


def is_review(paper: Paper) -> bool:
    """True if a paper's title says that it reviews the work of others."""
    return _REVIEW.search(paper.title) is not None


# Behind a number of things or before it: they are a part of those studied, whatever their number.
_OF_PART = late(
    r"\b(?:left|leaves?|leaving|dropped|lost|(?:reported|occurred|seen|noted) (?:by|in)|withdr[ae]w\w*|declin\w+|refus\w+|exclud\w+|died|fail\w+|million|billion|ha(?:s|ve) (?:issued|sold|built))\b",
    re.IGNORECASE,
)


def counted_of(paper: Paper, things: str) -> Count | None:
    """How many of some ``things`` a paper studied, if it says so; else the largest number that it gives of them and
    that is no part of another and no limit. None if it gives none.
    """
    whole = (sentence for sentence in sentences_of(paper) if not _OF_PART.search(plain(sentence.text)))
    found = [one for sentence in whole for one in numbers_of(sentence, things) if not _is_part(one)]
    return number_studied(paper, things) or max(found, key=lambda one: one.number, default=None)


def _is_part(count: Count) -> bool:
    """True if the words before a count say that it is a limit, or a part of all ("at least three trees", "four of 12 trees")."""
    before = plain(count.sentence.text)[: count.start - count.sentence.start]
    return _NOT_OF_THEM.search(before) is not None
