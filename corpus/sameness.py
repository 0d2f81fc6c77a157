"""When two records are the same paper: by real identifiers, by title, year and author, and never by a file's own
numbers.

A web address may appear on every paper of a journal, a book's DOI on each chapter, one title on every abstract
of a congress: so an identifier alone never joins records whose title and authors differ.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from corpus.models import DERIVED, Author, Paper
from corpus.patterns import late

_WORD = late(r"[^\W_]+")
_GREEK = str.maketrans({chr(c): f" {unicodedata.name(chr(c)).split()[-1].lower()} " for c in range(0x3B1, 0x3CA)})
_ROW_NUMBER = late(r"(?:key|source) \d{1,6}")  # which screeners give anew in each file
_TAKEN_BACK = late(r"^(?:retracted|withdrawn)(?: (?:article|paper|publication))? ")
PREPRINTS = late(r"rxiv|preprint|research square|ssrn", re.IGNORECASE)
# The labels of a structured abstract, which one database writes and another leaves out.
_LABEL = late(r"(?:^|(?<=[.!?;)\n]))[ \t]?[A-Z][A-Za-z/&,' -]{2,40}:")
# words: in a title that says something; in a cut abstract that still says which paper it is
_LEAST_TITLE, _LEAST_BEGUN, _LEAST_SHOWN = (
    3,
    25,
    8,  # of one that says itself that it is cut short
)
# characters of titles written without spaces
_UNSPACED, _LEAST_UNSPACED = late(r"[\u3040-\u30ff\u3400-\u9fff]"), 8
_ANOTHER = late(
    r"\d|\b(?:part|volume|[ivx]+|one|two|three|first|second|third|reply|response|comments?|commentary|protocol|rationale|update"
    r"|correction|erratum|corrigendum)\b",
    re.IGNORECASE,
)
_SPELLINGS = (
    (late(r"[ao]e"), "e"),  # anaemia, oedema
    (late(r"our"), "or"),
    (late(r"ys(?=e[sdr]?\b|ing\b)|is(?=e[sdr]?\b|ing\b|ations?\b)"), "iz"),  # analyse, randomised
    (late(r"yz(?=e[sdr]?\b|ing\b)"), "iz"),
    (late(r"ll"), "l"),
    (late(r"tre\b"), "ter"),
    (late(r"sulph"), "sulf"),
)
_NEAR = 0.6  # share of the longer title's words that two versions of one have in common
_ALIKE = 0.5  # share of an abstract's words that two texts of one work have in common


def names_of(paper: Paper) -> Iterator[str]:
    """The names by which a paper may be known, each with its kind as a prefix; the most certain first."""
    yield f"key {paper.key}"
    if paper.doi:
        yield f"doi {paper.doi}"
    if paper.pmid:
        yield f"pmid {paper.pmid}"
    if paper.source_id:
        yield f"source {paper.source_id}"
    title, year = _title(paper.title), year_of(paper)
    if year and says_which(paper.title):
        yield f"title {year} {title}"


def same_paper(held: Paper, new: Paper, name: str) -> bool:
    """Whether two records that share a name of ``names_of`` are one paper."""
    if held.doi and new.doi and held.doi != new.doi:
        return False
    if name.startswith("title "):
        return _same_by_title(held, new)
    if not held.title or not new.title or titles_alike(held.title, new.title):
        return True
    if "chapter" in (held.kind, new.kind) or name == f"key {held.url}":
        return False
    agree = authors_agree(held, new)
    return agree is True or (agree is None and not _ROW_NUMBER.fullmatch(name))


def recognised(known: Iterable[Paper]) -> Callable[[Paper], Paper | None]:
    """A look-up among some records: it finds the record that is the same paper as a given one, by any of its names, or
    None.

    A DOI alone is enough, whatever the language and script of title and authors; but chapters may have their book's
    DOI. A paper without an identifier is recognised by its author and title; the title may be spelt otherwise or lack
    its subtitle, and the year may be one earlier or later.
    """
    named: dict[str, list[Paper]] = {}
    by_author: dict[str, list[tuple[Paper, tuple[str, str]]]] = {}
    for one in known:
        for name in names_of(one):
            named.setdefault(name, []).append(one)
        for author in one.authors[:1]:
            by_author.setdefault(folded(author.short), []).append((one, _spellings(one.title)))

    def found(paper: Paper) -> Paper | None:
        alike = ((one, name) for name in names_of(paper) for one in named.get(name, ()))
        if one := next((one for one, name in alike if same_paper(one, paper, name) or _one_doi(one, paper)), None):
            return one
        others = by_author.get(folded(paper.authors[0].short), ()) if by_author and paper.authors else ()
        whole, short = _spellings(paper.title) if others else ("", "")
        same = (one for one, (held, shorter) in others if whole in (held, shorter) or held == short)
        return next((one for one in same if _spelt_otherwise(one, paper)), None)

    return found


def _spelt_otherwise(held: Paper, new: Paper) -> bool:
    """Whether two records are one work: the same author, titles that differ only in spelling, at most a year apart."""
    if (held.doi and new.doi and held.doi != new.doi) or not _same_by_title(held, new):
        return False
    years = [year for year in map(year_of, (held, new)) if year]
    return max(years, default=0) - min(years, default=0) <= 1 and says_which(held.title) and says_which(new.title)


def _spellings(title: str) -> tuple[str, str]:
    """A title, and the title without its subtitle, each in the one spelling."""
    return _spelt(title), _spelt(_before_subtitle(title))


def _before_subtitle(title: str) -> str:
    """A title without its subtitle; whole if that tells of another work, as in "Owls: part 2", "Owls: study protocol"."""
    head, mark, rest = title.partition(":")
    return head if mark and says_which(head) and not _ANOTHER.search(rest) else title


def _spelt(title: str) -> str:
    """A title's words as one of the spellings that British and American English have."""
    text = _title(title)
    for pattern, letters in _SPELLINGS:
        text = pattern.sub(letters, text)
    return text


