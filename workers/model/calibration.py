"""Calibration: what the network's probability of a thing means, measured on texts that it never saw."""

from __future__ import annotations

import math

from pydantic import BaseModel, ConfigDict

EDGE = 1e-6
"""Probabilities are kept off 0 and 1 by so much, where log-odds have no end."""


class Calibration(BaseModel):
    """Platt scaling: a line through the log-odds. The default changes nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scale: float = 1.0
    offset: float = 0.0

    def confidence(self, probability: float) -> float:
        """How often something of this probability is right, between 0 and 1; rises with the probability."""
        if self == UNCHANGED:
            return min(1.0, probability)
        return 1.0 / (1.0 + math.exp(-(self.scale * log_odds(probability) + self.offset)))


UNCHANGED = Calibration()


def log_odds(probability: float) -> float:
    """The logit of a probability, kept finite."""
    inside = min(1.0 - EDGE, max(EDGE, probability))
    return math.log(inside / (1.0 - inside))
