"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer
from pydantic import ValidationError

from services.cli.articles import Defaults, parse_date
from services.cli.exits import CommandError, Exit
from services.cli.inputs import InputFormat
from shared.articles import ExtractionOptions
from shared.errors import InvalidArticle
from shared.ontology import load_ontology
from shared.settings import Settings

Files = Annotated[list[str], typer.Argument(metavar="FILE", help="text files, JSON or JSON Lines; - is standard input")]
Url = Annotated[str, typer.Option("--url", envvar="SITREP_URL", help="where the service is")]
PublishedAt = Annotated[
    str | None, typer.Option(metavar="DATE", help="publication day, for articles that do not say theirs")
]
Types = Annotated[str | None, typer.Option(metavar="TYPE,TYPE", help="keep only these event types")]
MinConfidence = Annotated[float, typer.Option(min=0.0, max=1.0, help="drop events scored below this")]
Reading = Annotated[InputFormat, typer.Option("--input-format", help="how articles lie in the files")]

DEFAULT_URL = "http://127.0.0.1:8000"


def defaults_of(published_at: str | None, types: str | None, min_confidence: float) -> Defaults:
    """What the options say of every article.

    Raises:
        typer.BadParameter: a date or a type is none.
    """
    try:
        day = parse_date(published_at) if published_at else None
    except InvalidArticle as error:
        raise typer.BadParameter(error.detail, param_hint="--published-at") from error
    options = ExtractionOptions(types=_type_names(types), min_confidence=min_confidence)
    return Defaults(published_at=day, options=options, max_chars=settings().max_text_chars)


def settings() -> Settings:
    """The settings of the environment.

    Raises:
        CommandError: one of them is wrong.
    """
    try:
        return Settings()
    except ValidationError as error:
        faults = "; ".join(f"SITREP_{fault['loc'][0]}".upper() + f": {fault['msg']}" for fault in error.errors())
        raise CommandError(faults, Exit.USAGE) from error


def _type_names(types: str | None) -> tuple[str, ...] | None:
    if types is None:
        return None
    names = tuple(name.strip().upper() for name in types.split(",") if name.strip())
    known = load_ontology().type_names
    if not names or set(names) - set(known):
        raise typer.BadParameter(f"give some of {', '.join(known)}", param_hint="--types")
    return names
