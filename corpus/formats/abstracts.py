"""An abstract's field as programs write it → the abstract alone, and what else stood there: owners, notices, keywords, translations."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import NamedTuple

from corpus.cleaning import clean_abstract, without_keywords, without_notice
from corpus.formats.languages import LEFT_OUT, is_english, judged, leaning
from corpus.patterns import late

_LABELS = (
    "Abstract Summary Resumen Resumo Résumé Resume Zusammenfassung Riassunto Sommario Samenvatting Streszczenie Abstrakt Özet Öz Sažetak Povzetek Rezumat Sammanfattning Abstrak"
    " Аннотация Резюме Реферат Анотація"
).split()
_SCRIPTED = r"摘\s?要|要\s?旨|抄\s?録|要\s?約|국문초록|초\s?록|요\s?약"
# where a part may begin: a line, or a label in front of one
_BREAK = late(
    rf"\n|(?<=[.!?)\]。;])\s*(?=(?:{'|'.join(name for one in _LABELS for name in (one, one.upper()))})(?:\s?[:.\-–—]|\s(?=[A-ZÀ-ÞА-Я¿]))|[【\[]?(?:{_SCRIPTED})[】\]]?\s?[:：.\s])"
    rf"|(?<=\s)(?=[【\[]?(?:{_SCRIPTED})[】\]]?\s?[:：])"
)
_SENTENCE = late(
    r"(?<=[.!?])\s+(?=[A-ZÀ-ÞА-Я¿“\"'(\[])|(?<=[。！？])|(?<=[.!?])\s*(?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])"
)
_ENDS = 200  # characters at either end, of which one shows the other language
_FEW = 1  # signs beside ASCII's that an English text may have as well
_WITHIN = 120  # characters that are looked at in each of three places between them
_LEAST = 120  # letters of a translation; of the signs of East Asia each counts three
_SCRIPT = late(r"[\u0400-\u04ff\u0590-\u06ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{4}")
_SIGN = late(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LONG = 250  # characters; nearly all titles have fewer
_SENTENCES = 2  # of an abstract, beside its first
_NEXT = late(r"[a-z\d)%][.!?] +(?=[A-Z])")  # where another sentence begins


class AbstractTold(NamedTuple):
    """What an abstract's field tells (texts in code points), and the names of the steps taken, as a report prints them."""

    text: str
    rights: str | None
    notice: str | None
    keywords: tuple[str, ...]
    done: tuple[str, ...]


def told_in(field: str) -> AbstractTold:
    """What a record's field for its abstract tells."""
    text, rights, done = clean_abstract(field)
    text, keywords, behind = _untailed(text)
    if (english := in_english(text)) != text:
        text, further, _ = clean_abstract(english)
        text, own, last = _untailed(text)
        keywords, behind, done = own or keywords, further or last or behind, (*done, LEFT_OUT)
    if keywords:
        done = (*done, "keywords that stood behind an abstract were read as such")
    rights = rights or behind
    bare, notice = without_notice(text)
    if notice:
        text = clean_abstract(bare).text
        done = (*done, "notices of a correction or retraction around an abstract were read as that")
    return AbstractTold(text, rights, notice, keywords, done)


def _untailed(text: str) -> tuple[str, tuple[str, ...], str | None]:
    """A text without the keywords behind it, the keywords, and the copyright line that stood before them."""
    bare, keywords = without_keywords(text)
    if not keywords:
        return text, (), None
    cleaned = clean_abstract(bare)
    return cleaned.text, keywords, cleaned.rights


def joined(said: object, further: tuple[str, ...]) -> list[object]:
    """A record's own keywords, and those that it lacks."""
    own = list[object](said) if isinstance(said, tuple | list) else list[object](filter(None, [said]))
    held = {one.casefold() for one in own if isinstance(one, str)}
    return [*own, *(one for one in further if one.casefold() not in held)]


def in_english(text: str) -> str:
    """The English parts of an abstract that is followed, preceded or interrupted by itself in another language; any other as it is."""
    if len(text) < 2 * _LEAST or not _shows_another(text):
        return text
    parts = [part for part in _BREAK.split(text) if part.strip()]
    return _kept(parts if len(parts) > 1 else _turning(text)) or _kept(_turning(text)) or text


def _shows_another(text: str) -> bool:
    """Whether another language than English shows at either end or, where a text has several signs beside ASCII's, within it."""
    ends = min(_ENDS, len(text) // 3)
    looked = [text[:ends], text[-ends:]]
    if len(text) - len(text.encode("ascii", "ignore")) > _FEW:
        if _SCRIPT.search(text):
            return True
        looked += (text[len(text) * at // 4 - _WITHIN // 2 :][:_WITHIN] for at in (1, 2, 3))
    return any(_language(part) not in ("en", None) for part in looked)


def _language(part: str) -> str | None:
    return "en" if is_english(part) else judged(part)


def _kept(parts: list[str]) -> str | None:
    """The parts in English, as lines; None if not all other ones surely are a translation."""
    told, known = list[str | None](), None
    for part in parts:
        known = _language(part) or known
        told.append(known)
    known = next(filter(None, told), None)
    languages = [one or known for one in told]
    english = [part for part, one in zip(parts, languages, strict=True) if one == "en"]
    others = [part for part, one in zip(parts, languages, strict=True) if one != "en"]
    if min(_size(english), _size(others)) < _LEAST:
        return None
    return "\n".join(part.strip() for part in english)


def _turning(text: str) -> list[str]:
    """A text in two parts, where its sentences turn from one language to another; in one if they do not."""
    ends = min(2 * _ENDS, len(text) // 3)
    first, last = _language(text[:ends]), _language(text[-ends:])
    if not first or not last or first == last or "en" not in (first, last):
        return [text]
    other, sign = (last, 1) if first == "en" else (first, -1)
    places = [0, *(found.end() for found in _SENTENCE.finditer(text)), len(text)]
    sums = accumulate(sign * leaning(text[at:end], other) for at, end in pairwise(places))
    _, turn = max((total, sign * end) for total, end in zip(sums, places[1:], strict=True))
    return [text[: abs(turn)], text[abs(turn) :]]


def _size(parts: list[str]) -> int:
    return sum(len(part) + 2 * len(_SIGN.findall(part)) for part in parts)


def is_crossed(title: object, abstract: object) -> bool:
    """Whether a title is written as abstracts are, and the abstract as titles are."""
    if not (isinstance(title, str) and isinstance(abstract, str) and len(title) > _LONG > len(abstract)):
        return False
    return len(_NEXT.findall(title)) >= _SENTENCES and _NEXT.search(abstract) is None
