"""What people say around their question, and not of it: "for journal club tomorrow: …", "my supervisor wants to know …", "… I need it for a
slide", "…? one sentence please". The papers are not searched for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.patterns import late

_NEED = frozenset(
    """i im ive id ill we were me us my our idk someone somebody anyone anybody everyone everybody all guys folks team please pls plz thanks thx ty again hi hey hello sorry
    tx tnx thnx cheers ta asap urgently urgent quick quickly tomorrow today tonight""".split()
)
_REPLY = frozenset(  # how the reply is wanted; each is short and cited anyway
    "sentence sentences word words line lines bullet bullets points short brief briefly concise".split()
)
_SOURCES = frozenset("source sources ref refs".split())
_CITED = frozenset(
    "doi dois reference references citation citations cite cited".split()
)  # wrap only with "please" and the like: they may be asked for
_WANTED = frozenset("with please pls plz include".split())
_READY = frozenset("waiting known possible hurry rush".split())
_FOLLOWS = frozenset("more another question questions q query curious wondering".split())
_OCCASIONS = frozenset(
    """club talk presentation slide slides poster thesis dissertation essay assignment homework exam viva meeting rounds round seminar lecture class grant proposal manuscript
    draft application defence defense deadline teaching""".split()
)
_ROLES = r"(?:supervisor|boss|prof|professor|consultant|attending|colleagues?|pi|tutor|friend|registrar|chief|mentor|reviewer|examiner|lecturer|teacher|students?|flatmate|partner|editor)"
_FILLER = frozenset(
    """a an you u the your this that these it its to for of on in at by with from and or but so just only very really also be is are was am been have has had got do does did need needs want wants
    would could can will must should like there one two three few more last next another first small little simple stupid dumb silly naive basic random question questions q query ask asking
    asked know wondering wonder curious help if whether dont not sure here right place preparing prep writing giving presenting making studying revising working drafting putting
    together using monday tuesday wednesday thursday friday saturday sunday week morning afternoon evening later soon now minutes minute min mins hour hours moment sec second answer
    find checking check looking off topic maybe probably ok okay well give keep number as plain english exact patient clinic ward call""".split()
)
_WRAPS = _NEED | _REPLY | _SOURCES | _CITED | _WANTED | _READY | _OCCASIONS | _FILLER
_BUSY = frozenset("have got preparing prep writing giving making studying revising before using".split())
_PARTS = late(r"(?<![.!?:;,–—])[.!?:;,–—]++(?=\s)|\s-(?=\s)|\n")  # between clauses
_ASIDE = late(r"\((?P<said>[^()\n]{1,80})\)[\s?.!]*\Z")
LONGEST = 120  # characters of what is said around a question
MOST = 10  # things said around one
_LABEL = late(
    r"\A(?:\(?\d{1,2}[.)]|\(?[a-e]\)|[-•*>]|(?:q|question|query|task|asking)\s?\d{0,2}\s?[:.)])\s+(?=\S*[^\W\d])",
    re.IGNORECASE,
)
_IF = r"(?: (?:about|if|whether))?"
_NAMED = late(
    r"\A(?:(?:(?:hi|hey|hello|yo|ok|okay|dear)[ ,]+@?|@)(?:marrow|bot)\b[\s,.:!–—-]*|marrow[,:!]\s+)(?=\S)",
    re.IGNORECASE,
)
_SIGNED = late(
    r"(?:(?:(?:kind|best|warm|many) )?(?:regards|wishes)|best|cheers|thanks|thank you|thx|sincerely|yours)(?:[ ,\n]+[^\W\d_][\w.’'-]*){0,3}[\s.!]*|sent from my \w[^\n]*",
    re.IGNORECASE,
)
_LEAD = late(
    rf"\A(?:(?:so|ok|and|well|now) )*(?:(?:(?:my|our|the|a|one of (?:my|our|the)) )+{_ROLES} (?:just )?(?:asks?|asked|is asking|was asking|keeps asking|wants? to know|wanted to know|would like to know|wonders|wondered)(?: me| us)?{_IF}"
    rf"|(?:i|we)(?:(?:['’]m|['’]re| am| was| were| are) (?:just )?)(?:wondering|curious){_IF}"
    rf"|(?:i|we) (?:really |just |only )?(?:want|need|wanted|needed|would like) to (?:know|find out|understand){_IF}"
    rf"|(?:can|could|would|can['’]t) (?:you|u|someone|somebody|anyone|anybody) (?:please |pls )?(?:tell (?:me|us)|let me know|check){_IF}"
    rf"|what (?:do|does) the (?:(?:current|latest|recent|published) )?(?:literature|evidence|research|science|data) (?:say|show|suggest|tell us|report)(?: (?:on|about))?(?: (?:if|whether))?"
    r"|what (?:do|did) (?:we|you) (?:actually |really )?know (?:about|of|on)|according to (?:the|these|your|those) (?:abstracts|papers|studies|literature)"
    rf"|(?:(?:i['’]?m|i am|we['’]re|just) )?(?:trying to (?:find(?: out)?|work out|figure out|understand)|(?:looking|searching) for (?:info|information|something|anything|data|evidence)(?: (?:on|about))?){_IF}"
    r"|(?:(?:any|some) )?(?:info|information|details|data) (?:on|about)|(?:please |pls )?remind me(?: (?:of|about))?"
    r"|is it (?:really |actually )?(?:true|right|correct) that"
    r"|(?:please |pls )?(?:(?:show|give|find|get|tell)(?: me| us)|find|look up|look for|search(?: for)?)(?! (?:the|all|more|its?|them|their|that|this|these|those|an?|my|another|some|any|other|every|each|both|only|about|again|next|rest|now|list|papers?|studies|articles?)\b)"
    rf"|(?:(?:does|do|would) )?(?:any(?:one|body)|some(?:one|body))(?: here)? (?:happen to )?knows?{_IF}"
    r"|(?:idk|(?:i )?(?:don['’]?t|do not) know|(?:i['’]?m )?not sure) (?:if|whether) (?:this|it|that|you)(?:['’]?s|['’]re| is| are| have| has)? ?(?:\w+ ){0,3}(?:here|this|it|place|in scope|covered),? but)[,:]?\s+(?=\S+\s+\S)",
    re.IGNORECASE,
)
_TAIL = late(
    r"(?<![\s,.;–—-])[\s,.;–—-]+(?:asap|urgently|as soon as possible|if (?:you can|possible|you know)|by any chance|do you know|just (?:the )?(?:number|figure|answer|result)s?"
    r"|(?:in|from|according to) (?:the (?:literature|library|abstracts|special issue|collection)|(?:this|your|our) (?:library|special issue|issue|collection|database|corpus)|your papers)"
    rf"|(?:i|we) (?:just )?need (?:it|this|that)(?: \w+){{0,2}}? (?:for|by|before|in)(?: (?:{'|'.join(sorted(_OCCASIONS | _FILLER | _NEED))}))+"
    rf"|(?:it['’]?s|it is|this is|that['’]?s) for (?:my|our|a|the)(?: (?:{'|'.join(sorted(_OCCASIONS | _FILLER | _NEED))}))+"
    rf"|for (?:my|our) (?:\w+ )?(?:{'|'.join(sorted(_OCCASIONS))})(?: (?:tomorrow|today|tonight|later|next week|on \w+day))?)[\s.!?]*\Z",
    re.IGNORECASE,
)
_QUOTED = late(
    r"\A[\"“”„](?P<asks>(?:what|which|who|how|when|where|why|is|are|was|were|do|does|did|can|could|has|have|any)\b[^\"“”„]+|[^\"“”„]+\?)[\"“”„][\s?.!]*\Z",
    re.IGNORECASE,
)

# All of a message in quotation marks, with Discord's marks around them; behind a mark for a line; underlined.
_WRAPPED = late(
    r"(?:(?:>{1,3}|#{1,3}|-#) +)?[|*_~`]*+[\"“„«](?P<quoted>[^\"“”„«»]+[?？])\s*[\"”“»][|*_~`]*"
    r"|(?:>{1,3}|#{1,3}|-#)\s+(?P<marked>\S[^\n]*)|__(?P<under>[^_\n]+)__"
)


def unmarked(message: str) -> str:
    """A question without the quotation marks, or Discord's marks for a line, that stand around all of it: it is no phrase to be
    found word for word. Any other message as it is.
    """
    found = _WRAPPED.fullmatch(message.strip())
    return message if found is None else next(filter(None, found.groups())).strip()


def unwrapped(message: str, labels: bool = True) -> str:
    """A question without what is said around it; unchanged if nothing else would be left. ``labels``: without "Q:" and "1)" before it."""
    message = unmarked(_unsigned(message))
    if quoted := _QUOTED.match(message.strip()):
        message = quoted["asks"]
    for _ in range(MOST):
        shorter = _shorter(message, labels)
        if shorter == message:
            break
        message = shorter
    return message


def is_wrapping(clause: str, first: bool = False) -> bool:
    """True if a clause says only for whom, for what or how an answer is wanted, or greets. ``first``: or that a question follows ("one more")."""
    words = [re.sub(r"['’]", "", word).casefold() for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", clause)]
    said = set(words) - ({"journal"} if "club" in words else set())
    if len(clause) > LONGEST or any(not word.isdecimal() and word not in _WRAPS for word in said):
        return False
    marked = not said.isdisjoint(_NEED | _REPLY | _READY | _SOURCES | (_FOLLOWS if first else set()))
    busy = first and not said.isdisjoint(_OCCASIONS) and not said.isdisjoint(_BUSY)
    cited = not said.isdisjoint(_CITED) and not said.isdisjoint(_WANTED)
    return marked or busy or cited


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
    for pattern in (_NAMED, *((_LABEL,) if labels else ()), _LEAD, _TAIL):
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
    """True if something is left that is no wrapping itself."""
    return any(map(str.isalpha, rest)) and not is_wrapping(rest)
