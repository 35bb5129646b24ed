"""Tests of handing in articles one at a time and fetching their events."""

from __future__ import annotations

import threading
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.articles import Article, ExtractionOptions, Source
from shared.errors import StoreUnavailable
from shared.jobs.operations import Get
from shared.schemas import JobView
from tests.services.api.harness import EXTRACTION, NEWS, Api, eventually, faults, problem, running_api

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\r\n\t"), min_size=1)


def test_an_article_is_accepted_and_told_of(api: Api) -> None:
    """A post is answered with 202, a place to look and a time to look again, and workers are told."""
    answer = api.submit()
    body = answer.json()

    assert 202 == answer.status_code
    assert {"id", "status", "created_at", "links"} == body.keys() and "queued" == body["status"]
    assert f"/v1/extractions/{body['id']}" == body["links"]["self"] == answer.headers["location"]
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert datetime.now(UTC) - datetime.fromisoformat(body["created_at"]) < timedelta(minutes=1)
    assert eventually(lambda: list(api.queue.messages) == [body["id"]])


def test_the_worker_gets_all_that_was_sent(api: Api) -> None:
    """Every field reaches the stored article."""
    sent: dict[str, Any] = {
        "title": "Town shelled",
        "published_at": "2022-02-15T23:30:00-05:00",
        "source": {"url": "https://example.org/1", "name": "Example"},
        "external_id": "a-1",
        "language": "en-GB",
        "options": {"types": ["ASSAULT"], "min_confidence": 0.5},
    }
    id = api.submit(**sent).json()["id"]

    assert api.finish(id) == Article(
        text=NEWS,
        title="Town shelled",
        published_at=date(2022, 2, 15),
        source=Source(url="https://example.org/1", name="Example"),
        language="en-GB",
        options=ExtractionOptions(types=("ASSAULT",), min_confidence=0.5),
    )
    assert "a-1" == api.http.get(f"/v1/extractions/{id}").json()["external_id"]


@given(TEXTS.filter(lambda text: bool(text.strip()) and len(text) <= 500))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_text_is_kept_exactly_as_received(api: Api, text: str) -> None:
    """No character is mended, folded or dropped between the caller and the worker."""
    assert text == api.finish(api.submit(text).json()["id"]).text


def test_a_finished_extraction_holds_the_stored_result(api: Api) -> None:
    """The answer is the record and the result as stored, field for field."""
    id = api.submit(external_id='"result":null').json()["id"]
    api.finish(id)
    view = JobView.model_validate_json(api.http.get(f"/v1/extractions/{id}").content)

    assert EXTRACTION == view.result and "succeeded" == view.status and 1 == view.attempts
    assert '"result":null' == view.external_id and view.error is None
    assert view.started_at and view.finished_at and view.created_at <= view.started_at <= view.finished_at


def test_an_extraction_is_followed_from_state_to_state(api: Api) -> None:
    """Queued, running and failed are told as they are, with the reason of a failure."""
    id = api.submit().json()["id"]
    path = f"/v1/extractions/{id}"
    first = api.http.get(path)
    api.claim(id)
    second = api.http.get(path).json()

    assert "queued" == first.json()["status"] and 0 == first.json()["attempts"] and first.headers["retry-after"]
    assert "running" == second["status"] and second["started_at"] and second["result"] is None

    other = api.submit().json()["id"]
    api.fail(other)
    last = api.http.get(f"/v1/extractions/{other}").json()
    assert {"code": "deadline-exceeded", "detail": "It took too long."} == last["error"] and "failed" == last["status"]


def test_an_etag_stands_for_an_answer(api: Api) -> None:
    """The same state has the same strong ETag and answers 304; a changed state does not."""
    id = api.submit().json()["id"]
    path = f"/v1/extractions/{id}"
    etag = api.http.get(path).headers["etag"]

    same = api.http.get(path, headers={"If-None-Match": f'"x", W/{etag}'})
    assert 304 == same.status_code and b"" == same.content and etag == same.headers["etag"]
    api.finish(id)
    assert 200 == api.http.get(path, headers={"If-None-Match": etag}).status_code
    assert etag.startswith('"') and api.http.get(path).headers["etag"] != etag


def test_a_post_can_wait_for_the_end(api: Api) -> None:
    """With Prefer: wait the post answers 200 with the finished extraction as soon as it is finished."""
    worker = threading.Thread(target=lambda: eventually(api.queue.depth) and api.finish(api.queue.messages[0]))
    worker.start()
    start = time.monotonic()
    answer = api.submit(headers={"Prefer": "respond-async, wait=20"})
    worker.join()

    assert 200 == answer.status_code and "succeeded" == answer.json()["status"]
    assert "wait=20" == answer.headers["preference-applied"]
    assert time.monotonic() - start < 2


