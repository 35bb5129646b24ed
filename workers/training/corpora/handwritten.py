"""The hand-written corpus of this repository (corpus/, CC BY 4.0), in the compact form."""

from __future__ import annotations

from pathlib import Path

from workers.evaluation.annotation import AnnotatedText
from workers.evaluation.texts import read_annotated


def read_handwritten(corpus: Path, part: str) -> tuple[AnnotatedText, ...]:
    """The records of ``part`` ("train" or "challenge") in the corpus folder, file by file.

    Raises:
        FileNotFoundError: when the folder has no such part.
        AnnotationError: a line says what its text does not bear out.
    """
    folder = corpus / part
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no hand-written corpus in {folder}")
    return read_annotated(folder)
