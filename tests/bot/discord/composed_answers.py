"""Lines that answers are composed of, one of each way, to be read in another language."""

from __future__ import annotations

from bot.assistant import compose, elsewhere
from bot.assistant.papers.summaries import REPORTED
from bot.assistant.studies.asides import NEAREST
from bot.assistant.studies.gathered import ROWS
from bot.assistant.studies.having import NONE_TELLS, TELLING
from bot.assistant.studies.traits_listed import TRAITS
from bot.assistant.telling.tell import FACTS
from index.terms.attributes import figure_names

# what answers from records, tables, comparisons and an answer's record are made of; data stands in quotation marks, or is short
_PAPER = "“T: A b. C?” (“c”)"
_LISTED = (
    "by Li", "by Li M. Xu and Wu as first author", "by Li as last author", "by “x”", "not by Li", "matching “x”", "not matching “x”",
    "of type “R”", "under the heading “R”", "published in 2024", "published in April 2024", "published in April", "published since 1 May 2024",
    "published after 31 May 2023", "published before 1 May 2024", "published up to 1 May 2024", "published between 1 May 2023 and 2 June 2024",
    "published in 2024 of type “R”", "of type “R” matching “x”", "in this library",
    *(f"with {how} 12 {what}" for how in ("more than", "at least", "at most", "fewer than") for what in ("views", "citations", "pages", "authors")),
    *(f"with {how} 1 {what}" for how in ("more than", "at least", "at most", "fewer than") for what in ("view", "citation")),
)  # fmt: skip
_KINDS = " (6 of type “R”, 3 of type “S”)"
_ENDS = ("Answered", "Not answered, only related sentences shown", "Not answered: nothing was found")
ANSWERING = [
    *(f"3 papers {listed}:" for listed in _LISTED), *(f"1 paper {listed}{_KINDS}:" for listed in _LISTED),
    *(f"No paper {listed} is in this library. There are 6 of type “R”, 3 of type “S”." for listed in _LISTED[:3]),
    *(f"No paper of 2018 by {x} is in this library. What is here by that name is of {years}:" for x in ("Li Xu", "Li Xu or Li Wu") for years in ("2020", "2021 and 2023", "2020, 2021 and 2023")),
    "No paper of these of type “R” is in this library. There are 6 of type “R”, 3 of type “S”.", "2 papers of these of type “R”:",
    *(f"The {best} of the 9 papers {of}{tie}:" for best in ("most cited", "3 newest", "3 papers with the most authors", "2 papers with the fewest authors", "second longest", "fourth newest", "twelfth newest", "21st newest", "paper with the most authors") for of in ("here", "by Li") for tie in ("", " (they tie)")),
    "The newest of these 9 papers:", "The paper with the most authors of these 9 papers (they tie):", "The newest of the 1 paper by Li:", "The newest of the 1 paper by Li (they tie):", "1 record does not say.", "2 records do not say.", "2 papers tie for the last place.", "31 papers tie for the last place.",
    *(f"• {_PAPER}: {said}{link}" for link in (" <https://doi.org/10.1/x>", "") for said in (
        "cited 1 time", "cited 2 times", "viewed 1 time", "viewed 2,000 times", "1 page", "12 pages", "1 author", "3 authors", "6 May 2024")),
    *(f"{paper} {said}" for paper in (_PAPER, "It") for said in (
        "was written by Li M. Xu, Wu and Yi.", "was published on 7 April 2024.", "is in the journal “J”.", "is in volume 3.", "is in issue 4.",
        "is article number 12.", "can be read here:", "is of type “R”.", "stands under the heading “R”.", "has 3 authors.", "has 12 pages.",
        "has been cited 1 time.", "has been cited 2 times.", "has been viewed 1 time.", "has been viewed 2,000 times.", "is the title.",
        "carries the label “L”.")),
    f"The DOI of {_PAPER} is 10.1/x.", f"The PMID of {_PAPER} is 12.", f"The ISSN of {_PAPER} is 1234-5679.", f"The file of {_PAPER} is “3 KiB” in size.",
    f"The record gives the licence of {_PAPER} as CC BY 4.0 (Creative Commons, open to read).", f"The keywords of {_PAPER} are “a, b”.",
    f"The reference of {_PAPER} is: “Li. T. 2024”.", f"The record of {_PAPER} comes from “x”.", f"The third author of {_PAPER} is Li.", f"The sixth author of {_PAPER} is Li.",
    "None of these papers takes the seventh place; those that tie share one.", "None of these papers takes the 22nd place; those that tie share one.",
    f"The record of {_PAPER} names no keywords.", f"The record of {_PAPER} does not give the number of pages.", f"The record of {_PAPER} does not give the ISSN.",
    "The records here do not give the impact factor. They hold what the journal prints beside a paper: authors, date, journal, DOI, type, pages, "
    f"citations and the like. The paper itself may say: {_PAPER} <https://doi.org/10.1/x>",
    *(f"The records here do not give the {what}." for what in (
        "number of downloads", "funding", "conflicts of interest", "dates of submission and acceptance", "contact details of the authors",
        "corresponding author or the contact details of the authors")),
    f"Yes: Li is an author of {_PAPER}, number 1 of 8.", f"No: Li is not an author of {_PAPER}. Its authors are Wu and Yi.",
    "2 authors are on 3 papers or more: Li (3 papers) and Wu (3 papers).", "1 author is on 3 papers or more: Li (3 papers).", "No author is on 3 papers or more here.", "2 authors are on more than one paper: Li (2 papers) and Wu (2 papers).", "1 author is on more than one paper: Li (2 papers).",
    "1 paper here signed by Li and Wu together:", "2 papers here signed by Li and Wu together:", "Li signed 1 paper here, with Wu and Yi.", "Li signed 2 papers here, with Wu.", "No paper here goes with “x” and “y”. Ask for the list of papers to see what there is.",
    "The guest editor is Li.", "The guest editors are Li and Wu.", "The special issue is “x” in the journal “J”.", "Figures on “x”, as printed, each above its sentence:", "Figures on “x”: I found none in these abstracts.",
    "Numbers studied and lengths of follow-up, as printed, each above its sentence:", "Numbers studied and lengths of follow-up: I found none in these abstracts.",
    "1 further paper with such figures: the whole table comes as a file.",
    "12 further papers with such figures: the whole table comes as a file.",
    "None found in 1 abstract: “Li et al. 2024”.", "None found in 2 abstracts: “Li et al. 2024”; “Wu 2023”.",
    "No number studied found in 1 abstract: “Wu 2023”.",
    "No number studied found in 2 abstracts: “Li et al. 2024”; “Wu 2023”.",
    "Side by side, in their own sentences: “Li et al. 2023” and “Wu 2024”.", "I found nothing of that in both “Li” and “Wu”.", "Only one of these two states it: “Li” and “Wu”.",
    "Found in “Li” alone: “x”.", "Found in neither: “x”.",
    *(f"{end}{said}" for end in _ENDS for said in (
        " from the papers' records (“x”), not from a search of the abstracts.", " by reading the abstracts for it (“x”), not by a search for its words.",
        ", because it asks for advice on a patient.", " by what a moderator pinned (“x”) to a question like this one.",
        ". Why cannot be told: no words are kept (“x”).")),
    *(f"{end}{held} 5 of the {words} looked for{lacking}." for end, held in zip(
        _ENDS, (", because what is quoted holds", "; the nearest sentences hold", "; the nearest sentences hold"), strict=True)
      for words in ("1 word", "6 words") for lacking in (
        "", "; “x” is not in it", "; “x” and “y” are not in it", "; “x” stands nowhere in these papers", "; “x” and “y” stand nowhere in these papers",
        *(f"; “z” {one} not in it; “x” {other} nowhere in these papers" for one in ("is", "are") for other in ("stands", "stand")))),
    *(f"Not answered: what comes nearest was quoted just before{lacking}." for lacking in ("", "; “x” stands nowhere in these papers", "; “x” and “y” stand nowhere in these papers")),
    "Not answered: it asks which paper is meant.",
    *(f"Answered; what is quoted holds 0 of the {words} looked for{lacking}." for words in ("1 word", "6 words") for lacking in ("", "; “x” is not in it")),
    *(f"• {_PAPER}: {said}{where}{apart}" for said, where in (("not given", " <https://doi.org/10.1/x>"), ("cited 2 times", " [b11]"),
      ("title of 52 characters", " <https://doi.org/10.1/x>")) for apart in ("", " 3 apart.")),
    *(f"{paper} was published in {when}." for paper in (_PAPER, "It") for when in ("2024", "March 2024")), f"{_PAPER} is retracted.", f"{_PAPER} is corrected (https://doi.org/10.1/x).", "Notices about other papers are among them:",
    *(f"Of these 12 papers, {said} retracted, corrected or doubted:" for said in ("1 was", "2 were")), f"• {_PAPER}: corrected (https://doi.org/10.1/x) [b11]",
    *(f"{said} may stand there as well. A year alone does not decide between them." for said in ("1 other paper", "2 other papers")), f"• {_PAPER}: 6 May 2024 [b11]",
    *(f"The {papers} here have {figure} {names} {how}. 1 record does not say." for papers in ("9 papers", "2 papers by Li", "1 paper of type review") for figure, how in (("14", "together"), ("1.8", "on average (14 in all)")) for names in ("citations", "views", "pages", "authors")),
    *(f"The 9 papers here have a median of 3 {names}." for names in ("citations", "views", "pages", "authors")),
    *(f"Papers {of} by {by}: {groups}.{most}" for of in ("here", "of type “R”") for by in ("year", "month", "type", "keyword", "journal", "person", "volume", "heading") for groups in ("2023: 2 papers, 2024: 1 paper, 2025: 6 papers", "2023: 177 citations (3 papers), 2024: 1 citations (1 paper), and 3 more")
      for most in ("", " Most: 2025.", " Fewest: 2024 and 2025.", " All have as many.", " Most: 2025. 1 record does not say.")),
    f"It is {_PAPER}:", "They tie:", "A year alone does not decide between them.", "Where a record gives the year alone, its paper comes last in that year.", *(f"• {_PAPER}: 6 May 2024 <https://doi.org/10.1/x> {gap} apart." for gap in ("3.4 years", "3 days")),
    "Papers signed by a group by author: Li: 1 paper.", "The records here do not give the affiliations of the authors.", "The records here do not give the ages of the authors.", "The records do not give the views of both papers.", "The records do not give the views of all these papers.",
    *(f"The {end} number of {who} among 4 of {of} whose abstracts state one total:" for end in ("largest", "smallest") for who in ("those studied", "“patients”")
      for of in ("9 papers", "1 paper")),
    *(f"The 3 {end} numbers of {who} among 4 of 9 papers whose abstracts state one total:" for end in ("largest", "smallest") for who in ("those studied", "“patients”")),
    *(f"Numbers of {who}, the {end} first, from 4 of {of} whose abstracts state one total:" for end in ("largest", "smallest") for who in ("those studied", "“patients”") for of in ("9 papers", "1 paper")),
    *(f"{of} one total; {some} of these counted {how} 1,500." for of in ("Of 9 papers, 4 state", "Of 9 papers, 1 states", "Of 1 paper, 1 states")
      for some in ("none", "1") for how in ("more than", "fewer than", "at least", "at most", "exactly")),
    *(f"Of 9 papers, 4 state one total; 2 of these counted at least 500, the {end} first." for end in ("largest", "smallest")),
    "No such total found in 1 abstract: “Li 2024”.", "No such total found in 2 abstracts: “Li 2024”; “Wu 2023”.",
    "The abstracts of 2 of 9 papers state one total of those studied: 3 + 4 = 7. Each as its sentence prints it; whether somebody was studied twice is not said:",
    "No record holds the number of those studied, and I found no single total in any abstract of 9 papers.",
    "1 further paper not shown: narrow with author:, year: or type:.", "2 further papers not shown: narrow with author:, year: or type:.",
    "First author of more than one paper: Li and Wu.", "Nobody is first author of more than one paper here.", "Li signed both:", "Li and Wu signed all of them:",
    "They have no author in common:", "The records name Li and Wu.", "12 authors signed the 9 papers here: Li, Wu.", "12 authors signed the 9 papers here: Li, Wu and 3 more.",
    "12 authors signed the 9 papers here, and the group “G”: Li, Wu.", "12 authors signed the 9 papers here, and the group “G”: Li, Wu and 3 more.",
    *(f"{yes}: its {place} author is Li ({_PAPER})." for yes in ("Yes", "No") for place in ("first", "last")),
    f"The last author of {_PAPER} is Li (the group “G” signs too).", "The records of these 3 papers name no keywords.", "I can tell the authors of a paper.", "No record here gives “country” to list papers by. Papers can be listed by year, month, type, journal, volume, first author or keyword.",
    "The records give no countries; this is what titles and abstracts speak of. 1 paper of these matching “japan”:",
    "The records here do not give the countries of papers or authors; I looked in titles and abstracts.",
    "The record of the paper b11 does not give the authors. [b11]", "The record of the paper b11 names no keywords. [b11]",
    "Read after the last question, as “x y”.", "Read as meant: “howmany” → “how many”, “waht” → “what”", "Searched also: a b (c), x for “y” · Read after the last question: about “Li 2024”, as before. “Ask all papers” looks in the others too.",
    "Read as a new question, of all papers. “The paper before” asks it of “Li 2024”.", "Read as a new question. “The paper before” asks it of “Li 2024”.",
    *(f"{asked}: 4 answered, 1 nothing, 1 related, 2 help, 3 refused." for asked in ("1 question on 1 day", "11 questions on 1 day", "1,200 questions on 30 days")),
    "Most on one day: 6, on 2026-11-26 (days are those of UTC).", "Answers took 230 ms (half of them less), 662 ms (99 in 100 less).",
    "Readers found 0 helpful, 1 not; reports: 2.", "Quoted most often:", "No question in this period.",
    "The abstract of Li 2024 names no country; its title says “Ghana”.",
    *(f"I found no length of follow-up in any abstract of {n}." for n in ("1 paper", "9 papers")),
    *(f"The {end} follow-up among {n} whose abstracts state one:" for end in ("longest", "shortest") for n in ("1 of 1 paper", "3 of 9 papers")),
    *(f"The {end} time of following or measuring among {n} whose abstracts state one:" for end in ("longest", "shortest") for n in ("1 of 1 paper", "3 of 9 papers")),
    *(text for row in ROWS for text in (row.head, row.none) if text), TELLING, NONE_TELLS,
    *(text for one in TRAITS.values() for text in (f"The abstract of Li 2024 {one.lacking}.", f"{one.heading}:")),
    REPORTED.format(f"{_PAPER} [b11]"), *(NEAREST.format("Li 2024", one.lacking, one.near) for one in TRAITS.values() if one.near), "The title of Li 2024 says “a cohort study”.", "The records here do not give the funding.",
    "The abstract of Li 2024 does not say when the study was done.", "The abstract of Li 2024 does not say when the study was done; it was published in 2024.",
    "No country is named in 1 abstract: “Wu 2023”.", "No country is named in 2 abstracts: “Li et al. 2024”; “Wu 2023”.", "Sentences that name a country or a place in one, the first of each abstract (the records give none):", "A country stands in the title alone of 1 paper: “Wu 2023” (“Kenyan”).", "A country stands in the title alone of 2 papers: “Li et al. 2024” (“Japan”); “Wu 2023” (“Kenyan”).",
    *(f"{n} with such a sentence: ask “papers from …” for one country." for n in ("1 further paper", "4 further papers")),
    "This library holds 9 papers; ask “list the papers” to see them. They are of 2019 to 2024. Their most frequent keywords: Li, Wu.",
    "This library holds 9 papers; ask “list the papers” to see them. They are of 2024.",
    "Asked only of Li 2024. “Ask all papers” looks in the others too.", "Asked only of 2 papers that the question names. “Ask all papers” looks in the others too.",
    "You asked: “x”", "You asked: x?", "Looked only at papers published in 2024 not of type “R”.", "Looked only at papers published in 2024 not of type “R” of type “S”.", "The records here do not give the papers that cite it.",
    "The date of publication of 9 papers (6 May 2023 to 7 May 2024):", "The “x” of 9 papers (6 May 2023 to 7 May 2024):", "The “x” of 9 papers by Li (6 May 2023 to 7 May 2024):",
    *(f"This may answer your question, though the sentences {lacks}:" for lacks in ("give no number of “x”", "give no figure for “x”", "give no result for “x”", "give no number of “x” and no hazard ratio",
      "do not use the word “x” and give no hazard ratio and no number of “y”", "do not say how many failed or “x” and give no hazard ratio", "do not use the word “x”, and I cannot tell whether they state the result for “y”",
      "give no hazard ratio, and I cannot tell whether they state the cost", "do not use the words “x” or “z” and give no cost, and I cannot tell whether they state how many failed")),
    *(f"This may answer your question, though I cannot tell whether the sentences state {doubts}:" for doubts in ("the reason", "the dose or the number of “y”", "how many failed", "how many failed or the cost", "“where”",
      *(f"the {kind}" for kind in ("place", "tool", "predictors", "sampling", "verification", "lasting effect", "area", "eligibility", "blood loss", "source of the data", "sex")), "“where” or the figure for “x”")),
    compose.NEAR, compose.LEANS_WITHOUT.format(unsaid="the sentences do not use the word “x”"),
    *(f"The page does not give the {fact}." for fact in FACTS if fact not in ("DOI", "ISSN")), "The page says: “A b.” The guest editors are Li and Wu.",
    *(f"This may answer your question, though the sentences give no {name}:" for name in sorted({"definition", *figure_names()})),
    *(f"1 paper {said}:" for said in ("by Li as second author", "by Li as third author", "by Li as fourth author", "by Li not as first author",
      "by Li not as last author", "matching “kiwi”, but with “kiwifruit”", "published in 2021 by Li", "with the keyword “a” and with the keyword “b”",
      "with the keyword “a” or with the keyword “b”", "with the keyword “a” not with the keyword “b”", "without a date of publication", "without an ISSN", "without an abstract", "with a licence", "with an abstract",
      *(f"{before}{said}" for before in ("", "of the design “x” (by title, keywords and abstract) ") for said in ("whose abstract states an age under 70", "whose abstract states an age of 75 or more", "whose abstract states an age from 70 to 80",
        *(f"on {group} (by title, those counted and ages)" for group in ("children", "babies", "teenagers", "older people")))))),
    "2 papers so cited:", "2 papers so called:", "1 paper so cited:", "8 papers other than these:", "1 paper other than that one:", "2 papers called “review” by title or abstract:", "1 paper of the design “x” (by title, keywords and abstract) sharing words with what we talked about:", elsewhere.OF_OTHERS, compose.SIMILAR.format(paper=_PAPER), "1 paper other than these:", f"The penultimate author of {_PAPER} is Li.",
    "The abstract of Li 2024 is not here.", f"• {_PAPER}: 2023 <https://doi.org/10.1/x> 1 year apart.", "It was read by all its words together; these counted most: “x”.",
    *(f"{x} not in it word for word: only another form, a word of similar meaning or another sentence of the paper has {them}." for x, them in (("“x” is", "it"), ("“x” and “y” are", "them"))),
    *(f"A figure was asked for (“number of x”): {one} of its kind is quoted." for one in ("one", "none")),
    "It was read as a follow-up to “x”. It was asked of 1 paper alone. Looked for as well: “y”.", "It was asked of 3 papers alone.", "Of which papers it is asked was told by that turn: x, y.", "Of its words, these stand in a title or citation shown: x, y.",
]  # fmt: skip
