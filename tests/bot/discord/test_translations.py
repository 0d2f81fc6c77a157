"""Every sentence of the code has its Japanese, and nothing else is touched."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import Path

import discord
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.rendering import NOTE, Rendered
from bot.discord.text import CLOSE, OPEN, bare, shortened, slot
from bot.discord.translator import ENGLISH, Tongue, japanese, tables
from corpus.files import formats
from corpus.joining import builtin
from index.terms.attributes import figure_names
from tests.bot.discord.composed_answers import ANSWERING
from tests.bot.discord.composed_lines import LINES
from tests.bot.discord.shown_strings import (
    CITED,
    PARTS,
    ROOT,
    answering,
    called,
    english_in,
    english_left,
    in_japanese,
    literal,
    rooms,
    said,
    whole,
)
from tests.bot.discord.test_ask import DOI

# All lines are one test, which names those that went wrong: more than a thousand tests cost more than what they read.


def left_english(
    lines: Iterable[str], say: Callable[[str], str], kept: Container[str] = ()
) -> dict[str, tuple[str, list[str]]]:
    """The lines in whose Japanese English words are left: how each is shown, and the words."""
    shown = {line: say(line) for line in lines}
    left = {line: [word for word in english_left(text) if word not in kept] for line, text in shown.items()}
    return {line: (shown[line], words) for line, words in left.items() if words}


def lacking_lines(left: dict[str, tuple[str, list[str]]]) -> str:
    """What to do about lines of composed_lines.py and composed_answers.py that are not wholly in Japanese."""
    return "\n".join(
        (
            "add to ja.toml: whole sentences under [messages], parts of them under [phrases]; letters of slots: bot/discord/templates.py",
            *(f"{line!r}\n  still has {', '.join(words)}" for line, (_, words) in left.items()),
        )
    )


def test_what_answers_from_records_are_made_of_has_its_japanese() -> None:
    left = left_english(ANSWERING, japanese().message, kept=("marrow", "table", "csv"))
    assert left == {}, lacking_lines(left)


def test_every_sentence_has_its_japanese() -> None:
    named = {*tables()["names"], *tables()["sentences"]}  # those of commands: test_commands.py
    lacking = {
        text: where
        for text, where in said().items()
        if text not in PARTS and text not in named and not in_japanese(whole(text))
    }
    assert lacking == {}, "add each to bot/discord/translations/ja.toml: [labels], [messages] or [phrases]"


REFUSING = {"RefusedError", "CorpusError", "UnreadableError"}
FILES = ("corpus/files.py", "corpus/taking.py", "corpus/watching/origins.py", *(str(one.relative_to(ROOT)) for one in (ROOT / "corpus" / "formats").rglob("*.py")),
         *(f"corpus/page/{one.name}" for one in (ROOT / "corpus" / "page").glob("*.py")))  # fmt: skip
OPERATORS = (
    "⟦1⟧ ⟦2⟧.",
    "refused⟦2⟧; nothing",
    "is a folder",
    "is no format",
    "is no encoding",
    "could not be read",
    "--encoding",
    "cannot be read: ",
    "cannot be written: ",
    "is damaged: it does not say",
)  # composed_lines.py or composed_answers.py has them, or only a terminal meets them


def test_why_a_file_is_refused_has_its_japanese() -> None:
    lacking = [
        (file, text)
        for file in sorted(FILES)
        for call in ast.walk(ast.parse((ROOT / file).read_text("utf-8")))
        if isinstance(call, ast.Call) and called(call) in REFUSING
        for text in [literal(part) for part in call.args]
        if text and not any(one in text for one in OPERATORS) and not in_japanese(re.sub("⟦.⟧", "⟦9⟧", text))
    ]
    assert lacking == [], "add each to bot/discord/translations/ja.toml, [messages] or [phrases]"


def test_every_format_has_its_title_in_japanese() -> None:
    phrases = tables()["phrases"]
    left = {one.called: english_in(phrases.get(one.called, one.called)) for one in formats()}
    assert {called: words for called, words in left.items() if words} == {}, (
        "add each to ja.toml, [phrases]; a format's own name is one of NAMES in shown_strings.py"
    )


def test_no_japanese_and_no_exception_is_left_over() -> None:
    """A key is made of the code's own words, or of what an example is composed of."""
    written = "\n".join(
        (*(text for file in (*rooms(), CITED, *answering()) for text in every(file)), *figure_names())
    )
    keys = [key for table in ("labels", "messages", "phrases") for key in tables()[table]]
    pieces = {key: [p.strip(" .:;()") for p in re.split(r"\{[A-Za-z]\??\}", key) if len(p) > 8] for key in keys}
    gone = {key for key, words in pieces.items() if not all(word in written for word in words)}
    lines = "\n".join((*LINES, *ANSWERING))
    used = {key for key in gone if re.search(pattern(key), lines)}
    # names of a record's fields, as a card shows them
    left = gone - used - {"Filled in", "Published", "Viewed by"}
    assert left == set(), (
        "nothing says these any more; take them out of ja.toml, or, where they are composed, give an example in "
        f"composed_lines.py, composed_answers.py: {sorted(left)}"
    )
    assert {text for text in PARTS if text not in said()} == set()


