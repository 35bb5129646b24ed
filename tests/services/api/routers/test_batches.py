"""Tests of handing in many articles in one call."""

from __future__ import annotations

import json

import pytest

from shared.errors import StoreUnavailable
from shared.jobs.operations import Accept, Operation
from shared.schemas import BatchResultView
from tests.services.api.harness import EXTRACTION, NEWS, Api, eventually, problem, running_api


def problem_codes(api: Api, batch_id: str) -> dict[int, str | None]:
    """By line: the code of its first fault or of its problem, None for a good line."""
    lines = api.results(batch_id)
    return {line["line"]: line["problem"] and code_of(line["problem"]) for line in lines}


def code_of(problem: dict[str, object]) -> str:
    """The code of a problem's first fault, or of the problem itself."""
    errors = problem["errors"]
    return str(errors[0]["code"]) if errors else str(problem["type"]).rpartition("/")[2]  # type: ignore[index]


def test_every_line_becomes_an_extraction(api: Api) -> None:
    """A batch is accepted with counts, and workers are told of every line."""
    answer = api.post_lines({"text": NEWS, "custom_id": "a"}, {"text": NEWS}, b"", {"text": NEWS})
    body = answer.json()

    assert 202 == answer.status_code and answer.headers["location"] == body["links"]["self"]
    assert "queued" == body["status"] and (3, 3, 0) == tuple(body["counts"][k] for k in ("total", "queued", "rejected"))
    results = api.results(body["id"])
    assert [(1, "a"), (2, None), (4, None)] == [(line["line"], line["custom_id"]) for line in results]
    assert eventually(lambda: set(api.queue.messages) == {line["id"] for line in results})


def test_results_come_in_the_order_of_the_lines(api: Api) -> None:
    """Each line has what has become of it: a result, a failure, nothing yet, or nothing any more."""
    batch = api.post_lines(*({"text": f"{NEWS} {i}", "custom_id": str(i)} for i in range(80))).json()
    ids = [line["id"] for line in api.results(batch["id"])]
    api.finish(ids[70])
    api.fail(ids[1])
    api.http.delete(f"/v1/extractions/{ids[2]}")
    api.finish(ids[3])
    api.http.delete(f"/v1/extractions/{ids[3]}")
    lines = [BatchResultView.model_validate(line) for line in api.results(batch["id"])]
    after = api.http.get(batch["links"]["self"]).json()

    assert [str(i) for i in range(80)] == [line.custom_id for line in lines]
    assert EXTRACTION == lines[70].result and "succeeded" == lines[70].status
    assert lines[1].error and ("failed", "cancelled", None) == (lines[1].status, lines[2].status, lines[3].status)
    assert "running" == after["status"]
    assert after["counts"] == {
        "total": 80, "rejected": 0, "queued": 76, "running": 0, "succeeded": 1, "failed": 1, "cancelled": 1, "gone": 1,
    }  # fmt: skip


def test_a_bad_line_costs_no_other(api: Api) -> None:
    """Whatever is wrong with a line is told at that line; all the good ones are accepted."""
    answer = api.post_lines(
        {"text": NEWS, "custom_id": "good"},
        b"{not json",
        {"text": "", "custom_id": "empty"},
        {"text": NEWS, "custom_id": "good"},
        b'{"text": "\xff"}',
        {"text": "a" * 5000, "custom_id": "long"},
        {"text": NEWS, "custom_id": "a\nb"},
        [],
        {"text": NEWS, "callback_url": "https://example.org"},
        {"text": NEWS, "custom_id": "last"},
    )
    body = answer.json()
    expected = [
        None, "malformed-json", "text-empty", "duplicate-custom-id", "malformed-json", "body-too-large",
        "control-character", "wrong-type", "unknown-field", None,
    ]  # fmt: skip

    assert 202 == answer.status_code and (10, 8, 2) == tuple(body["counts"][k] for k in ("total", "rejected", "queued"))
    assert dict(enumerate(expected, 1)) == problem_codes(api, body["id"])
    assert ["good", None, "empty", "good"] == [line["custom_id"] for line in api.results(body["id"])][:4]
    assert "s3cret" not in json.dumps(api.results(body["id"]))


def test_a_batch_of_bad_lines_is_finished(api: Api) -> None:
    """When no line is good the batch is still one, and its results say why."""
    body = api.post_lines({"text": ""}).json()
    assert "finished" == body["status"] and 1 == body["counts"]["rejected"]


