"""What is neither a question to records nor one to abstracts: words that only continue the last reply ("tell me more", "is
that right?", "ask all papers", "similar studies"); a question behind a pasted reference, which is asked of that paper; and
what no record gives, looked up in the abstract.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import dropwhile

from bot.assistant import compose
from bot.assistant.citing import OF_REFERENCES, SHORTEST
from bot.assistant.content import from_abstracts
from bot.assistant.message.on_answers import asks_which, wants_less, wants_their_papers
from bot.assistant.papers.verbatim import Verbatim
from bot.assistant.reading.catalogue import catalogue_of
from bot.assistant.reading.kinds import without_notices
from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.phrases import A_PAPER, PAPERS, SO
from bot.assistant.reading.words import fold, words_of_title
from bot.assistant.reply import Reply, answered, lines, named, recorded
from bot.assistant.telling.holding import Library
from bot.assistant.telling.pointers import pointer
from bot.assistant.turns import leading
from bot.assistant.turns.naming import Question
from bot.models import Ask, Context, Turn
from corpus.models import DERIVED, Paper
from corpus.patterns import late
from index.library import LibraryIndex
from index.terms.attributes import told, wanted

NEAREST = 5  # papers like the one talked about
_IDLE = frozenset(
    """and ok okay please pls can could would you i we u us so tell show give me some a an bit little lot about on of it this that these them they the paper study article there is
    are was were does do did want need to like hear read let see for from your in which any anything say says said more info information details detail further then now
    hm hmm well yes oh""".split()
)
_MORE = frozenset("more further continue elaborate expand details detail else deeper depth on additional".split())
_PROOF = frozenset(
    "right true correct accurate number numbers figure figures value sure certain really source sources context wording exact exactly verbatim sentence sentences quote quoted original wrong confirm verify proof so stand stands written".split()
)
_ASKS_PROOF = frozenset(
    "where who how know what whole full line actually still at up with but wait not would get got come comes came".split()
)
_FIRST_OF_MORE = late(r"\b(?:more|further|continue|go on|elaborate|expand|else|details|deeper|depth|additional)\b")
# "Which did they like more": of two things, and no more of what was shown.
_MORE_OF_TWO = late(rf"^{SO}(?:which|what|who)\b.* (?:like|want|need) more$")
_OF_PROOF = late(
    r"\b(?:right|true|correct|sure|certain|really|sources?|context|wording|verbatim|sentences?|quoted?|original|wrong|confirm|verify|proof)\b"
    r"|\b(?:where|in what context|who|how)\b.*\b(?:say|says|said|stands?|written|know|so)\b"
)
# "What did they correct": what the authors did, and no doubt about what was shown.
_AUTHORS_DID = late(r"\b(?:did|do|does) (?:they|he|she|the authors?) (?:correct|confirm|verify)\b")
# "Is that a lot", "how bad is that", "thats high, no": the papers do not weigh what they found.
_WEIGHS = late(
    rf"^{SO}(?:(?:wow|oh|hm+|huh) )*(?:(?:is|isnt|isn t|was|wasnt|are|arent)(?: not)? (?:that|this|those|these|it(?= (?:\w+ ){{0,2}}(?:lot|much|many|high|low|normal)\b))|(?:that|this|it)(?:s| s| is| was)(?: not)?)(?: (?:a|that|all that|really|even|very|so|quite|too|pretty|rather))*"
    r" (?:lot|much|many|few|little|good|bad|normal|usual|typical|high|low|big|small|huge|tiny|enough|great|impressive|worrying|surprising)(?: (?:number|figure|result|effect|rate|amount|or not|or what|no|then|right|isnt it|is it))*$"
    rf"|^{SO}how (?:good|bad|big|small|high|low) (?:is|are|was|were) (?:that|this|those|these)(?: really| then| actually)?$"
)
# "I don't get it", "what do you mean", "in simple words please": what was shown is not understood; nothing else is asked.
_PUZZLED = late(
    rf"^{SO}(?:(?:sorry|hm+|huh|wait|no|oh) )*(?:(?:i|we) )?(?:(?:still|just|really|also|do|does|did|can|could|would|you|u|please|pls|quite|a bit|so|totally|really|am|im|i m) )*"
    r"(?:(?:not|dont|don t|didnt|didn t|cant|can t|cannot|do not) (?:(?:really|quite|fully) )?(?:understand|get|follow)(?: (?:it|this|that|you|any of it|what you mean))?|confused|lost|puzzled"
    r"|what (?:(?:do|does|did) )?(?:you|u|this|that|it|they|these|those) means?(?: (?:by that|by this|exactly|though|tho|with that))*"
    r"|explain|(?:explain|say|put)(?: (?:it|this|that|again|to me|simply|simpler|better|more simply|differently))+|(?:(?:explain|say|put)(?: (?:it|this|that|to me))* )?(?:in (?:simple|simpler|plain|easy|easier|other|normal) (?:words|terms|english|language)|simpler|like (?:im|i m|i am) (?:five|5|a child)))"
    r"(?: (?:please|pls|plz|then|now|for me))*$"
)
_AFRESH = late(
    rf"^{SO}(?:(?:ask|search|look|try)(?: (?:it|this|that|again|for it))* )?(?:of|in|across|over|from) (?:all|every|(?:the )?other(?=s| \w))(?: of)?(?: the| these| those)?"
    r"(?: (?:papers?|articles|studies|abstracts|them|others))?$|^(?:ask|look|search) (?:everywhere|in all|all (?:the )?papers)$|^all (?:the )?papers$"
)
_BEFORE = late(
    r"^(?:(?:and|ok|no|but|please|now|so|i meant?|sorry|not that one|ask|look|search|try|it|this|that|again|of|in|from|for|back to|about) )*"
    rf"the (?:(?:{A_PAPER}) (?:(?:just|right) )?before(?: (?:that|this|it)(?: one)?)?|(?:previous|same) (?:{A_PAPER})(?: as before| again)?)(?: (?:please|again|then|instead))*$"
)


_BEGUN = 3  # words of a title's beginning that stand in a reference without the rest
_YEAR = late(r"\b(?:19|20)\d\d\b")
_IS_HERE = late(
    r"\W*(?:(?:do|have|got|is|are|did) )?(?:(?:you|we|u) )?(?:have|hold|got|know)?\W*(?:(?:this|it|that)(?: (?:one|paper|article))?)?(?: (?:in )?(?:here|the library|there|your library))?(?: (?:too|already|please))*\W*$",
    re.IGNORECASE,
)
_INITIALS = 3  # letters behind an author's name
# Year, volume, pages and links as a reference prints them; "30-day" and "12 months" are asked for behind it.
_PLACED = late(
    r"\W*(?:(?:19|20)\d\d[a-z]?|[e\d][\d()\[\]e–-]*[;:.,()–/-][\d;:.,()\[\]/e–-]*|(?:doi:|https?:|10\.)\S*)\W*",
    re.IGNORECASE,
)


async def beside(
    question: Question,
    context: Context,
    library: Library,
    lexicon: Lexicon,
    verbatim: Verbatim,
    record: Reply | None,
) -> Reply:
    """The reply from the abstracts to a question, beside its ``record`` reply (None: it has none). What no record gives is also looked up in the abstract of
    the one paper that the records found ("who paid for the harbour trial").
    """
    found = await from_abstracts(question, context, library, lexicon, verbatim)
    if record is None or question.frame.ask.op != "absent" or leading.states(found, question.frame):
        return found
    spans = [span for one in told(wanted(question.bare)) for span in one.spans]
    if len(record.keys) != 1 or not spans or question.frame.links:
        return found
    asked = " ".join(question.bare[start:end] for start, end in spans)
    frame = question.frame._replace(links=record.keys, name=(), leftover=())
    return await from_abstracts(question._replace(bare=asked, frame=frame), context, library, lexicon, verbatim)


def wants_more(text: str, previous: Turn) -> bool:
    """True if a plain question says only "tell me more" or the like; also "next", if no list is left to go on in."""
    said, words = pointer(text), set(text.split())
    if said is not None and said.alone and said.way == "next":
        return len(previous.listed) < 2 and previous.kind == "content" and words <= {"next", "and", "ok", "please"}
    asks = _FIRST_OF_MORE.search(text) and not _MORE_OF_TWO.match(text)
    return bool(asks) and words <= _IDLE | _MORE | {"go", "what"}


def wants_proof(text: str, previous: Turn) -> bool:
    """True if a plain question says only "is that right?", "is that a lot?", "I don't understand" or the like; "which ones?" too, of what
    sentences counted."""
    told = previous.kind == "content" and (
        (asks_which(text) and not wants_their_papers(text, previous.question))
        or _WEIGHS.match(text)
        or _PUZZLED.match(text)
    )
    doubts = _OF_PROOF.search(text) and not _AUTHORS_DID.search(text)
    proof = doubts and set(text.split()) <= _IDLE | _PROOF | _ASKS_PROOF
    return bool(previous.shown and (told or proof)) or bool(proof and previous.kind == "record")


def wants_shorter(text: str, previous: Turn) -> bool:
    """True if a plain question says only "shorter please", "in one line" or the like; "the shorter" after a list is a paper of it."""
    quoted = previous.shown or previous.kind == "summary"
    return wants_less(text) and bool(quoted or text.removeprefix("and ").removeprefix("the ") != "shorter")


def wants_before(text: str) -> bool:
    """True if a plain question says only "the paper before" or the like, so that the last question is asked of that paper."""
    return bool(_BEFORE.match(text))


def wants_all(text: str) -> bool:
    """True if a plain question says only "ask all papers" or the like."""
    return bool(_AFRESH.match(text))


# "Similar studies", "anything like it": the papers nearest to the one talked about.
_SIMILAR = late(
    r"^(?:(?:and|ok|so|any|anything|something|are|is|there|show|give|list|find|me|some|the|most|other|more|do you have|what|which) )*(?:(?:similar|related|comparable|nearest)(?: \w+)?(?: (?:to|with) (?:it|that|this)(?: one| paper| study)?)?"
    rf"|(?:{PAPERS}|ones|something|anything|more) like (?:it|that|this)(?: one)?)(?: here)?$"
)
_GENERAL = late(
    r"^(?!.*\b(?:it|they|them|this|that|these|those)\b).*\w{3} in general$"
    rf"|^{SO}(?:(?:to|on|a|an|the|my|well|right|thanks|okay|moving) )*(?:next|new|another|different|other|unrelated|separate) (?:topic|question|subject)\b"
    r"(?! (?:they|it|he|she|we|that|which|in|of|from|is|was|(?:about|on|for) (?:it|them|this|that))\b).*\w{3}"
)


def wants_similar(text: str) -> bool:
    """True if a plain question asks only for papers like the one talked about."""
    return bool(_SIMILAR.match(text))


def in_general(text: str) -> bool:
    """True for "and winter loss in general?", which is asked of no paper in particular, and for "new topic: …"."""
    return bool(_GENERAL.match(text))


async def nearest_to(question: str, previous: Turn, index: LibraryIndex) -> Reply | None:
    """The papers nearest to the one talked about, each with the words they share; None if there are none."""
    paper = index.papers.get(previous.keys[0])
    kin = await index.related(paper.key, NEAREST) if paper else ()
    if paper is None or not kin:
        return None
    papers = without_notices([index.papers[one.key] for one in kin], ())
    shared = [", ".join(one.shared) for one in kin if index.papers[one.key] in papers]
    said = f"{compose.SIMILAR.format(paper=named(paper))}\n{lines(papers, shared)}"
    turn = Turn(question=question, ask=Ask(op="list"))
    return recorded(answered(said, papers), compose.said(question, said), turn, previous, previous, ())


def unreferenced(question: str, papers: Sequence[Paper]) -> str:
    """A question behind a pasted reference ("Banda T, Osei K. On bells. Bell Journal. 2020;3:1-9. how many rang") with the paper's DOI or key in place of the
    reference; "summarise" if nothing is asked behind it. A question without a reference is unchanged."""
    words = frozenset(fold(question).split())
    for paper in catalogue_of(papers).begun(words):
        title = re.findall(r"\w+", paper.title) if words >= words_of_title(paper.title) else ()
        if len(title) < SHORTEST:
            continue
        found = re.search(r"\W+".join(map(re.escape, title)), question, re.IGNORECASE)
        if found and _names_only(question[: found.start()], paper):
            return _asked_of(question, paper, _behind_reference(question[found.end() :], paper))
    if len(words) < SHORTEST or not _YEAR.search(question):
        return question
    years = {int(year) for year in _YEAR.findall(question)}
    signed = (paper for paper in papers if paper.year in years and _signs(paper, words))
    rests = [(paper, rest) for paper in signed if (rest := _behind_short(question, paper)) is not None]
    return _asked_of(question, *rests[0]) if len(rests) == 1 else question


def _signs(paper: Paper, words: Set[str]) -> bool:
    """True if an author's family name is among some folded words."""
    return any(words >= {*fold(one.family).split()} for one in paper.authors if one.family)


