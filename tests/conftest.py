"""Fixtures of the whole suite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.stack import ServiceStack, service_stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServiceStack]:
    """A whole service with the model that ships, shared by all tests that leave it as they found it."""
    with service_stack(tmp_path_factory.mktemp("stack")) as running:
        yield running
