"""The simulator reads an upload in whatever pieces a busy machine hands it over."""

from __future__ import annotations

import asyncio

from yarl import URL

from tests.process.harness import LONG, PATIENT, simulator

SAID = b'--edge\r\nContent-Disposition: form-data; name="payload_json"\r\n\r\n{"type": 5}\r\n'
HEAD = SAID + b'--edge\r\nContent-Disposition: form-data; name="files[0]"; filename="a.txt"\r\n\r\n'
TAIL = b"\r\n--edge--\r\n"
READ = 8192  # bytes that aiohttp reads of a part at once
BIT = 3  # bytes, fewer than an edge has: aiohttp then reads once more, and gives back what was too much


async def test_an_upload_that_comes_in_pieces_is_read() -> None:
    """aiohttp warned of a method of its own there, and a warning is an error in these tests: CI failed once by it."""
    async with await simulator().DiscordSim.start(**PATIENT) as sim:
        answer = await uploaded(sim.base_url, [HEAD + b"x" * (READ + BIT), b"x" * 2 * READ + TAIL])
        assert answer.startswith(b"HTTP/1.1 404")
        assert sim.self_errors == []


async def uploaded(base: str, pieces: list[bytes]) -> bytes:
    """What the simulator answers to an upload for an interaction that it does not know."""
    url = URL(base) / "interactions/1/unknown/callback"
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(
        f"POST {url.path} HTTP/1.1\r\nHost: {url.host}\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary=edge\r\nContent-Length: {sum(map(len, pieces))}\r\n\r\n".encode()
    )
    for piece in pieces:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0.2)  # the other side reads what it has, and waits for more
    async with asyncio.timeout(LONG):
        answer = await reader.read()
    writer.close()
    return answer
