"""E-mails, with what is attached to them: one, several of a folder in one file (mbox), or one that Outlook saved (.msg).

RFC 5322, RFC 2045 and RFC 4155 describe them; [MS-OXMSG] says which stream of Outlook's compound file holds what.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from corpus.errors import CorpusError, UnreadableError
from corpus.formats.collecting import Reading, together
from corpus.formats.opening import decoding
from corpus.formats.opening.archive import called, read_part
from corpus.formats.opening.around import ReadOne, deeper
from corpus.formats.opening.compound import BEGINS, FOLDER, ROOT, STREAM, Compound, CompoundError, DirectoryEntry
from corpus.formats.opening.decoding import check_size
from corpus.formats.opening.packed import MOST_PARTS, unpacked
from corpus.models import Parsed
from corpus.patterns import late

_HEADER = late(
    r"(?:From [^\n]{1,200}\n)?(?:[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]?[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,200}){2,400}+"
)
_OF_MAIL = frozenset(
    "from to subject date mime-version received return-path delivered-to message-id content-type".split()
)
_LEAST = 3  # of these an e-mail's header has
_TEXTS = ("text/plain", "text/html")
# the line before each e-mail of a folder; one like it in a text has a sign in front
_NEXT = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{1,500}\n(?=[A-Za-z][A-Za-z0-9-]{1,60}:)")
_QUOTED = re.compile(rb"^>(?=>{0,20}From )", re.MULTILINE)
_SIGNS = (b"\n-- \n", b"\n-- \r\n")  # the line before a writer's signature, RFC 3676
_LINES_SIGNED, _LONGEST_SIGNED = 15, 200  # lines of a signature, bytes of one

_Parts = list[tuple[str, bytes]]
_OF_MESSAGES = tuple(
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


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is an e-mail."""
    found = _HEADER.match(head.lstrip("\n"))
    names = {line.partition(":")[0].casefold() for line in found[0].split("\n")} if found else set[str]()
    return len(names & _OF_MAIL) >= _LEAST or is_outlooks(head)


def read(path: Path, reading: Reading, read_one: ReadOne) -> Parsed:
    """The papers in an e-mail's text, and in each file attached to it. Raises CorpusError, in one sentence, if there are none."""
    reading = deeper(path, reading)
    with unpacked(path) as stream:
        content = stream.read(decoding.LONGEST_TEXT + 1)
    check_size(len(content), decoding.LONGEST_TEXT, path)
    mails = list(_mails(content.lstrip(b"\r\n"), path))
    found: list[tuple[str, Parsed]] = []
    with tempfile.TemporaryDirectory(prefix="marrow-") as folder:
        for number, parts in enumerate(mails, 1):
            read_here = _of_mail(parts, Path(folder, str(number)), reading, read_one)
            found += [(f"{name} ({number})" if len(mails) > 1 else name, parsed) for name, parsed in read_here]
    if not found:
        raise UnreadableError(
            f"{path.name} is an e-mail in which there are no records of papers; save what is attached to it, or export them again."
        )
    return together(path.name, found)


def _of_mail(parts: _Parts, folder: Path, reading: Reading, read_one: ReadOne) -> Iterator[tuple[str, Parsed]]:
    """What is read of an e-mail: by the name of each part."""
    is_told = False
    for number, (name, part) in enumerate(parts):
        file = folder / str(number) / called(name or "its text")
        file.parent.mkdir(parents=True)
        file.write_bytes(part)
        if name:
            yield file.name, read_part(file, reading, read_one)
        elif not is_told and (
            parsed := _of_text(file, reading, read_one)
        ):  # the same text may stand there as a page
            is_told = True
            yield file.name, parsed


def _mails(content: bytes, path: Path) -> Iterator[_Parts]:
    """The e-mails of a file, as their parts: the files with their names, the texts without one. Raises CorpusError if they cannot be read."""
    left = MOST_PARTS
    for parts in map(list, _each(content, path)):
        left -= len(parts)
        if left < 0:
            raise CorpusError(
                f"{path.name} holds more than {MOST_PARTS} files; unpack it and import them as a folder."
            )
        yield parts


def _each(content: bytes, path: Path) -> Iterator[Iterator[tuple[str, bytes]]]:
    if content.startswith(BEGINS):
        yield _of_outlook(content, path)
        return
    places = [found.start() for found in _NEXT.finditer(content)] or [0]
    for at, end in zip(places, [*places[1:], len(content)], strict=True):
        one = content[at:end]
        yield _parts(_QUOTED.sub(b"", one) if len(places) > 1 else one, path)


def _of_outlook(content: bytes, path: Path) -> Iterator[tuple[str, bytes]]:
    size = 0
    try:
        for name, part in _parts_of_message(content):
            size += len(part)
            check_size(size, decoding.LONGEST_TEXT, path)
            yield name, part if name else _unsigned(part)
    except CompoundError:
        raise CorpusError(
            f"{path.name} is a damaged e-mail; save what is attached to it and import that."
        ) from None


def _parts(content: bytes, path: Path) -> Iterator[tuple[str, bytes]]:
    """The files of an e-mail with their names, and its texts without one."""
    try:
        parts = [one for one in message_from_bytes(content).walk() if not one.is_multipart()]
    except RecursionError:
        raise CorpusError(f"{path.name} is nested too deeply to be read.") from None
    for one in parts:
        name, inside = one.get_filename() or "", one.get_payload(decode=True)
        if isinstance(inside, bytes) and inside.strip() and (name or one.get_content_type() in _TEXTS):
            yield name, _as_utf8(one, inside) if name else _unsigned(_as_utf8(one, inside))


def _unsigned(text: bytes) -> bytes:
    """A text without its writer's signature."""
    at, sign = max((text.rfind(sign), sign) for sign in _SIGNS)
    lines = text[at + len(sign) :].splitlines() if at >= 0 else []
    short = len(lines) <= _LINES_SIGNED and all(len(line) <= _LONGEST_SIGNED for line in lines)
    return text[:at] if at >= 0 and short else text


def _as_utf8(part: Message, inside: bytes) -> bytes:
    """A text in the encoding that its part declares, as UTF-8; what is not in that as it is."""
    declared = part.get_content_charset("utf-8") if part.get_content_maintype() == "text" else "utf-8"
    try:
        return inside.decode(declared).encode()
    except (LookupError, ValueError):  # of which the latter is what a name with a null in it raises
        return inside


def _of_text(file: Path, reading: Reading, read_one: ReadOne) -> Parsed | None:
    """What an e-mail's own text tells; None if it has no records."""
    try:
        parsed = read_one(file, reading)
    except CorpusError:
        return None
    return parsed if parsed.papers else None


def is_outlooks(head: str) -> bool:
    """Whether a file with this beginning, and its folder behind that, as Latin-1, is an e-mail of Outlook's."""
    return (
        head.startswith(BEGINS.decode("latin-1"))
        and _OF_EXCEL not in head
        and any(one in head for one in _OF_MESSAGES)
    )


def _parts_of_message(content: bytes) -> Iterator[tuple[str, bytes]]:
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


def _text(file: Compound, held: dict[str, DirectoryEntry], number: str) -> bytes | None:
    """A property's text, in UTF-8 where its encoding is known; None if there is none."""
    if wide := held.get(number + _WIDE):
        return file.stream(wide).decode("utf-16-le", "replace").rstrip("\0").encode("utf-8", "replace")
    narrow = held.get(number + _NARROW)
    return file.stream(narrow).rstrip(b"\0") if narrow else None
