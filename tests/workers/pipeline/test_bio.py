"""BIO: the best legal sequence of tags."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from workers.model.labels import OUTSIDE
from workers.pipeline.bio import best_tags, runs


def legal(tags: tuple[int, ...]) -> bool:
    """Whether every I follows B or I of its name."""
    return all(
        tag == OUTSIDE or tag % 2 == 1 or (before in (tag - 1, tag))
        for before, tag in zip((OUTSIDE, *tags), tags, strict=False)
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 4), st.integers(1, 2))
def test_no_legal_sequence_is_likelier(seed: int, length: int, names: int) -> None:
    """The tags found are legal and as likely as the best of all legal sequences, tried one by one."""
    width = 1 + 2 * names
    scores = np.random.default_rng(seed).normal(size=(2, length, width)).astype(np.float32)

    for row, tags in zip(scores, best_tags(scores).tolist(), strict=True):
        best = max(
            sum(row[at, tag] for at, tag in enumerate(tags))
            for tags in product(range(width), repeat=length)
            if legal(tags)
        )
        assert legal(tuple(tags))
        assert np.isclose(best, sum(row[at, tag] for at, tag in enumerate(tags)), atol=1e-5)


def test_runs_are_the_names_and_places_of_legal_tags() -> None:
    """Two runs of one name that touch stay apart; a run may end the sequence."""
    assert [(0, range(2)), (0, range(2, 3)), (1, range(4, 6))] == list(runs([1, 2, 1, 0, 3, 4]))


def test_nothing_marked_is_no_run() -> None:
    """An empty sequence and one of O tags have no runs, and no candidates no tags."""
    assert [] == list(runs([])) == list(runs([0, 0]))
    assert (0, 5) == best_tags(np.zeros((0, 5, 3), np.float32)).shape
