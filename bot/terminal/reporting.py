"""An import's report, for the person at the terminal or the program that asked for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.terminal.setting import complain, say, say_json
from corpus.models import ImportReport, Parsed

SHOWN = 20  # refusals and conflicts shown; --json lists them all


def tell_all(files: Sequence[Parsed], reports: Sequence[ImportReport], json: bool) -> None:
    """Each file's report: as text, or as one JSON array in which every record stands."""
    if json:
        pairs = zip(files, reports, strict=True)
        say_json([report.model_dump(mode="json") | {"papers": list(_kept(one, report))} for one, report in pairs])
        return
    for report in reports:
        _tell(report)


def _kept(parsed: Parsed, report: ImportReport) -> Iterator[dict[str, object]]:
    """Where the records that were kept begin, and their keys; those merged and refused stand in the report itself."""
    gone = {*(one.line for one in report.merges), *(one.line for one in report.rejected)}
    for line, paper in zip(parsed.lines, parsed.papers, strict=True):
        if line not in gone:
            yield {"line": line, "key": paper.key}


def _tell(report: ImportReport) -> None:
    """Counts, notes, merges, refusals and conflicts."""
    say(
        f"{report.source}: {report.read:,} records read = {report.kept:,} kept + {report.merged:,} merged"
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
