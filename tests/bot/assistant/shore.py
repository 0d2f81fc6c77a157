"""Three invented papers of a shore, two of them on lobsters, for tests of comparisons."""

from __future__ import annotations

from corpus.models import Paper
from tests.bot.assistant.conversations import over

KELP = Paper(
    source_id="kelp",
    title="Kelp ropes and the catch of lobsters: a field experiment",
    abstract="Lobsters hide in kelp. We set ropes in a controlled trial off two harbours. Lobsters on ropes were"
    " twice as many as beside them. Crabs did not come. The owners of the ropes paid for the boat, and the study was"
    " funded by the Harbour Trust.",
)
SEAGRASS = Paper(
    source_id="seagrass",
    title="Seagrass meadows and young lobsters: a randomised trial of planting",
    abstract="Young lobsters need shelter. Planted meadows deserve a controlled trial. We randomly assigned 24 bays to"
    " planting or none. Young lobsters rose by a third in planted bays. The trial was registered as SEA-0021."
    " Neither author had an interest to declare.",
)
EELS = Paper(
    source_id="eels",
    title="Eel ladders at weirs: a survey",
    abstract="Eels climb. We surveyed 31 weirs. Ladders were used at 12. Lobsters were not looked for.",
)
SHORE = over(KELP, SEAGRASS, EELS)
