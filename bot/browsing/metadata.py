"""What Datasette is told of the copy: what tables and columns mean, what to group by, and queries worth asking."""

from __future__ import annotations

from typing import Any

from bot.browsing.copy import NAME
from bot.browsing.tables import TABLES, Table

TITLE = "Marrow’s logbook"
_ABOUT = "A copy made when this page was opened: what is asked later is not in it. It goes when “marrow log browse” ends."
# Datasette prints a line a column above the rows; in three columns they leave the rows in sight.
_COMPACT = "<style>dl.column-descriptions { columns: 16em 3; font-size: 0.8em }</style>"
# Table → what its page begins with: facets, and the order of its rows.
_FACETS: dict[str, list[str | dict[str, str]]] = {
    "answers": ["outcome", "kind", "surface", {"array": "dois"}],
    "quotes": ["key", "section"],
    "feedback": ["helpful"],
    "gaps": ["solved_by"],
}
_NEWEST = {"answers": "asked_at", "feedback": "at", "reports": "at", "notes": "at", "gaps": "day"}
_SHORT = "id, asked_at, outcome, question, dois, latency_ms"
QUERIES: dict[str, dict[str, str]] = {
    "recent": {
        "title": "The newest questions",
        "sql": f"SELECT {_SHORT} FROM answers ORDER BY asked_at DESC LIMIT 100",  # noqa: S608  # names are ours
    },
    "unanswered": {
        "title": "Questions the papers did not answer, newest first",
        "sql": "SELECT id, asked_at, outcome, question, unknown_words, unmatched FROM answers "
        "WHERE outcome IN ('related', 'nothing') ORDER BY asked_at DESC LIMIT 500",
    },
    "reported": {
        "title": "Answers that were reported, newest first",
        "sql": "SELECT r.at, r.reason, a.id, a.outcome, a.question, a.dois FROM reports r "
        "JOIN answers a ON a.id = r.answer ORDER BY r.at DESC LIMIT 500",
    },
    "slow": {
        "title": "The slowest answers",
        "sql": f"SELECT {_SHORT} FROM answers ORDER BY latency_ms DESC LIMIT 100",  # noqa: S608
    },
    "by_paper": {
        "title": "How often each paper was quoted",
        "sql": "SELECT key, count(DISTINCT answer) AS answers, count(*) AS quotes FROM quotes "
        "GROUP BY key ORDER BY answers DESC, key",
    },
    "quoting": {
        "title": "Answers that quote a paper, by its DOI or key, newest first",
        "sql": f"SELECT {_SHORT} FROM answers WHERE id IN (SELECT answer FROM quotes WHERE key = trim(:paper)) "  # noqa: S608
        "ORDER BY asked_at DESC LIMIT 500",
    },
    "missing_words": {
        "title": "What was asked for and is not held",
        "sql": "SELECT word, sum(questions) AS questions, max(solved_by) AS solved_by FROM gaps "
        "GROUP BY word ORDER BY questions DESC, word LIMIT 500",
    },
    "days": {
        "title": "Questions a day, by how they ended",
        "sql": "SELECT day, outcome, count(*) AS questions FROM answers GROUP BY day, outcome ORDER BY day, outcome",
    },
}


def metadata(names: bool, chart: str) -> dict[str, Any]:
    """The metadata of a copy, as Datasette reads it; ``chart`` is HTML for the top of its page."""
    return {
        "title": TITLE,
        "description": _ABOUT,
        "databases": {
            NAME: {
                "title": TITLE,
                "description_html": f"{chart}<p>{_ABOUT}</p>",
                "tables": {table.name: _told(table, names) for table in TABLES},
                "queries": QUERIES,
            }
        },
    }


def _told(table: Table, names: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "description_html": f"<p>{table.about}</p>{_COMPACT}",
        "columns": {column.name: column.about for column in table.shown(names)},
        "facets": _FACETS.get(table.name, []),
    }
    if table.name in _NEWEST:
        told["sort_desc"] = _NEWEST[table.name]
    if table.name == "answers":
        told["label_column"] = "question"
    return told
