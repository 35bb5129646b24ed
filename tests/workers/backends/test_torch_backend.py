"""TorchBackend: the same answers as the ONNX engine, from the same artefact, whatever its form."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from services.cli.main import main
from shared.errors import ArtifactError
from shared.ontology import load_ontology
from shared.settings import Settings
from tests.workers.training.networks import EXPORT_WARNINGS, examples, tiny, tokenizer
from workers.backends.backend import Backend
from workers.backends.select import select_backend
from workers.model.artifact import open_artifact
from workers.model.network import EventModel
from workers.training.export import Publication, write_artifact

pytestmark = [pytest.mark.train, *EXPORT_WARNINGS]
WINDOWS = [example.ids for example in examples()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small artefact in eight bits."""
    folder = tmp_path_factory.mktemp("model")
    write_artifact(Publication(tiny(), tokenizer(), load_ontology(), "t", "1", 64, trained_on=("news",)), folder)
    return folder


@pytest.fixture(scope="module")
def converted(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a transformers folder."""
    output = tmp_path_factory.mktemp("hub") / "converted"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["sitrep", "convert", str(output), "--model", str(folder)])
        with pytest.raises(SystemExit) as left:
            main()
    assert not left.value.code
    return output


def engine(folder: Path, backend: str = "torch", **settings: str) -> Backend:
    """An engine on the model in ``folder``."""
    return select_backend(Settings(backend=backend, **settings), open_artifact(folder))


def worst(one: Backend, other: Backend) -> float:
    """The largest difference of a probability over the invented news."""
    pairs = zip(one.score(WINDOWS), other.score(WINDOWS), strict=True)
    names = ("trigger", "mode", "modality")
    return max(
        float(np.abs(np.exp(getattr(a, name)) - np.exp(getattr(b, name))).max()) for a, b in pairs for name in names
    )


def test_both_engines_say_the_same_of_one_artefact(folder: Path) -> None:
    """Float and eight-bit activations on the same weights differ by less than two percent."""
    assert worst(engine(folder), engine(folder, "onnx")) < 0.02


def test_half_precision_is_near(folder: Path) -> None:
    """bfloat16 keeps the answers within three percent."""
    assert 0 < worst(engine(folder), engine(folder, precision="bf16")) < 0.03


def test_a_transformers_folder_is_the_same_model(folder: Path, converted: Path) -> None:
    """What was converted loads through transformers and as an artefact, and says exactly the same."""
    open_artifact(converted).verify()
    assert worst(engine(folder), engine(converted)) < 1e-6
    loaded = EventModel.from_pretrained(converted).state_dict()
    assert all(
        bool((loaded[name] == value).all())
        for name, value in EventModel.from_pretrained(converted).state_dict().items()
    )
    assert open_artifact(converted).manifest.thresholds == open_artifact(folder).manifest.thresholds


def test_a_model_of_the_hub_is_found_by_its_name(
    converted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``owner/name`` stands for the Hub's copy, here out of its cache; a name that cannot be had is an error."""
    cache = tmp_path / "models--owner--name"
    (cache / "refs").mkdir(parents=True)
    (cache / "refs" / "main").write_text("abc")
    (cache / "snapshots").mkdir()
    (cache / "snapshots" / "abc").symlink_to(converted)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))

    assert worst(engine(Path("owner/name")), engine(converted)) == 0.0
    with pytest.raises(ArtifactError, match="cannot be fetched"):
        open_artifact(Path("owner/other"))


def test_weights_for_the_other_engine_are_refused_in_words(folder: Path, converted: Path) -> None:
    """The ONNX engine names the one that reads safetensors, and a graph that is not described names the ONNX engine."""
    with pytest.raises(ArtifactError, match="SITREP_BACKEND=torch"):
        engine(converted, "onnx")
    artifact = open_artifact(folder)
    bare = artifact.manifest.model_copy(update={"network": None})
    with pytest.raises(ArtifactError, match="SITREP_BACKEND=onnx"):
        select_backend(Settings(backend="torch"), type(artifact)(folder, bare))
