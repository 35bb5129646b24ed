"""Tests of strict JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.api.parsing import depth_of, parse_json
from shared.errors import MalformedJson
from tests.workers.pipeline.growth import best_time

SCALARS = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    SCALARS | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner, max_size=5), max_leaves=20
)


@given(VALUES, st.booleans())
def test_json_is_read_as_it_is(value: Any, ascii_only: bool) -> None:
    """Every JSON value is read like the standard library reads it."""
    assert value == parse_json(json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass"))


@given(VALUES)
def test_depth_counts_what_lies_in_one_another(value: Any) -> None:
    """The depth found in the bytes is that of the value; brackets within strings do not count."""

    def depth(inner: Any) -> int:
        if isinstance(inner, dict):
            return 1 + max(map(depth, inner.values()), default=0)
        return 1 + max(map(depth, inner), default=0) if isinstance(inner, list) else 0

    assert depth(value) == depth_of(json.dumps(value).encode())


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b'{"a": 1,}',
        b'{"a": 1} {}',
        b"{'a': 1}",
        b'{"a": "line\nbreak"}',
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1e999999}',
        b'{"a": ' + b"9" * 5000 + b"}",
        b'{"a": 1, "a": 2}',
        b'{"a": {"b": 1, "b": 1}}',
        b"[" * 33 + b"]" * 33,
        b"[" * 100_000,
        b'{"a":' * 100_000,
        json.dumps({str(i): i for i in range(65)}).encode(),
        '{"a": 1}'.encode("utf-16"),
        '{"a": 1}'.encode("utf-16-le"),
        b"\xef\xbb\xbf{}",
        b'{"a": "\xff"}',
        b'{"a": "\xed\xa0\x80"}',
    ],
)
def test_what_is_not_strict_json_is_refused(raw: bytes) -> None:
    """Each trap is refused with a short sentence."""
    with pytest.raises(MalformedJson) as caught:
        parse_json(raw)
    assert len(caught.value.detail) < 120


def test_a_refusal_says_where() -> None:
    """Line and column of what is wrong."""
    with pytest.raises(MalformedJson, match="line 2, column 9"):
        parse_json(b'{"a": 1,\n "b": 2 "c": 3}')


@pytest.mark.parametrize("piece", [b"[],", b'"\\",', b'"', b"{", b"\\", b'["', b"1,", b'{"a":1},'])
def test_a_hostile_mebibyte_takes_no_time(piece: bytes) -> None:
    """Reading or refusing a mebibyte of anything blocks nobody for long."""
    raw = b"[" + piece * ((1 << 20) // len(piece))

    def refuse() -> None:
        with pytest.raises(MalformedJson):
            parse_json(raw)

    assert best_time(refuse) < 1.0
