"""``/problems``: what each problem type means; a problem's ``type`` is the path of its page here."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter
from pydantic import BaseModel, Field

from services.api import documentation as docs
from services.api.errors import KINDS, kind_of, type_of
from shared.errors import SitrepError, UnknownPath


class ProblemKindView(BaseModel):
    """A kind of problem."""

    type: str
    title: str
    status: int = Field(description="HTTP status")
    detail: str = Field(description="what it says unless there is something more exact to say")
    retryable: bool = Field(description="whether the same request may succeed later")


BY_CODE: Mapping[str, type[SitrepError]] = {kind.code: kind for kind in KINDS}

router = APIRouter(prefix="/problems", tags=["problems"])


def _view(kind: type[SitrepError]) -> ProblemKindView:
    status, title = kind_of(kind)
    detail = kind().detail
    return ProblemKindView(type=type_of(kind.code), title=title, status=status, detail=detail, retryable=kind.retryable)


@router.get("", summary="All kinds of problems", responses=docs.problems())
async def list_problems() -> tuple[ProblemKindView, ...]:
    """Every problem that the service can answer with."""
    return tuple(map(_view, KINDS))


@router.get(
    "/{code}",
    summary="One kind of problem",
    responses={200: docs.answer("The kind of problem.", ProblemKindView), **docs.problems(UnknownPath)},
)
async def get_problem(code: str) -> ProblemKindView:
    """What a problem type means."""
    if code not in BY_CODE:
        raise UnknownPath
    return _view(BY_CODE[code])
