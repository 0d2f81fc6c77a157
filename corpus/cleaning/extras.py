"""Lines of owners and databases above and behind an abstract: who has the rights, from which database it is, notices of corrections; and the list of keywords
that stands behind an abstract in the same field, where people copied both from a page or a PDF.

What is cut off is handed back, never lost.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.patterns import late

_RIGHTS = (
    r"(?:©|\ufffd\s?(?=(?:19|20)\d\d\b)|(?:19|20)\d\d\s?©|the copyright holder for this preprint\b|\(c\)\s?(?=(?:19|20)\d\d(?!\s(?-i:(?!by\b|the\b|published\b|elsevier\b)[a-z]))|the author)"
    r"|(?<!\(c\)\s)(?-i:(?:19|20)\d\d (?:The Authors?\b|Published by\b))|(?-i:Copyright [A-Z][\w&’' ,-]{2,60} (?:19|20)\d\d\.?\Z)|copyright:?(?:\s?(?:©|\(c\))|\s(?:19|20)\d\d|\sof\b)|crown copyright"
    r"|published by (?:elsevier|wiley|springer|(?:the )?(?-i:[A-Z])[\w&'’. ]{1,50}(?:press|publish(?:ing|ers)|society|group|lt?d|limited|inc|llc|gmbh|b\.?v)\b)"
    r"|(?<!\(c\)\s)(?:19|20)\d\d (?-i:[A-Z])[^.!?]{1,60}(?:\.\s?[a-z]\.?){0,2}[.,]? all rights reserved|all rights (?:are )?reserved|this article is protected by copyright"
    r"|this (?:article|work|paper) is (?:licen[cs]ed|distributed|published) under |this is an open[- ]access article (?:distributed |published |licen[cs]ed )?under "
    r"|\(? ?psyc(?:info|articles) (?:database )?record|abstract from (?:author|publisher)|publication abstract\b|adapted from the source document|\(proquest(?:-csa llc)?: \.\.\. denotes |\(?copyright applies to)"
)
# Such a line begins a sentence, or a bracket, and is followed by nothing but its like. A sign may stick to the sentence before it.
_TAIL = late(
    rf"(?:(?<=[.!?)\]”\"’'])(?:\s+|(?=©|\(c\)\s?(?:19|20)\d\d|copyright\s?(?:©|\(c\))))|\n|\A)(?P<tail>[\[(]?{_RIGHTS})",
    re.IGNORECASE,
)
_SURELY = late(_RIGHTS, re.IGNORECASE)
# The sign itself does so behind no full stop, too: "… of a watershed © The Author(s) 2024."; and with a year and an owner what was one,
# "(C) 2010 Elsevier B V".
_SIGNED = late(r"\s(?P<sign>©)\s?(?:the authors?\b|(?:19|20)\d\d\b(?!\s(?-i:[a-z])))", re.IGNORECASE)
_UNPOINTED = late(
    r"\s(?:copyright\s)?(?:©\s?(?:(?:19|20)\d\d\s)?|\(c\)\s?(?:19|20)\d\d\s)(?-i:[A-Z])[^.!?]{1,80}(?:\.\s?[a-z]\.?){0,2}\.?(?:\s?all rights reserved\.?)?\Z|(?<=[.)\d])\s?(?-i:Copyright):?\Z",
    re.IGNORECASE,
)
_OWNED = (
    "©",
    "\ufffd",
    "(c)",
    "copyright",
    "rights",
    "published by",
    "psyc",
    "abstract from",
    "publication abstract",
    "adapted from",
    "denotes ",
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
    rf"{_RIGHTS}|\brights\b|licen[cs]e|creative commons|\bcc[ -]by|published|publish(?:er|ing)|publicad[oa] por|\bltd\b|\binc\b|\bb\.? ?v\b|gmbh|society|press"
    r"|authors?\b|\busers (?:may|should)\b|no warranty|abstract may be abridged|open access|copyright|permission|\bre-?use\b|elsevier|wiley|springer|reserved|behalf|association|\bapa\b|\(proquest|\bllc\b|government",
    re.IGNORECASE,
)
_ENGLISH = r"(?:author |additional )?key[ -]?words(?: and phrases)?|index terms"
_OTHERS = (
    r"palabras?[ -]claves?|palavras?[ -]chaves?|mots?[ -]cl(?:és?|efs?)|schl(?:ü|ue)sselw(?:ö|oe)rter|schlagw(?:ö|oe)rter|parole[ -]chiave|trefwoorden|ключевые слова|ключові слова"
    r"|anahtar (?:kelimeler|sözcükler)|słowa kluczowe|klíčová slova|ključne ri?ječi|ključne besede|cuvinte cheie|kulcsszavak|nyckelord|avainsanat|kata kunci"
    r"|关键词|關鍵詞|关键字|キーワード|키워드|주제어|핵심어"
)
_LISTED_BEHIND = late(
    rf"(?:(?<=[.!?)\]”\"'。])\s?|\n)(?:(?P<english>{_ENGLISH})|{_OTHERS})\s?(?:[:：.—–]|-(?=\s)|\n)\s?(?P<listed>[^\n]{{1,600}})\Z",
    re.IGNORECASE,
)
# each label of such a list has one of these, in ASCII or other letters
_PLAIN = tuple(
    "key|index terms|clave|chave|mots|schl|chiave|trefw|anahtar|cheie|kulcs|nyckel|avainsan|kunci".split("|")
)
_FURTHER = tuple("ключ|kluczow|klíč|ključ|关键|關鍵|キーワード|키워드|주제어|핵심어".split("|"))
_LONGEST = 700  # characters: such a list with its label
_JOINTS = late(r"[;,·•|、；，\t]|\s[-–—/]\s|\.\s")
_TOLD = late(r"\b(?:is|are|was|were|we|this|that|these|has|have|which|there)\b", re.IGNORECASE)
_MOST, _MOST_WORDS, _LONGEST_WORD = 30, 7, 90  # keywords, words of one, its characters
_LISTS = 3  # one behind the other, in as many languages


def without_rights(abstract: str) -> tuple[str, str | None]:
    """An abstract without the copyright and database lines at its end, and those lines (None if there are none)."""
    cut = end = len(abstract)
    for _ in range(_TAILS):
        if (start := _rights_begin(abstract[:cut])) is None:
            break
        end, cut = start, len(abstract[:start].rstrip(" \t\n,"))
    return (abstract[:cut], abstract[end:].strip()) if cut < len(abstract) else (abstract, None)


_RECORD = late(
    r"[\[(]?\s?Psyc[A-Za-z]{3,9} (?:Database )?Record \([cC]\) ?\d{4}[^()\[\].]{0,60}(?:APA|Association),? [Aa]ll [Rr]ights [Rr]eserved[.)\]]{0,3}\s*(?=\S)"
)
_NOTICE = late(r"(?P<opened>\[?)\s?(?:Correction|Retraction|Expression of [Cc]oncern) [Nn]otice: ")
_BRACKET = late(r"[\[\]]")
_LONGEST_NOTICE = 4000  # characters


def without_notice(abstract: str) -> tuple[str, str | None]:
    """An abstract without the notice of a correction or a retraction in brackets, as PsycInfo puts one before it or behind it, and that
    notice (None if there is none, or nothing else)."""
    found = _NOTICE.match(abstract) if abstract[:1] in "[CRE" else None
    if found and (end := _closed(abstract, found.end(), 1)):
        return (abstract[end:].lstrip(), abstract[:end]) if abstract[end:].strip() else (abstract, None)
    at = abstract.rfind(" [", 0, -1) if abstract.endswith("]") else -1
    while at > 0 and len(abstract) - at < _LONGEST_NOTICE:
        found = _NOTICE.match(abstract, at + 1)
        if found and _closed(abstract, found.end(), 1) == len(abstract):
            return abstract[:at].rstrip(), abstract[at + 1 :]
        at = abstract.rfind(" [", 0, at)
    return abstract, None


def _closed(text: str, at: int, depth: int) -> int:
    """The place behind the bracket that closes the present depth; 0 if none does soon."""
    for found in _BRACKET.finditer(text, at, at + _LONGEST_NOTICE):
        depth += 1 if found[0] == "[" else -1
        if depth == 0:
            return found.end()
    return 0


def without_owner(abstract: str) -> tuple[str, str | None]:
    """An abstract without the copyright lines before it, and those lines (None if there are none, or nothing else)."""
    found = (_RECORD.match(abstract) if abstract[:1] in "[(P" else None) or (
        _ABOVE.match(abstract) if abstract[:1] in "©(Cc" else None
    )
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
    sure = late and ("©" in late[0] or late[0].strip(" \n:") == "Copyright" or _OF_RIGHTS.search(late[0][8:]))
    return late.start() if late and sure else None


def _is_name(part: str) -> bool:
    """Whether a sentence is nothing but a name, of an owner or a journal, and figures: "J Comput Chem 32: 1577-1588, 2011"."""
    return all(not word[0].islower() or word in _OF_NAMES for word in part.split())


class Untailed(NamedTuple):
    """An abstract without the lists of keywords at its end, and the keywords, in English if there are such."""

    text: str
    keywords: tuple[str, ...] = ()


def without_keywords(abstract: str) -> Untailed:
    """An abstract without the lists of keywords behind it; what may be a sentence is none."""
    end = abstract[-_LONGEST:].casefold()
    if not any(map(end.__contains__, _PLAIN if end.isascii() else _PLAIN + _FURTHER)):
        return Untailed(abstract)
    text, kept, is_english = abstract, tuple[str, ...](), False
    for _ in range(_LISTS):
        found = _LISTED_BEHIND.search(text, max(0, len(text) - _LONGEST))
        words = _listed(found["listed"]) if found and found.start() > 0 else ()
        if not found or not words:
            break
        text = text[: found.start()].rstrip()
        if found["english"] or not is_english:
            kept, is_english = words, bool(found["english"])
    return Untailed(text, kept)


def _listed(text: str) -> tuple[str, ...]:
    """The keywords of a list; none if it is not surely one."""
    words = [one.strip(" .\t") for one in _JOINTS.split(text)]
    if len(words) > _MOST or any(
        len(one) > _LONGEST_WORD or one.count(" ") >= _MOST_WORDS or _TOLD.search(one) for one in words
    ):
        return ()
    return tuple(dict.fromkeys(filter(None, words)))
