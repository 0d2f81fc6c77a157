r"""LaTeX of which a program escaped each sign once more, as it was: Google Scholar's "$$\backslash$mu $ PC" → "$\mu$ PC", Mendeley's "$\backslash$n" → a gap."""

from __future__ import annotations

from corpus.cleaning.latexsigns import SYMBOLS
from corpus.patterns import late

_SIGN = "$\\backslash$"
_NAMED = late(r"\$\\backslash\$([A-Za-z]+)")
_SET_APART = (("$\\{$", "{"), ("$\\}$", "}"), ("\\^{} ", "^"), ("$ \\_ ", "$_"), ("\\_", "_"))
_GAP = late(r" \$(?![\w\\{$])")  # before the dollar that ends a formula
_BREAKS = frozenset("nrt")  # with a backslash a new line, in programs


def as_it_was(text: str, commands: frozenset[str]) -> str:
    """A text as it was before its signs were escaped; ``commands``: known beside those that stand for a sign."""
    if _SIGN not in text:
        return text
    known = {name for name in _NAMED.findall(text) if name in SYMBOLS or name in commands}
    plain = _NAMED.sub(lambda found: f"\\{found[1]}" if found[1] in known else _broken(found[1]), text)
    if not known:
        return plain
    for written, sign in _SET_APART:
        plain = plain.replace(written, sign)
    return _GAP.sub("$", plain)


def _broken(rest: str) -> str:
    """What stands behind a backslash that begins no command: of one that broke a line, without its letter."""
    return f" {rest[1:]}" if rest[0] in _BREAKS else rest
