"""Checks of what callers write into fields: each refusal has a stable code and a sentence that says what to change.

Used by the schemas as pydantic validators. Nothing is ever mended: a value is taken exactly as it came, or refused.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from pydantic_core import PydanticCustomError

from shared.ontology import load_ontology

CONTROLS = "".join(map(chr, range(0x20))).translate({ord(char): None for char in "\t\n\v\f\r"}) + "\x7f"
"""Characters that no text is made of; a NUL is refused at once, the others when they are many."""
MOSTLY = 0.3
"""Share of control characters from which a text is binary data."""
LINE_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
LONGEST_DATE = 40
MOST_ITEMS = 64


def check_string(value: Any) -> Any:
    """``value``, unless it is a string that cannot be stored as UTF-8 or holds a NUL."""
    if isinstance(value, str):
        _refuse_half_characters(value)
        if "\0" in value:
            raise PydanticCustomError("control-character", "holds a NUL character; leave it out")
    return value


def check_line(value: str) -> str:
    """``value``, unless it holds a control character or a line break."""
    if LINE_CONTROLS.search(value):
        raise PydanticCustomError("control-character", "holds a control character or a line break; leave it out")
    return value


def check_text(value: Any) -> Any:
    """``value``, unless it is a string in which there is nothing to read."""
    if isinstance(value, str):
        if not value:
            raise PydanticCustomError("text-empty", "the text is empty; send the article's text")
        if "\0" in value or sum(map(value.count, CONTROLS)) > MOSTLY * len(value):
            raise PydanticCustomError("text-binary", "this is binary data, not a text; send the text that it holds")
        _refuse_half_characters(value)
        if value.isspace():
            raise PydanticCustomError("text-blank", "the text is only white space; send the article's text")
    return value


def check_length(text: str, limit: int) -> str:
    """``text``, unless it has more than ``limit`` code points."""
    if len(text) > limit:
        raise PydanticCustomError(
            "text-too-long",
            "the text has {length} characters; at most {limit} are read at once, split it",
            {"length": len(text), "limit": limit},
        )
    return text


def parse_day(value: Any) -> Any:
    """The day that an ISO 8601 date, or date and time, names: the date as it is written there."""
    if value is None or isinstance(value, date):
        return value
    try:
        if len(value) > LONGEST_DATE:
            raise ValueError  # noqa: TRY301 - the same refusal as any other string that is no date
        return datetime.fromisoformat(value).date()
    except (TypeError, ValueError):
        sentence = "is no date such as 2022-02-15, nor a date and time such as 2022-02-15T08:30:00Z"
        raise PydanticCustomError("bad-date", sentence) from None


def check_url(value: str) -> str:
    """``value``, unless it is something else than an absolute http or https URL."""
    try:
        parts = urlsplit(value)
        good = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or any(char.isspace() for char in value):
        raise PydanticCustomError("bad-url", "is no http or https URL such as https://example.org/news/1")
    return value


def check_language(value: str) -> str:
    """``value``, unless it does not look like a BCP 47 tag."""
    if not LANGUAGE.fullmatch(value):
        raise PydanticCustomError("bad-language", "is no language tag such as en or pt-BR")
    return value


def check_items(value: Any) -> Any:
    """``value``, unless it is an array that is empty or too long.

    Pydantic's own bounds count the good items only: of a million bad ones it would report each.
    """
    if isinstance(value, list) and not value:
        raise PydanticCustomError("too-short", "must not be empty; leave it out to mean all")
    if isinstance(value, list) and len(value) > MOST_ITEMS:
        raise PydanticCustomError("too-long", "has more items than are read")
    return value


def check_event_type(value: str) -> str:
    """``value``, unless the ontology has no such event type."""
    known = load_ontology().type_names
    if value not in known:
        shown = value if value.isascii() and value.isprintable() and len(value) <= LONGEST_DATE else "of this name"
        sentence = "there is no event type {shown}; the types are {known}"
        raise PydanticCustomError("unknown-type", sentence, {"shown": shown, "known": ", ".join(known)})
    return value


def _refuse_half_characters(value: str) -> None:
    if value.isascii():
        return
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        sentence = "holds half of a surrogate pair; send the whole character"
        raise PydanticCustomError("lone-surrogate", sentence) from None