def every(file: Path) -> Iterator[str]:
    """All strings of a file."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def pattern(key: str) -> str:
    return ".+".join(re.escape(piece) for piece in re.split(r"\{[A-Za-z]\??\}", key))


def test_what_is_composed_has_its_japanese() -> None:
    left = left_english(LINES, japanese().message)
    assert left == {}, lacking_lines(left)


@given(st.text(alphabet="ab.。 :·-#>*“”\n", max_size=60), st.sampled_from(LINES))
def test_quotes_and_their_papers_are_never_touched(text: str, line: str) -> None:
    quote = "> " + text.replace("\n", "\n> ")
    reference = f"-# — {line} · <https://doi.org/{DOI}>"
    asked = f"-# “{slot(line)}”"
    content = "\n".join((line, asked, quote, f"> {line}", reference, "```", line, "```"))
    shown = japanese().message(content).split("\n")
    assert shown[1:] == bare(content).split("\n")[1:]


# what members and papers may write, made of what our templates are made of
FOREIGN = st.one_of(
    st.sampled_from(("history of smoking, and of pain", "a · b · `c`", "“x” (y)", "Report", "open", "everything", "3 papers", "痛み of 骨、", "A. B? C: d")),
    st.lists(st.sampled_from((*", ; : . ? ! “ ” ( ) [ ] · ` * 50% 7 \n >".split(" "), " ", " of ", " or ", " and ", ", ", "by", "in", "痛み", "papers")), min_size=1, max_size=9).map("".join),
    st.text(min_size=1, max_size=30),
)  # fmt: skip
TABLES = ("labels", "messages", "phrases")
TEMPLATES = sorted({key for table in TABLES for key in tables()[table] if re.search(r"\{[A-Za-z]\??\}", key)})
OF_KIND = {
    "n": "12",
    "t": "4 answered, 1 nothing",
    "u": "2023: 2 papers, 2024: 1 paper",
    "y": "6 May 2024",
    "z": "May 2024",
}


@given(st.data(), FOREIGN)
def test_no_translation_reaches_into_what_is_not_ours(data: st.DataObject, foreign: str) -> None:
    """Every template, with the same hostile text in all of its slots: it stands there verbatim, and nothing of it is
    taken for ours.
    """
    foreign = bare(foreign) or "x"
    template = data.draw(st.sampled_from(TEMPLATES))
    held = {
        "w": f"{slot(foreign)}, {slot(foreign)} and {slot(foreign)}",
        "v": f"{slot(foreign)} for “{slot(foreign)}”",
    }
    filled = {"x": held["w"], **held, **OF_KIND}
    line = re.sub(r"\{([A-Za-z])\??\}", lambda one: filled.get(one[1], slot(foreign)), template)
    tongue = japanese()
    shown = {"labels": tongue.label, "messages": tongue.message, "phrases": tongue.phrase}
    for table, say in shown.items():
        if template in tables()[table]:
            apart = say(line)
            assert apart == say(line.replace(slot(foreign), slot("※※"))).replace("※※", foreign)
            assert apart.count(foreign) >= line.count(slot(foreign))


def test_every_template_is_found_whatever_its_slots_hold() -> None:
    held = {
        "w": f"{slot('※')} and {slot('※')}",
        "v": f"{slot('※')} for “{slot('※')}”",
        "x": slot("※"),
        **OF_KIND,
    }
    lines = {key: re.sub(r"\{([A-Za-z])\??\}", lambda one: held.get(one[1], slot("※")), key) for key in TEMPLATES}
    tongue = japanese()
    for table, say in {"labels": tongue.label, "messages": tongue.message, "phrases": tongue.phrase}.items():
        own = [line for key, line in lines.items() if key in tables()[table]]
        assert left_english(own, say, kept=("csv", "table")) == {}, table


@given(
    st.text(st.characters(codec="utf-8", exclude_characters=OPEN + CLOSE), max_size=80)
)  # which mark whose text it is, and go
def test_a_text_that_is_not_ours_stays(text: str) -> None:
    assert japanese().message(f"ください {text}").startswith("ください")
    if not text.isascii() and text.strip():
        assert japanese().label(text) == text


def test_every_paper_stays_as_it_is() -> None:
    for paper in builtin().papers:
        said_of = f"• “{paper.title}” (Kang et al. 2023, Cancers) <{paper.link}>"
        assert japanese().message(said_of) == said_of


def test_japanese_takes_no_more_room_than_english() -> None:
    """What fitted a message, a button and a form goes on fitting."""
    kept = tables()
    assert {
        key for table in ("messages", "phrases") for key, text in kept[table].items() if len(text) > len(key) + 6
    } == set()
    assert max(map(len, kept["labels"].values())) <= 45


async def test_a_message_that_is_sent_again_is_translated_as_the_first_time() -> None:
    """A title that is a word of ours stays a title, and a later try without translation is in English."""
    view = discord.ui.View(timeout=None)
    options = [discord.SelectOption(label=slot("Remove"), description=slot("Cite"), value="1")]
    view.add_item(discord.ui.Select(placeholder="Open a paper", options=options))
    view.add_item(discord.ui.Button(label=slot("Remove"), custom_id="theirs"))
    view.add_item(discord.ui.Button(label="Remove", custom_id="ours"))
    rendered = Rendered(content="Which papers?", view=view)

    def sent(what: Rendered, tongue: Tongue) -> list[str | None]:
        menu, theirs, ours = what.arguments(tongue)["view"].children
        (option,) = menu.options
        return [menu.placeholder, option.label, option.description, theirs.label, ours.label]

    ja = [japanese().label("Open a paper"), "Remove", "Cite", "Remove", japanese().label("Remove")]
    assert ja[0] != "Open a paper"
    assert ja[-1] != "Remove"
    assert sent(rendered, japanese()) == sent(rendered.only(), japanese()) == ja
    assert sent(rendered, ENGLISH) == ["Open a paper", "Remove", "Cite", "Remove", "Remove"]


def test_a_note_that_is_cut_leaves_the_one_behind_it_ours() -> None:
    long, behind = f"Only in {slot('a' * 300)}", f"Read as a follow-up to “{slot('q')}”"
    shown = japanese().message("-# " + " · ".join(shortened(note, NOTE) for note in (long, behind)))
    first, _, second = shown.partition("… · ")
    assert english_left(re.sub("a{50,}", "", first)) == english_left(second) == []
    assert "「q」" in second
