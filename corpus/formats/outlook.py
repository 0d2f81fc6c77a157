"""An e-mail that Outlook saved (.msg): its text, and what is attached to it, also to e-mails inside it.

[MS-OXMSG] describes which stream of the compound file holds what.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.formats.compound import BEGINS, FOLDER, ROOT, STREAM, Compound, Entry

_SIGNS = tuple(
    name.encode("utf-16-le").decode("latin-1") for name in ("__properties_v", "__nameid_v", "__substg1.0_")
)
_OF_EXCEL = "Workbook".encode("utf-16-le").decode("latin-1")
_STREAM = "__substg1.0_"
_TEXT, _PAGE, _ATTACHED = (
    "1000",
    "10130102",
    "37010102",
)  # numbers of properties: of the text, as a page; of a file, its content
_NAMES = ("3707", "3704")  # a file's name, whole and short
_WIDE, _NARROW = "001F", "001E"  # how the text of a property is written


def is_message(head: str) -> bool:
    """Whether a file with this beginning, and its folder behind that, as Latin-1, is an e-mail of Outlook's."""
    return (
        head.startswith(BEGINS.decode("latin-1")) and _OF_EXCEL not in head and any(one in head for one in _SIGNS)
    )


def parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of an e-mail with their names, and its texts without one. Raises CompoundError if it is damaged."""
    file = Compound(content)
    for folder in (one for one in file.entries if one.kind in (FOLDER, ROOT)):
        held = {one.name.removeprefix(_STREAM).upper(): one for one in file.inside(folder) if one.kind == STREAM}
        if (text := _text(file, held, _TEXT)) is not None:
            yield "", text
        if page := held.get(_PAGE):
            yield "", file.stream(page)
        if attached := held.get(_ATTACHED):
            names = (_text(file, held, name) for name in _NAMES)
            name = next(filter(None, names), b"").decode("utf-8", "replace")
            yield name or "what is attached", file.stream(attached)


def _text(file: Compound, held: dict[str, Entry], number: str) -> bytes | None:
    """A property's text, in UTF-8 where its encoding is known; None if there is none."""
    if wide := held.get(number + _WIDE):
        return file.stream(wide).decode("utf-16-le", "replace").rstrip("\0").encode("utf-8", "replace")
    narrow = held.get(number + _NARROW)
    return file.stream(narrow).rstrip(b"\0") if narrow else None
