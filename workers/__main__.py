"""python -m workers [--concurrency N]: a worker with so many processes, one a core unless told otherwise."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from threading import Event

from shared.errors import ArtifactError
from shared.jobs.redis_store import RedisJobStore
from shared.jobs.sweeper import Sweeper
from shared.logs import configure_logs
from shared.queue.celery_queue import CeleryQueue
from shared.settings import Settings
from workers.backends.select import require_backend
from workers.model.artifact import open_artifact
from workers.supervisor import Supervisor, celery_command

CONFIGURATION_ERROR = 78
"""EX_CONFIG of sysexits.h: starting again would not help."""


def main() -> int:
    """Work until SIGTERM or SIGINT; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m workers", description="Read articles that wait in Redis.")
    cores = os.cpu_count() or 1
    parser.add_argument("--concurrency", type=int, default=cores, metavar="N", help="processes (default: one a core)")
    options = parser.parse_args()
    settings = Settings()
    configure_logs(settings.log_level)
    try:
        require_backend(settings.backend)
        open_artifact(settings.model).verify()
    except (ArtifactError, ValueError) as error:
        sys.stderr.write(f"sitrep: {error}\n")
        return CONFIGURATION_ERROR
    supervisor = Supervisor(celery_command(options.concurrency), Event())
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, supervisor.stop)
    sweeper = Sweeper(RedisJobStore(settings.redis_url, settings.key_prefix), CeleryQueue(settings), settings)
    sweeper.start()
    supervisor.run()
    sweeper.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
