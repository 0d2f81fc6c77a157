"""Tells the words of a question that are the library's subject from those that name a kind of paper, an author or a study.

"Review", "park" and "stop" may be either. Such a word is ordinary in a library whose abstracts write it in small letters, and
then it is a kind or a name only with a sign of it. Words of the subject are marked while the question is read, so that nothing
takes them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from bot.assistant.reading.called import acronyms, may_call
from bot.assistant.reading.fitted import Known
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.journals import words_of_journals
from bot.assistant.reading.kinds import ADJECTIVES, MARK, is_kind, kinds_here
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.people import People
from bot.assistant.reading.phrases import PAPERS_NOUNS, has_article, lowered, of_counts, of_verbs
from bot.assistant.reading.words import Plain, fold
from corpus.models import Paper
from corpus.patterns import late
from index.models import Standing
from index.terms import lexicon, neighbours
from index.terms.neighbours import Neighbours
from index.terms.words import ASKING

_PLURAL = 4  # letters: a longer word may be a name with an "s" behind it
_PLACE = r"(?:first|last|senior|lead|second)"
_FOUND = r"(?:find|finds|found|say|says|said|show|shows|showed|report|reports|reported|conclude|concludes|concluded|write|writes|wrote|publish|published)"
_BY = r"(?:by|author|authors|dr|prof|professor)"
_BEHIND = late(
    rf"^(?:$|(?:on|about|of|for|in|from|by|since|before|after|and|or|than|vs|versus|that|which|here|only|alone|please|to the editors?|{PAPERS_NOUNS}|{_FOUND}|\d+)\b"
    r"|(?:is|are|was|were|did|does|do|has|have)(?: (?P<next>\w+)|$))"
)


class Unmarked(NamedTuple):
    """What is known of words, whether or not they are marked."""

    of: Known

    def is_word(self, word: str) -> bool:
        """See ``Known``."""
        return self.of.is_word(word.rstrip(MARK))

    def standing(self, word: str) -> Standing:
        """See ``Known``."""
        return self.of.standing(word.rstrip(MARK))

    def term(self, word: str) -> str:
        """See ``Known``."""
        return self.of.term(word.rstrip(MARK))


def marked(
    said: Plain, question: str, papers: Sequence[Paper], people: People, known: Known, kinds: bool
) -> tuple[Plain, bool]:
    """A plain question, as typed in ``question``, in which the words of the subject are marked; and True if it looks for a kind
    of paper by such a word. Not ``kinds``: that word is marked, too.
    """
    words = said.words
    either = _of_kinds(words, papers)
    asked = {at for at in either if kinds and _asks_for(at, words, people)}
    studied = {word for one in may_call(words, papers) for word in acronyms(one.title).intersection(words)}
    signs = {word: _has_sign(word, question) for word in {*words} if people.is_family(word) or word in studied}
    names = {at for at in range(len(words)) if _is_no_name(at, words, question, papers, people, known, signs)}
    subject = (either - asked) | names | _of_bodies(words, papers) | _of_phrases(words, papers) | of_counts(words)
    subject |= _of_things(words, people) | of_verbs(words, people.is_family) | _of_order(words, people, studied)
    text = " ".join(word + MARK * (at in subject) for at, word in enumerate(words))
    return said._replace(text=text) if subject else said, bool(asked)


def unmarked(frame: Frame) -> Frame:
    """A frame of a marked question with its words as they were, and those that were marked as its subject."""
    subject = tuple(word.rstrip(MARK) for word in frame.text.split() if word.endswith(MARK))
    if not subject:
        return frame
    whole = unmarked(frame.whole) if frame.whole else None
    return frame._replace(
        name=_bare(frame.name),
        leftover=_bare(frame.leftover),
        counted=_bare(frame.counted),
        text=frame.text.replace(MARK, ""),
        subject=subject,
        whole=whole,
    )


def _bare(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.rstrip(MARK) for word in words)


def _of_kinds(words: list[str], papers: Sequence[Paper]) -> set[int]:
    """The places of the words that are a kind of paper, and a subject of more papers than there are of that kind."""
    here = kinds_here(papers)
    found = {at: here[word] for at, word in enumerate(words) if word in here}
    named = words_of_journals(words, papers) if found else set()
    return {at for at, kind in found.items() if at not in named and _is_subject_here(kind, papers)}


# An arm is one of a body where a title has it, and no trial's: "a three-arm trial", "in the control arm".
_LIMB = late(r"(?<![-–])\barms?\b(?![-–])", re.IGNORECASE)
_OF_TRIAL = late(
    r"\b(?:other|control|treatment|intervention|placebo|study|each|both|either|per|which|what|single|two|three|four|multi|\w+ed|\d+) arms?\b"
)


def _of_bodies(words: list[str], papers: Sequence[Paper]) -> set[int]:
    """The places of the arms that are those of bodies, in a library with such papers."""
    text = " ".join(words)
    if not _LIMB.search(text) or _OF_TRIAL.search(text):
        return set()
    held = any(_LIMB.search(paper.title) and not _OF_TRIAL.search(paper.title.lower()) for paper in papers)
    return {at for at, word in enumerate(words) if word in ("arm", "arms")} if held else set()


@cache
def _idle() -> frozenset[str]:
    """Words that no field's word stands beside as papers write the two."""
    lexicon = load()
    return ASKING | lexicon.filler | lexicon.nouns | lexicon.given | lexicon.person | lexicon.field_words


