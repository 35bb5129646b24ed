"""OnnxBackend: the network in ONNX Runtime, on one thread of the CPU."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnxruntime

from workers.backends.backend import WindowScores

PADDING_ID = 0


class OnnxBackend:
    """Holds one session. One process a core with one thread each is faster than threads in one process."""

    def __init__(self, weights: bytes, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])

    def score(self, batch: Sequence[Sequence[int]]) -> list[WindowScores]:
        """Score the windows of ``batch``; see Backend.score."""
        width = max(map(len, batch))
        ids = np.full((len(batch), width), PADDING_ID, dtype=np.int64)
        mask = np.zeros((len(batch), width), dtype=np.int64)
        for row, window in enumerate(batch):
            ids[row, : len(window)] = window
            mask[row, : len(window)] = 1
        trigger, mode, modality, candidates, roles = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
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
