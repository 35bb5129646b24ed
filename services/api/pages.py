"""Pages for people: ``/`` says what is where, ``/docs`` is Swagger UI, served from here."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response
from starlette.staticfiles import StaticFiles

ASSETS = "/docs/assets"
CONTENT_SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sitrep: the HTTP interface</title>
<link rel="icon" href="docs/assets/favicon.png">
<link rel="stylesheet" href="docs/assets/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="docs/assets/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""
SCRIPT = """SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null,
});
"""

PLACES = {
    "name": "sitrep",
    "links": {
        "extractions": "/v1/extractions",
        "batches": "/v1/batches",
        "ontology": "/v1/ontology",
        "documentation": "/docs",
        "openapi": "/openapi.json",
        "problems": "/problems",
        "health": "/healthz/ready",
    },
}

router = APIRouter(include_in_schema=False)


def static_files() -> StaticFiles:
    """The files of Swagger UI."""
    return StaticFiles(packages=[("fastapi_offline", "static")])


@router.get("/")
async def index() -> dict[str, Any]:
    """What is where."""
    return PLACES


@router.get("/docs")
async def page() -> Response:
    """The page."""
    return Response(PAGE, media_type="text/html", headers={"Content-Security-Policy": CONTENT_SECURITY})


@router.get("/docs/start.js")
async def script() -> Response:
    """What the page starts; a file of its own, so that the page needs no inline script."""
    return Response(SCRIPT, media_type="text/javascript")
