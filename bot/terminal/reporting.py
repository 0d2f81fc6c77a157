"""An import's report, for the person at the terminal or the program that asked for JSON."""

from __future__ import annotations

from collections.abc import Sequence

from bot.assistant.wording import counted
from bot.terminal.setting import complain, say, say_json
from corpus.models import ImportReport, Parsed

SHOWN = 20  # refusals and conflicts shown; --json lists them all


def tell_all(files: Sequence[Parsed], json: bool) -> None:
    """Each file's report: as text, or as one JSON array in which every record stands."""
    if json:
        say_json([one.report.model_dump(mode="json") | {"papers": _kept(one)} for one in files])
        return
    for one in files:
        _tell(one.report)


def _kept(parsed: Parsed) -> list[dict[str, object]]:
    """Where the records that were kept begin, and their keys; those merged and refused stand in the report itself."""
    pairs = zip(parsed.lines, parsed.papers, strict=True)
    return [{"line": line, "key": paper.key} for line, paper in pairs]


def _tell(report: ImportReport) -> None:
    """Counts, notes, merges, refusals and conflicts."""
    say(
        f"{report.source}: {counted(report.read, 'record')} read = {report.kept:,} kept + {report.merged:,} merged"
        f" + {len(report.rejected):,} refused"
    )
    for note in report.notes:
        say(f"  note: {note}")
    for merge in report.merges[:SHOWN]:
        say(f"  merged, line {merge.line}: it is {merge.key}")
    for rejection in report.rejected[:SHOWN]:
        where = f"line {rejection.line}" if rejection.line else f"“{rejection.raw}”"
        complain(f"  refused, {where}: {rejection.reason}")
    for conflict in report.conflicts[:SHOWN]:
        complain(f"  {conflict.key}, {conflict.field}: {conflict.difference}")
    if report.conflicts:
        complain("  --prefer old or --prefer new says which of two texts is kept")
    if (more := max(len(report.rejected), len(report.merges)) - SHOWN) > 0:
        complain(f"  … and {more:,} more; --json lists them all")
