"""Everything that is known of one answer, as text for the terminal and for moderators in Discord."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.assistant.wording import counted, joined, unlinked
from bot.storage.reviewed import Whole
from bot.storage.rows import Entry

Say = Callable[[str], str]  # a name or line of ours in the reader's language


def record(whole: Whole, say: Say = str, hold: Say = str) -> str:
    """The question and the answer, why it ended so, what it was made from, what readers thought of it, and which
    moderators read it; one fact a line. ``say`` puts the facts' names, and what is ours in them, into another
    language; the reasons and the answer stay as they are. ``hold`` marks what is not ours.
    """
    entry = whole.entry
    lines = [
        f"{say(name):<10} {hold(value)}"
        for name, value in (*_facts(entry, say), *_afterwards(whole, say))
        if value.strip()
    ]
    quotes = [hold(f"  {q.key} [{q.start}:{q.stop}] {q.section or ''}\n  {q.text}") for q in entry.quotes]
    return "\n".join(
        [
            *reasons(entry, hold),
            "",
            entry.id,
            *lines,
            *([say("quotes")] if quotes else []),
            *quotes,
            "",
            entry.text,
        ]
    )


def reasons(entry: Entry, hold: Say = str) -> list[str]:
    """Why a question ended as it did, in plain sentences."""
    if entry.outcome == "refused":
        return [f"Refused: {entry.reason}."]
    ends = {
        "answered": "Answered",
        "related": "Not answered, only related sentences shown",
        "nothing": "Not answered: nothing was found",
        "help": "No paper was searched: help, thanks, or no question",
    }
    said = ends.get(entry.outcome, entry.outcome)
    if entry.withheld:
        return [f"{said}. Why cannot be told: no words are kept ({entry.withheld})."]
    if entry.outcome == "help":
        return [f"{said}."]
    if entry.pin:
        return [f"{said} by what a moderator pinned ({entry.pin}) to a question like this one."]
    if entry.kind not in ("content", "more"):
        read = f"It was read by all its words together; these counted most: {hold(', '.join(entry.matched))}."
        from_records = f"{said} from the papers' records ({entry.kind}), not from a search of the abstracts."
        return [from_records, *([read] if entry.matched else [])]
    return [f"{said}{_because(entry, hold)}.", *_besides(entry, hold)]


def _because(entry: Entry, hold: Say) -> str:
    """Which words of the question were found, and which were not; the end of a sentence."""
    words = len(entry.matched) + len(entry.unmatched)
    because = ", because what is quoted holds" if entry.outcome == "answered" else "; the nearest sentences hold"
    said = f"{because} {len(entry.matched)} of the {counted(words, 'word')} looked for" if words else ""
    nowhere = [word for word in entry.unknown_words if word]
    lacking = [word for word in entry.unmatched if word not in nowhere]
    said += f"; {_quoted(lacking, hold)} {'is' if len(lacking) == 1 else 'are'} not in it" if lacking else ""
    return said + (
        f"; {_quoted(nowhere, hold)} {'stands' if len(nowhere) == 1 else 'stand'} nowhere in these papers"
        if nowhere
        else ""
    )


def _besides(entry: Entry, hold: Say) -> list[str]:
    said = [f"It was read as a follow-up to “{hold(entry.read_with.question)}”."] if entry.read_with else []
    said += [f"It was asked of {counted(len(entry.scope), 'paper')} alone."] if entry.scope else []
    return said + ([f"Looked for as well: {hold(', '.join(entry.searched_also))}."] if entry.searched_also else [])


def _quoted(words: Sequence[str], hold: Say) -> str:
    return joined([f"“{hold(unlinked(word))}”" for word in words])


def _facts(entry: Entry, say: Say) -> tuple[tuple[str, str], ...]:
    places = (entry.server, entry.channel, entry.reply, entry.conversation)
    return (
        ("asked", say(f"{entry.asked_at:%Y-%m-%d %H:%M:%S} UTC, {entry.surface}, by {_who(entry)}")),
        ("where", ", ".join(part for part in places if part)),
        ("question", entry.question),
        ("withheld", say(entry.withheld or "")),
        ("read with", entry.read_with.question if entry.read_with else ""),
        ("among", ", ".join(entry.scope or ())),
        ("outcome", f"{say(entry.outcome)} ({say(entry.kind)}){f': {entry.reason}' if entry.reason else ''}"),
        ("pinned", entry.pin or ""),
        ("matched", ", ".join(entry.matched)),
        ("unmatched", ", ".join(entry.unmatched)),
        ("also", ", ".join(entry.searched_also)),
        ("unknown", ", ".join(entry.unknown_words)),
        ("ranking", ", ".join(f"{runner.key} {runner.score:.2f}" for runner in entry.runners)),
        ("library", say(f"{entry.library}, snapshot {entry.snapshot[:12]}")),
        (
            "engine",
            say(f"{entry.engine}, weights {entry.weights}, settings {entry.settings}, Marrow {entry.version}"),
        ),
        ("latency", f"{entry.latency_ms:.1f} ms"),
    )


def _who(entry: Entry) -> str:
    named = " = ".join(name for name in (entry.asker, entry.member) if name)
    return named or "nobody named"


def _afterwards(whole: Whole, say: Say) -> tuple[tuple[str, str], ...]:
    verdicts = ((one.at, say("helpful" if one.helpful else "not helpful"), one.reason) for one in whole.verdicts)
    return (
        *(
            ("feedback", f"{at:%Y-%m-%d %H:%M} UTC {said}{f': {why}' if why else ''}")
            for at, said, why in verdicts
        ),
        *(("report", f"{one.at:%Y-%m-%d %H:%M} UTC {one.reason}") for one in whole.reports),
        *(("note", f"{one.at:%Y-%m-%d %H:%M} UTC {one.author}: {one.note}") for one in whole.notes),
        *(("read by", f"{one.at:%Y-%m-%d %H:%M} UTC {one.reader} ({one.what})") for one in whole.readings),
    )
