"""An import's report, for the person at the terminal."""

from __future__ import annotations

from bot.terminal.setting import complain, say
from corpus.models import ImportReport

SHOWN = 20  # refusals and conflicts shown; --json lists them all


def tell(report: ImportReport, json: bool) -> None:
    """Counts, notes, refusals and conflicts; nothing where JSON is wanted."""
    if json:
        return
    say(
        f"{report.source}: {report.read} records read = {report.kept} kept + {report.merged} merged"
        f" + {len(report.rejected)} refused"
    )
    for note in report.notes:
        say(f"  note: {note}")
    for rejection in report.rejected[:SHOWN]:
        where = f"line {rejection.line}" if rejection.line else f"“{rejection.raw}”"
        complain(f"  refused, {where}: {rejection.reason}")
    for conflict in report.conflicts[:SHOWN]:
        complain(f"  {conflict.key}, {conflict.field}: {conflict.difference}")
    if len(report.rejected) > SHOWN:
        complain(f"  … and {len(report.rejected) - SHOWN} more; --json lists them all")
