"""The ``sitrep`` command: its commands in one list, and every failure a sentence and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from io import TextIOWrapper
from typing import Any

import typer

from services.cli import local, remote
from services.cli.exits import HELP, CommandError, exit_of
from services.cli.messages import complain
from shared.errors import SitrepError

GROUP = "sitrep.commands"
"""Entry points of commands that live outside this package: training and evaluation, which are the workers'."""

COMMANDS = (local.extract, remote.submit, remote.get, remote.watch, local.ontology)


def build_app() -> typer.Typer:
    """The command line with all its commands."""
    app = typer.Typer(
        help="News text in, event records out: who did what to whom, where, when, and whether it really happened.",
        epilog=HELP,
        no_args_is_help=True,
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for command in COMMANDS:
        app.command(epilog=HELP)(command)
    for command in installed_commands():
        app.command(epilog=HELP)(command)
    return app


def installed_commands() -> Iterator[Callable[..., Any]]:
    """The commands that other packages of this machine offer, by their names, where what they need is installed."""
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        try:
            command: Callable[..., Any] = entry.load()
        except ModuleNotFoundError:
            continue
        yield command


def main() -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # JSON is UTF-8, whatever the terminal's locale is
            stream.reconfigure(encoding="utf-8")
    try:
        build_app()(prog_name="sitrep")
    except CommandError as error:
        complain(str(error))
        sys.exit(error.code)
    except SitrepError as error:
        complain(error.detail)
        sys.exit(exit_of(error))
    except OSError as error:
        complain(f"cannot write the output: {error.strerror or error}")
        sys.exit(1)


if __name__ == "__main__":
    main()