def test_lines_may_end_as_on_windows_or_not_at_all(api: Api) -> None:
    """CR LF ends a line, and the last one needs no end."""
    answer = api.post_lines(b'{"text": "one"}\r\n\r\n  \r', b'{"text": "two"}')
    raw = api.http.post("/v1/batches", content=b'{"text": "one"}', headers={"content-type": "application/jsonl"})
    assert 2 == answer.json()["counts"]["queued"] and 1 == raw.json()["counts"]["queued"]


@pytest.mark.parametrize("body", [b"", b"\n\n \n"])
def test_an_empty_batch_is_refused(api: Api, body: bytes) -> None:
    """There must be a line."""
    answer = api.http.post("/v1/batches", content=body, headers={"content-type": "application/x-ndjson"})
    assert (422, "empty-batch") == problem(answer)


def test_limits_refuse_the_whole_batch(api: Api) -> None:
    """Too many lines or bytes are refused before anything of the batch is taken in."""
    assert (413, "too-many-lines") == problem(api.post_lines(*[{"text": NEWS}] * 101))
    assert (413, "body-too-large") == problem(api.post_lines(*[{"text": "a" * 900}] * 80))
    assert not api.jobs.jobs


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_the_last_line_counts_however_it_ends(end: bytes) -> None:
    """The limit holds for lines, not for their ends."""
    lines = [b'{"text": "one"}'] * 3
    kind = {"content-type": "application/x-ndjson"}
    with running_api(max_batch_lines=2) as api:
        assert 202 == api.http.post("/v1/batches", content=b"\n".join(lines[:2]) + end, headers=kind).status_code
        answer = api.http.post("/v1/batches", content=b"\n".join(lines) + end, headers=kind)
        assert (413, "too-many-lines") == problem(answer)


def test_a_batch_for_which_there_is_no_room_is_refused() -> None:
    """When not even the first lines find room nothing is accepted, and the caller learns when to come again."""
    with running_api(max_backlog_jobs=1) as api:
        api.submit()
        answer = api.post_lines(*[{"text": NEWS}] * 3)
        assert (429, "backlog-full") == problem(answer) and int(answer.headers["retry-after"]) > 0
        assert 1 == len(api.jobs.jobs)


def test_a_full_backlog_costs_only_the_lines_that_found_it_full() -> None:
    """The lines before it are accepted; the others can be sent again."""
    with running_api(max_backlog_jobs=40) as api:
        body = api.post_lines(*[{"text": NEWS}] * 60).json()
        problems = [line["problem"] for line in api.results(body["id"]) if line["problem"]]

        assert (40, 20) == (body["counts"]["queued"], body["counts"]["rejected"])
        assert {("/problems/backlog-full", 429, True)} == {(p["type"], p["status"], p["retryable"]) for p in problems}


def test_an_idempotency_key_stands_for_one_batch(api: Api) -> None:
    """The same key and body give the same batch; another body is refused; nothing is accepted twice."""
    key = {"Idempotency-Key": "b-1"}
    first = api.post_lines({"text": NEWS}, headers=key)
    again = api.post_lines({"text": NEWS}, headers=key)
    other = api.post_lines({"text": "Another."}, headers=key)

    assert first.json()["id"] == again.json()["id"] and "true" == again.headers["idempotency-replayed"]
    assert (422, "idempotency-conflict") == problem(other)
    assert 1 == len(api.jobs.jobs)


def test_without_the_store_no_batch_is_accepted(api: Api) -> None:
    """When the store takes nothing the call is a 503."""

    def away(operation: Operation[object]) -> None:
        if isinstance(operation, Accept):
            raise StoreUnavailable

    api.store.broken = away
    assert (503, "store-unavailable") == problem(api.post_lines({"text": NEWS}))


@pytest.mark.parametrize("id", ["ba_" + "a" * 24, "ba_x", "ex_" + "a" * 24])
def test_an_unknown_batch_is_not_found(api: Api, id: str) -> None:
    """Neither an id that never was nor one that cannot be is anything else than unknown."""
    assert (404, "unknown-batch") == problem(api.http.get(f"/v1/batches/{id}"))
    assert (404, "unknown-batch") == problem(api.http.get(f"/v1/batches/{id}/results"))
