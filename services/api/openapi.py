"""``python -m services.api.openapi > docs/openapi.json`` writes the OpenAPI document."""

from __future__ import annotations

import json
import sys

from services.api.app import create_app
from shared.jobs.memory_store import AsyncMemoryJobStore, MemoryJobStore
from shared.queue.memory_queue import MemoryQueue
from shared.settings import Settings


def main() -> None:
    """Write the document to standard output."""
    app = create_app(Settings(), AsyncMemoryJobStore(MemoryJobStore()), MemoryQueue())
    json.dump(app.openapi(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
