"""``sitrep train``: a model of one's own, and what is said of wrong input before anything is learnt."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from services.cli.main import main
from shared.articles import Article
from shared.settings import Settings
from tests.workers.training.networks import EXPORT_WARNINGS
from workers.model.artifact import open_artifact
from workers.pipeline.extractor import build_extractor

pytestmark = [pytest.mark.train, *EXPORT_WARNINGS]

ONTOLOGY = {
    "name": "company-news",
    "types": [
        {"name": "TAKEOVER", "label": "takeover", "modes": [{"name": "hostile"}]},
        {"name": "LAYOFF"},
    ],
    "roles": [{"name": "company"}, {"name": "target", "types": ["TAKEOVER"]}, {"name": "number", "types": ["LAYOFF"]}],
}
TEXTS = [
    {
        "id": f"{name}-{verb}",
        "text": f"{name} {verb} Velmor on Monday and cut 40 jobs.",
        "events": [
            {"t": verb, "type": "TAKEOVER", "args": [["company", name], ["target", "Velmor"]]},
            {"t": "cut", "type": "LAYOFF", "args": [["company", name], ["number", "40"]]},
        ],
    }
    for name in ("Orbis", "Kestrel", "Halden", "Tarn", "Lumo")
    for verb in ("bought", "acquired", "swallowed")
] + [{"id": f"none-{n}", "text": f"{n} people walked along the shore.", "events": []} for n in range(6)]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """An ontology, annotated texts and a place for the model."""
    paths = {"ontology": tmp_path / "mine.json", "data": tmp_path / "mine.jsonl", "output": tmp_path / "model"}
    paths["ontology"].write_text(json.dumps(ONTOLOGY))
    paths["data"].write_text("".join(json.dumps(text) + "\n" for text in TEXTS))
    return paths


def train(monkeypatch: pytest.MonkeyPatch, files: dict[str, Path], *more: str) -> int:
    """The exit code of the command on these files."""
    options = [word for name, path in files.items() for word in (f"--{name}", str(path))]
    monkeypatch.setattr(sys, "argv", ["sitrep", "train", *options, *more])
    try:
        main()
    except SystemExit as left:
        return int(left.code or 0)
    return 0


def test_a_model_of_ones_own_finds_ones_own_events(
    files: dict[str, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was learnt is found in a new sentence, with its own types, roles and labels, and no codes of PLOVER."""
    assert train(monkeypatch, files, "--epochs", "12", "--version", "7") == 0
    assert "trigger+type" in capsys.readouterr().out

    extraction = build_extractor(Settings(model=files["output"])).extract(
        Article(text="Brandt acquired Velmor on Friday and cut 300 jobs.")
    )
    assert {(event.type, event.trigger.text) for event in extraction.events} == {
        ("TAKEOVER", "acquired"),
        ("LAYOFF", "cut"),
    }
    takeover, layoff = extraction.events
    assert ("target", "Velmor") in {(argument.role, argument.text) for argument in takeover.arguments}
    assert (takeover.label, layoff.label, layoff.cameo_root, layoff.quad_class) == ("takeover", "layoff", None, None)
    assert extraction.ontology == "company-news"
    assert extraction.model.version == "7"
    assert open_artifact(files["output"]).ontology().modality_names[0] == "asserted"
    assert not files["output"].with_name("model.training").exists()

    assert train(monkeypatch, files) == 2
    assert "--overwrite" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("ontology", "{", "is not JSON"),
        ("ontology", "{}", "wrong at name"),
        ("ontology", '{"name": "x", "types": []}', "wrong at types"),
        ("ontology", '{"name": "x", "types": [{"name": "A"}, {"name": "A"}]}', "'A' stands twice"),
        ("ontology", '{"name": "x", "types": [{"name": "A", "colour": "red"}]}', "types/0/colour"),
        ("ontology", '{"name": "x", "types": [{"name": "A"}], "roles": [{"name": "r", "types": ["B"]}]}', "'B'"),
        ("ontology", '{"name": "x", "types": [{"name": "A"}]}', "type 'TAKEOVER'"),
        ("data", "{}", "missing"),
        ("data", '{"id": "1", "text": "A sold B.", "events": [{"t": "bought", "type": "TAKEOVER"}]}', "'bought'"),
        ("data", "", "has 0 annotated texts"),
    ],
)
def test_wrong_files_are_named_and_nothing_is_written(
    files: dict[str, Path],
    name: str,
    content: str,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The message says which record is wrong and how; no model is left behind."""
    files[name].write_text(content)

    assert train(monkeypatch, files) == 1
    assert words in " ".join(capsys.readouterr().err.split())
    assert not files["output"].exists()
