"""What is kept of a question, and for how long; and the check that every other text people type goes through:
reasons, notes, terms, filters, names.

The operator decides what is kept; a server can only keep less. Every typed text is checked here before it is
kept or shown to others. A text with a patient's data is refused, with the same sentence everywhere. If the
policy keeps no words (by its mode, or because somebody opted out), a text is used for its purpose and not kept.
Only a question with a patient's data is not refused: that data is removed from it, and it is answered in
private.
"""

from __future__ import annotations

import re
from typing import get_args

from bot.assistant.compose import QUOTE, RESTATED
from bot.assistant.reading.words import fold, full_forms
from bot.config import Mode, PrivacySection
from bot.patients import patient_data
from bot.storage.servers import ServerSettings
from corpus.errors import MarrowError
from corpus.models import Model
from corpus.patterns import late

MODES: tuple[Mode, ...] = get_args(Mode)  # each keeps less than the one before it
WITHHELD: dict[Mode, str] = {"counts": "counts only", "off": "log off"}
PATIENT = "patient data"
OPTED_OUT = "opt-out"
_ECHOED = late(r"“([^“”]*)”")


class Policy(Model):
    """The policy of one place. Names are removed after ``names_days`` days, words after ``words_days``; None:
    never.
    """

    mode: Mode = "pseudonymous"
    names_days: int | None = None
    words_days: int | None = None

    @property
    def withheld(self) -> str | None:
        """Why no words of any question are kept here; None if they are kept."""
        return WITHHELD.get(self.mode)

    def told(self) -> str:
        """The policy in a few sentences, for members."""
        said = self.said
        if self.withheld is None and self.names_days:
            said += f" Who asked is forgotten after {_days(self.names_days)}."
        if self.withheld is None and self.words_days:
            said += f" What was asked is removed after {_days(self.words_days)}."
        elif self.withheld is None:
            said += " They stay until a member deletes their own."
        return said

    @property
    def said(self) -> str:
        """What is kept, in a sentence."""
        return {
            "full": "Questions are kept with your name.",
            "pseudonymous": "Questions are kept under a pseudonym.",
            "counts": "Only counts are kept: no words and no names.",
            "off": "Nothing is kept but a receipt for a day: no words and no names.",
        }[self.mode]


def policy_of(config: PrivacySection, settings: ServerSettings) -> Policy:
    """The policy of a server: from the operator's and the server's settings, the mode that keeps less and the
    shorter times.
    """
    modes: list[Mode] = [config.mode, *([settings.logging] if settings.logging else [])]
    return Policy(
        mode=max(modes, key=MODES.index),
        names_days=_shorter(config.names_days, settings.names_days),
        words_days=_shorter(config.words_days, settings.retention_days),
    )


def beyond(config: PrivacySection, mode: str | None, names_days: int | None, words_days: int | None) -> str | None:
    """Why the operator's settings leave a server's wish without effect, as a sentence; None if they do not. A wish that is
    None is none; 0 days means never.
    """
    if mode in MODES and MODES.index(mode) < MODES.index(config.mode):
        return f"The operator keeps no more than this anywhere: {Policy(mode=config.mode).said} A server can choose less, never more."
    if config.names_days and names_days is not None and not 0 < names_days <= config.names_days:
        return f"Who asked is forgotten after {_days(config.names_days)} everywhere, as the operator set it. names_days: can only be shorter."
    if config.words_days and words_days is not None and not 0 < words_days <= config.words_days:
        return f"Questions are removed after {_days(config.words_days)} everywhere, as the operator set it. retention_days: can only be shorter."
    return None


def withheld_for(policy: Policy, text: str) -> str | None:
    """Why no words of a question may be kept; None if they may."""
    return PATIENT if patient_data(text) else policy.withheld


def warning(text: str) -> str | None:
    """The warning for the writer of a text that seems to hold a patient's data; None if it does not."""
    found = patient_data(text)
    if found is None:
        return None
    return f"What you wrote seems to hold a patient's data ({found}). I have kept no word of it; please delete it where others can see it."


def _shorter(*days: int | None) -> int | None:
    return min((one for one in days if one), default=None)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"


class PatientText(MarrowError):
    """A text seems to hold a patient's data; the error's sentence tells its writer so."""


class Typed(Model):
    """A text without a patient's data. ``withheld``: why none of its words may be kept; None if they may."""

    text: str
    withheld: str | None = None

    @property
    def kept(self) -> str:
        """What may be kept of it: the text, or ""."""
        return "" if self.withheld else self.text


def admitted(*texts: str) -> str:
    """Check texts that were typed together and return the first. Raises PatientText if any of them seems to hold
    a patient's data.
    """
    for text in texts:
        if said := warning(text):
            raise PatientText(said)
    return texts[0]


def unrepeated(text: str, words: str) -> str:
    """A reply's text with “…” in place of those of the asker's ``words`` that it repeats in quotation marks. The papers' sentences and the restated question
    stay.
    """
    # What is said again is as it was looked for: without accents and punctuation, its short forms written out.
    plain = f"{fold(words)} {fold(words.casefold())} {full_forms(words)}"
    typed = frozenset(plain.split())

    def hidden(found: re.Match[str]) -> str:
        again, cut = fold(found[1]).split(), "…" in found[1]
        # what is cut, or of a script without spaces, may be a piece of what was typed
        own = all(word in typed or ((cut or not word.isascii()) and word in plain) for word in again)
        return "“…”" if again and own else found[0]

    lines = text.split("\n")
    return "\n".join(line if line.startswith((QUOTE, RESTATED)) else _ECHOED.sub(hidden, line) for line in lines)
