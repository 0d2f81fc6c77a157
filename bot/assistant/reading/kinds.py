"""The kinds of papers that a question may look for, and which paper calls itself one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Protocol

from bot.assistant.reading.phrases import A_PAPER, SO
from bot.assistant.reading.words import fold
from bot.models import Turn
from corpus import retractions
from corpus.models import Paper
from corpus.patterns import late

MARK = (
    "ʹ"  # a letter that no word ends with, behind those of the subject while a question is read (see ``subjects``)
)
KINDS = (
    "systematic review", "scoping review", "narrative review", "review", "meta analysis", "case report", "original article",
    "original research", "research article", "editorial", "brief report", "short communication", "technical note",
    "commentary", "review article", "conference paper", "data paper", "preprint", "erratum", "corrigendum",
)  # fmt: skip
# Everyday words of science as well ("cell communication", "deformity correction"): a type only in the plural.
PLURAL_ONLY = ("communication", "letter", "correction", "protocol", "perspective", "opinion")
ADJECTIVES = frozenset(word for kind in KINDS for word in kind.split()[:-1]) | {"literature", "umbrella"}
# What stands before a kind in a title that says its paper is one: "A Review", "X: an updated systematic review".
_HEAD = r"(?:^(?:an? |the )?(?:(?:systematic|scoping|narrative|literature|umbrella|critical|brief|short|updated|rapid) )*| ?: (?:an? |the )?(?:[\w-]+ ){0,3}|\b(?:an?|the) (?:[\w-]+ ){0,2})"
_TAIL = r"(?=$| ?[:.,?]| (?:of|on|and|with|from|for|in|to)\b)"


def plural_of(kind: str) -> str:
    """The plural of a kind of paper."""
    if kind.endswith(("is", "um")):
        return kind[:-2] + ("es" if kind.endswith("is") else "a")
    return kind[:-1] + "ies" if kind.endswith("y") else f"{kind}s"


_DOUBT = r"(?:expressions?|notices?|statements?) of concern"
_STATE = rf"(?:corrected|corrections?|errat(?:um|a)|corrigend(?:um|a)|retracted|retractions?|withdrawn|{_DOUBT})"
_AMISS = r"(?:wrong|mistaken|amended|doubted|questioned|pulled|taken back)"
_BESIDE = rf"(?: (?:(?:or|and) )?(?:{_STATE}|{_AMISS}|concerns?))*"
_BEEN = r"(?: (?:ever|later|since|been|yet|afterwards|already))*"
# Whether one paper was: "was the Hale paper corrected", "has it been retracted", "is there an erratum for Hale 2020".
_OF_ONE = late(
    rf"^{SO}(?:was|were|is|has|have) (?:the )?(?P<which>(?:it|this|that)(?: one| paper| article| study| trial| number| figure| value| result)?|(?!the\b|this\b|that\b)\w[\w -]*?"
    rf" (?:(?:papers?|articles?|study|studies|trial|etal)(?: \d{{4}})?|\d{{4}})){_BEEN} (?:corrected|retracted|withdrawn)(?: (?:or|and) {_STATE})*{_BEEN}$"
    rf"|^(?:(?:and|so|ok|is|was|are|were|there|any|an?|the|do you have) )*(?:errat(?:um|a)|corrigend(?:um|a)|retractions?|{_DOUBT}|corrections?(?= (?:of|for|to|on) .*\b(?:papers?|articles?|study|etal|\d{{4}})\b))"
    r" (?:of|for|to|on|about) (?P<of>\w[\w -]*)$"
)
_ASKS_OF_STATE = late(
    rf"^{SO}(?:was|were|is|are|has|have|had|what|which|any|anything|something|did|how many|list)(?: (?:anything|something|any|an?|ones?|there|here|of (?:them|these|those)|papers?|articles?|study|studies|was|were|is|are|has|have|had|with|been|needed|to be|get))*"
    rf" (?P<state>{_STATE}){_BESIDE}(?: (?:(?:in )?here|in there|yet|so far|at all|(?:in|of|among) (?:this|the|your|these|them|all)(?: library| collection| papers)?))*$"
    rf"|^{_STATE}{_BESIDE}$"
    rf"|^(?:(?:and|so|ok|is|are|was|were|has|have) )*(?:any|some)(?:thing|(?: of (?:them|these|those))?(?: papers?| articles?| studies)?)(?: (?:here|been|turned out|found|to be))* {_AMISS}{_BESIDE}(?: here)?$"
)
# Of the paper talked about, if there is a notice on it; else what it says itself.
_DOUBTED = late(
    rf"(?i)^(?:(?:and|so|but|ok|is|are|were|was|there|any|some|other|known|the) )*(?:concerns?|problems?|doubts?|issues?)(?: (?:with|about|over|on|around) (?:it|(?:this|that|the) (?:one|{A_PAPER})|this|that))?\W*$"
)
# Whether a paper can be relied on: of one that was taken back, its state is what to say.
_SOUND = r"(?:valid|reliable|trustworthy|credible|sound|true|real|genuine|legit|ok(?:ay)?|in order|fake[ds]?|made up|invented|frauds?|fraudulent|to be (?:trusted|relied on|cited|used)|citable)"
_RELIED_ON = late(
    rf"(?i)^{SO}(?:(?:is|are|was|were) )?(?:(?:this|that|the) (?:{A_PAPER})|it|this|that|still)(?: (?:all|still|really|actually|even|ever))* {_SOUND}\W*$"
    rf"|^{SO}(?:can|could|should|may) (?:i|we|you|one) (?:still |really |actually )*(?:trust|cite|use|rely on|believe|quote) (?:(?:this|that|the) (?:{A_PAPER})|it|this|that)\W*$"
    rf"|^{SO}(?:is|does) (?:(?:this|that|the) (?:{A_PAPER})|it|this|that) still (?:correct|right|accurate|current|up to date|stand|hold)\W*$"
)
# The same of one that is named: "is Hale 2020 still valid", "can I trust the sheds trial".
_NAMED_SOUND = late(
    rf"(?i)^{SO}(?:(?:(?:is|are) )?(?P<still>\S.*?) still|(?:is|are) (?P<of>(?:the |an? )?\S.*?)) {_SOUND}\W*$"
    rf"|^{SO}(?:can|could|should|may) (?:i|we|you|one) (?:still |really |actually )*(?:trust|use|rely on|believe) (?P<on>\S.*?)\W*$"
)
# What names no paper in "the Hale 2020 paper".
_CALLED = frozenset(
    "the a an of to for on in and paper papers article articles study studies trial etal et al".split()
)
_WHY = late(
    rf"(?i)^{SO}(?:why|how come|what for|for what reasons?|(?:the |what )?reasons?|what happened|what was wrong)(?: (?:was|is) that| so)?\W*$"
)
WHY_RETRACTED = "why was it retracted"
_CONCERNS_ABOUT = late(
    rf"^(?:(?:and|so|but|ok|is|are|were|was|there|any|some) )*concerns? (?:with|about|over|on|around) (?:the )?(?P<of>\w[\w -]*?)(?: (?:{A_PAPER}))?$"
)
_THAT_ONE = late(r"(?:it|this|that)(?: (?:one|paper|study|trial|article))?|the (?:paper|study|trial|article)")
_OF_THEM = late(r"\bof (?:them|these|those)\b")


def is_notice(paper: Paper) -> bool:
    """True if a paper is only a notice of what is wrong in another: an erratum, a correction, a retraction."""
    return retractions.is_notice(paper.title, (paper.type or "", *paper.labels))


def without_notices(papers: Sequence[Paper], said: Iterable[str]) -> tuple[Paper, ...]:
    """Some papers without the notices among them, unless all are notices or a question's words ask for them."""
    asked = retractions.asks_for_notices(" ".join(said))
    return tuple(papers if asked else [paper for paper in papers if not is_notice(paper)] or papers)


