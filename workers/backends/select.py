"""Which engines there are: one row a backend."""

from __future__ import annotations

from collections.abc import Callable

from workers.backends.backend import Backend
from workers.model.artifact import Artifact


def _onnx(artifact: Artifact) -> Backend:
    from workers.backends.onnx_backend import OnnxBackend

    return OnnxBackend(artifact.weights())


def _fake(artifact: Artifact) -> Backend:
    from workers.backends.fake_backend import FakeBackend

    return FakeBackend(artifact.labels)


BACKENDS: dict[str, Callable[[Artifact], Backend]] = {"onnx": _onnx, "fake": _fake}
"""Builders by name; each imports its engine only when it is asked for."""


def select_backend(name: str, artifact: Artifact) -> Backend:
    """The engine of that name, holding the artefact's model.

    Raises:
        ArtifactError: the artefact's weights are missing or damaged.
        ValueError: there is no such engine.
    """
    require_backend(name)
    return BACKENDS[name](artifact)


def require_backend(name: str) -> None:
    """Check a backend's name before anything is loaded.

    Raises:
        ValueError: there is no such engine.
    """
    if name not in BACKENDS:
        raise ValueError(f"SITREP_BACKEND is {name!r}; there are: {', '.join(sorted(BACKENDS))}")
