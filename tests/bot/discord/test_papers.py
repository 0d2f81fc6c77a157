"""/summary, /papers, /define, /table, /related, /cite and the message menus."""

from __future__ import annotations

from bot.assistant.papers.tables import read
from bot.discord.parts import Parts
from bot.discord.rendering import TOO_LARGE, Files, files_of
from bot.discord.text import read_back
from bot.tabulating import as_csv
from corpus.joining import builtin
from tests.bot.discord.conftest import Server
from tests.bot.discord.test_ask import DOI, QUESTION

PAPERS = builtin().papers
KANG = next(paper for paper in PAPERS if paper.key == DOI)


async def test_every_abstract_is_shown_whole(server: Server) -> None:
    for one in PAPERS:
        result = await server.alice.slash(server.channel, "summary", paper=one.key)
        files = result.response.attachments
        shown = read_back(result.response.content) if not files else (await files[0].read()).decode()
        words = "".join((one.abstract or "").split())
        for label in ("Background/Objectives:", "Background:", "Methods:", "Results:", "Conclusions:"):
            words = words.replace(label, "")
        text = "".join(line[2:] for line in shown.split("\n") if line.startswith("> "))
        assert "".join(text.split()) == words, one.key
        assert f"https://doi.org/{one.doi}" in shown
        await server.env.advance_time(10)


async def test_a_paper_is_found_by_what_members_type(server: Server) -> None:
    for words in ("Kang 2023", "15235518", "https://doi.org/10.3390/cancers15235518", "total en bloc"):
        result = await server.alice.slash(server.channel, "summary", paper=words, section="one line")
        said = read_back(result.response.content)
        assert "These findings suggest that SABR leads to fewer complications" in said, words


async def test_what_is_offered_where_several_may_be_meant_names_each_by_what_can_be_sent(server: Server) -> None:
    asked_back = await server.alice.slash(server.channel, "summary", paper="Kang")
    assert asked_back.ephemeral
    keys = [line.split("`")[1] for line in asked_back.response.content.split("\n")[1:]]
    assert DOI in keys
    assert len(keys) > 1
    for key in keys:
        result = await server.alice.slash(server.channel, "summary", paper=key, section="one line")
        assert f"https://doi.org/{key}" in read_back(result.response.content)


async def test_an_unknown_paper_or_section_is_a_private_sentence(server: Server) -> None:
    nowhere = await server.alice.slash(server.channel, "summary", paper="quantum gravity in bees")
    assert nowhere.ephemeral
    assert "No paper here is called" in nowhere.response.content
    missing = await server.alice.slash(server.channel, "summary", paper=DOI, section="Methods")
    assert missing.ephemeral
    assert "no published sections" in missing.response.content


async def test_autocomplete_offers_papers_and_their_sections(server: Server) -> None:
    offered = await server.alice.autocomplete(server.channel, "summary", "paper", "kang")
    assert offered[0]["value"] == DOI
    sections = await server.alice.autocomplete(server.channel, "summary", "section", "", paper=PAPERS[0].key)
    assert [choice["value"] for choice in sections] == [
        "one line",
        "Background/Objectives",
        "Methods",
        "Results",
        "Conclusions",
    ]


async def test_papers_are_listed_sorted_and_filtered(server: Server) -> None:
    cited = await server.alice.slash(server.channel, "papers", sort="most cited")
    counts = [paper.cited_by for paper in PAPERS if paper.cited_by is not None]
    first = next(paper for paper in PAPERS if paper.cited_by == max(counts))
    assert first.title in read_back(cited.response.content.split("\n")[1])
    reviews = await server.alice.slash(server.channel, "papers", type="review")
    expected = [paper for paper in PAPERS if (paper.type or "").endswith("Review")]
    assert reviews.response.content.startswith(f"{len(expected)} paper")
    none = await server.alice.slash(server.channel, "papers", author="Nobody")
    assert none.ephemeral
    assert "No paper here fits author Nobody" in none.response.content


async def test_a_list_with_a_filter_counts_as_a_question(server: Server) -> None:
    """One member who asked for forty let every other list of a large library wait for a minute."""
    said = [
        (await server.alice.slash(server.channel, "papers", author=f"Kang{number}")).response.content
        for number in range(6)
    ]
    assert [one.startswith("That was quick.") for one in said] == [*[False] * 5, True]
    assert "9 papers" in (await server.alice.slash(server.channel, "papers")).response.content


