"""What a request handler works with: the settings, the job store, the workers' messages, the waiting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from services.api.dispatcher import Dispatcher
from services.api.watcher import Watcher
from shared.jobs.operations import Admission
from shared.jobs.store import AsyncJobStore
from shared.settings import Settings


@dataclass(frozen=True, slots=True)
class Services:
    """Built once a process, by app.py."""

    settings: Settings
    store: AsyncJobStore
    dispatcher: Dispatcher
    watcher: Watcher

    @property
    def admission(self) -> Admission:
        """How much may wait."""
        return Admission(max_jobs=self.settings.max_backlog_jobs, max_bytes=self.settings.max_backlog_bytes)


def services_of(request: Request) -> Services:
    """The services of the application that serves ``request``."""
    services: Services = request.app.state.services
    return services


Serving = Annotated[Services, Depends(services_of)]
