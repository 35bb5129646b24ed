"""Tests of what surrounds every request."""

from __future__ import annotations

import json
import time

import pytest
from structlog.testing import capture_logs

from services.api.errors import KINDS
from services.api.pages import ASSETS
from tests.services.api.harness import NEWS, Api, faults, problem, running_api

EVERYWHERE = ["/", "/v1/ontology", "/openapi.json", "/docs", "/nothing", "/v1/extractions", f"{ASSETS}/swagger-ui.css"]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_has_the_headers_that_protect(api: Api, path: str) -> None:
    """Browsers guess no types, tell nobody where they come from, and run nothing but what the page says."""
    headers = api.http.get(path).headers
    assert "nosniff" == headers["x-content-type-options"] and "no-referrer" == headers["referrer-policy"]
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "unsafe-inline" not in headers["content-security-policy"].partition("script-src")[2].partition(";")[0]


@pytest.mark.parametrize(("given", "kept"), [("abc-1.2_3", True), ("a" * 65, False), ("a b", False), ("", False)])
def test_every_answer_names_its_request(api: Api, given: str, kept: bool) -> None:
    """A good id of the caller is handed back; otherwise there is a new one."""
    answer = api.http.get("/nothing", headers={"X-Request-Id": given})
    assert kept is (given == answer.headers["x-request-id"]) and answer.headers["x-request-id"]


def test_answers_about_articles_are_not_cached(api: Api) -> None:
    """No cache keeps an extraction; the ontology may be kept and asked for again."""
    location = api.submit().headers["location"]
    assert "no-store" == api.http.get(location).headers["cache-control"]
    assert "no-cache" == api.http.get("/v1/ontology").headers["cache-control"]


def test_head_is_get_without_a_body(api: Api) -> None:
    """HEAD has the status and headers of GET."""
    location = api.submit().headers["location"]
    head, get = api.http.head(location), api.http.get(location)
    assert 200 == head.status_code and b"" == head.content
    assert (
        get.headers["etag"] == head.headers["etag"] and get.headers["content-length"] == head.headers["content-length"]
    )
    assert 404 == api.http.head("/nothing").status_code


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/v1/extractions", "POST, OPTIONS"),
        ("/v1/extractions/ex_1", "GET, DELETE, HEAD, OPTIONS"),
        ("/v1/ontology", "GET, HEAD, OPTIONS"),
    ],
)
def test_a_path_names_its_methods(api: Api, path: str, methods: str) -> None:
    """OPTIONS answers with them, and so does the refusal of any other method."""
    options, patch = api.http.options(path), api.http.patch(path)
    assert 204 == options.status_code and methods == options.headers["allow"]
    assert (405, "method-not-allowed") == problem(patch) and methods == patch.headers["allow"]


@pytest.mark.parametrize(
    "path", ["/v1/extractions/", "/v1", "/docs/assets/none.js", "/docs/assets/../app.py", "/%ff%fe"]
)
def test_a_path_with_nothing_behind_it_is_a_problem(api: Api, path: str) -> None:
    """There are no redirects to guessed paths and no pages of the framework."""
    assert (404, "unknown-path") == problem(api.http.get(path))


def test_a_failure_tells_nobody_what_was_in_it(api: Api) -> None:
    """A mistake of ours is a 500 without details; the log has its kind and place, not its values."""

    def faulty(_: object) -> None:
        raise ValueError(NEWS)

    api.store.broken = faulty
    with capture_logs() as logs:
        answer = api.submit()
    assert (500, "internal") == problem(answer) and NEWS not in answer.text
    assert "ValueError" in str(logs) and "faulty" in str(logs)
    assert not any(NEWS in str({**entry, "place": ""}) for entry in logs)


def test_many_faults_cost_little_time() -> None:
    """A body full of mistakes is refused in a moment, however many there are."""
    bodies = [
        json.dumps({"text": NEWS, "options": {"types": [1] * 300_000}}),
        json.dumps({"text": NEWS, "options": {"types": ["WAR"] * 100_000}}),
        json.dumps({f"field{i}": [0] * 5000 for i in range(60)}),
    ]
    with running_api() as api:
        start = time.process_time()
        for body in bodies:
            assert 10 >= len(faults(api.post(body)))
        assert time.process_time() - start < 0.5


def test_the_documentation_needs_no_other_host(api: Api) -> None:
    """All that the page loads comes from the service."""
    page = api.http.get("/docs")
    assert page.headers["content-type"].startswith("text/html") and "//" not in page.text.replace("</", "")
    for asset in ("swagger-ui-bundle.js", "swagger-ui.css", "favicon.png"):
        assert f"docs/assets/{asset}" in page.text and 200 == api.http.get(f"{ASSETS}/{asset}").status_code
    assert "openapi.json" in api.http.get("/docs/start.js").text


def test_the_root_says_what_is_where(api: Api) -> None:
    """Every link of the root leads somewhere, if only to a call that must be a post."""
    links = api.http.get("/").json()["links"]
    assert {200, 405} == {api.http.get(path).status_code for path in links.values()}


def test_statuses_of_problems_are_errors() -> None:
    """Every kind of problem has a status of its class and a title."""
    assert all(400 <= status < 600 and title for status, title in KINDS.values())
