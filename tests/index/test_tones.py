"""Where an answer begins to be sure, to be shown with a warning, or to be only near."""

from __future__ import annotations

import pytest

from index.finding import outcome
from index.models import Outcome
from tests.index.test_outcome import TEAS


@pytest.mark.parametrize(
    ("likely", "missing", "own", "expected"),
    [
        (0.3799, ("cost",), True, (Outcome.RELATED, True)),
        (0.38, ("cost",), True, (Outcome.ANSWERED, False)),
        (0.7499, ("cost",), True, (Outcome.ANSWERED, False)),
        (0.75, ("cost",), True, (Outcome.ANSWERED, True)),
        (0.8499, ("cost",), False, (Outcome.ANSWERED, False)),
        (0.85, ("cost",), False, (Outcome.ANSWERED, True)),
        (0.3799, (), False, (Outcome.RELATED, True)),
        (0.38, (), False, (Outcome.ANSWERED, True)),
    ],
)
async def test_where_the_tones_change(
    likely: float,
    missing: tuple[str, ...],
    own: bool,
    expected: tuple[Outcome, bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    query = TEAS.reader.read("was tremor seen in nurses after coffee?")
    _, readings, chosen = await TEAS.read(query)
    monkeypatch.setattr(outcome, "support", lambda *_: likely)
    monkeypatch.setattr(outcome, "not_said", lambda _: missing)
    monkeypatch.setattr(outcome, "own_words_only", lambda _: own)
    monkeypatch.setattr(outcome, "no_figure", lambda _: False)
    verdict = outcome.judge(readings, chosen, query)
    assert (verdict.outcome, verdict.sure) == expected
    assert verdict.not_said == (() if expected == (Outcome.ANSWERED, True) else missing)
