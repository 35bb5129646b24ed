"""TorchBackend: the network in PyTorch, on a CPU or a GPU, in single precision or bfloat16.

For GPUs, and for models that are kept as a ``transformers`` folder; on a CPU the ONNX engine is faster. It reads the
same artefact: eight-bit weights are made floats again.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext

import torch
from transformers import PreTrainedConfig

from shared.errors import ArtifactError
from workers.backends.backend import WindowScores
from workers.model.artifact import Artifact
from workers.model.config import EventModelConfig
from workers.model.network import EventModel

PADDING_IDS = {"bert": 0, "mpnet": 1}


class TorchBackend:
    """Holds one network on one device."""

    def __init__(self, model: EventModel, device: str = "cpu", *, bfloat16: bool = False, threads: int = 1) -> None:
        if device == "cpu":
            torch.set_num_threads(threads)
        self._device = torch.device(device)
        self._model = model.eval().to(self._device)
        self._padding_id = PADDING_IDS[model.config.encoder["model_type"]]
        self._bfloat16 = bfloat16

    def score(self, batch: Sequence[Sequence[int]]) -> list[WindowScores]:
        """Score the windows of ``batch``; see Backend.score."""
        width = max(map(len, batch))
        ids = torch.tensor([[*window, *[self._padding_id] * (width - len(window))] for window in batch])
        mask = torch.tensor([[1] * len(window) + [0] * (width - len(window)) for window in batch])
        half = torch.autocast(self._device.type, torch.bfloat16) if self._bfloat16 else nullcontext()
        with torch.inference_mode(), half:
            scores = self._model(ids.to(self._device), mask.to(self._device))
        trigger, mode, modality, roles = (
            part.float().cpu().numpy() for part in (scores.trigger, scores.mode, scores.modality, scores.roles)
        )
        candidates = scores.candidates.cpu().numpy()
        return [
            WindowScores(
                trigger=trigger[row, : len(window)],
                mode=mode[row, : len(window)],
                modality=modality[row, : len(window)],
                candidates=candidates[candidates[:, 0] == row, 1],
                roles=roles[candidates[:, 0] == row, : len(window)],
            )
            for row, window in enumerate(batch)
        ]


def load_network(artifact: Artifact) -> EventModel:
    """The artefact's network, from safetensors or from the ONNX graph.

    Raises:
        ArtifactError: the weights are missing or damaged, or are not those of the network that is described.
    """
    config: PreTrainedConfig = EventModelConfig.from_dict(artifact.network())
    model = EventModel(config)
    try:
        parameters = _parameters(artifact)
        model.load_state_dict({name: parameters[name] for name in model.state_dict()})
    except (KeyError, RuntimeError) as error:
        raise ArtifactError(f"the weights in {artifact.folder} do not fit the network: {error}") from error
    return model


def _parameters(artifact: Artifact) -> dict[str, torch.Tensor]:
    if artifact.is_safetensors:
        from safetensors.torch import load

        loaded: dict[str, torch.Tensor] = load(artifact.weights())
        return loaded
    from workers.model.dequantize import parameters_of

    return {name: torch.from_numpy(array.copy()) for name, array in parameters_of(artifact.weights()).items()}
