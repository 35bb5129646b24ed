"""Tests of the formats in which extractions are written."""

from __future__ import annotations

import json

import pytest

from services.cli.formats import OutputFormat, record_of, write_extraction
from shared.events import Extraction
from tests.services.cli.samples import ARTICLE, EXTRACTION, TEXT


def test_records_have_the_annotation_form() -> None:
    """The record form has the spans of trigger and arguments, and a mode only where there is one."""
    record = record_of("n1", ARTICLE, EXTRACTION)
    assert (record["id"], record["date"], record["text"]) == ("n1", "2021-03-06", TEXT)
    moved, said = record["events"]
    assert (TEXT[slice(*moved["trigger"])], moved["type"], moved["mode"]) == ("moved", "MOBILIZE", "troops")
    assert [TEXT[slice(*a["span"])] for a in moved["arguments"]] == ["Ruritania", "two brigades", "Elbonia", "Friday"]
    assert "mode" not in said
    assert said["arguments"][0].keys() == {"role", "span"}


def test_json_is_the_extraction_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON form can be read back as the same value."""
    write_extraction(OutputFormat.JSON, "n1", ARTICLE, EXTRACTION)
    assert Extraction.model_validate_json(capsys.readouterr().out) == EXTRACTION


@pytest.mark.parametrize("form", [OutputFormat.JSONL, OutputFormat.RECORDS])
def test_line_formats_are_one_line_with_the_id(form: OutputFormat, capsys: pytest.CaptureFixture[str]) -> None:
    """An article is one line, whatever line ends its text has, and letters stay readable."""
    write_extraction(form, "n1", ARTICLE, EXTRACTION)
    line, end = capsys.readouterr().out.split("\n")
    assert (json.loads(line)["id"], end) == ("n1", "")
    assert "\\u" not in line


def test_the_table_form_names_the_article(capsys: pytest.CaptureFixture[str]) -> None:
    """With several files one sees which events belong to which."""
    write_extraction(OutputFormat.TABLE, "n1", ARTICLE, EXTRACTION)
    assert capsys.readouterr().out.startswith("n1: 2 events\n")
