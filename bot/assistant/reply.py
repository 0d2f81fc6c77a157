"""Replies before they are made into answers and proved: their models, and how papers are named and listed in those from records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from bot.assistant.above import stood_above
from bot.assistant.citing import address, cite, mark
from bot.assistant.reading.words import fold
from bot.assistant.wording import counted
from bot.models import EVERY, Answer, Context, Quote, Runner, Turn
from corpus.models import Model, Paper
from index.models import Finding, Outcome
from index.ranking.engines import Among, Keep
from index.terms.query import Query


class Reply(Model):
    """A reply that is not proved yet. ``turn`` is what a follow-up may refer to; ``read_with`` the turn this
    question referred to; ``lacking`` the fields that the records do not give, or words that match nothing here;
    ``counted`` the words that counted most, if the question was read by all its words at once; ``why`` what spoke for
    reading it with that turn. ``leaning``: it is of the paper that only came nearest to the question before.
    """

    outcome: Outcome
    kind: str
    text: str
    quotes: tuple[Quote, ...] = ()
    keys: tuple[str, ...] = ()
    finding: Finding | None = None
    turn: Turn | None = None
    read_with: Turn | None = None
    lacking: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    pin: str | None = None
    leaning: bool = False


class Attempt(NamedTuple):
    """One way to read a question, and what that finds. ``turn`` is the turn it was read with, None if by itself; ``why`` what spoke for that. ``confined``:
    only the papers it names were searched. ``surely``: the question as a whole surely finds the same paper.
    """

    query: Query
    finding: Finding
    turn: Turn | None = None
    why: tuple[str, ...] = ()
    confined: bool = False
    surely: bool = False

    @property
    def outcome(self) -> Outcome:
        """The outcome of the search."""
        return self.finding.outcome

    @property
    def paper(self) -> str:
        """The key of the first paper found; "" if none was."""
        return next((one.sentence.key for one in self.finding.evidence), "")

    @property
    def matched(self) -> set[str]:
        """The words of the question that match sentences found in the first paper, exactly or nearly."""
        return {word for one in self.finding.evidence if one.sentence.key == self.paper for word in one.matched}

    @property
    def unsaid(self) -> bool:
        """True if no sentence found contains a word of the question, but at most a word near one."""
        return {word for one in self.finding.evidence for word in one.matched} <= {*self.finding.not_said}

    def share_of(self, query: Query) -> float:
        """The share (0..1) of a question's words that say something in the sentences found in the first paper."""
        said = {one.words for one in query.concepts}
        return len(said & self.matched) / len(said) if said else 0.0

    def says(self, words: str) -> bool:
        """True if a sentence found has these folded words next to each other."""
        return any(f" {words} " in f" {fold(one.sentence.text)} " for one in self.finding.evidence)


def helped(text: str) -> Reply:
    """A reply of help."""
    return Reply(outcome=Outcome.HELP, kind="help", text=text)


def within(context: Context, turn: Turn | None, says: Keep | None = None) -> Keep | None:
    """The filter for a search: papers within the asker's limit, within those of ``turn``, and kept by ``says``.
    None: all papers.
    """
    asked = [frozenset(keys) for keys in (context.scope, turn.keys if turn else ()) if keys]
    return Among(frozenset.intersection(*asked), says) if asked else says


class MadeBy(Model):
    """An answer's id, the library and snapshot it was made from, and the engine, weights, settings and version used."""

    id: str
    library: str
    snapshot: str
    engine: str
    weights: str
    settings: str
    version: str


def answer_of(
    question: str,
    reply: Reply,
    previous: Turn | None,
    papers: Mapping[str, Paper],
    made: MadeBy,
    latency_ms: float,
) -> Answer:
    """The complete answer made from a reply. If the reply leaves no turn, ``previous`` stays the turn of the
    conversation. ``latency_ms`` is in milliseconds.
    """
    finding = reply.finding or Finding(outcome=reply.outcome)
    keys = tuple(dict.fromkeys((*(quote.key for quote in reply.quotes), *reply.keys)))
    return Answer(
        question=question,
        outcome=reply.outcome,
        kind=reply.kind,
        text=reply.text,
        quotes=reply.quotes,
        dois=tuple(str(papers[key].doi) for key in keys if papers[key].doi),
        keys=keys,
        searched_also=finding.searched_also,
        unknown_words=tuple(dict.fromkeys((*finding.unknown_words, *reply.lacking))),
        sure=finding.sure and not reply.leaning,
        not_said=finding.not_said,
        warned=stood_above(reply.text),
        matched=finding.matched or reply.counted,
        unmatched=finding.unmatched,
        runners=tuple(Runner(key=hit.key, score=round(hit.score, 6)) for hit in finding.hits),
        turn=reply.turn or previous,
        read_with=reply.read_with,
        why=reply.why,
        pin=reply.pin,
        **made.model_dump(),
        latency_ms=round(latency_ms, 3),
    )


