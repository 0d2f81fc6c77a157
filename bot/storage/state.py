"""What the buttons under an answer know of it: where it stands and which slices it quotes. No words of anybody."""

from __future__ import annotations

from corpus.models import Model


class Slice(Model):
    """``abstract[start:stop]`` of a paper of the answer's snapshot."""

    key: str
    start: int
    stop: int


class Shown(Model):
    """An answer as its buttons know it. ``message`` is the id of our message, ``asker`` a pseudonym.

    ``question``, the asker's message, is kept under the key, and so is ``channel`` in direct messages: both lead to a person.
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
        """The same once it was sent as a message; ``channel``: it was shared there, for everyone."""
        there = (
            {"channel": channel if self.server else self.channel, "public": True} if channel is not None else {}
        )
        return self.model_copy(update={"message": message} | there)
