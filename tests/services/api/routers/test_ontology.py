"""Tests of the ontology as callers read it."""

from __future__ import annotations

from shared.ontology import load_ontology, parse_ontology
from tests.services.api.harness import Api


def test_the_ontology_is_handed_out_whole(api: Api) -> None:
    """What callers read is what the service reads."""
    body = api.http.get("/v1/ontology").json()
    limited = [{key: value for key, value in role.items() if value is not None} for role in body["roles"]]
    assert load_ontology() == parse_ontology({**body, "roles": limited})


def test_the_ontology_is_sent_once(api: Api) -> None:
    """Who has it already is told so."""
    etag = api.http.get("/v1/ontology").headers["etag"]
    assert 304 == api.http.get("/v1/ontology", headers={"If-None-Match": etag}).status_code
