"""From bytes to an Article, with a sentence for everything that is none."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from shared.articles import Article, ExtractionOptions
from shared.errors import InvalidArticle


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for every article that does not say otherwise."""

    published_at: date | None = None
    options: ExtractionOptions = field(default_factory=ExtractionOptions)
    max_chars: int = 500_000


def decode(raw: bytes) -> str:
    """The text that ``raw`` holds.

    Raises:
        InvalidArticle: it is not UTF-8.
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidArticle(f"not a text in UTF-8 (byte {error.start} is {raw[error.start]:#04x})") from None


def parse_record(raw: bytes) -> dict[str, Any]:
    """The JSON object that ``raw`` holds.

    Raises:
        InvalidArticle: it holds something else.
    """
    text = decode(raw)
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        raise InvalidArticle(f"not JSON ({error.msg}, character {error.pos + 1})") from None
    except (ValueError, RecursionError) as error:
        raise InvalidArticle(f"not JSON ({error})") from None
    if not isinstance(record, dict):
        raise InvalidArticle("not a JSON object")
    return record


def parse_date(value: str) -> date:
    """The day that an ISO 8601 date or date and time names, as written.

    Raises:
        InvalidArticle: it is neither.
    """
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        raise InvalidArticle(f"{value!r} is not a date such as 2022-02-15") from None


def build_article(record: dict[str, Any], defaults: Defaults) -> Article:
    """The article of a record with ``text`` and perhaps ``date`` or ``published_at``, ``title``, ``language``.

    Raises:
        InvalidArticle: a field has the wrong type or the text cannot be read.
    """
    published = _string(record, "published_at") or _string(record, "date")
    return Article(
        text=check_text(_string(record, "text"), defaults.max_chars),
        title=_string(record, "title"),
        published_at=parse_date(published) if published else defaults.published_at,
        language=_string(record, "language"),
        options=defaults.options,
    )


def id_of(record: dict[str, Any]) -> str | None:
    """The id that a record gives itself.

    Raises:
        InvalidArticle: it is neither a string nor a number.
    """
    value = record.get("id")
    return str(value) if isinstance(value, int | float) else _string(record, "id")


def check_text(text: str | None, max_chars: int) -> str:
    """``text`` itself, when it is one that can be read.

    Raises:
        InvalidArticle: it is missing, blank, binary or too long.
    """
    if text is None:
        raise InvalidArticle('there is no field "text"')
    if not text.strip():
        raise InvalidArticle("the text is empty")
    if "\0" in text:
        raise InvalidArticle("this is binary data, not a text (it holds a NUL)")
    if len(text) > max_chars:
        raise InvalidArticle(f"the text has {len(text):,} characters; at most {max_chars:,} are read at once")
    return text


def _string(record: dict[str, Any], field: str) -> str | None:
    value = record.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InvalidArticle(f'the field "{field}" must be a string')
    if not value.isascii() and any("\ud800" <= char <= "\udfff" for char in value):
        raise InvalidArticle(f'the field "{field}" holds half of a surrogate pair')
    return value
