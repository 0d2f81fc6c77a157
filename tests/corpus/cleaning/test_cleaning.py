"""Texts as exports write them become what they say, and nothing else is changed."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import patterns
from corpus.characters import cleaned
from corpus.cleaning import clean_abstract, clean_line, is_plain
from corpus.cleaning.printed_names import is_shouted, titled


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Owls &amp; &lt;5&#176; &#x2013; &beta;-carotene", "Owls & <5° – β-carotene"),
        ("p &amp;lt; 0.05, R&amp;amp;D", "p < 0.05, R&D"),
        ("AT&T; R&D; a&notb", "AT&T; R&D; a&notb"),
        ("10<sup>5</sup> cells in 3 m<sup>2</sup>, 10<sup>-4</sup>", "10⁵ cells in 3 m², 10⁻⁴"),
        ("CO<sub>2</sub>, PM<sub>2.5</sub>, C<sub>max</sub>", "CO₂, PM₂.₅, Cmax"),
        ("the 5<sup>th</sup> of 10<sup>n</sup>, Ca<sup>2+</sup>", "the 5th of 10^n, Ca²⁺"),
        ("&lt;i&gt;Strix aluco&lt;/i&gt; <b>hunts</b>", "Strix aluco hunts"),
        ("x <y and z> 3; a <b and c> d; n<5", "x <y and z> 3; a <b and c> d; n<5"),
        ('<a href="https://example.org">here</a>, <!-- not this -->there', "here, there"),
        (r"the $\alpha$-helix of \textit{Strix}, 5\% of H$_2$O", "the α-helix of Strix, 5% of H₂O"),
        ("<p class=MsoNormal>Owls<br clear=all>hunt</p><hr/><font color=red>mice</font>", "Owls hunt mice"),
        ("<blockquote>Owls</blockquote> <img src='x.png' alt='y'/>hunt <code>mice</code>", "Owls hunt mice"),
        ("the <s> and <code> tags, <mask>, a <p y=3 and z>2", "the <s> and <code> tags, <mask>, a <p y=3 and z>2"),
        ("US$5 vs US$9, ~3 km, {set}", "US$5 vs US$9, ~3 km, {set}"),
        (r"$5 \pm 3$ mm, $3 \times 10^{5}$ cells", "5 ± 3 mm, 3 × 10⁵ cells"),
        (r"$\alpha = 0.05$, $p \leq 0.05$, $\rho \geq 1$", "α = 0.05, p ≤ 0.05, ρ ≥ 1"),
        (r"$\sim 3$ km, $p\leq0.05$, $10\,\mu$m, IFN-$\alpha$2b", "~3 km, p≤0.05, 10 μm, IFN-α2b"),
        (r"it costs $5 \pm 2 or $9 \pm 3", "it costs $5 ± 2 or $9 ± 3"),
        (r"``No owl{''} paid US\$ 5 {[}OR] 9\% of owls\&bees", "“No owl” paid US$ 5 [OR] 9% of owls&bees"),
        ("<list list-type=”bulleted”><list-item id=”a-1”>Owls</list-item></list>", "Owls"),
        ("4.15\u00c2\u00a0\u00d7\u00c2\u00a03.95 m", "4.15\u00a0×\u00a03.95 m"),
        (
            "20\u00c2\u00a0\u00c2\u00b0C, Jos\u00c3\u00a9, the owl\u00e2\u0080\u0099s",
            "20\u00a0°C, José, the owl’s",
        ),
        ("Ärzte – Übung, “Ça”, 5 ± 3 µm", "Ärzte – Übung, “Ça”, 5 ± 3 µm"),
        ("5\x9610 mg, the owl\x92s \x93nest\x94", "5–10 mg, the owl’s “nest”"),
        ("Owls\x0bhunt\x0cat night", "Owls hunt at night"),
        (r"$\frac{1}{2}$ of 3$\frac{1}{2}$ owls, $\frac{a+b}{2}$", "1/2 of 3 1/2 owls, (a+b)/2"),
        (r"10$^{5}$ owls, 3$^\circ$", "10⁵ owls, 3°"),
        (r"$\log_{10}$ CFU, $\sqrt{x+1}$, 34.5$^\circ$C, Na$^+$", "log₁₀ CFU, √(x+1), 34.5°C, Na⁺"),
        (r"$n\geqslant 5$, $10 \div 2$, 3 {\textpm} 1, 5{\texttwosuperior}", "n≥5, 10 ÷ 2, 3 ± 1, 5²"),
        ("owls &<i>lt;</i> 5", "owls < 5"),  # an entity that markup hid
        (r"see \href{https://example.org/a_b}{our page} of 5\,\% {\textmu}m", "see our page of 5 % µm"),
        (
            "<math><msup><mn>10</mn><mn>5</mn></msup></math> in <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> h",
            "10⁵ in 1/2 h",
        ),
        (
            "<mml:math><mml:msubsup><mml:mi>x</mml:mi><mml:mn>1</mml:mn><mml:mn>2</mml:mn></mml:msubsup></mml:math>",
            "x₁²",
        ),
    ],
)
def test_a_line_says_what_it_meant(written: str, text: str) -> None:
    assert clean_line(written).text == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Abstract: Owls hunt.", "Owls hunt."),
        ("ABSTRACT\nOwls hunt.", "Owls hunt."),
        ("AbstractOwls hunt.", "Owls hunt."),
        ("ABSTRACT Owls hunt.", "Owls hunt."),
        ("ABSTRACT OWLS HUNT.", "ABSTRACT OWLS HUNT."),
        ("Abstract Background: Owls hunt.", "Background: Owls hunt."),
        ("Abstract thinking in owls improved.", "Abstract thinking in owls improved."),
        ("<jats:title>Abstract</jats:title><jats:p>Owls hunt.</jats:p>", "Owls hunt."),
        (
            "<sec><title>Aims</title><p>To see.</p></sec><sec><title>Results</title><p>9 owls.</p></sec>",
            "Aims: To see.\nResults: 9 owls.",
        ),
        (
            '<jats:p>Of 12<jats:sup>3</jats:sup> owls<jats:sup><jats:xref ref-type="bibr">1</jats:xref>,<jats:xref>2</jats:xref></jats:sup> '
            '5<jats:xref ref-type="bibr"><jats:sup>4</jats:sup></jats:xref> flew (<jats:xref ref-type="fig">Figure 1</jats:xref>).</jats:p>',
            "Of 12³ owls 5 flew (Figure 1).",
        ),
        ("NA", ""),
        ("<jats:title>ABSTRACT</jats:title>", ""),
        ("Background:", ""),
        ("Abstract: NA", ""),
        ("Abstract: NA. © 2021 Elsevier B.V.", ""),
        ("#NAME?", ""),
        ("[No abstract available]", ""),
        ("No abstract available.", ""),
        ("–", ""),
        ("None of the owls hunted.", "None of the owls hunted."),
        (
            "<p>It was <inline-formula><alternatives><tex-math>$$\\beta = 2$$</tex-math><math><mi>β</mi><mo>=</mo><mn>2</mn></math>"
            "</alternatives></inline-formula>.</p>",
            "It was β = 2.",
        ),
    ],
)
def test_an_abstract_is_what_the_paper_says(written: str, text: str) -> None:
    assert clean_abstract(written).text == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (
            "AIM: To see owls., METHODS: We looked (at night)., RESULTS: Owls were seen., CONCLUSIONS: They rest.",
            "AIM: To see owls. METHODS: We looked (at night). RESULTS: Owls were seen. CONCLUSIONS: They rest.",
        ),
        (
            "Importance: Are owls rare?, Design and Setting: A barn., Main Outcomes and Measures: Owls.",
            "Importance: Are owls rare? Design and Setting: A barn. Main Outcomes and Measures: Owls.",
        ),
        (
            "As seen by Hay et al., Owls: A Book of 1999, owls rest.",
            "As seen by Hay et al., Owls: A Book of 1999, owls rest.",
        ),
        (
            "Owls (Hay Ltd., Oxford: Barns), mice (Pen Inc., York: Hay), and hay.",
            "Owls (Hay Ltd., Oxford: Barns), mice (Pen Inc., York: Hay), and hay.",
        ),
        ("AIM: To see owls, METHODS: We looked.", "AIM: To see owls, METHODS: We looked."),
    ],
)
def test_a_comma_between_sections_is_left_out(written: str, text: str) -> None:
    """As Ovid's exports join the sections of a MEDLINE record."""
    assert clean_abstract(written).text == text


