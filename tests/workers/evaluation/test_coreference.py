"""B-cubed: how well mentions are put together."""

from __future__ import annotations

import pytest

from workers.evaluation.coreference import BCubed


@pytest.mark.parametrize(
    ("gold", "found", "f1"),
    [
        ("aabb", "ccdd", 100.0),
        ("aabb", "cccc", 200 * 0.5 / 1.5),
        ("aabb", "abcd", 200 * 0.5 / 1.5),
        ("aab", "abb", 200 * (2 / 3) * (2 / 3) / (4 / 3)),
        ("a", "b", 100.0),
    ],
)
def test_clusters_are_compared_mention_by_mention(gold: str, found: str, f1: float) -> None:
    """Each mention asks how much of its found cluster is right, and how much of its annotated one was found."""
    score = BCubed()
    score.add(gold, found)
    assert score.f1 == pytest.approx(f1)


def test_texts_add_up() -> None:
    """Two texts count by their mentions; labels of one mean nothing in the other."""
    score = BCubed()
    score.add("aa", "aa")
    score.add("ab", "cc")
    assert score.mentions == 4
    assert score.f1 == pytest.approx(200 * 0.75 * 1.0 / 1.75)


def test_nothing_scores_nothing() -> None:
    """Without a mention the score is zero, not an error."""
    assert BCubed().f1 == 0.0
