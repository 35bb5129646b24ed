"""Examples of what is sent and answered, for OpenAPI; the tests hold them against the schemas."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from services.api.errors import kind_of, problem_of, type_of
from shared.errors import BacklogFull, Fault, InvalidArticle

Document = dict[str, Any]
"""A JSON object."""

JOB_ID = "ex_7Fq2bX0cT1mYw9sKjH4eRzLp"
BATCH_ID = "ba_u3NdPq8VhW5oYtCx1Ea6JmKz"
CREATED = "2022-02-15T09:30:00.125000Z"
TEXT = "Ruritania moved two brigades towards the Elbonian border, officials said on Tuesday."

ARTICLE: Document = {
    "text": TEXT,
    "title": "Ruritania moves troops",
    "published_at": "2022-02-16",
    "source": {"url": "https://example.org/news/1", "name": "Example News"},
    "external_id": "article-1",
    "language": "en",
    "options": {"types": ["MOBILIZE", "STATEMENT"], "min_confidence": 0.5},
}
MODEL = {
    "name": "default",
    "version": "1",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}
EVENT: Document = {
    "id": "e1",
    "type": "MOBILIZE",
    "mode": "troops",
    "label": "troop movement",
    "modality": "asserted",
    "confidence": 0.93,
    "trigger": {"text": "moved", "start": 10, "end": 15},
    "sentence": 0,
    "arguments": [
        {"text": "Ruritania", "start": 0, "end": 9, "role": "actor", "confidence": 0.97},
        {"text": "two brigades", "start": 16, "end": 28, "role": "object", "confidence": 0.91},
    ],
    "quad_class": "material conflict",
    "intensity": -6.5,
    "cameo_root": "15",
    "plover": {"event": "MOBILIZE", "mode": "troops"},
}
RESULT: Document = {
    "model": MODEL,
    "ontology": "plover-2.0+statement",
    "language": "en",
    "sentences": [[0, 84]],
    "events": [EVENT],
    "warnings": [],
    "stats": {"sentences": 1, "tokens": 16, "ms": {"scores": 21.5}},
}
SUBMITTED: Document = {
    "id": JOB_ID,
    "status": "queued",
    "created_at": CREATED,
    "links": {"self": f"/v1/extractions/{JOB_ID}"},
}
SUCCEEDED: Document = {
    "id": JOB_ID,
    "status": "succeeded",
    "created_at": CREATED,
    "started_at": "2022-02-15T09:30:00.131000Z",
    "finished_at": "2022-02-15T09:30:00.164000Z",
    "attempts": 1,
    "external_id": "article-1",
    "result": RESULT,
    "error": None,
}
CANCELLED: Document = {"id": JOB_ID, "status": "cancelled"}
COUNTS = {"total": 2, "rejected": 1, "queued": 1, "running": 0, "succeeded": 0, "failed": 0, "cancelled": 0, "gone": 0}
BATCH: Document = {
    "id": BATCH_ID,
    "status": "queued",
    "created_at": CREATED,
    "counts": COUNTS,
    "links": {"self": f"/v1/batches/{BATCH_ID}", "results": f"/v1/batches/{BATCH_ID}/results"},
}
BATCH_BODY = "".join(
    json.dumps(line) + "\n" for line in ({"custom_id": "a", "text": TEXT}, {"custom_id": "b", "text": ""})
)
NOTHING_TO_READ = InvalidArticle(faults=(Fault("/text", "text-empty", "the text is empty; send the article's text"),))
BATCH_RESULTS = (
    {
        "line": 1,
        "custom_id": "a",
        "id": JOB_ID,
        "status": "succeeded",
        "result": RESULT,
        "error": None,
        "problem": None,
    },
    {
        "line": 2,
        "custom_id": "b",
        "id": None,
        "status": None,
        "result": None,
        "error": None,
        "problem": problem_of(NOTHING_TO_READ).model_dump(mode="json"),
    },
)
BY_MODEL: Mapping[str, Document] = {
    "SubmitRequest": ARTICLE,
    "SubmittedView": SUBMITTED,
    "JobView": SUCCEEDED,
    "CancelledView": CANCELLED,
    "BatchView": BATCH,
    "HealthView": {"status": "ok"},
    "ProblemKindView": {
        "type": type_of(BacklogFull.code),
        "title": kind_of(BacklogFull).title,
        "status": kind_of(BacklogFull).status,
        "detail": BacklogFull().detail,
        "retryable": True,
    },
}
"""The example of each body, by the name of its schema."""
