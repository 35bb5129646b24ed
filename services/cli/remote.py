"""``sitrep submit``, ``get`` and ``watch``: the commands that speak with a running service."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from services.cli.client import TURN_S, RemoteJob, ServiceClient, connected
from services.cli.exits import CommandError, Exit
from services.cli.formats import OutputFormat, PlainFormat, write_extraction, write_line
from services.cli.inputs import Input, InputFormat, Unreadable, read_inputs
from services.cli.messages import complain, say
from services.cli.options import DEFAULT_URL, Files, MinConfidence, PublishedAt, Reading, Types, Url, defaults_of
from services.cli.rows import printable
from shared.articles import Article
from shared.jobs.job import Status

Id = Annotated[str, typer.Argument(metavar="ID", help="what `sitrep submit` printed")]
Form = Annotated[PlainFormat, typer.Option("--format", help="how the answer is written")]


def submit(
    files: Files,
    url: Url = DEFAULT_URL,
    wait: Annotated[bool, typer.Option("--wait", help="wait for the events and print them")] = False,  # noqa: FBT002 - a flag
    form: Form = PlainFormat.TABLE,
    reading: Reading = InputFormat.AUTO,
    published_at: PublishedAt = None,
    types: Types = None,
    min_confidence: MinConfidence = 0.0,
) -> None:
    """Post articles to the service.

    The id of each extraction is printed, or with --wait its events.
    """
    defaults = defaults_of(published_at, types, min_confidence)
    failed = False
    with connected(url) as client:
        for item in read_inputs(files, reading, defaults):
            failed |= not _submit_one(client, item, form, wait=wait)
    if failed:
        raise typer.Exit(Exit.FAILED)


def get(id: Id, url: Url = DEFAULT_URL, form: Form = PlainFormat.TABLE) -> None:
    """Print an extraction, or how far it is."""
    with connected(url) as client:
        if not _write_job(client.get(id), form):
            raise typer.Exit(Exit.FAILED)


def watch(id: Id, url: Url = DEFAULT_URL, form: Form = PlainFormat.TABLE) -> None:
    """Follow an extraction to its end.

    Each change of its status is told on standard error, then its events are printed.
    """
    with connected(url) as client:
        job = _follow(client, client.get(id))
    if not _write_job(job, form):
        raise typer.Exit(Exit.FAILED)


def _submit_one(client: ServiceClient, item: Input | Unreadable, form: PlainFormat, *, wait: bool) -> bool:
    """Whether the service took ``item`` and, when waiting, found its events."""
    if isinstance(item, Unreadable):
        complain(f"{item.where}: {item.reason}")
        return False
    try:
        job = client.submit(item.article, wait_s=TURN_S if wait else 0)
    except CommandError as error:
        if error.code is not Exit.FAILED:
            raise  # what the service did not take now, it will not take a line later
        complain(f"{item.where}: {error}")
        return False
    if not wait:
        write_line(job.id)
        return True
    *_, last = client.follow(job)
    return _write_job(last, form, item.article)


def _follow(client: ServiceClient, job: RemoteJob) -> RemoteJob:
    for state in client.follow(job):
        job = state
        say(f"{state.id} {state.status}" + (f" (attempt {state.attempts})" if state.attempts > 1 else ""))
    return job


def _write_job(job: RemoteJob, form: PlainFormat, article: Article | None = None) -> bool:
    """Write what is known of a job; False when it ended without a result."""
    if form is PlainFormat.JSON:
        write_line(json.dumps(job.body, indent=2, ensure_ascii=False))
    elif job.result is not None:
        write_extraction(OutputFormat.TABLE, job.id, article, job.result)
    else:
        write_line(printable(f"{job.id} {job.status}" + (f": {job.error}" if job.error else "")))
    return job.status not in {Status.FAILED, Status.CANCELLED}