def notices_of(paper: Paper, papers: Iterable[Paper]) -> list[Paper]:
    """The notices among some papers that are about a paper, whose title theirs repeats."""
    title = f" {fold(paper.title)} "
    return [one for one in papers if one.key != paper.key and is_notice(one) and title in f" {fold(one.title)} "]


def as_state(text: str, papers: Sequence[Paper]) -> str:
    """A plain question for what was corrected or retracted, or whether one paper was ("was it corrected"), as one for
    the notices in the library; or for what the papers' records say, if they say it or there is no notice.
    """
    asked = _ASKS_OF_STATE.match(text)
    one = None if asked else _OF_ONE.match(text) or _of_doubted(text, papers)
    if one is None and asked is None:
        return text
    stated = any(paper.status for paper in papers) or not any(map(is_notice, papers))
    if one is not None:
        named = one.groupdict().get("which") or one["of"]
        # a notice of another paper says nothing of the one talked about, or named
        known = stated or _THAT_ONE.fullmatch(named) or not any(_may_tell_of(named, paper) for paper in papers)
        return f"was {named} retracted" if known else f"any corrections {named}"
    if stated and _OF_THEM.search(text):
        return "is any of them retracted"
    retracted = asked is not None and (asked["state"] or "").startswith(("retract", "withdrawn"))
    return "any retracted papers" if stated or retracted else "any corrections"


