"""What is kept of a question, and for how long; and the one gate for what people type: reasons, notes, terms, filters, names.

What is kept is the operator's word, narrowed by a server's. Whatever is kept of a typed text, or shown to others, has come
through here. A patient's data is refused, with the same sentence everywhere. What the policy withholds (a mode without
words, an opt-out) is used for what it was typed for, and not kept. A question alone goes on without what of a patient it
held: it is answered in private.
"""

from __future__ import annotations

from typing import get_args

from bot.config import Mode, PrivacySection
from bot.patients import patient_data
from bot.storage.servers import ServerSettings
from corpus.errors import MarrowError
from corpus.models import Model

MODES: tuple[Mode, ...] = get_args(Mode)  # each keeps less than the one before it
WITHHELD: dict[Mode, str] = {"counts": "counts only", "off": "log off"}
PATIENT = "patient data"
OPTED_OUT = "opt-out"


class Policy(Model):
    """What holds in one place. ``names_days`` and ``words_days`` are the two clocks; None: never."""

    mode: Mode = "pseudonymous"
    names_days: int | None = None
    words_days: int | None = None

    @property
    def withheld(self) -> str | None:
        """Why no words are kept of any question here; None where they are."""
        return WITHHELD.get(self.mode)

    def told(self) -> str:
        """The policy in a sentence or two, for members."""
        said = {
            "full": "Questions are kept with your name.",
            "pseudonymous": "Questions are kept under a pseudonym.",
            "counts": "Only counts are kept: no words and no names.",
            "off": "Nothing is kept but a receipt for a day: no words and no names.",
        }[self.mode]
        if self.withheld is None and self.names_days:
            said += f" Who asked is forgotten after {_days(self.names_days)}."
        if self.withheld is None and self.words_days:
            said += f" What was asked is removed after {_days(self.words_days)}."
        elif self.withheld is None:
            said += " They stay until a member deletes their own."
        return said


def policy_of(config: PrivacySection, settings: ServerSettings) -> Policy:
    """What holds in a server: of the operator's word and the server's, what keeps less and for a shorter time."""
    modes: list[Mode] = [config.mode, *([settings.logging] if settings.logging else [])]
    return Policy(
        mode=max(modes, key=MODES.index),
        names_days=_shorter(config.names_days, settings.names_days),
        words_days=_shorter(config.words_days, settings.retention_days),
    )


def withheld_for(policy: Policy, text: str) -> str | None:
    """Why no words of a question may be kept; None where they may."""
    return PATIENT if patient_data(text) else policy.withheld


def warning(text: str) -> str | None:
    """What to tell somebody whose text seems to hold a patient's data; None where it does not."""
    found = patient_data(text)
    if found is None:
        return None
    return f"What you wrote seems to hold a patient's data ({found}). I have kept no word of it; please delete it where others can see it."


def _shorter(*days: int | None) -> int | None:
    return min((one for one in days if one), default=None)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"


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
