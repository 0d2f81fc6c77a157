"""Why Discord refused something, in plain words: ours for the member, Discord's numbers for the log, and its own words for nobody."""

from __future__ import annotations

import logging
import re

import aiohttp
import discord

_UNSEEN, _LATE = "the channel is gone, or I cannot see it", "it was answered too late, and Discord has closed it"
_THREADS = "there are as many open threads as Discord allows"
LOST = "the connection to Discord broke off"
TOO_MANY, INTERNAL = 429, 500  # statuses of HTTP; from the second on the trouble is Discord's own
BUSY, TROUBLE = "it takes no more from me just now", "it has a trouble of its own just now"
BETWEEN = "something between it and me refused that"
UNTOLD = "Discord gave another reason, which my log has"
REASONS = {  # https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
    10003: _UNSEEN,
    50001: _UNSEEN,
    10008: "the message is gone",
    10015: _LATE,
    10062: _LATE,
    50027: _LATE,
    20016: "slow mode is on in this channel",
    20028: "too much is written in this channel just now",
    40004: "Discord lets nobody write just now",
    40005: "the file is larger than Discord takes here",
    50007: "they take no direct messages from me",
    50013: "I lack a permission in this channel",
    50024: "this kind of channel has no such thing",
    50083: "the thread is closed",
    160002: "I may not read this channel's history",
    160005: "the thread is locked",
    160006: _THREADS,
    160007: _THREADS,
    200000: "a rule of this server's AutoMod holds it back",
}
_SECONDS = re.compile(r"\d{1,6}(?:\.\d{1,6})?")
_NAME = re.compile(r"[A-Z]+(?:_[A-Z]+)+")
_LOG = logging.getLogger("marrow.discord")


def known(error: discord.HTTPException) -> str:
    """Discord's reason for a refusal in plain words; "" if it is not one we know."""
    if said := REASONS.get(_code(error)):
        return said
    if error.status == TOO_MANY or error.status >= INTERNAL:
        return BUSY if error.status == TOO_MANY else TROUBLE
    return "" if _code(error) or _is_json(error) else BETWEEN


def _is_json(error: discord.HTTPException) -> bool:
    """Whether a refusal has Discord's own form; one by a proxy or Cloudflare is a web page."""
    headers = getattr(error.response, "headers", {})
    return "json" in headers.get(aiohttp.hdrs.CONTENT_TYPE, "json")


def why(error: discord.HTTPException) -> str:
    """Discord's reason for a refusal in plain words. An unknown one is given by Discord's numbers and names, not in
    its words, which may repeat a member's words or our token.
    """
    names = _names(getattr(error, "_errors", None))
    number = ", ".join((str(error.status), f"code {_code(error)}", *names))
    return known(error) or f"Discord's reason: {number}"


def _code(error: discord.HTTPException) -> int:
    """Discord's code of a refusal; 0 if it gave no number."""
    return error.code if isinstance(error.code, int) else 0


def _names(errors: object) -> list[str]:
    """Discord's names for the faults of fields, such as BASE_TYPE_MAX_LENGTH."""
    found, left = set(), [errors]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            found.add(str(one.get("code", "")))
        left += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
    return sorted(filter(_NAME.fullmatch, found))


def reason_told(error: Exception) -> str:
    """Discord's reason for a member, in our words alone; its number for any other reason is only logged."""
    if not isinstance(error, discord.HTTPException):
        return LOST
    if not known(error):
        _LOG.warning("Discord did not let it: %s.", why(error))
    return known(error) or UNTOLD


def reason(error: Exception) -> str:
    """Why Discord was not reached, or refused."""
    return why(error) if isinstance(error, discord.HTTPException) else LOST


def wait_named(error: discord.HTTPException) -> float | None:
    """The seconds to wait before the next try; None if the refusal does not say."""
    said = getattr(error.response, "headers", {}).get(aiohttp.hdrs.RETRY_AFTER, "")
    return float(said) if error.status == TOO_MANY and _SECONDS.fullmatch(said) else None
