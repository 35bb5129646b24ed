"""EventModelConfig: everything needed to build the network again, saved beside its weights."""

from __future__ import annotations

from typing import Any

from transformers import BertConfig, MPNetConfig, PreTrainedConfig

ENCODER_CONFIGS: dict[str, type[PreTrainedConfig]] = {"bert": BertConfig, "mpnet": MPNetConfig}


class EventModelConfig(PreTrainedConfig):
    """Shape of an EventModel.

    ``encoder`` is the configuration of the encoder as a dict with its ``model_type``; the counts are columns of the
    heads (see workers.model.labels.Labels); ``argument_size`` is the width of the role head.
    """

    model_type = "sitrep-event"

    def __init__(
        self,
        encoder: dict[str, Any] | None = None,
        trigger_tags: int = 35,
        mode_columns: int = 1,
        modalities: int = 4,
        role_tags: int = 21,
        argument_size: int = 256,
        distance_buckets: int = 17,
        candidate_threshold: float = 0.05,
        head_dropout: float = 0.1,
        **rest: Any,
    ) -> None:
        super().__init__(**rest)
        self.encoder = encoder or {"model_type": "bert"}
        self.trigger_tags = trigger_tags
        self.mode_columns = mode_columns
        self.modalities = modalities
        self.role_tags = role_tags
        self.argument_size = argument_size
        self.distance_buckets = distance_buckets
        self.candidate_threshold = candidate_threshold
        self.head_dropout = head_dropout

    def encoder_config(self) -> PreTrainedConfig:
        """The encoder's own configuration object."""
        return ENCODER_CONFIGS[self.encoder["model_type"]].from_dict(self.encoder)
