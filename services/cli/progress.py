"""A progress bar on standard error, for work that is long and otherwise silent."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn


@contextmanager
def progress_bar(total_bytes: int | None) -> Iterator[Callable[[int], None]]:
    """A function that is told the bytes of every finished article.

    Standard output stays what it is, for the results go there. Nothing is drawn where standard error is no terminal,
    nor where the results themselves appear on one.
    """
    columns = (TextColumn("extracting"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    hidden = sys.stdout.isatty() or not sys.stderr.isatty()
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=hidden, transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("extracting", total=total_bytes)
        yield lambda size: progress.advance(task, size)
