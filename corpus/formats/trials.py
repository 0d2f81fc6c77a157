"""Trials from the XML of ICTRP, the WHO's search of registers: each field is a text, as a column of its table is, and read as that.

https://trialsearch.who.int writes it ("Export results to XML").
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.formats.collecting import PLAINLY, Reading
from corpus.formats.rowfields import fields_of
from corpus.formats.table import fields_in
from corpus.formats.xmlrecords import collected
from corpus.formats.xmltext import holds, locally, text_of
from corpus.models import Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_READ = frozenset("TrialID Public_title web_address Date_registration3 Date_registration".split())


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is ICTRP's XML."""
    return holds(head, "Trials_downloaded_from_ICTRP")


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The trials of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    return collected(path, ("Trial",), _fields, reading)


def _fields(trial: Element) -> dict[str, Any]:
    told = {locally(one): text_of(one) for one in trial if locally(one) in _READ}
    told["Title"] = told.pop("Public_title", "") or next(
        (text_of(one) for one in trial if locally(one) == "Scientific_title"), ""
    )
    return fields_of(list(told.values()), fields_in(list(told)))
