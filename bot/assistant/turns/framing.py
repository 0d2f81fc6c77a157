"""Makes the frame of a question: which papers it is asked of, and what it means after the previous turn."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

from bot.assistant.message import languages
from bot.assistant.reading import fitted, lexicon
from bot.assistant.reading.called import cited_alone, read_as_called, several_listed
from bot.assistant.reading.designs import DESIGNS
from bot.assistant.reading.facts import OF_PAPERS_TOO, facts_in
from bot.assistant.reading.frame import Filter, Frame, keep
from bot.assistant.reading.kinds import as_doubted
from bot.assistant.reading.people import Person, papers_by
from bot.assistant.reading.periods import days_in
from bot.assistant.reading.phrases import SO
from bot.assistant.reading.places import done_in
from bot.assistant.reading.reader import FrameReader
from bot.assistant.reading.scored import Name
from bot.assistant.reading.subjects import Unmarked, marked, unmarked
from bot.assistant.reading.titles import named_out
from bot.assistant.reading.which import Which
from bot.assistant.reading.words import Plain, plain, written_out
from bot.assistant.seen import seen_in
from bot.assistant.telling.holding import Library
from bot.assistant.telling.pointers import OTHER, THESE, asked_again, in_time, meant_by, with_noun
from bot.assistant.telling.pointing import BOTH, asks_of_that, numbered, pointed, quoted_last
from bot.assistant.turns.both import all_as_them
from bot.assistant.turns.continuing import COMPARES, asks_for_others_of, continued, same_of_others
from bot.assistant.turns.elliptic import asked_of_end, counts_its_own
from bot.assistant.turns.replaced import made_whole
from bot.assistant.turns.topics import everybody_of_one, of_its_paper
from bot.models import EVERY, Ask, Context, Turn
from corpus.models import Corpus, Paper
from corpus.patterns import late
from index.library import LibraryIndex
from index.sentences.units import counted_by, is_review
from index.terms.query import REPAIRED

LARGE_LIBRARY = 5_000  # papers: a larger library is not read through for a question about its records
READ_THROUGH = 400  # papers: of more, only those nearest to a question's words are looked at for a name or a topic
QUESTIONS = 64  # questions kept in plain form: each answer needs its own several times
NEAREST = 100  # papers of a larger library that are looked at, those nearest to the question's words
_ABOUT = late(r"\b(?:about|on|regarding|concerning)\b")
_CODE = late(r"^\s*\S*\d\S*\s*$|\b10\.\d{4,9} ?/ ?[^\s)]+")  # "jcs.2022.014", "10.5555 / jcs.2022.014"
_FEW = 6  # words of half a question
_HOW_MANY = frozenset(
    "how many in total altogether and all are there is that number of the overall so count them".split()
)
_HOW_MANY_ON = late(rf"^{SO}how many on\b")
_HOW_MANY_ONE = late(rf"^{SO}how many (?:\w+ ){{1,3}}(?:one|any|it|them)$")  # "how many bought one"
_THERE = late(r"(?<!is)(?<!are)(?<!was)(?<!were) there$")  # "complications there?": in what was talked about
_THAT = late(r"\b(?:in|from|of) (?P<same>that|the same) (?P<field>journal|year)\b", re.IGNORECASE)
_WHICH = late(
    rf"^{SO}(?:which|(?:(?:in|from) )?which (?:ones|papers|studies|articles)(?: are (?:they|those|these))?|which are (?:they|those)|what are they|(?:name|list|show|give)(?: me)? (?:them|those|these))$"
)
_HERE = late(r"\b(?:here|issue|library|collection|you)\b")


class Framing:
    """Frames the questions asked of one library."""

    def __init__(self, index: LibraryIndex) -> None:
        self._index = index
        self._papers: Mapping[str, Paper] = index.papers
        self.lexicon = lexicon.load()
        self._reader = FrameReader(self.lexicon, fitted.load())
        self._languages = languages.load()
        self._names: dict[str, Name] | None = {} if len(index.papers) <= LARGE_LIBRARY else None
        self._near: dict[str, Corpus] = {}  # of the last text: an answer asks for its question's several times
        self._plain = lru_cache(maxsize=QUESTIONS)(plain)

    @property
    def corpus(self) -> Corpus:
        """The library that questions are asked of."""
        return self._index.corpus

    def plain(self, question: str) -> str:
        """A question in plain form, as the patterns here expect it: see ``reading.words.plain``."""
        return self._plain(question).text

    def links(self, question: str) -> tuple[str, ...]:
        """The DOIs that a question names, by themselves or in an address."""
        return self._plain(question).links

    def written_out(self, question: str) -> str:
        """A question with shorthand and names of papers written out: see ``reading.words`` and ``reading.titles``."""
        own, reader = self._index.short_forms.known, self._index.reader
        named = named_out(done_in(days_in(question, lambda word: reader.standing(word).held)), self._papers)
        return written_out(named, self.lexicon, lambda word: own(word) is not None)

    def frame(self, question: str, library: Library, context: Context, whole: bool = True) -> Frame:
        """The frame of a question; one that only names papers asks them what was asked before. ``whole``: by all its words, too."""
        question = self._as_that(question, context.previous)
        question = as_doubted(question, library.named(library.about), context.previous, library.which)
        question = made_whole(question, library)
        if len(library.listed) == 2:
            question = BOTH.sub("them", question)
        question = all_as_them(question, len(library.whole), self.lexicon.numbers)
        if len(library.listed) > 1:
            question = with_noun(question)
        called = "" if COMPARES.match(question) else question  # both sides name papers of their own
        read = partial(self._read, question=question, library=library, whole=whole)
        said, frame = read_as_called(self._plain(question), called, library.papers, library.people.is_family, read)
        frame = several_listed(cited_alone(frame, library.papers), library.papers)
        if len(library.quoted or library.listed) > 1 and numbered(frame.text):  # a place of the list
            frame = frame._replace(filters=tuple(one for one in frame.filters if one.kind != "issue"))
        frame = asked_of_end(frame, library, lambda text: self._read(self._plain(text), text, library))
        lasts = frame.ask.by == "pages"  # no paper does
        compares = frame.ask.op == "compare" and frame.leftover  # "the newer one: how many": not which it is
        if (compares and (lasts or pointed(frame, library))) or self._counts_within(frame, library):
            frame = frame._replace(ask=Ask(), whole=None)
        previous = context.previous
        if previous is None:
            return frame
        by_all_words, frame = frame.whole, frame._replace(whole=None)
        if _THERE.search(frame.text):
            frame = frame._replace(points=True)
        if not frame.ask.op and (asks_of_that(frame.text) or COMPARES.match(frame.text)):
            return frame
        alone = context.model_copy(update={"previous": None})
        return (
            self._person_again(frame, previous)
            or everybody_of_one(frame, previous, said)
            or continued(frame, previous, library, lambda text: self.frame(self.written_out(text), library, alone))
            or self._as_before(frame, previous, said, library)
            or of_its_paper(frame, previous, self._papers)
            or same_of_others(frame, previous.ask, said, library)
            or frame._replace(whole=by_all_words)
        )

    def _read(self, said: Plain, question: str, library: Library, kinds: bool = True, whole: bool = True) -> Frame:
        """The frame of a question by itself, read with the words of its subject marked: see ``subjects``. ``kinds``: it may
        look for a kind of paper of which the papers write, too.
        """
        own, doubtful = marked(said, question, library.papers, library.people, self._index, kinds)
        held = (library.papers, library.people, self.corpus.issue, Unmarked(self._index))
        frame = self._reader.read(own, *held, whole=whole)
        return unmarked(frame)._replace(doubtful=doubtful)

    def without_kinds(self, question: str, library: Library) -> Frame:
        """The frame of a question by itself in which what may be a kind of paper or a subject is the subject."""
        return self._read(self._plain(question), question, library, kinds=False)

    def _as_that(self, question: str, previous: Turn | None) -> str:
        """A question in which "the same journal" or "that year" is replaced by that of the paper talked about."""
        paper = self._papers.get(previous.keys[0]) if previous and previous.keys else None
        if paper is None or asks_for_others_of(self.plain(question)):
            return question
        said = {"journal": paper.journal, "year": str(paper.year) if paper.year else None}
        return _THAT.sub(
            lambda match: f"in {value}" if (value := said[match["field"].lower()]) else match[0], question
        )

    def _as_before(self, frame: Frame, previous: Turn, said: Plain, library: Library) -> Frame | None:
        """The frame of a short follow-up that asks about the issue, the paper talked about, or a number; None if
        it is none of these.
        """
        groups = frame.ask.op == "per" and frame.ask.by != "journal"
        # "How many years was the trial", "has anyone repeated that": no years of papers, and no authors of several
        again = frame.ask.op == "who" and frame.ask.by in ("repeated", "shared") and not frame.papers
        if (groups or again) and frame.points and not frame.plural and len(previous.keys) == 1:
            return frame._replace(ask=Ask())
        counts = frame.ask.op == "count"
        if counts and previous.keys and counts_its_own(frame):
            return frame._replace(ask=Ask())
        if len(said.words) > _FEW:
            return None
        if previous.kind == "issue" and not frame.ask.op:
            facts = facts_in(said, self.corpus.issue, self.lexicon, of_issue=True)
            return frame._replace(ask=Ask(op="issue", fields=facts), leftover=(), strong=True) if facts else None
        if frame.ask.op == "issue" and previous.keys and set(frame.ask.fields) <= OF_PAPERS_TOO:
            return self._reader.read(said, library.papers, library.people, None, self._index, facts=False)
        one = counts and len(previous.keys) == 1 and _HOW_MANY_ONE.match(frame.text) is not None
        # "which kind is best", "how many on placebo": of what was talked about; no abstract tells of journals
        on_it = groups or (counts and _HOW_MANY_ON.match(frame.text) is not None)
        if previous.kind == "content" and (one or (on_it and not frame.papers)):
            return frame._replace(ask=Ask())
        designs = all(one.kind == "design" for one in frame.filters)  # "how many trials", after a review of trials
        if counts and designs and not frame.chooses_but_filters and self._counts(frame, previous):
            return frame._replace(ask=Ask(), filters=())
        if previous.ask and previous.ask.op in ("count", "list") and library.listed and _WHICH.match(frame.text):
            whole = self.frame(previous.question, library, Context())  # "which", of those just counted
            return whole._replace(ask=Ask(op="list"))
        if previous.ask and not frame.ask.op and said.words and set(said.words) <= _HOW_MANY:
            return frame._replace(ask=Ask(op="count"), leftover=(), papers=True)
        return None

    def _counts_within(self, frame: Frame, library: Library) -> bool:
        """True if "Bauer 2023, how many studies" means those that the one paper so named counts."""
        dated = frame.ask.op == "count" and any(one.kind == "date" for one in frame.filters)
        if not dated or not frame.people or "papers" in frame.text.split():
            return False
        names = [name for person in frame.people for name in person.names]
        found = papers_by(keep(library.papers, frame.filters), names)
        return len(found) == 1 and bool(counted_by(found[0]))

    def _counts(self, frame: Frame, previous: Turn) -> bool:
        """True if "how many studies" means those that the paper talked about counts, not the library's."""
        paper = self._papers.get(previous.keys[0]) if len(previous.keys) == 1 else None
        if previous.kind != "content" or paper is None or _HERE.search(frame.text):
            return False
        reviewed = is_review(paper) and not frame.leftover  # "how many papers", and nothing of them
        words = {word for word in frame.text.split() if word.endswith("s")} - (set() if reviewed else {"papers"})
        named = words & (self.lexicon.nouns | {name.split()[-1] for name in DESIGNS})  # "studies", "trials"
        return bool(named and counted_by(paper)) or frame.text.endswith("how many of them")

    def _person_again(self, frame: Frame, previous: Turn) -> Frame | None:
        """The frame of "what else did she publish", which means an author of the paper talked about; None if no
        such author is meant.
        """
        talked = [self._papers[key] for key in previous.keys if key in self._papers]
        if (
            frame.ask.op == "who" and frame.ask.by == "most"
        ):  # "the author with the most papers" is nobody of theirs
            return None
        names = meant_by(frame, previous, talked) if talked and talked[0].authors else ()
        if not names:
            return None
        other = bool(OTHER.search(frame.text))
        signed = (p for p in self.corpus.papers if any(a.name in names for a in p.authors))
        name = names[0] if len(names) == 1 else f"any of {'its' if len(talked) == 1 else 'their'} authors"
        kept = tuple(p.key for p in signed if not (other and p in talked) and in_time(frame.text, p, talked[0]))
        says = ("other than that one" if len(talked) == 1 else "other than these") if other else "here"
        topic = _ABOUT.split(frame.text)[1].split() if _ABOUT.search(frame.text) else []
        only = Filter("paper", lambda p: p.key, lambda p: p.key in kept, says)
        return frame._replace(
            ask=asked_again(frame.ask),
            people=(Person(name, 0, 0, names),),
            somebody=False,
            filters=(*frame.filters, only),
            name=tuple(word for word in (*frame.name, *frame.leftover) if word in topic),
            leftover=(),
            papers=True,
            points=False,
            plural=True,
            text=THESE.sub("the", frame.text),
        )

    def scoped(self, context: Context) -> Sequence[Paper]:
        """The papers the asker limited the question to, or all papers."""
        if not context.scope:
            return self.corpus.papers
        return [self._papers[key] for key in context.scope if key in self._papers]

    async def library(self, words: str, context: Context, foreign: bool = False, also: str = "") -> Library:
        """The papers a question is asked of: all; of a large library those nearest to its words, those talked about or shown last and the one with
        the key ``also``. ``foreign``: the question has words of another language, so that none is a slip for one of these papers'.
        """
        papers = named = self.scoped(context)
        before, large = context.previous or Turn(question=""), len(papers) > LARGE_LIBRARY
        if len(papers) > READ_THROUGH:
            near = (paper.key for paper in (await self.near(words)).papers)
            talked = (*before.keys, *before.listed, *before.beyond, *before.lately)
            keys = dict.fromkeys((*near, *talked, also))
            named = [self._papers[key] for key in keys if key in (context.scope or self._papers)]
        papers = named if large else papers
        whole = papers is self.corpus.papers
        corpus = self.corpus if whole else self.corpus.model_copy(update={"papers": tuple(papers)})
        about = context.scope if len(context.scope) == 1 else before.keys
        listing = tuple(p.key for p in papers) if EVERY in before.beyond else (*before.listed, *before.beyond)
        index = self._index.as_written if foreign else self._index
        which, shown, quoted = Which(index, named, self._names), seen_in(context.previous), quoted_last(before)
        return Library(corpus, index, which, about, before.listed, quoted, listing, shown, large, before.lately)

    def _linked(self, words: str) -> list[str]:
        """The keys of papers that some words lead to: links, a DOI or the end of one; of a large library, those that are its keys."""
        said = (*self.links(words), *(found[0].strip() for found in _CODE.finditer(words)))
        if not said or len(self.corpus.papers) > LARGE_LIBRARY:
            return [one for one in said if one in self._papers]
        which = Which(self._index, self.corpus.papers, self._names)
        return [paper.key for one in said if (paper := which.exactly(one))]

    async def in_english(self, question: str) -> tuple[str | None, str | None]:
        """The language of a question (None: English) and what it is in English as far as its words are known, or None."""
        language = self._languages.of(question, self._index.is_word)
        if language is None:
            return None, None
        near = (await self.near(question)).papers
        names = {author.family for paper in near for author in paper.authors if author.family}
        return language, self._languages.english(question, language, self._holds, names)

    def _holds(self, words: str) -> bool:
        """True if the library has every one of some words, or a synonym of it: none that is only spelt alike."""
        concepts = self._index.reader.read(words, near=False).concepts
        itself = (one.held or any(credit != REPAIRED for _, credit, _ in one.others) for one in concepts)
        return bool(concepts) and all(one.known for one in concepts) and all(itself)

    async def near(self, words: str) -> Corpus:
        """The whole library if it is small; of a large one, which takes long to read, the papers nearest to some words, best first."""
        if len(self.corpus.papers) <= READ_THROUGH:
            return self.corpus
        if words not in (known := self._near):
            hits = await self._index.nearest(words, NEAREST)
            keys = dict.fromkeys((*self._linked(words), *(hit.key for hit in hits)))
            papers = tuple(self._papers[key] for key in keys if key in self._papers)
            self._near = known = {words: self.corpus.model_copy(update={"papers": papers})}
        return known[words]