async def test_picking_a_paper_opens_its_card(server: Server) -> None:
    listed = await server.alice.slash(server.channel, "papers", author="Kang", sort="title")
    menu = listed.response.components[0]["components"][0]
    option = next(o["value"] for o in menu["options"] if "Efficacy of Total" in o["label"])
    card = await server.bob.select(listed.response.message, [option])
    assert card.ephemeral
    assert DOI in card.response.content
    values = {field.name: field.value for field in card.response.embeds[0].fields}
    assert values["Cited by"] == str(KANG.cited_by)
    abstract = await server.bob.click(card.response.message, label="Abstract")
    assert "we undertook a single center retrospective study" in read_back(abstract.response.content)
    near = await server.bob.click(card.response.message, label="Related papers")
    assert near.response.content.count("https://doi.org/") >= 3
    cited = await server.bob.click(card.response.message, label="Cite")
    assert "Kang DH" in cited.response.content


async def test_define_shows_who_writes_the_term_out(server: Server) -> None:
    result = await server.alice.slash(server.channel, "define", term="TES")
    assert "TES stands for total en bloc spondylectomy." in read_back(result.response.content)
    offered = await server.alice.autocomplete(server.channel, "define", "term", "tes")
    assert "TES" in [choice["value"] for choice in offered]


async def test_related_names_the_shared_words(server: Server) -> None:
    result = await server.alice.slash(server.channel, "related", paper=DOI)
    content = read_back(result.response.content)
    assert DOI not in content
    shared = [
        line.partition("shared words: ")[2].split(", ") for line in content.split("\n") if "shared words:" in line
    ]
    names = {part for paper in PAPERS for author in paper.authors for part in author.name.casefold().split()}
    texts = {paper.key: f"{paper.title} {paper.abstract}".casefold() for paper in PAPERS}
    assert shared
    assert {word for words in shared for word in words if word not in texts[DOI]} & names == set()


async def test_a_link_in_a_list_begins_a_line_of_its_own_in_small_print(server: Server) -> None:
    """A phone has 37 letters of a line, and 46 of small print: a DOI's link has 39 and more."""
    await server.alice.slash(server.channel, "cite library")
    listed = await server.alice.slash(server.channel, "papers")
    related = await server.alice.slash(server.channel, "related", paper=DOI)
    asked = await server.ask("list the papers")
    apart = [
        line
        for shown in (listed, related, asked)
        for line in shown.response.content.split("\n")
        if "<https://doi.org" in line and not line.startswith("-# <https://doi.org/")
    ]
    assert apart == []
    assert asked.response.content.count("\n-# <https://doi.org/") == len(PAPERS)


STYLED = (
    ("vancouver", "1. Kang DH, Lee W, Chang BS, Kim H, Chang SY, Hong SH, et al."),
    ("ama", "1. Kang DH, Lee W, Chang BS, et al."),
    ("apa", "Kang, D.-H., Lee, W., Chang, B.-S.,"),
    ("mdpi", "1. Kang, D.-H.; Lee, W.; Chang, B.-S.;"),
    ("bibtex", "@article{Kang2023-cancers15235518"),
    ("ris", "TY  - JOUR"),
    ("csl-json", '"DOI": "10.3390/cancers15235518"'),
)


async def test_cite_in_every_style(server: Server) -> None:
    for style, words in STYLED:
        result = await server.alice.slash(server.channel, "cite paper", paper=DOI, style=style)
        (file,) = result.response.attachments
        assert words in (await file.read()).decode(), style
        assert words in result.response.content or "all of them are in the file" in result.response.content, style
        await server.env.advance_time(10)


async def test_cite_thread_gathers_what_was_quoted_here(server: Server) -> None:
    empty = await server.alice.slash(server.channel, "cite thread")
    assert "No paper has been quoted here yet" in empty.response.content
    await server.ask(QUESTION)
    cited = await server.bob.slash(server.channel, "cite thread")
    assert f"https://doi.org/{DOI}" in cited.response.content


async def test_what_was_removed_is_cited_no_more(server: Server) -> None:
    mine = (await server.ask(QUESTION)).response.message
    asked = await server.mention(QUESTION)
    await server.bob.click(mine, label="Cite")
    await server.rest(server.alice, mine, "Remove")
    assert f"https://doi.org/{DOI}" in (await server.bob.slash(server.channel, "cite thread")).response.content
    await server.alice.delete(asked)
    gone = await server.bob.slash(server.channel, "cite thread")
    assert "No paper has been quoted here yet" in gone.response.content


