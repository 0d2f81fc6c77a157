"""Where one question of a message may end and the next begin: sentences, "and", "also", commas, "+"."""

from __future__ import annotations

import re

from corpus.patterns import late

WH = (
    r"what|which|who|whom|whose|when|where|why|how|whats|whos|wat|whether|if"
    r"|wer|wem|wen|wann|wo|warum|wie|wieviele?|welche[rsnm]?|wessen"
)
_AUX = (
    r"is|are|was|were|do|does|did|can|could|should|would|will|has|have|ist|sind|hat|haben|waren|wurden?|gibt|gibts"
)
_COMMAND = r"(?:please |pls )?(?:tell|show|list|give|name|compare|explain|describe|summari[sz]e|say|i(?: would|'d|d)? (?:like|want|need) to know|i(?:'m| am) interested in|i wonder)(?: me| us)?"
FIELD = (
    r"(?:the )?(?:first|last|senior|second|lead) authors?|(?:the )?dois?|title|deadline|(?:number|no\.?) of|(?:most|least) \w+|newest|oldest|longest|shortest"
    r"|papers? (?:by|from|on|about|with)|articles? (?:by|from|on|about)|studies (?:by|from|on|about)|reviews? (?:by|from|on|about)|any|list|show|give|tell|name"
    r"|(?:the |its |their |any )?(?:total|average|mean|sample sizes?|primary (?:outcome|endpoint)|follow[ -]?up|main (?:result|finding|outcome)s?|results?|findings?|conclusions?|authors?|year|date|journal|citations?|cites|views|pages"
    r"|complications?(?: rates?)?|mortality|survival|side effects?|adverse events?|costs?|prices?|fee|doses?|dosage|limitations?|methods?|design|setting|country|p[ -]values?|effect sizes?|recurrence|risk factors?|links?|dois?|keywords?|volume|publisher|(?:guest )?editors?|apcs?|deadlines?|issn)"
)
_LINK = r"(?:ok|okay|and|also|plus|but|or|und|oh|then|so|furthermore|moreover|besides|finally|lastly|next|first(?:ly)?|second(?:ly)?|third(?:ly)?|additionally|auch|außerdem|sowie|dann)"
_TO_WH = r"(?:(?:until|since|for|at|in|by|to|from|with|on|of|after|over|under|mit|bei|nach|von|aus|seit|für|zu|um|bis|ab|an|auf|unter) )?"
_BEGINS = rf"^(?:{_LINK},? )*(?:{_TO_WH}(?:{WH})|{_AUX}|{_COMMAND}|{FIELD})\b"
STARTS = late(_BEGINS, re.IGNORECASE)
ASKS = late(rf"{_BEGINS}|[?？]\s*$", re.IGNORECASE)
# What is asked of records and the issue in few words, wherever it stands: no part of another question.
_OF_RECORDS = (
    r"(?:the )?(?:(?:most|least) (?:cited|viewed|read|recent) (?:paper|article|one|review|study)s?|(?:newest|oldest|latest|longest|shortest|earliest) (?:paper|article|one|review|study)s?"
    r"|deadline|apcs?|guest editors?|issn|dois? of|papers? (?:by|from)|articles? (?:by|from)|list (?:of )?(?:the )?\w+)\b"
)
_GAP = r"(?:[,;]|(?<!\s))\s++"  # a run of blanks is looked at once, and not again from each of them
# Ends in a full stop and not a sentence: "Stock et al. were", "vol. 13", "7 p.m. ones".
_SHORTENED = "al vs incl excl inkl exkl vol no nr pp dr prof bzw ca approx fig ref resp cf".split()
_STOP = r"(?<!\.[a-z]\.)" + "".join(rf"(?<!\b(?i:{one})\.)" for one in _SHORTENED)
# Where one question may end and the next begin inside a sentence: the second begins as a question does.
_AND = late(
    rf"{_GAP}(?:and also|and then|plus|as well as|und auch|sowie|&)\s+(?={FIELD}\b)|{_GAP}(?:and|und)\s+(?={_OF_RECORDS})|"
    rf"{_GAP}(?:and also|and then|and|also|plus|as well as|und auch|und|sowie|&)\s+(?:(?:then|also|finally|lastly) )?(?={_COMMAND} (?:which|what|who|how|when|where|the)\b|{_TO_WH}(?:{WH})\b\s+\S|(?:why|how|when|where|by how much)\W*$|(?:is|are|was|were|do|does|did|can|could|ist|sind|hat|haben|war|waren|wurde|wurden|kann|können)\s+\S+\s+\S+"
    rf"|(?:papers?|articles?|studies|reviews) (?:by|from|on|about)\b|(?:the )?(?:first|last|senior) authors? of\b)|[.;,]{_STOP}\s+also[,:]?\s+|(?<!\s)\s++also[,:]?\s+(?={_TO_WH}(?:{WH})\b|{_COMMAND} (?:the|all|which|what|who|how|when|where)\b)",
    re.IGNORECASE,
)
ALSO = late(r"^(?:and also|also|plus)[,:]?\s+(?=\S+\s+\S)", re.IGNORECASE)
SENTENCE = late(
    rf"(?<=[。])(?=\S)|(?<=[?!？！])\s+|(?<=[?？])(?=\S)|(?<=[a-z0-9)][.;]){_STOP}\s+(?=\S)|(?<=[A-Z]{{2}}[.;])\s+(?=\S)"
)
_COMMA = late(r"(?:(?<!\s)\s++)?[,;/]\s*(?:and |also |plus )?(?=\S)")
# "If the tumour resists, is surgery better": what comes before the comma belongs to what comes after it.
CLAUSE = late(
    rf"^(?:[^,;:?]{{2,80}}: )?(?:(?:and|but|so|ok) )*(?:(?:even |what )?if|when(?!(?:'s)? (?:{_AUX})\b)|once|while|because|since(?! when)|as|although|though|given|unless|until(?! when)|after|before|whenever|whereas"
    rf"|falls|weil|nachdem|obwohl|according to)\b[^,;:?]*,\s*",
    re.IGNORECASE,
)

