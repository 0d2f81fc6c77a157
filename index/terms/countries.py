"""The names of countries, of those who live there, and of regions of countries, from ``data/regions.tsv``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

REGIONS = "regions.tsv"


@cache
def places() -> frozenset[str]:
    """All names, folded."""
    lines = (files("index") / "data" / REGIONS).read_text("utf-8").splitlines()
    return frozenset(part.strip() for line in lines for part in line.replace("\t", ",").split(","))