def _one_doi(held: Paper, new: Paper) -> bool:
    return held.doi is not None and held.doi == new.doi and "chapter" not in (held.kind, new.kind)


def another_text(held: Paper, new: Paper) -> str | None:
    """The field in which two records of one paper contradict ("title", "abstract"); None if there is none."""
    if held.title and new.title and not titles_alike(held.title, new.title):
        return "title"
    if held.abstract and new.abstract and not abstracts_alike(held.abstract, new.abstract):
        return "abstract"
    return None


def titles_alike(one: str, other: str) -> bool:
    """Equal titles, apart from case, punctuation, gaps ("CO 2"), a word such as "Retracted", and a subtitle that one of them
    lacks."""
    short, long = sorted((_title(one), _title(other)), key=len)
    return short.replace(" ", "") == long.replace(" ", "") or (
        len(short.split()) > 1 and long.startswith(f"{short} ")
    )


def same_title(one: str, other: str) -> bool:
    """Equal titles to the last word, and specific enough to identify a work."""
    return _title(one) == _title(other) and says_which(one)


def says_which(title: str) -> bool:
    """Whether a title identifies a work: "Editorial" does not."""
    return len(_title(title).split()) >= _LEAST_TITLE or len(_UNSPACED.findall(title)) >= _LEAST_UNSPACED


def titles_near(one: str, other: str) -> bool:
    """Whether two titles may be versions of one: they share most of their words."""
    first, second = (set(_title(title).split()) for title in (one, other))
    return len(first & second) > _NEAR * max(len(first), len(second))


def abstracts_alike(one: str, other: str) -> bool:
    """Equal texts, apart from punctuation, hyphens, section labels and a cut end."""
    if one == other:
        return True
    first, second = (folded(_LABEL.sub(" ", text)) for text in (one, other))
    short, long = sorted((first.replace(" ", ""), second.replace(" ", "")), key=len)
    if short == long or (long.startswith(short) and min(first.count(" "), second.count(" ")) >= _LEAST_BEGUN):
        return True
    return _is_cut(one, other) or _is_cut(other, one)


def _is_cut(one: str, other: str) -> bool:
    """Whether a text is the beginning of the other and ends in dots, as search results show it."""
    begun = folded(one) if one.rstrip().endswith(("...", "…")) else ""
    return begun.count(" ") >= _LEAST_SHOWN and folded(other).replace(" ", "").startswith(begun.replace(" ", ""))


def folded(text: str) -> str:
    """A text's words without case, accents and punctuation; Greek letters by name."""
    if text.isascii():
        return " ".join(_WORD.findall(text.lower()))
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_GREEK)
    return " ".join(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def derived_key(paper: Paper, whole: bool = False) -> str:
    """A key for a record without an identifier, made from title, first author, journal and year.

    ``whole``: include pages and text, for a record that shares all of those with another.
    """
    said = [
        paper.title or paper.abstract or "",
        *(one.short for one in paper.authors[:1]),
        paper.journal or "",
        str(paper.year or ""),
    ]
    said += [paper.place or "", paper.abstract or ""] if whole else []
    return DERIVED + hashlib.sha256("\x00".join(map(folded, said)).encode()).hexdigest()[:16]


def kept_apart(held: Paper, new: Paper) -> bool:
    """Whether two records with one title are still two works: a preprint and its article, other pages, other
    texts."""
    if (held.pmid and new.pmid and held.pmid != new.pmid) or _is_preprint(held) != _is_preprint(new):
        return True
    return kept_apart_by_place(held, new) or _other_texts(held.abstract, new.abstract)


def kept_apart_by_place(held: Paper, new: Paper) -> bool:
    """Whether two records have different pages or article numbers."""
    return _elsewhere(held.page, new.page) or _elsewhere(held.article_number, new.article_number)


def authors_agree(one: Paper, other: Paper) -> bool | None:
    """Whether two records share an author (family name); None if one of them has no authors."""
    return bool(_families(one) & _families(other)) if one.authors and other.authors else None


def year_of(paper: Paper) -> int | None:
    """The year in which a paper appeared."""
    return paper.year or (paper.published.year if paper.published else None)


def _same_by_title(held: Paper, new: Paper) -> bool:
    if held.authors and new.authors:
        alike = folded(held.authors[0].short) == folded(new.authors[0].short)
    else:
        alike = bool(held.journal and new.journal and folded(held.journal) == folded(new.journal))
    return alike and not kept_apart(held, new)


def _other_texts(one: str | None, other: str | None) -> bool:
    """True for two texts that are not versions of one."""
    first, second = (set(folded(text or "").split()) for text in (one, other))
    return bool(first and second) and len(first & second) < _ALIKE * min(len(first), len(second))


def _elsewhere(one: str | None, other: str | None) -> bool:
    """True for two places with different first pages."""
    first, second = (re.split(r"[-‐-―]", text or "")[0].strip().casefold() for text in (one, other))
    return bool(first and second) and first != second


def _is_preprint(paper: Paper) -> bool:
    return (
        paper.kind == "preprint" or PREPRINTS.search(f"{paper.journal or ''} {paper.publisher or ''}") is not None
    )


def _families(paper: Paper) -> set[str]:
    return {folded(_surname(one)) for one in paper.authors}


def _surname(author: Author) -> str:
    return author.short.split()[-1] if author.family else author.name


def _title(title: str) -> str:
    return _TAKEN_BACK.sub("", folded(title))
