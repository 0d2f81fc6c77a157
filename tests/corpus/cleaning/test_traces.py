"""What programs leave in a text on its way to a file is taken off; the paper's own words stay as they are."""

from __future__ import annotations

import pytest

from corpus.cleaning import clean_abstract, clean_line
from corpus.cleaning.encodings import mended

_PREAMBLE = r"\documentclass[12pt]{minimal} \usepackage{amsmath} \usepackage{upgreek} \setlength{\oddsidemargin}{-69pt} \begin{document}"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (
            "Of 289<U+2009>479 owls (n<U+2009>=<U+2009>9) Jos<U+00E9> saw <U+2265>5.",
            "Of 289\u2009479 owls (n\u2009=\u20099) José saw ≥5.",
        ),
        ("Owls <U+D800> and <U+110000> stay.", "Owls <U+D800> and <U+110000> stay."),
        ("Of J(<e2><89><a5>10) owls, 3<c2><b0>C, na<c3><af>ve.", "Of J(≥10) owls, 3°C, naïve."),
        ("Heated by 5 g<middle dot>m-2 of barn.", "Heated by 5 g·m-2 of barn."),
        ("Owls saw CO2.<comment>Superscript/Subscript Available</comment", "Owls saw CO2."),
        ("Owls saw CO2. <comment>Superscript/Subscript Available</comment> All flew.", "Owls saw CO2. All flew."),
        ("Owls hunted.(#br)They returned.", "Owls hunted.\nThey returned."),
        ("<正>Owls hunted. They returned.", "Owls hunted. They returned."),
        ("& nbsp;Owls & amp; mice hunt at 5 & nbsp;h.", "Owls & mice hunt at 5 \u00a0h."),
        ("OWLS AT 30&DEG; OR &GE; 5 &MU;M", "OWLS AT 30° OR ≥ 5 μM"),
        ("The angles theta & phi; both of owls.", "The angles theta & phi; both of owls."),
        ("R & D; b of owls and AT& T; too.", "R & D; b of owls and AT& T; too."),
        ("Owls  hunted   for 3 h.  They returned.", "Owls hunted for 3 h. They returned."),
        (
            "Of 118 kg N d super(-1) (0.77 g N m super(-2)), NO sub(3) super(-) and CO sub(2).",
            "Of 118 kg N d⁻¹ (0.77 g N m⁻²), NO₃⁻ and CO₂.",
        ),
        (
            "Owls used super(210)Pb and delta super(15)N; C sub(3) plants.",
            "Owls used ²¹⁰Pb and delta ¹⁵N; C₃ plants.",
        ),
        (
            "Of 847 g m^sup -2^ yr^sup -1^ by ^sup 210^Pb, CO^sub 2^ of owls.",
            "Of 847 g m⁻² yr⁻¹ by ²¹⁰Pb, CO₂ of owls.",
        ),
        (
            "A super(b) owl called _super(1), and a sub(urban) one.",
            "A super(b) owl called _super(1), and a sub(urban) one.",
        ),
        ("—Owls hunted at night.", "Owls hunted at night."),
        ("– Owls hunted at night.", "Owls hunted at night."),
        ("—5 owls hunted at night.", "—5 owls hunted at night."),
    ],
)
def test_traces_of_programs(written: str, meant: str) -> None:
    assert clean_abstract(written).text == meant


def test_proquests_signs_in_a_title() -> None:
    assert clean_line("CO sub(2) of owls").text == "CO₂ of owls"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (
            rf"The aim is the micro F1{_PREAMBLE}$$F_{{1}}$$\end{{document}} of owls.",
            "The aim is the micro F1 of owls.",
        ),
        (
            rf"It satisfies (ϵ,δ){_PREAMBLE}$$(\epsilon , \delta )$$\end{{document}}-privacy.",
            "It satisfies (ϵ,δ)-privacy.",
        ),
        (rf"Memory (≈{_PREAMBLE}$$\approx $$\end{{document}} 30 times).", "Memory (≈ 30 times)."),
        (rf"A dose of {_PREAMBLE}$$10^{{5}}$$\end{{document}} owls.", "A dose of 10⁵ owls."),
        (rf"Never closed {_PREAMBLE}$$10^{{5}}$$ owls", rf"Never closed {_PREAMBLE}10⁵ owls"),
    ],
)
def test_a_formula_said_once_more_as_a_document(written: str, meant: str) -> None:
    """Springer's texts hold each formula twice, in letters and as a document of LaTeX; databases pass on both."""
    assert clean_abstract(written).text == meant


def test_titles_too() -> None:
    assert clean_line("& para;& para;& para;Owl  bells of Jos<U+00E9>").text == "Owl bells of José"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Abstract Everyone agrees that owls hunt.", "Everyone agrees that owls hunt."),
        (
            "Abstract Accelerator Mass Spectrometry (AMS) is old. Owls fly.",
            "Accelerator Mass Spectrometry (AMS) is old. Owls fly.",
        ),
        (
            "Abstract Meaning Representation (AMR) is a formalism.",
            "Abstract Meaning Representation (AMR) is a formalism.",
        ),
        (
            "Abstract Interpretation finds bugs. An abstract domain is chosen.",
            "Abstract Interpretation finds bugs. An abstract domain is chosen.",
        ),
        ("Abstract thinking in owls was studied.", "Abstract thinking in owls was studied."),
    ],
)
def test_the_word_abstract_before_a_sentence(written: str, meant: str) -> None:
    """A capital behind it begins a sentence, unless the two are a name, of which the text goes on to speak."""
    assert clean_abstract(written).text == meant


