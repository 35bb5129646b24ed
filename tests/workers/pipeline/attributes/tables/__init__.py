"""Tables of hand-written cases of the derived fields: one row a case, written without a look at the code."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

FOLDER = Path(__file__).parent

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """The cases of a table, tab-separated; ``#`` begins a comment."""
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return list(
        csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    )


def share_right(cases: Sequence[Row], mistake: Callable[[Row], str | None]) -> tuple[float, Iterable[str]]:
    """The percentage of cases without a mistake, and the mistakes."""
    mistakes = [found for case in cases if (found := mistake(case)) is not None]
    return 100 * (1 - len(mistakes) / len(cases)), mistakes
