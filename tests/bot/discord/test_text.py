"""Text is shown as it is and never acts; pages fit and lose nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.discord.text import (
    CLOSE,
    OPEN,
    bare,
    escape,
    label,
    library_name,
    linked,
    marked,
    moment,
    nameless,
    read_back,
    shortened,
    size,
    slot,
    theirs,
)
from bot.discord.text import (
    LINK as LONGEST_LINK,
)
from corpus.characters import unseen_removed, visible
from corpus.models import DERIVED, Paper
from tests.hostile import TEXTS, inert

LINK = "https://doi.org/10.3390/cancers15235518"
MARKUP = st.text(st.sampled_from("\\*_`~|[]()<>@#:/+-.!1 2ahtps\n\u202e\u200b×😀é"), max_size=80)
TEXT = st.one_of(MARKUP, st.text(max_size=80))


@given(TEXT)
@example("\\")
@example(f"<{LINK}>")
@example(f"a {LINK} b")
def test_what_is_escaped_reads_back(text: str) -> None:
    assert read_back(escape(text)) == visible(text)
    assert read_back(escape(text, [LINK])) == visible(text)


@given(TEXT | TEXTS)
@example("a\u2028> said")
@example("a\r# big")
@example("-\n")
@example("7.\n##\n-#\n+")
def test_what_is_escaped_is_inert(text: str) -> None:
    assert inert(escape(text), [])
    assert inert(escape(f"{LINK} {text}", [LINK]), [LINK])


@given(TEXT | TEXTS, st.integers(2, 100))
def test_a_shortened_title_fits_and_is_inert(text: str, most: int) -> None:
    shown = shortened(text, most)
    assert size(shown) <= most
    assert inert(shown, [])


@given(TEXT | TEXTS, st.integers(12, 100))
def test_a_label_fits_shows_something_and_is_one_line(text: str, most: int) -> None:
    shown = label(text, most, "(nothing)")
    assert 0 < size(shown) <= most
    assert visible(shown) == shown
    assert "\n" not in shown
    assert unseen_removed(shown).strip()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**bold** _i_ ~~s~~ ||spoiler||", r"\*\*bold\*\* \_i\_ \~\~s\~\~ \|\|spoiler\|\|"),
        ("<@123> <@&4> <#5> </ask:6> <:a:7> <t:8>", r"\<@123> \<@&4> \<#5> \</ask:6> \<:a:7> \<t:8>"),
        ("[x](https://evil.example)", r"[x]\(https\://evil.example)"),
        ("discord.gg/abc", r"discord\.gg/abc"),
        ("```py", r"\`\`\`py"),
        ("# big", r"\# big"),
        ("-# small", r"\-# small"),
        ("1. one", r"1\. one"),
        ("- item", r"\- item"),
        ("p <0.05, 5 > 3, 2.5-fold, 4T1.2", "p <0.05, 5 > 3, 2.5-fold, 4T1.2"),
        ("> # quoted", r"> \# quoted"),
        (f"— Kang · {LINK}", f"— Kang · <{LINK}>"),
    ],
)
def test_markup_is_shown_and_figures_are_left_alone(text: str, shown: str) -> None:
    assert escape(text, [LINK]) == shown


def test_a_link_of_another_paper_with_the_same_beginning_is_not_ours() -> None:
    assert f"<{LINK}" not in escape(f"{LINK}9", [LINK])


def test_of_two_links_of_ours_each_is_one_and_what_stands_between_is_escaped() -> None:
    longer = f"{LINK}.s1"
    shown = f"*a* <{LINK}> *b* <{longer}>, *c* <{LINK}>".replace("*", "\\*")
    for links in ([LINK, longer], [longer, LINK]):
        assert escape(f"*a* {LINK} *b* {longer}, *c* {LINK}", links) == shown


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("pain after <@146662161274791526> left", "pain after @… left"),
        ("pain 1466621612747915269", "pain @…"),
        ("l1466621612747915269", "l@…"),
        ("１４６６６２１６１２７４７９１５２６９ said so", "@… said so"),
        ("https://discord.com/users/146662161274791526", "@…"),
        ("P < 0.00000000000000022 and 0,00000000000000022 stay", "P < 0.00000000000000022 and 0,00000000000000022 stay"),
        ("1.146662161274791526, 10.0146662161274791526 and 0.0 146662161274791526 go", "1.@…, 10.@… and 0.0 @… go"),
        ("10.1234/12345678901234567890 stays", "10.1234/12345678901234567890 stays"),
        ("pain,146662161274791526.1466621612747915269", "pain,@….@…"),
        ("0,146662161274791526 or 0.146662161274791526", "0,@… or 0.@…"),
        ("10.3390/x<@146662161274791526>,146662161274791526;1466621612747915269", "10.3390/x@…,@…;@…"),
        ("p = 0.0000000004, 5.3219280948873626 bits", "p = 0.0000000004, 5.3219280948873626 bits"),
        ("PMID 12345678, NCT01234567, 182,780 patients", "PMID 12345678, NCT01234567, 182,780 patients"),
        ("how long <:bone:123456789012345678> was it? <a:wave:1>", "how long was it?"),
        ("ask in <#1466621612747915269> with </ask now:14666> <id:customize>", "ask in with"),
        ("see https://discord.com/channels/1/2/3 <https://ptb.discord.com/channels/@me/2> ok", "see ok"),
        ("since <t:1700000000:D> until <t:0>", "since 2023-11-14 until 1970-01-01"),
        (" <t:1700000000:R>", "2023-11-14"),
        ("follow-up <t:1700000000:R> of TES <t:0>?", "follow-up of TES ?"),
        ("<t:1700000000:S><t:1700000000> pain", "pain"),
        ("<sound:0:1466621612747915269> pain", "pain"),
        ("```py\npain``` or ``` pain```", "``` \npain``` or ``` pain```"),
        ("since <t:9999999999999:R>", "since"),
        ("for <@&1466621612747915269> alone", "for @… alone"),
        ("for 146662161\u200b274791526 and 1\u00ad466621612747915269", "for @… and @…"),
        ("for 146662161274791526146662161274791526", "for @…"),
        (f"pain <@{'9' * 5000}>", "pain <@@…>"),
        ("a < b, <t> and <: :>, 10.1002/(SICI)1097<1:AID-X> stay", "a < b, <t> and <: :>, 10.1002/(SICI)1097<1:AID-X> stay"),
    ],
)  # fmt: skip
def test_words_are_kept_without_ids_of_members(typed: str, kept: str) -> None:
    assert nameless(typed) == kept


def test_what_is_said_to_the_bot_does_not_name_it() -> None:
    assert nameless("<@7> how long? <@!7>, <@&8> and <@9>", own={7, 8}) == "how long? , and @…"


@given(TEXTS)
def test_what_is_cleaned_once_is_clean(text: str) -> None:
    assert nameless(nameless(text)) == nameless(text)


def test_a_servers_own_id_is_nobodys() -> None:
    own = 1466621612747915269
    assert nameless(f"server-{own}-ants", own) == f"server-{own}-ants"
    assert nameless(f"server-{own}-ants", own + 1) == "server-@…-ants"


@given(st.lists(st.text(st.sampled_from("ab . “”*_😀")), max_size=6), st.integers(2, 40))
@example(["Only in ", "a" * 60], 20)
def test_a_text_that_is_cut_in_a_slot_closes_it(parts: list[str], most: int) -> None:
    cut = shortened("".join(slot(part) if place % 2 else part for place, part in enumerate(parts)), most)
    assert re.fullmatch(f"(?:[^{OPEN}{CLOSE}]|{OPEN}[^{OPEN}{CLOSE}]*{CLOSE})*", cut)
    assert size(cut) <= most


def test_what_is_not_ours_is_marked_once_and_nothing_is_no_slot() -> None:
    assert slot("a title") == f"{OPEN}a title{CLOSE}"
    assert slot(f"a {OPEN}forged{CLOSE} title") == f"{OPEN}a forged title{CLOSE}"
    assert theirs("a *title*") == f"{OPEN}a \\*title\\*{CLOSE}"
    assert bare(f"By {slot('A. B.')}: {slot('C')}") == "By A. B.: C"
    assert (slot(""), theirs("")) == ("", "")


@pytest.mark.parametrize(
    ("content", "held", "shown"),
    [
        ("Only in Bone and spine.", ["Bone and spine"], "Only in [Bone and spine]."),
        ("Only in bones.", ["bones"], "Only in bones."),  # a single word
        ("Only in Bone and spine.", ["Bone and", "Bone and spine"], "Only in [Bone and spine]."),  # the longer one
        ("Bone and, Bone and spine.", ["Bone and spine", "Bone and"], "[Bone and], [Bone and spine]."),
        ("Only in Bone and spines.", ["Bone and spine"], "Only in Bone and spines."),  # within a word
        ("In [Bone and spine] and Bone and spine", ["Bone and spine"], "In [Bone and spine] and [Bone and spine]"),
        (r"Only \*in\* it", ["*in* it"], r"Only [\*in\* it]"),  # as it is escaped
        ("Nothing.", [], "Nothing."),
    ],
)
def test_names_of_several_words_are_marked_where_they_stand(content: str, held: list[str], shown: str) -> None:
    def signed(text: str) -> str:
        return text.replace("[", OPEN).replace("]", CLOSE)

    assert marked(signed(content), held) == signed(shown)


def test_a_library_is_called_as_it_is_named_and_the_servers_own_by_what_it_is() -> None:
    assert library_name("server-1") == "this server's papers"
    assert library_name("bone_and_spine") == theirs("bone_and_spine")
    assert library_name("server-1-ants") == theirs("ants")


LONG = f"https://a.org/{'x' * (LONGEST_LINK - 14)}"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"doi": "10.1234/x"}, "<https://doi.org/10.1234/x>"),
        ({"url": LONG, "source_id": "W*1"}, f"<{LONG}>"),
        ({"url": f"{LONG}x", "source_id": "W*1"}, None),
        ({"source_id": "W*1"}, r"[W\*1]"),
        ({"source_id": f"{DERIVED}1"}, ""),
    ],
)
def test_a_paper_is_linked_without_a_preview_or_named_by_its_identifier(
    given: dict[str, str], shown: str | None
) -> None:
    found = linked(Paper(title="On ants", **given))
    assert found == shown if shown is not None else size(found) <= LONGEST_LINK and "<" not in found


def test_a_label_is_its_text_or_what_else_there_is() -> None:
    assert [label(text, 20, "a paper") for text in ("On ants", " ", "")] == ["On ants", *["a paper"] * 2]


def test_a_moment_is_shown_in_each_readers_own_time() -> None:
    at = datetime(2026, 11, 27, 12, tzinfo=UTC)
    assert (moment(at), moment(at, "R")) == ("<t:1795780800:f>", "<t:1795780800:R>")