def settings_digest(*settings: Model) -> str:
    """Twelve hexadecimal digits that change with every setting."""
    whole = json.dumps([model.model_dump(mode="json") for model in settings], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


MOST_LINES = 10  # papers of a list that one message shows


class RecordReply(Model):
    """A reply from the papers' records. ``keys`` are the papers it cites, in order. ``unknown`` is what could
    not be told: fields the records do not give, or words and names the library does not have. ``offered`` are
    the papers to choose from if it asks back which is meant; ``about`` the cited papers that "it" and "that" mean in
    the next question, if not all of them. ``beyond`` are the papers of its list that it has no room to show.
    """

    kind: Literal["record", "issue"] = "record"
    outcome: Outcome
    text: str
    keys: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()


def answered(text: str, papers: Iterable[Paper] = (), unknown: tuple[str, ...] = ()) -> RecordReply:
    """A reply from records that claims to be an answer; it cites ``papers``."""
    return RecordReply(outcome=Outcome.ANSWERED, text=text, keys=keys(papers), unknown=unknown)


def listing(text: str, papers: Iterable[Paper], unknown: tuple[str, ...] = ()) -> RecordReply:
    """A reply from records with a list of ``papers``: it cites the first ``MOST_LINES``, which ``lines`` shows, and keeps
    the others for what is asked of them all.
    """
    found = keys(papers)
    return answered(text, (), unknown).model_copy(
        update={"keys": found[:MOST_LINES], "beyond": found[MOST_LINES:]}
    )


def of_every(reply: RecordReply, papers: int) -> RecordReply:
    """The reply, with ``EVERY`` for the papers past those shown if its list is of all ``papers`` of the library."""
    every = reply.beyond and len(reply.keys) + len(reply.beyond) == papers
    return reply.model_copy(update={"beyond": (EVERY,)}) if every else reply


def nothing(text: str, papers: Iterable[Paper] = (), unknown: tuple[str, ...] = ()) -> RecordReply:
    """A reply that says what the records do not give; ``papers`` are where to look, not sources of a claim."""
    return RecordReply(outcome=Outcome.NOTHING, text=text, keys=keys(papers), unknown=unknown)


def keys(papers: Iterable[Paper]) -> tuple[str, ...]:
    """The papers' keys in order, each once."""
    return tuple(dict.fromkeys(paper.key for paper in papers))


def named(paper: Paper) -> str:
    """The name of a paper in a reply: its title in quotation marks with the citation, as far as given; else its key."""
    known = bool(paper.authors or paper.year or paper.journal)
    if paper.headline:
        return f"“{paper.headline}” ({cite(paper)})" if known else f"“{paper.headline}”"
    return cite(paper) if known else f"the paper {paper.key}"


def line(paper: Paper, value: str = "") -> str:
    """One line of a list: the paper, a value if there is one, its address, and whether it was retracted or is doubted."""
    return f"• {named(paper)}{f': {value}' if value else ''} {address(paper)}{mark(paper, value)}"


def lines(papers: Sequence[Paper], values: Sequence[str] = ()) -> str:
    """The lines of some papers, each with its value if ``values`` are given: at most ten, then how many more
    there are.
    """
    pairs = zip(papers, values or [""] * len(papers), strict=True)
    shown = [line(paper, value) for paper, value in list(pairs)[:MOST_LINES]]
    more = len(papers) - MOST_LINES
    return "\n".join(shown + ([f"and {more} more"] if more > 0 else []))


def not_said(number: int) -> str:
    """The sentence for records without a value: "2 records do not say."."""
    return f"{counted(number, 'record')} {'does' if number == 1 else 'do'} not say."


def still_listed(previous: Turn | None, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of the list that "the second one" and "the other" refer to: the previous list while the papers
    ``keys`` are from it, else ``keys``.
    """
    return previous.listed if previous is not None and _of_its_list(previous, keys) else keys


def still_beyond(previous: Turn | None, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The papers that the list kept by ``still_listed`` had no room for."""
    return previous.beyond if previous is not None and _of_its_list(previous, keys) else ()


def _of_its_list(previous: Turn, keys: tuple[str, ...]) -> bool:
    """True if the papers ``keys`` are fewer than those of the previous list, and all from it."""
    within = EVERY in previous.beyond or {*keys} <= {*previous.listed, *previous.beyond}
    return len(previous.listed) > len(keys) and within


def kept_list(reply: Reply, previous: Turn | None, leant: bool = False) -> Reply:
    """The reply, with the previous list kept if it is about papers of that list. ``leant``: only the turn before tells which papers its question is about."""
    if reply.turn is None:
        return reply
    keys = reply.turn.listed
    kept = {"listed": still_listed(previous, keys), "beyond": still_beyond(previous, keys)}
    turn = reply.turn.model_copy(update=kept)
    return reply.model_copy(update={"turn": turn, **({"read_with": previous} if leant else {})})


def whole_kept(reply: Reply, stands: str, previous: Turn | None) -> Reply:
    """The reply read with the previous turn; its own turn holds the whole question that the asker's words stand for. Unchanged if they stand for none."""
    if reply.turn is None or not stands:
        return reply
    turn = reply.turn.model_copy(update={"question": stands})
    return reply.model_copy(update={"turn": turn, "read_with": previous})


def recorded(
    reply: RecordReply, text: str, turn: Turn, previous: Turn | None, leant: Turn | None, counted: tuple[str, ...]
) -> Reply:
    """The reply with a text made from a reply from records. ``turn`` says what was asked; its papers are those of the reply, or of the turn that the question
    ``leant`` on. If nothing was found, the papers talked about before stay.
    """
    keys = reply.keys or (leant.keys if leant else ())
    lost = reply.outcome is Outcome.NOTHING and not keys
    shown = reply.offered or reply.keys
    found = {
        "keys": reply.about or keys,
        "kind": reply.kind,
        "listed": shown if len(shown) > 1 else still_listed(previous, shown),
        "beyond": reply.beyond if len(shown) > 1 else still_beyond(previous, shown),
        "choosing": bool(reply.offered),
    }
    after = turn.model_copy(update=found)
    return Reply(
        outcome=reply.outcome,
        kind=reply.kind,
        text=text,
        keys=reply.keys,
        turn=previous or after if lost else after,
        read_with=leant,
        lacking=reply.unknown,
        counted=counted,
    )
