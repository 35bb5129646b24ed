"""The composition root of a process that works: settings in, everything connected out."""

from __future__ import annotations

from collections.abc import Callable

from shared.errors import SitrepError
from shared.jobs.redis_store import RedisJobStore
from shared.settings import Settings
from workers.pipeline.extractor import build_extractor
from workers.tasks import JobRunner


def build_runner(settings: Settings, translate: Callable[[Exception], SitrepError | None]) -> JobRunner:
    """A runner with its model loaded and verified, and its own connection to the job store.

    Raises:
        ArtifactError: the model is missing or damaged.
    """
    extractor = build_extractor(settings)
    store = RedisJobStore(settings.redis_url, settings.key_prefix)
    return JobRunner(store, extractor.extract, settings, translate)