def test_each_step_that_changed_something_is_named() -> None:
    joined = clean_abstract("AIM: To see owls., METHODS: We looked., RESULTS: Owls rest.")
    assert joined.done == ("commas that joined the sections of an abstract were left out",)

    glued = "Abstract Background: Owls rest.Methods: We counted them &amp; their mice. © 2021 Elsevier B.V."
    assert clean_abstract(glued) == (
        "Background: Owls rest.\nMethods: We counted them & their mice.",
        "© 2021 Elsevier B.V.",
        (
            "entities were read as characters",
            "labels of sections that stuck to the text before them begin a line",
            "the word “Abstract” was left out",
            "copyright lines were kept apart",
        ),
    )
    assert clean_abstract("NA") == ("", None, ("“no abstract” was read as none",))
    assert clean_abstract("Owls rest.") == ("Owls rest.", None, ())
    assert clean_line(" owls &amp; <i>mice</i>") == (
        "owls & mice",
        None,
        ("entities were read as characters", "markup was taken off"),
    )


@pytest.mark.parametrize(
    ("line", "plain"), [("Owls & mice", False), ("Owls and mice", True), (" Owls", False), ("Owls\tmice", False)]
)
def test_a_line_without_signs_or_space_around_it_needs_no_cleaning(line: str, plain: bool) -> None:
    assert is_plain(line) is plain


