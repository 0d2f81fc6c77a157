"""Finds the paper that some words refer to: a DOI in any form, an address, a PMID, a pasted reference or title, a name and a
year, a study's acronym, a place in the list last shown, or words of the topic: one paper, several to choose from, or none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.assistant.citing import cite, pasted, unfielded
from bot.assistant.reading.addresses import led_to
from bot.assistant.reading.called import called
from bot.assistant.reading.cited import signed_first, signed_in
from bot.assistant.reading.kinds import without_notices
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.phrases import A_PAPER
from bot.assistant.reading.scored import Name, NameScores, NoTexts, Texts
from bot.assistant.reading.titles import by_end, has_ends, title_within, without_team
from bot.assistant.reading.words import Plain, fold, plain
from corpus.authors import is_particle
from corpus.doi import Doi
from corpus.models import Paper
from index.sentences.quantities import PLACES
from index.terms.words import ASKING

ENOUGH = 0.58  # the share of the words' weight a paper must hold to be meant at all
AS_TITLED = 0.8  # the share where everyday words are left out, so that it is held by names and not only by texts
APART = 0.08  # a paper is the one meant where every other holds so much less
LONGEST = 150  # words looked up for a name or a text; no reference has more, and each is looked for in every paper
_OF_NAMES = 40  # words; where more stand, no two of them are tried as one: a text is known by the others
PASTED = 7  # from so many words on, some may stand nowhere: a reference or a title with slips
_TAIL = 3  # fewest characters of a DOI's end that name its paper
OFFERED = 5  # papers that are offered where several may be meant
_CUT = re.compile(r"(?<!\s)\s++\S*\w(?:\.\.\.|…)[\s”\"')]*$")  # the last word of a title that was cut
_ENOUGH_LEFT = 3  # words a cut title has beside the last one
_JOINED = re.compile(r"\b([^\W\d_]{2,})_?((?:19|20)\d\d)[a-z]?\b")  # "Knapp2024"
_NUMBER = re.compile(r"^(?:(?:paper|number|no|article|the) )*(?P<n>\d{1,4})(?:st|nd|rd|th)?(?: (?:one|paper))?$")
_PLACE = re.compile(
    rf"^(?:(?:the|paper|number|and|what about|how about) )*(?P<n>{'|'.join(PLACES)}|last"
    rf"|middle|former|latter|top|bottom)(?: (?:one|{A_PAPER}|of them|of these|of those|on the list|in the list|please))*$"
)
_DESIGNS = frozenset(
    "cohort trial study registry survey series case report review rct protocol analysis experiment experiments investigation".split()
)  # what a paper may be called without having the word
_IDLE = ASKING | frozenset(
    """
    called titled named entitled reading saw seen shared posted sent mentioned earlier yesterday today together total average again
    quickly new old recent interesting cool nice great good big long short main whole entire discussed previous above
    below next famous important published number investigators team group colleagues coworkers people mean meant fella bloke chap guy lab piece pieces one ones etal paper papers article articles
    wrote written volume issue number study studies publication publications manuscript pp vol doi pmid https http www org com html full pdf abstract
    """.split()
)


class Found(NamedTuple):
    """The papers that some words refer to, best first: exactly one if ``sure``, else candidates. ``missing`` are
    words that match nothing here; ``note`` says how a misspelt word was read.
    """

    papers: tuple[Paper, ...] = ()
    sure: bool = False
    missing: tuple[str, ...] = ()
    note: str = ""

    @property
    def one(self) -> Paper | None:
        """The paper if it is sure; else None."""
        return self.papers[0] if self.sure and self.papers else None


def pick(words: str, papers: Sequence[Paper]) -> Found:
    """The paper that some words refer to among papers that are not indexed, found only by its names."""
    return Which(NoTexts(), papers).find(words)


class Which:
    """Finds papers by words among some papers of a library: all, or the nearest ones of a large library."""

    def __init__(self, index: Texts, papers: Sequence[Paper], read: dict[str, Name] | None = None) -> None:
        self.papers = papers
        self._index = index
        self._named = NameScores(index, papers, read)
        self._by_key: Mapping[str, Paper] = {paper.key: paper for paper in papers}

    def find(self, words: str, listed: Sequence[str] = ()) -> Found:
        """The papers that some words refer to; ``listed``: the keys of the list or quotes shown last, for "the second one"."""
        words = without_team(unfielded(words))
        within = title_within(fold(words), self.papers)
        exact = self.exactly(words) or pasted(words, self.papers) or (within[0] if within else None)
        if exact is not None:
            return Found((exact,), True)
        studies = called(words, self.papers, lambda word: self._named.is_author([word]))
        if len(studies) == 1:
            return Found(studies[0].papers, len(studies[0].papers) == 1)
        said = self._plain(words)
        if said.links and not self._words(said):
            return Found(missing=said.links)
        placed = self.placed(said.text, listed)
        if placed is not None:
            return Found((placed,), True)
        if said.text.isdigit() and not re.fullmatch(r"#?[0-9]+[.)]?", words.strip()):
            return Found(missing=(words.strip(),))
        if years := self._of_years(said):
            return Found(years, len(years) == 1)
        if match := _NUMBER.match(said.text):
            return self._numbered(int(match["n"]), words)
        signed = signed_in(words, self.papers)
        initials = {one.initials for one in signed}
        named = [word for word in self._with_years(self._words(said)) if word not in initials]
        found = self._of_kind(said) or self.by_words(named)
        if not found.papers:
            return self._besides(named, found.missing) or found
        theirs = tuple(paper for paper in found.papers if all(one.of(paper) for one in signed))
        return found._replace(papers=theirs, sure=len(theirs) == 1) if theirs and not found.sure else found

    def _besides(self, words: Sequence[str], missing: Sequence[str]) -> Found | None:
        """The papers that some words name beside everyday ones that no paper has ("the bumblebee one that went wrong");
        None if other words are missing, or if the rest names no paper as a title does.
        """
        said = {word for word in missing if self._index.standing(word).everyday}
        if not said or said != {*missing}:
            return None
        found = self.by_words([word for word in words if word not in said], least=AS_TITLED)
        return found if found.papers else None

    def _of_years(self, said: Plain) -> tuple[Paper, ...]:
        """The papers of a year if the words name only a year ("the 2021 paper"); else ()."""
        words = self._words(said)
        if not words or not all(re.fullmatch(r"(?:19|20)\d\d", word) for word in words) or said.text.isdigit():
            return ()
        return tuple(paper for paper in self.papers if str(paper.year) in words)

    def _of_kind(self, said: Plain) -> Found | None:
        """The papers of a type if the words name only a type ("the systematic review"); else None."""
        words = {word for word in said.words if word not in ASKING and word not in _IDLE - {"article", "study"}}
        kinds = {paper.key: set(fold(paper.type or "").split()) for paper in self.papers}
        if not words or not any(words <= kind for kind in kinds.values()):
            return None
        found = tuple(paper for paper in self.papers if words <= kinds[paper.key])
        return Found(found, len(found) == 1)

    def _with_years(self, words: list[str]) -> list[str]:
        """The words, with two digits next to a name replaced by the full year ("Kharbat 24": 2024)."""
        years = {f"{paper.year}" for paper in self.papers if paper.year}
        if len(words) < 2:
            return words
        return [
            f"20{word}"
            if re.fullmatch(r"\d\d", word) and f"20{word}" in years and self._named.is_author(words)
            else word
            for word in words
        ]

    def _numbered(self, number: int, words: str) -> Found:
        if 1 <= number <= len(self.papers):
            return Found((self.papers[number - 1],), True)
        return Found(missing=(words.strip(),))

    def _plain(self, words: str) -> Plain:
        whole = _CUT.sub("", words) if len(words.split()) > _ENOUGH_LEFT else words
        return plain(_JOINED.sub(r"\1 \2", whole))

    def _words(self, said: Plain) -> list[str]:
        person = load().person
        return [
            w
            for w in dict.fromkeys(said.words)
            if w not in _IDLE and w not in person and (len(w) > 1 or w.isdigit())
        ]

    def exactly(self, words: str) -> Paper | None:
        """The paper with exactly this key, DOI (or its end), title, address or PMID; None if none or several."""
        wanted = re.sub(r"(?<=\d) ?/ (?=\S)", "/", words.strip())
        if not wanted:
            return None
        if wanted in self._by_key:
            return self._by_key[wanted]
        dois = {doi for doi in (Doi.within(part) for part in (wanted, *wanted.split())) if doi is not None}
        held = [paper for paper in self.papers if paper.doi in dois] if dois else []
        if held:
            return held[0] if len({paper.key for paper in held}) == 1 else None
        numbered = [
            paper for paper in self.papers if len(wanted) > _TAIL and wanted in (paper.pmid, paper.source_id)
        ]
        titled = numbered or [paper for paper in self.papers if paper.title and fold(paper.title) == fold(wanted)]
        if len(titled) == 1:
            return titled[0]
        said = self._plain(wanted)
        for link in said.links:
            if found := led_to(link, self.papers):
                return found
        return self.tailed(wanted) or by_end(wanted, self.papers, self._index.is_word)

    def tailed(self, words: str) -> Paper | None:
        """The only paper whose DOI ends with a single word that contains a digit ("cancers15235518"). None if there is
        none, or if papers contain that word ("p53").
        """
        tail = words.strip().lower().rstrip("/.?")
        if len(tail) < _TAIL or " " in tail or not re.search(r"\d", tail) or self._index.is_word(tail):
            return None
        tails = [paper for paper in self.papers if paper.doi and paper.doi.endswith(tail)]
        return tails[0] if len(tails) == 1 else None

    def placed(self, text: str, listed: Sequence[str]) -> Paper | None:
        """The paper at a place of the list last shown ("the second one", "2", "the last"); None if no place is
        named or the list has fewer than two papers.
        """
        keys = [key for key in listed if key in self._by_key]
        if len(keys) < 2:
            return None
        number = _NUMBER.match(text)
        match = _PLACE.match(text)
        if number:
            at = int(number["n"]) - 1
        elif match:
            word = match["n"]
            end = len(keys) - 1
            special = {"former": 0, "top": 0, "middle": len(keys) // 2, "last": end, "latter": end, "bottom": end}
            at = special[word] if word in special else PLACES[word]
        else:
            return None
        return self._by_key[keys[at]] if 0 <= at < len(keys) else None

    def by_words(
        self, words: Sequence[str], within: Sequence[Paper] | None = None, least: float = ENOUGH
    ) -> Found:
        """The papers whose name or text has enough of some plain words; sure if no other has nearly as much.
        ``within`` limits the papers; ``least`` is the share of the words' weight that is enough."""
        pool = self.papers if within is None else within
        words = [word for word in words if word not in _IDLE][:LONGEST]
        if not words or not pool:
            return Found()
        scored = self._named.scored(words, pool)
        missing = tuple(word for word, best in scored.best.items() if best <= 0)
        # "van den Berg" for van der Berg; "the Danish cohort"
        idle = all(map(is_particle, missing)) or _DESIGNS.issuperset(missing)
        if missing and len(words) > len(missing) and idle:
            return self.by_words([word for word in words if word not in missing], within)
        if missing and (joined := self._joined(words, missing, pool)):  # "frost guard" for Frostguard
            return self.by_words(joined, within)
        if missing and (cut := self._cut(words, missing, within)):
            return cut
        if missing and len(words) < PASTED:
            return Found(missing=missing)
        ranked = sorted(scored.papers, key=lambda pair: -pair[1])
        ranked = [(paper, score) for paper, score in ranked if score >= least]
        if not ranked:  # "tide water", where other papers speak of tides and of water
            joined = self._joined(words, words, pool)
            return self.by_words(joined, within) if joined else Found(missing=missing)
        top = ranked[0][1]
        near = signed_first(without_notices([one for one, score in ranked if score > top - APART], words), words)
        return Found((*near,), len(near) == 1, missing)

    def _cut(self, words: Sequence[str], missing: Sequence[str], within: Sequence[Paper] | None) -> Found | None:
        """The papers meant by a title of which only a piece of the first or last word is left ("… in Grade 2: The LAN");
        None if the missing words are no such pieces.
        """
        rest = [word for word in words if word not in missing]
        if len(rest) < _ENOUGH_LEFT or not {*missing} <= {words[0], words[-1]}:
            return None
        found = self.by_words(rest, within)
        pieces = [words[0] if words[0] in missing else "", words[-1] if words[-1] in missing else ""]
        return found if found.papers and has_ends(found.papers[0], *pieces) else None

    def _joined(self, words: Sequence[str], missing: Sequence[str], pool: Sequence[Paper]) -> list[str]:
        """The words with two neighbours written as one, if a name here has that and not each of them; else []."""
        if len(words) > _OF_NAMES:
            return []
        for at, (one, other) in enumerate(pairwise(words)):
            whole = f"{one}{other}"
            if {one, other} & set(missing) and self._named.credit(whole, pool) > 0:
                return [*words[:at], whole, *words[at + 2 :]]
        return []

    def offered(self, words: str, most: int = OFFERED) -> tuple[Paper, ...]:
        """At most ``most`` papers that some words, the last perhaps unfinished, may refer to, nearest first; the
        first papers if there are no words.
        """
        found = self.find(words)
        wanted = fold(words).split()
        if not wanted:
            return tuple(self.papers[:most])
        begun = [paper for paper in self.papers if self._begins(paper, wanted)]
        scored = self._named.scored(self._words(self._plain(words)) or wanted, self.papers).papers
        loose = [p for p, score in sorted(scored, key=lambda pair: -pair[1]) if score >= ENOUGH / 2]
        return tuple({paper.key: paper for paper in (*found.papers, *begun, *loose)}.values())[:most]

    def _begins(self, paper: Paper, wanted: Sequence[str]) -> bool:
        called = f"{fold(cite(paper))} {fold(paper.title)} {fold(paper.key)} {paper.key.casefold()}"
        names = " ".join(fold(author.name) for author in paper.authors)
        return all(f" {word}" in f" {called} {names}" for word in wanted)
