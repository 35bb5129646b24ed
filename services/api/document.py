"""The OpenAPI document of the application, complete with what FastAPI cannot see."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from services.api import documentation as docs
from services.api.examples import BY_MODEL, Document
from shared.schemas import BatchItem, BatchResultView, ProblemView, SubmitRequest

TEMPLATE = "#/components/schemas/{model}"


def build_document(app: FastAPI) -> Document:
    """The document of ``app``, with the schemas of what handlers read and write by themselves."""
    document = get_openapi(
        title=docs.TITLE,
        version=app.version,
        summary=app.summary,
        description=docs.DESCRIPTION,
        routes=app.routes,
        license_info={"name": "Apache 2.0", "identifier": "Apache-2.0"},
    )
    _, read = models_json_schema([(SubmitRequest, "validation"), (BatchItem, "validation")], ref_template=TEMPLATE)
    _, written = models_json_schema(
        [(ProblemView, "serialization"), (BatchResultView, "serialization")], ref_template=TEMPLATE
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name, schema in {**read["$defs"], **written["$defs"]}.items():
        schemas.setdefault(name, schema)
    _add_examples(document)
    return document


def _add_examples(document: Document) -> None:
    """Give every body its example. FastAPI would drop what is null in it."""
    operations = (operation for methods in document["paths"].values() for operation in methods.values())
    bodies = (body for op in operations for body in (op.get("requestBody", {}), *op["responses"].values()))
    for content in (body.get("content", {}).get("application/json", {}) for body in bodies):
        name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
        if name in BY_MODEL:
            content["example"] = BY_MODEL[name]
