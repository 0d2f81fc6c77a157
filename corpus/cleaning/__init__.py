"""The one cleaner for texts from exports of every format.

The wording is kept to the letter; entities, markup, broken encodings and lines added by databases are removed. Cleaning a clean text changes
nothing.

Other packages use what stands here, `encodings` and `latex` for what some formats alone have, `names` and `persons`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from corpus.characters import cleaned, is_printable, one_line
from corpus.cleaning.encodings import LEADS, has_accents_apart, looks_broken, mended, of_symbol, unescaped
from corpus.cleaning.latex import has_latex, without_latex
from corpus.cleaning.markup import SIGNS, without_markup, without_traces
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
    rf"|(?:an? |the )?abstract (?:is |was )?(?:not|un)[ -]?(?:available|provided|supplied|present|found|given){_OF_IT}"
    r"|(?:this|the) (?:article|paper|record|item|publication) (?:does not have|has not got) an abstract"
    r"|[a-z][a-z /&-]{0,40}:"  # a label with nothing behind it
    r"|abstract from (?:author|publisher)|not available|not applicable|abstract|-+|–|—|\.+|\?)\s*\.?\s*[\])]?\s*",
    re.IGNORECASE,
)
_RIGHTS = (
    r"(?:©|\(c\)\s?(?=(?:19|20)\d\d(?!\s(?-i:(?!by\b|the\b|published\b|elsevier\b)[a-z]))|the author)"
    r"|(?<!\(c\)\s)(?-i:(?:19|20)\d\d (?:The Authors?\b|Published by\b))|(?-i:Copyright [A-Z][\w&’' ,-]{2,60} (?:19|20)\d\d\.?\Z)|copyright:?(?:\s?(?:©|\(c\))|\s(?:19|20)\d\d|\sof\b)|crown copyright"
    r"|published by (?:elsevier|wiley|springer|(?:the )?(?-i:[A-Z])[\w&'’. ]{1,50}(?:press|publish(?:ing|ers)|society|group|lt?d|limited|inc|llc|gmbh|b\.?v)\b)"
    r"|(?<!\(c\)\s)(?:19|20)\d\d (?-i:[A-Z])[^.!?]{1,60}(?:\.\s?[a-z]\.?){0,2}[.,]? all rights reserved|all rights (?:are )?reserved|this article is protected by copyright"
    r"|this (?:article|work|paper) is (?:licen[cs]ed|distributed|published) under |this is an open[- ]access article (?:distributed |published |licen[cs]ed )?under "
    r"|\(? ?psyc(?:info|articles) (?:database )?record|abstract from (?:author|publisher)|publication abstract\b|adapted from the source document|\(?copyright applies to)"
)
# Such a line begins a sentence, or a bracket, and is followed by nothing but its like. A sign may stick to the sentence before it.
_TAIL = late(
    rf"(?:(?<=[.!?)\]”\"’'])(?:\s+|(?=©|\(c\)\s?(?:19|20)\d\d))|\n|\A)(?P<tail>[\[(]?{_RIGHTS})", re.IGNORECASE
)
_SURELY = late(_RIGHTS, re.IGNORECASE)
# The sign itself does so behind no full stop, too: "… of a watershed © The Author(s) 2024."; and with a year and an owner what was one,
# "(C) 2010 Elsevier B V".
_SIGNED = late(r"\s(?P<sign>©)\s?(?:the authors?\b|(?:19|20)\d\d\b(?!\s(?-i:[a-z])))", re.IGNORECASE)
_UNPOINTED = late(
    r"\s(?:copyright\s)?(?:©|\(c\))\s?(?:19|20)\d\d\s(?-i:[A-Z])[^.!?]{1,80}(?:\.\s?[a-z]\.?){0,2}\.?(?:\s?all rights reserved\.?)?\Z",
    re.IGNORECASE,
)
_OWNED = (
    "©",
    "(c)",
    "copyright",
    "rights",
    "published by",
    "psyc",
    "abstract from",
    "publication abstract",
    "adapted from",
    "licen",
    "open access",
    "open-access",
)  # one of which is in every such line
_LONGEST_TAIL = 800  # characters: owner, licence and where it is published
_OF_NAMES = frozenset("of the for and on in et al by de la und für".split())
_TAILS = 4  # such lines, one after the other
_INITIAL = 3  # letters between two full stops that are no sentence: "Elsevier B. V."
_SENTENCES_AFTER = late(r"(?<!\b[A-Z])[.!?]\s+(?=[A-Z])|(?<=[a-z]{3})[.!?](?=[A-Z])")  # "S. Karger AG" is one
# Scopus writes them above an abstract too, some of it with no gap behind: "© 2016 Elsevier B.V. All rights reserved.Owls …"
_ABOVE = late(
    r"(?:[Cc]opyright\s*)?(?:©|\([cC]\)\s?(?=(?:19|20)\d\d)|(?<=opyright) ?(?=(?:19|20)\d\d))\s*(?=[^.\n]{0,60}(?:19|20)\d\d|[Tt]he [Aa]uthor|[^.\n]{1,300}\. Originally published in )"
    r"(?:[^.!?\n]|(?<=\b[A-Z])\.|\.(?=,)){1,600}?(?:(?<!\b[A-Z])|(?<=\b[BSN]\.[VA])|(?<=\b[BSN]\. [VA]))\."
    r"(?:\s*(?:All [Rr]ights (?:are )?[Rr]eserved|Licensee [^.!?\n]{1,60}|Published by [^.!?\n]{1,120}(?:\.[VA])?|This (?:article|work) is licen[cs]ed [^.!?\n]{1,80}"
    r"|(?:The )?Authors?(?:\(s\))?(?:, under [^.!?\n]{1,120})?|No commercial re-?use|See rights and permissions"
    r"|[A-Z][^.!?\n]{1,100} published by (?:[A-Z][^.!?\n]{1,60} )?(?:Wiley|Elsevier|Springer|Press|Publish(?:ing|ers)|Group|LLC|Ltd|Inc)\b[^.!?\n]{0,150}"
    r"|Originally published in [^\n]{1,120}?\b\d\d\.\d\d\.\d{4})\.)*"
    r"\s*(?=[A-Z0-9“\"'(\[])"
)
_OF_RIGHTS = late(
    rf"{_RIGHTS}|\brights\b|licen[cs]e|creative commons|\bcc[ -]by|published|publish(?:er|ing)|\bltd\b|\binc\b|\bb\.? ?v\b|gmbh|society|press"
    r"|authors?\b|\busers (?:may|should)\b|no warranty|abstract may be abridged|open access|copyright|permission|\bre-?use\b|elsevier|wiley|springer|reserved|behalf|association|\bapa\b|\bllc\b|government",
    re.IGNORECASE,
)
__all__ = ["Cleaned", "clean_abstract", "clean_line", "is_plain", "is_rights"]


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
    """Whether "Abstract" and what is behind it are a name ("Abstract Meaning Representation (AMR)"), of which the text goes on to speak."""
    short = _IN_SHORT.match(rest)
    initials = "".join(word[0] for word in short["words"].split()) if short else ""
    return "abstract" in rest.casefold() or (short is not None and short["short"] == f"A{initials}")


def says_nothing(text: str) -> bool:
    """Whether a cell only states that there is no text: "NA", "[No abstract available]", a dash."""
    return len(text) < 100 and _NOTHING.fullmatch(text.strip()) is not None


def without_rights(abstract: str) -> tuple[str, str | None]:
    """An abstract without the copyright and database lines at its end, and those lines (None if there are none)."""
    cut = end = len(abstract)
    for _ in range(_TAILS):
        if (start := _rights_begin(abstract[:cut])) is None:
            break
        end, cut = start, len(abstract[:start].rstrip(" \t\n,"))
    return (abstract[:cut], abstract[end:].strip()) if cut < len(abstract) else (abstract, None)


def without_owner(abstract: str) -> tuple[str, str | None]:
    """An abstract without the copyright lines before it, and those lines (None if there are none, or nothing else)."""
    found = _ABOVE.match(abstract) if abstract[:1] in "©(Cc" else None
    rest = abstract[found.end() :] if found else ""
    if found is None or (_SURELY.match(rest) and is_rights(rest)):
        return abstract, None
    return rest, found[0].strip()


def is_rights(paragraph: str) -> bool:
    """Whether a paragraph by itself, behind an abstract, only says who has the rights; words such as "society" are not enough."""
    if len(paragraph) > _LONGEST_TAIL or not _SURELY.search(paragraph):
        return False
    said = [part for part in _SENTENCES_AFTER.split(paragraph) if len(part.strip()) > _INITIAL]
    return all(map(_OF_RIGHTS.search, said))


def _rights_begin(abstract: str) -> int | None:
    """Where the copyright lines that run to the end begin; None if there are none, or nothing but them."""
    start = max(0, len(abstract) - _LONGEST_TAIL)
    end = abstract[start:].casefold()
    if not any(word in end for word in _OWNED):
        return None
    for found in (*_TAIL.finditer(abstract, start), *_SIGNED.finditer(abstract, start)):
        at = found.start("tail" if "tail" in found.re.groupindex else "sign")
        said = [part for part in _SENTENCES_AFTER.split(abstract[at:]) if len(part.strip()) > _INITIAL]
        if at > 0 and all(_OF_RIGHTS.search(part) or _is_name(part) for part in said):
            return at
    late = _UNPOINTED.search(abstract, start)
    return late.start() if late and ("©" in late[0] or _OF_RIGHTS.search(late[0][8:])) else None


def _is_name(part: str) -> bool:
    """Whether a sentence is nothing but a name, of an owner or a journal, and figures: "J Comput Chem 32: 1577-1588, 2011"."""
    return all(not word[0].islower() or word in _OF_NAMES for word in part.split())


# What a text holds where entities, markup, LaTeX or a broken encoding could be taken off it; most texts hold none of it.
_LAYERED = f"&<\\${{{LEADS}{SIGNS}\ufffd"
_SIGN = late(f"[{re.escape(_LAYERED)}]")  # which is quicker for a line, and slower for an abstract
_GAPS = late(r"(?<=\S)[ \t]{2,}(?=\S)")
_DASHED = late(r"[—–]\s?(?=[A-Z])")  # left of "Abstract—Owls …"
_LINES = late(r"(?<![ \t])[ \t]*+\n\s*")
_FEW, _WIDE, _WIDEST, _MOSTLY = (
    4,
    48,
    100,
    0.7,
)  # lines; characters of a line that was broken; the share of lines that were
_ENDS = (".", "!", "?", ":")
_HEADED = late(r"[A-Z][A-Z/&, ]{2,60}: ")  # which a structured abstract's paragraph begins with
_GLUED = late(
    r"(?<=[\w)%][.?!])(?=(?:(?:Background|Introduction|Objectives?|Purpose|Aims?|(?:Patients|Materials?) and methods|Methods?|Design|Setting|Results?"
    r"|Findings|Discussion|Interpretation|Conclusions?)|(?:BACKGROUND|INTRODUCTION|OBJECTIVES?|PURPOSE|AIMS?|(?:PATIENTS|MATERIALS?) AND METHODS|METHODS?"
    r"|DESIGN|SETTING|RESULTS?|FINDINGS|DISCUSSION|INTERPRETATION|CONCLUSIONS?)): ?\S)"
)
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
        and not (_SIGN.search(text) or has_accents_apart(text))
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
    if "  " in text:
        text = _GAPS.sub(" ", text)
    if (apart := _GLUED.sub("\n", text)) != text:
        text, done = apart, (*done, "labels of sections that stuck to the text before them begin a line")
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
    """A text whose lines were broken at a width, as lines of paragraphs; any other as it is."""
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
    if is_printable(text) and not any(sign in text for sign in _LAYERED) and not has_accents_apart(text):
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