def test_a_post_that_waits_in_vain_is_accepted(api: Api) -> None:
    """When the time is over the answer is 202, with the same links as ever."""
    answer = api.submit(headers={"Prefer": "wait=0"})
    assert 202 == answer.status_code and "wait=0" == answer.headers["preference-applied"] and answer.headers["location"]


def test_an_accepted_article_is_answered_with_its_id_whatever_comes(api: Api) -> None:
    """A store that goes away after the acceptance does not turn it into an error."""

    def away(operation: object) -> None:
        if isinstance(operation, Get):
            raise StoreUnavailable

    api.store.broken = away
    assert 202 == api.submit(headers={"Prefer": "wait=0"}).status_code


def test_a_get_can_wait_for_the_end(api: Api) -> None:
    """A long poll answers when the extraction ends, and at once when it has ended already."""
    id = api.submit().json()["id"]
    worker = threading.Timer(0.1, lambda: api.finish(id))
    worker.start()
    start = time.monotonic()
    for _ in range(2):
        answer = api.http.get(f"/v1/extractions/{id}", headers={"Prefer": "wait=20"})
        assert "succeeded" == answer.json()["status"] and "wait=20" == answer.headers["preference-applied"]
    worker.join()
    assert 0.05 < time.monotonic() - start < 2


def test_a_long_wait_is_cut_to_what_is_allowed(api: Api) -> None:
    """A caller that asks for an hour learns how long the service waits at most."""
    id = api.submit().json()["id"]
    api.finish(id)
    answer = api.http.get(f"/v1/extractions/{id}", headers={"Prefer": "wait=3600"})
    assert "wait=60" == answer.headers["preference-applied"]


def test_an_idempotency_key_stands_for_one_extraction(api: Api) -> None:
    """The same key and article give the same id, however the JSON is written; another article is refused."""
    key = {"Idempotency-Key": '"k-1"'}
    first = api.submit(headers=key)
    again = api.post(b'{ "text" : "Rebels shelled \\u0074he town of Kelmar." }', idempotency_key="k-1")
    other = api.submit("Another text.", headers=key)

    assert first.json()["id"] == again.json()["id"] and 202 == again.status_code
    assert "idempotency-replayed" not in first.headers and "true" == again.headers["idempotency-replayed"]
    assert (422, "idempotency-conflict") == problem(other)


def test_a_refused_post_does_not_use_up_its_key(api: Api) -> None:
    """An article that was not acceptable can be mended and posted with the same key."""
    key = {"Idempotency-Key": "k-1"}
    assert 422 == api.submit("", headers=key).status_code
    assert 202 == api.submit(headers=key).status_code


def test_a_queued_extraction_is_cancelled(api: Api) -> None:
    """Deleting what waits cancels it for good and keeps its record."""
    id = api.submit().json()["id"]
    answer = api.http.delete(f"/v1/extractions/{id}")
    assert 200 == answer.status_code and {"id": id, "status": "cancelled"} == answer.json()
    assert "cancelled" == api.http.get(f"/v1/extractions/{id}").json()["status"]


def test_a_finished_extraction_is_erased(api: Api) -> None:
    """Deleting what has ended removes all of it."""
    id = api.submit().json()["id"]
    api.finish(id)
    assert 204 == api.http.delete(f"/v1/extractions/{id}").status_code
    assert (404, "unknown-extraction") == problem(api.http.get(f"/v1/extractions/{id}"))


def test_a_running_extraction_is_left_alone(api: Api) -> None:
    """Deleting what a worker holds is a conflict."""
    id = api.submit().json()["id"]
    api.claim(id)
    assert (409, "extraction-running") == problem(api.http.delete(f"/v1/extractions/{id}"))


