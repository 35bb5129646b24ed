"""From pydantic's errors to faults: at most ten, each with a JSON pointer, a stable code and a sentence, no values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from services.api.parsing import shown
from shared.errors import Fault, InvalidArticle
from shared.schemas import SubmitRequest, validate_article

Kind = TypeVar("Kind", bound=SubmitRequest)

MAX_FAULTS = 10

SENTENCES: Mapping[str, tuple[str, str]] = {
    "missing": ("missing-field", "is required"),
    "extra_forbidden": ("unknown-field", "is no field of this request; leave it out"),
    "string_unicode": ("lone-surrogate", "holds half of a surrogate pair; send the whole character"),
    "string_type": ("wrong-type", "must be a string"),
    "float_type": ("wrong-type", "must be a number"),
    "tuple_type": ("wrong-type", "must be an array"),
    "model_type": ("wrong-type", "must be an object"),
    "string_too_short": ("too-short", "must not be empty"),
    "string_too_long": ("too-long", "has more characters than are kept"),
    "greater_than_equal": ("out-of-range", "must be from 0 to 1"),
    "less_than_equal": ("out-of-range", "must be from 0 to 1"),
    "finite_number": ("out-of-range", "must be from 0 to 1"),
}
"""Code and sentence of what pydantic refuses; the schemas' own refusals carry theirs."""


def check_article(kind: type[Kind], body: Any, max_text_chars: int) -> Kind:
    """``body`` as a request of that ``kind``.

    Raises:
        InvalidArticle: with a fault for each field that is not acceptable.
    """
    try:
        return validate_article(kind, body, max_text_chars)
    except ValidationError as error:
        raise invalid_article(error) from None


def invalid_article(error: ValidationError) -> InvalidArticle:
    """The error that tells what pydantic found."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    more = f"The first {MAX_FAULTS} of {len(found)} faults are named." if len(found) > MAX_FAULTS else None
    return InvalidArticle(more, faults=tuple(map(_fault, found[:MAX_FAULTS])))


def _fault(found: Mapping[str, Any]) -> Fault:
    code, sentence = SENTENCES.get(found["type"], (found["type"].replace("_", "-"), found["msg"]))
    return Fault(pointer_to(found["loc"]), code, sentence)


def pointer_to(place: tuple[str | int, ...]) -> str:
    """The JSON pointer (RFC 6901) to a place."""
    return "".join("/" + shown(str(step)).replace("~", "~0").replace("/", "~1") for step in place)
