"""What the workers offer to a command line on the same machine, through the entry point ``sitrep.extractors``."""

from __future__ import annotations

from collections.abc import Callable

from shared.articles import Article
from shared.events import Extraction
from shared.settings import Settings
from workers.pipeline.extractor import build_extractor


def open_extractor() -> Callable[[Article], Extraction]:
    """The extractor that the environment's settings ask for, with its model loaded.

    Raises:
        ArtifactError: the model is missing or damaged.
    """
    return build_extractor(Settings()).extract