def _of_phrases(words: list[str], papers: Sequence[Paper]) -> set[int]:
    """The places of the words of fields that stand beside another word as papers write the two: "free school meals"."""
    lexicon, idle = load(), _idle()
    at_field = [at for at, word in enumerate(words) if word in lexicon.field_words]
    pairs = {
        (at, f" {words[first]} {words[first + 1]} ")
        for at in at_field
        for first, other in ((at, at + 1), (at - 1, at - 1))
        if 0 <= other < len(words) and words[other].isalpha() and words[other] not in idle
    }
    return {at for at, pair in pairs if any(_stands_in(pair, paper) for paper in papers)}


def _stands_in(pair: str, paper: Paper) -> bool:
    """True if two words stand together in a title or an abstract."""
    word = pair.split(maxsplit=1)[0]
    return any(
        word in text.casefold() and pair in f" {fold(text)} " for text in (paper.title, paper.abstract or "")
    )


_LENGTH_OF = late(r"\b(?P<length>lengths?) of (?:(?:the|an?|this|that|these|those|each|every) )?(?P<rest>\w.*)$")


def _of_things(words: list[str], people: People) -> set[int]:
    """The place of a length that is that of no paper: "length of the summer job", and not "of the Hale paper", "of Hale 2020"."""
    found = _LENGTH_OF.search(text := " ".join(words))
    rest = found["rest"].split() if found else []
    lexicon = load()
    told = lexicon.nouns | lexicon.filler | {"title", "titles", "abstracts"}
    if found is None or any(word in told or word.isdigit() or people.is_family(word) for word in rest):
        return set()
    return {text.count(" ", 0, found.start("length"))}


_FIRST = late(
    r"\b(?:or|vs|versus) (?:\w+ ){1,4}(?P<last>first)\b|\b(?P<first>first)\b(?: \w+){0,6} (?:or|vs|versus) \w"
)
_PUBLISHED = late(
    rf"\b(?:publish\w*|out|c[ao]mes?|appear\w*|older|newer|earlier|later|written|wrote|dated?|authors?|cited|{PAPERS_NOUNS}|(?:19|20)\d\d)\b"
)


def _of_order(words: list[str], people: People, studied: Collection[str]) -> set[int]:
    """The place of "first" where one of two things is to be done first ("surgery or physio first"), and no paper appeared first."""
    text = " ".join(words)
    found = _FIRST.search(text) if "first" in words else None
    named = any(word in studied or people.is_family(word) for word in words)
    if found is None or named or _PUBLISHED.search(text):
        return set()
    return {text.count(" ", 0, max(found.start("first"), found.start("last")))}


def _is_no_name(
    at: int,
    words: list[str],
    question: str,
    papers: Sequence[Paper],
    people: People,
    known: Known,
    signs: Mapping[str, bool],
) -> bool:
    """True if a word is that of an author or a study, but an ordinary one, and nothing says that they are meant. ``signs``: each
    such word, and whether it is written or placed as a name.
    """
    word = words[at]
    single = word.removesuffix("s") if len(word) > _PLURAL else word
    if not people.is_family(word) and people.is_family(single):  # "prisons", of no Prison
        return _is_written(word, papers) and not _has_sign(word, question)
    if _is_shouted(word, question) and not people.is_family(word):
        meant = people.by_given(word) or people.near(word)  # URS is no first name, nor a slip for another's
        return bool(meant) and not (_has_led(word, question) or _is_beside(at, words, people))
    if people.is_family(word):
        named = signs[word] or _is_beside(at, words, people)
    elif word in signs:
        named = signs[word] or _is_joined(word, question, papers)
    else:
        return False
    common = len(words) > 1 and lexicon.load_background().is_common(known.term(word))  # alone it is the name
    ordinary = has_article(at, words) or _is_adjective(at, words)
    return not named and (common or ordinary or _is_written(word, papers))


