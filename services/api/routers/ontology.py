"""``/v1/ontology``: what there is to find, with all codes."""

from __future__ import annotations

from functools import cache

from fastapi import APIRouter, Request, Response
from pydantic import TypeAdapter

from services.api import documentation as docs
from services.api.answers import json_response
from shared.ontology import Ontology, load_ontology

router = APIRouter(prefix="/v1/ontology", tags=["ontology"])


@router.get(
    "",
    summary="The event types, modes, modalities and roles",
    response_model=Ontology,
    responses={304: {"description": "The ontology is as If-None-Match says."}, **docs.problems()},
    openapi_extra={"parameters": [docs.IF_NONE_MATCH]},
)
async def get_ontology(request: Request) -> Response:
    """The closed vocabulary of all results. It changes only with a new version of the model."""
    return json_response(request, encoded_ontology(), {"Cache-Control": "no-cache"})


@cache
def encoded_ontology() -> bytes:
    """The ontology as JSON."""
    return TypeAdapter(Ontology).dump_json(load_ontology())
