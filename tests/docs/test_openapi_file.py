"""Tests that docs/openapi.json is the document of the application."""

from __future__ import annotations

import json

from deploy.local.processes import ROOT
from services.api.app import create_app
from shared.jobs.memory_store import AsyncMemoryJobStore, MemoryJobStore
from shared.queue.memory_queue import MemoryQueue
from shared.settings import Settings


def test_the_file_is_current() -> None:
    """It is what ``python -m services.api.openapi > docs/openapi.json`` writes."""
    app = create_app(Settings(), AsyncMemoryJobStore(MemoryJobStore()), MemoryQueue())
    written = json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))
    assert app.openapi() == written
