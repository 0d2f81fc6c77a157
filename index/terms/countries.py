"""The names of countries, of those who live there, and of regions of countries, from ``data/regions.tsv``; and of languages."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

REGIONS = "regions.tsv"
SHORT = 3  # letters; names so short are written in capitals: "UK"

# Of languages that no country is called by, and of those who speak them.
_LANGUAGES = (
    "arabic amharic basque bengali cantonese catalan creole dari esperanto farsi flemish frisian gaelic galician gujarati hausa hebrew hindi igbo inuktitut"
    " kurdish mandarin maori marathi pashto persian punjabi quechua romani sami sanskrit swahili tagalog tamil telugu tibetan tigrinya urdu uyghur"
    " xhosa yiddish yoruba zulu"
)


@cache
def places() -> frozenset[str]:
    """All names, folded."""
    return frozenset(name for line in _lines() for names in line.split("\t") for name in names.split(", "))


@cache
def nations() -> frozenset[str]:
    """The same names, and those of languages."""
    return places() | frozenset(_LANGUAGES.split())


@cache
def as_printed() -> str:
    """A pattern of the names of countries and of those who live there, with their capitals."""
    names = {name for line in _lines() for name in line.split("\t")[1].split(", ")}
    printed = sorted((name.upper() if len(name) <= SHORT else name.title() for name in names), reverse=True)
    return rf"(?-i:\b(?:{'|'.join(printed)}|U\.[SK]\.)(?!\w))"


def _lines() -> list[str]:
    return (files("index") / "data" / REGIONS).read_text("utf-8").splitlines()