async def test_the_menus_on_a_message(server: Server, parts: Parts) -> None:
    message = await server.bob.send(server.channel, f"see doi:{DOI}, and {QUESTION}")
    cited = await server.alice.context_menu(server.channel, "Cite papers in this message", message)
    assert "Kang DH" in cited.response.content
    asked = await server.alice.context_menu(server.channel, "Ask about this message", message)
    assert asked.ephemeral
    assert DOI in asked.response.content
    (row,) = await parts.storage.logbook.recent()
    assert row.surface == "menu"
    foreign = await server.bob.send(server.channel, "what of 10.1000/foreign.1?")
    refused = await server.alice.context_menu(server.channel, "Cite papers in this message", foreign)
    assert "10.1000/foreign.1" in refused.response.content


async def test_options_limit_where_is_looked(server: Server, parts: Parts) -> None:
    result = await server.ask("what was the median follow-up?", paper="Kang 2023")
    assert DOI in result.response.content
    (row,) = await parts.storage.logbook.recent()
    assert row.scope == (DOI,)
    none = await server.ask("follow-up?", since="2031")
    assert none.ephemeral
    assert "No paper here fits since 2031" in none.response.content
    long = await server.ask("follow-up?", type="t" * 3000)  # the sentence is whole all the same
    assert long.response.content.endswith("ttt…. /papers shows what there is.")
    listed = await server.alice.slash(
        server.channel, "papers", author="a" * 100, keyword="k" * 100, type="t" * 3000
    )
    assert listed.response.content.endswith("/papers without filters shows them all.")
    odd = await server.ask("follow-up?", since="last year")
    assert "is no date I can read" in odd.response.content


async def test_a_table_is_a_message_of_a_few_and_files_of_all(server: Server) -> None:
    result = await server.alice.slash(server.channel, "table", topic="survival")
    assert "▸ 66.7% · 72.2% · 38.9% · 50.7%" in read_back(result.response.content)
    files = {file.filename: await file.read() for file in result.response.attachments}
    assert "Rades et al. 2024" in files["figures.csv"].decode()
    assert files["figures.xlsx"].startswith(b"PK")


def test_a_table_beyond_what_a_message_takes_is_a_sentence_and_no_file() -> None:
    table = read(PAPERS)
    both = sum(len(content) for _, content in files_of(table).made)
    assert files_of(table, both).note is None
    for most in (both - 1, len(as_csv(table)), 100):  # the second file is too much, or the first
        assert files_of(table, most) == Files(note=TOO_LARGE)


async def test_a_table_of_nothing_has_no_file(server: Server) -> None:
    result = await server.alice.slash(server.channel, "table", topic="hazard ratios")
    assert "none" in result.response.content
    assert not result.response.attachments


async def test_a_table_asked_for_in_words_brings_its_files_too(server: Server) -> None:
    result = await server.alice.slash(server.channel, "ask", question="sample sizes of all studies")
    assert "▸ 469 patients" in read_back(result.response.content)
    assert "figures.csv" in {file.filename for file in result.response.attachments}


async def test_two_papers_stand_side_by_side_on_a_topic(server: Server) -> None:
    result = await server.alice.slash(
        server.channel, "compare", paper=DOI, other="park 2024", topic="complications"
    )
    shown = read_back(result.response.content)
    assert shown.index("A total of 89 patients") < shown.rindex("A multicenter cohort of 469 patients")
    assert "Found in Kang et al. 2023, Cancers alone: “complications”." in shown


async def test_a_paper_is_not_compared_with_itself(server: Server) -> None:
    result = await server.alice.slash(server.channel, "compare", paper=DOI, other="kang 2023")
    assert result.ephemeral
    assert "Both are the same paper" in result.response.content


async def test_a_paper_without_a_link_shows_no_inner_id(server: Server) -> None:
    file = ("bees.ris", b"TY  - JOUR\nTI  - Bees and sugar\nAB  - Feeding raised honey by 12%.\nER  - \n")
    tried = await server.admin.slash(server.channel, "corpus import", file=file)
    await server.admin.click(tried.response.message, label="Import these papers")
    listed = await server.alice.slash(server.channel, "papers")
    assert "Bees and sugar" in listed.response.content
    menu = listed.response.components[0]["components"][0]
    card = await server.alice.select(listed.response.message, [menu["options"][0]["value"]])
    answer = await server.ask("how much did feeding raise honey?")
    context = await server.alice.click(answer.response.message, label="In context")
    for shown in (listed, card, context):
        embeds = "".join(str(one.to_dict()) for one in shown.response.embeds)
        assert "record:" not in shown.response.content + embeds


async def test_two_papers_side_by_side_stand_under_labels_of_their_own(server: Server) -> None:
    pair = {"paper": DOI, "other": "10.3390/cancers16020438", "topic": "survival"}
    said = (await server.alice.slash(server.channel, "compare", **pair)).response.content
    assert "\n\nDesign:\n> " in said
    assert "\n\nNumber studied:\n> " in said
    assert ":\n\n> " not in said
