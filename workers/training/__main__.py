"""Train a model: python -m workers.training DATA [--recipe default] [--work runs/default] [--out FOLDER].

Runs the stages in order; a stage whose result is in the work folder already is not run again, and one that was
interrupted goes on after its last epoch.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from workers.training.recipes.default import DEFAULT
from workers.training.recipes.quick import QUICK
from workers.training.stages.label import label_news
from workers.training.stages.ship import ship
from workers.training.stages.study import study
from workers.training.stages.teach import teach
from workers.training.stages.workspace import Workspace

RECIPES = {recipe.name: recipe for recipe in (DEFAULT, QUICK)}


def parser() -> argparse.ArgumentParser:
    """The command line."""
    result = argparse.ArgumentParser(
        prog="python -m workers.training", description="Train a model, write its artefact."
    )
    result.add_argument("data", type=Path, help="folder with news/, ngec_synthetic/ and muc4/")
    result.add_argument("--recipe", choices=sorted(RECIPES), default="default")
    result.add_argument("--corpus", type=Path, default=Path("corpus"), help="the hand-written corpus (default: corpus)")
    result.add_argument("--work", type=Path, help="folder for intermediate results (default: runs/RECIPE)")
    result.add_argument("--out", type=Path, help="folder of the artefact (default: WORK/artifact)")
    result.add_argument("--version", default="0.1.0", help="version that results will carry")
    result.add_argument("--device", default="cpu", help="cpu or cuda")
    return result


def main() -> None:
    """Run the recipe."""
    options = parser().parse_args()
    folder = options.work or Path("runs") / options.recipe
    work = Workspace(options.data, options.corpus, folder, RECIPES[options.recipe], torch.device(options.device))
    folder.mkdir(parents=True, exist_ok=True)
    for seed in work.recipe.teacher_seeds:
        teach(work, seed)
    label_news(work)
    study(work)
    ship(work, options.out or folder / "artifact", options.version)


if __name__ == "__main__":
    main()
