"""What any study may be asked for: under which heading it is told, which sentences of an abstract tell it, and what is said where none does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.assistant.papers import tables
from bot.assistant.studies import asides, conducted, participants
from bot.assistant.studies.gathered import quoted
from bot.assistant.studies.traits_told import counted, designed, done, says
from bot.models import Quote
from corpus.models import Paper
from index.sentences.figures import Kind
from index.sentences.units import counts_studied

DESIGN, SIZE, YEARS = "design", "number studied", "years of the study"
SHOWN = 2  # sentences of each


class Trait(NamedTuple):
    """What may be asked of a study: the heading over its sentences, the function that finds these in a paper, and what is said of an
    abstract without one. ``titled``: the title may tell it. ``nearest``: where it is not told, the sentences that come nearest to it,
    under the words of ``near``."""

    heading: str
    told: Callable[[Paper], Sequence[Quote]]
    lacking: str
    titled: str = ""
    near: str = ""
    nearest: Callable[[Paper], Sequence[Quote]] = lambda _: ()


def _says(name: str) -> Callable[[Paper], Sequence[Quote]]:
    return lambda paper: [quoted(paper, one) for one in says(name, paper)[:SHOWN]]


def _size(paper: Paper) -> list[Quote]:
    stated = participants.each_quoted(paper, counts_studied(paper))
    return stated or [quoted(paper, one) for one in counted(paper)]


def followed(paper: Paper) -> list[Quote]:
    """The sentences with a length of follow-up, else those that say how long the study measured or ran in any words but its years."""
    cells = [cell.sentence for cell in tables.cells(paper) if cell.column == Kind.FOLLOW_UP.value]
    cells += [quoted(paper, one) for one in says("follow-up", paper)]
    return [*dict.fromkeys(cells or _took(paper, years=False))][:SHOWN]


def _took(paper: Paper, years: bool) -> list[Quote]:
    """The sentences with a time that a study took, also from which year to which if ``years`` may count."""
    took = conducted.lasted(paper, years)
    before = [(paper.abstract or "")[: one.start] for one in took]
    told = [one.sentence for one, text in zip(took, before, strict=True) if not text.endswith("within ")]
    return [quoted(paper, one) for one in dict.fromkeys(told)][:SHOWN]


TRAITS = {
    "design": Trait("Design", lambda paper: [quoted(paper, one) for one in designed(paper)], "does not name a design", "design",
                    "What it says was done", lambda paper: [quoted(paper, one) for one in done(paper)]),
    SIZE: Trait("Number studied", _size, "gives no number of those studied"),
    "funding": Trait("Funding", lambda paper: asides.payers("", paper), "does not say who paid for it"),
    "conflicts of interest": Trait("Conflicts of interest", _says("conflicts of interest"), "says nothing of conflicts of interest"),
    "follow-up": Trait("Follow-up", followed, "gives no length of follow-up", "", "The years it names", lambda paper: _took(paper, years=True)),
    "intervention": Trait("Intervention", _says("intervention"), "names no intervention"),
    "comparator": Trait("Comparator", _says("comparator"), "names no control group or comparator"),
    "primary outcome": Trait("Outcome", _says("primary outcome"), "names no primary outcome"),
    "age": Trait("Age", _says("age"), "gives no ages"),
    "sex": Trait("Sex", lambda paper: _says("sex")(paper)[:1], "does not say how many were women or men"),
    "randomised": Trait("Randomisation", _says("randomised"), "does not say that anything was randomised", "randomised"),
    "blinded": Trait("Blinding", _says("blinded"), "does not say whether anybody was blinded", "blinded"),
    "registration": Trait("Registration", _says("registration"), "names no registration"),
    "ethics": Trait("Ethics", _says("ethics"), "says nothing of ethical approval"),
    "availability of data": Trait("Data", _says("availability of data"), "does not say whether the data are available"),
    "limitations": Trait("Limitations", lambda paper: asides.limits(paper, True), "names no limitations"),
    YEARS: Trait("When it was done", conducted.years_of, "does not say when the study was done"),
    "place": Trait("Where it was done", conducted.countries_of, "names no country", "", asides.OF_PLACE, asides.placed),
}  # fmt: skip
SOUGHT = ("comparator", "blinded", "registration", "ethics", "availability of data")  # by which studies are chosen
