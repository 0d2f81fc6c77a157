"""Questions in other languages: recognised by small words or script, and put into English if possible."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from bot.assistant.message.german import SHARED, forms, of_parts
from bot.assistant.reading.words import LINK
from bot.assistant.wording import romaji
from corpus.patterns import late
from index.terms import neighbours
from index.terms.analyzer import comparable
from index.terms.words import ASKING

LONGEST = 60  # words; what is longer is not looked through
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_PLAIN = 4  # letters of a word that may be written without its accents
FEWEST = 2  # small words of another language, and more of them than English ones
_KANA = late(r"[\u3041-\u309f]")
_KANJI = "shift_jis_2004"  # the codec that knows all kanji of JIS X 0213
_WORD = late(r"[^\W\d_]+")
_JOINED = late(r"(?<![\w/.-])[^\W\d_]{3,}-[^\W\d_]{3,}(?![\w/-])")
_OF_NAMES = late(
    r"\b(?:van (?:der|den|de)|von (?:der )?|de la|el|la|zu)\b(?= [A-Z])|\bvan (?:der|den|de)\b", re.IGNORECASE
)
_LONGEST = 10  # characters of a Japanese word
_ENDING = late(
    r"(?:った|って|いた|いて|んだ|んで|[らりるれろきくけかしすせさちつてたみむめまびぶべばわいうえおがぎぐげっ]?(?:なかった|ない|ました|ますか|ます|ません|ている|ていた|ているか|たい|れる|られる|られた|れた|せる|させる|か)?)(?=$|[\s?？。、はがをにでともの])"
)
_ENDS_ASKING = late(
    r"(?:され|られ|し)?(?:ているのです|ています|ている|ていた|ました|ます|たのです|た|て)?(?:でしょう)?か?(?=$|[\s?？。、はがをのにで])"
)
_PARTICLES = "はがをにでのと"
# no longer than a name: each place of a run asks the library for all that follows
_KANA_RUN = late(r"[\u3041-\u3096]{3,40}?(?=[はがをにでともの？?。、\s]|$)|[\u30a1-\u30fa\u30fc]{2,40}")
_NAMES = 200  # of which the library is asked in one question; a message of kana might hold thousands
_WITHIN = late(r"[\u30a1-\u30fa\u30fc]{2}")  # a foreign word goes on
# a word in kana goes on ("がんばる" is no "がん")
_GOES_ON = late(r"(?![はがをにでとのもかやへだなし])[\u3041-\u3096]")


class Glossary(NamedTuple):
    """The words of a language and their English. ``pattern`` finds them, the longest first; ``telling`` are
    those that are not English words as well; ``orders`` are patterns with the order of their words in English.
    """

    words: dict[str, str]
    pattern: re.Pattern[str]
    telling: frozenset[str]
    orders: tuple[tuple[re.Pattern[str], str], ...] = ()


class Languages(NamedTuple):
    """Known languages by English name: small words of some, scripts of others, and tables of words. ``signs``: the words that
    tell a language, of all of them.
    """

    words: dict[str, frozenset[str]]
    scripts: dict[str, re.Pattern[str]]
    tables: dict[str, Glossary]
    signs: frozenset[str]

    def of(self, question: str, known: Callable[[str], bool] = lambda word: True) -> str | None:
        """The English name of a question's language; None for English or if it is unclear. ``known`` says
        whether a folded word is in English or in the library. A link is in no language ("10.5555/con.014").
        """
        question = LINK.sub(" ", question)
        for name, script in () if question.isascii() else self.scripts.items():  # no letter of another script
            if script.search(question):
                kanji = "".join(script.findall(question))  # of a Chinese question, some are in no set for Japanese
                held = kanji.encode(_KANJI, "ignore").decode(_KANJI) == kanji
                japanese = held and self.tables["Japanese"].pattern.search(question)
                return "Japanese" if name == "Chinese" and japanese else name
        found = [word.casefold() for word in _WORD.findall(question)]
        if len(found) > LONGEST:
            return None
        words = list(dict.fromkeys(found))  # a name said twice ("OS") is one sign of a language
        english = sum(word in ASKING for word in words)
        signs = [word for word in words if word in self.signs]  # an English question has hardly one
        foreign = [word for word in signs if word not in ASKING]
        counts = {
            name: sum(word in own or word in self._telling(name) for word in foreign)
            for name, own in self.words.items()
        }
        best = max(counts, key=lambda name: counts[name])
        if counts[best] >= FEWEST and counts[best] > english / 2:
            return best
        rare = [name for name, table in self.tables.items() if any(w in table.telling for w in signs)]
        if rare and not english:
            return rare[0]
        return self._by_one_word(question, counts, known)

    def _by_one_word(self, question: str, counts: Mapping[str, int], known: Callable[[str], bool]) -> str | None:
        """The language of a short question ("komplikationen der operation"), by a single word of it if other
        words are not English; None if unclear.
        """
        text = _OF_NAMES.sub(" ", question)
        words = list(dict.fromkeys(word.casefold() for word in _WORD.findall(text) if not word.isupper()))
        strange = [word for word in words if not known(word)]
        for name, table in self.tables.items():
            if name in self.scripts or not strange:
                continue
            if any(word in ASKING and word not in self.words[name] for word in words):
                continue
            own = self.words[name] | table.words.keys() | subjects(name).keys()
            signs = [word for word in words if word in self.words[name] or (word in own and word in strange)]
            plain = [word for word in words if word not in own and word not in strange]
            alone = len(words) == 1 and len(words[0]) >= SHARED and not own.isdisjoint(forms(words[0]))
            if alone or (signs and len(words) > 1 and len(plain) < len({*signs, *strange})):
                return name
        first = max(counts, key=lambda name: counts[name])
        few = (
            counts[first] == 1
            and not any(word in ASKING for word in words)
            and len(words) > FEWEST
            and len(strange) == len(words) - 1
        )
        return first if few and first not in self.tables else None

    def _telling(self, language: str) -> frozenset[str]:
        return self.tables[language].telling if language in self.tables else frozenset()

    def english(
        self,
        question: str,
        language: str,
        held: Callable[[str], bool] = lambda words: False,
        names: Container[str] = (),
    ) -> str | None:
        """A question with its known words in English; None if the language has no table. ``held`` says whether
        the library has English words: of several meanings one it has is taken. ``names``, as written, stay.
        """
        table = self.tables.get(language)
        if table is None:
            return None
        if language not in self.scripts and "-" in question:  # "der Parkinson-Test"
            question = _JOINED.sub(
                lambda found: found[0] if found[0] in names else found[0].replace("-", " "), question
            )
        if link := LINK.search(question):
            before, after = question[: link.start()], question[link.end() :]
            put = (self.english(one, language, held, names) if one.strip() else "" for one in (before, after))
            return f" {link[0]} ".join(one or "" for one in put).strip()
        for pattern, order in table.orders:
            question = pattern.sub(order, question)
        if language in self.scripts:
            parts = _in_script(
                question, table, subjects(language), lambda said: held(said) or said.title() in names
            )
        else:
            text = table.pattern.sub(lambda found: f"\x00{table.words[found[0].lower()]}\x00", question)
            words = {**table.words, **{word: meant[0] for word, meant in subjects(language).items()}}
            parts = (
                part
                if n % 2
                else _WORD.sub(
                    lambda found: found[0] if found[0] in names else of_parts(found[0], words, held), part
                )
                for n, part in enumerate(text.split("\x00"))
            )
        return " ".join("".join(parts).split())


@cache
def subjects(language: str) -> Mapping[str, tuple[str, ...]]:
    """The subject words (German, Japanese) and their English meanings. Japanese verbs stand without their endings."""
    file = files("bot.assistant.message") / f"{language.casefold()}.tsv"
    rows = (line.split("\t") for line in (file.read_text("utf-8").splitlines() if file.is_file() else ()))
    return {word: tuple(meant.split("/")) for word, meant in rows}


def _in_script(
    text: str, table: Glossary, subjects: Mapping[str, tuple[str, ...]], held: Callable[[str], bool]
) -> Iterator[str]:
    """The English of a text without spaces: at each place the longest known word, question words before others."""
    at, left = 0, _NAMES
    while at < len(text):
        asking = table.pattern.match(text, at)
        length = _longest_word(text, at, subjects)
        if asking and asking.end() - at >= length:
            yield table.words[asking[0]]
            ending = _ENDS_ASKING.match(text, asking.end())
            at = ending.end() if ending and not table.pattern.match(text, asking.end()) else asking.end()
        elif length:
            yield f" {_meant(subjects[text[at : at + length]], held)} "
            ending = _ENDING.match(text, at + length)
            at = ending.end() if ending and not table.pattern.match(text, at + length) else at + length
        elif text[at] in _PARTICLES and _begins(text, at + 1, table, subjects):
            yield " "
            at += 1
        elif left and (kana := _KANA_RUN.match(text, at)):
            known, left = held(said := romaji(kana[0])), left - 1
            yield f" {said} " if known else text[at]
            at = kana.end() if known else at + 1
        else:
            yield text[at]
            at += 1


def _longest_word(text: str, at: int, subjects: Container[str]) -> int:
    """How long the longest known word at a place is, in characters; 0 if none is there, or only the beginning of another."""
    words = (text[at : at + n] for n in range(min(_LONGEST, len(text) - at), 0, -1))
    return next((len(word) for word in words if word in subjects and not _goes_on(word, text, at)), 0)


def _goes_on(word: str, text: str, at: int) -> bool:
    """True if a word at a place is only the beginning of another."""
    end = at + len(word)
    return bool(_WITHIN.match(text, end - 1) or (all(map(_KANA.match, word)) and _GOES_ON.match(text, end)))


def _begins(text: str, at: int, table: Glossary, subjects: Container[str]) -> bool:
    """True if a known word of more than one character begins at a place."""
    asking = table.pattern.match(text, at)
    return (asking is not None and len(asking[0]) > 1) or _longest_word(text, at, subjects) > 1


def _meant(meanings: tuple[str, ...], held: Callable[[str], bool]) -> str:
    """The first meaning that the library has, else the first."""
    return next((one for one in meanings if held(one)), meanings[0])


def _english(lines: str, script: bool) -> dict[str, str]:
    """The words of a language, also as they are typed without accents, and their English, from lines "word = English". In a
    ``script`` words have no spaces between them: their English is put between two, and a sign before one.
    """
    rows = {word: meant.strip() for word, _, meant in (line.partition(" =") for line in lines.splitlines())}
    if script:
        rows = {word: f"{'' if meant in '?,.' else ' '}{meant} " for word, meant in rows.items()}
    return {typed: rows[word] for typed, word in _unaccented(rows).items()} | rows


def _table(rows: dict[str, str], script: bool, friends: dict[str, str]) -> Glossary:
    """The table of a language. In a ``script`` words have no spaces between them; a single kana is then a word
    only if no other kana follows. ``friends`` are spelt like English words: they tell nothing of the language.
    """
    words = rows | friends
    longest = sorted(words, key=lambda word: (-len(word), word))
    if script:
        parts = [
            f"{word}(?!{_KANA.pattern})" if len(word) == 1 and _KANA.match(word) else re.escape(word)
            for word in longest
        ]
        return Glossary(rows, late("|".join(parts)), frozenset())
    telling = frozenset(
        word for word, meant in rows.items() if len(word) > 3 and meant != word and word not in friends
    )
    return Glossary(words, late(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE), telling)


def _unaccented(words: Iterable[str]) -> dict[str, str]:
    """Words as a phone without their keyboard writes them ("quien", "fuer"), each with the word it stands for; none that is short
    or English.
    """
    written = {_as_typed(word): word for word in words if not word.isascii()}
    english = neighbours.load()
    return {one: word for one, word in written.items() if len(one) >= _PLAIN and one not in english}


def _as_typed(word: str) -> str:
    return comparable(word if (spelt := word.translate(_UMLAUTS)) == word else spelt)


@cache
def load() -> Languages:
    """The languages of the table that comes with Marrow."""
    table = tomllib.loads((files("bot.assistant.message") / "languages.toml").read_text("utf-8"))
    words = {name: frozenset((*line.split(), *_unaccented(line.split()))) for name, line in table["words"].items()}
    scripts = {name: late(pattern) for name, pattern in table["script"].items()}
    of = table["friends"]
    english = {name: _english(lines, name in scripts) for name, lines in table["english"].items()}
    tables = {name: _table(rows, name in scripts, of.get(name, {})) for name, rows in english.items()}
    for name, rows in table["order"].items():
        tables[name] = tables[name]._replace(orders=tuple((late(own), order) for own, order in rows.items()))
    signs = frozenset().union(*words.values(), *(table.telling for table in tables.values()))
    return Languages(words, scripts, tables, signs)
