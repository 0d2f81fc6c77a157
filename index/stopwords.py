"""Words that name no topic: Lucene's English stop words for every text, and the words of asking for questions."""

from __future__ import annotations

# org.apache.lucene.analysis.en.EnglishAnalyzer.ENGLISH_STOP_WORDS_SET
LUCENE = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these "
    "they this to was will with".split()
)

# Function words and the small change of chat. A question is read without them; a passage keeps them.
ASKING = LUCENE | frozenset(
    """
    about above across after again against all almost along already also although always am among any anybody
    anyone anything around because been before being below between both came can cannot could couldn did didn do
    does doesn doing don done down during each either else ever every everything few from further get gets getting
    give gives given go goes going gonna got gotta had hadn has hasn have haven having he hence her here hers him
    his how however i im isn its itself ive just kinda let lets like ll m many may maybe me might mine more most
    much must my myself need needn needs neither never nor now off often oh once one ones only onto other others
    our ours out over own per perhaps put quite rather re s said same say says see seem seems shall she should
    shouldn since so some somebody someone something sometimes somewhat still t tell than that's them themselves
    there's though through thus till too toward towards u under until up upon ur us use used using uses ve versus
    very via vs want wanted wants wasn way we were weren what whats when where wheres whether which while who
    whom whos whose why wont would wouldn x yes yet you your yours
    those even everyone everybody anyhow whereas whenever wherever whoever whatever whichever theirs yourself yourselves ourselves
    himself herself amongst meanwhile moreover namely nevertheless nowhere somehow somewhere therefore thereby unless whereby
    anywhere elsewhere everywhere noone sometime ought anymore whatsoever regarding ain aren mustn mightn shan teh
    isnt arent wasnt werent dont doesnt didnt cant couldnt shouldnt hasnt havent hadnt wouldnt thats whos hows theres heres thier
    al et eg ie etc able actually basically btw cause cos cuz dear dude dunno explain gimme guys hello help hey hi hmm hope idk
    imo kindly know lol look looking looks mention mentioned mentions ok okay plain please plz pls question
    quick quickly really remind short show shows simple simply somebody sorry sure talk talks thank thanks think
    thx tho thought topic understand wanna wondering wonder word words yeah
    according author authors data describe described discuss discussed
    exactly find finding findings found happen happened happens information info kind publication
    report reported reports say stated thing things type work
    """.split()
)

LETTERS = frozenset("stxm")  # words of asking, but in capitals part of a name ("protein S")


def is_asking(word: str, start: int, text: str) -> bool:
    """True if a folded word, which begins at ``start`` in ``text``, is a word of asking. A single capital letter
    is one only after an apostrophe ("WHAT'S")."""
    if word not in LETTERS:
        return word in ASKING
    return text[start].islower() or text[start - 1 : start] in ("'", "\u2019")