def _asked_of(question: str, paper: Paper, rest: str) -> str:
    """The paper's DOI or key, with what is asked behind its reference: nothing if that asks whether the paper is here,
    "summarise" if nothing is asked. The question as it is, if the paper has no key to be named by.
    """
    key = paper.doi or paper.key
    if key.startswith(DERIVED):
        return question
    if not any(map(str.isalpha, rest)):
        return f"summarise {key}"
    return key if _IS_HERE.match(rest) else f"{key} {rest}"


_BEFORE_TITLE = frozenset({"name", "year"})


def _behind_short(question: str, paper: Paper) -> str | None:
    """What stands behind a reference without the whole title ("Kask L, Tamm R (2019) Five years of fares. Cities. - did it drop?"):
    authors and the year, with the beginning of the title or the journal and a number; None if the question begins with none.
    """
    names = {word for author in paper.authors for word in fold(author.name).split()}
    journal, title = fold(paper.journal or "").split(), fold(paper.title).split()
    seen, led, at, parts = set[str](), 0, 0, re.split(r"(?<=\s)", question)
    for part in parts:
        words = fold(part).split()
        if (
            words
            and led < len(title)
            and words == title[led : led + len(words)]
            and not seen.isdisjoint(_BEFORE_TITLE)
        ):
            led += len(words)
        elif any(map(str.isalnum, part)):
            kind = _kind(part, words, names, journal, paper)
            if kind is None:
                break
            seen |= {kind, "year" if str(paper.year) in part else "", *(words if kind == "name" else ())}
        at += 1
    rest = "".join(parts[at:]).lstrip(" -–—:;,.>")
    begun = led >= _BEGUN and (rest or "journal" in seen)  # "Banda 2015: weed control by goats" may be a question
    signed = len(names & seen) > 1 and parts[at - 1 : at] == ["- "]  # "Banda K, Osei T. 2015 - how many rang"
    whole = {"name", "year"} <= seen and (begun or signed or {"journal", "number"} <= seen)
    return rest if whole else None


