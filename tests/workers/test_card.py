"""The model's card: its figures are what the model that ships does."""

from __future__ import annotations

from deploy.local.processes import ROOT
from shared.settings import Settings
from workers.evaluation.command import scored
from workers.model.artifact import open_artifact
from workers.pipeline.extractor import build_extractor


def test_the_card_holds_the_scores_on_the_challenge_set() -> None:
    """The report on the challenge set that is in the card is the one that the model gives today."""
    card = (open_artifact().folder / "README.md").read_text("utf-8")
    report = scored(build_extractor(Settings()).extract, ROOT / "corpus" / "challenge")
    assert report in card


def test_no_type_is_read_badly() -> None:
    """On the challenge set every type has an F1 of 65 at least."""
    report = scored(build_extractor(Settings()).extract, ROOT / "corpus" / "challenge")
    types = report.partition("\ntypes:\n")[2].partition("\nroles:")[0].splitlines()
    assert {line.split()[0] for line in types if float(line.split("F1")[1].split()[0]) < 65} == set()
