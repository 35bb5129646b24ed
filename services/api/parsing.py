"""Strict JSON: UTF-8, no duplicate keys, no NaN, bounded depth and width. Refusals say where, and echo no values."""

from __future__ import annotations

import json
import math
import re
from itertools import accumulate
from typing import Any, NoReturn

from shared.errors import MalformedJson

MAX_DEPTH = 32
MAX_KEYS = 64
"""Most keys of one object. Each unknown one is an error, and errors cost time."""
MAX_DIGITS = 32

STRINGS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
STEPS = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")
NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


def parse_json(raw: bytes) -> Any:
    """The value that ``raw`` holds.

    Raises:
        MalformedJson: it is not one JSON value in UTF-8, or is nested too deep.
    """
    text = _decode(raw)
    if depth_of(raw) > MAX_DEPTH:
        raise MalformedJson(f"The body is nested deeper than {MAX_DEPTH} levels.")
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise MalformedJson(f"{error.msg} at line {error.lineno}, column {error.colno}.") from None


def depth_of(raw: bytes) -> int:
    """How deep arrays and objects lie in one another, in time linear in the bytes."""
    brackets = STRINGS.sub(b"", raw).translate(STEPS, NO_BRACKETS)
    return max(accumulate(memoryview(brackets).cast("b")), default=0)


def shown(key: str) -> str:
    """A key as a message may show it: short, and without half characters."""
    key = key if len(key) <= MAX_KEYS else key[:MAX_KEYS] + "…"
    return key.encode("utf-8", "replace").decode()


def _decode(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedJson(f"The body is not UTF-8: byte {error.start} is {raw[error.start]:#04x}.") from None
    if text.startswith("\ufeff"):
        raise MalformedJson("The body begins with a byte order mark; leave it out.")
    return text


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > MAX_KEYS:
        raise MalformedJson(f"An object has more than {MAX_KEYS} keys.")
    members = dict(pairs)
    if len(members) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for index, key in enumerate(keys) if key in keys[:index])
        raise MalformedJson(f"An object has the key {json.dumps(shown(twice), ensure_ascii=False)} more than once.")
    return members


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise MalformedJson(f"A number has more than {MAX_DIGITS} digits.")
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise MalformedJson("A number is too large.")
    return value


def _constant(name: str) -> NoReturn:
    raise MalformedJson(f"{name} is not JSON; leave the field out or write a number.")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_float, parse_constant=_constant, strict=True
)
