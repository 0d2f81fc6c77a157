"""Text that was UTF-8 and was read as Windows-1252 or Latin-1 ("Â±", "JosÃ©") → the text, where that is certain."""

from __future__ import annotations

import re

_SPECIAL = "€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸŽ"  # what Windows-1252 has where Latin-1 has controls
_RUN = re.compile(rf"[\x80-\xff{_SPECIAL}]+")
_PAIR = re.compile(r"\xc2[\xa0-\xbf]")  # "Â" before a sign or a wide space, which no language writes
LEADS = "\xc2\xc3\xe2"  # as UTF-8 begins letters with accents, signs, dashes and quotation marks
_LEFT = re.compile(rf"[\xc2\xc3][\x80-\xbf]|\xe2[€\x80][\x80-\xbf{_SPECIAL}]|\ufffd")


def mended(text: str) -> str:
    """A text with every run of such characters read as it was meant; a run that cannot be is left as it is."""
    return _RUN.sub(_run, text) if any(lead in text for lead in LEADS) else text


def looks_broken(text: str) -> bool:
    """Whether characters of a wrong encoding are left in a text, which nobody can mend for certain."""
    return any(lead in text for lead in f"{LEADS}\ufffd") and _LEFT.search(text) is not None


def _run(found: re.Match[str]) -> str:
    run = found[0]
    if len(run) < 2 or not any(c in LEADS for c in run):
        return run
    try:
        content = b"".join(c.encode("cp1252") if c in _SPECIAL else c.encode("latin-1") for c in run)
        return content.decode("utf-8")
    except UnicodeError:
        return _PAIR.sub(lambda pair: pair[0].encode("latin-1").decode("utf-8"), run)