def _is_adjective(at: int, words: list[str]) -> bool:
    """True if a word can be compared, and stands before another: "bright light"."""
    word, table = words[at], _everyday()
    return 0 < at < len(words) - 1 and f"{word}er" in table and f"{word}est" in table


@cache
def _everyday() -> Neighbours:
    return neighbours.load()


def _asks_for(at: int, words: list[str], people: People) -> bool:
    """True if a kind of paper is what is looked for: "any reviews", "reviews on X", "is Kang a review", and not "code review slow"."""
    behind, idle = _BEHIND.match(" ".join(words[at + 1 :])), _words_of_asking()
    said = {word for word in words[:at] if not people.is_family(word)}
    return behind is not None and {*said, *filter(None, [behind["next"]])} <= idle


@cache
def _words_of_asking() -> frozenset[str]:
    """The words that may stand around what is looked for: words of asking, for papers, numbers, and ends of measures."""
    lexicon = load()
    ends = [word for side in lexicon.end.values() for word in side]
    ends += [word for row in lexicon.measures.values() for side in row.values() for word in side]
    said = {word for phrase in ends for word in phrase.split()}
    idle = ASKING | lexicon.filler | lexicon.nouns | lexicon.given | lexicon.numbers.keys() | lexicon.ranks.keys()
    return idle | said | ADJECTIVES


def _is_subject_here(kind: str, papers: Sequence[Paper]) -> bool:
    """True if more papers write of such things than there are papers of that kind."""
    own = sum(is_kind(kind, paper) for paper in papers)
    says = re.compile(rf"\b{kind}s?\b", re.IGNORECASE)
    return sum(bool(says.search(paper.abstract or "")) and not is_kind(kind, paper) for paper in papers) > own


def _is_written(word: str, papers: Sequence[Paper]) -> bool:
    """True if an abstract has a word in small letters."""
    texts = [paper.abstract for paper in papers if word in (paper.abstract or "")]
    return any(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text or "") for text in texts)


def _has_sign(word: str, question: str) -> bool:
    """True if a word is written or placed as a name: with a capital within a question, after "by", before a year …"""
    said = re.escape(word)
    typed = list(re.finditer(rf"\b{said}\b", lowered(question)))
    capital = any(question[one.start()].isupper() for one in typed if question[: one.start()].strip(" “\"'(¿¡"))
    whole = fold(question) == word and question.strip()[:1].isupper()
    capital = (capital or whole) and not question.isupper()
    return capital or _is_shouted(word, question) or _has_led(word, question)


def _is_shouted(word: str, question: str) -> bool:
    """True if a word of two letters and more stands in capitals in a question that does not."""
    said = word.upper()
    if len(word) < 2 or said not in question or not said.isupper() or question.isupper():
        return False
    return re.search(rf"\b{re.escape(said)}\b", question) is not None


def _has_led(word: str, question: str) -> bool:
    """True if what stands before or behind a word says that it is a name."""
    said = re.escape(word)
    led = rf"\b{_BY}\.? (?:\w+\.? )?{said}\b|\bdid {said} \w|\bthe {said} {PAPERS_NOUNS}\b|\b{said} (?:(?:is|was) |as )(?:the |a )?{_PLACE} author"
    behind = (
        rf"\b{said}(?:['’]s?\b|,? (?:et al\b|and (?:colleagues|co)|\(?(?:19|20)\d\d|{PAPERS_NOUNS}\b|{_FOUND}\b))"
    )
    return re.search(f"{led}|{behind}", lowered(question)) is not None


def _is_beside(at: int, words: list[str], people: People) -> bool:
    """True if another author's name stands beside a word, or "and" and another's: they are named together."""
    near = [words[i] for i in (at - 1, at + 1) if 0 <= i < len(words) and words[i] != "a"]  # "a day" is no A. Day
    across = [
        words[i] for i, by in ((at - 2, at - 1), (at + 2, at + 1)) if 0 <= i < len(words) and words[by] in _AND
    ]
    return any(map(people.is_family, across)) or any(people.is_given(one, words[at]) for one in near)


_AND = frozenset("and or vs versus with than etal".split())


def _is_joined(word: str, question: str, papers: Sequence[Paper]) -> bool:
    """True if a word is written as a part of a longer name, with a hyphen, or with a space as people type it: "stop early"."""
    if re.search(rf"[\w]-{re.escape(word)}\b|\b{re.escape(word)}-\w", question, re.IGNORECASE) is not None:
        return True
    said, typed = re.escape(word.upper()), f" {fold(question)} "
    names = {name for paper in papers for name in re.findall(rf"\b{said}-\w+|\w+-{said}\b", paper.title)}
    parted = [fold(name).replace("-", " ") for name in names]
    return any(f" {one} " in typed and _words_of_asking().isdisjoint(one.split()) for one in parted)
