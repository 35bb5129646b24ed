"""Tests of a whole training: from annotated sentences to an artefact that reads news."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from shared.articles import Article
from tests.workers.training.networks import EXPORT_WARNINGS
from tests.workers.training.news import SENTENCES, write_data
from workers.backends.onnx_backend import OnnxBackend
from workers.evaluation.scores import MEASURES
from workers.model.artifact import open_artifact
from workers.pipeline.extractor import extractor_of
from workers.training.__main__ import RECIPES, main

pytestmark = [pytest.mark.train, *EXPORT_WARNINGS]


def train(monkeypatch: pytest.MonkeyPatch, data: Path, work: Path) -> None:
    """Run the quick recipe."""
    arguments = ["training", str(data), "--corpus", str(data / "corpus"), "--recipe", "quick", "--work", str(work)]
    monkeypatch.setattr(sys, "argv", arguments)
    main()


def test_the_quick_recipe_goes_from_sentences_to_an_artefact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All stages run, what they write is a model that the extractor can use, and a second run does no stage again."""
    data, work = write_data(tmp_path / "data"), tmp_path / "work"
    train(monkeypatch, data, work)

    artifact = open_artifact(work / "artifact")
    artifact.verify()
    assert set(artifact.manifest.scores) == {*MEASURES, "macro", "calibration error"}
    extractor = extractor_of(artifact, OnnxBackend(artifact.weights()), batch_tokens=512)
    assert extractor.extract(Article(text=" ".join(SENTENCES))).model == artifact.info

    first = capsys.readouterr().out
    assert "teacher 1, epoch 2" in first and "teacher 2, epoch 2" in first
    train(monkeypatch, data, work)
    again = capsys.readouterr().out
    assert "epoch" not in again
    assert again.splitlines()[-1] == first.splitlines()[-1]
    assert open_artifact(work / "artifact").manifest == artifact.manifest


def test_recipes_go_by_their_names() -> None:
    """The command line offers each recipe under the name that it gives itself."""
    assert all(name == recipe.name for name, recipe in RECIPES.items())
    assert "default" in RECIPES


def test_missing_data_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without the data ends the training before anything is written there."""
    with pytest.raises(FileNotFoundError, match="train"):
        train(monkeypatch, tmp_path, tmp_path / "work")
