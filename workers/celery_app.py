"""The Celery side of a worker: one task, one message an article, and a model in each process of the pool.

python -m workers.celery_app --concurrency 2
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence
from typing import Any

import structlog
from billiard.exceptions import SoftTimeLimitExceeded
from celery import Celery
from celery.signals import setup_logging, worker_process_init

from shared.errors import DeadlineExceeded, SitrepError
from shared.logs import configure_logs
from shared.queue.celery_settings import TASK, celery_settings
from shared.settings import Settings
from workers.bootstrap import build_runner
from workers.tasks import JobRunner

log = structlog.get_logger(__name__)

LOAD_PAUSE_S = 5.0
"""A process whose model cannot be loaded ends after so long; the pool starts another at once."""
HARD_LIMIT_GRACE_S = 10.0
"""A process that does not even end when it is told that its time is up is killed this much later."""


def translate(error: Exception) -> SitrepError | None:
    """What Celery raises in a task whose time is up."""
    return DeadlineExceeded() if isinstance(error, SoftTimeLimitExceeded) else None


def working(settings: Settings) -> dict[str, Any]:
    """Celery's configuration of a worker."""
    return {
        **celery_settings(settings),
        "task_soft_time_limit": settings.job_deadline_s,
        "task_time_limit": settings.job_deadline_s + HARD_LIMIT_GRACE_S,
        "worker_proc_alive_timeout": 60.0,  # a process loads its model before it says that it is alive
        "worker_max_tasks_per_child": 10_000,
        "worker_hijack_root_logger": False,
    }


def make_app(settings: Settings) -> Celery:
    """The Celery application of a worker. The model is loaded after the fork: an engine does not survive one."""
    app = Celery("sitrep", set_as_current=False, config_source=working(settings))
    runners: list[JobRunner] = []

    def load(**_: object) -> None:
        try:
            runners.append(build_runner(settings, translate))
        except Exception:  # Celery would swallow it, and this process would take messages that it cannot work on
            log.exception("worker.model")
            time.sleep(LOAD_PAUSE_S)
            os._exit(1)

    def extract(job_id: str) -> None:
        runners[0].run(job_id)

    def log_as_we_do(**_: object) -> None:
        configure_logs(settings.log_level)

    worker_process_init.connect(load, weak=False)
    setup_logging.connect(log_as_we_do, weak=False)
    app.task(name=TASK)(extract)
    return app


def main(arguments: Sequence[str] | None = None) -> None:
    """Work until told to stop; SIGTERM lets running tasks finish."""
    parser = argparse.ArgumentParser(prog="python -m workers.celery_app")
    parser.add_argument("--concurrency", type=int, default=1)
    options = parser.parse_args(arguments)
    settings = Settings()
    make_app(settings).worker_main(
        [
            "worker",
            "--pool=prefork",
            f"--concurrency={options.concurrency}",
            f"--loglevel={settings.log_level}",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
        ]
    )


if __name__ == "__main__":
    main()
