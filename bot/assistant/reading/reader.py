"""Reads a plain question into a frame. Every word is explained once, whatever the order, or it is left over."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from bot.assistant.reading.asking import Asking, Clues
from bot.assistant.reading.composing import BETWEEN, Composer
from bot.assistant.reading.explaining import explained, trials, unexplained
from bot.assistant.reading.facts import facts_in
from bot.assistant.reading.frame import Frame, rivals
from bot.assistant.reading.hearing import Heard, Hearing
from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.people import People
from bot.assistant.reading.tagging import Composed
from bot.assistant.reading.titles import title_within
from bot.assistant.reading.words import LONGEST, Plain, Workspace
from bot.models import Ask
from corpus.models import Issue, Paper

_RANGE = re.compile(r"\b(?:range|covered|span|from when to when)\b")
_OF_ONE = ("value", "absent")  # operations that ask of one paper
_WEIGHING = frozenset(
    "compare compared comparing comparison versus vs".split()
)  # beside two people they ask for nothing more
_NAMED_BY = 3  # words of a person's name
_ASKS_WHETHER = frozenset("did has have does do is was".split())
_OUT = frozenset(
    "published publish out come came appear appeared released printed written from in of before after since already".split()
)
_WHICH_ONE = re.compile(r"^(?:and |so )?(?:which|what)$")
_DOES = frozenset("did wrote is was made ran led authored published has signed the".split())
_ANYTHING = frozenset("anything something any here paper papers article articles".split())
_VERBS = frozenset("write wrote written publish published author authored".split())
_AS_AUTHOR = re.compile(r"\b(?:as|an|among the|any) (?:an |the )?(?:co )?authors?\b|^author\b")
# Names that are rather words of asking.
_NO_NAMES = frozenset("first last top three two four five 3 2 4 5 10 recency unknown".split())
# Which operations made of single words say more than which made of phrases.
_MORE = {
    "sort": ("sort", "extreme", "list", "value"),
    "per": ("list", "count", "value", "sum", "extreme", "sort"),
    "compare": ("value", "extreme", "per", "list"),
    "sum": ("value",),
    "mean": ("value", "sum"),
    "median": ("value", "sum"),
    "who": ("sort",),
}


class Reader:
    """Reads plain questions about the papers of one library."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._asking = Asking(lexicon)
        self._hearing = Hearing(lexicon)
        self._composer = Composer(lexicon)
        self._glue = lexicon.filler | lexicon.nouns | lexicon.given | lexicon.person

    def read(
        self,
        plain: Plain,
        papers: Sequence[Paper],
        people: People,
        issue: Issue | None,
        known: Callable[[str], bool],
        facts: bool = True,
    ) -> Frame:
        """The frame of a question. A text that is too long has no operation, and all its words are left over.
        ``known`` says whether a word is an ordinary one; ``facts``: the question may ask for a fact of the
        issue's page.
        """
        if (named := title_within(plain.text, papers)) and not plain.links:
            without = plain._replace(text=named[1], links=(named[0].title,))
            frame = self._read(without, papers, people, issue, known, facts)
            if frame.ask.op in _OF_ONE and not frame.leftover and not frame.name:
                return frame
        return self._read(plain, papers, people, issue, known, facts)

    def _read(
        self,
        plain: Plain,
        papers: Sequence[Paper],
        people: People,
        issue: Issue | None,
        known: Callable[[str], bool],
        facts: bool,
    ) -> Frame:
        space = Workspace(plain, self._lexicon)
        if not 0 < len(space.words) + len(plain.links) <= LONGEST:
            return Frame(Ask(), leftover=tuple(space.words), text=plain.text)
        heard = self._hearing.heard(space, papers, people, known)
        ask, strong = self._asked(heard, issue, facts)
        frame = self._frame(heard, ask, strong, explained(ask, heard, self._lexicon))
        if ask.op in ("issue", "absent", "table") or heard.finding:
            return frame
        if found := self._dated(heard, frame) or self._which_of_a_name(heard):
            return found
        composed = self._composed(heard, frame)
        return composed if composed is not frame else self._stranger(heard, frame, known) or frame

    def _asked(self, heard: Heard, issue: Issue | None, facts: bool) -> tuple[Ask, bool]:
        """What the lexicon's phrases ask for, and True if they can mean nothing else."""
        plain = heard.space.plain
        if facts and (asked := facts_in(plain, issue, self._lexicon)):
            return Ask(op="issue", fields=asked), True
        clues = Clues(
            plain.text,
            heard.space.text,
            heard.fields,
            heard.strong,
            heard.ends,
            heard.operations,
            heard.about,
            heard.named,
        )
        ask, strong = self._asking.asked(clues)
        weighed = ask.op in ("list", "count", "compare", "") and not heard.people
        by = rivals(heard.filters, plain.text) if weighed else ""
        return (Ask(op="per", by=by), True) if by else (ask, strong)

    def _composed(self, heard: Heard, frame: Frame) -> Frame:
        """The frame found from single words, if the phrases leave words over or say less; else the given frame."""
        space = heard.space
        free = {i for i in range(len(space.words)) if i not in space.taken or i in heard.end_places}
        glue = {i for i, word in enumerate(space.words) if word in self._glue} | space.denied
        sides = self._sides(heard)
        for found in self._composer.composed(space.words, free, len(heard.people), bool(heard.filters), sides):
            if _better(found.ask, frame) and not (found.ask.op == "count" and "inside" in heard.about):
                made = self._frame(heard, found.ask, True, found.places | glue)
                if self._stands(found, made, space):
                    return made
        return frame

    def _dated(self, heard: Heard, frame: Frame) -> Frame | None:
        """The frame of "is X from 2023" or "did X come out in January", which asks when a named paper was
        published; else None.
        """
        words = heard.space.words
        dates = bool(heard.filters) and all(one.kind == "date" for one in heard.filters)
        if (
            not dates
            or not _ASKS_WHETHER & set(words[:1])
            or frame.ask.op not in ("", "list", "value")
            or _ANYTHING & set(words) - {"paper", "article"}
        ):
            return None
        ask = Ask(op="value", fields=("date of publication",))
        out = {i for i, word in enumerate(words) if word in _OUT} | heard.space.denied
        made = self._frame(heard._replace(filters=()), ask, False, out)
        told = bool(out - heard.space.denied - {i for i in out if words[i] in ("in", "of")})
        names = all(self._is_name(word) for word in made.leftover)
        return made if told and names and (made.name or made.leftover or made.people) and not made.plural else None

    def _which_of_a_name(self, heard: Heard) -> Frame | None:
        """The frame of "which Hansen did the registry study", which asks for the authors of a named paper; else
        None.
        """
        match = (
            _WHICH_ONE.match(" ".join(heard.space.plain.words[: heard.people[0].start])) if heard.people else None
        )
        behind = heard.space.words[heard.people[0].end : heard.people[0].end + 1] if match else []
        if not behind or behind[0] not in _DOES:
            return None
        known = set(range(heard.people[0].end + 1)) | {
            i for i, word in enumerate(heard.space.words) if word in _DOES
        }
        made = self._frame(heard, Ask(op="value", fields=("authors",)), True, known)
        named = made.papers or "about" in heard.roles
        return made if made.name and not made.leftover and named else None

    def _stranger(self, heard: Heard, frame: Frame, known: Callable[[str], bool]) -> Frame | None:
        """The frame of "did Smith write anything" for a person who is no author here; else None."""
        words = heard.space.words
        asks = bool(_ASKS_WHETHER & set(words[:1])) and bool(_VERBS & set(words)) and bool(_ANYTHING & set(words))
        rest = [word for word in frame.leftover if word not in _VERBS | _ANYTHING]
        signs = len(rest) == 1 and words[1:2] == rest and bool(_VERBS & set(words[2:3]))  # "did Smith write"
        named = signs or not any(known(word) for word in rest)
        if heard.people or frame.name or not asks or not 0 < len(rest) <= _NAMED_BY or not named:
            return None
        return frame._replace(ask=Ask(op="list"), name=tuple(rest), leftover=(), somebody=True, papers=True)

    def _stands(self, found: Composed, made: Frame, space: Workspace) -> bool:
        """True if an operation found from single words leaves no word over that it should explain."""
        over = {*made.leftover, *made.name}
        asks_whether = (
            found.ask.by == "is_author"
        )  # of a paper that is named; a list of somebody's papers has no more words
        if (
            made.people
            and found.ask.op in ("who", "list")
            and found.ask.by != "together"
            and asks_whether != bool(over)
        ):
            return False
        if any(i + 1 < len(space.words) and space.words[i + 1] in over for i in found.ends):
            return False  # the end of something else: "the longest follow-up"
        fits = not made.leftover or found.ask.op == "compare" or asks_whether
        return fits and not frozenset(made.name) & self._lexicon.vocabulary

    def _sides(self, heard: Heard) -> int:
        """The number of papers that seem to be named, on both sides of "or", "than" and the like."""
        named = {i for one in heard.people for i in range(one.start, one.end)}
        sides, fresh = 0, True
        for i, word in enumerate(heard.space.words):
            if word in BETWEEN:
                fresh = True
            elif fresh and (i in named or self._is_name(word)):
                sides, fresh = sides + 1, False
        return sides

    def _is_name(self, word: str) -> bool:
        """True if a word may be a name, because the lexicon does not have it."""
        return word not in self._lexicon.vocabulary and not self._lexicon.tags_from(word) and not word.isdigit()

    def _frame(self, heard: Heard, ask: Ask, strong: bool, known: Collection[int]) -> Frame:
        """The frame for what is asked. Words that ``known`` does not explain name papers or are left over."""
        space, lexicon, roles, text = heard.space, self._lexicon, heard.roles, heard.space.plain.text
        x, slots = unexplained(heard, ask, known, lexicon)
        if len(heard.people) > 1 and slots and not ask.op:
            x -= {i for i in x - slots if space.words[i] in _WEIGHING}
        slots |= {i - 1 for i in slots if i and space.words[i - 1] == "non"}  # a name's own: "non-small cell"
        nouns = [word for word in space.words if word in lexicon.nouns]
        return Frame(
            ask=ask,
            filters=heard.filters,
            people=heard.people,
            either=" or " in text or ask.op in ("compare", "extreme"),
            denied=bool(slots) and space.is_denied(slots),
            place=heard.place,
            somebody=_somebody(space, slots),
            name=tuple(space.words[i] for i in sorted(slots)) or trials(ask, space.words),
            leftover=tuple(space.words[i] for i in sorted(x - slots)),
            links=space.plain.links,
            strong=strong,
            papers=bool(nouns) or bool(space.plain.links),
            plural=any(word in lexicon.many and word not in lexicon.one for word in nouns),
            every="every" in roles or _RANGE.search(text) is not None,
            points="pointing" in roles,
            opens="opening" in roles,
            finding="finding" in roles,
            text=text,
        )


def _somebody(space: Workspace, slots: set[int]) -> bool:
    """True if the words that name something are in the place of a person's name: "by …", "did … write", "anyone
    called …".
    """
    words = space.words
    if not slots:
        return False
    before = [word for word in words[: min(slots)] if word not in ("dr", "prof", "professor", "the")]
    if {words[i] for i in slots} <= space.lexicon.places:
        return False
    led = bool(before) and before[-1] in ("by", "from", "called", "named", "author")
    return led or (bool({"did", "has", "have"} & set(words[:3])) and bool(_VERBS & set(words)))


def _better(ask: Ask, frame: Frame) -> bool:
    """True if an operation found from single words may replace a frame's own: the frame leaves words over, or
    the operation says more ("most recent *first*", "papers *per* year").
    """
    if frame.leftover or not frame.ask.op or set(frame.name) & _NO_NAMES:
        return True
    if ask.op == "list" and frame.ask.fields == ("authors",) and frame.people and _AS_AUTHOR.search(frame.text):
        return True
    if ask.by in ("is_author", "together"):
        return frame.ask.op == "list"
    return frame.ask.op in _MORE.get(ask.op, ())
