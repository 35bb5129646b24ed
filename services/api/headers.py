"""Request headers that change an answer: Prefer (RFC 7240), Idempotency-Key, If-None-Match, Content-Type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from starlette.datastructures import Headers

from shared.errors import InvalidHeader, UnsupportedMediaType

TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - RFC 9110's word for it
QUOTED = r'"(?:[^"\\]|\\.)*+"'
PARAMETER = rf"{TOKEN}(?:[ \t]*=[ \t]*(?:{TOKEN}|{QUOTED}))?"
PREFERENCE = re.compile(
    rf"({TOKEN})(?:[ \t]*=[ \t]*({TOKEN}|{QUOTED}))?"
    rf"(?:[ \t]*;[ \t]*(?:{PARAMETER})?)*+"
    r"[ \t]*(?:,[ \t,]*|\Z)"
)
ETAG = re.compile(r'(?:^|,)[ \t]*(?:W/)?("[^"]*")[ \t]*(?=,|$)')
IDEMPOTENCY_KEY = re.compile(r'[\x21\x23-\x5b\x5d-\x7e]{1,255}|"(?:[\x21\x23-\x5b\x5d-\x7e]){1,255}"')
MAX_HEADER_CHARS = 1024


def wait_of(headers: Headers, max_s: float) -> int | None:
    """Whole seconds that the caller prefers to wait for the end, at most ``max_s``; None when it says nothing.

    A wait that is no number of seconds is ignored, as RFC 7240 wants of what cannot be complied with.

    Raises:
        InvalidHeader: Prefer does not follow the grammar of RFC 7240.
    """
    for name, value in _preferences(",".join(headers.getlist("prefer"))):
        if name == "wait":
            return min(int(value), int(max_s)) if value.isascii() and value.isdigit() else None
    return None


def idempotency_key_of(headers: Headers) -> str | None:
    """The Idempotency-Key, without the quotes in which it may stand; None when there is none.

    Raises:
        InvalidHeader: it is none, or there are several.
    """
    given = headers.getlist("idempotency-key")
    if not given:
        return None
    if len(given) > 1 or not IDEMPOTENCY_KEY.fullmatch(given[0]):
        raise InvalidHeader("Idempotency-Key must be given once, as 1 to 255 visible ASCII characters without quotes.")
    return given[0].strip('"')


def matches_etag(headers: Headers, etag: str) -> bool:
    """Whether If-None-Match names ``etag``: the caller has this answer already."""
    given = ",".join(headers.getlist("if-none-match"))
    return given.strip(" \t") == "*" or etag in ETAG.findall(given)


def require_media_type(headers: Headers, known: tuple[str, ...]) -> None:
    """Check that the body is of a ``known`` type, in UTF-8 and not compressed. No type at all is taken as known.

    Raises:
        UnsupportedMediaType: it is not.
    """
    if headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise UnsupportedMediaType("Compressed bodies are not read; send it without Content-Encoding.")
    given = headers.get("content-type")
    if given is None:
        return
    kind, *parameters = (part.strip().lower() for part in given.split(";"))
    if kind not in known:
        raise UnsupportedMediaType(f"The body must be sent with Content-Type: {known[0]}.")
    pairs = [tuple(side.strip() for side in part.partition("=")) for part in parameters]
    if {value.strip('"') for name, _, value in pairs if name == "charset"} - {"utf-8", "utf8"}:
        raise UnsupportedMediaType("The body must be in UTF-8.")


def _preferences(header: str) -> Iterator[tuple[str, str]]:
    """Names (in small letters) and values of the preferences, in order; the first of a name counts."""
    header = header.strip(" \t,")
    place = 0
    while place < len(header):
        match = PREFERENCE.match(header, place) if len(header) <= MAX_HEADER_CHARS else None
        if match is None:
            raise InvalidHeader("Prefer cannot be read; write it as in RFC 7240, such as Prefer: wait=20.")
        yield match[1].lower(), (match[2] or "").strip('"')
        place = match.end()
