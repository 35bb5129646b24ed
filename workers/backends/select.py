"""Which engines there are: one row a backend."""

from __future__ import annotations

from collections.abc import Callable

from shared.settings import Settings
from workers.backends.backend import Backend
from workers.model.artifact import Artifact


def _onnx(artifact: Artifact, settings: Settings) -> Backend:
    from workers.backends.onnx_backend import OnnxBackend

    del settings
    return OnnxBackend(artifact.onnx())


def _torch(artifact: Artifact, settings: Settings) -> Backend:
    from workers.backends.torch_backend import TorchBackend, load_network

    return TorchBackend(load_network(artifact), settings.device, bfloat16=settings.precision == "bf16")


def _fake(artifact: Artifact, settings: Settings) -> Backend:
    from workers.backends.fake_backend import FakeBackend

    del settings
    return FakeBackend(artifact.labels)


BACKENDS: dict[str, Callable[[Artifact, Settings], Backend]] = {"onnx": _onnx, "torch": _torch, "fake": _fake}
"""Builders by name; each imports its engine only when it is asked for."""


def select_backend(settings: Settings, artifact: Artifact) -> Backend:
    """The engine that the settings name, holding the artefact's model.

    Raises:
        ArtifactError: the artefact's weights are missing, damaged or of a kind that the engine does not read.
        ValueError: there is no such engine, or what it needs is not installed.
    """
    require_backend(settings.backend)
    try:
        return BACKENDS[settings.backend](artifact, settings)
    except ModuleNotFoundError as error:
        raise ValueError(
            f"SITREP_BACKEND={settings.backend} needs {error.name}, which is not installed; install sitrep[torch]"
        ) from error


def require_backend(name: str) -> None:
    """Check a backend's name before anything is loaded.

    Raises:
        ValueError: there is no such engine.
    """
    if name not in BACKENDS:
        raise ValueError(f"SITREP_BACKEND is {name!r}; there are: {', '.join(sorted(BACKENDS))}")
