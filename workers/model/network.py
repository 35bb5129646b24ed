"""EventModel: an encoder with four named heads, as a transformers PreTrainedModel.

Differs from the textbook tagger in one place: roles are tagged once per candidate trigger, from the pair
(trigger token, any token), so that a word may be the actor of one event and the recipient of another.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import BertModel, MPNetModel, PreTrainedModel

from workers.model.config import EventModelConfig

ENCODERS: dict[str, type[PreTrainedModel]] = {"bert": BertModel, "mpnet": MPNetModel}


class TokenScores(NamedTuple):
    """Log-probabilities of each token: trigger [B, T, trigger_tags], mode [B, T, mode_columns], modality [B, T, 4]."""

    trigger: Tensor
    mode: Tensor
    modality: Tensor


class EventScores(NamedTuple):
    """All that the network says of a batch.

    ``candidates`` [N, 2] are (row, token) of the tokens that may begin a trigger; ``roles`` [N, T, role_tags] the
    log-probabilities of the argument tags seen from each of them.
    """

    trigger: Tensor
    mode: Tensor
    modality: Tensor
    candidates: Tensor
    roles: Tensor


class RoleHead(nn.Module):
    """Tags arguments given a trigger: both tokens, their product and their signed distance, through one layer."""

    def __init__(self, config: EventModelConfig, hidden_size: int) -> None:
        super().__init__()
        size = config.argument_size
        self.trigger = nn.Linear(hidden_size, 2 * size)
        self.token = nn.Linear(hidden_size, 2 * size)
        self.distance = nn.Embedding(config.distance_buckets, size)
        self.dropout = nn.Dropout(config.head_dropout)
        self.tags = nn.Linear(size, config.role_tags)

    def forward(self, hidden: Tensor, candidates: Tensor) -> Tensor:
        """Hidden states [B, T, H] and candidates [N, 2] to log-probabilities [N, T, role_tags]."""
        row, position = candidates[:, 0], candidates[:, 1]
        trigger_sum, trigger_product = self.trigger(hidden[row, position]).unsqueeze(1).chunk(2, dim=-1)
        token_sum, token_product = self.token(hidden)[row].chunk(2, dim=-1)
        steps = torch.arange(hidden.shape[1], device=hidden.device).unsqueeze(0) - position.unsqueeze(1)
        mixed = trigger_sum + token_sum + trigger_product * token_product + self.distance(self.bucket(steps))
        return torch.log_softmax(self.tags(self.dropout(nn.functional.gelu(mixed))), dim=-1)

    def bucket(self, steps: Tensor) -> Tensor:
        """Signed token distances to bucket indices: exact near the trigger, logarithmic further away."""
        half = self.distance.num_embeddings // 2
        size = torch.log2(1.0 + steps.abs().to(torch.float32) * 1.5).round().to(torch.int64).clamp(max=half)
        return half + steps.sign() * size


class EventModel(PreTrainedModel):
    """Encoder, trigger tags, mode, modality, and roles per trigger."""

    config_class = EventModelConfig
    base_model_prefix = "encoder"

    def __init__(self, config: EventModelConfig) -> None:
        super().__init__(config)
        encoder_config = config.encoder_config()
        hidden_size = encoder_config.hidden_size
        self.encoder = ENCODERS[config.encoder["model_type"]](encoder_config, add_pooling_layer=False)
        self.dropout = nn.Dropout(config.head_dropout)
        self.trigger = nn.Linear(hidden_size, config.trigger_tags)
        self.mode = nn.Linear(hidden_size, config.mode_columns)
        self.modality = nn.Linear(hidden_size, config.modalities)
        self.roles = RoleHead(config, hidden_size)
        self.post_init()

    def encode(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Token ids and mask, both [B, T], to hidden states [B, T, H]."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return self.dropout(hidden)

    def tag_tokens(self, hidden: Tensor) -> TokenScores:
        """Hidden states [B, T, H] to the scores of the heads that see one token."""
        return TokenScores(
            trigger=torch.log_softmax(self.trigger(hidden), dim=-1),
            mode=torch.log_softmax(self.mode(hidden), dim=-1),
            modality=torch.log_softmax(self.modality(hidden), dim=-1),
        )

    def candidates(self, trigger: Tensor, attention_mask: Tensor) -> Tensor:
        """Trigger scores and mask to the (row, token) [N, 2] that may begin a trigger."""
        begins = trigger[..., 1::2].exp().sum(dim=-1)
        return ((begins > self.config.candidate_threshold) & (attention_mask > 0)).nonzero()

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> EventScores:
        """Token ids and mask, both [B, T], to all scores."""
        hidden = self.encode(input_ids, attention_mask)
        tokens = self.tag_tokens(hidden)
        candidates = self.candidates(tokens.trigger, attention_mask)
        return EventScores(*tokens, candidates=candidates, roles=self.roles(hidden, candidates))