def _kind(part: str, words: Sequence[str], names: Set[str], journal: Sequence[str], paper: Paper) -> str | None:
    """Which part of a paper's reference a word is: "name", "year", "journal", "number", or "" for what stands between them;
    None if it is no part."""
    bare = part.strip(" ()[].,;:\n")
    if any(word in names for word in words) and all(word in names or len(word) <= _INITIALS for word in words):
        return "name"
    if bare == str(paper.year):
        return "year"
    if words and all(word in journal or (len(word) >= _INITIALS and _begins(word, journal)) for word in words):
        return "journal"
    if _PLACED.fullmatch(part) or (bare.isdecimal() and bare in (paper.volume, paper.issue)):
        return "number"
    small = (bare.isupper() and len(bare.replace(".", "")) <= _INITIALS) or set(words) <= OF_REFERENCES
    return "" if small else None


def _behind_reference(text: str, paper: Paper) -> str:
    """What stands behind the journal, cut or whole, the year and the pages in the rest of a pasted reference."""
    journal = fold(paper.journal or "").split()

    def beside(word: str) -> bool:
        names = all(
            one in OF_REFERENCES or any(name.startswith(one) for name in journal) for one in fold(word).split()
        )
        return names or _PLACED.fullmatch(word) is not None

    return "".join(dropwhile(beside, re.split(r"(?<=\s)", text)))


def _begins(word: str, journal: Sequence[str]) -> bool:
    return any(one.startswith(word) for one in journal)


def _names_only(text: str, paper: Paper) -> bool:
    """True if a text names authors of a paper, and holds nothing else than their names and initials."""
    names = {word for author in paper.authors for word in fold(author.name).split()}
    said = re.findall(r"[^\W\d_]+", text)
    return any(fold(one) in names for one in said) and all(
        (one.isupper() and len(one) <= _INITIALS) or {*fold(one).split()} <= names | OF_REFERENCES for one in said
    )
