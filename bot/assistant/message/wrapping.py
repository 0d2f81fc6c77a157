"""What people say around their question, and not of it: "for journal club tomorrow: …", "my supervisor wants to know …", "ok thanks. …",
"… I need it for a slide", "…? one sentence please". The papers are not searched for it.

The words are in ``wrapping.toml``; whole phrases stand here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from corpus.patterns import late
from index.sentences.asking import AUX, WH

_LONGEST = 120  # characters of a clause that asks nothing
_MOST = 10  # things said around one question
_PARTS = late(r"(?<![.!?:;,–—])[.!?:;,–—]++(?=\s)|\s-(?=\s)|\n")  # between clauses
_ASIDE = late(r"\((?P<said>[^()\n]{1,80})\)[\s?.!]*\Z")
_LABEL = late(
    r"\A(?:\(?\d{1,2}[.)]|\(?[a-e]\)|[-•*>]|(?:q|question|query|task|asking)\s?\d{0,2}\s?[:.)])\s+(?=\S*[^\W\d])",
    re.IGNORECASE,
)
_NAMED = late(
    r"\A(?:(?:(?:hi|hey|hello|yo|ok|okay|dear)[ ,]+@?|@)(?:marrow|bot)\b[\s,.:!–—-]*|marrow[,:!]\s+)(?=\S)",
    re.IGNORECASE,
)
_SIGNED = late(
    r"(?:(?:(?:kind|best|warm|many) )?(?:regards|wishes)|best|cheers|thanks|thank you|thx|sincerely|yours)(?:[ ,\n]+[^\W\d_][\w.’'-]*){0,3}[\s.!]*|sent from my \w[^\n]*",
    re.IGNORECASE,
)
# All of a message in quotation marks, with Discord's marks around them; behind a mark for a line; underlined.
_MARKED = late(
    rf"(?:(?:>{{1,3}}|#{{1,3}}|-#) +)?[|*_~`]*+[\"“„«](?P<quoted>[^\"“”„«»]+[?？]|(?:{WH}|{AUX}|any)\b[^\"“”„«»]+)"
    r"\s*[\"“”»][|*_~`]*+[\s?.!]*|(?:>{1,3}|#{1,3}|-#)\s+(?P<marked>\S[^\n]*)|__(?P<under>[^_\n]+)__",
    re.IGNORECASE,
)
_OPENING = late(
    r"^(?:(?:hm+|ok(?:ay)?|kk?|well|thanks?(?: you)?|thx|ty|great|cool|nice|ah+|oh|hi|hey|hello|yo)(?: (?:man|bro|dude|mate|guys|folks)\b)?[\s,.!:]+"
    r"|(?:man|bro|dude|mate|guys|folks|sorry|oops|alright|right|sure|yes|yep|no|nope|lol|haha|wow|perfect|awesome|got it|i see|next|now|(?:hang|hold) on|wait(?: a (?:sec|second|moment|minute))?|actually|by the way|btw)[,.!:]\s*"
    r"|(?:no |sorry |wait )?i (?:meant|mean)[,:]?\s+|(?:no[,.!]? |nope[,.!]? )?not (?:that|this|the [a-z]+) (?:one|paper|study)[,.;:–—-]+\s+(?:but\s+)?"
    r"|(?:actually|basically|honestly|seriously),?\s+"
    rf"|(?:just )?in (?:one|a|1|a few|simple|plain|short) (?:sentences?|words?|lines?|terms),?\s+(?=(?:{WH}|{AUX})\b)"
    r"|(?:(?:please |pls |can you |could you )?explain(?: to me)?|(?:do|did) we (?:actually |really )?know|is it known|i wonder|any idea)(?: (?:if|whether))?,?\s+"
    rf"(?=(?:{WH}|{AUX}|if|whether)\b))+(?=\S+\s*\S)",
    re.IGNORECASE,
)
_CLOSING = late(
    r"(?<![\s,.])[\s,.]++(?:in (?:one|a|1|two|few|a few|simple|plain|short) (?:sentences?|words?|lines?|terms|english)|briefly|in short|in brief|please|pls|plz|thanks|thx|thank you|anyways?|btw|by the way"
    r"|though|tho|exactly|precisely|actually|really)(?=[\s.!?]*$)"
    r"|(?<=\w),\s*(?:right|correct|yeah|yes|no|eh|huh|is(?:n['’]?t| it) it|is it|does(?:n['’]?t)? it)(?=[\s.!?]*$)"
    r"|(?<=\w\w\w)(?<!\band)\s+then(?=[\s.!?]*$)",
    re.IGNORECASE,
)
# "Quote the sentence on tremor", "which passage mentions tremor": every answer is the papers' sentences.
_PASSAGE = late(
    r"\A\W*(?:(?:please|pls|can you|could you|just|now|and|ok|so)[\s,]+)*"
    r"(?:(?:quote|give|show|copy|find|send|paste|print|read|post|share|cite|get)(?: out)?(?: me| us)? (?:the|a|an|any|that) (?:(?:exact|actual|original|precise|key|full) )*|(?:the )?(?:exact|actual|original) |(?:which|what) )"
    r"(?:sentence|passage|quote|quotation|wording|line)s? (?:(?:on|about|regarding|concerning|mentioning|saying)|(?:(?:that|which) )?(?:mentions?|says?|talks? about|speaks? of|tells? of))(?: (?:that|of))? (?=\S)",
    re.IGNORECASE,
)
_PASSAGES = ("sentence", "passage", "quot", "wording", "line")
# Words behind which "in these papers" is what is asked for.
_UNSAID = frozenset("is are was were stand stands".split())
# What somebody says behind a question, and asks nothing.
_BEHIND = late(
    r"\W*(?:</?3+|:3|\\o/|o/|/s|t_t|lol|lmao|rofl|(?:ha){2,}|(?:he){2,}|kk|ok(?:ay)?|idk|tia|pl(?:ea)?[sz]e?|danke(?: schön)?|merci(?: beaucoup)?|gracias"
    r"|grazie|thx|thanks?(?: you)?|cheers|cool|bye|[wｗ]+|草|(?:どうぞ)?(?:よろしく)?お願い(?:いた|致)?します|よろしく|ありがとう(?:ございます)?)\W*",
    re.IGNORECASE,
)

# "Wasn't there a correction?" asks whether there was one, and denies nothing.
_EXPECTING = late(
    r"\A(?P<led>\W*(?:(?:and|so|but|ok|wait)[\s,]+)*(?:is|are|was|were|does|do|did|has|have|had|could|would))n['’]?t(?= (?:there|it|they|you|u|he|she|we|the|this|that|these|those|any\w*)\b)",
    re.IGNORECASE,
)

_WHY = late(
    r"\A(?P<led>(?:(?:and|so|but|ok) )?)y (?!chromosom|axis|linked|maze|(?:en|de|los|las|el|la|por|para|con|una?|es|son|qu[eé]|cu[aá]l|cu[aá]nt|c[oó]mo|qui[eé]n|d[oó]nde)(?![a-z]|\W*$)|cu[aá]nt|qui[eé]n)(?=[a-z])"
)  # "y stopped early"

_ASKING = rf"(?:{WH}|{AUX}|any|if)"  # a question begins so
_I_AM = late(r"(?:i['’]?m|i am)\b", re.IGNORECASE)
# "You can help me for my presentation?", "i need help with my slides".
_HELP_ME = late(
    r"\A(?:(?:please|pls|ok|so|well|hi|hello|hey|maybe)[\s,]+)*(?:(?:can|could|would|will) (?:you|u)|(?:you|u) (?:can|could)|i(?: really| just)? (?:need|want)|need)(?: please| pls| some| your| a little| a bit of)* help"
    r"(?: me| us)?(?: (?:please|pls|out))*(?P<on>(?: [\w'’-]+){1,8})[\s?.!]*\Z",
    re.IGNORECASE,
)


@cache
def _words() -> Mapping[str, frozenset[str]]:
    """The words of the table, by the part they play."""
    table = tomllib.loads((files("bot.assistant.message") / "wrapping.toml").read_text("utf-8"))
    return {name: frozenset(words.split()) for name, words in table.items()}


@cache
def _asking_nothing() -> frozenset[str]:
    """The words that a clause which asks nothing is made of."""
    return frozenset().union(*(own for part, own in _words().items() if part not in ("roles", "thanks")))


def roles() -> frozenset[str]:
    """What somebody may be who asks ("nurse", "student")."""
    return _words()["roles"]


@cache
def _phrases() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a question without a mark between them, and behind one."""
    table, about = _words(), r"(?: (?:about|if|whether))?"
    roles = f"(?:{'|'.join(sorted(table['roles']))})"
    occasions, busy = ("|".join(sorted(table[name])) for name in ("occasions", "busy"))
    said = "|".join(sorted(table["occasions"] | table["filler"] | table["speakers"]))
    before = late(
        rf"\A(?:(?:so|ok|and|well|now|hi|hey|hello) )*(?:(?:(?:my|our|the|a|one of (?:my|our|the)) )+{roles} (?:just )?(?:asks?|asked|is asking|was asking|keeps asking|wants? to know|wanted to know|would like to know|wonders|wondered)(?: me| us)?{about}"
        rf"|(?!{_ASKING}\b)(?:[\w'’.-]+ ){{1,6}}?(?:wants to know|wanted to know|(?:asks?|asked|is asking|keeps? asking) (?:me|us)){about}"
        rf"|(?:i|we)(?:(?:['’]m|['’]re| am| was| were| are) (?:just )?)(?:wondering|curious){about}"
        rf"|(?:i|we) (?:really |just |only )?(?:want|need|wanted|needed|would like) to (?:know|find out|understand){about}"
        rf"|(?:can|could|would|can['’]t) (?:you|u|someone|somebody|anyone|anybody) (?:please |pls )?(?:tell (?:me|us)|let me know|check){about}"
        rf"|what (?:do|does) the (?:(?:current|latest|recent|published) )?(?:literature|evidence|research|science|data) (?:say|show|suggest|tell us|report)(?: (?:on|about))?(?: (?:if|whether))?"
        r"|what (?:do|did) (?:we|you) (?:actually |really )?know (?:about|of|on)|according to (?:the|these|your|those) (?:abstracts|papers|studies|literature)"
        rf"|(?:(?:i['’]?m|i am|we['’]re|just) )?(?:trying to (?:find(?: out)?|work out|figure out|understand)|(?:looking|searching) for (?:info|information|something|anything|data|evidence)(?: (?:on|about))?){about}"
        r"|(?:(?:any|some) )?(?:info|information|details|data) (?:on|about)|(?:please |pls )?remind me(?: (?:of|about))?"
        rf"|(?:i|we)(?:['’]?(?:m|re|ve)| am| are| have)? (?:(?:an? )?(?:[\w-]+ ){{0,2}}?{roles} )?(?:(?:and|who is|currently|just|now) )*(?:{busy}|doing|working on|putting together)"
        rf" (?:(?:an?|the|my|our) )?(?:[\w-]+ ){{0,2}}?(?:{occasions}|review|report|project) (?:(?:tomorrow|today|tonight|next week|this week) )?(?:on|about)"
        r"|is it (?:really |actually )?(?:true|right|correct) that"
        rf"|(?:{_CITE})(?! (?:[^?]*\b(?:papers?|stud(?:y|ies)|articles?|trial|review|et al|it|this|that|them|these|those|(?:19|20)\d\d)\b))"
        r"|(?:please |pls )?(?:(?:show|give|find|get|tell)(?: me| us)|find|look up|look for|search(?: for)?)(?! (?:the|all|more|its?|them|their|that|this|these|those|an?|my|another|some|any|other|every|each|both|only|about|again|next|rest|now|list|papers?|studies|articles?)\b)"
        rf"|(?:(?:does|do|would) )?(?:any(?:one|body)|some(?:one|body))(?: here)? (?:happen to )?knows?{about}"
        r"|(?:idk|(?:i )?(?:don['’]?t|do not) know|(?:i['’]?m )?not sure) (?:if|whether) (?:this|it|that|you)(?:['’]?s|['’]re| is| are| have| has)? ?(?:\w+ ){0,3}(?:here|this|it|place|in scope|covered),? but)[,:]?\s+(?=\S+\s+\S)",
        re.IGNORECASE,
    )
    behind = late(
        r"(?<![\s,.;–—-])[\s,.;–—-]+(?:asap|urgently|as soon as possible|if (?:you can|possible|you know)|by any chance|do you know"
        r"|(?:many )?(?:thanks|thank you|thx|cheers)(?: (?:a lot|so much|very much|in advance|again|all))*(?:[ ,]+(?-i:[A-Z][\w’'-]*))?|best,\s+(?-i:[A-Z][\w’'-]*)"
        r"|just (?:the )?(?:number|figure|answer|result)s?"
        r"|(?:in|from|according to) (?:the (?:literature|library|abstracts|special issue|collection)|(?:this|your|our) (?:library|special issue|issue|collection|database|corpus)|your papers)"
        rf"|(?:i|we) (?:just )?need (?:it|this|that)(?: \w+){{0,2}}? (?:for|by|before|in)(?: (?:{said}))+"
        rf"|(?:it['’]?s|it is|this is|that['’]?s) for (?:my|our|a|the)(?: (?:{said}))+"
        r"|(?:(?:so )?(?:that|which) )?(?:i|we) can (?:put|use|paste|show|copy|print)(?: it| them| this)? (?:on|in|into|for|to) (?:an?|one|my|our|the|some) (?:\w+ )?(?:slides?|posters?|presentation|thesis)"
        r"|(?:for|on|in) (?:an?|one|my|our) (?:\w+ )?slides?"
        rf"|for (?:my|our) (?:\w+ )?(?:{occasions})(?: (?:tomorrow|today|tonight|later|next week|on \w+day))?)[\s.!?]*\Z",
        re.IGNORECASE,
    )
    return before, behind


