"""One article through the running service, and its events as a table."""

from __future__ import annotations

from pathlib import Path

from deploy.local.errors import LaunchError
from deploy.local.interruption import Interruption
from deploy.local.processes import ROOT
from deploy.local.stack import Stack
from services.cli.articles import Defaults, parse_date
from services.cli.client import RemoteJob, connected
from services.cli.exits import CommandError
from services.cli.inputs import read_one
from services.cli.tables import render_extraction, stdout_console
from shared.articles import Article
from shared.errors import InvalidArticle

TURN_S = 2
"""Longest wait for an answer, and so for Ctrl-C."""


def read_article(path: Path, published_at: str | None) -> Article:
    """The article in a text file, or in a JSON file with text, title and published_at.

    Raises:
        LaunchError: the file cannot be read or holds no article, or the date is none.
    """
    try:
        return read_one(str(path), Defaults(published_at=parse_date(published_at) if published_at else None))
    except (CommandError, InvalidArticle) as error:
        raise LaunchError(f"Cannot read the article: {error}.") from None


def show_events(stack: Stack, article: Article, path: Path, interruption: Interruption) -> bool:
    """Post the article, wait for its events and print them; whether there is a result.

    Raises:
        LaunchError: a program of the service ended, or the service did not take the article.
        Interrupted: somebody asked to stop.
    """
    job = _finished(stack, article, interruption)
    console = stdout_console()
    if job.result is None:
        console.print(f"\nThe extraction {job.status}: {job.error}", markup=False)
        return False
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    console.print("", render_extraction(job.result, article.text, width=console.width, title=str(name)))
    return True


def _finished(stack: Stack, article: Article, interruption: Interruption) -> RemoteJob:
    try:
        with connected(stack.url) as client:
            job = client.submit(article, wait_s=TURN_S)
            while not job.status.is_terminal:
                stack.require_alive()
                interruption.pause(0)
                job = client.get(job.id, wait_s=TURN_S)
            return job
    except CommandError as error:
        stack.require_alive()
        raise LaunchError(f"The service did not take the article: {error}.") from error
