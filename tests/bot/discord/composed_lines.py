"""Lines that messages are composed of, one of each way, to be read in another language; those of answers: ``composed_answers.py``."""

from __future__ import annotations

from bot.assistant import compose
from bot.assistant.message.languages import load
from bot.assistant.telling.misplaced import NAME_IT
from bot.assistant.turns.quoted_too import NOT_THERE, TOO
from bot.discord.actions import follow as follow_up
from bot.discord.cogs.setup import WELCOME
from bot.discord.setup_card import UNTIL_MENDED
from bot.storage.servers import DAYS
from corpus.joining import builtin

# messages and the parts of them
LINES = [
    "🟡 **This may answer your question, though the sentences do not use the words “cost” or “price” and give no “hazard ratio”:**",
    "🟡 **This may answer your question, though the sentences do not say how many failed:**",
    "🟠 **This comes nearest to your question. No abstract here has “cost”, and the sentences give no “odds ratio”:**",
    "🟠 **This comes nearest to your question. No abstract here has “cost”, “price”:**",
    "🟠 **No abstract here has “trails”. Many have “trials”. This comes nearest to your question, though the sentences give no “odds ratio”:**",
    "🟠 **No abstract here has “robots”. What comes nearest was quoted just before:**",
    "🟠 **No abstract here has “robots”. What comes nearest was quoted just before; this comes near it too:**",
    "⚪ **Not in these abstracts. No abstract here has “capital”, “mongolia”.**",
    "⚪ **Not in these abstracts. No abstract here has “trails”. Many have “trials”.**",
    "⚪ **Not in these abstracts. No abstract here has “trails”. Many have “trials” or “trial”.**",
    compose.in_english("“Japanese”", ("tes",), "TES?"),
    compose.in_english("“German”", (), None),
    compose.covered(builtin()),
    compose.covered(builtin().model_copy(update={"issue": None})),
    "No sentence of 2 abstracts gives that:",
    "No sentence of 1 abstract gives that:",
    "12 further papers not shown: name a paper, or narrow with author:, year: or type:.",
    "1 further paper not shown: name a paper, or narrow with author:, year: or type:.",
    *(
        f"{shown} {NAME_IT}"
        for shown in (
            "I showed no list just before, so I cannot tell which paper “second” is.",
            "I showed one paper just before, so I cannot tell which paper “second” is.",
            "I showed 3 papers just before, so I cannot tell which paper “the other one” is.",
            "I showed 7 papers just before, and “ninth” is none of them.",
            "I showed 2 quotes just before, and “ninth” is none of them.",
            "I showed no list just before, so I cannot tell which “the three” are.",
            "I showed one paper just before, so I cannot tell which “the three” are.",
            "I showed 4 papers just before, so I cannot tell which “the three” are.",
            "Nothing stands before what I showed last.",
            "Nothing stands after what I showed last.",
        )
    ),
    TOO,
    NOT_THERE.format(cited="“Li et al. 2024”"),
    follow_up.welcome("“x”", "", True),
    follow_up.welcome("“x”", "“Kang”", False),
    "-# From this server's papers, snapshot 0123456789ab. This is answer 0123456789ab.",
    "3 questions of yours are kept here (verdicts: 2, reports: 1). Records of your answers were opened once. You have not opted out.",
    "1 question of yours is kept in direct messages. You have opted out: new questions leave no words and no name.",
    "1 question of yours is kept here (reports: 1). You have not opted out.",
    "Deleted: 3 questions of yours, for good. 2 of my messages are gone with them. 4 older ones stay; a moderator can remove them.",
    "Deleted: 3 questions of yours, for good. 2 of my messages are gone with them. Messages I could not delete: 1; a moderator can.",
    "Deleted: 1 question of yours, for good. 1 of my messages is gone with them.",
    "This removes 3 of your questions with their answers, and your feedback, reports and notes, from my records, for good. That you read the log "
    "2 times stays noted under a pseudonym: those whose questions you read may ask. There are no backups of it. My answers in channels may quote "
    "your questions: the second button deletes those messages too.",
    "✗ **Not ready yet:** 2 things to put right.",
    "✗ **Not ready yet:** 1 thing to put right.",
    "✗ I lack in <#1>: “Embed Links” (to show the detail under an answer), “Attach Files” (to attach what is too long for a message)",
    "✗ The moderators' role was deleted, so only those who may manage the server are moderators. Choose another with moderator_role:",
    "✗ The channel that reports go to was deleted. Choose another with moderator_channel:",
    "✗ 1 channel I was to answer in was deleted; the next allow: or disallow: takes that off the list",
    "✗ 2 channels I was to answer in were deleted; the next allow: or disallow: takes that off the list",
    "✗ I lack in <#1>: View Channel and Send Messages (to post news of the library)",
    "✗ I lack permissions in 1 channel beside these; put these right, and the next are told",
    "✗ I lack permissions in 12 channels beside these; put these right, and the next are told",
    f"✗ The library “x” cannot be opened just now. Its files are damaged or cannot be read. {UNTIL_MENDED}",
    f"✗ The library “x” cannot be opened just now. The bot's log says why. {UNTIL_MENDED}",
    "There is no snapshot 12ab of the library “owls”. Name it by eight digits of its digest or more.",
    f"✗ The library “x” cannot be opened just now. The snapshot 0123456789ab of “x” is missing. Put it back from a backup, or start the library anew from its papers' files. {UNTIL_MENDED}",
    "✗ The library “x” is still being prepared. Ask again in a minute.",
    *(
        WELCOME.format(
            about=f"{papers} of this server's papers", kept="Only counts are kept: no words and no names."
        )
        for papers in ("1 paper", "9 papers")
    ),
    "The library has changed: “1 added”.",
    "The library “x” has changed: “1 added”.",
    "The library “x” holds 1 paper now: “1 added”. An admin lets a channel ask it: /setup library: x library_in: the channel.",
    "From “page”, last read 2026-01-01 UTC; 3 wait to be taken in",
    "From “page”, never read yet; 3 wait to be taken in",
    "From “page”, last read 2026-01-01 UTC",
    "From “page”, never read yet",
    "The note stands in the record and under the answer.",
    "The note is in no record, because no words are kept here; it stands under the answer.",
    "1 paper, newest, page 1 of 2",
    "1 paper (“x”), newest, page 1 of 2",
    "“papers”: 3 records read = 1 kept + 1 merged + 1 refused",
    "⚠ “79 (17.9%) of patients”: as printed; 79/469 = 16.8 %",
    "2026-11-23, answered: 3",
    "2026-11-23, related: 3",
    "2026-11-23, nothing: 3",
    *(f"**The week is told in** <#1>, every {day.capitalize()}" for day in DAYS),
    "✗ The channel that the week is told in was deleted. Choose another with weekly_channel:",
    "✗ I lack in <#1>: View Channel (to post the week)",
    "✗ I lack in <#1>: Send Messages (to post reports)",
    "You wanted to be told when this is answered: <https://discord.com/1>",
    "-# An answer you waited for has come: /history shows it",
    "-# An answer you waited for will not come: /history says why",
    "Your reading list: 12 papers, page 1 of 2",
    "Your reading list here is empty now: 1 paper taken off.",
    "New since you last looked, <t:1:f>:",
    "This answer has 2 pages.",
    "This answer has 1 page.",
    "12 rows, everything I keep about you here.",
    "1 row, everything I keep about you here.",
    "12,345 rows, everything I keep about you here. This is file 1 of 2.",
    "File 2 of 2.",
    "3 of its 9 records cannot be read.",
    "1 of its 1 record cannot be read.",
    "“x” was not removed by this command; none was.",
    "“x” is left out by a line of overrides.toml; take it out of that line.",
    "No paper of “x” would be left, with what overrides.toml and terms.json leave out; a library holds one at least.",
    "1 paper left out; /corpus remove back: takes one in again:",
    "12 papers left out; /corpus remove back: takes one in again:",
    "“x” is left out, whatever is imported later; /corpus remove back: takes it in again. The library holds 1 paper now.",
    "It is no longer left out here, but the library does not hold it; import it to have it. The library holds 12 papers now.",
    "“x” was not removed by this command; those are “a”, “b”.",
    "12 papers (“type Review”), most cited",
    "1 paper (“type Review”), title",
    *(
        f"-# <https://doi.org/10.1/x> · {said}"
        for said in (
            "“Article” · cited by 5 · viewed 1,904 times",
            "“Article” · cited by 5",
            "“Article” · viewed 9 times",
            "cited by 5 · viewed 9 times",
            "cited by 5",
            "viewed 9 times",
        )
    ),
    *(compose.in_english(language, (), None) for language in (*load().words, *load().scripts)),
    "✗ I lack in <#1>: View Channel (to see the channel), Send Messages (to reply to mentions), Send Messages In Threads (to reply in threads)",
    "✗ I lack in <#1>: Create Public Threads (to open a thread for follow-ups), Attach Files (to attach what is too long for a message)",
    "✗ I lack in <#1>: Embed Links (to show the detail under an answer), Read Message History (to reply under a question)",
    *(
        f"<t:1:f> {what} by <@1>: everything"
        for what in (
            "show",
            "recent",
            "gaps",
            "page",
            "note",
            "remove",
            "sentences",
            "replay",
            "search",
            "stats",
            "export",
            "export with names",
            "pins",
            "pin",
            "unpin",
            "reported",
        )
    ),
    "<t:1:f> search by <@1>: outcome answered, kind summary, surface mention, thought helpful, since 2030-01-01 00:00 UTC, until 2030-01-01 00:00 UTC, words, one asker",
    "<t:1:f> search by <@1>: paper “x”, since 2030-01-01 00:00 UTC",
    "-# Only in “x”, type “Review”, since “2024”",
    "3 papers (author “x”, year “2024”, keyword “y”), newest, page 1 of 2",
    "No paper here is by “x”; of 2024; of the type “y”; with “a b”; without “c”. “list the papers” shows what there is.",
    "No paper here is of 2024 or later. “list the papers” shows what there is.",
    "No paper here is of 2020–2022. “list the papers” shows what there is.",
    "The library “x” has changed: 1 added, 2 removed, 3 with another status, 4 revised, 5 counted anew, the curator's words.",
    "The page that “x” comes from says something else now: nothing differs.",
    "Read as a follow-up to “x”",
    "Read as a follow-up to “x”, in “y”",
    *(
        f"More than 1,000 records would be refused{first}; nothing was taken. The file may be in another format than it seems."
        for first in ("", " (the first: it has no title)")
    ),
    "added: “x”",
    "removed: “x”",
    "revised: “x”",
    "status changed: “x”",
    "views and citations counted anew: 3",
    "Asked again of the papers it was given from (snapshot 01): Identical.",
    "Asked again of today's papers of “x”: Not identical: line 1 of the text was “a” and is “b” now. Changed since: “weights”; that may be why.",
]
