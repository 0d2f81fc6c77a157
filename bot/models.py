"""What is asked and answered, as every room of the bot knows it: a context, and an answer made of quotes that can be proved."""

from __future__ import annotations

from datetime import datetime

from corpus.models import Model
from index.models import Outcome


class End(Model):
    """One end of a measure: the most or the least of it, how many (``top``), or which one from the end (``rank``, from 1)."""

    measure: str
    high: bool = True
    top: int | None = None
    rank: int = 1


class Ask(Model):
    """What is asked, apart from the papers it is asked of; a follow-up that only names other papers takes it over.

    ``op``: list, count, sort, extreme, value, sum, mean, median, compare, per, who, issue, absent, table or "" (none of them).
    ``by`` is what is sorted, counted or grouped by, or which question about authors.
    """

    op: str = ""
    fields: tuple[str, ...] = ()
    ends: tuple[End, ...] = ()
    by: str = ""
    high: bool = True


class Turn(Model):
    """What a follow-up may lean on: the last full question, its content terms, and the papers it was about.

    ``options`` is the question whose options (author:, -word, …) still hold. ``ask`` is what was asked of records.
    ``listed`` are the papers shown last, in order, for "the second one"; with ``choosing`` they are offered, and naming
    one answers ``question``. ``shown`` are the sentences quoted (key, start), for "tell me more" and "is that right?".
    ``together``: the next question stands in the same message. ``only`` are the papers the conversation was limited to
    ("only the reviews, please"), ``only_says`` in words, until that is taken back.
    """

    question: str
    terms: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    kind: str = "content"
    options: str = ""
    ask: Ask | None = None
    listed: tuple[str, ...] = ()
    choosing: bool = False
    shown: tuple[tuple[str, int], ...] = ()
    together: bool = False
    only: tuple[str, ...] = ()
    only_says: str = ""


class PinnedSentence(Model):
    """A sentence a moderator chose: ``abstract[start:stop] == text`` of the paper ``key`` when it was pinned."""

    key: str
    start: int
    stop: int
    sentence: int
    section: str | None
    text: str


class Pinned(Model):
    """What a moderator answers to a question and its likes: sentences of papers; none of them: "not in these abstracts".

    ``snapshot`` is the state of ``library`` it was pinned for.
    """

    id: str
    at: datetime
    library: str
    snapshot: str
    sentences: tuple[PinnedSentence, ...] = ()


class Context(Model):
    """Where a question comes from. ``previous`` is the conversation's last turn, None at its start.

    ``scope`` are the keys the asker limited the question to (empty: the whole library); ``withheld`` says why the
    log keeps no words and no name of it, None where it does; ``named``: the asker's name is kept beside the pseudonym.
    ``pins`` is what moderators have pinned there to a question like this one, the newest first.
    """

    library: str = "default"
    surface: str = "terminal"
    server: str | None = None
    channel: str | None = None
    message: str | None = None
    asker: str | None = None
    conversation: str | None = None
    previous: Turn | None = None
    scope: tuple[str, ...] = ()
    withheld: str | None = None
    named: bool = False
    pins: tuple[Pinned, ...] = ()

    def after(self, turn: Turn | None, together: bool) -> Context:
        """The same for the next question; ``together``: of the same message."""
        previous = turn.model_copy(update={"together": True}) if turn and together else turn
        return self.model_copy(update={"previous": previous})


class Quote(Model):
    """A verbatim slice of a stored abstract: ``abstract[start:end] == text``, in code points.

    ``marks`` are the matched words inside ``text`` (start, end); ``cite`` is "Kang et al. 2023, Cancers".
    """

    text: str
    key: str
    doi: str | None
    url: str | None
    start: int
    end: int
    section: str | None
    sentence: int
    cite: str
    marks: tuple[tuple[int, int], ...] = ()


class Runner(Model):
    """A paper the ranking held, with its score: what a moderator sees behind an answer."""

    key: str
    score: float


class Answer(Model):
    """One reply, whole: what a reader sees (``text``) and everything needed to explain and replay it.

    ``dois`` are the DOIs shown, in order; ``keys`` the papers cited, DOI or not. ``turn`` is what the next
    question of the conversation may lean on; ``read_with`` the turn this one was read with, if it was a follow-up.
    ``pin`` is the id of the pin that gave it, None where no moderator did.
    """

    id: str
    question: str
    outcome: Outcome
    kind: str
    text: str
    quotes: tuple[Quote, ...] = ()
    dois: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    searched_also: tuple[str, ...] = ()
    unknown_words: tuple[str, ...] = ()
    sure: bool = True
    not_said: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    runners: tuple[Runner, ...] = ()
    turn: Turn | None = None
    read_with: Turn | None = None
    pin: str | None = None
    library: str
    snapshot: str
    engine: str
    weights: str
    settings: str
    version: str
    latency_ms: float = 0.0

    @property
    def answered(self) -> bool:
        """True only where the outcome claims to be an answer."""
        return self.outcome is Outcome.ANSWERED
