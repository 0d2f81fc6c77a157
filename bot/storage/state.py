"""What the buttons under an answer need to know: its place and the slices it quotes. It holds no words."""

from __future__ import annotations

from corpus.models import Model


class Slice(Model):
    """A quote: ``abstract[start:stop]`` of a paper in the answer's snapshot."""

    key: str
    start: int
    stop: int


class Shown(Model):
    """An answer's state for its buttons. ``message`` is the id of our message, ``asker`` a pseudonym.

    ``question`` (the asker's message) and, in direct messages, ``channel`` are keyed hashes, because both lead to a
    person.
    """

    answer: str
    server: str | None
    channel: str | None
    question: str | None
    message: str | None
    asker: str | None
    outcome: str
    kind: str
    library: str
    snapshot: str
    quotes: tuple[Slice, ...]
    keys: tuple[str, ...]
    public: bool

    def sent(self, message: str, channel: str | None) -> Shown:
        """The same state with the message it was sent as; ``channel``: it was shared there, for everyone."""
        there = (
            {"channel": channel if self.server else self.channel, "public": True} if channel is not None else {}
        )
        return self.model_copy(update={"message": message} | there)
