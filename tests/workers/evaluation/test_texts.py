"""Annotated texts from files: both forms, and what is wrong with a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shared.errors import AnnotationError
from shared.ontology import load_ontology
from workers.evaluation.compact import expand
from workers.evaluation.texts import check_labels, read_annotated

TEXT = "Police met police in Rome, and on Monday the police left Rome."


def compact(*args: object, **event: object) -> dict[str, Any]:
    """A compact record of TEXT with one event."""
    return {
        "id": "x",
        "text": TEXT,
        "events": [{"t": "met", "type": "CONSULT", "mod": "asserted", **event, "args": args}],
    }


def spans(record: dict[str, Any]) -> list[tuple[str, int]]:
    """The arguments of the one event, as role and start."""
    return [(argument.role, argument.span.start) for argument in expand(record).events[0].arguments]


@pytest.mark.parametrize(
    ("argument", "start"),
    [
        (["location", "Rome"], TEXT.index("Rome")),
        (["location", "Rome", 2], TEXT.rindex("Rome")),
        (["actor", "police"], TEXT.index("police")),
        (["actor", "police", 2], TEXT.rindex("police")),
        (["time", "Monday"], TEXT.index("Monday")),
    ],
)
def test_words_are_found_near_their_trigger_or_where_the_number_says(argument: list[Any], start: int) -> None:
    """A filler is the occurrence nearest to the trigger unless its number says another."""
    assert spans(compact(argument)) == [(argument[0], start)]


def test_a_trigger_may_be_any_occurrence() -> None:
    """``n`` counts from one."""
    assert expand(compact(t="police", n=2)).events[0].trigger.start == TEXT.rindex("police")


def test_words_are_whole_words() -> None:
    """No word is cut: "port" is not in "airport"."""
    record = {"id": "x", "text": "The airport and the port.", "events": [{"t": "port", "type": "AID"}]}

    assert expand(record).events[0].trigger.start == 20


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (compact(["location", "Paris"]), "'Paris' is not in the text"),
        (compact(["location", "Rom"]), "'Rom' is not in the text"),
        (compact(["location", "Rome", 3]), "stands 2 times"),
        (compact(["location", "Rome", 0]), "stands 2 times"),
        (compact(t="meets"), "'meets' is not in the text"),
        (compact(["location", ""]), "is not in the text"),
    ],
)
def test_what_the_text_does_not_bear_out_is_named(record: dict[str, Any], words: str) -> None:
    """Words that are not there are an error that names the record and the words."""
    with pytest.raises(AnnotationError, match=f"x: .*{words}"):
        expand(record)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not a record"),
        ("[]", "not a record"),
        ('{"id": "a", "events": [{"t": "b"}]}', "'text' is missing"),
        ('{"id": "a", "text": "b"}', "'events' is missing"),
        (
            '{"id": "a", "text": "b", "events": [{"trigger": [0], "type": "AID", "modality": "asserted"}]}',
            "not a record",
        ),
    ],
)
def test_a_bad_line_is_named_by_its_file_and_number(tmp_path: Path, line: str, words: str) -> None:
    """A file that is not annotation says where and why."""
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"id": "1", "text": "t", "events": []}}\n\n{line}\n')

    with pytest.raises(AnnotationError, match=words) as error:
        read_annotated(path)
    assert "a.jsonl:3" in error.value.detail


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    """Both forms may stand in one folder, and other files are left alone."""
    (tmp_path / "b.jsonl").write_text(json.dumps(compact(["location", "Rome"])))
    (tmp_path / "a.jsonl").write_text('{"id": "1", "text": "t", "events": []}')
    (tmp_path / "c.md").write_text("no record")

    assert [record.id for record in read_annotated(tmp_path)] == ["1", "x"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"type": "PARTY"}, "type 'PARTY'"),
        ({"mode": "troops"}, "mode 'troops'"),
        ({"mod": "maybe"}, "modality 'maybe'"),
        ({"role": "host"}, "role 'host'"),
    ],
)
def test_labels_that_the_ontology_lacks_are_named(change: dict[str, str], words: str) -> None:
    """A label that no column stands for ends a training before it begins."""
    role = change.pop("role", "location")

    with pytest.raises(AnnotationError, match=words):
        check_labels((expand(compact([role, "Rome"], **change)),), load_ontology())


def test_good_labels_pass() -> None:
    """What the ontology has is no error."""
    check_labels((expand(compact(["location", "Rome"], mode="visit")),), load_ontology())
