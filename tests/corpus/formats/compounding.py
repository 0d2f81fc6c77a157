"""A compound file made byte by byte, of folders and streams: as Outlook saves an e-mail in one."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

_SECTOR, _SMALL, _LEAST = 512, 64, 4096
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD

Tree = Mapping[str, "bytes | Tree"]


def compound(tree: Tree, *, gap: int = 0) -> bytes:
    """The file; ``gap``: free sectors before all others, so that the folder stands far behind."""
    entries = list(_entries(tree))
    small, sectors, places = b"", b"", list[tuple[int, int]]()
    small_chain, chain = list[int](), [_FREE] * gap
    for _, content, *_ in entries:
        size = len(content or b"")
        if content is None or not size:
            places.append((_END if content is None else 0, 0))
        elif size < _LEAST:
            places.append((len(small_chain), size))
            small_chain += _linked(len(small_chain), -(-size // _SMALL))
            small += content.ljust(-(-size // _SMALL) * _SMALL, b"\0")
        else:
            places.append((len(chain), size))
            sectors += _padded(content)
            chain += _linked(len(chain), len(_padded(content)) // _SECTOR)
    parts = list[int]()
    for content in (small, struct.pack(f"<{len(small_chain)}I", *small_chain), b" " * 128 * (len(entries) + 1)):
        parts.append(len(chain) if content else _END)
        sectors += _padded(content, b"\xff")
        chain += _linked(len(chain), len(_padded(content)) // _SECTOR)
    folder = _entry("Root Entry", 5, _FREE, 1 if entries else _FREE, parts[0], len(small))
    for (name, content, beside, inside), (first, size) in zip(entries, places, strict=True):
        folder += _entry(name, 1 if content is None else 2, beside, inside, first, size)
    at = parts[2] * _SECTOR - gap * _SECTOR
    sectors = sectors[:at] + _padded(folder) + sectors[at + len(_padded(folder)) :]
    tables = -(-(len(chain) + 1) // 127)
    chain += [_TABLE] * tables
    table = struct.pack(f"<{len(chain)}I", *chain)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, tables, parts[2], 0, _LEAST, parts[1], 1, _END, 0)
    named = [len(chain) - tables + one for one in range(tables)]
    head += struct.pack("<109I", *named, *[_FREE] * (109 - tables))
    return head + bytes(gap * _SECTOR) + sectors + _padded(table, b"\xff")


def _entries(tree: Tree, begun: int = 1) -> Iterator[tuple[str, bytes | None, int, int]]:
    """Each entry with the number of the one behind it and of the first inside it; a folder's own stand behind it."""
    for at, (name, held) in enumerate(tree.items()):
        inside = list(_entries(held, begun + 1)) if not isinstance(held, bytes) else []
        behind = begun + 1 + len(inside) if at < len(tree) - 1 else _FREE
        yield name, held if isinstance(held, bytes) else None, behind, begun + 1 if inside else _FREE
        yield from inside
        begun += 1 + len(inside)


def _entry(name: str, kind: int, behind: int, inside: int, first: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written) + 2, kind, 1)
    return head + struct.pack("<3I", _FREE, behind, inside) + bytes(36) + struct.pack("<IQ", first, size)


def _linked(begun: int, count: int) -> list[int]:
    return [*range(begun + 1, begun + count), _END] if count else []


def _padded(content: bytes, with_: bytes = b"\0") -> bytes:
    return content.ljust(-(-len(content) // _SECTOR) * _SECTOR, with_)
