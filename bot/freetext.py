"""The one gate for what people type: questions, reasons, notes, terms, filters, names of libraries.

Whatever is kept of such a text, or shown to others, has come through here. A patient's data is refused, with the same
sentence everywhere. What the policy withholds (a mode without words, an opt-out) is used for what it was typed for, and
not kept. A question alone goes on without what of a patient it held: it is answered in private (``bot/privacy.py``).
"""

from __future__ import annotations

from bot.privacy import warning
from corpus.errors import MarrowError
from corpus.models import Model


class PatientText(MarrowError):
    """A text that seems to hold a patient's data; the sentence tells its writer so."""


class Typed(Model):
    """A text that holds no patient's data. ``withheld``: why no word of it may be kept; None where it may."""

    text: str
    withheld: str | None = None

    @property
    def kept(self) -> str:
        """What may be kept: the text, or nothing of it."""
        return "" if self.withheld else self.text


def admitted(*texts: str) -> str:
    """The first of some texts typed together, once none of them holds a patient's data. Raises PatientText."""
    for text in texts:
        if said := warning(text):
            raise PatientText(said)
    return texts[0]
