"""Words that begin alike and mean the opposite, or something else: "hypo-" and "hyper-", "un-" before a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

# Prefixes of opposite or different meaning: a word with one is no misspelt word with another.
OPPOSITES = tuple(
    tuple(group.split())
    for group in (
        "hypo hyper,intra inter extra,pre post peri,micro macro,supra infra,endo exo ecto,brady tachy,mono bi tri poly,homo hetero,in un,ab ad"
        ",up down,in out,over under,anti pro,ante retro,ipsi contra"
    ).split(",")
)
# Those that some papers write with a hyphen or alone ("post-operative", "non inferiority") and others do not.
APART = frozenset(
    "post pre peri intra inter anti non multi sub semi micro macro over under super pseudo ultra trans retro".split()
)
PLAIN_DENIALS = ("non", "un")  # those that do not begin unrelated words by chance
DENIALS = ("non", "un", "in", "im", "ir", "il", "dis", "anti")  # prefixes that deny the rest of the word
SHORTEST_OPPOSED = 4  # letters that are left of a word behind its prefix
LONGER = 9  # letters: only a longer word may be one with a prefix of denial taken off ("universal")


def opposed(left: str, right: str) -> bool:
    """True if two words begin with opposite prefixes ("hypokalaemia", "hyperkalaemia"), or one is the other with
    a prefix of denial."""
    for group in OPPOSITES:
        if left.startswith(group) and right.startswith(group) and _begins(left, group) != _begins(right, group):
            return True
    return any(one == denial + other for denial in DENIALS for one, other in ((left, right), (right, left)))


def _begins(word: str, group: Sequence[str]) -> str:
    """The longest prefix in ``group`` that the word begins with."""
    return max((one for one in group if word.startswith(one)), key=len)


def opposites(word: str) -> Iterator[str]:
    """The word with each opposite prefix; the results need not be real words."""
    for group in OPPOSITES:
        for begins in group:
            if word.startswith(begins) and len(word) - len(begins) >= SHORTEST_OPPOSED:
                yield from (other + word[len(begins) :] for other in group if other != begins)
    yield from (denial + word for denial in PLAIN_DENIALS)
    yield from (
        word.removeprefix(denial) for denial in PLAIN_DENIALS if word.startswith(denial) and len(word) > LONGER
    )
