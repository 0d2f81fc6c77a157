"""Reads a plain question into a frame. Every word is explained once, whatever the order, or it is left over."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.assistant.reading.asking import Asking, Clues
from bot.assistant.reading.composing import BETWEEN, Composer
from bot.assistant.reading.designs import as_list
from bot.assistant.reading.explaining import VERBS, explained, framed, loses
from bot.assistant.reading.facts import facts_in
from bot.assistant.reading.fitted import Fitted, Known, ask_of, asks_of_studies, marks
from bot.assistant.reading.frame import Composed, Frame, rivals
from bot.assistant.reading.hearing import Heard, Hearing
from bot.assistant.reading.kinds import MARK, as_state
from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.people import People
from bot.assistant.reading.places import phrases, regions
from bot.assistant.reading.titles import by_key, by_whole_title, in_titles, title_within
from bot.assistant.reading.words import LONGEST, Plain, Workspace
from bot.models import Ask
from corpus.models import Issue, Paper
from corpus.patterns import late

_OF_ONE = ("value", "absent")  # operations that ask of one paper
_NAMED_BY = 3  # words of a person's name
_ASKS_WHETHER = frozenset("did has have does do is was".split())
_OUT = frozenset(
    "published publish out come came appear appeared released printed written from in of before after since already".split()
)
_WHICH_ONE = late(r"^(?:and |so )?(?:which|what)$")
_DOES = frozenset("did wrote is was made ran led authored published has signed the".split())
_ANYTHING = frozenset("anything something any here paper papers article articles".split())
_AS_AUTHOR = late(r"\b(?:as|an|among the|any) (?:an |the )?(?:co )?authors?\b|^author\b")
# Names that are rather words of asking.
_NO_NAMES = frozenset("first last top three two four five 3 2 4 5 10 recency unknown".split())
_OF_PEOPLE = ("list", "count", "who")  # operations that a name alone may be all the rest of
_OF_SETS = ("list", "count", "per", "sum", "mean", "median", "sort", "extreme")  # asked of several papers
_SURELY = 0.9  # so sure a reading may leave out words that match no paper and are not where a name stands
_FEW = 4  # words of a question that may be a name and hardly more
_YEARLIKE = 4  # digits; a shorter number that nothing explains names no paper
_HIRAGANA = late("[\u3041-\u309f]+")  # what a translation from Japanese left over: no name is written so
# Which operations made of single words say more than which made of phrases.
_MORE = {
    "sort": ("sort", "extreme", "list", "value"),
    "per": ("list", "count", "value", "sum", "extreme", "sort"),
    "compare": ("value", "extreme", "per", "list"),
    "sum": ("value",),
    **dict.fromkeys(("mean", "median"), ("value", "sum")),
    "who": ("sort",),
}


class FrameReader:
    """Reads plain questions about the papers of one library."""

    def __init__(self, lexicon: Lexicon, fitted: Fitted) -> None:
        self._lexicon = lexicon
        self._fitted = fitted
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
        known: Known,
        facts: bool = True,
        whole: bool = True,
    ) -> Frame:
        """The frame of a question. A text that is too long has no operation, and all its words are left over. ``known`` says
        what kind of word a word is; ``facts``: it may ask for a fact of the issue's page; ``whole``: read it by all words, too."""
        text = as_state(as_list(plain.text), papers)
        plain = by_key(plain._replace(text=text), papers, known.is_word)
        if by_whole_title(plain.text.replace(MARK, ""), papers):  # whatever its words would ask for
            return Frame(Ask(), leftover=tuple(plain.text.split()), text=plain.text)
        if (named := title_within(plain.text.replace(MARK, ""), papers)) and not plain.links:
            without = plain._replace(text=named[1], links=(named[0].title,))
            frame = self._read(without, papers, people, issue, known, facts, whole)
            if frame.ask.op in _OF_ONE and not frame.leftover and not frame.name:
                return frame
        return self._read(plain, papers, people, issue, known, facts, whole)

    def _read(
        self,
        plain: Plain,
        papers: Sequence[Paper],
        people: People,
        issue: Issue | None,
        known: Known,
        facts: bool,
        whole: bool,
    ) -> Frame:
        space = Workspace(plain, self._lexicon)
        if not 0 < len(space.words) + len(plain.links) <= LONGEST:
            return Frame(Ask(), leftover=tuple(space.words), text=plain.text)
        heard = self._hearing.heard(space, papers, people, known.is_word)
        frame = self._by_phrases(heard, issue, known.is_word, facts)
        return frame._replace(whole=self._whole(heard, frame, papers, known)) if whole else frame

    def _whole(self, heard: Heard, frame: Frame, papers: Sequence[Paper], known: Known) -> Frame | None:
        """The frame of a question by all its words; None if it seems to ask for what abstracts say."""
        words, fitted = heard.space.words, self._fitted
        read = None if heard.finding else fitted.read(marks(heard, frame, fitted.words, known), words)
        ask = ask_of(read.label, heard, frame.ask) if read else None
        if read is None or ask is None or asks_of_studies(ask, heard, frame, known, self._lexicon):
            return None
        short = ask.op in _OF_PEOPLE and len(words) <= _FEW and not heard.filters and not heard.people
        topic = max(heard.roles.get("about", ()), default=len(words))
        named = {i for i, word in enumerate(words) if short or i > topic or word in frame.name}
        idle = {word for i, word in enumerate(words) if self._is_idle(word, known, i in named)}
        idle -= in_titles(idle - self._lexicon.filler - self._lexicon.numbers.keys(), papers)
        idle -= self._lexicon.places | self._lexicon.compass | set(" ".join(phrases(words)[0]).split())
        at = {i for i, word in enumerate(words) if word in idle}
        made = framed(heard, ask, True, explained(ask, heard, self._lexicon) | at)
        if ask.op in _OF_SETS and not made.papers and any(known.standing(word).held for word in made.leftover):
            return None  # "how many regimens": of what the papers are about
        name = self._named(made, words, known, ask.op not in _OF_PEOPLE or made.chooses_papers)
        if loses(made, name, frame, heard, lambda word: known.term(word) in fitted.explains):
            return None
        less = tuple(word for word in name if word in made.name)
        placed = bool(regions(name)) or any(known.standing(w).held for w in name)
        strange = bool(name) and "about" not in heard.roles and not placed
        made = made._replace(
            name=name,
            leftover=(),
            papers=True,
            somebody=(made.somebody or strange) and ask.op in _OF_PEOPLE,
            sure=read.sure,
            counted=read.counted,
        )
        bare = less != name and read.sure >= _SURELY and all(map(known.is_word, {*name} - {*less}))
        return made._replace(whole=made._replace(name=less, somebody=False)) if bare else made

    @staticmethod
    def _named(made: Frame, words: Sequence[str], known: Known, chosen: bool) -> tuple[str, ...]:
        """The words that name papers, each once. One left over that is only written elsewhere names none ("grand total")
        if the question says without it of which papers it is asked.
        """
        idle = {
            word for word in made.leftover if chosen and known.standing(word).written and not known.is_word(word)
        }
        return tuple(dict.fromkeys(word for word in words if word in {*made.name, *made.leftover} - idle))

    def _is_idle(self, word: str, known: Known, may_name: bool) -> bool:
        """True if a word beside what was read asks for nothing and names nothing: one of asking, or an ordinary one that is
        everyday or that no paper has. ``may_name``: such a one may be a name, too ("smith anything?")."""
        if (
            word in self._lexicon.numbers
            or (word.isdigit() and len(word) < _YEARLIKE)
            or _HIRAGANA.fullmatch(word)
        ):
            return True
        standing = known.standing(word)
        if not standing.held and word.endswith("est") and known.is_word(word.removesuffix("est")):
            return True  # "the thickest paper"
        ordinary = standing.everyday or (not may_name and known.is_word(word) and not standing.held)
        return ordinary or known.term(word) in self._fitted.explains

    def _by_phrases(self, heard: Heard, issue: Issue | None, known: Callable[[str], bool], facts: bool) -> Frame:
        """The frame by the lexicon's phrases, or by single words of asking."""
        ask, strong = self._asked(heard, issue, facts)
        frame = framed(heard, ask, strong, explained(ask, heard, self._lexicon))
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
        counts = len(heard.people), bool(heard.filters), self._sides(heard)
        for found in self._composer.composed(space.words, free, *counts):
            if _better(found.ask, frame) and not (found.ask.op == "count" and "inside" in heard.about):
                made = framed(heard, found.ask, True, found.places | glue)
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
        made = framed(heard._replace(filters=()), ask, False, out)
        told = bool(out - heard.space.denied - {i for i in out if words[i] in ("in", "of")})
        names = all(self._is_name(word) for word in made.leftover)
        return made if told and names and (made.name or made.leftover or made.people) and not made.plural else None

    def _which_of_a_name(self, heard: Heard) -> Frame | None:
        """The frame of "which Hansen did the registry study", which asks for a named paper's authors; else None."""
        match = (
            _WHICH_ONE.match(" ".join(heard.space.plain.words[: heard.people[0].start])) if heard.people else None
        )
        behind = heard.space.words[heard.people[0].end : heard.people[0].end + 1] if match else []
        if not behind or behind[0] not in _DOES:
            return None
        known = set(range(heard.people[0].end + 1)) | {
            i for i, word in enumerate(heard.space.words) if word in _DOES
        }
        made = framed(heard, Ask(op="value", fields=("authors",)), True, known)
        named = made.papers or "about" in heard.roles
        return made if made.name and not made.leftover and named else None

    def _stranger(self, heard: Heard, frame: Frame, known: Callable[[str], bool]) -> Frame | None:
        """The frame of "did Smith write anything" for a person who is no author here; else None."""
        words = heard.space.words
        asks = bool(_ASKS_WHETHER & set(words[:1])) and bool(VERBS & set(words)) and bool(_ANYTHING & set(words))
        rest = [word for word in frame.leftover if word not in VERBS | _ANYTHING]
        signs = len(rest) == 1 and words[1:2] == rest and bool(VERBS & set(words[2:3]))  # "did Smith write"
        named = signs or not any(known(word) for word in rest)
        if heard.people or frame.name or not asks or not 0 < len(rest) <= _NAMED_BY or not named:
            return None
        return frame._replace(ask=Ask(op="list"), name=tuple(rest), leftover=(), somebody=True, papers=True)

    def _stands(self, found: Composed, made: Frame, space: Workspace) -> bool:
        """True if an operation found from single words leaves no word over that it should explain."""
        over = {*made.leftover, *made.name}
        # of a paper that is named; a list of somebody's papers has no more words
        asks_whether = found.ask.by == "is_author"
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
