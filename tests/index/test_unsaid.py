"""A part of a question is missing though words of it are there."""

from __future__ import annotations

from corpus.models import Paper
from index.hedging import no_figure, not_said
from tests.index.test_hedging import account
from tests.libraries import indexed

ROADS = indexed(
    Paper(
        source_id="s",
        title="Salt before winter storms",
        abstract="Salt was spread by lorries at night. Ice on the motorway was gone after 2 hours with salt. Fewer crashes followed.",
    ),
    Paper(source_id="p", title="Perches", abstract="Perches of larch were liked by pullets."),
)


def test_a_name_of_two_words_is_not_said_by_one_like_its_first() -> None:
    asked = account("salt before winter storms and freeway level", ROADS)
    assert "freeway level" in not_said(asked)
    assert no_figure(asked)
    assert not_said(account("salt before winter storms and the freeway", ROADS)) == ()


def test_a_time_point_or_a_figure_of_a_thing_that_stands_nowhere_is_noticed() -> None:
    assert no_figure(account("rust rating of bridges a year later"))
    assert no_figure(account("mean revision for rust on bridges"))
    assert not no_figure(account("does the rating of rust predict revision"))


def test_those_who_never_did_it_are_not_those_who_do() -> None:
    shores = indexed(
        Paper(source_id="s", title="Lamps for sailors", abstract="Lamps were lit for 90 current or former sailors. Sailors slept well with lamps."),
        Paper(source_id="n", title="Horns on quays", abstract="Horns woke non-sailors. Horns woke 9 sailors."),
    )  # fmt: skip
    asked = account("sleep of never sailors with lamps", shores)
    assert "never sailors" in not_said(asked)
    assert no_figure(asked)
    assert "never sailors" not in not_said(account("horns woke never-sailors", shores))
    assert "never" not in " ".join(not_said(account("have sailors never slept with lamps", shores)))
