"""Ids over Celery: sends by the task's name, so that a sender needs nothing of what works."""

from __future__ import annotations

import json
from base64 import b64decode
from binascii import Error as Base64Error
from typing import Any

import redis
from celery import Celery
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from shared.errors import StoreUnavailable
from shared.queue.celery_settings import TASK, celery_settings
from shared.settings import Settings

BUDGET_S = 2


class CeleryQueue:
    """A queue on Celery's Redis broker. Connects when it is first used; safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        config = celery_settings(settings)
        self.queue = settings.queue
        self.key = f"{config['broker_transport_options']['global_keyprefix']}{settings.queue}"
        self.celery = Celery("sitrep", set_as_current=False, config_source=sending(config))
        self.redis = redis.Redis.from_url(
            config["broker_url"], socket_timeout=BUDGET_S, socket_connect_timeout=BUDGET_S, socket_keepalive=True
        )

    def send(self, job_ids: tuple[str, ...]) -> None:
        """See JobQueue.send."""
        try:
            with self.celery.producer_or_acquire() as producer:
                for job_id in job_ids:
                    self.celery.send_task(TASK, (job_id,), producer=producer, retry=False, argsrepr="()")
        except (OperationalError, RedisError, OSError) as error:
            raise StoreUnavailable from error

    def depth(self) -> int:
        """See JobQueue.depth."""
        try:
            return int(self.redis.llen(self.key))
        except (RedisError, OSError) as error:
            raise StoreUnavailable from error

    def oldest(self) -> str | None:
        """See JobQueue.oldest."""
        try:
            message = self.redis.lindex(self.key, -1)
        except (RedisError, OSError) as error:
            raise StoreUnavailable from error
        return job_id_in(message) if isinstance(message, bytes) else None

    def close(self) -> None:
        """Release the connections."""
        self.celery.close()
        self.redis.close()


def sending(config: dict[str, Any]) -> dict[str, Any]:
    """The configuration of a sender, which gives up after two seconds instead of waiting on a Redis that is frozen."""
    options = {
        **config["broker_transport_options"],
        "socket_timeout": BUDGET_S,
        "socket_connect_timeout": BUDGET_S,
        "max_retries": 1,
        "interval_start": 0,
    }
    return {**config, "broker_transport_options": options, "broker_pool_limit": 4}


def job_id_in(message: bytes) -> str | None:
    """The job id in a message as the broker keeps it; None when the message is not one of ours."""
    try:
        (arguments, *_) = json.loads(b64decode(json.loads(message)["body"]))
        (job_id,) = arguments
    except (ValueError, KeyError, TypeError, Base64Error, RecursionError):
        return None
    return job_id if isinstance(job_id, str) and job_id.isascii() else None
