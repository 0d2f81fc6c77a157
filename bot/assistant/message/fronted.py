"""What stands before a question, as people speak: its topic ("the mercury study, what did it show", "sealants review - how many trials"),
and what somebody tells of themselves, there or behind it ("I'm pulling bits together for my review. What helps …?", "as a nurse: …"), which is no
part of the question if it says nothing that the library has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.assistant.message.wrapping import roles
from bot.models import Turn
from corpus.patterns import late
from index.library import LibraryIndex
from index.sentences.asking import AUX, WH
from index.sentences.quantities import PLACES
from index.terms.query import Query
from index.terms.words import ASKING

MOST = 7  # words of a topic; more are a sentence of their own
_LEAST = 2  # words that ask of it: "how many" alone has another thing of its own
FURTHEST = 5  # words of the question until "did it": "how many papers did they"
_QUESTIONS = frozenset("what how why when where who".split())
_HELPERS = frozenset(AUX.split("|"))
_POINTERS = frozenset(("it", "they"))
_JOINS = frozenset("the a an of in on for with from by at to after before vs versus no not".split())
_ARTICLES = frozenset(("the", "a", "an"))
_LEADS = frozenset("of in on for with from by at to after before until since about as".split())
_STUDIES = frozenset("study trial review paper survey cohort article protocol rct analysis metaanalysis".split())
# What is said of a reply or to lead on ("interesting, why …", "thanks a lot, …"), and what means a paper without a topic ("last paper").
_SAID = frozenset(
    """good great nice cool brilliant excellent perfect awesome amazing fantastic interesting fascinating fine lovely super weird strange odd funny sad bad wow true
    ok okay yes no yeah yep right sure thanks thank thx cheers you u lot much very so well hm hmm oh ah sorry please pls hi hello hey
    honestly seriously finally actually basically really lastly firstly secondly anyway still again maybe also then next but and or because
    last first second third this that these those same other previous latest newest my your our their its""".split()
)
_MARKS = ",:;.?!-–—"
MOST_ENDS = (
    12  # ends of clauses in a message that is looked at; a longer one is no question with a few words around it
)
KNOWN = 0.5  # with this share of its topic words in the library, a clause belongs to the question
_OPENS = late(
    r"\W*(?:(?:hi(?:ya)?|hey|hello|ok(?:ay)?|so|well|sorry|morning|evening)\b[\s,!.]*)*"
    r"(?:(?:i|i['’](?:m|ve|d|ll)|im|ive|my|we|we['’](?:re|ve)|our)\b|(?P<new>new (?:here|to (?:this|it)))\b|(?P<role>(?:speaking )?as an? |(?:[\w-]+ ){1,3}here\W*\Z))",
    re.IGNORECASE,
)
# "I am nurse from Recife, …": also without an article.
_AM = late(r"\W*(?:(?:hi|hey|hello)\b[\s,!.]*)?(?:i['’]?m|i am|we['’]?re|we are)\s+", re.IGNORECASE)
_OWN = 4  # words that say who somebody is
_END = late(
    rf"(?<![.!?:–—])[.!?:–—]++\s+|,\s+(?=(?:{WH}|{AUX}|any|(?:i )?(?:want|need|would like))\b)",
    re.IGNORECASE,
)


# "The second one, how many participants": of a list shown before.
_PLACED = late(
    rf"^\W*(?:(?:and|so|ok|then|now|for|in|from|of)[\s,]+)*(?P<the>the (?:{'|'.join(PLACES)}|last|other|newer|older|newest|oldest|latest|larger|smaller)(?: (?:one|paper|study|trial|article|review))?)(?: again)?\s*[,:;–—-]\s*"
    r"(?:and )?(?P<asked>(?:how (?:many|much|long|old|often)|which|what|who|where|when)\b.+)$",
    re.IGNORECASE,
)


def placed_behind(question: str, previous: Turn | None) -> str:
    """A question with the place of a list that stands before it put where it belongs, for "it" or "they", or at its end ("how many
    participants in the second one"). Any other text, and one after a ``previous`` turn about one paper, is given back as it is."""
    several = previous is not None and (len(previous.listed) > 1 or previous.lately)
    placed = _PLACED.match(question) if several else None
    if placed is None:
        return question
    one = placed["the"] if " " in placed["the"].removeprefix("the ") else f"{placed['the']} one"
    words = placed["asked"].rstrip("?.! ").split()
    at = _pointer([word.casefold() for word in words])
    return " ".join((*words, "in", one) if at is None else (*words[:at], one, *words[at + 1 :]))


def unfronted(question: str) -> str:
    """A question with the topic that stands before it put where it belongs: for "it" or "they" ("what did the mercury study show"), or,
    if it names a paper by its kind, at the end ("how many trials in the sealants review"). Any other text is given back as it is."""
    words = question.split()
    folded = [word.strip(_MARKS + "'\"’").casefold() for word in words]
    asking = [at for at, word in enumerate(folded) if at and word in _QUESTIONS | _HELPERS]
    begins = next((at for at in asking if words[at - 1][-1] in _MARKS), asking[0] if asking else 0)
    topic = _topic(words[:begins], folded[:begins])
    if not topic or begins == len(words) - 1:
        return question
    asked, plain = words[begins:], folded[begins:]
    if (at := _pointer(plain)) is not None and asked[at][-1] not in ",;:":
        return " ".join((*asked[:at], topic, *asked[at + 1 :]))
    named = next(word for word in reversed(folded[:begins]) if word)
    of_study = named in _STUDIES and plain[0] == "how" and len(plain) > _LEAST
    the = "" if folded[0] in _ARTICLES else "the "
    return f"{' '.join(asked).rstrip('?.! ')} in {the}{topic}" if of_study else question


def _topic(words: Sequence[str], folded: Sequence[str]) -> str:
    """The topic that some words before a question are, without a mark behind it; "" if they are none: too many, or words that only
    lead to a question ("ok so", "after how many")."""
    said = [(word, plain) for word, plain in zip(words, folded, strict=True) if plain]
    if not said or len(said) > MOST or said[0][1] in _LEADS or said[-1][1] in _JOINS:
        return ""
    telling = [plain for _, plain in said if plain not in _JOINS]
    if set(telling) <= _SAID | _STUDIES or any(plain in ASKING for plain in telling) or said[-1][0][-1] in "!?":
        return ""
    return " ".join(word for word, _ in said).rstrip(_MARKS)


def _pointer(plain: Sequence[str]) -> int | None:
    """Where the word stands that means the topic: behind the first helping verb ("what did it"); None if there is none."""
    at = next((at for at, word in enumerate(plain[:FURTHEST]) if word in _HELPERS), None)
    return at + 1 if at is not None and plain[at + 1 : at + 2] and plain[at + 1] in _POINTERS else None


def without_oneself(message: str, index: LibraryIndex) -> str:
    """A message without the clauses about whoever writes it, before its question and behind it, of whose topic words the library
    has fewer than half; as it is, if what stays names no topic of the library.
    """
    ends = [found.end() for found in _END.finditer(message.rstrip())]
    if not 0 < len(ends) <= MOST_ENDS:
        return message
    clauses = [message[start:end] for start, end in zip((0, *ends), (*ends, len(message)), strict=True)]
    first, last = 0, len(clauses)
    while first < last - 1 and _is_beside(clauses[first], index):
        first += 1
    while last - 1 > first and _is_beside(clauses[last - 1], index):
        last -= 1
    rest = "".join(clauses[first:last]).strip()
    return rest if rest != message.strip() and _topics(index.reader.read(rest, near=False)) else message


def _is_beside(clause: str, index: LibraryIndex) -> bool:
    """True if a clause only tells who asks. "I am pregnant, is it safe?" is one thought: what ends at a comma has to be a role."""
    if "?" in clause or (opens := _OPENS.match(clause)) is None:
        return False
    am = _AM.match(clause)
    who = re.findall(r"\w+", clause[am.end() :].casefold())[:_OWN] if am else ()
    role = opens["role"] or not roles().isdisjoint(who)
    if clause.rstrip().endswith(",") and not (role or opens["new"]):
        return False
    read = index.reader.read(clause, near=False)
    named = [one for one in read.concepts if one.telling == 1.0]
    own = [words for words in _topics(read) if not (role and words in roles())]
    return len(own) < max(KNOWN * len(named), not role)


def _topics(read: Query) -> list[str]:
    """The topic words of what was read that the library has."""
    return [one.words for one in read.concepts if one.telling == 1.0 and one.known]
