"""What stands in a message and asks nothing: mentions, smileys, markup left alone, "(please)", a bare link."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.patterns import late

_MENTION = r"@(?:everyone|here)|<(?:@[!&]?|#)\d+>"
_SMILEY = r"[:;=]['’]?-?[()\[\]DPpOo/|*]+|[xX]D+|\^_*\^|<?a?:[a-zA-Z]\w+:(?:\d+>)?"
_MARKUP = r"(?:\*\*|__|~~|\|\||`)+"  # a single star begins a line of a list
_COURTESY = r"\((?:please|pls|plz|thanks|thank you|thx|bitte|danke|merci|asap|urgent)\)"
_SIGNS = late(rf"(?<!\S)(?:{_MENTION}|{_SMILEY}|{_MARKUP}|{_COURTESY})[?!.,]*(?!\S)[^\S\n]*")
_EMOJI = late("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]*")
_LINK = late(r"<?https?://[^\s<>]+>?")


def without_signs(message: str) -> str:
    """A message without such signs; as it is if it has none, or nothing else."""
    bare = _EMOJI.sub("", _SIGNS.sub("", message)).strip()
    return bare if bare != message.strip() and any(map(str.isalnum, bare)) else message


def with_links(parts: Sequence[str]) -> list[str]:
    """The questions of a message, a bare link with the question beside it: the one before it, else the one after it."""
    found = list[str]()
    for part in parts:
        link = _LINK.fullmatch(part.rstrip("?"))
        if found and (link or _LINK.fullmatch(found[-1])):
            found[-1] = f"{found[-1]} {part.rstrip('?') if link else part}"
        else:
            found.append(part)
    return found
