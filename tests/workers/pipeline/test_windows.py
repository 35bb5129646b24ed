"""Windows: long sentences in pieces, and put together again."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from shared.ontology import load_ontology
from shared.spans import Span
from workers.backends.fake_backend import FakeBackend
from workers.model.labels import Labels
from workers.pipeline.records import Encoding, SentenceScores
from workers.pipeline.windows import SpecialIds, cut_windows, join_windows, owned, window_starts

SPECIAL = SpecialIds(first=101, last=102)
LABELS = Labels.of(load_ontology())


def encoding_of(ids: list[int], sentence: int = 0) -> Encoding:
    """An encoding of one-character words."""
    spans = tuple(Span(index, index + 1) for index in range(len(ids)))
    return Encoding(sentence, tuple(ids), spans, tuple(range(len(ids))))


@given(st.integers(0, 3000), st.integers(4, 64))
def test_windows_cover_every_token_within_their_room(tokens: int, max_tokens: int) -> None:
    """Windows are no longer than allowed, overlap, and together show every token."""
    windows = cut_windows([encoding_of(list(range(tokens)))], max_tokens, SPECIAL)
    shown = {window.start + offset for window in windows for offset in range(len(window.ids) - 2)}

    assert set(range(tokens)) == shown
    assert all(len(window.ids) <= max_tokens for window in windows)


@given(st.integers(1, 3000), st.integers(4, 64))
def test_every_token_is_judged_once_in_a_window_that_shows_it(tokens: int, max_tokens: int) -> None:
    """The ranges that windows own follow one another without gap, each inside its window."""
    windows = cut_windows([encoding_of(list(range(tokens)))], max_tokens, SPECIAL)
    ranges = owned(windows)

    assert list(range(tokens)) == [token for own in ranges for token in own]
    assert all(
        w.start <= own.start and own.stop <= w.start + len(w.ids) - 2 for w, own in zip(windows, ranges, strict=True)
    )


def test_the_number_of_windows_grows_with_the_text() -> None:
    """A text of n tokens has about 2n / room windows: overlap is bounded, so work is linear."""
    assert len(window_starts(100_000, 254)) <= 2 * 100_000 / 254 + 1


@given(st.lists(st.integers(1000, 30000), min_size=1, max_size=200), st.integers(20, 64))
def test_a_cut_sentence_has_the_scores_of_the_whole(ids: list[int], max_tokens: int) -> None:
    """With scores that do not depend on context, windows put together give what one window of all tokens gives."""
    backend, encoding = FakeBackend(LABELS), encoding_of(ids)

    def scores(room: int) -> SentenceScores:
        windows = cut_windows([encoding], room, SPECIAL)
        return join_windows(windows, backend.score([window.ids for window in windows]))

    cut, whole = scores(max_tokens), scores(len(ids) + 2)

    assert np.array_equal(whole.trigger, cut.trigger)
    assert np.array_equal(whole.modality, cut.modality)
    assert np.array_equal(whole.mode, cut.mode)
    assert [c.position for c in whole.candidates] == [c.position for c in cut.candidates]
    for one, other in zip(whole.candidates, cut.candidates, strict=True):
        assert np.array_equal(one.roles[other.start : other.start + len(other.roles)], other.roles)
