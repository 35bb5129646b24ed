"""The extractor of this machine, found through the entry points of the installed packages.

The command line and the workers never import each other: whoever can read articles registers a factory under the
group ``sitrep.extractors``, as pyproject.toml does for ``local``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points

from services.cli.exits import CommandError, Exit
from shared.articles import Article
from shared.events import Extraction

GROUP = "sitrep.extractors"

Extract = Callable[[Article], Extraction]
"""Reads one article. Raises SitrepError when it cannot."""


def open_extractor(name: str = "local") -> Extract:
    """The extractor that was registered as ``name``, with its model loaded.

    Raises:
        CommandError: none was registered, what it needs is not installed, or a setting is wrong.
        SitrepError: its model is missing or damaged.
    """
    found = tuple(entry_points(group=GROUP, name=name))
    if not found:
        raise CommandError(f"no extractor {name!r} is installed; install sitrep[worker]", Exit.NO_EXTRACTOR)
    factory: Callable[[], Extract] = _load(found[0])
    try:
        return factory()
    except ValueError as error:
        raise CommandError(str(error), Exit.USAGE) from error


def _load(entry: EntryPoint) -> Callable[[], Extract]:
    try:
        factory: Callable[[], Extract] = entry.load()
    except ModuleNotFoundError as error:
        raise CommandError(
            f"extracting on this machine needs {error.name}, which is not installed; install sitrep[worker], "
            "or use `sitrep submit` with a running service",
            Exit.NO_EXTRACTOR,
        ) from error
    return factory
