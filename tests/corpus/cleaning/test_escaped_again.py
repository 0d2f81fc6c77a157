"""LaTeX of which a program escaped each sign once more, as Google Scholar and Mendeley do, is read as it was."""

from __future__ import annotations

import pytest

from corpus.cleaning.latex import decoded


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"$$\backslash$mu $ PC: Goats in 100+ Layers", "μ PC: Goats in 100+ Layers"),
        (r"$$\backslash$infty $-Brush: Owls at Noon", "∞-Brush: Owls at Noon"),
        (r"$$\backslash$pi\^{} 3$: Goats and Owls", "π³: Goats and Owls"),
        (r"$$\backslash$mathsf $\{$GoaT$\}$ $: Bells for Owls", "GoaT: Bells for Owls"),
        (r"$$\backslash$pi\_$\backslash$texttt $\{$RL$\}$ $: Tuned Goats", "πRL: Tuned Goats"),
        (r"$\backslash$textsc $\{$GoVIA$\}$: Goats Go", "GoVIA: Goats Go"),
        (r"Owls with PyGoat $ \_ $\{$$\backslash$text $\{$IPU$\}$$\}$ $", "Owls with PyGoat IPU"),
        (r"d$\backslash$textquotesingle Alch{\'{e}}-Buc", "d'Alché-Buc"),
    ],
)
def test_commands(written: str, text: str) -> None:
    assert decoded(written) == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"Goats for$\backslash$nowls.$\backslash$n$\backslash$nBecause", "Goats for owls.  Because"),
        (r"Goats$\backslash$r$\backslash$nowls", "Goats  owls"),
        (r"Goats $\backslash$neq owls", "Goats ≠ owls"),
        (r"the $\backslash$ sign", r"the  sign"),
        (r"a loss of \$5, a set $\{1, 2\}$ of owls", "a loss of $5, a set {1, 2} of owls"),
    ],
)
def test_breaks_and_what_is_none(written: str, text: str) -> None:
    assert decoded(written) == text
