"""Decoding: from scores to events."""

from __future__ import annotations

import numpy as np
import pytest

from shared.ontology import load_ontology
from shared.spans import Span
from tests.workers.pipeline.growth import growth
from workers.model.labels import Labels, tag
from workers.pipeline.decoding import Decoder
from workers.pipeline.records import Candidate, Encoding, ScoredEvent, SentenceScores

ONTOLOGY = load_ontology()
LABELS = Labels.of(ONTOLOGY)
TEXT = "Ruritania moved “two brigades” to the U.S."
WORDS = ("Ruritania", "moved", "“", "two", "brigades", "”", "to", "the", "U", ".", "S", ".")


def encoding() -> Encoding:
    """TEXT as one token a word."""
    spans, position = [], 0
    for word in WORDS:
        position = TEXT.index(word, position)
        spans.append(Span(position, position + len(word)))
        position += len(word)
    return Encoding(0, tuple(range(len(WORDS))), tuple(spans), tuple(range(len(WORDS))))


def believe(columns: list[int], width: int, sure: float = 0.8) -> np.ndarray:
    """Log-probabilities with ``sure`` on the given column of each token."""
    scores = np.full((len(columns), width), np.log((1 - sure) / (width - 1)), dtype=np.float32)
    scores[np.arange(len(columns)), columns] = np.log(sure)
    return scores


def decode(
    trigger: dict[int, int],
    roles: dict[int, int],
    *,
    mode: int = 0,
    sure: float = 0.8,
    thresholds: dict[str, float] | None = None,
) -> list[ScoredEvent]:
    """Decode TEXT with these tags by word; candidates are the words tagged as a beginning."""

    def columns(tags: dict[int, int]) -> list[int]:
        return [tags.get(word, 0) for word in range(len(WORDS))]

    scores = SentenceScores(
        trigger=believe(columns(trigger), LABELS.trigger_tags, sure),
        mode=believe([mode] * len(WORDS), LABELS.mode_columns),
        modality=believe([LABELS.modalities.index("negated")] * len(WORDS), len(LABELS.modalities)),
        candidates=tuple(
            Candidate(position, 0, believe(columns(roles), LABELS.role_tags))
            for position, t in trigger.items()
            if t % 2
        ),
    )
    return list(Decoder(ONTOLOGY, LABELS, thresholds or {}).decode(encoding(), scores, TEXT))


MOBILIZE = LABELS.types.index("MOBILIZE")


def role(name: str, part: str) -> int:
    """Column of a role's tag."""
    return tag(LABELS.roles.index(name), "B" if part == "B" else "I")


def test_a_trigger_has_its_type_mode_and_modality() -> None:
    """Each head's best allowed column is what the event says."""
    (event,) = decode({1: tag(MOBILIZE, "B")}, {}, mode=LABELS.mode_column("troops"))

    assert ("MOBILIZE", "troops", "negated", "moved") == (
        event.type,
        event.mode,
        event.modality,
        event.trigger.of(TEXT),
    )
    assert event.confidence == pytest.approx(0.8, abs=1e-4)


def test_a_mode_of_another_type_is_never_given() -> None:
    """A mode that the type cannot have loses to the best that it can have."""
    (event,) = decode({1: tag(MOBILIZE, "B")}, {}, mode=LABELS.mode_column("hunger"))

    assert event.mode is None or ONTOLOGY.type("MOBILIZE").mode(event.mode)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({0: role("actor", "B")}, [("actor", "Ruritania")]),
        (
            {2: role("object", "B"), 3: role("object", "I"), 4: role("object", "I"), 5: role("object", "I")},
            [("object", "two brigades")],
        ),
        (
            {8: role("destination", "B"), **dict.fromkeys((9, 10, 11), role("destination", "I"))},
            [("destination", "U.S.")],
        ),
        ({3: role("object", "B"), 4: role("object", "B")}, [("object", "two"), ("object", "brigades")]),
        ({0: role("content", "B")}, []),
        ({2: role("object", "B")}, []),
    ],
)
def test_arguments_are_the_runs_of_roles(tags: dict[int, int], expected: list[tuple[str, str]]) -> None:
    """Runs become arguments without edge punctuation; roles that the type cannot have and mere marks are none."""
    (event,) = decode({1: tag(MOBILIZE, "B")}, tags)

    assert expected == [(argument.role, argument.span.of(TEXT)) for argument in event.arguments]


def test_a_trigger_of_two_words_is_one_event() -> None:
    """A beginning and what is tagged inside after it are one trigger."""
    (event,) = decode({3: tag(MOBILIZE, "B"), 4: tag(MOBILIZE, "I")}, {})

    assert "two brigades" == event.trigger.of(TEXT)


def test_a_type_has_its_own_threshold() -> None:
    """A trigger below its type's least probability is not an event."""
    assert [] == decode({1: tag(MOBILIZE, "B")}, {}, sure=0.6, thresholds={"MOBILIZE": 0.7})
    assert 1 == len(decode({1: tag(MOBILIZE, "B")}, {}, sure=0.6, thresholds={"ASSAULT": 0.7}))


def test_the_type_is_that_of_the_whole_run() -> None:
    """Where the first word alone says another type than the run, the event has the run's type and its probability."""
    assault = LABELS.types.index("ASSAULT")
    trigger = believe([0] * len(WORDS), LABELS.trigger_tags)
    trigger[3, [tag(MOBILIZE, "B"), tag(assault, "B"), 0]] = np.log([0.4, 0.5, 0.05])
    trigger[4, [tag(MOBILIZE, "I"), 0]] = np.log([0.9, 0.05])
    neutral = [0] * len(WORDS)
    scores = SentenceScores(
        trigger=trigger,
        mode=believe(neutral, LABELS.mode_columns),
        modality=believe(neutral, len(LABELS.modalities)),
        candidates=(Candidate(3, 0, believe(neutral, LABELS.role_tags)),),
    )
    (event,) = Decoder(ONTOLOGY, LABELS).decode(encoding(), scores, TEXT)

    assert ("MOBILIZE", "two brigades") == (event.type, event.trigger.of(TEXT))
    assert event.confidence == pytest.approx(0.4, abs=1e-4)


def dense(words: int) -> tuple[Encoding, SentenceScores]:
    """One sentence of so many words, every fifth a trigger that sees the ten words from it on."""
    columns = [tag(MOBILIZE, "B") if word % 5 == 0 else 0 for word in range(words)]
    roles = believe([0, role("actor", "B"), *[0] * 8], LABELS.role_tags)
    scores = SentenceScores(
        trigger=believe(columns, LABELS.trigger_tags),
        mode=believe([0] * words, LABELS.mode_columns),
        modality=believe([0] * words, len(LABELS.modalities)),
        candidates=tuple(Candidate(word, word, roles) for word in range(0, words - 10, 5)),
    )
    spans = tuple(Span(2 * word, 2 * word + 1) for word in range(words))
    return Encoding(0, tuple(range(words)), spans, tuple(range(words))), scores


def test_an_event_costs_the_same_in_a_sentence_of_any_length() -> None:
    """Four times the words and events take about four times as long to decode."""
    decoder, cases = Decoder(ONTOLOGY, LABELS), {size: dense(size) for size in (10_000, 40_000)}
    encoding, scores = cases[10_000]

    assert 1998 == len(decoder.decode(encoding, scores, "x " * 10_000))
    assert growth(lambda text: decoder.decode(*cases[len(text) // 2], text), lambda size: "x " * size, 10_000) < 2.0
