"""Work that somebody wants done and that no paper tells: texts to be written or translated, files exported, papers deleted."""

from __future__ import annotations

from itertools import dropwhile

from corpus.patterns import late
from index.terms.words import ASKING

DOES_NOT = (
    "I only find sentences in these papers and quote them. I write and translate no texts, and change nothing here. "
    "References come as a file with `/cite` in Discord and `marrow corpus cite` on the machine, figures with `/table` and `marrow table`."
)
# "Write my introduction", "export all papers as RIS": first what is done, then what to.
_DOING = frozenset(
    "write draft compose rewrite reword rephrase paraphrase translate delete erase wipe export download save ignore".split()
)
_REWORDING = frozenset("translate rewrite reword rephrase paraphrase".split())  # of whichever paper
_WRITING = frozenset("write draft compose".split())
_TEXTS = frozenset(  # that somebody writes, whatever they are to be about
    "introduction intro background discussion section paragraph paragraphs essay manuscript thesis email letter poem story text proposal slides presentation blog tweet".split()
)
_OF_SIZE = frozenset("short brief long small quick nice good few one two three 1 2 3".split())
_DONE = _TEXTS | frozenset(
    """german french spanish english japanese everything all papers articles references citations ris bibtex endnote word excel csv spreadsheet pdfs file files format
    records library database it them this these those instructions rules prompt system print previous abstract abstracts summary conclusion conclusions title sentence
    sentences quote answer""".split()
)
_POLITELY = frozenset("please pls can could would will you u now ok and so just".split())
_TOKEN = late(r"[^\W_]+(?:['’][^\W_]+)?")


def is_to_be_done(line: str) -> bool:
    """True if a line asks to do something to a text or to the library, and for nothing that a paper tells."""
    words = [*dropwhile(_POLITELY.__contains__, map(str.casefold, _TOKEN.findall(line)))]
    if not words or words[0] not in _DOING:
        return False
    text = next((word for word in words[1:] if word not in ASKING | _OF_SIZE), "")
    if words[0] in _WRITING and text in _TEXTS:
        return True
    return not _DONE.isdisjoint(words) and (words[0] in _REWORDING or {*words[1:]} <= ASKING | _DONE)
