"""The models of a question's context and of its answer, which all parts of the bot share. An answer is made of
quotes that can be proved.
"""

from __future__ import annotations

from datetime import UTC, datetime

from corpus.models import Model
from index.models import Outcome


def at_present() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


class End(Model):
    """One end of a measure: its greatest (``high``) or least values. ``top``: so many papers from that end;
    ``rank``: only the paper at this place, from 1.
    """

    measure: str
    high: bool = True
    top: int | None = None
    rank: int = 1


class Ask(Model):
    """What is asked, without the papers it is asked of. A follow-up that only names other papers asks the same
    of them.

    ``op``: list, count, sort, extreme, value, sum, mean, median, compare, per, who, issue, absent, table or "" (none of them).
    ``by`` names what papers are sorted, counted or grouped by, or which question about authors it is.
    """

    op: str = ""
    fields: tuple[str, ...] = ()
    ends: tuple[End, ...] = ()
    by: str = ""
    high: bool = True


EVERY = "*"  # instead of the keys of all papers of the library


class Turn(Model):
    """What a follow-up may refer to: the last full question, its content terms, and the keys of the papers it
    was about.

    ``options`` is the question whose options (author:, -word, …) still apply. ``ask`` is what was asked of the
    papers' records.
    ``listed`` are the papers shown last, in order, for "the second one"; with ``choosing`` they are offered, and naming
    one answers ``question``. ``shown`` are the sentences quoted (key, start), for "tell me more" and "is that right?".
    ``together``: the next question is in the same message. ``only`` are the papers the conversation is limited
    to ("only the reviews, please") until the limit is removed; ``only_says`` says this limit in words.
    ``near``: the answer before only showed related sentences of its paper. ``why`` is kept in the log beside the turn that a
    question was read with: what spoke for it, by the names of ``bot.assistant.turns.following``.
    ``among`` are the listed papers of which an end of a measure was asked ("the longest of them"), for its other end.
    ``beyond`` are the papers of the list shown last that it had no room for ("and 2 more"), or ``EVERY`` alone if it is
    a list of the whole library: what is asked of "them" is asked of these too.
    ``lately`` are the papers talked about before ``keys`` or shown beside them, the last ones first: a few words may mean them.
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
    among: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    near: bool = False
    lately: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


class PinnedSentence(Model):
    """A sentence a moderator chose from the paper ``key``; when it was pinned, ``abstract[start:stop] == text``."""

    key: str
    start: int
    stop: int
    sentence: int
    section: str | None
    text: str


class Pinned(Model):
    """A moderator's answer to a question and to questions like it: sentences of papers. No sentences: "not in
    these abstracts".

    ``snapshot`` is the digest of the state that ``library`` was in.
    """

    id: str
    at: datetime
    library: str
    snapshot: str
    sentences: tuple[PinnedSentence, ...] = ()


class Context(Model):
    """Where a question comes from. ``previous`` is the last turn of the conversation; None at its start.

    ``scope`` are the keys of the papers the asker limited the question to (empty: the whole library).
    ``writer``: the pseudonym of who wrote the words, if another member did. ``typed``: the whole message, if the question
    is only a part of it.
    ``withheld`` says why the log keeps no words and no name; None if it keeps them. ``named``: the asker's name
    is kept beside the pseudonym. ``pins`` are the moderators' answers to questions like this one on this server,
    newest first.
    """

    library: str = "default"
    surface: str = "terminal"
    server: str | None = None
    channel: str | None = None
    message: str | None = None
    asker: str | None = None
    writer: str | None = None
    typed: str | None = None
    conversation: str | None = None
    previous: Turn | None = None
    scope: tuple[str, ...] = ()
    withheld: str | None = None
    named: bool = False
    pins: tuple[Pinned, ...] = ()

    def after(self, turn: Turn | None, together: bool) -> Context:
        """The context of the next question, which comes after ``turn``; ``together``: in the same message."""
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
    """A paper in the ranking behind an answer, with its score; moderators can see it."""

    key: str
    score: float


class Answer(Model):
    """One reply, whole: what a reader sees (``text``) and everything needed to explain and replay it.

    ``dois`` are the DOIs shown, in order; ``keys`` all papers cited, with or without a DOI. ``turn`` is what the
    next question of the conversation may refer to; ``read_with`` the turn this question referred to, None if it
    was no follow-up, and ``why`` what spoke for that. ``warned`` names the warnings above its quotes, ``not_said`` what
    these say is missing. ``pin`` is the id of the moderator's pin that is shown; None if the answer is no pin.
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
    warned: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    runners: tuple[Runner, ...] = ()
    turn: Turn | None = None
    read_with: Turn | None = None
    why: tuple[str, ...] = ()
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
        """True only if the reply claims to be an answer."""
        return self.outcome is Outcome.ANSWERED
