"""The main job: articles in over HTTP, their events out by id, whatever happens to the worker in between."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest

from shared.articles import Article
from tests.e2e.articles import articles
from tests.e2e.stack import ServiceStack, service_stack

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

ARTICLES = articles(200)
CLIENTS = 8
SITREP = Path(sys.executable).with_name("sitrep")


def line_of(article: Article, **more: str) -> dict[str, Any]:
    """An article as callers write it."""
    return article.model_dump(mode="json", include={"text", "published_at"}, exclude_none=True) | more


def post(http: httpx2.Client, article: Article) -> str:
    """Hand in an article; its id."""
    answer = http.post("/v1/extractions", json=line_of(article))
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


def post_all(stack: ServiceStack, posted: Sequence[Article]) -> list[str]:
    """Hand in articles by several clients at once; ids in the order of the articles."""

    def as_client(number: int) -> list[str]:
        with stack.client() as http:
            return [post(http, article) for article in posted[number::CLIENTS]]

    ids = [""] * len(posted)
    with ThreadPoolExecutor(CLIENTS) as clients:
        for number, mine in enumerate(clients.map(as_client, range(CLIENTS))):
            ids[number::CLIENTS] = mine
    return ids


def fetch(http: httpx2.Client, id: str, patience_s: float = 60.0) -> dict[str, Any]:
    """The finished extraction ``id``."""
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        body: dict[str, Any] = http.get(f"/v1/extractions/{id}", headers={"Prefer": "wait=20"}).json()
        if body["status"] in {"succeeded", "failed", "cancelled"}:
            return body
    pytest.fail(f"{id} was not finished after {patience_s:.0f} s")


def found_in(body: dict[str, Any]) -> dict[str, Any]:
    """All that a body says of its article; the time it took is another each time."""
    return {name: value for name, value in body["result"].items() if name != "stats"}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """What `sitrep extract` finds in the articles, with no service."""
    file = tmp_path_factory.mktemp("articles") / "articles.jsonl"
    lines = [
        json.dumps({"id": str(number), "text": article.text, "date": str(article.published_at or "") or None})
        for number, article in enumerate(ARTICLES)
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    command = [str(SITREP), "extract", "--format", "jsonl", str(file)]
    answer = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "LC_ALL": "C"})
    return [found_in(json.loads(line)) for line in answer.stdout.decode().splitlines()]


def test_every_article_of_eight_clients_has_the_events_of_the_command_line(
    stack: ServiceStack, expected: list[Any]
) -> None:
    """200 articles posted by 8 clients are all fetched by id, each equal to what `sitrep extract` says."""
    ids = post_all(stack, ARTICLES)

    with stack.client() as http:
        found = [fetch(http, id) for id in ids]
    assert len(set(ids)) == len(ARTICLES)
    assert ["succeeded"] * len(ARTICLES) == [body["status"] for body in found]
    assert expected == [found_in(body) for body in found]
    assert sum(len(result["events"]) for result in expected) > len(ARTICLES)


def test_every_span_is_the_words_that_it_names(stack: ServiceStack) -> None:
    """Offsets are code points of the text as it was sent, emoji, CRLF and all."""
    with stack.client() as http:
        for article in ARTICLES[:40]:
            result = fetch(http, post(http, article))["result"]
            for event in result["events"]:
                for span in [event["trigger"], *event["arguments"]]:
                    assert article.text[span["start"] : span["end"]] == span["text"]


def test_a_batch_has_the_same_events(stack: ServiceStack, expected: list[Any]) -> None:
    """The articles as one batch have equal events, line for line, and a bad line among them costs none."""
    lines = [json.dumps(line_of(article, custom_id=f"a{number}")) for number, article in enumerate(ARTICLES)]
    body = "\n".join([*lines[:100], '{"text": ', *lines[100:]]).encode()
    with stack.client() as http:
        batch = http.post("/v1/batches", content=body, headers={"Content-Type": "application/x-ndjson"}).json()
        deadline = time.monotonic() + 60
        while batch["status"] != "finished" and time.monotonic() < deadline:
            time.sleep(0.1)
            batch = http.get(batch["links"]["self"]).json()
        results = [json.loads(line) for line in http.get(batch["links"]["results"]).text.splitlines()]

    good = [result for result in results if result["status"] == "succeeded"]
    assert (201, 1) == (batch["counts"]["total"], batch["counts"]["rejected"])
    assert [f"a{number}" for number in range(200)] == [result["custom_id"] for result in good]
    assert expected == [found_in(result) for result in good]


def kill_one_reader(stack: ServiceStack) -> None:
    """End one process of the pool, as the kernel does when memory is short."""
    os.kill(stack.pool_processes()[0], signal.SIGKILL)


def kill_celery(stack: ServiceStack) -> None:
    """End the Celery worker; its supervisor starts another."""
    os.kill(stack.celery_process(), signal.SIGKILL)


def kill_everything(stack: ServiceStack) -> None:
    """End the worker with its supervisor, as when the power fails, and start it again."""
    stack.kill("worker")
    stack.start("worker")


@pytest.mark.parametrize("kill", [kill_one_reader, kill_celery, kill_everything])
def test_nothing_is_lost_when_a_worker_is_killed(
    kill: Callable[[ServiceStack], None], tmp_path: Path, expected: list[Any]
) -> None:
    """After `kill -9` in the middle of the work every article has its result, the one that it would have had."""
    with service_stack(tmp_path, SITREP_LEASE_S="2", SITREP_RESEND_AFTER_S="1") as own, own.client() as http:
        fetch(http, post(http, ARTICLES[0]))  # the model is loaded
        with ThreadPoolExecutor(1) as beside:
            posting = beside.submit(post_all, own, ARTICLES)
            time.sleep(0.5)
            kill(own)
            ids = posting.result()
        done = [http.get(f"/v1/extractions/{id}").json()["status"] for id in ids].count("succeeded")
        found = [fetch(http, id) for id in ids]

    assert done < len(ids), "all was done before the worker was killed"
    assert expected == [found_in(body) for body in found]
