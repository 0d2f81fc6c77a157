"""Reads questions for one library: divides them into concepts and looks up other names for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from itertools import islice

from corpus.patterns import late
from corpus.remembering import remembered
from index.models import Standing
from index.questions.ranked import CLOSE_MOST, denial, denies, ranked_by
from index.questions.slips import Slips
from index.questions.spelling import Spelling
from index.sentences.asking import NUMERAL, Asked, form_of
from index.terms.analyzer import Analyzer, Token
from index.terms.attributes import GENERAL, wanted
from index.terms.forms import ShortForms
from index.terms.joined_names import GENUS, is_shouted, names_in, other_ways, words_of
from index.terms.kind_asked import kind_asked
from index.terms.lexicon import Phrase, Synonyms, forms_of_verb
from index.terms.names import DERIVED, LONGEST, SAID, Names, OtherName
from index.terms.neighbours import Neighbours
from index.terms.prefixes import opposed
from index.terms.query import ABBREVIATED, ASKED, CLOSE, REPAIRED, SYNONYM, Close, Concept, Query, apart, merged
from index.terms.vocabulary import Vocabulary
from index.terms.words import ASKING, is_run

MOST = 100  # concepts of a question; further ones are left out, to limit the time
NAMES, QUESTIONS = 20_000, 256  # words in the caches; questions, each read several times for one answer
CARRIED = 0.35  # what a word of an earlier question counts
LIGHT = 0.35  # what an everyday word counts; a topic word as rare counts 1
CLOSE_HELD_MOST = 8  # how many of the library's words most similar to a word that it has are used
ALIKE = 0.75  # how near a word is that the table of names has as another name for one that the library has, too
SPECIFIC = 0.3  # a similar word less rare than this counts for less: "patient" for "pain"
_LETTERS = late(r"[b-df-hj-np-tv-xz]{2,}")  # a short form: a word that has no vowel
_NUMBER = late(NUMERAL)
_CODE = late(r"(?!\d+[a-z]{1,2}\Z)(?=.*\d)(?=.*[^\W\d_])\w+(?:\.\d+)?|[a-z](?:\+\+|#)")


class QueryReader:
    """Reads questions for one library."""

    def __init__(
        self,
        analyzer: Analyzer,
        vocabulary: Vocabulary,
        lexicon: Synonyms,
        short_forms: ShortForms,
        neighbours: Neighbours,
        names: Names,
        mends: bool = True,
    ) -> None:
        """``mends``: False to leave the spelling of words as it is."""
        self._analyzer, self._vocabulary, self._lexicon = analyzer, vocabulary, lexicon
        self._neighbours, self._short_forms, self._mends = neighbours, short_forms, mends
        self._as_written = partial(
            QueryReader, analyzer, vocabulary, lexicon, short_forms, neighbours, names, mends=False
        )
        self._slips = Slips(vocabulary, neighbours, lexicon, analyzer)
        self._names = lru_cache(maxsize=NAMES)(names.beginning)
        self._concepts = remembered(self._named_in, QUESTIONS)
        self._form = lru_cache(maxsize=QUESTIONS)(lambda question: (kind_asked(question), form_of(question)))
        self._meant = remembered(self._looked_up, NAMES)
        self._queries = remembered(self._query, QUESTIONS)
        self._longest = max(short_forms.longest, lexicon.longest, LONGEST)

    def read(self, question: str, carried: str = "", asked: Asked | None = None, near: bool = True) -> Query:
        """The query for a question; if it has only stop words, the query has no concepts.

        ``carried``: words of an earlier question, which count less. ``asked``: the kind of thing asked for, where it is not said.
        ``near``: False: no words of similar meaning."""
        return self._queries(question, carried, asked, near)

    def _query(self, question: str, carried: str, asked: Asked | None, near: bool) -> Query:
        concepts = tuple(one if near else one.near(()) for one in self._concepts(question, carried))
        found, form = self._form(question)
        found = asked if found is Asked.ANYTHING and asked else found
        ranked = ranked_by(concepts)
        reach = sum(weight * self._vocabulary.idf(term) for term, weight in ranked.items())
        shown = tuple(dict.fromkeys(shown for c in concepts for _, _, shown in c.others if shown))
        return Query(question, concepts, found, form, ranked, shown, reach)

    def _named_in(self, question: str, carried: str) -> tuple[Concept, ...]:
        """The concepts of a question, with those of an earlier question."""
        own, old = (
            [self._concept(*cut, text) for cut in islice(self._phrases(text), MOST)]
            for text in (question, carried)
        )
        if own and denies(question):
            own.append(denial(LIGHT))
        faded = [replace(concept, weight=CARRIED * concept.weight, carried=True, start=-1) for concept in old]
        return tuple(apart(merged([*faded, *own])))

    @cached_property
    def as_written(self) -> QueryReader:
        """A reader that repairs no spelling: a foreign word is no slip for an English one (Miete, "mite")."""
        return self._as_written()

    def spelling(self, asked: frozenset[str], is_name: Callable[[str], bool]) -> Spelling:
        """What mends the slips of whole messages to this library; see ``Spelling``."""
        return Spelling(self._vocabulary, self._neighbours, self._lexicon, self._slips, asked, is_name)

    def terms(self, text: str) -> Phrase:
        """All terms of a text, with words of asking: a quoted phrase is searched by these."""
        return tuple(self._analyzer.terms(text))

    def term(self, word: str) -> str:
        """The term of one folded word."""
        return self._analyzer.term(word)

    def is_word(self, word: str) -> bool:
        """True if the library, the field or everyday English has this folded word."""
        return self._slips.is_word(word)

    def standing(self, word: str) -> Standing:
        """What is known of one folded word."""
        everyday, written = word in ASKING or self._lexicon.is_everyday(word), word in self._neighbours
        spelt = word in ASKING or self._slips.is_right(word) or self._vocabulary.writes(word)
        return Standing(self.term(word) in self._vocabulary, everyday, written, spelt)

    def perhaps(self, words: Iterable[str]) -> tuple[str, ...]:
        """See ``Slips``."""
        return self._slips.perhaps(words)

    def words(self, text: str) -> tuple[str, ...]:
        """The words of each concept in a text, folded."""
        return tuple(concept.words for concept in self.read(text).concepts)

    def _phrases(self, text: str) -> Iterable[tuple[Sequence[Token], bool]]:
        """Divide a text into known phrases, names and words, the longest first; True: a name of several words."""
        names = names_in(self._analyzer.tokens(text), text, self._writes)
        tokens = [token for name in names for token in name]
        sizes = [size for name in names for size in range(len(name), 0, -1)]
        at = 0
        while at < len(tokens):
            named = sizes[at]
            for size in range(max(named, min(self._longest, len(tokens) - at)), 0, -1):
                phrase = tuple(t.term for t in tokens[at : at + size])
                if size == named or size == 1 or self._is_phrase(phrase):
                    yield tokens[at : at + size], size == named > 1
                    at += size
                    break

    def _writes(self, word: str, right: bool) -> bool:
        """True if the library has a folded word that is, if only such count, a ``right`` one: "trialregistered" lacks its space."""
        return self._analyzer.term(word) in self._vocabulary and (not right or self._slips.is_right(word))

    def _is_phrase(self, phrase: Phrase) -> bool:
        """True for a written-out abbreviation, a listed phrase, or a name that the library writes differently."""
        return bool(self._short_forms.standing_for(phrase) or phrase in self._lexicon or self._called(phrase))

    def _called(self, phrase: Phrase) -> list[OtherName]:
        """The library's names for a phrase it lacks; none if it has the phrase, as they would then do harm."""
        if self._holds(phrase):
            return []
        found = [one for one in self._names(phrase[0]).get(phrase, ()) if self._holds(one.phrase)]
        if len(phrase) > 1 and any(one.credit == SAID for one in found) and all(map(self._is_understood, phrase)):
            return [one for one in found if one.credit != SAID]  # "obese mums": each word finds more by itself
        return found

    def _is_understood(self, term: str) -> bool:
        """True if a word by itself says little, or the library has it or a name for it."""
        one, lexicon = (term,), self._lexicon
        little = lexicon.is_light(one) or lexicon.is_asking(one)
        names = (*self._short_forms.standing_for(one), *lexicon.synonyms(one))
        return term in self._vocabulary or little or any(map(self._holds, names)) or bool(self._called(one))

    def _concept(self, tokens: Sequence[Token], whole: bool, text: str) -> Concept:
        """The concept that some tokens name; results for the same words are cached."""
        start, end = tokens[0].start, tokens[-1].end
        own = tuple(token._replace(start=token.start - start, end=token.end - start) for token in tokens)
        found = replace(self._meant(own, whole, text[start:end]), start=start, end=end)
        return found.as_name() if found.telling == LIGHT and is_shouted(text[start:end], text) else found

    def _looked_up(self, tokens: Sequence[Token], whole: bool, text: str) -> Concept:
        phrase, words = tuple(token.term for token in tokens), words_of(tokens, text)
        strict = whole or self._is_strict(words, phrase)
        ways = [way for way in self._ways(tokens, whole, text) if self._holds(way)]
        others = self._others(tokens[0].word, phrase, ways, strict)
        meant = next((other for other, credit, _ in others if credit == REPAIRED), phrase)
        telling = self._telling(words, phrase, meant, bool(others))
        weight = telling * self._weight(meant, others)
        known = (held := self._holds(phrase)) or bool(others)
        close = self._near(words, phrase, known) if len(phrase) == 1 and telling > ASKED and not strict else ()
        named = (term for one in (phrase, *(other for other, _, _ in others)) for term in one)
        terms = frozenset((*named, *(one.term for one in close)))
        return Concept(
            words,
            phrase,
            tuple(others),
            weight,
            known,
            telling,
            terms,
            close=close,
            written=known or self._slips.is_right(words),
            strict=strict,
            whole=frozenset(one for one in ((phrase,) if whole else ()) + tuple(ways) if len(one) > 1),
            opposites=self._lexicon.opposites(phrase[0]) if len(phrase) == 1 else frozenset(),
            lay=(known or words in self._neighbours) and not all(map(self._vocabulary.is_of_field, phrase)),
            held=held,
            clipped=not known and self._slips.is_clipped(text, words),
        )

    def _others(
        self, word: str, phrase: Phrase, ways: list[Phrase], strict: bool
    ) -> list[tuple[Phrase, float, str]]:
        """Other names for a phrase that the library has, each with its credit (0..1) and how it is shown, and other forms of a verb.
        ``ways``: other spellings. If no name is known, the spelling of ``word`` is repaired."""
        others = [(long, ABBREVIATED, shown) for long, shown in self._short_forms.standing_for(phrase).items()]
        others += [(long, ABBREVIATED, "") for long in self._lexicon.written_out(phrase)]
        others += [(one, SYNONYM, self._instead(phrase, one)) for one in self._lexicon.synonyms(phrase)]
        others += [(way, ABBREVIATED, "") for way in ways]
        others += [((self._analyzer.term(form),), ABBREVIATED, "") for form in forms_of_verb(word) - {word}]
        unknown = len(phrase) == 1 and phrase[0] not in self._vocabulary
        if self._mends and unknown and not any(self._holds(one) for one, _, _ in others):
            others += self._slips.repaired(word)
        others = [other for other in others if self._holds(other[0])]
        if not self._lexicon.is_asking(phrase):
            at_large = self._named(phrase, {phrase, *(other for other, _, _ in others)})
            others += [one for one in at_large if not (strict and one[1] <= DERIVED)]
        return others

    def _is_strict(self, word: str, phrase: Phrase) -> bool:
        """True for a single word that is a code ("CDK1") or has an opposite in the library."""
        if len(phrase) != 1:
            return False
        return _CODE.fullmatch(word) is not None or self._vocabulary.holds_opposite(word)

    def _ways(self, tokens: Sequence[Token], whole: bool, text: str) -> Iterable[Phrase]:
        """Other spellings of a name, as terms: joined, divided, other numerals, the genus written out."""
        first, words = tokens[0], [token.word for token in tokens]
        ways: Iterable[Phrase] = ()
        if whole and not is_run(first.word):
            ways = other_ways(words, genus=text[first.end : tokens[1].start] == ". ")
        elif len(tokens) == 1 and not is_run(first.word):
            ways = (*self._slips.parted(first, text[first.start : first.end]), self._slips.divided(first.word))
        return [tuple(map(self._analyzer.term, way)) for way in ways if way]

    def _named(self, phrase: Phrase, known: set[Phrase]) -> list[tuple[Phrase, float, str]]:
        """Names from the table that the library has, except ``known``, with credit and how they are shown."""
        found = [(one.phrase, one.credit) for one in self._called(phrase) if one.phrase not in known]
        return [(one, credit, " ".join(map(self._vocabulary.commonest, one))) for one, credit in found]

    def _near(self, word: str, phrase: Phrase, known: bool) -> tuple[Close, ...]:
        """The library's words whose meaning is nearest to a word's, each term once."""
        found: dict[str, Close] = {}
        if _NUMBER.fullmatch(word):  # "twelve" is near "six", and says nothing of it
            return ()
        opposites, letters = self._lexicon.opposites(phrase[0]), _LETTERS.fullmatch(word)
        for other, nearness in self._neighbours.of(word):
            term = self._analyzer.term(other)
            if term in found or term == phrase[0] or term in opposites or term not in self._vocabulary:
                continue  # most are not here
            alike = letters and _LETTERS.fullmatch(other)  # RCT and CBCT are near in their letters alone
            if other in ASKING or alike or _NUMBER.fullmatch(other) or opposed(word, other):
                continue
            specific = min(1.0, self._vocabulary.rarity(term) / SPECIFIC)
            found[term] = Close(term, CLOSE * nearness * specific, other)
            if len(found) == (CLOSE_HELD_MOST if known else CLOSE_MOST):
                break
        for term in self._named_so(phrase) if self._holds(phrase) else ():
            if term not in opposites and (term not in found or found[term].credit < CLOSE * ALIKE):
                found[term] = Close(term, CLOSE * ALIKE, self._vocabulary.commonest(term))
        return tuple(sorted(found.values(), key=lambda one: (-one.credit, one.term)))

    def _named_so(self, phrase: Phrase) -> list[str]:
        """The library's single words that are other names at large for a phrase."""
        names = self._names(phrase[0]).get(phrase, ())
        return [
            one.phrase[0]
            for one in names
            if len(one.phrase) == 1 and one.credit > DERIVED and self._holds(one.phrase)
        ]

    def _instead(self, phrase: Phrase, other: Phrase) -> str:
        """How a word of the same meaning is shown; "" unless the library lacks the question's own word."""
        instead = len(other) == 1 and not self._holds(phrase) and self._holds(other)
        return self._vocabulary.commonest(other[0]) if instead else ""

    def _weight(self, meant: Phrase, others: Sequence[tuple[Phrase, float, str]]) -> float:
        """A concept's weight: the rarity of its rarest word, counted together with its other names."""
        singles = [other[0] for other, _, _ in others if len(other) == 1] if len(meant) == 1 else []
        return max(self._vocabulary.rarity(term, singles) for term in meant)

    def _telling(self, words: str, phrase: Phrase, meant: Phrase, known: bool) -> float:
        """How much of its rarity a word keeps: less for words of asking, everyday words and small numbers."""
        figure = len(phrase) > 1 and any(one.attribute.name in GENERAL for one in wanted(words))
        if figure or self._lexicon.is_asking(phrase):  # "sample size": no abstract calls its number so
            return ASKED
        small = meant[0].isdecimal() and len(meant[0]) == 1  # "the 2 main classes"
        slip = not known and self._slips.says_little(words)
        plain = self._lexicon.is_light(meant) and not self._lexicon.is_derived(words)
        light = small or slip or plain or self._lexicon.is_superlative(words)
        return LIGHT if light else 1.0

    def _holds(self, phrase: Phrase) -> bool:
        return all(term in self._vocabulary or term.endswith(GENUS) for term in phrase)
