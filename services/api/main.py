"""``python -m services.api.main`` runs the HTTP service, set up by SITREP_* variables (see shared/settings.py)."""

from __future__ import annotations

import socket

import uvicorn
from fastapi import FastAPI

from services.api.app import create_app
from shared.jobs.redis_store import AsyncRedisJobStore, RedisJobStore
from shared.jobs.sweeper import Sweeper
from shared.logs import configure_logs
from shared.queue.celery_queue import CeleryQueue
from shared.settings import Settings

GRACE_S = 10
"""How long requests may take to end once the service is asked to stop."""
IDLE_S = 30
"""How long a connection is kept for a next request."""


class Server(uvicorn.Server):
    """Uvicorn's server, which answers those who wait for an extraction before it stops."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop: nobody is kept waiting for jobs any longer, requests are answered, the application is closed."""
        self._app.state.services.watcher.release()
        await super().shutdown(sockets)


def build_app(settings: Settings) -> FastAPI:
    """The application over Redis and Celery. Nothing is connected before it is used."""
    store = AsyncRedisJobStore(settings.redis_url, settings.key_prefix)
    queue = CeleryQueue(settings)
    sweeper = Sweeper(RedisJobStore(settings.redis_url, settings.key_prefix), queue, settings)
    return create_app(settings, store, queue, sweeper)


def build_server(app: FastAPI, settings: Settings) -> Server:
    """The server of an application."""
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=IDLE_S,
        timeout_graceful_shutdown=GRACE_S,
        ws="none",
    )
    return Server(config, app)


def main() -> None:
    """Serve until the process is asked to stop."""
    settings = Settings()
    configure_logs(settings.log_level)
    build_server(build_app(settings), settings).run()


if __name__ == "__main__":
    main()
