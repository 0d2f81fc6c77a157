"""Help, thanks, greetings and what is no question at all: answered kindly, quoting nothing and saying so."""

from __future__ import annotations

import re

from bot.assistant.compose import covered
from corpus.models import Corpus

_GREETING = (
    r"(?:hi+|hey+|hello+|yo|hiya|howdy|good (?:morning|afternoon|evening|day|night)|greetings|sup|morning|evening)"
)
_THANKS = r"(?:thanks?(?: ?you| u)?(?: (?:so|very) much| a lot| again)?|thx|tysm|ty|cheers|much appreciated|appreciate it|tnx)"
_PRAISE = r"(?:good (?:bot|job|one|work)|nice one|great|good|nice|cool|perfect|awesome|excellent|lovely|brilliant|helpful|well done)"
_CLOSING = r"(?:ok(?:ay)?|kk?|(?:bye+)+|goodbye|see (?:you|ya)(?: later)?|good ?night|cu|later|lol|haha+|wow|never ?mind|nvm|sorry|got it|sure|yes|no|yep|nope)"
_FILLER = r"(?:there|all|everyone|guys|bot|marrow|again|man|mate|friend|so much|for (?:that|this|the (?:help|answer|info))|that(?:'s| is| was)|this is|very|really|much|you(?:'re| are)?|a lot|help(?:ed|ful)?|it)"
# Possessive, whole words, longer wordings first: each word is read once, however long the line.
_TALK = re.compile(
    rf"^(?:(?:{_GREETING}|{_THANKS}|{_PRAISE}|{_CLOSING}|{_FILLER})\b[\s,.!?:;)(~❤️👍🙏😊-]*)++$", re.IGNORECASE
)
_STARTS_THANKING = re.compile(rf"^(?:ok(?:ay)?[\s,.!]*)?(?:{_PRAISE}[\s,.!]*)?{_THANKS}\b", re.IGNORECASE)
_HELP = re.compile(
    r"^(?:/?help(?: me)?(?: please| pls)?|commands?|usage|instructions|manual|\?+)\W*$"
    r"|\b(?:what|which things) (?:can|could|do) (?:you|u|i|this bot|marrow) (?:do|ask|answer|know(?! (?:about|of|on)\b)|help)\b"
    r"|\bhow (?:do|can|should|does) (?:i|one|you|u|this|we|marrow|this (?:bot|thing)|it) "
    r"(?:ask\b|(?:use|work|function|help)(?: (?:me|us|it|you|u|marrow|(?:this|the)(?: (?:bot|thing))?))?\W*$)"
    r"|\bhow (?:to|do i) use (?:it|you|u|marrow|(?:this|the)(?: (?:bot|thing))?)\W*$"
    r"|\b(?:what|who) (?:are|r) (?:you|u)\b|\bwho (?:made|built|wrote|created|runs|programmed) (?:you|u|this bot|marrow)\b"
    r"|\bare (?:you|u) (?:a |an |some )?(?:bot|ai|human|real|robot|llm|chat ?gpt|gpt|person|chatbot|language model|machine)\b"
    r"|\bwhat(?:'s| is|s) (?:your name|marrow|this bot|this)\b\W*$|\byour name\b|\bwhat (?:kind of )?questions can\b"
    r"|\bcan (?:you|u) help(?: me)?\W*$|\bhow are (?:you|u)\b|\bhow(?:'s| is) it going\b|\btell me about yourself\b",
    re.IGNORECASE,
)

HELP = (
    "I answer with the papers' own sentences and the DOI beside each; I never make up a citation, and I say so when "
    "the abstracts do not tell. Ask about findings (“how long was follow-up after …?”), about the papers (“who wrote …?”, "
    "“list the reviews”, “most cited?”), what an abbreviation stands for, or “summarise the … paper”. "
    "You can follow up: “and the other arm?” And you can say which papers you mean: "
    '"a phrase", -word, author:Name, year:2021-2024, doi:…, type:review.'
)
WELCOME = "You're welcome. Nothing was looked up for this; ask me about the papers whenever you like."
GREETED = "Hello. I quote the papers' own sentences, with the DOI beside each. Ask me something about them."
NO_QUESTION = (
    "There was no question in that. Ask about the papers in a few words, and I will look in their abstracts."
)


def talk(question: str, corpus: Corpus) -> str | None:
    """The reply to help, thanks and greetings; None for anything that may be a question."""
    line = " ".join(question.split())
    if _HELP.search(line):
        return f"{HELP}\n\n{covered(corpus)}"
    if _STARTS_THANKING.match(line) and len(line.split()) <= 8 and "?" not in line:
        return WELCOME
    if _TALK.match(line):
        greeting = re.match(_GREETING, line, re.IGNORECASE) and "bye" not in line.lower()
        return f"{GREETED} {covered(corpus)}" if greeting else WELCOME
    return None


def too_long(length: int, most: int) -> str:
    """The reply to a question over the limit, in characters."""
    return f"That is {length:,} characters; I read questions of up to {most:,}. Ask it in a sentence or two."
