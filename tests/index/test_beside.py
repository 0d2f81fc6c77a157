"""What stands right beside a question's own word in a sentence tells what is asked of it: by what means, what it is, what figure."""

from __future__ import annotations

import pytest

from corpus.models import Paper
from index.models import Finding
from index.sentences.asking import Asked, form_of
from index.terms.kind_asked import figure_named, how_done, kind_asked
from tests.libraries import indexed

ZORBS = Paper(
    source_id="z",
    title="Zorbs for goats in stables",
    abstract=(
        "Zorb bathing techniques such as dipping and spraying are used in many villages. "
        "We assigned 40 goats to the additive QX771 or to nothing in their stables. "
        "Bleating was rated by two herders using the Hoffman sheet. "
        "Goats of the first group received QX771 at 12 mg/kg and hay. "
        "Zorb bathing made goats quiet, and the dose of QX771 mattered for bleating in stables (p = 0.002). "
        "Hoof cracks were found in 12% of goats and in 31% of the others. "
        "More rest after hoof cracks was seen with 0.3 m of straw in stables."
    ),
)
KELP = Paper(source_id="k", title="Kelp", abstract="Kelp sinks. Weight fell by 12% (p = 0.01).")


async def found(question: str) -> Finding:
    index = indexed(ZORBS, KELP)
    return await index.find(index.reader.read(question))


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("how was bleating of the goats in stables measured", 3),
        ("how was bleating assessed in stables", 3),
        ("what is QX771", 2),
        ("what is zorb bathing", 1),
        ("QX771 dose goats stables", 4),
        ("rate of hoof cracks in stables", 6),
        ("hoof cracks rate after rest", 6),
    ],
)
async def test_the_sentence_that_tells_it_of_that_word_comes_first(asked: str, number: int) -> None:
    finding = await found(asked)
    assert finding.evidence[0].sentence.number == number, [one.sentence.text for one in finding.evidence]


async def test_a_thing_of_two_words_that_no_sentence_explains_lacks_a_definition() -> None:
    assert (await found("what is goat bleating")).not_said == ("definition",)
    assert (await found("what is zorb bathing")).not_said == ()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("what is zorb bathing", Asked.DEFINITION),
        ("what is overall survival", Asked.ANYTHING),  # its figure
        ("what is different here", Asked.ANYTHING),
        ("zorb bathing", Asked.ANYTHING),
    ],
)
def test_what_a_thing_is_may_be_asked_of_two_words(question: str, kind: Asked) -> None:
    assert kind_asked(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("ketamine dose kids", Asked.DOSE),
        ("hoof crack rates", Asked.PERCENT),
        ("heart rate in goats", Asked.ANYTHING),
        ("is the rate higher", Asked.ANYTHING),
        ("goats in stables", Asked.ANYTHING),
    ],
)
def test_a_figure_may_only_be_named(question: str, kind: Asked) -> None:
    assert figure_named(question) is kind


@pytest.mark.parametrize(
    ("question", "done"),
    [
        ("how was sleep measured with earplugs", "measured"),
        ("how were the controlled samples taken", "taken"),
        ("how did they find them", ""),
        ("how is it treated", ""),  # in general, and not in a study
    ],
)
def test_what_was_done_by_some_means(question: str, done: str) -> None:
    start = how_done(question)
    assert question[start : start + len(done)] == done if done else start == -1
    assert kind_asked(question) is Asked.METHOD or not done


@pytest.mark.parametrize(
    ("question", "yes_no"),
    [
        ("Hoffman score outdated?", True),
        ("which score is outdated?", False),
        ("Hoffman score outdated", False),
        ("Hoffman score?", False),
    ],
)
def test_a_judgement_with_a_question_mark_wants_yes_or_no(question: str, yes_no: bool) -> None:
    assert form_of(question).yes_no is yes_no
