"""What SQLite leaves of removed rows in its file: copies in the unused part of a page, found by the file's own format.

``secure_delete`` overwrites a row that is deleted. But where SQLite moved rows between pages before (a page was split,
two were merged), the page they left still has them, between its table of cells and the first cell, where nobody reads:
https://www.sqlite.org/fileformat2.html#b_tree_pages
"""

from __future__ import annotations

import struct

TREES = {
    2: 12,
    5: 12,
    10: 8,
    13: 8,
}  # kinds of b-tree pages (inner, leaf; index, table) and the size of their headers
FIRST = 100  # bytes of the file's header, which stand before the first page's own
MOST_PAGES = 2**25  # from here on the first byte of an overflow page could be that of a b-tree page
_HEADER = struct.Struct(">BHHHB")  # kind, first free block, cells, start of their contents, fragments


def unused(page: bytes, number: int) -> tuple[int, int]:
    """The part of a page, by its number from 1, that holds nothing: ``page[start:stop]``; an empty one for other pages."""
    begin = FIRST if number == 1 else 0
    kind, _, cells, content, _ = _HEADER.unpack_from(page, begin)
    if kind not in TREES:
        return 0, 0
    start, stop = begin + TREES[kind] + 2 * cells, content or 65536
    pointers = page[begin + TREES[kind] : start]
    sound = start <= stop <= len(page) and all(
        stop <= place < len(page) for (place,) in struct.iter_unpack(">H", pointers)
    )
    return (start, stop) if sound else (0, 0)


def left_over(page: bytes, number: int) -> tuple[int, int]:
    """The unused part of a page where anything but zeros stands in it; an empty one otherwise."""
    start, stop = unused(page, number)
    return (start, stop) if page.count(0, start, stop) < stop - start else (0, 0)
