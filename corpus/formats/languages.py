"""In which language a text is, as far as its everyday words or its script show; of texts of one record, those in one language.

Exports write abstracts in several languages into one field, one behind the other, and say of none in which it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from corpus.patterns import late

LEFT_OUT = "abstracts in other languages or in plain words, beside the main one, were left out"
_WORDS = {
    "en": "the of and in to with for that by this from is are was were we as an a on which between have has been these our their it not or at than",
    "de": "der die das und in den von mit zu ist des im für eine auf wurden wurde nicht sich als ein bei werden dass einer durch sind zur aus nach zum wird",
    "fr": "le la les de des du et en dans une un que qui pour sur par est sont avec au aux ont été nous ces cette plus entre ce ou chez a",
    "es": "el la los las de del y en un una que con por para se es son como fue fueron entre al más sus este esta sobre lo su han",
    "pt": "o a os as de do da dos das e em no na nos nas um uma que com por para se foi foram entre ao mais como são não é sua pelo pela",
    "it": "il lo la i gli le di del della dei delle e in un una che con per si è sono come nel nella tra più dal dalla al alla sono stati da",
    "nl": "de het een en van in op te dat met voor is zijn werd werden door niet bij aan als uit ook naar tot deze wordt onder of",
    "pl": "i w z na do że się nie jest oraz od po przez dla są tego które który był były u o za",
    "id": "yang dan di dengan untuk pada dari ini dalam adalah tidak ke oleh atau itu juga telah dapat sebagai antara akan bahwa tersebut lebih",
    "sv": "och det att som en på är av för med den till i om har de ett inte från var vid eller kan men hos efter mellan under",
    "tr": "ve bir bu ile için olarak da de olan çalışmada olduğu daha en gibi ise hastaların arasında göre",
}  # fmt: skip
_ENGLISH = frozenset(_WORDS["en"].split())
# those that no other language has much
_SURELY = frozenset(
    "the of and for with that by this from is were we which between have has been these our their it".split()
)
_SETS = {
    language: _ENGLISH if language == "en" else frozenset(words.split()) - _ENGLISH
    for language, words in _WORDS.items()
}
_SAID_IN = {
    word: tuple(language for language, known in _SETS.items() if word in known)
    for word in frozenset().union(*_SETS.values())
}
_WORD = late(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", late(r"[\u3040-\u30ff]")),
    ("ko", late(r"[\uac00-\ud7af]")),
    ("zh", late(r"[\u3400-\u9fff]")),
    ("ru", late(r"[\u0400-\u04ff]")),
    ("el", late(r"[\u0370-\u03ff]")),
    ("ar", late(r"[\u0600-\u06ff]")),
    ("he", late(r"[\u0590-\u05ff]")),
    ("th", late(r"[\u0e00-\u0e7f]")),
)
_SURELY_SHARE = 0.1  # of the words
_LEAST, _SHARE, _AHEAD = (
    4,
    0.16,
    1.5,
)  # everyday words; their share of all; how many times those of the next language
_OF_SCRIPT = 0.3  # share of a text's letters
_LOOKED_AT = 3000  # characters


def language_in(text: str) -> str | None:
    """The code of the language of a text; None for one that is short or does not show it."""
    language, is_sure = _judged(text)
    return language if is_sure else None


def _judged(text: str) -> tuple[str | None, bool]:
    """The language of a text, None if it shows none; and whether it is surely this one rather than another that is not English."""
    begun = text[:_LOOKED_AT]
    letters = sum(map(str.isalpha, begun))
    for language, script in () if begun.isascii() else _SCRIPTS:
        if len(script.findall(begun)) > _OF_SCRIPT * letters:
            return language, True
    words = _WORD.findall(begun.casefold())
    found = Counter(dict.fromkeys(_SETS, 0))
    found.update(chain.from_iterable(_SAID_IN.get(word, ()) for word in words))
    (best, most), (_, next_most) = found.most_common(2)
    rival = next_most if best == "en" else found["en"]
    if most < max(_LEAST, _SHARE * len(words), _AHEAD * rival):
        return None, False
    return best, most >= _AHEAD * next_most


def judged(text: str) -> str | None:
    """The code of the language of a part of a text, beside parts in English; None for one that is short or does not show it."""
    return _judged(text)[0]


def is_english(text: str) -> bool:
    """A quick check whether a text is surely in English."""
    words = text.casefold().split()
    return sum(map(_SURELY.__contains__, words)) >= max(_LEAST, _SURELY_SHARE * len(words))


def leaning(text: str, language: str) -> int:
    """How much more of English than of another language a sentence has: everyday words, or letters in their scripts."""
    if script := dict(_SCRIPTS).get(language):
        return sum(one.isascii() and one.isalpha() for one in text) - 3 * len(script.findall(text))
    both = frozenset(_WORDS[language].split())
    words = _WORD.findall(text.casefold())
    return sum((word in _ENGLISH and word not in both) - (word in _SETS[language]) for word in words)


def in_one_language(texts: Sequence[str]) -> tuple[str, bool]:
    """The texts of a record in one language, English if there are any, joined as paragraphs; and whether texts in another were left
    out. A text that does not show its language goes with the one before it."""
    if len(texts) < 2:
        return "".join(texts), False
    judged = [_judged(text) for text in texts]
    with_english = any(language == "en" for language, _ in judged)
    told = [
        ("en" if language == "en" else "other") if language and with_english else language if is_sure else None
        for language, is_sure in judged
    ]
    known = next(filter(None, told), None)
    by: dict[str | None, list[str]] = {}
    for text, language in zip(texts, told, strict=True):
        known = language or known
        by.setdefault(known, []).append(text)
    kept = by.get("en") or next(iter(by.values()), [])
    return "\n".join(kept), len(by) > 1
