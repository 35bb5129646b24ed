"""Tests of the request headers that change an answer."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers

from services.api.headers import idempotency_key_of, matches_etag, require_media_type, wait_of
from shared.errors import InvalidHeader, UnsupportedMediaType


def headers(*pairs: tuple[str, str]) -> Headers:
    """Request headers."""
    return Headers(raw=[(name.encode(), value.encode("latin-1")) for name, value in pairs])


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], None),
        (["respond-async"], None),
        (["wait=10"], 10),
        (["Wait = 10"], 10),
        (['wait="10"'], 10),
        (["respond-async, wait=10; a=b;c , wait=20"], 10),
        (["respond-async", "wait=5"], 5),
        (['x="a, wait=3", wait=4'], 4),
        (['x="a\\", wait=3", wait=4'], 4),
        (["wait=0"], 0),
        (["wait=61"], 60),
        (["wait=9999999999"], 60),
        (["wait"], None),
        (["wait=-1"], None),
        (["wait=1.5"], None),
        (["wait=1e9"], None),
        (["wait=soon, respond-async"], None),
        (["wait=soon, wait=5"], None),
        (["", "wait=1,"], 1),
    ],
)
def test_prefer_is_read_as_rfc_7240_says(values: list[str], expected: int | None) -> None:
    """Lists, parameters, quotes and several lines; the first wait counts, at most the limit, if it is a number."""
    assert expected == wait_of(headers(*(("prefer", value) for value in values)), 60.0)


@pytest.mark.parametrize("value", ["wait=", "=1", '"', "a b", "x" * 2000])
def test_a_prefer_that_cannot_be_read_is_refused(value: str) -> None:
    """What does not follow the grammar is an error."""
    with pytest.raises(InvalidHeader):
        wait_of(headers(("prefer", value)), 60.0)


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF), max_size=300))
def test_any_prefer_is_read_or_refused(value: str) -> None:
    """No header makes anything else happen."""
    with suppress(InvalidHeader):
        assert wait_of(headers(("prefer", value)), 60.0) in {None, *range(61)}


@pytest.mark.parametrize(
    ("value", "key"), [("abc", "abc"), ('"abc"', "abc"), ("a" * 255, "a" * 255), ("8e03978e-40d5", "8e03978e-40d5")]
)
def test_an_idempotency_key_stands_with_or_without_quotes(value: str, key: str) -> None:
    """Both spellings are the same key."""
    assert key == idempotency_key_of(headers(("idempotency-key", value)))


@pytest.mark.parametrize("value", ["", '""', "a b", "a" * 256, '"a', "ä", 'a"b'])
def test_an_idempotency_key_of_another_form_is_refused(value: str) -> None:
    """Empty, long or foreign keys are errors, and so are two keys."""
    with pytest.raises(InvalidHeader):
        idempotency_key_of(headers(("idempotency-key", value)))
    with pytest.raises(InvalidHeader):
        idempotency_key_of(headers(("idempotency-key", "a"), ("idempotency-key", "a")))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ('"b,c" ,W/"a" , "d"', True),
        ("*", True),
        (" * ", True),
        ('"b"', False),
        ("a", False),
        ("", False),
        ("foo*", False),
        ('"*"', False),
        ('foo"a"', False),
        ('"a"foo', False),
    ],
)
def test_an_etag_is_found_in_a_list(value: str, expected: bool) -> None:
    """If-None-Match compares weakly and may name several."""
    assert expected is matches_etag(headers(("if-none-match", value)), '"a"')


@pytest.mark.parametrize(
    "value",
    [
        "application/json",
        "Application/JSON; charset=UTF-8",
        'application/json;charset="utf-8"',
        "application/json; charset = utf-8",
    ],
)
def test_json_in_utf_8_is_read(value: str) -> None:
    """Parameters and letter case do not matter."""
    require_media_type(headers(("content-type", value), ("content-encoding", "identity")), ("application/json",))


@pytest.mark.parametrize(
    "pair",
    [
        ("content-type", "text/plain"),
        ("content-type", "application/x-www-form-urlencoded"),
        ("content-type", "application/json; charset=utf-16"),
        ("content-type", "application/json; charset = utf-16"),
        ("content-type", ""),
        ("content-encoding", "gzip"),
        ("content-encoding", "br"),
    ],
)
def test_other_kinds_of_bodies_are_refused(pair: tuple[str, str]) -> None:
    """Another type, another charset and compression are not read."""
    with pytest.raises(UnsupportedMediaType):
        require_media_type(headers(pair), ("application/json",))
