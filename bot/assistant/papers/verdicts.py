"""What a pasted text quotes, judged quote by quote against the papers cited beside its quotes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import chain

from bot.assistant.compose import QUOTE
from corpus.characters import visible
from corpus.doi import Doi
from corpus.models import Model, Paper
from corpus.patterns import late

_ADDRESS = late(r"https?://\S+|\bdoi:\s*\S+|\b10\.\d{4,9}/\S+|\[([^\[\]\s]+)\]")
# What closes a quote that a mark opens. "”" and "»" open one in some languages, if a word stands behind and none before them.
_CLOSED_BY = {
    "“": "”", "„": "“”", "”": "”", "«": "»", "»": "«»", "「": "」", "『": "』", '"': '"', "＂": "＂",
}  # fmt: skip
# An apostrophe may stand inside of single marks, an address or other marks do not.
_MARKS = late(
    r"‘(?:(?!https?://|doi:|\b10\.\d|\n\s*\n)[^‘“”„«»「」『』\"＂])+’(?!\w)|[“”„«»「」『』\"＂]|\n\s*\n",
    re.IGNORECASE,
)
_SHORT = 12  # characters; what is shorter may be a word in quotation marks, unless a paper is named behind it
UNPAIRED = "a quotation mark stands here without its other one"


class QuoteCheck(Model):
    """The result for one quote: its text, the key of the paper cited beside it (None: no paper), whether it is
    verbatim in that abstract, and why.
    """

    quote: str
    key: str | None
    verbatim: bool
    reason: str


def verify(text: str, papers: Mapping[str, Paper]) -> list[QuoteCheck]:
    """The verdicts on all quotes of a text, in order. Quotes are lines that begin with ">"; if there are none,
    words in quotation marks: a short one only if an address stands behind it.
    """
    text = text.replace("\r\n", "\n")
    if any(line.startswith(">") for line in text.split("\n")):
        return [_verdict(quote, after, papers) for quote, after in _quotes(text)]
    return list(_marked(text, papers))


def _quotes(text: str) -> Iterator[tuple[str, str]]:
    """The quotes in lines that begin with ">", each with the text after it, up to the next quote."""
    block: list[str] = []
    after: list[str] = []
    for line in [*text.split("\n"), QUOTE]:
        if line.startswith(">") and after:
            yield "\n".join(block), "\n".join(after)
            block, after = [], []
        if line.startswith(">"):
            block.append(line.removeprefix(">").removeprefix(" "))
        elif block:
            after.append(line)


def _marked(text: str, papers: Mapping[str, Paper]) -> Iterator[QuoteCheck]:
    """The verdicts on what stands in quotation marks, and on marks that have no other one."""
    found = list(_pairs(text))
    ends = [*(start for start, _, _ in found[1:]), len(text)][: len(found)]
    for (start, stop, paired), end in zip(found, ends, strict=True):
        quote, after = text[start + 1 : stop - 1], text[stop:end]
        if not paired:
            yield QuoteCheck(quote=visible(text[start:stop]).strip(), key=None, verbatim=False, reason=UNPAIRED)
        elif quote.strip() and (len(quote) >= _SHORT or _ADDRESS.search(after)):
            yield _verdict(quote, after, papers)


def _pairs(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where quotes stand, with their marks: (start, end, True). (start, end, False) is a mark without its pair, with the words
    of its paragraph that may be its quote. A quote inside a quote belongs to the outer one.
    """
    open_at: list[int] = []
    last = 0  # where the last quote or paragraph ended
    for mark in chain(_MARKS.finditer(text), [None]):
        sign, start, end = (mark[0], mark.start(), mark.end()) if mark else ("", len(text), len(text))
        if not sign.strip():  # the end of a paragraph
            if open_at:
                yield open_at[0], start, False
            open_at, last = [], end
        elif open_at and sign in _CLOSED_BY[text[open_at[-1]]]:
            first = open_at.pop()
            if not open_at:
                yield first, end, True
                last = end
        elif len(sign) > 1:
            if not open_at:
                yield start, end, True
                last = end
        elif open_at:
            if sign == text[open_at[0]]:
                open_at.append(start)
        elif _opens(text, start):
            open_at.append(start)
        elif not (sign in '"”' and text[start - 1 : start].isdecimal()):  # 5" are inches
            yield last, end, False
            last = end


def _opens(text: str, at: int) -> bool:
    """Whether a quotation mark that closes nothing opens a quote."""
    if text[at] in '”»"＂':
        before, behind = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        return not re.match(rf"{_OF_WORDS}|[.,;:!?…)]", before) and bool(behind.strip())
    return text[at] in _CLOSED_BY


