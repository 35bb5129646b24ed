"""Tests of how the service is put together for real."""

from __future__ import annotations

from services.api.main import build_app, build_server
from shared.settings import Settings


def test_nothing_is_connected_before_it_is_used() -> None:
    """The application is built without a Redis, and listens where the settings say."""
    settings = Settings(redis_url="redis://127.0.0.1:1/0", host="127.0.0.1", port=1234)
    config = build_server(build_app(settings), settings).config
    assert ("127.0.0.1", 1234) == (config.host, config.port)
    assert not config.access_log and not config.server_header