def _may_tell_of(named: str, notice: Paper) -> bool:
    """True if a paper is a notice whose title or authors have a word by which a paper is named."""
    if not is_notice(notice):
        return False
    said = {*fold(notice.title).split(), *fold(" ".join(one.name for one in notice.authors)).split()}
    return any(word in said for word in fold(named).split() if word not in _CALLED and not word.isdigit())


def _of_doubted(text: str, papers: Sequence[Paper]) -> re.Match[str] | None:
    """A question for concerns about what one paper is titled by, if that paper is retracted or doubted; else None."""
    asked = _CONCERNS_ABOUT.match(text)
    words = set(asked["of"].replace(MARK, "").split()) if asked else set()
    titled = (
        [one for one in papers if words <= set(fold(one.title).split()) and not is_notice(one)] if words else []
    )
    doubted = len(titled) == 1 and titled[0].status is not None and titled[0].status.kind != "corrected"
    return asked if doubted else None


class _Named(Protocol):
    """What some words name."""

    @property
    def one(self) -> Paper | None:
        """The one paper that is meant, if it is sure."""


class Finder(Protocol):
    """Finds papers by words."""

    def find(self, words: str) -> _Named:
        """What some words name."""


def as_doubted(question: str, talked: Sequence[Paper], previous: Turn | None, which: Finder) -> str:
    """A question for concerns about the paper talked about, or whether it can be relied on ("any problem with this
    paper", "is it still valid"), as one for its state, if it was retracted, doubted or corrected; "why", after its
    state was asked, as one for the reason. Any other question is unchanged. ``which`` finds the paper that some words
    name.
    """
    noticed = len(talked) == 1 and talked[0].status is not None
    asked = previous.ask if previous else None
    if noticed and asked is not None and asked.fields == ("state",) and _WHY.match(question):
        return WHY_RETRACTED
    if noticed and (_DOUBTED.match(question) or _RELIED_ON.match(question)):
        return "was it retracted"
    sound = _NAMED_SOUND.match(question)
    of = sound and (sound["still"] or sound["of"] or sound["on"])
    named = which.find(of).one if of and not _RELIED_ON.match(question) else None
    if sound is None or named is None or named.status is None:
        return question
    # "Is the clotting test reliable": a paper that was corrected may tell.
    taken = sound["still"] or named.status.kind != "corrected"
    return f"was {named.key} retracted" if taken else question


def kinds_here(papers: Sequence[Paper]) -> Mapping[str, str]:
    """For each single word, in the singular and the plural, the kind of paper that it may be."""
    types = {fold(name) for name in dict.fromkeys(paper.type for paper in papers) if name} - {"article"}
    return {
        form: one for one in (*KINDS, *PLURAL_ONLY, *types) if " " not in one for form in (one, plural_of(one))
    }


def is_kind(kind: str, paper: Paper) -> bool:
    """True if a paper's type or title says that it is of a kind."""
    return set(kind.split()) <= set(fold(paper.type or "").split()) or titles_itself(kind, paper)


def titles_itself(kind: str, paper: Paper) -> bool:
    """True if a paper's title says that it is of a kind ("X: a systematic review"), rather than only containing the
    word.
    """
    return _own(kind).search(_spaced(paper.title)) is not None


def calls_itself(kind: str, paper: Paper) -> bool:
    """True if a paper's title says that it is of a kind, or its abstract does ("this narrative review describes …")."""
    if titles_itself(kind, paper):
        return True
    told = kind in KINDS and kind.rpartition(" ")[2] in (paper.abstract or "").casefold()
    return told and _called(kind).search(_spaced(paper.abstract or "")) is not None


@cache
def _called(kind: str) -> re.Pattern[str]:
    return late(rf"\b(?:this|the present) (?:[\w-]+ ){{0,2}}?{re.escape(kind)}\b")


@cache
def _own(kind: str) -> re.Pattern[str]:
    return late(rf"{_HEAD}{re.escape(kind)}{_TAIL}")


def _spaced(title: str) -> str:
    """A title in small letters, its hyphens as spaces and its dashes as colons."""
    return " ".join(re.sub(r"[–—]|\s-\s|[.?](?=\s)", ": ", title.casefold()).replace("-", " ").split())


_PROTOCOL = late(
    r"\b(?:study|trial|review) protocol\b|\bprotocol (?:for|of) (?:an?|the) (?:\S+ ){0,8}?(?:trial|study|review|experiment|cohort|survey|evaluation)\b|[:–—] (?:an? )?protocol\b",
    re.IGNORECASE,
)
_WILL = late(r"\b(?:will|is planned|are planned)\b", re.IGNORECASE)


def is_protocol(paper: Paper) -> bool:
    """True if a paper tells what a study will do, and not what it found."""
    return bool(_PROTOCOL.search(paper.title) and _WILL.search(paper.abstract or ""))
