"""How Celery is set up on both sides of the queue, as far as sender and worker must agree."""

from __future__ import annotations

from typing import Any

from shared.settings import Settings

TASK = "sitrep.extract"
"""Name of the one task; its one argument is the id of a job."""


def celery_settings(settings: Settings) -> dict[str, Any]:
    """Celery's configuration. JSON only, no result backend, and no wait on Redis without an end.

    Redelivery by the broker is not relied on: a sweep of the job store sends again what was lost. The visibility
    timeout is therefore long, so that a message that merely waits in a worker is not given to a second one.
    """
    return {
        "broker_url": settings.broker_url or settings.redis_url,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "broker_transport_options": {
            "visibility_timeout": max(900, int(settings.job_deadline_s * 4)),
            "unacked_restore_interval": 5,
            "unacked_restore_throttle": 1,
            "unacked_mutex_expire": 30,
            "socket_timeout": 5,
            "socket_connect_timeout": 2,
            "socket_keepalive": True,
            "health_check_interval": 5,
            "global_keyprefix": f"{settings.key_prefix}:broker:",
        },
        "task_default_queue": settings.queue,
        "task_serializer": "json",
        "result_serializer": "json",
        "accept_content": ["json"],
        "task_ignore_result": True,
        "result_backend": None,
        "task_acks_late": True,
        "task_reject_on_worker_lost": False,
        "worker_prefetch_multiplier": 1,
        "worker_enable_remote_control": False,
        "worker_send_task_events": False,
        "enable_utc": True,
    }
