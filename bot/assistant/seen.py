"""What a conversation has shown its reader, who is not shown it again where something else is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from bot.models import Quote, Turn
from corpus.models import Model


class SeenLast(Model):
    """What was shown last: papers talked about (``about``) and ``listed``, and ``sentences`` quoted, each by its place."""

    about: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    sentences: tuple[tuple[str, int], ...] = ()

    @property
    def quoted(self) -> tuple[str, ...]:
        """The papers of the sentences, each once."""
        return tuple(dict.fromkeys(key for key, _ in self.sentences))

    @property
    def papers(self) -> tuple[str, ...]:
        """The papers that were quoted; without quotes those that were listed, or else talked about."""
        return self.quoted or self.listed or self.about

    @property
    def of_one(self) -> bool:
        """True if it was about one paper, and no other was quoted."""
        return len(self.about) == 1 and len(self.quoted) < 2

    def unread(self, quotes: Iterable[Quote]) -> tuple[Quote, ...]:
        """Those of some quotes that were not shown."""
        return tuple(quote for quote in quotes if (quote.key, quote.start) not in self.sentences)


NOTHING = SeenLast()


def seen_in(turn: Turn | None) -> SeenLast:
    """What a turn has shown; ``NOTHING`` if there is none."""
    return SeenLast(about=turn.keys, listed=turn.listed, sentences=turn.shown) if turn else NOTHING
