"""Lines that say who has the rights stand apart from the abstract, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.cleaning import clean_abstract, is_rights, without_notice
from tests.corpus.formats.reading import read


@pytest.mark.parametrize(
    "rights",
    [
        "© 2021 Elsevier B.V. All rights reserved.",
        "Copyright © 2019 Wolters Kluwer Health, Inc. All rights reserved.",
        "(c) 2018 The Authors. Published by Barn Press on behalf of the Owl Society.",
        "© The Author(s) 2022. This is an open access article under the CC BY license.",
        "(PsycInfo Database Record (c) 2020 APA, all rights reserved).",
        "Published by Elsevier Inc.",
        "This article is protected by copyright. All rights reserved.",
        "(C) 2009 Barn B. V. All rights reserved.",
        "This article is licensed under a Creative Commons Attribution 4.0 International License.",
        "This is an open-access article distributed under the terms of the Creative Commons Attribution License.",
        "Copyright\n(C) 2010 Barn B V\nAll rights reserved",
        "© 2018 S. Barn AG, Basel.",
        "© 2018 Barn Press. BMJ. All rights reserved.",
        "Published by the Barn Publishing Group Limited. For permission to use please go to https://example.org/permissions.",
        "Copyright: © 2019 Hay et al. This is an open access article under the Creative Commons Attribution License.",
        "2017 Barn B.V. All rights reserved.",
        "© Author(s) (or their employer(s)) 2020. Re-use permitted under CC BY-NC. No commercial re-use. See rights and permissions.",
        "[PUBLICATION ABSTRACT]",
        "(ProQuest: ... denotes formulae/symbols omitted.)",
        "(ProQuest-CSA LLC: ... denotes non-US-ASCII text omitted.) [PUBLICATION ABSTRACT]",
        "Adapted from the source document.",
        "[ABSTRACT FROM AUTHOR] Copyright of Owls is the property of Barn. No warranty is given. (Copyright applies to all Abstracts.)",
    ],
)
def test_copyright_lines_stand_apart(rights: str) -> None:
    found = clean_abstract(f"Owls hunted for 3 h. Nine of ten returned. {rights}")
    assert (found.text, found.rights) == ("Owls hunted for 3 h. Nine of ten returned.", rights)


@pytest.mark.parametrize(
    "rights",
    [
        "© 2016 Barn Ltd. All rights reserved.",
        "© 2018 Barn B.V.",
        "© 2012 S. Barn AG, Basel.",
        "© 2020 Barn Inc., All rights reserved.",
        "© The Author(s) 2020.",
        "© 2020 by the authors. Licensee Barn, Basel, Switzerland.",
        "Copyright © 2020 by Barn. All rights reserved.",
        "(c) 2010 Barn B. V.",
        "© 2022. The Author(s).",
        "© 2025. The Author(s), under exclusive licence to Barn GmbH, part of Nest.",
        "© 2023 The Authors. Owls & Ears published by Barn Periodicals LLC on behalf of the Society for Owls and Barns.",
        "Copyright © 2024 The Authors. Published by Barn B.V. All rights reserved.",
        "© The Author(s) 2021. Published by Barn University Press on behalf of the Association for the Study of Owls by Ear and Eye.",
        "© Author(s) (or their employer(s)) 2025. No commercial re-use. See rights and permissions. Published by Barn Group.",
        "©Ada Hay, Otto Pen. Originally published in Owls by Ear (https://owls.example.org), 02.01.2025.",
        "Copyright © 2025 Hay-Barn, Pen, Ox, Kid, van der Berg, Owl, Nest, Hill, Wood, Moor, Lake, Hay-Barn, Pen, Ox, Kid, Owl, Nest and Hill.",
    ],
)
@pytest.mark.parametrize("gap", [" ", ""])
def test_copyright_lines_above_stand_apart_too(rights: str, gap: str) -> None:
    """Scopus writes them there; with no gap behind them, the abstract itself was taken for a part of them."""
    text = "Owls hunted for 3 h. Nine of ten returned."
    found = clean_abstract(f"{rights}{gap}{text}")
    assert (found.text, found.rights) == (text, rights)
    assert clean_abstract(f"{rights} {text} © 2020 Nest Ltd.") == (text, f"{rights} © 2020 Nest Ltd.", found.done)


@pytest.mark.parametrize(
    "text",
    [
        "Copyright law was studied in 2020. Owls hunted.",
        "(c) Owls hunted in 2020. They returned.",
        "© 2020 Barn Ltd.",
        "Published by Barn Press in 2020, the atlas names nine owls.",
    ],
)
def test_what_only_begins_like_one_stays(text: str) -> None:
    assert clean_abstract(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "The authors of nine trials were asked. Owls hunted.",
        "Authors, owls and barns were counted. Owls hunted.",
        "We read trials published by 2019. Owls hunted.",
        "Nine books published in Bern were read. Owls hunted.",
    ],
)
def test_a_first_sentence_of_authors_or_of_what_was_published_stays(text: str) -> None:
    assert clean_abstract(f"© 2020 Barn Ltd. {text}").text == text


@pytest.mark.parametrize(
    "rights", ["(C) 2010 Barn B V All rights reserved", "© 2018 The Academy of Owls", "(c) 2009 Elsevier Ltd"]
)
def test_copyright_lines_behind_no_full_stop_stand_apart_too(rights: str) -> None:
    found = clean_abstract(f"Owls hunted for 3 h in the barn {rights}")
    assert (found.text, found.rights) == ("Owls hunted for 3 h in the barn", rights)


@pytest.mark.parametrize(
    ("paragraph", "told"),
    [
        ("© 2021 Elsevier B.V. All rights reserved.", True),
        ("Copyright © 2019 The Owl Society. BMJ. Users may print it.", True),
        ("The Owl Society and Barn Press reserved the barn.", False),
        ("© 2021 Barn Press. Then nine owls hunted.", False),
        (f"© 2021 Elsevier B.V. {'x' * 779}", True),
        (f"© 2021 Elsevier B.V. {'x' * 780}", False),  # so long a line says more
    ],
)
def test_a_paragraph_that_only_says_who_has_the_rights(paragraph: str, told: bool) -> None:
    assert is_rights(paragraph) is told


@pytest.mark.parametrize(
    "text",
    [
        "We studied copyright of 1998 owl calls. The calls of nine owls were recorded.",
        "We looked at licences. This is an open access article count of nine owl journals in the barn.",
        "The licence © 2020 was given. Then nine owls hunted for 3 h in the barn.",
        "Nine owls hunted. Published by the owls in 2019 were nine calls.",
        "Nine owls hunted. In 2017 B. V. heard them, and all rights reserved for humans were denied.",
        "Nine owls hunted. © 2020 was the sign on the barn. Then nine owls hunted for 3 h.",
        f"Nine owls hunted. © 2020 Barn Press. {'Authors may publish, users may read it. ' * 25}It is licensed.",
        "Rights of owls: all rights reserved for humans were denied. Nine owls hunted.",
    ],
)
def test_what_is_said_of_rights_is_no_copyright_line(text: str) -> None:
    assert clean_abstract(text) == (text, None, ())


@pytest.mark.parametrize("sign", ["", "."])
def test_psycinfos_line_above_an_abstract_stands_apart(sign: str) -> None:
    rights = f"(PsycINFO Database Record (c) 2016 APA, all rights reserved){sign}"
    found = clean_abstract(f"{rights} Owls hunted for 3 h. Nine of ten returned.")
    assert (found.text, found.rights) == ("Owls hunted for 3 h. Nine of ten returned.", rights)


@pytest.mark.parametrize(
    ("notice", "kind"),
    [
        (
            "[Correction Notice: An Erratum was reported in Vol 65(8) of Owl Letters (see record [2016-1]). All versions have been corrected.]",
            "corrected",
        ),
        ("[Retraction Notice: A retraction for this article was reported in Vol 9(1) of Owls.]", "retracted"),
    ],
)
def test_psycinfos_notice_around_an_abstract_marks_the_paper_and_is_none_of_its_text(
    tmp_path: Path, notice: str, kind: str
) -> None:
    text = "Owls hunted for 3 h. Nine of ten returned."
    begun = notice.removeprefix("[")
    for whole in (f"{notice} {text}", f"{notice} Abstract: {text}", f"{text} {notice}", f"{begun} {text}"):
        parsed = read(tmp_path, f"TY  - JOUR\nTI  - Owls\nAB  - {whole}\nER  - \n", "owls.ris")
        (paper,) = parsed.papers
        assert (paper.abstract, paper.status and paper.status.kind) == (text, kind)
        assert (
            "notices of a correction or retraction around an abstract were read as that in 1 text"
            in parsed.report.notes
        )
    for alone in (notice, f"[Correction Notice: {text}"):
        assert without_notice(alone) == (alone, None)


def test_rights_that_pubmeds_markup_marks_stand_apart() -> None:
    text = '<AbstractText Label="RESULTS">Owls ate 40 mice.</AbstractText>\n  <CopyrightInformation>© 2022 The Owl Society.</CopyrightInformation>'
    found = clean_abstract(text)
    assert (found.text, found.rights) == ("RESULTS: Owls ate 40 mice.", "© 2022 The Owl Society.")