@pytest.mark.parametrize(
    "id", ["ex_" + "a" * 24, "ex_short", "ba_" + "a" * 24, "ex_" + "a" * 23 + "%0A", "%00", "ex_*"]
)
def test_an_unknown_id_is_not_found(api: Api, id: str) -> None:
    """Neither an id that never was nor one that cannot be is anything else than unknown."""
    assert (404, "unknown-extraction") == problem(api.http.get(f"/v1/extractions/{id}"))
    assert (404, "unknown-extraction") == problem(api.http.delete(f"/v1/extractions/{id}"))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"text": ""}, ("/text", "text-empty")),
        ({"text": " \n\u2003"}, ("/text", "text-blank")),
        ({"text": "a\0b"}, ("/text", "text-binary")),
        ({"text": "\x01\x02\x03a"}, ("/text", "text-binary")),
        ({"text": "a" * 1001}, ("/text", "text-too-long")),
        ({"text": 7}, ("/text", "wrong-type")),
        ({"text": None}, ("/text", "wrong-type")),
        ({"title": "\0"}, ("/title", "control-character")),
        ({"title": "a" * 2001}, ("/title", "too-long")),
        ({"published_at": "2022-02-30"}, ("/published_at", "bad-date")),
        ({"published_at": "yesterday"}, ("/published_at", "bad-date")),
        ({"published_at": 1644883200}, ("/published_at", "bad-date")),
        ({"source": {"url": "ftp://example.org"}}, ("/source/url", "bad-url")),
        ({"source": {"url": "javascript:alert(1)"}}, ("/source/url", "bad-url")),
        ({"source": {"url": "http://[::1"}}, ("/source/url", "bad-url")),
        ({"source": {"uri": "x"}}, ("/source/uri", "unknown-field")),
        ({"source": "Example"}, ("/source", "wrong-type")),
        ({"external_id": "a" * 257}, ("/external_id", "too-long")),
        ({"external_id": "a\nb"}, ("/external_id", "control-character")),
        ({"language": "English, please"}, ("/language", "bad-language")),
        ({"options": {"types": ["WAR"]}}, ("/options/types/0", "unknown-type")),
        ({"options": {"types": []}}, ("/options/types", "too-short")),
        ({"options": {"min_confidence": 1.5}}, ("/options/min_confidence", "out-of-range")),
        ({"options": {"min_confidence": "0.5"}}, ("/options/min_confidence", "wrong-type")),
        ({"options": {"min_confidence": True}}, ("/options/min_confidence", "wrong-type")),
        ({"callback_url": "https://example.org"}, ("/callback_url", "unknown-field")),
        ({"a/b~c": 1}, ("/a~1b~0c", "unknown-field")),
    ],
)
def test_a_bad_field_is_named(api: Api, fields: dict[str, Any], expected: tuple[str, str]) -> None:
    """A refusal points to the field and says what is wrong by a stable code."""
    assert [expected] == faults(api.submit(**{"text": NEWS, **fields}))


def test_a_missing_text_is_named(api: Api) -> None:
    """The one required field."""
    assert [("/text", "missing-field")] == faults(api.post(b"{}"))
    assert [("", "wrong-type")] == faults(api.post(b"[]"))


def test_the_unknown_type_is_said(api: Api) -> None:
    """The sentence names the type that does not exist, and those that do."""
    sentence = api.submit(options={"types": ["WAR"]}).json()["errors"][0]["detail"]
    assert "WAR" in sentence and "ASSAULT" in sentence


@pytest.mark.parametrize(
    "field", [b'"text": "a\\ud800"', b'"text": "a", "title": "\\udfff"', b'"text": "a", "\\ud800": 1']
)
def test_half_a_surrogate_pair_is_refused(api: Api, field: bytes) -> None:
    """What is no character is an error of its field, wherever it stands."""
    assert 422 == (answer := api.post(b"{%s}" % field)).status_code
    assert "lone-surrogate" == answer.json()["errors"][0]["code"]


def test_refusals_are_few_and_echo_nothing(api: Api) -> None:
    """At most ten faults are named, and no value that was sent comes back."""
    fields: dict[str, Any] = {f"field{i}": "s3cret" for i in range(30)}
    answer = api.submit("", external_id="s3cret\n", **fields)
    assert 10 == len(faults(answer)) and "s3cret" not in answer.text
    assert "32" in answer.json()["detail"]


def test_a_full_backlog_is_said() -> None:
    """When too much waits a post is refused, with the time after which to post again."""
    with running_api(max_backlog_jobs=1) as small:
        assert 202 == small.submit().status_code
        answer = small.submit()
        assert (429, "backlog-full") == problem(answer) and int(answer.headers["retry-after"]) > 0


def test_a_store_that_is_away_is_said(api: Api) -> None:
    """Without the store every call is a 503 that says when to come back; never a 404 and never a 500."""

    def away(_: object) -> None:
        raise StoreUnavailable

    path = f"/v1/extractions/{api.submit().json()['id']}"
    api.store.broken = away
    for answer in (api.submit(), api.http.get(path), api.http.delete(path), api.http.get("/healthz/ready")):
        assert (503, "store-unavailable") == problem(answer) and "1" == answer.headers["retry-after"]
    assert 200 == api.http.get("/healthz/live").status_code
