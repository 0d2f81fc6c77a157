"""Where one question of a message may end and the next begin: sentences, "and", "also", commas, "+", attributes in a row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.assistant.reading.phrases import A_PAPER, PAPERS, SO
from corpus.patterns import late
from index.sentences import asking

WH = (
    rf"{asking.WH}|whats|whos|wat|whether|if"
    r"|wer|wem|wen|wann|wo|warum|wie|wieviele?|welche[rsnm]?|wessen"
)
AUX = rf"{asking.AUX}|ist|sind|hat|haben|waren|wurden?|gibt|gibts"
COMMAND = r"(?:please |pls )?(?:tell|show|list|give|name|compare|explain|describe|summari[sz]e|say|i(?: would|'d|d)? (?:like|want|need) to know|i(?:'m| am) interested in|i wonder)(?: me| us)?"
FIELD = (
    r"(?:the )?(?:first|last|senior|second|lead) authors?|title|(?:number|no\.?) of|(?:most|least) \w+|newest|oldest|longest|shortest"
    r"|papers? (?:by|from|on|about|with)|articles? (?:by|from|on|about)|studies (?:by|from|on|about)|reviews? (?:by|from|on|about)|(?:something|everything|anything) (?:by|from|on|about)|any|list|show|give|tell|name"
    r"|(?:the |its |their |any )?(?:total|average|mean|sample sizes?|primary (?:outcome|endpoint)|follow[ -]?up|main (?:result|finding|outcome)s?|results?|findings?|conclusions?|authors?|year|date|journal|citations?|cites|views|pages"
    r"|complications?(?: rates?)?|mortality|survival|side effects?|adverse events?|costs?|prices?|fee|doses?|dosage|limitations?|methods?|design|setting|country|p[ -]values?|effect sizes?|recurrence|risk factors?|links?|dois?|keywords?|volume|publisher|(?:guest )?editors?|apcs?|deadlines?|issn)"
)
LINK = r"(?:ok|okay|and|also|plus|but|or|und|oh|then|so|furthermore|moreover|besides|finally|lastly|next|first(?:ly)?|second(?:ly)?|third(?:ly)?|additionally|auch|außerdem|sowie|dann)"
_TO_WH = r"(?:(?:until|since|for|at|in|by|to|from|with|on|of|after|over|under|mit|bei|nach|von|aus|seit|für|zu|um|bis|ab|an|auf|unter) )?"
_BEGINS = rf"^(?:{LINK},? )*(?:{_TO_WH}(?:{WH})|{AUX}|{COMMAND}|{FIELD})\b"
STARTS = late(_BEGINS, re.IGNORECASE)
_ENDS_ASKING = late(
    r"[?？]\s*$|(?:か|教えて|見せて|ください|下さい|(?:何.|いつ|どこ|いくら|いくつ|誰)で)[。.]?\s*$"
)
# What is asked of records and the issue in few words, wherever it stands: no part of another question.
_OF_RECORDS = (
    r"(?:the )?(?:(?:most|least) (?:cited|viewed|read|recent) (?:paper|article|one|review|study)s?|(?:newest|oldest|latest|longest|shortest|earliest) (?:paper|article|one|review|study)s?"
    r"|deadline|apcs?|guest editors?|issn|dois? of|papers? (?:by|from)|articles? (?:by|from)|list (?:of )?(?:the )?\w+)\b"
)
_GAP = r"(?:[,;]|(?<!\s)\s[-–—]|(?<!\s))\s++"  # a run of blanks is looked at once, and not again from each of them
# Ends in a full stop and not a sentence: "Stock et al. were", "vol. 13", "7 p.m. ones".
_SHORTENED = "al vs incl excl inkl exkl vol no nr pp dr prof bzw ca approx fig ref resp cf".split()
_STOP = r"(?<!\.[a-z]\.)" + "".join(rf"(?<!\b(?i:{one})\.)" for one in _SHORTENED)
# Where one question may end and the next begin inside a sentence: the second begins as a question does.
_AND = late(
    rf"{_GAP}(?:(?:and|also|plus|but),? )?(?:separately|by the way|btw|on another note|(?:another|one more|a second) (?:thing|question))[,:]?\s+|{_GAP}(?:and also|and then|plus|as well as|und auch|sowie|&)\s+(?={FIELD}\b)|{_GAP}(?:and|und)\s+(?={_OF_RECORDS})|{_GAP}n\s+(?=(?:{WH})\b)|"
    rf"{_GAP}(?:and also|and then|and|also|plus|as well as|und auch|und|sowie|&)\s+(?:(?:then|also|finally|lastly) )?(?={COMMAND} (?:which|what|who|how|when|where|the)\b|{_TO_WH}(?:{WH})\b(?:['’](?:s|re|d))?\s+\S|(?:why|how|when|where|by how much)\W*$|(?:is|are|was|were|do|does|did|can|could|ist|sind|hat|haben|war|waren|wurde|wurden|kann|können)\s+(?!not\b)\S+\s+\S+"
    rf"|(?:papers?|articles?|studies|reviews|something|everything|anything) (?:by|from|on|about)\b|(?:the )?(?:first|last|senior) authors? of\b)|[.;,]{_STOP}\s+also[,:]?\s+|(?<!\s)\s++also[,:]?\s+(?={_TO_WH}(?:{WH})\b|{COMMAND} (?:the|all|which|what|who|how|when|where)\b)",
    re.IGNORECASE,
)
# What each of these joints has: to look for it is quicker than to look for them, and most questions have none.
_JOINS = late(
    r"\b(?:and|und|also|plus|sowie|as well as|separately|by the way|btw|on another note|n)\b|&|\b(?:another|one more|a second) (?:thing|question)",
    re.IGNORECASE,
)
ALSO = late(r"^(?:and also|also|plus)[,:]?\s+(?=\S+\s+\S)", re.IGNORECASE)
SENTENCE = late(
    rf"(?<=[。])\s*(?=\S)|(?:(?<=か)|(?<=何.で)|(?<=どこで)|(?<=いつで)|(?<=いくらで)|(?<=いくつで))、\s*|(?<=[?!？！])\s+|(?<=[?？])(?=\S)|(?<=[a-z0-9)][.;]){_STOP}\s+(?=\S)|(?<=[A-Z]{{2}}[.;])\s+(?=\S)"
)
_COMMA = late(r"(?:(?<!\s)\s++)?(?:,(?!\d{3}\b)|;|(?<!\d)/)\s*(?:and |also |plus )?(?=\S)")
# "If the tumour resists, is surgery better": what comes before the comma belongs to what comes after it.
CLAUSE = late(
    rf"^(?:[^,;:?]{{2,80}}: )?{SO}(?:(?:even |what )?if|when(?!(?:'s)? (?:{AUX})\b)|once|while|because|since(?! when)|as|although|though|given|unless|until(?! when)|after|before|whenever|whereas"
    rf"|falls|weil|nachdem|obwohl|according to)\b[^,;:?]*,\s*",
    re.IGNORECASE,
)

# What the words behind the joint go on: "how and why does it fail", "which drug and what dose did they take", "know where and how".
_OPEN = late(rf"(?:^|\s)(?:{WH})$|^{_TO_WH}(?:which|what|whose|how many) [\w-]+$", re.IGNORECASE)


# "How many trials and how many reviews": each is counted, and neither goes on.
_COUNTS = late(
    rf"^{SO}how many (?:\w[\w-]* )?(?:{PAPERS}|editorials|protocols|preprints|letters|meta-?analyses)(?:$|[\s?.!]*$| and how many\b)",
    re.IGNORECASE,
)


def at_joints(text: str) -> list[str]:
    """A text divided where "and" joins two questions, but not where the second only completes the first."""
    pieces, began = list[str](), 0
    for joint in _AND.finditer(text) if _JOINS.search(text) else ():
        before, behind = text[began : joint.start()].strip(), text[joint.end() :].strip()
        if not _OPEN.search(before) or (_COUNTS.match(before) and _COUNTS.match(behind)):
            pieces.append(text[began : joint.start()])
            began = joint.end()
    return [piece for piece in (one.strip(" ,;") for one in (*pieces, text[began:])) if piece.strip(" ?.!")]


def by_commas(text: str) -> list[str]:
    """A text divided at its commas; a clause that comes before its sentence stays with that sentence."""
    clause = CLAUSE.match(text)
    before = clause[0] if clause else ""
    parts = [part for part in _COMMA.split(text[len(before) :]) if part.strip(" ?.!")]
    if len(parts) == 2 and _YES_NO.match(parts[0]) and _BARE.match(parts[1]):
        return [text]
    if not parts or any(map(_IN_ORDER.match, parts[1:])):
        return [text]
    return [f"{before}{parts[0]}", *parts[1:]]


_IN_ORDER = late(r".* first$|(?:sort|order|rank)(?:ed)?\b", re.IGNORECASE)  # how a list is to be put


def by_plus(sentence: str) -> list[str]:
    """The questions that "+" joins; the sentence itself if it is one thing ("doxycycline + zinc together", "a + b, is
    it safe", "does a + b help").
    """
    added = [part for part in re.split(r"(?<!\s)\s++\+\s+", sentence) if part.strip(" ?.!")]
    return [sentence] if _AS_ONE.search(added[-1]) else added


_AS_ONE = late(rf"\b(?:together|combined|combination|jointly)\b|, *(?:{AUX}) (?:it|they)\b", re.IGNORECASE)


_NOUN = rf"(?:{PAPERS}|editorials|protocols)"
# "Show me the 2023 papers and also those by Kim", "list Okoye's papers, and Li Chen's too", "list reviews, then the newest".
_MORE = late(
    rf",? then (?P<then>the .+)|(?:,? (?:and also|and|also|plus|as well as)|,) (?:(?:also|then) )?(?P<more>(?:those|the ones) (?:by|from|on|about|with|without|in|of) .+"
    rf"|the (?:newest|oldest|latest|longest|shortest|(?:most|least) \w+)(?: (?:one|paper|article|study|review))?|the [\w-]+ {_NOUN}|(?P<whose>\S+(?: \S+)?['’]s)(?: {_NOUN})? (?:too|also|as well))[\s?.!]*$",
    re.IGNORECASE,
)
_LISTS = late(
    rf"^(?:(?:can|could) you )?(?P<command>{COMMAND}\s+)?(?!.*\b(?:between|both|compare|than)\b).*?\b(?P<noun>{_NOUN})\b",
    re.IGNORECASE,
)


def borrowed(sentence: str) -> list[str]:
    """Two requests for lists, where the second leaves out verb and noun: it gets those of the first. [] if a text is not
    like that.
    """
    joint = _MORE.search(sentence)
    asked = _LISTS.match(sentence[: joint.start()]) if joint else None
    if joint is None or asked is None:
        return []
    more, noun = joint["then"] or joint["more"], asked["noun"]
    more = (
        f"{joint['whose']} {noun}" if joint["whose"] else re.sub(r"^(?:those|the ones)\b", noun, more, flags=re.I)
    )
    return [sentence[: joint.start()], f"{asked['command'] or ''}{more}"]


# What any study has or any paper's record: the head of a question that says no more.
HEAD = (
    r"(?:rates?|numbers?|counts?|sizes?|ages?|sex|lengths?|durations?|shares?|proportions?|percentages?|medians?|means?|risks?|odds|ratios?|values?|scores?|outcomes?|endpoints?|survival|mortality|deaths?"
    r"|effects?|costs?|prices?|doses?|times?|follow[- ]?ups?|efficacy|safety|sensitivity|specificity|accuracy|origins?|causes?|conclusions?|results?|findings?|limitations?|aims?|methods?|design|settings?"
    r"|complications?|recurrences?|control|toxicity|prevalence|incidence|frequency|predictors?|factors?|reasons?|date|year|authors?|title|dois?|journal|deadline|fee|citations?|views|pages|loss|weights?|heights?|temperatures?|amounts?|levels?|grades?|speeds?|yields?|os|pfs|hrs?|n)"
)
PLACED = r"(?:of|in|for|after|with|at|among|by|on|to|from|under|following)"
ATTRIBUTE = rf"(?:(?!{PLACED}\b|and\b|or\b|vs\b)[\w'’-]+ ){{0,3}}{HEAD}"
RECORDS = r"(?:numbers?|dates?|years?|authors?|titles?|dois?|journals?|deadline|fee|citations?|views|pages|papers?|articles?|studies|reviews?)"
RELATES = late(
    r"\b(?:between|compare\w*|differ\w*|relat\w+|associat\w+|correlat\w+|link\w*|(?:effects?|impact|influence|role|benefits?|harms?|roles|risks?) of|both|either|combin\w+|depend\w*)\b",
    re.IGNORECASE,
)


# "Can I let the drill skip bits for larks, what's the loss": what the second is of stands in the first alone.
_YES_NO = late(rf"(?:{LINK},? )*(?:{AUX})\b", re.IGNORECASE)
_BARE = late(
    rf"(?:and )?what(?:['’]?s| is| are| was| were| would be) (?:the |its |their )?(?!{RECORDS}\b){HEAD}[\s?.!]*$",
    re.IGNORECASE,
)
_RECORD = r"(?:the )?(?:(?:first|last|senior|number of) )?(?:authors?|titles?|dois?|years?|journals?|volumes?|issues?|pages?|citations?|dates?|abstracts?|keywords?)"
_SHARED = late(
    rf"^(?:(?:{COMMAND}|what(?:'s| is| are)?) )?{_RECORD}(?:(?:,? and|,|,? \+|,? &) {_RECORD})+ (?:of|for) (?P<of>.+)$",
    re.IGNORECASE,
)


def is_shared(sentence: str) -> bool:
    """True for "authors, year and doi of the newest": one question for several fields of the same papers."""
    shared = _SHARED.match(sentence)
    return shared is not None and len(at_joints(shared["of"])) == 1


_PREPOSITION = r"for|in|of|with|on|about|after|at|by|from|to|bei|für|zu|von|nach|mit"
_AGAIN = late(  # "and in the Rades study?", "on kyphoplasty?", "same for KSST"
    rf"^(?P<and>(?:(?:and|und|also|what about|how about|or|(?:the )?same(?: thing| question)?),? )*)(?P<how>{_PREPOSITION}) (?!(?:{WH}|total|all|general|it|that|this)\b)(?P<rest>[^,;:?]{{2,60}})[\s?.!]*$",
    re.IGNORECASE,
)


def parallel(parts: Sequence[str]) -> list[str]:
    """The questions of a message, where "and in the Rades study?" repeats the question before it for another paper."""
    found: list[str] = []
    for part in parts:
        again = _AGAIN.match(part) if found else None
        how = (again["how"] if "same" not in again["and"].casefold() else "for|of|in") if again else ""
        before = (
            re.match(rf"(?P<head>.*\S .*\b(?:{how}))\b \S[^:]*$", found[-1], re.I | re.DOTALL) if again else None
        )
        short = again is not None and len(again["rest"].split()) <= 5 - (not again["and"])
        found.append(f"{before['head']} {again['rest']}?" if again and before and short else part)
    return found


_PAPER = rf"(?:one|{A_PAPER}|papers|studies|protocol)"
_OF_TWO = late(  # "sample sizes of the Kharbat paper and the Rades one"
    rf"^(?P<head>(?!compare|.*\b(?:between|both|either|versus|vs)\b)[^,]*?\b(?:of|in|for|wrote|summari[sz]e|cite|published)) (?P<one>(?:the )?[^,]*?\b{_PAPER}),? and (?:(?:also )?(?:of|in|for) )?"
    rf"(?P<other>the {_PAPER} (?:on|about|by|with|from) .+|the (?:\S+ ){{1,3}}{_PAPER})[\s?.!]*$",
    re.IGNORECASE,
)


_WORKED = rf"(?:{A_PAPER}|interviews?|registry|protocol)"
_IN_BOTH = late(  # "how many people in TANDEM and in the drift interviews"
    rf"^(?P<head>[^,;:?]*?\b(?:how many|number of|{HEAD})\b[^,;:?]*?) (?P<how>in|of|for|at) (?P<one>(?:the )?(?:\S+ ){{0,3}}\S+) and (?P=how) (?P<other>(?:the )?(?:\S+ ){{0,3}}\S+?)[\s?.!]*$",
    re.IGNORECASE,
)
_IS_WORK = late(rf"\b{_WORKED}$", re.IGNORECASE)
_IS_NAME = late(r"^[A-Z][A-Z0-9-]{2,}$")


def _in_both(sentence: str) -> list[str]:
    """What is asked of two studies by their names or by a word for them, as a question for each; [] for anything else."""
    match = _IN_BOTH.match(sentence)
    if match is None or RELATES.search(sentence):
        return []
    both = (match["one"], match["other"])
    works = [bool(_IS_WORK.search(one)) for one in both]
    named = all(work or _IS_NAME.match(one) for work, one in zip(works, both, strict=True))
    return [f"{match['head']} {match['how']} {one}" for one in both] if named and any(works) else []


_EACH = late(r",? and (?:of |in |for )?(?=the )|, (?:of |in |for )?(?=the )", re.IGNORECASE)
_OF_SOME = late(  # "the key finding of the mouse paper, of the kiln paper and of the review"
    rf"^(?P<head>[^,]*?\b(?:of|in|for)) (?P<items>the [^,]*?\b{_PAPER}(?:, (?:of |in |for )?the [^,]*?\b{_PAPER})+,? and (?:of |in |for )?the [^,]*?\b{_PAPER})[\s?.!]*$",
    re.IGNORECASE,
)


def of_two(sentence: str) -> list[str]:
    """A question about two papers or more as one question for each; [] if it is about one."""
    if some := _OF_SOME.match(sentence):
        return [f"{some['head']} {item}" for item in _EACH.split(some["items"])]
    match = _OF_TWO.match(sentence)
    return [f"{match['head']} {match[name]}" for name in ("one", "other")] if match else _in_both(sentence)


_OWN = late(  # an attribute that has its own "of …": what comes after it need not share that
    rf"^(?:(?:{COMMAND}|what(?:'s| is| are| was| were)|hi|hello) )?(?!{PLACED}\b){ATTRIBUTE} {PLACED} \S",
    re.IGNORECASE,
)
_ATTRIBUTES = late(
    rf",? (?:and|und|&) (?=(?:the|its|their|his|her) {ATTRIBUTE}\b)|, (?={ATTRIBUTE}\b)", re.IGNORECASE
)
_IS_ATTRIBUTE = late(rf"^(?:(?:and|also|plus),? )*(?:the |its |their )?{ATTRIBUTE} {PLACED} \S", re.IGNORECASE)
_STATES = late(r"\b(?:is|are|was|were|has|have|had|my|our)\b", re.IGNORECASE)


def asks(text: str) -> bool:
    """True if a text begins or ends as a question does."""
    return bool(STARTS.match(text) or _ENDS_ASKING.search(text))


# "Is it safe? 8 weeks": when, and no question of its own.
_THEN_TIME = late(
    r"\?\s+(?=(?:(?:at|after|in|over|within|for|by) )?(?:the )?\d{1,3}[ -]?(?:h|hrs?|hours?|d|days?|w|wks?|weeks?|mo|mos|mths?|months?|y|yrs?|years?)\W*$)",
    re.IGNORECASE,
)


def rejoined(message: str) -> str:
    """A message in which two lines that are one question, as a phone or a PDF breaks it, are one line, and a time behind a question is part of it."""
    message = _THEN_TIME.sub(" ", message) if "?" in message[:-1] else message
    first, parted, rest = message.partition("\n")
    begins = STARTS.match(first) and first[-1].isalnum() and rest[:1].islower()
    return (
        f"{first} {rest}"
        if parted and begins and "\n" not in rest and not STARTS.match(rest) and not is_attribute(rest)
        else message
    )


def is_attribute(text: str) -> bool:
    """True for "complication rate of TES", which asks without a question word."""
    return bool(_IS_ATTRIBUTE.match(text)) and not _STATES.search(text)


OF_RECORDS = late(rf"\b{RECORDS}\b", re.IGNORECASE)  # told of several papers together, and not one by one
_TWO_PLACED = late(  # "sample size of TANDEM, drop-outs in OLA-LOW"
    rf"^({ATTRIBUTE} {PLACED} [^,;:?]{{2,40}}), ((?!{PLACED}\b)[\w-]+(?: [\w-]+)? (?:of|in|for|at|among) [^,;:?]{{2,40}})[\s?.!]*$",
    re.IGNORECASE,
)


def by_attributes(sentence: str) -> list[str]:
    """ "Median survival after surgery and the complication rate" as two questions: the first has an "of …" of its own
    and the second an article; [] if there is only one.
    """
    if not _OWN.match(sentence):
        return []
    two = _TWO_PLACED.match(sentence)
    if two and not RELATES.search(sentence) and not OF_RECORDS.search(sentence):
        return list(two.groups())
    parts = [part for part in _ATTRIBUTES.split(sentence) if part.strip(" ?.!")]
    return parts if len(parts) > 1 and not any(map(RELATES.search, parts[:-1])) else []
