"""What a question asks about the people or things studied: how many in one paper, in each group or in all, in which
paper the most, in which country.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from bot.assistant.papers.tables import EACH, SAMPLE_SIZE
from bot.assistant.reading.amounts import BOUNDS, HOW, N, number_in
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.phrases import A_PAPER, A_STUDY, PAPERS, SO, WHO
from bot.assistant.reading.words import fold
from bot.assistant.studies import asides, conducted, gathered
from corpus.patterns import late

_SAMPLE = r"(?:samples?(?: sizes?)?|cohorts?|study populations?|study groups?|n|numbers? (?:of )?studied)"
_WORK = r"(?:papers?|stud(?:y|ies)|trials?|articles?|one|ones|rcts?|surveys?)"
_MORE, _LESS = r"(?:largest|biggest|greatest|highest|most)", r"(?:smallest|fewest|lowest|least|tiniest)"
_END = rf"(?:(?P<more>{_MORE})|(?P<less>{_LESS}))"
_LARGEST = late(
    rf"\b{_END} (?:number of |overall |total )?(?P<noun>{_SAMPLE})\b"
    rf"|\b(?:which|what|whose|the|a)\b(?: of (?:the|these|those|them))?(?: \w+)? ?{_WORK}\b(?: (?:of|in|from|among) (?:all|(?:the|this|your|our) (?:whole |entire )?(?:library|collection|papers|lot)))?(?: \w+){{0,3}}? (?:{_END.replace('more>', 'more2>').replace('less>', 'less2>')}) (?:number of |\w+ )?(?P<people>{WHO})\b"
    rf"|\b(?:(?P<more3>largest|biggest)|(?P<less3>smallest))(?: \w+)? (?:{A_STUDY}|rct|series)\b"
    rf"|\bwhich (?:of (?:the|these|those) )?{_WORK} (?:is|was) (?:the )?(?:(?P<more4>largest|biggest)|(?P<less4>smallest))$"
)
# "Which has the most participants", without a word for papers.
_HAS_MOST = late(
    rf"^{SO}(?:which|who|what|whose)(?: one| ones)?(?: of (?:them|these|those))? (?:has|had|have|(?:includ|enrol+|recruit|follow|count|need|want|plan|requir|us|test|treat)(?:s|e[ds]?)?|studie[ds]|will (?:include|enrol+|recruit|have)|(?:plans|wants|needs|aims) to (?:include|enrol+|recruit|have)) (?:the )?(?:(?P<more>{_MORE})|(?P<less>{_LESS}))"
    rf" (?:number of |numbers of )?(?P<people>{WHO})$"
)
# "Which review included the most studies": by what reviews count.
_MOST_WORKS = late(
    rf"^{SO}(?:which|what|the)(?: (?:of|the|these|those|them|reviews?|meta|analys[ie]s|one|papers?))* (?:has|had|have|with|includes?|included|pools?|pooled|covers?|covered|reviews|reviewed|counts?|counted|analy[sz]ed|looked at) (?:the )?(?:(?P<more>{_MORE}|more)|(?P<less>{_LESS}))"
    r" (?:number of )?(?:included )?(?P<works>studies|trials|articles|papers|records)$"
)
_REVIEWS = late(r"\b(?:reviews?|analys[ie]s)\b")
# "The 2 largest studies", "which studies are the largest", "the two trials with the most patients", "top 3 trials by sample size".
_SEVERAL_ENDS = ("largest", "biggest", "smallest", "most", "fewest", "top")
_SO_MANY = rf"^{SO}(?:how many {WHO} (?:(?:were|was|are|there|took part|participated|included|studied|enrolled|recruited) )*in )?(?:(?:what|which|are|list|show|give|me|name|find|the|top) )*(?:(?P<top>{N}) )?"
_SEVERAL = late(
    rf"{_SO_MANY}(?:(?:(?P<more>largest|biggest)|(?P<less>smallest)) (?P<works>studies|trials|rcts|surveys|cohorts)(?: (?:here|of all))?"
    rf"|(?:studies|trials|rcts|surveys|cohorts) (?:are the (?:(?P<more2>largest|biggest)|(?P<less2>smallest))"
    rf"|with the (?:(?P<more3>{_MORE})|(?P<less3>{_LESS})) (?:number of )?(?P<people>{WHO})"
    rf"|by (?:the )?(?P<more4>(?:study )?{_SAMPLE}|number of (?P<people2>{WHO}))))$"
)
# "Sort by sample size", "list the trials by number of patients, smallest first".
_ORDER = late(
    rf"^(?:(?:and|so|ok|now|then|please|can|could|would|you) )*(?:sort|sorted|rank|ranked|order|ordered|list|listed|show|arrange)(?: (?:me|them|these|those|it|all|of|the|your|only|\w+(?= (?:{PAPERS})\b)|{PAPERS}|ones))*"
    rf"(?: (?:on|about) .+?)? by (?:the |their )?(?:(?:study |cohort )?{_SAMPLE}|(?:study |cohort )sizes?|(?:number of |how many )(?:\w+ )?(?P<people>{WHO}))(?P<way>(?: [\w-]+){{0,4}})$"
)
_NAMES_WORKS = late(rf"\b(?:{PAPERS})\b")
# The first word for an end says which comes first: "from largest to smallest".
_END_WORD = late(
    rf"\b(?:(?P<up>smallest|fewest|least|lowest|ascending|increasing|rising)|{_MORE}|descending|decreasing|falling)\b"
)
# "Studies with more than 500 participants", "which trials had 200 or more patients", "papers with a sample size under 50".
_MANY = rf"(?:{HOW} (?P<n>\d{{1,3}}(?: \d{{3}})+|{N})|(?P<n2>\d{{1,3}}(?: \d{{3}})+|{N}) (?P<how2>or (?:more|fewer|less)))"
_LED = "with have has had having of on in included including include enrolled recruited studied followed asked surveyed used that sampled treated".split()
_FEW = 10  # so few children are those of somebody, not a study's: "families with more than two children"
_BOUND = late(
    rf"\b(?P<works>{PAPERS}|ones|(?:which|what|any) (?:\w+ )?(?:{A_PAPER}|rct|one))\b(?: .*)?"
    rf" (?P<tail>(?:(?:{'|'.join(_LED)}) ){{0,3}}"
    rf"(?:(?:a |the )?{_SAMPLE} (?:of |is |was )?{_MANY}(?: (?P<people>{WHO}))?|{_MANY.replace('>', 'b>')} (?:[a-z]+ )?(?P<peopleb>{WHO})))$"
)
# "Average sample size", "mean number of patients in these trials", but no "average number of patients per doctor", "median cohort age".
_AVERAGE = late(
    rf"^(?:(?:and|so|ok|what|whats|is|was|s|the|their) )*(?:average|mean|typical|median|usual) (?:{_SAMPLE}|number of (?P<people>{WHO}))"
    r"(?: (?:here|studied|included|enrolled|recruited))?(?=$| (?:in|of|for|across|over|among|per|between) (?:\w+ ){0,4}"
    rf"(?:(?:them|these|those|each|all)$|(?:{PAPERS})\b|(?:(?<=per )|(?<= a ))(?:{A_PAPER})$))"
)
_SUM = late(
    rf"\b(?:how many|(?:total |overall |whole |combined )?number of|total|sum of|all)\b(?: \w+){{0,2}}? (?P<people>{WHO})\b.*\b(?:all|every|altogether|together|combined|overall|across|in total|whole)\b.*\b(?:{PAPERS})\b"
    rf"|\b(?:how many|number of|total)\b(?: \w+){{0,2}}? (?P<people2>{WHO})\b.*\b(?:{PAPERS})\b.*\b(?:altogether|together|combined|in total)$"
)
_IN_ALL = late(
    rf"^{SO}(?:how many|(?:the )?(?:total |overall )?number of|total) (?P<people>{WHO})(?: \w+){{0,2}}? (?:in all|in total|all in all|altogether|all together|overall|combined)$"
)
_TOTAL = late(
    rf"\b(?:how many|(?:total|overall|whole) number of|number of|total) (?:\w+ ){{0,2}}?{WHO}\b(?: \w+)*? (?:in all|in total|all in all|altogether|all together|overall|combined)\b|\b(?:total|overall|whole) number of (?:\w+ )?{WHO}\b"
)
_TAKEN = (
    "studied|included|enrolled|enroled|recruited|randomi[sz]ed|allocated|assigned|analy[sz]ed|treated|participated"
)
# "How many deaths in each arm" asks for an outcome.
_ARMS = late(
    rf"\b(?:how many|numbers?(?: of)?|sizes? of|n)\b(?: (?:{WHO}|were|was|are|is|did|do|there|they|it|had|have|took|part|{_TAKEN}))*"
    r"(?: (?:in|of|per|for)(?: (?:each|either|every|both|the two|the))?| (?:each|either|every|both)) ?(?:treatment |study |of the )?(?:arms?|groups?)\b(?! (?:had|who|with|that|were|was|did|received|got|died))"
    rf"|^{SO}(?:n|numbers?) each$"
    r"|\b(?:arm|group) sizes?\b|\bsizes? of (?:the )?(?:arms|groups)\b"
)
_THINGS = late(
    r"\b(?:how many|(?:total |overall |whole |combined )?number of|total|sum of)\b(?: the| all)? (?P<thing>[a-z]{3,}s)\b(?: \w+){0,3}? (?:in|over|across|of|from|for) (?:all|every|the whole)\b"
    rf"(?: of)?(?: the| these| those)? (?:{PAPERS}|{A_PAPER}|library|issue)(?: together| combined| altogether| in total)?$"
)
_PEOPLE = rf"^{SO}(?:how many|(?:the )?number of) (?:people|persons|participants|subjects|patients|pts)\b"
_OF_PEOPLE = late(_PEOPLE)
# What papers have and studies do not, what is not counted but stated, and what reviews count ("how many studies").
_NO_THINGS = (
    "authors writers researchers papers articles studies trials reviews publications reports citations cites views reads pages words references figures tables keywords downloads"
    " times years months weeks days hours minutes seconds points degrees euros dollars pounds results".split()
)
_NO_MORE = late(  # what is left of "how many people took part in the TANDEM trial" without the name
    _PEOPLE
    + r"(?: (?:there|were|was|are|is|did|do|have|took|take|part|studied|included|enrolled|recruited|randomi[sz]ed|participated|joined))*"
    rf"(?: (?:in|for|of|at))?(?: the)?(?: (?:{A_PAPER}|project))?$"
)
# "How many farms in the robot study", "how many farms did it have": of a study, without its name.
_HAS = (
    r"(?: (?:there|were|was|are|is|did|do|does|have|has|had|it|they|this|that|use|used|include|included|involve|involved|cover|covered|study|studied|visit|visited|test|tested|measure|measured"
    r"|part|in total|altogether|overall))*"
)
_OF_THINGS = late(
    rf"^{SO}(?:how many|(?:the )?number of) (?P<thing>(?!(?:{'|'.join(_NO_THINGS)})\b)[a-z]{{3,}}s){_HAS}(?P<named>(?: (?:in|for|of|at|did|do|does|were in|was in))? (?:the|this|that) (?:\S+ ){{0,5}}?(?:{A_PAPER}|project))?{_HAS}$"
)


class What(StrEnum):
    """What is asked about those studied."""

    END = "the largest or smallest number"
    ORDER = "the numbers of all papers, in order"
    BOUND = "the numbers within a bound"
    SUM = "the numbers of all papers"
    IN_ALL = "the numbers of all papers, or all of the one talked about"
    FOLLOWED = "the longest or shortest follow-up"
    SIZE = "the number of one paper"
    TOTAL = "the total of one paper"
    GROUPS = "the number of each group of one paper"
    EACH = "the number of each group of one paper, or of each paper"
    PEOPLE = "the number of those in a study that is named"
    THINGS = "the number of things that one paper studied"
    PLACE = "the country of one paper"
    YEARS = "the years of one paper"
    PAID = "who paid for one paper"
    LIMITS = "the limits of one paper"
    GATHERED = "what a sentence of each paper says"


_OF_ONE = frozenset(
    {
        What.SIZE,
        What.TOTAL,
        What.GROUPS,
        What.EACH,
        What.PEOPLE,
        What.THINGS,
        What.PLACE,
        What.YEARS,
        What.PAID,
        What.LIMITS,
    }
)


class Studied(NamedTuple):
    """A question about who was studied: ``what`` it asks, and the ``words`` that ask it. ``noun``: who is counted ("":
    anybody). ``high``: the largest or longest is asked for, not the smallest or shortest. ``called``: its subject has a
    name, of a study or of something else ("when was the harvest done"). ``of_list``: it names no papers, so that the
    list shown before is meant. ``bound``: the bound on the number counted, and its number. ``top``: so many from the end asked for.
    """

    what: What
    words: frozenset[str]
    noun: str = ""
    high: bool = True
    called: bool = False
    of_list: bool = False
    bound: tuple[str, int] | None = None
    top: int = 1

    @property
    def of_one(self) -> bool:
        """True if it is asked of one paper."""
        return self.what in _OF_ONE


def asked(frame: Frame) -> Studied | None:
    """What a question asks about those studied; None if it does not ask that."""
    return _of_works(frame) or _of_numbers(frame.text) or _of_setting(frame.text)


def _of_works(frame: Frame) -> Studied | None:
    """What is gathered from many studies, or puts them in order."""
    text = frame.text
    if (gather := gathered.asked(text)) and not (frame.people or frame.links):
        return Studied(What.GATHERED, _words(gather[1]))
    names = {word for person in frame.people for word in person.typed.split()}
    unnamed = " ".join(word for word in text.split() if word not in names)
    if asides.asks_payer(unnamed):
        return Studied(What.PAID, asides.PAYERS.intersection(text.split()))
    if asides.asks_limits(unnamed):
        return Studied(What.LIMITS, asides.LIMITS.intersection(text.split()))
    if (found := conducted.LONGEST.search(text)) and not (frame.people or frame.links):
        return Studied(What.FOLLOWED, _words(found), high=conducted.is_longest(found))
    if found := conducted.LONGEST_STUDY.match(text):
        return Studied(What.FOLLOWED, _words(found), "study", conducted.is_longest(found))
    if (found := _BOUND.search(text)) and (bound := _of_bound(found)):
        return bound
    if found := _ORDER.match(text):
        first = _END_WORD.search(found["way"])
        of_list = _NAMES_WORKS.search(text) is None
        return Studied(
            What.ORDER, _words(found), found["people"] or "", not (first and first["up"]), of_list=of_list
        )
    return None


def _of_bound(found: re.Match[str]) -> Studied | None:
    """The numbers within a bound: "more than 500 participants"; None if they count children in what the papers are on."""
    said = {name.removesuffix("b"): text for name, text in found.groupdict().items() if text}
    how = BOUNDS[said.get("how") or said["how2"]]
    number, people = number_in(said.get("n") or said["n2"]), said.get("people", "")
    topic = set(found.string[found.end("works") : found.start("tail")].split()).difference(_LED)
    if topic and number < _FEW and people in ("children", "kids"):
        return None
    words = frozenset(f"{said['works']} {said['tail']}".split())
    high = how not in ("fewer than", "at most")
    return Studied(What.BOUND, words, people, high, bound=(how, number))


def _of_numbers(text: str) -> Studied | None:
    """How many were studied: in groups, in all, at the most, by one paper."""
    if found := _ARMS.search(text):
        return Studied(What.GROUPS, _words(found))
    if found := EACH.match(text):
        return Studied(What.EACH, _words(found))
    if found := _AVERAGE.match(text):
        return Studied(What.SUM, _words(found), found["people"] or "people")
    if found := _SUM.search(text):
        return Studied(What.SUM, _words(found), found["people"] or found["people2"])
    if found := _THINGS.search(text):
        return Studied(What.SUM, _words(found), found["thing"])
    if found := _IN_ALL.search(text):
        return Studied(What.IN_ALL, _words(found), found["people"])
    if found := _HAS_MOST.match(text):
        return Studied(What.END, _words(found), found["people"], found["more"] is not None, of_list=True)
    if found := _MOST_WORKS.match(text):
        of_list = _REVIEWS.search(text) is None
        return Studied(What.END, _words(found), found["works"], found["more"] is not None, of_list=of_list)
    if any(word in text for word in _SEVERAL_ENDS) and (found := _SEVERAL.match(text)):
        return _of_several(found)
    if found := _LARGEST.search(text):
        said = found.groupdict()
        high = any(said[name] for name in said if name.startswith("more"))
        return Studied(What.END, _words(found), said["people"] or "", high)
    if found := _TOTAL.search(text):
        return Studied(What.TOTAL, _words(found))
    if found := SAMPLE_SIZE.search(text):
        return Studied(What.SIZE, _words(found))
    return None


def _of_several(found: re.Match[str]) -> Studied:
    """Several largest or smallest studies, or, without a number, all in that order."""
    said = found.groupdict()
    high = not any(said[name] for name in said if name.startswith("less"))
    what, noun = (What.END if said["top"] else What.ORDER), said["people"] or said["people2"] or ""
    return Studied(what, _words(found), noun, high, top=max(1, number_in(said["top"] or "1")))


def _of_setting(text: str) -> Studied | None:
    """Where and when they were studied, and who or what was."""
    if found := conducted.WHERE.search(text) or conducted.OF_ALL.search(text):
        return Studied(What.PLACE, _words(found))
    if found := conducted.WHEN.match(text):
        return Studied(What.YEARS, _words(found), called=found["of"] is not None)
    if _OF_PEOPLE.match(text):
        return Studied(What.PEOPLE, frozenset(text.split()))
    found = _OF_THINGS.match(text)
    if found is None or found["thing"] in load().attributes:  # "how many deaths": an outcome
        return None
    return Studied(What.THINGS, frozenset((found["thing"],)), found["thing"])


def _words(found: re.Match[str]) -> frozenset[str]:
    return frozenset(found[0].split())


def asks_no_more(bare: str) -> bool:
    """True if a question, without the name of its study, asks how many people were in it, and nothing else."""
    return _NO_MORE.match(fold(bare)) is not None
