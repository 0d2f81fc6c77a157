"""A formula in LaTeX, MathML or TeX becomes a line in which no number is glued to another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import clean_abstract, clean_line
from corpus.cleaning.latex import decoded


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"$\frac{1}{\sqrt{n}}$, $\frac{x_{12}}{10^{3}}$, $\frac{\bar{x}}{s}$", "1/√n, x₁₂/10³, x/s"),
        (
            r"$\frac{1}{\frac{1}{2}}$, $\frac{1}{\sqrt{x_{1}+2}}$, $\frac{5{,}000}{2}$",
            "1/(1/2), 1/(√(x₁+2)), 5,000/2",
        ),
        (r"$\sqrt[3]{x}$, $\sqrt[n]{2}$, $\sqrt 2$, $\sqrt{x}^2$, $\sqrt{2}3$", "∛x, 2^(1/n), √2, (√x)², √2 3"),
        (r"$x^{a+b}$, $e^{-x}$, $x^\frac12$, $x_{n+1}$, $t_{1/2}$", "x^(a+b), e^(-x), x^(1/2), x_(n+1), t1/2"),
        (r"$\frac{1}{2}^{3}$, $x^{2}\frac12$, $\frac{1}{2}3$, $(a+b)^n$", "(1/2)³, x² 1/2, 1/2 3, (a+b)^n"),
        (r"10$^{5}$ M$_{\odot}$ yr$^{-1}$, $R_\odot$, $x \notin S$", "10⁵ M⊙ yr⁻¹, R⊙, x ∉ S"),
        (r"$A \rightleftharpoons B$ at $5 \micron$, $3\arcsec$", "A ⇌ B at 5 µm, 3″"),
        (
            r"mean $-2.7$ (95% CI $-4.0$ to $-1.4$), $+3$ and $\pm 5$ points",
            "mean -2.7 (95% CI -4.0 to -1.4), +3 and ±5 points",
        ),
        ("a loss of US$-5 and a gain of US$-3", "a loss of US$-5 and a gain of US$-3"),
        (r"$\sum_{i=1}^{n}$ of Trp53$^{+/-}$ on the 5$^{th}$", "∑_(i=1)^n of Trp53+/- on the 5th"),
    ],
)
def test_a_formula_in_latex_keeps_its_numbers_apart(written: str, text: str) -> None:
    assert clean_line(written).text == text


_SUM = "<mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow>"


_MINUS = "<mrow><mo>−</mo><mn>3</mn></mrow>"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "5 1/2 years"),
        ("<msup><mn>10</mn><mn>3</mn></msup>", "5 10³ years"),
        (f"<mo>×</mo><msup><mn>10</mn>{_MINUS}</msup>", "5 × 10⁻³ years"),
        (f"<msup><mi/>{_MINUS}</msup>", "5⁻³ years"),
        ("<msqrt><mn>25</mn></msqrt>", "5√25 years"),
        ("<mfrac><mn>1</mn><msqrt><mi>n</mi></msqrt></mfrac>", "5 1/√n years"),
        (f"<msqrt>{_SUM}</msqrt>", "5√(a + b) years"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", "5∛x years"),
        ("<mroot><mi>x</mi><mi>n</mi></mroot>", "5 x^(1/n) years"),
        (f"<mfrac>{_SUM}<mi>c</mi></mfrac>", "5 (a + b)/c years"),
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac><mn>3</mn>", "5 1/2 3 years"),
        ("<msup><mfrac><mi>a</mi><mn>2</mn></mfrac><mn>3</mn></msup>", "5(a/2)³ years"),
        (f"<msup><mi>x</mi>{_SUM}</msup>", "5x^(a+b) years"),
    ],
)
def test_a_formula_in_mathml_keeps_its_numbers_apart(inside: str, text: str) -> None:
    assert clean_line(f"5<math>{inside}</math> years").text == text
    prefixed = inside.replace("</", "<//").replace("<", "<mml:").replace("<mml://", "</mml:")
    assert clean_line(f"5<mml:math>{prefixed}</mml:math> years").text == text


@pytest.mark.parametrize(
    "tex",
    [
        r"$$\frac{x^{2}}{\sqrt{n}}$$",
        r"\documentclass[12pt]{minimal} \usepackage{amsmath} \begin{document}$$\frac{x^{2}}{\sqrt{n}}$$\end{document}",
    ],
)
def test_a_formula_that_only_tex_says_is_kept(tex: str) -> None:
    alone = f"<inline-formula><alternatives><tex-math>{tex}</tex-math><graphic/></alternatives></inline-formula>"
    assert clean_abstract(f"<p>It was {alone} h.</p>").text == "It was x²/√n h."
    assert clean_abstract(f"<p>It was <tex-math>{tex}</tex-math> h.</p>").text == "It was x²/√n h."


@given(st.lists(st.integers(0, 999), min_size=4, max_size=4), st.sampled_from(("latex", "mathml")))
def test_no_number_of_a_formula_is_glued_to_another(numbers: list[int], language: str) -> None:
    first, top, bottom, last = numbers
    latex = rf"{first}$\frac{{{top}}}{{\sqrt{{{bottom}}}}}{last}$"
    mathml = f"{first}<math><mfrac><mn>{top}</mn><msqrt><mn>{bottom}</mn></msqrt></mfrac><mn>{last}</mn></math>"
    assert clean_line(latex if language == "latex" else mathml).text == f"{first} {top}/√{bottom} {last}"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"\textlessi\textgreaterCapra\textless/i\textgreater goats", "Capra goats"),
        (
            r"\textlessp\textgreater\textlessb\textgreaterMETHODS: \textless/b\textgreaterWe counted",
            "METHODS: We counted",
        ),
        (r"Goat\textquoterights bells", "Goat’s bells"),
        (r"p \textless 0.05 and {\textless}5", "p <0.05 and <5"),
    ],
)
def test_signs_whose_braces_were_taken_off(written: str, meant: str) -> None:
    assert clean_abstract(decoded(written)).text == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"Managing Citations with \BibTeX", "Managing Citations with BibTeX"),
        (r"The Prac\TeX{} Journal", "The PracTeX Journal"),
        (r"The {\LaTeX} Companion", "The LaTeX Companion"),
        (r"The \LaTeX Companion", "The LaTeX Companion"),  # TeX leaves the gap out, which nobody means
        (r"Drawing with \XeLaTeX{} and \pdfTeX.", "Drawing with XeLaTeX and pdfTeX."),
    ],
)
def test_names_of_programs_that_are_commands(written: str, meant: str) -> None:
    assert decoded(written) == clean_line(written).text == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{N}usa{BERT}: Teaching {I}ndo{BERT} and {NLP}", "NusaBERT: Teaching IndoBERT and NLP"),
        ("Indonesia{'}s owls", "Indonesia's owls"),
        ("Sets {A} and {B} of {0,1}-matrices", "Sets {A} and {B} of {0,1}-matrices"),
        ("f{x} is a set", "f{x} is a set"),
    ],
)
def test_braces_that_kept_capitals_in_bibtex(written: str, meant: str) -> None:
    assert clean_line(written).text == meant
