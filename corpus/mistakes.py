"""What pydantic and typer say of a wrong value, in plain words."""

from __future__ import annotations

from corpus.patterns import late

_SAID = (
    (r"Input should be a valid integer.*", "a whole number belongs there"),
    (r"Input should be a (?:valid|finite) number.*", "a number belongs there"),
    (r"Input should be a valid boolean.*", "true or false belongs there"),
    (r"Input should be a valid string.*", "a text in quotation marks belongs there"),
    (r"Input should be a valid (?:tuple|list|array|set).*", 'a list belongs there, as ["one", "another"]'),
    (
        r"Input should be a valid (?:dictionary|table).*",
        "it is a table: its name stands in square brackets, its settings below",
    ),
    (r"Input is not a valid path.*", "a path in quotation marks belongs there"),
    (
        r"Input should be a valid date(?:time)?.*",
        "a day or a moment belongs there, as 2026-01-31 or 2026-01-31T12:00",
    ),
    (r"(?:Input|Value) should be greater than or equal to (.+)", r"it has to be at least \1"),
    (r"(?:Input|Value) should be less than or equal to (.+)", r"it can be at most \1"),
    (r"(?:Input|Value) should be greater than (.+)", r"it has to be more than \1"),
    (r"(?:Input|Value) should be less than (.+)", r"it has to be less than \1"),
    (r"Input should be ('.+)", r"it is one of \1"),
    (r"(?:String|Tuple|List) should have at least (\d+) .*", r"it has to hold at least \1"),
    (r"(?:String|Tuple|List) should have at most (\d+) .*", r"it can hold at most \1"),
    (r"String should match pattern '\^https.*", "an address that begins with https:// or http:// belongs there"),
    (r"String should match pattern '\^\(wss.*", "an address that begins with wss:// or ws:// belongs there"),
    (r"String should match pattern.*", "it is not written in the way config.example.toml shows"),
    (r"Field required", "it has to be given"),
    (r"Extra inputs are not permitted", "nothing of that name is read there"),
)
_SAYING = tuple((late(said), told) for said, told in _SAID)


def in_words(said: str) -> str:
    """An error message of pydantic or typer in plainer words; a message we have no words for is returned as it
    is.
    """
    said = said.removeprefix("Value error, ")
    return next((found.expand(told) for pattern, told in _SAYING if (found := pattern.fullmatch(said))), said)
