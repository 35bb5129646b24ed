"""The models that tests read with: the one that ships, and the same on the fake engine."""

from __future__ import annotations

from functools import cache

from shared.settings import Settings
from workers.pipeline.extractor import Extractor, build_extractor


@cache
def shipped() -> Extractor:
    """The extractor that users get."""
    return build_extractor(Settings(backend="onnx"))


@cache
def fake() -> Extractor:
    """The shipped tokenizer and ontology on the engine that needs no weights."""
    return build_extractor(Settings(backend="fake"))
