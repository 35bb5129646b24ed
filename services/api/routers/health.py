"""``/healthz``: whether the process lives, and whether it can take articles."""

from __future__ import annotations

from fastapi import APIRouter

from services.api import documentation as docs
from services.api.bounded_store import BoundedStore
from services.api.dependencies import Serving
from shared.errors import Draining, StoreUnavailable
from shared.jobs.operations import Probe
from shared.schemas import HealthView

PROBE_S = 0.5

router = APIRouter(prefix="/healthz", tags=["health"])


@router.get(
    "/live",
    summary="Whether the process lives",
    responses={200: docs.answer("It does.", HealthView), **docs.problems()},
)
async def live() -> HealthView:
    """Answered by the event loop alone, whatever is the matter with the job store."""
    return HealthView(status="ok")


@router.get(
    "/ready",
    summary="Whether articles can be taken",
    responses={
        200: docs.answer("The job store takes jobs.", HealthView),
        **docs.problems(StoreUnavailable, Draining),
    },
)
async def ready(services: Serving) -> HealthView:
    """Tries a write in the job store, for at most half a second. No longer ready when the service is stopping."""
    if services.watcher.is_released:
        raise Draining
    await BoundedStore(services.store, PROBE_S).run(Probe())
    return HealthView(status="ok")
