"""Tests of what callers send and are answered."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from shared import schemas
from shared.articles import Article
from shared.ontology import load_ontology
from shared.schemas import BatchItem, SubmitRequest, SubmittedView, validate_article

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\r\n\t"), min_size=1)


def read(**fields: Any) -> SubmitRequest:
    """A request with those fields."""
    return validate_article(SubmitRequest, {"text": "News.", **fields}, 1000)


def refused(**fields: Any) -> list[str]:
    """Codes of what is wrong with the fields."""
    with pytest.raises(ValidationError) as caught:
        read(**fields)
    return [error["type"] for error in caught.value.errors()]


@given(TEXTS.filter(lambda text: not text.isspace()))
def test_a_text_is_taken_as_it_is(text: str) -> None:
    """No white space, line end or combining mark is changed on the way to the article, and back from JSON."""
    article = validate_article(SubmitRequest, {"text": text}, len(text)).to_article()
    assert text == article.text == Article.model_validate_json(article.model_dump_json()).text


def test_composed_and_decomposed_texts_stay_different() -> None:
    """Offsets count what was sent, so nothing is normalised."""
    composed, decomposed = "café", unicodedata.normalize("NFD", "café")
    assert 4 == len(read(text=composed).text) and 5 == len(read(text=decomposed).text)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2022-02-15", date(2022, 2, 15)),
        ("2022-02-15T23:59:59-08:00", date(2022, 2, 15)),
        ("2022-02-15T00:00:00.123Z", date(2022, 2, 15)),
        ("2022-02-15 08:30:00+05:30", date(2022, 2, 15)),
        (None, None),
    ],
)
def test_a_day_is_the_day_as_written(written: str | None, day: date | None) -> None:
    """A zone never moves an article to another day."""
    assert day == read(published_at=written).published_at


@pytest.mark.parametrize(
    "written",
    ["", "15.02.2022", "2022-2-15", "2022-02-30", "0000-01-01", "2022-02-15T25:00Z", 20220215, True, [], "2" * 99],
)
def test_what_is_no_day_is_refused(written: Any) -> None:
    """Other forms, days that are none and numbers are not guessed at."""
    assert ["bad-date"] == refused(published_at=written)


@pytest.mark.parametrize("url", ["http://a.example", "https://example.org:8443/x?y=z#w", "HTTPS://EXAMPLE.ORG/ä"])
def test_a_web_address_is_kept_as_it_is(url: str) -> None:
    """No part of it is rewritten."""
    assert url == read(source={"url": url}).to_article().source.url  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "url", ["", "example.org", "//example.org", "file:///etc/passwd", "http://", "http://a b", "http://a:99999"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    """Only absolute http and https addresses are."""
    assert ["bad-url"] == refused(source={"url": url})


@pytest.mark.parametrize("tag", ["en", "en-GB", "zh-Hans-CN", "sr-Latn"])
def test_a_language_tag_is_taken(tag: str) -> None:
    """Tags with regions and scripts."""
    assert tag == read(language=tag).language


def test_all_event_types_can_be_asked_for() -> None:
    """The ontology's names are taken, in small letters they are not."""
    names = load_ontology().type_names
    assert names == read(options={"types": list(names)}).to_article().options.types
    assert ["unknown-type"] == refused(options={"types": [names[0].lower()]})


def test_options_have_the_defaults_of_an_article() -> None:
    """Leaving out the options is the same as sending none."""
    assert Article(text="News.") == read().to_article() == read(options={}).to_article()


def test_a_text_may_be_as_long_as_the_limit() -> None:
    """The limit counts code points, and is inclusive."""
    assert 1000 == len(read(text="\U0001f30d" * 1000).text)
    assert ["text-too-long"] == refused(text="a" * 1001)


def test_a_line_of_a_batch_may_have_a_name() -> None:
    """Only lines of batches have one."""
    assert "a" == validate_article(BatchItem, {"text": "News.", "custom_id": "a"}, 10).custom_id
    assert ["extra_forbidden"] == refused(custom_id="a")


def test_times_are_written_in_utc() -> None:
    """A time ends in Z."""
    made = datetime(2022, 2, 15, 9, 30, tzinfo=UTC)
    view = SubmittedView.model_validate({"id": "x", "status": "queued", "created_at": made, "links": {"self": "/x"}})
    assert '"created_at":"2022-02-15T09:30:00Z"' in view.model_dump_json()


def test_every_schema_says_what_it_is_and_refuses_the_unknown() -> None:
    """All schemas have a docstring, are frozen and forbid other fields."""
    models = [kind for kind in vars(schemas).values() if isinstance(kind, type) and issubclass(kind, BaseModel)]
    assert len(models) > 15
    assert all(kind.__doc__ and kind.model_config.get("extra") == "forbid" for kind in models if kind is not BaseModel)
