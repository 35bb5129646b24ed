"""The application: every part of the HTTP service, put together in one place."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from importlib.metadata import version
from typing import Any, Protocol

from fastapi import FastAPI

from services.api import documentation as docs
from services.api import pages
from services.api.body_guard import Allowance, BodyGuard
from services.api.bounded_store import BoundedStore
from services.api.dependencies import Services
from services.api.dispatcher import Dispatcher
from services.api.document import build_document
from services.api.errors import install_handlers
from services.api.middleware import HeadAsGet, LastNet, RequestContext
from services.api.routers import batches, extractions, health, ontology, problems
from services.api.watcher import Watcher
from shared.jobs.store import AsyncJobStore
from shared.queue.queue import JobQueue
from shared.settings import Settings

STORE_S = 0.9
"""How long a request waits for the job store."""


class Background(Protocol):
    """Work that goes on beside the requests, such as the sweeper."""

    def start(self) -> None:
        """Begin."""

    def stop(self) -> None:
        """End, and wait for the end."""


class Service(FastAPI):
    """FastAPI with the complete OpenAPI document."""

    def openapi(self) -> dict[str, Any]:
        """The document, built when it is first asked for."""
        if not self.openapi_schema:
            self.openapi_schema = build_document(self)
        return self.openapi_schema


def create_app(
    settings: Settings, store: AsyncJobStore, queue: JobQueue, background: Background | None = None
) -> FastAPI:
    """The service over a job store and a queue. All three are closed or stopped when it ends."""
    bounded = BoundedStore(store, STORE_S)
    services = Services(settings, bounded, Dispatcher(queue), Watcher(bounded))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as closing:  # from the last to the first, even if some of them fail
            closing.push_async_callback(store.close)
            closing.callback(queue.close)
            if background:
                background.start()
                closing.push_async_callback(asyncio.to_thread, background.stop)
            closing.push_async_callback(services.dispatcher.close)
            closing.push_async_callback(services.watcher.close)
            yield

    app = Service(
        title=docs.TITLE,
        version=version("sitrep"),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.services = services
    _add_routes(app)
    _add_middleware(app, settings)
    return app


def _add_routes(app: FastAPI) -> None:
    for module in (extractions, batches, ontology, health, problems, pages):
        app.include_router(module.router)
    app.mount(pages.ASSETS, pages.static_files())
    install_handlers(app)


def _add_middleware(app: FastAPI, settings: Settings) -> None:
    """The one that is added last is the outermost."""
    article = Allowance(settings.max_body_bytes, settings.body_pause_s, settings.body_s)
    batch = Allowance(settings.max_batch_bytes, settings.body_pause_s, settings.batch_body_s)
    app.add_middleware(BodyGuard, default=article, by_path={"/v1/batches": batch})
    app.add_middleware(LastNet)
    app.add_middleware(HeadAsGet)
    app.add_middleware(RequestContext)