# What the words behind the joint go on: "how and why does it fail", "which drug and what dose did they take", "know where and how".
_OPEN = late(rf"(?:^|\s)(?:{WH})$|^{_TO_WH}(?:which|what|whose|how many) [\w-]+$", re.IGNORECASE)


def at_joints(text: str) -> list[str]:
    """A text parted where "and" joins questions, not where the second only goes on what the first leaves open."""
    pieces, began = list[str](), 0
    for joint in _AND.finditer(text):
        if not _OPEN.search(text[began : joint.start()].strip()):
            pieces.append(text[began : joint.start()])
            began = joint.end()
    return [piece for piece in (one.strip(" ,;") for one in (*pieces, text[began:])) if piece.strip(" ?.!")]


def by_commas(text: str) -> list[str]:
    """A text parted at its commas, a clause that comes before its sentence with that sentence."""
    clause = CLAUSE.match(text)
    before = clause[0] if clause else ""
    parts = [part for part in _COMMA.split(text[len(before) :]) if part.strip(" ?.!")]
    return [f"{before}{parts[0]}", *parts[1:]] if parts else [text]


def by_plus(sentence: str) -> list[str]:
    """What "+" joins; the sentence itself if that is one thing ("doxycycline + zinc together", "a + b, is it safe")."""
    added = [part for part in re.split(r"(?<!\s)\s++\+\s+", sentence) if part.strip(" ?.!")]
    return [sentence] if _AS_ONE.search(added[-1]) else added


_AS_ONE = late(rf"\b(?:together|combined|combination|jointly)\b|, *(?:{_AUX}) (?:it|they)\b", re.IGNORECASE)
