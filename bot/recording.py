"""Everything known about one answer, as text for the terminal and for moderators in Discord."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bot.assistant.compose import QUOTED_BEFORE
from bot.assistant.papers.tables import SIZE
from bot.assistant.wording import counted, joined, unlinked
from bot.storage.reviewed import Whole
from bot.storage.rows import Entry, LoggedQuote
from corpus.patterns import late
from index.terms.analyzer import Analyzer
from index.terms.attributes import has_count, to_count, wanted
from index.terms.words import ASKING

# What spoke for reading a question with the turn before it (features of bot.assistant.turns.following), as moderators read it.
FOLLOWED = {
    "named": "It names a paper, and no topic of its own.",
    "idle": "By itself it names no topic.",
    "points": "It points back, as “it” and “they” do.",
    "opens": "It begins as the second half of a question.",
    "bare": "It does not say what it asks about.",
    "less": "With the last question, what is found holds more of its words.",
    "both answered": "The paper talked about answers it, too.",
    "both related": "By itself it is not answered, either.",
    "related": "By itself it is not answered.",
    "stays": "By itself it finds the paper talked about, too.",
    "one paper": "One paper was talked about, and no list.",
}
TOLD = 3  # reasons
_NAMES = late(r"“[^“”]+” \([^()]+\)")  # a paper in a reply from the records
# Which warnings stood above the sentences (names of bot.assistant.above), and why.
WARNED = {
    "lacking": "A warning stood above it: it says that its sentences lack {missing}.",
    "near": "A warning stood above it: it comes near the question, and what it lacks could not be named.",
    "leaning": "A warning stood above it: it is of the paper that only came nearest to the question before.",
    "anew": "A line that stood above it says that it was read as a new question, not of the paper talked about.",
}
RECORDS = "from the papers' records ({kind}), not from a search of the abstracts"
READ = "by reading the abstracts for it ({kind}), not by a search for its words"
# What a reply did that shows related papers and quotes none of their sentences.
POINTED = "Not answered: what comes nearest was quoted just before"
OFFERED = "Not answered: it asks which paper is meant."
OF_ABSTRACTS = frozenset(("table", "each", "comparison", "context", "definition", "summary"))  # kinds
MORE = "Further passages for a question that was answered before: no question of its own."

Say = Callable[[str], str]  # a name or line of ours in the reader's language


def record(whole: Whole, say: Say = str, hold: Say = str) -> str:
    """The question and the answer, why it ended so, what it was made from, what readers thought of it, and which
    moderators read it; one fact a line. ``say`` translates the facts' names and our own words in them; the reasons and
    the answer stay as they are. ``hold`` marks what is not ours.
    """
    entry = _asked_itself(whole.entry)
    lines = [
        f"{say(name):<10} {hold(value)}"
        for name, value in (*_facts(entry, say), *_afterwards(whole, say))
        if value.strip()
    ]
    quotes = [_quote(one, entry, say, hold) for one in entry.quotes]
    above = [say("quotes")] if quotes else []
    return "\n".join([*reasons(entry, hold), "", entry.id, *lines, *above, *quotes, "", entry.text])


def ended(entry: Entry) -> str:
    """How a row ended, in a list of rows: its outcome, or "more" for further passages, which are no question of their own."""
    return "more" if entry.kind == "more" else entry.outcome


def reasons(entry: Entry, hold: Say = str) -> list[str]:
    """Why a question ended as it did, in plain sentences."""
    if entry.outcome == "refused":
        return [f"Refused: {entry.reason}."]
    entry = _asked_itself(entry)
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
    if entry.outcome == "related" and not entry.quotes:
        if entry.kind == "content" and QUOTED_BEFORE in entry.text:
            return [f"{POINTED}{_nowhere(entry, hold)}.", *_besides(entry, hold)]
        if entry.kind in ("which", "record"):
            return [OFFERED, *_besides(entry, hold)]
    if entry.kind == "advice":
        return [f"{said}, because it asks for advice on a patient.", *_followed(entry, hold)]
    if entry.kind not in ("content", "more"):
        of = READ if entry.kind in OF_ABSTRACTS or entry.quotes else RECORDS
        told = _read(entry, hold), _warned(entry, hold), _named_by(entry, hold), _followed(entry, hold)
        return [f"{said} {of.format(kind=entry.kind)}.", *(line for lines in told for line in lines)]
    return [
        *([MORE] if entry.kind == "more" else []),
        f"{said}{_because(entry, hold)}.",
        *_warned(entry, hold),
        *_nearly(entry, hold),
        *_figure(entry, hold),
        *_besides(entry, hold),
    ]


def _warned(entry: Entry, hold: Say) -> list[str]:
    missing = _quoted(entry.not_said, hold) or "something"
    return [WARNED[name].format(missing=missing) for name in entry.warned or () if name in WARNED]


def _asked_itself(entry: Entry) -> Entry:
    """A row without the words that it has only from the question before it: what was looked for and found is told of its own."""
    before, own = entry.read_with, entry.question.casefold()
    gone = {term.casefold() for term in before.terms if term.casefold() not in own} if before else ()
    found, lacked = (tuple(w for w in of if w.casefold() not in gone) for of in (entry.matched, entry.unmatched))
    return entry.model_copy(update={"matched": found, "unmatched": lacked})


def _because(entry: Entry, hold: Say) -> str:
    """Which words of the question were found, and which were not; the end of a sentence."""
    looked = (*entry.matched, *entry.unmatched)
    words, held = len(looked), _quoted_words(entry)
    because = ", because what is quoted holds" if held else "; what is quoted holds"  # no reason, if it is empty
    because = because if entry.outcome == "answered" else "; the nearest sentences hold"
    said = f"{because} {len(held)} of the {counted(words, 'word')} looked for" if words else ""
    nowhere = [word for word in entry.unknown_words if word]
    lacking = [word for word in entry.unmatched if word not in held and word not in nowhere]
    said += f"; {_quoted(lacking, hold)} {'is' if len(lacking) == 1 else 'are'} not in it" if lacking else ""
    return said + _nowhere(entry, hold)


def _nowhere(entry: Entry, hold: Say) -> str:
    """Which words no paper has; the end of a sentence."""
    words = [word for word in entry.unknown_words if word]
    return (
        f"; {_quoted(words, hold)} {'stands' if len(words) == 1 else 'stand'} nowhere in these papers"
        if words
        else ""
    )


def _nearly(entry: Entry, hold: Say) -> list[str]:
    """Which words were found, but not as they were asked: another form of theirs, or a word of similar meaning."""
    held, nowhere = _quoted_words(entry), entry.unknown_words
    words = [word for word in entry.matched if word not in held and word not in nowhere]
    are, them = ("is", "it") if len(words) == 1 else ("are", "them")
    apart = f"only another form, a word of similar meaning or another sentence of the paper has {them}"
    return [f"{_quoted(words, hold)} {are} not in it word for word: {apart}."] if words else []


def _figure(entry: Entry, hold: Say) -> list[str]:
    """For each figure that was asked for, whether one of its kind is quoted."""
    question, texts = entry.question, [quote.text for quote in entry.quotes]
    kinds = [one for one in wanted(question) if one.attribute.figure]
    counts = [name for name, start in to_count(question) if not any(one.names(start) for one in kinds)]
    kinds = [one for one in kinds if not (counts and one.attribute.name == SIZE)]  # “number of hives” says it
    found = {question[slice(*one.spans[0])].strip(): any(map(one.attribute.stands_in, texts)) for one in kinds}
    found |= {name: any(has_count(text, question) for text in texts) for name in counts}
    return [
        f"A figure was asked for ({_quoted([name], hold)}): {'one' if quoted else 'none'} of its kind is quoted."
        for name, quoted in found.items()
    ]


def _quoted_words(entry: Entry) -> set[str]:
    """The words looked for that stand in a quoted sentence."""
    looked = (*entry.matched, *entry.unmatched)
    return {word for quote in entry.quotes for word in _words_in(quote.text, looked)}


def _words_in(text: str, words: Iterable[str]) -> list[str]:
    """The words that a text contains literally; a name counts only as a whole, without "of" and the like."""
    analyzer = Analyzer()

    def plain(said: str) -> str:
        return f" {' '.join(token.word for token in analyzer.tokens(said) if token.word not in ASKING)} "

    held = plain(text)
    return [word for word in words if plain(word) in held]


def _quote(quote: LoggedQuote, entry: Entry, say: Say, hold: Say) -> str:
    """A quoted sentence, where it stands, and which of the words looked for it has."""
    words = _words_in(quote.text, (*entry.matched, *entry.unmatched))
    place = f"  {quote.key} [{quote.start}:{quote.stop}] {quote.section or ''}"
    return "\n".join(
        (hold(f"{place}\n  {quote.text}"), *([f"  {say('matched')}: {hold(', '.join(words))}"] if words else []))
    )


def _read(entry: Entry, hold: Say) -> list[str]:
    """Which words counted most in a question that was read by all its words at once; [] if it was not."""
    said = f"It was read by all its words together; these counted most: {hold(', '.join(entry.matched))}."
    return [said] if entry.matched else []


def _named_by(entry: Entry, hold: Say) -> list[str]:
    """Which words of a question stand in the names of papers that a reply from the records shows; [] if none does."""
    names = " ".join(_NAMES.findall(entry.text)) if entry.kind == "record" else ""
    words = _words_in(names, dict.fromkeys(token.word for token in Analyzer().tokens(entry.question)))
    return [f"Of its words, these stand in a title or citation shown: {hold(', '.join(words))}."] if words else []


def _followed(entry: Entry, hold: Say) -> list[str]:
    """Which question it was read as a follow-up to, which of its papers were meant, and what spoke most for that; [] if to none."""
    if entry.read_with is None:
        return []
    why = [FOLLOWED[name] for name in entry.read_with.why if name in FOLLOWED]
    before = entry.read_with
    talked = {*before.keys, *before.listed, *before.beyond, *before.lately}
    of_those = entry.kind == "record" and entry.keys and talked.issuperset(entry.keys)
    named = (
        [f"Of which papers it is asked was told by that turn: {hold(', '.join(entry.keys))}."] if of_those else []
    )
    return [f"It was read as a follow-up to “{hold(before.question)}”.", *named, *why[:TOLD]]


def _besides(entry: Entry, hold: Say) -> list[str]:
    said = _followed(entry, hold)
    said += [f"It was asked of {counted(len(entry.scope), 'paper')} alone."] if entry.scope else []
    return said + ([f"Looked for as well: {hold(', '.join(entry.searched_also))}."] if entry.searched_also else [])


def _quoted(words: Sequence[str], hold: Say) -> str:
    return joined([f"“{hold(unlinked(word))}”" for word in words])


def _facts(entry: Entry, say: Say) -> tuple[tuple[str, str], ...]:
    places = {"server": entry.server, "channel": entry.channel, "message": entry.reply, "": entry.conversation}
    return (
        ("asked", say(f"{entry.asked_at:%Y-%m-%d %H:%M:%S} UTC, {entry.surface}, by {_who(entry)}")),
        ("written by", entry.writer or ""),
        ("where", ", ".join(f"{name and say(name)} {at}".lstrip() for name, at in places.items() if at)),
        ("question", entry.question),
        ("typed", entry.typed or ""),
        ("withheld", say(entry.withheld or "")),
        ("read with", entry.read_with.question if entry.read_with else ""),
        ("among", ", ".join(entry.scope or ())),
        ("outcome", f"{say(entry.outcome)} ({say(entry.kind)}){f': {entry.reason}' if entry.reason else ''}"),
        ("pinned", entry.pin or ""),
        ("matched", ", ".join(entry.matched)),
        ("unmatched", ", ".join(entry.unmatched)),
        ("also", ", ".join(entry.searched_also)),
        ("unknown", ", ".join(entry.unknown_words)),
        ("not said", ", ".join(entry.not_said)),
        ("ranking", ", ".join(f"{runner.key} {runner.score:.2f}" for runner in entry.runners)),
        ("library", say(f"{entry.library}, snapshot {entry.snapshot[:12]}" if entry.snapshot else entry.library)),
        ("engine", say(_made_by(entry)) if entry.engine else ""),
        ("latency", f"{entry.latency_ms:.1f} ms" if entry.engine else ""),
    )


def _made_by(entry: Entry) -> str:
    return f"{entry.engine}, weights {entry.weights}, settings {entry.settings}, Marrow {entry.version}"


def _who(entry: Entry) -> str:
    return " = ".join(name for name in (entry.asker, entry.member) if name) or "somebody unnamed"


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
