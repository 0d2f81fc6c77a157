"""Files as bounded streams of lines in UTF-8, in the encoding that is named, else as Windows-1252 or Mac Roman with a note.

Memory is bounded by what one paper can need.
"""

from __future__ import annotations

import codecs
import io
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from corpus.characters import UNSEEN, bare_lines
from corpus.errors import CorpusError, UnreadableError
from corpus.formats.opening.codings import begun_in, known_encoding
from corpus.formats.opening.guessing import encoding_of
from corpus.formats.opening.packed import unpacked

LONGEST_LINE = 16 * 1024 * 1024  # bytes; an abstract has some thousand
LONGEST_FILE = 8 * 1024**3  # bytes once unpacked; a million abstracts have two thousand million
LONGEST_TEXT = 512 * 1024 * 1024  # bytes of a file that must be held whole


def lines_of(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers, from 1; None for a line that is too long, which is skipped without being stored."""
    with unpacked(path) as stream:
        read = number = 0
        while line := stream.readline(LONGEST_LINE + 1):
            number += 1
            held = len(line) <= LONGEST_LINE
            read += len(line)
            yield number, line if held else None
            while not held and line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE)
                read += len(line)
                check_size(read, LONGEST_FILE, path)
            check_size(read, LONGEST_FILE, path)


def text_lines(path: Path) -> Iterator[str]:
    """The lines of a text in UTF-8, each with its line feed (except perhaps the last).

    Raises CorpusError if a line is too long, or the file is not such a text.
    """
    with unpacked(path) as stream:
        text, number, read = io.TextIOWrapper(stream, "utf-8-sig"), 0, 0
        try:
            while line := text.readline(LONGEST_LINE + 1):
                number, read = number + 1, read + len(line)
                if len(line) > LONGEST_LINE:
                    raise CorpusError(
                        f"{path.name}, line {number} is longer than {LONGEST_LINE // 2**20} MB; no paper's is, so the "
                        "file was not read."
                    )
                check_size(read, LONGEST_FILE, path)
                line = (line.lstrip(UNSEEN) or "\n") if line[0] in UNSEEN else line
                yield line if line[-1:] == "\n" else line.rstrip("\0\x1a")  # what programs put at a file's end
        except UnicodeError:
            at = undecoded(path)
            raise CorpusError(f"{path.name}, line {at}: this is not UTF-8 text; save the file as UTF-8.") from None


def undecoded(path: Path, encoding: str = "utf-8") -> int:
    """The number of the first line that is not in an encoding whose line ends are ASCII's (from 1)."""
    for number, line in lines_of(path):
        try:
            (line or b"").decode(encoding)
        except UnicodeDecodeError:
            return number
    return 1


def in_another(path: Path, encoding: str) -> CorpusError:
    """The note on a file that is not in the encoding it declares."""
    called = encoding.removesuffix("-sig").upper()
    if encoding.startswith(("utf-16", "utf-32")):
        return CorpusError(f"{path.name} is not text in {called}, which it should be; export it again as UTF-8.")
    line = undecoded(path, encoding)
    return CorpusError(
        f"{path.name}, line {line}: this is not text in {called}, which it should be; export it again as UTF-8."
    )


def text_of(path: Path, most: int | None = None) -> str:
    """A whole file as text in UTF-8 (with or without BOM); every line end becomes a line feed.

    Raises CorpusError if it unpacks to more than ``most`` bytes (LONGEST_TEXT), or is not such a text.
    """
    most = LONGEST_TEXT if most is None else most
    with unpacked(path) as stream:
        content = stream.read(most + 1)
    check_size(len(content), most, path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CorpusError(f"{path.name}, line {line}: this is not UTF-8 text; save the file as UTF-8.") from None
    return bare_lines(text.replace("\r\n", "\n").replace("\r", "\n"))


def check_size(size: int, most: int, path: Path) -> None:
    """Raise CorpusError if a file has more than ``most`` bytes."""
    if size > most:
        raise CorpusError(
            f"{path.name} unpacks to more than {most // 2**20:,} MB; no library of abstracts is that large, so it was not read."
        )


_PIECE = 1024 * 1024
_SEEN = "If accents look wrong, save the file as UTF-8 and import that"
_CALLED = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP", "cp949": "EUC-KR", "gb18030": "GB18030 (GBK)", "big5": "Big5", "cp1251": "Windows-1251", "koi8_u": "KOI8-R", "iso8859_5": "ISO 8859-5", "cp1253": "Windows-1253", "iso8859_7": "ISO 8859-7", "cp1255": "Windows-1255", "cp1256": "Windows-1256", "iso8859_6": "ISO 8859-6", "cp1250": "Windows-1250", "iso8859_2": "ISO 8859-2", "cp1254": "Windows-1254", "cp850": "DOS' code page 850"}  # fmt: skip
_LOOKED_AT = 4096  # bytes
_OF_NONE = b"\x81\x8d\x8f\x90\x9d"  # bytes that Windows-1252 does not have
_FEW_LOST = 5  # of so many bytes that are no UTF-8 one at most may be such a byte
_FEW_WRONG = 10  # bytes; of Western text few stand side by side, of Chinese, Korean, Russian or Greek most do
# A single byte within a word of small letters is an accented one. These are small letters in Mac Roman, and signs or capitals in Windows-1252 …
# Behind one, é, è and ê end words: they would be capitals, or nothing, in Windows-1252 and in DOS.
_OF_MAC = re.compile(
    rb"(?<=[A-Za-z])[\x87-\x90\x93\x94\x98\x9b\x9d\x9f](?=[a-z])|(?<=[a-z])[\x8e\x8f\x90](?![A-Za-z\x80-\xff])"
)
# … and these the reverse, or small letters in DOS alone.
_NOT_OF_MAC = re.compile(rb"(?<=[A-Za-z])[\x80-\x84\x86\xc0-\xc8\xcb-\xce\xd6-\xdd\xe0-\xff](?=[a-z])")
_HIGH, _ALONE = re.compile(rb"[\x80-\xff]"), re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_OF_WINDOWS = re.compile(rb"[\x80-\x9f]")
_MARKS_OF_MAC = bytes(range(0xC9, 0xD6))  # dashes, quotation marks and dots, which stand beside letters
# A closing quotation mark without its last byte, which Windows-1252 does not have: programs drop it, or leave a gap.
_CUT, _WHOLE = re.compile(rb"(?<![\x80-\xff])\xe2\x80(?: (?= )|(?![\x80-\xff]))"), "”".encode()


@contextmanager
def as_utf8(path: Path, named: str | None = None, by_line: bool = False) -> Iterator[tuple[Path, str | None]]:
    """A file that can be read as UTF-8, and a note for the curator; the file itself if nothing needs to be done.

    ``named``: the name of an encoding ("cp1252", "shift_jis"); ``by_line``: a line that cannot be read costs no other, so that the file
    itself is better than none. Raises CorpusError, in one sentence, if there is no such encoding, or the file is in another.
    """
    encoding = known_encoding(named) if named else _begun(path)
    if encoding is None and holds_utf8(path):
        yield path, None
        return
    with tempfile.TemporaryDirectory(prefix="marrow-") as folder:
        copy = Path(folder) / path.name  # reports call the file by its name
        if encoding is not None:
            _rewritten(path, copy, encoding)
            yield copy, None
            return
        if guess := encoding_of(line or b"" for _, line in lines_of(path)):
            _by_lines(path, copy, guess)
            called = _CALLED.get(guess, guess)
            yield copy, f"line {undecoded(path)} is not UTF-8; such lines were read as {called}. {_SEEN}"
            return
        if _is_of_mac(path):
            _rewritten(path, copy, "mac_roman")
            yield copy, f"line {undecoded(path)} is not UTF-8; the file was read as Mac Roman. {_SEEN}"
            return
        try:
            line = _written(path, copy)
        except UnreadableError:
            if not by_line:
                raise
            yield path, None
            return
        yield copy, f"line {line} is not UTF-8; such lines were read as Windows-1252. {_SEEN}"


def _begun(path: Path) -> str | None:
    with unpacked(path) as stream:
        return begun_in(stream.read(_LOOKED_AT))


def holds_utf8(path: Path) -> bool:
    """Whether a whole file can be read as UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with unpacked(path) as stream:
        try:
            while piece := stream.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _is_of_mac(path: Path) -> bool:
    """Whether a file in neither UTF-8 nor a wide encoding is in Mac Roman, by the letters that it has within words."""
    found = high = alone = size = 0
    with unpacked(path) as stream:
        while piece := stream.read(_PIECE):
            if _NOT_OF_MAC.search(piece):
                return False
            letters = piece.translate(None, _MARKS_OF_MAC)
            found, size = found + len(_OF_MAC.findall(piece)), size + len(letters)
            high, alone = high + len(_HIGH.findall(letters)), alone + len(_ALONE.findall(letters))
    return found > 0 and alone * 10 > high * 7 and high * 5 < size


def _rewritten(path: Path, copy: Path, encoding: str) -> None:
    """Rewrite a file in an encoding as UTF-8. Raises UnreadableError if it is not in that."""
    with copy.open("w", encoding="utf-8", newline="") as out, unpacked(path) as stream:
        reader = codecs.getreader(encoding)(stream)
        try:
            while text := reader.read(_PIECE):
                out.write(text)
        except UnicodeError:
            raise UnreadableError(f"{path.name} is not text in {encoding}; save it as UTF-8.") from None


def _by_lines(path: Path, copy: Path, encoding: str) -> None:
    """Rewrite a file as UTF-8, the lines that are not in it as of another encoding. Raises UnreadableError if they are not in that."""
    with copy.open("w", encoding="utf-8", newline="") as out:
        for number, line in lines_of(path):
            try:
                out.write((line or b"").decode("utf-8"))
            except UnicodeDecodeError:
                # what Windows put where ISO has no signs stands in a later line
                of_windows = encoding == "iso8859_2" and _OF_WINDOWS.search(line or b"")
                try:
                    out.write((line or b"").decode("cp1250" if of_windows else encoding))
                except UnicodeDecodeError:
                    raise _neither(path, number) from None


def _written(path: Path, copy: Path) -> int:
    """Rewrite a file as UTF-8, what is not in it as Windows-1252; returns the first line with such bytes (from 1)."""
    first = wrong = beside = lost = 0
    with copy.open("w", encoding="utf-8", newline="") as out:
        for number, line in lines_of(path):
            whole = _CUT.sub(_WHOLE, line or b"")
            text, places = mixed(whole)
            first = first or (number if places or whole != line else 0)
            wrong, beside = wrong + len(places), beside + beside_another(whole, places)
            lost += sum(whole[at] in _OF_NONE for at in places)
            out.write(text)
    if not is_western(wrong, beside) or lost * _FEW_LOST > wrong:
        raise _neither(path, first)
    return first


def is_western(wrong: int, beside: int) -> bool:
    """Whether bytes that are not UTF-8 may be letters of Western languages: there are few, or few stand side by side."""
    return wrong < _FEW_WRONG or beside * 2 < wrong


def beside_another(line: bytes, places: list[int]) -> int:
    """How many of some bytes are followed by another of them that differs: dashes and hard spaces, which repeat in
    Western text, do not count.
    """
    return sum(one + 1 == other and line[one] != line[other] for one, other in pairwise(places))


def _neither(path: Path, line: int) -> UnreadableError:
    return UnreadableError(
        f"{path.name}, line {line}: this is neither UTF-8 nor Windows-1252 text; save the file as UTF-8."
    )


def mixed(line: bytes) -> tuple[str, list[int]]:
    """A line with invalid UTF-8 bytes read as Windows-1252, and the places of those bytes; bytes without a sign there become “\ufffd”."""
    parts: list[str] = []
    places: list[int] = []
    at = 0
    while True:
        try:
            return "".join((*parts, line[at:].decode("utf-8"))), places
        except UnicodeDecodeError as error:
            start, end = at + error.start, at + error.end
        parts += (line[at:start].decode("utf-8"), line[start:end].decode("cp1252", "replace"))
        places += range(start, end)
        at = end