# "A reference for …", "what can I cite on …": every answer is cited. "A citation for Kang 2023" asks for that.
_CITE = (
    r"(?:(?:(?:can|could|do) (?:you|u) )?(?:please )?(?:give|find|get|show|send|have|got)(?: me| us)? |(?:i|we) (?:need|want) |(?:is|are) there )?(?:an?|any|some|one|the best) (?:good |solid |recent |strong )?(?:references?|citations?|sources?)"
    r" (?:for|on|about|(?:to support|supporting|that (?:says?|shows?|supports?)|saying|showing)(?: that)?)"
    r"|(?:what|which(?: one)?) (?:should|can|could|do|would|shall) (?:i|we|one) (?:cite|reference) (?:for|on|about|to support|when writing (?:about|on))(?: that)?"
)
_PART = (
    r"(?:abstracts?|conclusions?|methods?|results?|findings|limitations?|limits|aims?|objectives?|background|introduction|titles?|authors?|dois?|references?|citations?"
    r"|summary)"
)
_SENDS = late(  # "can you post the results of it": whatever way it comes, it is shown
    r"\A(?:(?:please|pls|plz|can you|could you|would you|will you|just|now|and) )*(?:read|send|post|display|print|paste|copy|share|quote|(?:pull|bring|put) up)(?: out)?(?: me| us)?(?: here)? "
    rf"(?=(?:(?:the|its|their|only|full|whole|main|key) )*{_PART}\b)",
    re.IGNORECASE,
)


