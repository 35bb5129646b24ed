"""Annotated texts from files: the codebook's records, or the compact form, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from shared.errors import AnnotationError
from shared.ontology import Ontology
from workers.evaluation.annotation import AnnotatedText
from workers.evaluation.compact import expand


def read_annotated(path: Path) -> tuple[AnnotatedText, ...]:
    """The records of a file, or of all ``.jsonl`` files of a folder in the order of their names.

    Raises:
        FileNotFoundError: when there is no such file.
        AnnotationError: a line is no record, or says what its text does not bear out.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else (path,)
    return tuple(record for file in files for record in _records(file))


def check_labels(records: tuple[AnnotatedText, ...], ontology: Ontology) -> None:
    """See that ``ontology`` has every label of ``records``, and that spans lie in their texts.

    Raises:
        AnnotationError: the first that does not.
    """
    modes = {kind.name: {None, *(mode.name for mode in kind.modes)} for kind in ontology.types}
    for record in records:
        for event in record.events:
            where = f"{record.id}: the event at {event.trigger.start}"
            if event.type not in modes:
                raise AnnotationError(f"{where} has the type {event.type!r}, which the ontology does not have")
            if event.mode not in modes[event.type]:
                raise AnnotationError(f"{where} has the mode {event.mode!r}, which {event.type} does not have")
            if event.modality not in ontology.modality_names:
                raise AnnotationError(f"{where} has the modality {event.modality!r}, which the ontology does not have")
            for argument in event.arguments:
                if argument.role not in ontology.role_names:
                    raise AnnotationError(f"{where} has the role {argument.role!r}, which the ontology does not have")
            for span in (event.trigger, *(argument.span for argument in event.arguments)):
                if not 0 <= span.start < span.end <= len(record.text):
                    raise AnnotationError(f"{where}: {span.start} to {span.end} is not a part of the text")


def _records(path: Path) -> Iterator[AnnotatedText]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _record(line, f"{path}:{number}")


def _record(line: str, where: str) -> AnnotatedText:
    try:
        record = json.loads(line)
        return expand(record) if _is_compact(record) else AnnotatedText.model_validate(record)
    except AnnotationError as error:
        raise AnnotationError(f"{where}: {error.detail}") from error
    except KeyError as error:
        raise AnnotationError(f"{where}: the field {error} is missing") from error
    except (ValueError, TypeError) as error:
        raise AnnotationError(f"{where}: not a record of annotation: {str(error).splitlines()[0]}") from error


def _is_compact(record: Mapping[str, Any]) -> bool:
    return any("t" in event for event in record["events"])
