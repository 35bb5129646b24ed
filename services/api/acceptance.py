"""Acceptance: an article becomes a stored job. What is answered with a 2xx from here on cannot be lost."""

from __future__ import annotations

import hashlib

from services.api.dependencies import Services
from shared.jobs.job import new_job_id
from shared.jobs.operations import Accept, Accepted
from shared.schemas import SubmitRequest


async def accept(
    services: Services,
    request: SubmitRequest,
    *,
    idempotency_key: str | None = None,
    batch_id: str | None = None,
) -> Accepted:
    """Store the job of an article; telling the workers is left to the caller.

    Raises:
        BacklogFull, IdempotencyConflict, StoreUnavailable: it is not stored.
    """
    return await services.store.run(
        Accept(
            id=new_job_id(),
            article=request.to_article().model_dump_json().encode(),
            admission=services.admission,
            resend_after_s=services.settings.resend_after_s,
            external_id=request.external_id,
            idempotency_key=idempotency_key,
            fingerprint=fingerprint_of(request) if idempotency_key else "",
            batch_id=batch_id,
        )
    )


def fingerprint_of(request: SubmitRequest) -> str:
    """A digest of what the request says: equal for bodies that differ only in how the JSON is written."""
    return hashlib.sha256(request.model_dump_json().encode()).hexdigest()
