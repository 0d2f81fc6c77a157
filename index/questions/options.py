"""The options that may be written into a question: "a phrase", -word, author:, year:, doi:, type:.

An option stands between spaces. A minus is an option only right before a letter or a quotation mark, and
after a space or at the beginning: "follow-up", "-5" and " - " are no options. A field's value follows the colon
without a space, in quotation marks if it has spaces itself: author:"El Ahmadieh". Years: 2023, 2021-2024,
>=2022, ..2023. What only looks like an option ("year:soon") stays in the question.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR

from corpus.doi import Doi
from corpus.models import Model
from corpus.patterns import late

FIRST, LAST = 1000, 2999  # years
# What a text that was pasted with a gap ends a word with ("5 -year", "long -term"): nobody leaves such papers out.
_ENDINGS = (
    r"(?:(?:year|month|week|day|hour|fold|point|item|term|line|up|based|related|like|free|wide|operative)s?\b)"
)
_QUOTED = r"\"[^\"\n]{1,200}\"|“[^”\n]{1,200}”"
_OPTION = late(
    rf"(?<![^\s(])(?:(?P<field>author|year|doi|type):(?P<value>{_QUOTED}|[^\s\"“”]{{1,200}})"
    rf"|-(?P<without>{_QUOTED}|(?!{_ENDINGS})[^\W\d_][\w-]{{0,100}})|(?P<phrase>{_QUOTED}))(?=[\s).,;:?!]|$)",
    re.IGNORECASE,
)
_YEARS = late(
    r"(?P<one>\d{4})|(?P<low>\d{4})(?:-|–|\.\.)(?P<high>\d{4})|(?P<sign>[<>]=?)(?P<bound>\d{4})"
    r"|(?P<since>\d{4})(?:-|–|\.\.)|(?:\.\.|-|–)(?P<until>\d{4})"
)


class Options(Model):
    """Conditions for the papers of an answer. ``years``: ranges (first, last), both included. Every field may be
    empty."""

    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    years: tuple[tuple[int, int], ...] = ()
    dois: tuple[Doi, ...] = ()
    types: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """True if there is any condition."""
        return any(getattr(self, name) for name in Options.model_fields)

    @property
    def of_records(self) -> bool:
        """True if there is a condition on authors, years, DOIs or types."""
        return bool(self.authors or self.years or self.dois or self.types)


def read_options(question: str) -> tuple[str, Options]:
    """The question without its options (the words of a phrase stay), and the options. The question is unchanged
    if it has none."""
    found: dict[str, list[object]] = {name: [] for name in Options.model_fields}

    def take(match: re.Match[str]) -> str:
        """Note an option; what stands in its place in the question."""
        named = _read(match)
        if named is None:
            return match[0]
        name, value = named
        found[name].append(value)
        return f" {value} " if name == "phrases" else " "

    bare = _OPTION.sub(take, question)
    options = Options.model_validate({name: tuple(dict.fromkeys(values)) for name, values in found.items()})
    return (" ".join(bare.split()), options) if options else (question, options)


def _read(match: re.Match[str]) -> tuple[str, object] | None:
    """The field of ``Options`` that a match belongs to, and its value; None if it only looks like an option."""
    if match["phrase"]:
        return ("phrases", _unquoted(match["phrase"])) if _unquoted(match["phrase"]) else None
    if match["without"]:
        return ("without", _unquoted(match["without"])) if _unquoted(match["without"]) else None
    field, value = match["field"].lower(), _unquoted(match["value"])
    if field == "year":
        years = _years(value) or _years(value.rstrip(".,;:?!)"))
        return ("years", years) if years else None
    if field == "doi":
        doi = Doi.within(value)
        return ("dois", doi) if doi else None
    value = value.rstrip(".,;:?!)")
    return (f"{field}s", value) if any(c.isalnum() for c in value) else None


def _unquoted(text: str) -> str:
    return " ".join(text.strip('"“”').split())


def _years(text: str) -> tuple[int, int] | None:
    """The first and the last year of an option; None if it is no range of years that a calendar has."""
    match = _YEARS.fullmatch(text)
    years = _range(match) if match else (LAST, FIRST)
    return years if MINYEAR <= years[0] <= years[1] <= MAXYEAR else None


def _range(match: re.Match[str]) -> tuple[int, int]:
    if match["one"]:
        return int(match["one"]), int(match["one"])
    if match["low"]:
        low, high = sorted((int(match["low"]), int(match["high"])))
        return low, high
    if match["sign"]:
        bound, open_end = int(match["bound"]), "=" not in match["sign"]
        return (bound + open_end, LAST) if ">" in match["sign"] else (FIRST, bound - open_end)
    return (int(match["since"]), LAST) if match["since"] else (FIRST, int(match["until"]))
