"""Exit codes of the command line, and the one error that carries them."""

from __future__ import annotations

from enum import IntEnum

from shared.errors import ArtifactError, BacklogFull, SitrepError, StoreUnavailable, UnknownBatch, UnknownJob


class Exit(IntEnum):
    """What a shell script can tell from the exit code."""

    OK = 0
    FAILED = 1
    USAGE = 2
    UNREACHABLE = 3
    NOT_FOUND = 4
    NO_EXTRACTOR = 5


HELP = (
    "Exit codes: 0 all is well; 1 some inputs or extractions failed, the others are done; 2 wrong usage; "
    "3 the service cannot be reached or takes nothing now; 4 no such extraction; "
    "5 no extractor or no model on this machine; 130 interrupted."
)


class CommandError(Exception):
    """The command ends here; the message is a sentence for the person at the terminal."""

    def __init__(self, message: str, code: Exit = Exit.FAILED) -> None:
        super().__init__(message)
        self.code = code


CODES: dict[type[SitrepError], Exit] = {
    ArtifactError: Exit.NO_EXTRACTOR,
    BacklogFull: Exit.UNREACHABLE,
    StoreUnavailable: Exit.UNREACHABLE,
    UnknownBatch: Exit.NOT_FOUND,
    UnknownJob: Exit.NOT_FOUND,
}
"""Errors that are not FAILED."""


def exit_of(error: SitrepError) -> Exit:
    """The exit code of one of the closed errors."""
    return CODES.get(type(error), Exit.FAILED)
