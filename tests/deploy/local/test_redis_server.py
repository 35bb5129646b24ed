"""Tests of the Redis that the launcher starts, with a real one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
import redis

from deploy.local import redis_server
from deploy.local.errors import LaunchError
from deploy.local.processes import guarded
from deploy.local.redis_server import find_redis_server, running_redis, version_of


def a_program(folder: Path, name: str, says: str) -> Path:
    """An executable in ``folder`` that says what a redis-server says of its version."""
    program = folder / name
    program.write_text(f"#!/bin/sh\necho '{says}'\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def test_a_redis_that_is_found_is_recent_enough() -> None:
    """The program that is found runs and has every command that the scripts need."""
    assert (version_of(find_redis_server()) or ()) >= (6, 2)


def test_an_old_redis_of_the_system_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A redis-server before 6.2 is not taken, a valkey-server is."""
    a_program(tmp_path, "redis-server", "Redis server v=5.0.14 sha=0 malloc=libc bits=64")
    newer = a_program(tmp_path, "valkey-server", "Valkey server v=8.0.1 sha=0 malloc=libc bits=64")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin:/bin")
    assert find_redis_server() == newer


def test_no_redis_at_all_is_a_sentence_that_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without any program the launcher says what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(redis_server, "_bundled", lambda: None)
    with pytest.raises(LaunchError, match="apt install redis-server"):
        find_redis_server()


SETTINGS = {
    "appendonly": "yes",
    "appendfsync": "always",
    "maxmemory-policy": "noeviction",
    "bind": "127.0.0.1",
}


def test_it_is_durable_never_evicts_and_is_not_on_the_network(tmp_path: Path) -> None:
    """A Redis that was started has the settings that the guarantees rest on."""
    with (
        guarded() as guard,
        running_redis(data=tmp_path / "data", log=tmp_path / "log", guard=guard) as server,
        redis.Redis.from_url(server.url, decode_responses=True) as client,
    ):
        assert {name: client.config_get(name)[name] for name in SETTINGS} == SETTINGS


def test_what_was_written_is_there_after_a_kill(tmp_path: Path) -> None:
    """A write that was acknowledged outlives SIGKILL."""
    with guarded() as guard:
        with (
            running_redis(data=tmp_path / "data", log=tmp_path / "log", guard=guard) as server,
            redis.Redis.from_url(server.url) as client,
        ):
            client.set("key", "value")
            server.process.process.kill()
        with (
            running_redis(data=tmp_path / "data", log=tmp_path / "log", guard=guard) as server,
            redis.Redis.from_url(server.url) as client,
        ):
            assert client.get("key") == b"value"


def test_a_redis_that_cannot_start_is_a_sentence(tmp_path: Path) -> None:
    """A damaged data file ends the start with Redis's own reason, not with a stack trace or a long wait."""
    (tmp_path / "appendonly.aof").write_bytes(b"this is not a Redis file\n" * 10)
    with (
        guarded() as guard,
        pytest.raises(LaunchError, match="Redis ended with exit code 1"),
        running_redis(data=tmp_path, log=tmp_path / "log", guard=guard),
    ):
        pass
