"""Fixtures of the whole suite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import redis

from deploy.local.processes import guarded
from deploy.local.redis_server import running_redis
from tests.e2e.stack import ServiceStack, service_stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServiceStack]:
    """A whole service with the model that ships, shared by all tests that leave it as they found it."""
    with service_stack(tmp_path_factory.mktemp("stack")) as running:
        yield running


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real Redis for the whole run."""
    folder = tmp_path_factory.mktemp("redis")
    with guarded() as guard, running_redis(data=folder, log=folder / "redis.log", guard=guard) as server:
        yield server.url


@pytest.fixture
def redis_url(redis_server: str) -> str:
    """The URL of a real Redis that is empty."""
    with redis.Redis.from_url(redis_server) as client:
        client.flushall()
    return redis_server
