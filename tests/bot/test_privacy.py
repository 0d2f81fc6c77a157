"""Of the operator's word and a server's, what keeps less and for a shorter time holds; a patient's data is never kept."""

from __future__ import annotations

import pytest

from bot.config import PrivacySection
from bot.privacy import MODES, PATIENT, Policy, policy_of, withheld_for
from bot.storage.servers import ServerSettings


@pytest.mark.parametrize(
    ("operators", "servers", "holds"),
    [((30, 60), (10, 90), (10, 60)), ((0, 0), (7, 8), (7, 8)), ((7, 8), (None, None), (7, 8))],
)
def test_of_two_clocks_the_shorter_holds(
    operators: tuple[int, int], servers: tuple[int | None, int | None], holds: tuple[int, int]
) -> None:
    config = PrivacySection(names_days=operators[0], words_days=operators[1])
    policy = policy_of(config, ServerSettings(names_days=servers[0], retention_days=servers[1]))
    assert (policy.names_days, policy.words_days) == holds


def test_of_two_modes_the_one_that_keeps_less_holds() -> None:
    for operators in MODES:
        for servers in MODES:
            found = policy_of(PrivacySection(mode=operators), ServerSettings(logging=servers)).mode
            assert MODES.index(found) == max(MODES.index(operators), MODES.index(servers))


@pytest.mark.parametrize("mode", MODES)
def test_a_patients_data_is_kept_in_no_mode(mode: str) -> None:
    policy = Policy.model_validate({"mode": mode})
    assert withheld_for(policy, "MRN 4482913") == PATIENT
    assert withheld_for(policy, "how long was follow-up?") == policy.withheld
