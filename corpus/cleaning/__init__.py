"""The one cleaner for texts from exports of every format.

The wording is kept to the letter; entities, markup, broken encodings and lines added by databases are removed. Cleaning a clean text changes
nothing.

Other packages use what stands here, `encodings` and `latex` for what some formats alone have, `persons` and `printed_names`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from corpus.characters import cleaned, is_printable, one_line
from corpus.cleaning.encodings import FURTHER, LEADS, has_accents_apart, looks_broken, mended, of_symbol, unescaped
from corpus.cleaning.extras import is_rights, without_keywords, without_notice, without_owner, without_rights
from corpus.cleaning.latex import has_latex, without_latex
from corpus.cleaning.markup import OF_PROQUEST, SIGNS, without_markup, without_traces
from corpus.patterns import late

_WORD = "(?:Abstract|ABSTRACT|abstract)"
_LABEL = late(
    rf"\s*(?:{_WORD}[\s:.|–—-]*+(?={_WORD}))*{_WORD}(?P<mark> ?[:.\-–—|]+\s*| ?\n\s*|[ \t]+|(?=[A-Z]))(?=\S)"
)
# After "Abstract" and a space alone, a text surely begins with a section's name or as sentences do.
_SECTIONS = (
    "background objective objectives introduction purpose aim aims method methods context importance rationale hypothesis result results"
    " conclusion conclusions summary question questions"
).split()
_OPENS = late(
    rf"(?:{'|'.join(name for one in _SECTIONS for name in (one.upper(), one.capitalize()))})\b"
    r"|(?:The|This|These|We|In|A|An|To|Although|While|Despite|Our|Here|It|There|As|For|Since|Both|Recent|Many|Most) "
)
_IN_SHORT = late(r"(?P<words>(?:[A-Z][\w-]{1,30} ){1,5})\((?P<short>[A-Z]{2,7})s?\)")
_GIVEN = r"(?: (?:is |was )?(?:available|provided|supplied|present|found|given))"
_OF_IT = r"(?: (?:for|in|with|of) (?:this|the) (?:article|paper|record|item|publication|document|entry|work))?"
_NOTHING = late(
    r"[\[(]?\s*(?:n\s*/?\s*a|none|null|nil|nan|#(?:n/a|name\?|ref!|value!|null!|num!|div/0!)"
    rf"|(?:there is |(?:this|the) (?:article|paper|record|item|publication) has )?no abstracts?{_GIVEN}?{_OF_IT}"
    rf"|(?:an? |the )?abstract{_OF_IT} (?:is |was )?(?:not|un)[ -]?(?:available|provided|supplied|present|found|given){_OF_IT}"
    r"|(?:this|the) (?:article|paper|record|item|publication) (?:does not have|has not got) an abstract"
    r"|[a-z][a-z /&-]{0,40}:"  # a label with nothing behind it
    r"|abstract from (?:author|publisher)|abstract available from the publisher|0|kein(?:e)? (?:abstract|zusammenfassung)(?: (?:verfügbar|vorhanden))?|sin resumen(?: disponible)?"
    r"|(?:pas de )?résumé non disponible|pas de résumé(?: disponible)?|resumen no disponible|sem resumo(?: disponível)?|resumo não disponível|(?:暂)?无(?:摘要)?|(?:抄録|要旨|要約)(?:なし|無し)|초록 ?없음|нет аннотации"
    r"|not available|not applicable|abstract|-+|–|—|\.+|\?)\s*\.?\s*[\])]?\s*",
    re.IGNORECASE,
)
__all__ = [
    "Cleaned",
    "clean_abstract",
    "clean_line",
    "is_plain",
    "is_rights",
    "without_keywords",
    "without_notice",
]


def without_label(abstract: str) -> str:
    """An abstract without the word "Abstract" before it, unless the word belongs to the first sentence."""
    found = _LABEL.match(abstract)
    if found is None:
        return abstract
    rest = abstract[found.end() :]
    run_in = not found["mark"] and rest[:1].isupper()
    shouted = found[0].strip() == "ABSTRACT" and not abstract.isupper()
    if run_in or shouted or found["mark"].strip(" \t") or _OPENS.match(rest):
        return rest
    return abstract if not rest[:1].isupper() or abstract.isupper() or _is_named(rest) else rest


def _is_named(rest: str) -> bool:
    """Whether "Abstract" and the words behind it are a name that the text goes on to use ("Abstract Meaning
    Representation (AMR)").
    """
    short = _IN_SHORT.match(rest)
    initials = "".join(word[0] for word in short["words"].split()) if short else ""
    return "abstract" in rest.casefold() or (short is not None and short["short"] == f"A{initials}")


def says_nothing(text: str) -> bool:
    """Whether a cell only states that there is no text: "NA", "[No abstract available]", a dash."""
    return len(text) < 100 and _NOTHING.fullmatch(text.strip()) is not None


# Signs of entities, markup, LaTeX or a broken encoding that could be removed; most texts have none.
_LAYERED = f"&<\\${{{LEADS}{FURTHER}{SIGNS}\ufffd"
_ASCII = "".join(filter(str.isascii, _LAYERED))
_SIGN = late(f"[{re.escape(_LAYERED)}]")  # which is quicker for a line, and slower for an abstract
_GAPS = late(r"(?<=\S)[ \t]{2,}(?=\S)")
_IMAGE = late(r"(?<=[.!?)])\s?image\Z")  # what a publisher's graphical abstract left
_DASHED = late(r"[—–]\s?(?=[A-Z])")  # left of "Abstract—Owls …"
_LINES = late(r"(?<![ \t])[ \t]*+\n\s*")
# lines; characters of a line that was broken; the share of lines that were
_FEW, _WIDE, _WIDEST, _MOSTLY = 4, 48, 100, 0.7
_ENDS = (".", "!", "?", ":")
_HEADED = late(r"[A-Z][A-Z/&, ]{2,60}: ")  # which a structured abstract's paragraph begins with
_GLUED = late(
    r"(?<=[\w)%][.?!])(?=(?:(?:Background|Introduction|Objectives?|Purpose|Aims?|(?:Patients|Materials?) and methods|Methods?|Design|Setting|Results?"
    r"|Findings|Discussion|Interpretation|Conclusions?)|(?:BACKGROUND|INTRODUCTION|OBJECTIVES?|PURPOSE|AIMS?|(?:PATIENTS|MATERIALS?) AND METHODS|METHODS?"
    r"|DESIGN|SETTING|RESULTS?|FINDINGS|DISCUSSION|INTERPRETATION|CONCLUSIONS?)): ?\S)"
)
_SECTION = late(r"[A-Z][A-Za-z/&, -]{1,60}: ")
# "… of owls., METHODS: We …": how Ovid joins sections
_COMMA = late(r"(?<=[.?!]),(?= [A-Z][A-Za-z/&, -]{1,60}: )")
_JOINED = 2  # such commas, behind a first section, that are no chance: "Hay et al., Owls: a book"
_MOST = 5  # rounds until nothing changes any more: markup inside entities inside markup


class Cleaned(NamedTuple):
    """A cleaned text (code points), the copyright line removed from its end, and the names of the steps taken,
    as a report prints them."""

    text: str
    rights: str | None = None
    done: tuple[str, ...] = ()


def is_plain(text: str) -> bool:
    """A quick check whether a line needs no cleaning; False for some clean lines, too."""
    return (
        text == text.strip()
        and text.isprintable()
        and "  " not in text
        and not (_SIGN.search(text) or has_accents_apart(text) or any(map(text.__contains__, OF_PROQUEST)))
    )


def clean_line(text: str) -> Cleaned:
    """Clean a title, a name or a journal, which becomes one line."""
    if is_plain(text):
        return Cleaned(text)
    text, done = _layers(text)
    return Cleaned(_GAPS.sub(" ", one_line(text)), None, done)


def clean_abstract(text: str) -> Cleaned:
    """Clean an abstract: no markup, no "Abstract" before it, no copyright line after it; empty if it only states
    that there is none."""
    text, done = _layers(text)
    if "\n" in text:
        text = _LINES.sub("\n", text)
        if (flowing := _flowing(text)) != text:
            text, done = flowing, (*done, "lines of an equal width were joined")
    text = text.strip()
    if text.endswith("image") and (whole := _IMAGE.sub("", text)) != text:
        text, done = whole, (*done, "what programs leave in a text was read as what it stands for")
    if "  " in text:
        text = _GAPS.sub(" ", text)
    if (apart := _GLUED.sub("\n", text)) != text:
        text, done = apart, (*done, "labels of sections that stuck to the text before them begin a line")
    if _SECTION.match(text) and len(_COMMA.findall(text)) >= _JOINED:
        text, done = _COMMA.sub("", text), (*done, "commas that joined the sections of an abstract were left out")
    if says_nothing(text):
        return Cleaned("", None, (*done, "“no abstract” was read as none"))
    labelled, owner = without_owner(without_label(text))
    labelled = _dashless(without_label(labelled))
    body, rights = without_rights(labelled)
    rights = " ".join(filter(None, (owner, rights))) or None
    if without_label(text) != text:
        done = (*done, "the word “Abstract” was left out")
    if rights:
        done = (*done, "copyright lines were kept apart")
    return Cleaned("" if says_nothing(body) else body.strip(), rights, done)


def _dashless(text: str) -> str:
    found = _DASHED.match(text)
    return text[found.end() :] if found else text


def _flowing(text: str) -> str:
    """A text with one line per paragraph, if its lines were wrapped at a width; any other unchanged."""
    lines = text.split("\n")
    full = [line for line in lines[:-1] if _WIDE <= len(line) <= _WIDEST]
    if len(lines) < _FEW or len(full) < _MOSTLY * (len(lines) - 1) or max(map(len, lines)) > _WIDEST:
        return text
    pieces = [lines[0]]
    for before, line in pairwise(lines):
        paragraph = before[-1:] in _ENDS and (len(before) < _WIDE or _HEADED.match(line))
        pieces += ["\n" if paragraph else " ", line]
    return "".join(pieces)


def _layers(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without broken encodings, entities, markup, LaTeX and controls, and which of them it had."""
    signs = _ASCII if text.isascii() else _LAYERED
    held = any(sign in text for sign in signs) or any(map(text.__contains__, OF_PROQUEST))
    if is_printable(text) and not held and not has_accents_apart(text):
        return text, ()
    done: dict[str, None] = {}
    for _ in range(_MOST):
        before = text
        for said, step in _STEPS:
            changed = step(text)
            if changed != text:
                done.setdefault(said)
                text = changed
        if text == before:
            break
    if looks_broken(text):
        done.setdefault("characters look wrongly encoded and were left as they are")
    return text, tuple(done)


def _without_latex(text: str) -> str:
    return without_latex(text) if has_latex(text) else text


_STEPS = (
    ("signs of the Symbol font were read as characters", of_symbol),
    ("wrongly encoded characters were mended", mended),
    ("control characters or line ends were normalised", cleaned),
    ("what programs leave in a text was read as what it stands for", without_traces),
    ("entities were read as characters", unescaped),
    ("markup was taken off", without_markup),
    ("LaTeX was read", _without_latex),
)