def _verdict(quote: str, after: str, papers: Mapping[str, Paper]) -> QuoteCheck:
    paper = _cited(after, papers)
    quote = visible(quote)  # as a message shows it: a pasted one has marks where characters would act
    bare = quote.replace("**", "").strip()
    if paper is None:
        return QuoteCheck(
            quote=bare, key=None, verbatim=False, reason="no paper of this library is cited beside it"
        )
    abstract = visible(paper.abstract or "")
    unbroken = " ".join(line.strip() for line in bare.split("\n"))  # as a terminal breaks a line
    if any(_is_part_of(abstract, re.escape(text), text) for text in (bare, quote.strip(), unbroken)):
        return QuoteCheck(quote=bare, key=paper.key, verbatim=True, reason="the paper's own words")
    if _is_part_of(_as_printed(abstract), _as_pasted(bare), bare):
        reason = "the paper's own words, with other hyphens, spaces or quotation marks"
        return QuoteCheck(quote=bare, key=paper.key, verbatim=True, reason=reason)
    return QuoteCheck(
        quote=bare, key=paper.key, verbatim=False, reason="the paper does not say this, word for word"
    )


# Letters and figures that words are made of; Japanese, Chinese and Thai write no spaces between words.
_OF_WORDS = r"[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]"


_NARROW = "\u00a0\u2007-\u200a\u202f"  # spaces that group the figures of a number
_WITHIN = rf"[.,·∙⋅٫٬:/'’{_NARROW}\-‐‑‒–−]"  # what stands between two figures of one number, or of a range
_SIGN = r"[<>≤≥⩽⩾~≈±+\-‐‑‒–−]"  # what stands before a number and changes what it says
_CUT_BEFORE = rf"(?<!\d{_WITHIN})(?<![.·⋅∙])(?<!{_SIGN})(?<![<>≤≥⩽⩾~≈±]\s)(?<!\d[×x])(?<!\d\s[×x]\s)"
_CUT_AFTER = rf"(?!{_WITHIN}\d|[%‰^]|\s?[×x]\s?10)"


def _is_part_of(abstract: str, pattern: str, quote: str) -> bool:
    """Whether a quote is a part of an abstract that begins and ends with whole words and numbers: "significant" is none of
    "insignificant", nor "5 days" of "1.5 days", "−5 days" or ">5 days"."""
    quote = quote.strip()
    if not quote:
        return False
    return re.search(f"{_begins(quote)}{pattern}{_ends(quote)}", abstract) is not None


def _begins(quote: str) -> str:
    """What may not stand before a quote."""
    if re.match(_OF_WORDS, quote):
        return rf"(?<!{_OF_WORDS})" + (_CUT_BEFORE if quote[0].isdecimal() else "")
    return rf"(?<!{_OF_WORDS})" if re.match(rf"(?:{_SIGN}|{_WITHIN})\d|[%‰^]", quote) else ""


def _ends(quote: str) -> str:
    """What may not stand behind a quote."""
    if re.match(_OF_WORDS, quote[-1]):
        return rf"(?!{_OF_WORDS})" + (_CUT_AFTER if quote[-1].isdecimal() else "")
    return (
        r"(?!\s?\d)" if re.search(rf"{_SIGN}$", quote) else r"(?!\d)" if re.search(rf"\d{_WITHIN}$", quote) else ""
    )


_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SAME = str.maketrans(
    {**dict.fromkeys("‐‑‒–—―−﹣－", "-"), **dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("“”„", '"'), **_LIGATURES}
)
_INSIDE = late(r"(?<=\S)[\u00ad\u200b\u2060\ufeff]+(?=\S)")  # what a page or a PDF has within words, unseen
# "sur-" at the end of a line, "vival" on the next
_BROKEN = late(r"(?<=[^\W\d_])[-‐\u00ad][ \t]*\n\s*(?=[^\W\d_])")


_SPACES = late(rf"(?<=\d)([{_NARROW}])(?=\d)|\s+")
_GROUPED = late(r"(?<=\d)(?:\\ |\u202f)(?=\d)")


def _as_printed(text: str) -> str:
    """A text in one way of writing what programs change as they copy: dashes, quotation marks, ligatures, spaces. What groups
    the figures of a number stays told apart."""
    plain = unicodedata.normalize("NFC", _INSIDE.sub("", text)).translate(_SAME)
    return _SPACES.sub(lambda found: "\u202f" if found[1] else " ", plain).strip()


def _as_pasted(quote: str) -> str:
    """A pattern for a quote as it was pasted: a word that was broken at the end of a line has its hyphen, or none, and a number
    is grouped by any space."""
    whole = "-?".join(re.escape(_as_printed(part)) for part in _BROKEN.split(quote))
    return _GROUPED.sub("[ \u202f]", whole)


def _cited(after: str, papers: Mapping[str, Paper]) -> Paper | None:
    """The paper of the first link, DOI or [key] in the text after a quote; None if no paper here has one of them, or if the
    first DOI is of none here. A DOI inside a title is of another work.
    """
    said = " ".join(after.split())
    for title in (paper.title for paper in papers.values() if "10." in paper.title):
        said = said.replace(" ".join(title.split()), "")
    for found in _ADDRESS.finditer(said):
        doi = Doi.within(found.group())
        address = found.group().rstrip(".,;)")
        for paper in papers.values():
            if (doi is not None and paper.doi == doi) or paper.link == address or paper.key == found.group(1):
                return paper
        if doi is not None:
            return None
    return None
