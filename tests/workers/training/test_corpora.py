"""The readers of the corpora, on small files in the form of each."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pytest

from workers.training.corpora.geneva import geneva_ontology, read_geneva
from workers.training.corpora.sources import SOURCES, draw

pytestmark = pytest.mark.train


def write_gz(path: Path, content: str) -> None:
    """A compressed text file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content.encode()))


def test_geneva_tokens_become_characters(tmp_path: Path) -> None:
    """Tokens are joined by single spaces, and triggers and fillers are the characters of their tokens."""
    sentence = {
        "wnd_id": "d_1",
        "tokens": ["Sela", "sold", "the", "old", "mill", "."],
        "event_mentions": [
            {
                "event_type": "Commerce_sell",
                "trigger": {"start": 1, "end": 2},
                "arguments": [{"entity_id": "a", "role": "Goods"}, {"entity_id": "b", "role": "Seller"}],
            }
        ],
        "entity_mentions": [{"id": "a", "start": 2, "end": 5}, {"id": "b", "start": 0, "end": 1}],
    }
    write_gz(tmp_path / "geneva" / "train.jsonl.gz", json.dumps(sentence) + "\n")
    (record,) = read_geneva(tmp_path, "train")
    (event,) = record.events

    assert record.text == "Sela sold the old mill ."
    assert event.trigger.of(record.text) == "sold"
    assert {(a.role, a.span.of(record.text)) for a in event.arguments} == {
        ("Goods", "the old mill"),
        ("Seller", "Sela"),
    }
    ontology = geneva_ontology([record])
    assert ontology.type_names == ("Commerce_sell",)
    assert all(role.allows("Commerce_sell") and not role.allows("Other") for role in ontology.roles)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with all sources of text."""
    news = "".join(json.dumps({"text": f"Sentence {n}."}) + "\n" for n in range(20))
    write_gz(tmp_path / "news" / "unlabelled.jsonl.gz", news + news)
    stories = io.StringIO()
    writer = csv.DictWriter(stories, ["text", "label"])
    writer.writeheader()
    writer.writerow({"text": "Troops left the town. The mayor\nwas glad.", "label": "RETREAT"})
    write_gz(tmp_path / "ngec_synthetic" / "synthetic_events.csv.gz", stories.getvalue())
    report = {"doctext": "rebels attacked a bridge.  the army, e.g. its third brigade, followed.   "}
    write_gz(tmp_path / "muc4" / "train.json.gz", json.dumps(report) + "\n")
    return tmp_path


def test_stories_and_reports_are_cut_into_sentences(data: Path) -> None:
    """Line breaks become spaces, and lower case hides no border between sentences."""
    assert list(SOURCES["synthetic"](data)) == ["Troops left the town.", "The mayor was glad."]
    assert list(SOURCES["muc4"](data)) == ["rebels attacked a bridge.", "the army, e.g. its third brigade, followed."]


def test_what_is_drawn_is_different_and_the_same_each_time(data: Path) -> None:
    """No sentence is drawn twice, too few are all taken, and the draw depends on data and seed alone."""
    drawn = draw(data, {"news": 15, "muc4": 50})

    assert len(drawn) == len(set(drawn)) == 17
    assert drawn == draw(data, {"news": 15, "muc4": 50})
    assert drawn != draw(data, {"news": 15, "muc4": 50}, seed=1)