def test_lines_that_were_broken_at_a_width_flow_again_and_paragraphs_stay() -> None:
    lines = ["Nine of ten owls that were fitted with a bell came back to the barn", "on the first night, and the tenth on the second night of the whole",
             "study.", "Then the bells were taken off, and all owls stayed in the barn for as", "long as there were mice."]  # fmt: skip
    found = clean_abstract("\n".join(lines))
    assert found.text == f"{lines[0]} {lines[1]} {lines[2]}\n{lines[3]} {lines[4]}"
    assert found.done == ("lines of an equal width were joined",)
    listed = "Aims\nTo see owls.\nResults\nOwls were seen."
    assert clean_abstract(listed).text == listed


def test_labelled_paragraphs_of_one_width_stay_apart() -> None:
    text = "\n".join(
        f"{label}: Goats were heard in the night, and were counted by day."
        for label in ("AIMS", "METHODS", "RESULTS", "CONCLUSION")
    )
    assert clean_abstract(text).text == text


@pytest.mark.parametrize(
    ("written", "short", "shown"),
    [
        ("JOURNAL OF OWLS AND BARNS", "", "Journal of Owls and Barns"),
        ("BMC OWLS", "", "BMC Owls"),
        ("PLOS ONE", "PLoS One", "PLoS One"),
        ("35TH IEEE CONFERENCE ON OWLS (ICOWL 2020), VOL II", "", "35th IEEE Conference on Owls (ICOWL 2020), Vol II"),
        ("OWLS-THE JOURNAL OF THE BARN", "", "Owls-The Journal of the Barn"),
    ],
)  # fmt: skip
def test_a_journal_in_capitals_is_written_as_a_name(written: str, short: str, shown: str) -> None:
    assert is_shouted(written)
    assert titled(written, short) == shown
    assert not is_shouted(shown)
    assert not any(map(is_shouted, ("JAMA", "BMJ Open", "SPINE")))


_PIECE = st.sampled_from(
    ["<p>", "</p>", "<sup>", "</sup>", "<sub>", "2", "a", " ", "&amp;", "&lt;", "lt;", "i&gt;", "<i>", "</i>", "$", "\\beta", "^", "{", "}",
     "\u00c3", "\u00a9", "\n", "Abstract", ": ", "© 2020 X. ", "<!--", "-->", "<title>", "</title>", "\\textit{", "~", "NA"]
)  # fmt: skip
_soup = st.lists(_PIECE | st.text(max_size=4), max_size=25).map("".join)


@given(_soup)
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    once = clean_abstract(text).text
    assert clean_abstract(once).text == once


@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "<sup>",
        "<a ",
        "&lt;",
        "$",
        "\\textit{",
        "$a_",
        "Abstract ",
        "<p",
        "( c",
        "\u00c2",
        "<title>",
        "</p>",
        "\\'",
        "{\\'",
        "\\frac{",
        "$\\sqrt{2}\\frac12$ ",
        "<msqrt>",
        "<math><mfrac><mi/><mn>2</mn></mfrac></math>",
        "<alternatives><tex-math>x",
    ],
)
def test_cleaning_takes_steps_in_proportion_to_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the text, at most a little more than twice the steps (calls of Python); the regular expressions are held to
    their shape: each begins at a mark of its own and looks a bounded way ahead."""
    monkeypatch.setattr(patterns, "LOOKED_AT", 0)  # each is made at the first text it sees, not in what is counted

    def steps(times: int) -> int:
        count = 0

        def counted(frame: object, event: str, arg: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(counted)
        try:
            clean_abstract(f"Owls hunt. {piece * times}")
        finally:
            sys.setprofile(None)
        return count

    steps(800)  # whatever is made at its first use is made here
    assert steps(800) < 2.6 * steps(400) + 500


@given(st.text(alphabet=st.sampled_from("aé5 .\n\t\r\x07\u200b\u202e&lt;<sup>$\\Ã©â\ufffd")))
def test_a_text_that_is_taken_for_clean_is_clean(text: str) -> None:
    """The quick look never lets through what the cleaner would change; behind a tag the text is looked at in full."""
    if is_plain(text):
        assert clean_line(f"<i>{text}</i>").text == text
    assert cleaned(text) == cleaned(f"{text}\x07")
