"""Puts a question into plain form (lower case, no accents or punctuation, contractions written out, DOIs and addresses set apart),
and keeps track of which of its words are explained already."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.phrases import starts
from corpus.patterns import late, need_of
from index.terms.words import ASKING

LONGEST = 60  # words; a question about records is short, and what is longer is not worth reading as one
_SHORT = 300  # characters of a name or title, which is folded again and again
_TITLES = 5_000  # titles whose words are remembered
READ = 4000  # characters of a question that are looked at
CUT = 3  # fewest letters of initials, or of a shortened word of a journal's name
SMALL = frozenset("of and the for in on".split())  # what names of journals leave out where they are cut

LINK = late(
    r"https?://\S+|www\.\S+|\b[\w.-]{3,40}\.(?:com|org|net|gov|edu)/\S+|\b(?:doi[:\s]\s*)?10\.\d{4,9}/\S+|\b(?:pmid|pubmed(?: id)?)[\s:#]*\d{4,9}\b",
    re.I,
)
_CONTRACTED = late(r"\b(who|what|when|where|how|which|that|it|there|here)'?s\b(?!')")
_POSSESSIVE = late(r"(?<=\w)'s\b|(?<=s)'(?=\s|$)")
_TOKEN = late(r"\w+(?:\.\d+)*")
_SIGNS = (
    ("≥", " at least "), ("≤", " at most "), (">=", " at least "), ("<=", " at most "), (">", " more than "), ("<", " fewer than "), ("%", " percent "),
)  # fmt: skip
_VOICED = "\u3099\u309a"  # the marks that make another sound of a kana: it is another letter without them
_STROKES = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_FORMS = {
    "1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "nr": "number", "pubs": "publications",
    "w": "with", "frm": "from", "incl": "including", "excl": "excluding", "sr": "systematic review", "srs": "systematic reviews",
    "vd": "van der", "syst": "systematic", "chron": "chronological", "publ": "publication", "pub": "publication", "vol": "volume",
    "yr": "year", "rcts": "trials", "avg": "average", "ppl": "people", "r": "are", "dont": "not", "doesnt": "not", "didnt": "not",
    "isnt": "not", "arent": "not", "wasnt": "not", "werent": "not",
}  # fmt: skip


# "2022-2023", "38–41 citations": a span; "04/2024", "2024-04", "2024-04-30": a month.
_SPAN = late(
    r"\b((?:19|20)\d\d) ?[-–—] ?((?:19|20)\d\d)\b|\b(\d{1,6}) ?[-–—] ?(\d{1,6})(?= (?:citations?|cites|times|pages?|authors?|views?|reads))"
)
_MONTH_OF = late(
    r"(?<![\w/-])(?:(0?[1-9]|1[0-2])/((?:19|20)\d\d)|((?:19|20)\d\d)[-/](0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)(?![\w/-])"
)
_WITH, _WITHOUT, _ET_AL = late(r"\bw/(?=\s|\w)"), late(r"\bw/o\b"), late(r"\bet al\b")
_DENIED = late(r"\b(is|are|do|does|did|was|were)n't\b")
_NUMBER_NO = late(r"\b(issue|article|volume|page) no\b\.?|\bno\.? ?(?=\d)")
_LAST_NO, _IN_YEARS = late(r"\bno\.\s*(?=\?|$)"), late(r"(?<=\d )(?<!\d{4} )(?<!st \d )(?<!st \d\d )year\b")
_CO, _VAN_DER = late(r"\bco-?(?=author|wrote|written)"), late(r"\bv\.? ?d\.? (?=[a-z]{3})")
_OR_MORE, _TIMES = late(r"(?<=\d)\+(?= |$)"), late(r"(?<=\d) ?[x×](?=[\s?.!,;]|$)")
# What is said around a question to be polite, and why it is asked.
_POLITE = late(
    r"^(?:(?:sorry|excuse me|pardon|hi|hello|hey|dear \w+|good (?:morning|day|evening)|quick (?:question|q)|one (?:more )?(?:question|thing)|just (?:curious|wondering|checking)"
    r"|i(?: was| am|'m) (?:just )?(?:wondering|curious)|may i ask|could i ask|can i ask|a question)(?: to (?:bother|disturb|trouble|interrupt)(?: you| u)?| again)?"
    r"\b[\s,.:;!-]*(?:(?:but|if|whether)\b ?)?)+",
    re.I,
)
_ASIDE = late(r"(?:(?<!\s)\s++)?\((?:not|i\.?e\.?|e\.?g\.?|so|meaning|just|only)\b[^()]*\)", re.I)
# "The shortest, pages I mean" asks for no mean, "who wrote most, or is it a tie" for no ties.
_MEANT = late(r",? \b(?:i mean|or (?:is it|is there|are they) (?:a tie|tied))\b(?=[\s,.?!]*$)", re.I)
_REASON = late(r"[,;.]\s+(?:as|because|since|cause|cos|so that|for)\s+(?:i|we|my|our)\b[^?]*(?=\?|$)", re.I)


class Plain(NamedTuple):
    """A question in plain form: its words with single spaces between them, and the DOIs and addresses in it."""

    text: str
    links: tuple[str, ...] = ()

    @property
    def words(self) -> list[str]:
        """The words in order."""
        return self.text.split()


def fold(text: str) -> str:
    """A text in lower case without accents or punctuation, with single spaces between words ("Al-Smadi" → "al
    smadi").
    """
    return _folded(text) if len(text) <= _SHORT else _fold(text)


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    return _fold(text)


@lru_cache(maxsize=_TITLES)
def words_of_title(title: str) -> frozenset[str]:
    """The folded words of a title."""
    return frozenset(fold(title).split())


def _fold(text: str) -> str:
    if text.isascii():
        return " ".join(_TOKEN.findall(text.lower().replace("_", " ")))
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c) or c in _VOICED)
    return " ".join(
        _TOKEN.findall(unicodedata.normalize("NFC", bare).casefold().translate(_STROKES).replace("_", " "))
    )


def forms_of(word: str) -> frozenset[str]:
    """A word in the singular and the plural."""
    forms = [word, f"{word}s", f"{word}es"]
    forms += [word[:-1]] if word.endswith("s") else []
    forms += [word[:-2]] if word.endswith("es") else []
    return frozenset(forms)


def name_of_journal(journal: str) -> tuple[str, ...]:
    """The folded words of a journal's name, without small ones like "of"."""
    words = fold(journal.replace("&", " and ")).removeprefix("the ").split()
    return tuple(word for word in words if word not in SMALL)


@lru_cache(maxsize=256)
def initials(journal: str) -> frozenset[str]:
    """The initials of a journal's name of three words or more, with and without its small words."""
    whole = fold(journal.replace("&", " and ")).removeprefix("the ").split()
    made = ("".join(word[0] for word in some) for some in (whole, name_of_journal(journal)))
    return frozenset(one for one in made if len(one) >= CUT)


def plain(question: str) -> Plain:
    """A question in plain form."""
    text = _MEANT.sub("", _ASIDE.sub(" ", _REASON.sub("", question[:READ])))
    text = text[match.end() :] if (match := _POLITE.match(text)) and match.end() < len(text) else text
    links = tuple(dict.fromkeys(found.rstrip(".,;:)]?!”\"'") for found in LINK.findall(text)))
    text = LINK.sub(" ", text).casefold().replace("’", "'").replace("‘", "'").replace("#", " number ")
    text = _WITH.sub("with ", _WITHOUT.sub("without", text))
    for sign, meaning in _SIGNS:
        text = text.replace(sign, meaning)
    text = _DENIED.sub(r"\1 not", text)
    text = _POSSESSIVE.sub(" ", _CONTRACTED.sub(r"\1 is", text)).replace("&", " and ")
    text = _NUMBER_NO.sub(lambda m: f"{m[1] or ''} number ".lstrip(), text)
    text = _CO.sub("co ", _LAST_NO.sub("number", text))
    text = _IN_YEARS.sub("years", _OR_MORE.sub(" or more", _VAN_DER.sub("van der ", text)))
    text = _TIMES.sub(" times", text)
    text = _SPAN.sub(lambda m: f"{m[1] or m[3]} to {m[2] or m[4]}", text)
    text = _MONTH_OF.sub(_in_words, text)
    said = " ".join(_FORMS.get(one, one) for one in fold(text).split())
    return Plain(_ET_AL.sub("etal", said), links)


def full_forms(text: str) -> str:
    """The words that short forms in a text stand for ("vd" → "van der"), folded; "" if there are none."""
    return " ".join(filter(None, map(_FORMS.get, fold(text).split())))


def _in_words(found: re.Match[str]) -> str:
    """A month written in digits as words: "april 2024". Unchanged after a name, where it is a number ("KSST
    2022-02").
    """
    month, year = (found[1], found[2]) if found[1] else (found[4], found[3])
    before = found.string[: found.start()].split()
    named = found[1] is None and bool(before) and before[-1].strip(",.;:") not in _BEFORE_A_MONTH
    return found[0] if named else f"{calendar.month_name[int(month)].casefold()} {year}"


_BEFORE_A_MONTH = frozenset(
    "in from of during since before after until published appeared papers articles the and to by".split()
)


def written_out(question: str, lexicon: Lexicon, own: Callable[[str], bool] = lambda word: False) -> str:
    """A question with shorthand written out ("abt", "w/", "breast ca"). Words in capitals are left as they are, and so
    are a library's ``own`` short forms, unless the word before them shows the meaning.
    """
    table = {**lexicon.shorthand, **lexicon.shorthand_of}

    def out(found: re.Match[str]) -> str:
        word, low = found[0], found[0].casefold()
        alone = (own(word) or low in lexicon.shorthand_of) and not _says_of_what(found, own)
        initial = word.isupper() and _OF_A_NAME.search(found.string[: found.end() + 1][-LONGEST:]) is not None
        return word if alone or initial or (len(word) > 1 and word.isupper()) else table[low]

    question = _PLURAL.sub(r"\1", question)  # "protocol(s)"
    if "OR" in question and not question.isupper():
        question = _ODDS.sub("odds ratio", question)
    question = _AGES.sub(r"\1", question if own("POD") else _POD.sub(r"postoperative day \1", question))
    question = _UNIT.sub(lambda found: f"{found[1]} {_UNITS[found[2].lower()]}", question)
    written = _shorthand(tuple(table)).sub(out, question)
    return written if any(c.isalnum() for c in written) else question


# "What was the OR?", "adjusted OR for age": in capitals no "or", and not the room in "time in the OR".
_ODDS = late(
    r"(?:(?<=\bwas )|(?<=\bis )|(?<=\bwhat )|(?<=\bthe )(?<!\b(?i:in) the )(?<!\b(?i:to) the )(?<!\b(?i:of) the )(?<!\b(?i:from) the )|(?<=\badjusted )|(?<=\bpooled )|(?<=\bcrude ))OR(?=\W*$| (?:for|of|did|was|with|between)\b)"
)
_PLURAL = late(r"(?<=\w)\((e?s)\)")
_AGES = late(r"\b((?:over|under|above|below)[ -]\d{1,3})['’]?s\b", re.IGNORECASE)  # "the over-65s"
_POD = late(r"\bPOD[ -]?(\d{1,3})\b")  # "pain on POD1", of which abstracts write the words
_OF_A_NAME = late(r"\w\.\Z|[^\W\d_a-z][^\W\d_]+ [A-Z][,;]\Z")  # "Banda, U.", "Banda U, Osei K"


def _says_of_what(found: re.Match[str], own: Callable[[str], bool]) -> bool:
    """True if a content word stands before a shorthand word, and no number after it: "breast ca", but not "ca 1850"."""
    before, after = found.string[: found.start()].split()[-1:], found.string[found.end() :].lstrip(". ")
    content = bool(before) and before[0].isalpha() and before[0].casefold() not in ASKING and not own(before[0])
    return content and not after[:1].isdigit()


@lru_cache(maxsize=2)
def _shorthand(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = "|".join(re.escape(word) for word in sorted(words, key=lambda word: -len(word)))
    return late(rf"(?<![\w/'’.-])(?:{longest})(?![\w/'’-]|\.\w)(?!\s*[=<>≤≥])", re.IGNORECASE)


_UNITS = {
    **dict.fromkeys(("h", "hr", "hrs"), "hours"),
    **dict.fromkeys(("yr", "yrs"), "years"),
    "wk": "weeks",
    "wks": "weeks",
    "mos": "months",
    **dict.fromkeys(("min", "mins"), "minutes"),
}
_UNIT = late(rf"(?<![\w.,])(\d{{1,4}})[ -]?({'|'.join(_UNITS)})(?![\w/^²-])", re.IGNORECASE)


TAKEN = "·"  # stands in the place of a word that is explained


class Workspace:
    """The words of a question while it is read. Whatever explains some of them takes them; a word's place is
    counted from 0.
    """

    def __init__(self, plain: Plain, lexicon: Lexicon) -> None:
        self.plain = plain
        self.lexicon = lexicon
        self.words = plain.words
        self.taken: set[int] = set()
        self.filled: list[tuple[frozenset[int], object]] = []  # the filters read, with the places of their words
        self._written = frozenset[int](), plain.text  # the text, with the places that were taken then
        self.denied = {place for match in lexicon.find(lexicon.negation, plain.text) for place in match.places} | {
            i
            for i, word in enumerate(self.words)
            if word in ("not", "no", "nor", "neither", "non", "without", "except", "excluding")
        }

    @property
    def text(self) -> str:
        """The plain question with a dot in place of every word that is taken."""
        if self.taken != self._written[0]:
            text = " ".join(TAKEN if i in self.taken else word for i, word in enumerate(self.words))
            self._written = frozenset(self.taken), text
        return self._written[1]

    def has(self, pattern: re.Pattern[str]) -> bool:
        """True if a pattern matches among the words not taken."""
        return pattern.search(self.text) is not None

    def take(self, pattern: re.Pattern[str]) -> tuple[re.Match[str], frozenset[int]] | None:
        """The first match of a pattern among the words not taken, and the places of its words, which it takes;
        None if it does not match.
        """
        text = self.text
        match = pattern.search(text) if need_of(pattern).is_met(text) else None
        if match is None or not match[0].strip():
            return None
        at = starts(text)
        places = frozenset(at[n] for n in range(*match.span()) if n in at)
        # within a word, or of words that are explained already: nothing that could be taken
        if places <= self.taken:
            return None
        self.taken |= places
        return match, places

    def left(self, *idle: Iterable[str]) -> list[int]:
        """The places of the words that are neither taken nor in any of the sets ``idle``."""
        empty = frozenset().union(*idle)
        return [i for i, word in enumerate(self.words) if i not in self.taken and word not in empty]

    def is_denied(self, places: Iterable[int]) -> bool:
        """True if "not", "without" or the like stands before the words at some places, with only filler words
        between.
        """
        at = min(places, default=0) - 1
        while at >= 0:
            if at in self.denied:
                return True
            if self.words[at] not in self.lexicon.filler and self.words[at] not in _LINKING:
                return False
            at -= 1
        return False


_LINKING = frozenset(
    "about author authors by from of published written type covering regarding mention mentioning on papers".split()
)
