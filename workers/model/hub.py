"""Models by their name on the Hugging Face Hub, fetched once and kept in its cache."""

from __future__ import annotations

import re
from pathlib import Path

from shared.errors import ArtifactError

HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
"""``owner/name``."""


def folder_of(model: str) -> Path:
    """The folder of a model: the path itself where there is one, else the Hub's model of that name.

    Raises:
        ArtifactError: it is no Hub name, or cannot be had.
    """
    path = Path(model)
    if path.exists() or not HUB_ID.fullmatch(model):
        return path
    try:
        from huggingface_hub import snapshot_download

        return Path(snapshot_download(model))
    except ModuleNotFoundError as error:
        raise ArtifactError(f"there is no folder {model}; fetching a model of that name needs sitrep[torch]") from error
    except (OSError, ValueError) as error:
        raise ArtifactError(f"there is no folder {model}, and it cannot be fetched: {error}") from error
