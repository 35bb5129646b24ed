"""The service that the tests of this folder share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.services.api.harness import Api, running_api


@pytest.fixture
def api() -> Iterator[Api]:
    """A service with small limits."""
    with running_api(max_text_chars=1000, max_body_bytes=4096, max_batch_lines=100, max_batch_bytes=65536) as running:
        yield running