def unmarked(message: str) -> str:
    """A question without the quotation marks, or Discord's marks for a line, that stand around all of it: it is no phrase to be
    found word for word. Any other message as it is.
    """
    found = _MARKED.fullmatch(message.strip())
    return message if found is None else next(filter(None, found.groups())).strip()


def unwrapped(message: str, labels: bool = True) -> str:
    """A question without what is said around it; unchanged if nothing else would be left. ``labels``: without "Q:" and "1)" before it."""
    message = unmarked(_unsigned(message))
    if wants_help(message) or only_thanks(message):
        return message
    for _ in range(_MOST):
        shorter = _shorter(message, labels)
        if shorter == message:
            break
        message = shorter
    message = _WHY.sub(r"\g<led>why ", message)
    denies = any(end in message for end in ("nt ", "n't ", "n’t ", "NT ", "N'T ", "N’T "))
    if any(word in message.casefold() for word in _PASSAGES):
        message = _PASSAGE.sub("", message)
    return _SENDS.sub("show me ", _EXPECTING.sub(r"\g<led>", message) if denies else message)


def is_wrapping(clause: str, first: bool = False) -> bool:
    """True if a clause says only for whom, for what or how an answer is wanted, or greets. ``first``: or that a question follows ("one more")."""
    table = _words()
    words = [re.sub(r"['’]", "", word).casefold() for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", clause)]
    said = {word for word in words if not word[0].isdecimal()} - ({"journal"} if "club" in words else set())
    if len(clause) > _LONGEST or said >= {"one", "again"} or not said <= _asking_nothing():
        return False
    counts = ("speakers", "reply", "ready", "sources", *(("follows",) if first else ()))
    of = {name for name, own in table.items() if not said.isdisjoint(own)}
    return (
        not of.isdisjoint(counts)
        or ((first or "need" in said) and of >= {"occasions", "busy"})
        or of >= {"cited", "wanted"}
    )


_THANKED = late(r"\b(?:thanks|thank (?:you|u)|thx|tysm|tnx|cheers)\b", re.IGNORECASE)
# What such a message tells, and what would be a request.
_TELLS = late(
    r"(?:^|[,.;!:–-]\s*|\b(?:thanks|you|u|thx)\s+(?:(?:so|very) much\s+|a lot\s+)?)(?:and |so |now )?(?:(?:that|this|it)(?:['’]?s| is| was| will| helps?| helped| answers?| answered| saved)\b|i(?:['’]ll| will| can| have all)\b|exactly|just what)",
    re.IGNORECASE,
)
_REQUESTS = frozenset(
    "need want wants would like more another q query whether if please pls plz one give with references cite cited".split()
)


def only_thanks(message: str) -> bool:
    """True if a message thanks and otherwise says only what the answer was good for ("thanks, that's all I needed for my talk")."""
    if "?" in message or not (_THANKED.search(message) and _TELLS.search(message)):
        return False
    words = {re.sub(r"['’]", "", word).casefold() for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", message)}
    return words <= _asking_nothing() | _words()["thanks"] and words.isdisjoint(_REQUESTS)


def wants_help(message: str) -> bool:
    """True if a message asks for help with work of the asker's own ("for my presentation") and for nothing else."""
    parts = [part.strip() for part in _PARTS.split(message) if any(map(str.isalpha, part))]
    found = [match for part in parts if (match := _HELP_ME.match(part))]
    said = {word for match in found for word in match["on"].casefold().split()}
    own = not said.isdisjoint(_words()["occasions"]) and said <= _asking_nothing()
    return own and all(_HELP_ME.match(part) or is_wrapping(part, True) or _tells_who(part) for part in parts)


def _tells_who(part: str) -> bool:
    """True for "I am doctoral student"."""
    return _I_AM.match(part) is not None and not roles().isdisjoint(part.casefold().split())


def says_nothing(part: str) -> bool:
    """True if a part of a message behind a question only closes it ("lol", "danke")."""
    return _BEHIND.fullmatch(part) is not None


def without_opening(question: str) -> str:
    """A question without words of talk before it ("ok thanks, …", "I meant …")."""
    return _OPENING.sub("", question)


def without_closing(question: str) -> str:
    """A question without words that end it ("… in short, please")."""
    return _CLOSING.sub("", _CLOSING.sub("", question))


def _unsigned(message: str) -> str:
    """A message without the name, or what a phone writes, in its last two lines."""
    lines = message.rstrip().split("\n")
    at = next((at for at in (-2, -1) if len(lines) > -at and _SIGNED.fullmatch("\n".join(lines[at:]).strip())), 0)
    rest = "\n".join(lines[:at]).rstrip()
    return rest if rest else message


def _shorter(message: str, labels: bool) -> str:
    """A message without one thing that is said around its question; unchanged if there is none."""
    for said, others, first in _clauses(message):
        if is_wrapping(said, first) and _asks(others):
            return others
    for pattern in (_NAMED, *((_LABEL,) if labels else ()), *_phrases()):
        rest: str = pattern.sub("", message)
        if rest != message and _asks(rest):
            return rest
    return message


def _clauses(message: str) -> Iterator[tuple[str, str, bool]]:
    """The first clause of a message, the last and one in brackets behind it, each with the rest, and True for the first."""
    if cuts := [*_PARTS.finditer(message.rstrip())]:
        yield message[: cuts[0].start()], message[cuts[0].end() :].lstrip(), True
        yield message[cuts[-1].end() :], message[: cuts[-1].end()].rstrip(" \t\n-:;,–—"), False
    if aside := _ASIDE.search(message):
        yield aside["said"], message[: aside.start()].rstrip(), False


def _asks(rest: str) -> bool:
    """True if something is left that is no wrapping itself, and nothing of which the rest was cut off."""
    return is_finished(rest) and any(map(str.isalpha, rest)) and not is_wrapping(rest)


def is_finished(question: str) -> bool:
    """True if a question does not end in the words of which its rest was cut off ("what is")."""
    last = question.casefold().rstrip(" ?!.,").rpartition(" ")[2]
    return last not in _UNSAID and last.replace("’", "'") not in ("what's", "whats")