@pytest.mark.parametrize(
    "rights",
    [
        "©2019. American Geophysical Union.",
        "© 1994-2012 IEEE.",
        "© 2020. Barn Foundation for Technical Research & Education Excellence.",
        "© 2014 Society for Owl Biology.",
        "(C) 2011 Wiley Periodicals, Inc. J Comput Chem 32: 1577-1588, 2011",
        "© 2021 The Authors. Current Protocols published by Wiley Periodicals LLC.",
        "2017 The Authors. Owls and Evolution published by John Wiley & Sons Ltd.",
        "2015 Published by John Wiley & Sons Ltd.",
        "Copyright (C) 2021 The Authors. This is an open access article under the CC BY license.",
        "Copyright Cambridge University Press 2018",
        "© 2023, Malaysian Journal of Owls.All Rights Reserved.",
        "© 2020, Owl Society. All rights reserved",
    ],
)
def test_more_of_the_lines_that_say_who_has_the_rights(rights: str) -> None:
    text = "Owls hunted for 3 h. Nine of ten returned."
    found = clean_abstract(f"{text} {rights}")
    assert (found.text, found.rights) == (text, rights)


@pytest.mark.parametrize(
    "rights",
    [
        "(c) 2022 Barn Ltd.",
        "(c) 2022 The Author(s).",
        "© 2010 Springer-Verlag Berlin.",
        "(C) 2021 Published by Barn Ltd on behalf of Owl Publications LLC.",
    ],
)
@pytest.mark.parametrize("end", ["returned.", "returned (n = 9).", "returned, respectively."])
def test_rights_that_stick_to_the_text(rights: str, end: str) -> None:
    text = f"Owls hunted for 3 h. Nine of ten {end}"
    found = clean_abstract(text + rights)
    assert (found.text, found.rights) == (text, rights)


def test_a_sign_is_not_torn_from_its_year() -> None:
    rights = "Copyright (C) 2021 The Authors. This is an open access article under the CC BY license."
    assert not clean_abstract(f"Owls hunted. 2021 Barn {rights}").text.endswith("(C)")


@pytest.mark.parametrize(
    "rights", ["© The Author(s) 2024.", "© 2022", "© 1980-2012 IEEE.", "© 2022 Barn B.V., All rights reserved."]
)
@pytest.mark.parametrize("end", ["of the barn", "at https://example.org/owls", "of 98%"])
def test_rights_behind_no_full_stop(rights: str, end: str) -> None:
    found = clean_abstract(f"Owls hunted {end} {rights}")
    assert (found.text, found.rights) == (f"Owls hunted {end}", rights)


@pytest.mark.parametrize(
    "text",
    [
        "Owls answered by means of Qualtrics© 2020 Provo.",
        "There were (a) owls, (b) mice, and (c) 2015 Paris Agreement.",
        "Owls hunted. (c) 2015 owls returned to the barn.",
        "Owls saw the sign © 2020 over the barn.",
        "Owls hunted. 2017 owls returned. The Authors saw them.",
        "The film is © 2020 and so are owls.",
    ],
)
def test_what_is_no_copyright_line(text: str) -> None:
    assert clean_abstract(text) == (text, None, ())


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("CD4+Â T cells, 20Â mg", "CD4+ T cells, 20 mg"),
        ("20Ã‚Â mg (NÃ‚Â =Ã‚Â 12)", "20 mg (N = 12)"),
        ("p <â€‰Â 0.001", "p <\u2009 0.001"),
        ("the vowel Â is long, and so is Ân", "the vowel Â is long, and so is Ân"),
        ("Â is the first sign", "Â is the first sign"),
    ],
)
def test_a_hard_space_that_lost_its_second_half_is_a_space(written: str, right: str) -> None:
    """As Excel and R leave UTF-8 that they took for Windows-1252."""
    assert mended(written) == right


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Garcı\u0301a und Mu\u0308ller", "García und Müller"),
        ("e\u0301tude nai\u0308ve ȷ\u0302", "étude naïve ĵ"),
        ("x\u0304 = 3, ı stays, 5\u0301", "x\u0304 = 3, ı stays, 5\u0301"),
    ],
)
def test_an_accent_behind_its_letter_is_joined_to_it(written: str, meant: str) -> None:
    assert (clean_line(written).text, clean_abstract(written).text) == (meant, meant)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("goats &#8212 a trial", "goats — a trial"),
        ("p &#60 0.05 &#8211", "p &#60 0.05 –"),
        ("R&D; #1234 &#12345a", "R&D; #1234 &#12345a"),
    ],
)
def test_the_number_of_a_character_may_lack_its_semicolon(written: str, meant: str) -> None:
    assert clean_line(written).text == meant
