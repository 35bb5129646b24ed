"""Stage 2, soft labels: what the teachers believe of news that nobody annotated."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from tqdm import tqdm

from workers.model.network import EventModel
from workers.training.corpora.sources import draw
from workers.training.loop import save, token_batches
from workers.training.soft import SoftExample, label, pack, unpack
from workers.training.stages.teach import teacher_folders
from workers.training.stages.workspace import Workspace

BATCH_TOKENS = 2048


@dataclass(frozen=True, slots=True)
class Text:
    """One text in the token ids of the teacher and of the student; their word pieces are the same."""

    ids: tuple[int, ...]
    student_ids: tuple[int, ...]


def texts(work: Workspace) -> Iterator[Text]:
    """The recipe's unlabelled news."""
    teacher = work.pretrained(work.recipe.teacher_encoder).tokenizer()
    student = work.pretrained(work.recipe.student_encoder).tokenizer()
    for text in draw(work.data, work.recipe.unlabelled):
        pair = Text(tuple(teacher.encode(text).ids), tuple(student.encode(text).ids))
        if len(pair.ids) != len(pair.student_ids):
            raise ValueError("teacher and student must share their word pieces")
        if len(pair.ids) <= work.recipe.max_tokens:
            yield pair


def believed(models: Sequence[EventModel], batches: Sequence[Sequence[Text]], pad_id: int) -> Iterator[SoftExample]:
    """The teachers' beliefs, in the student's token ids."""
    for batch in tqdm(batches, desc="soft labels", mininterval=5):
        for text, example in zip(batch, label(models, [text.ids for text in batch], pad_id), strict=True):
            yield replace(example, ids=text.student_ids)


def label_news(work: Workspace) -> None:
    """Write ``soft.pt``, packed SoftExamples, unless it is there."""
    target = work.folder / "soft.pt"
    if target.exists():
        return
    pad_id = work.pretrained(work.recipe.teacher_encoder).pad_id
    models = [EventModel.from_pretrained(folder).to(work.device).eval() for folder in teacher_folders(work)]
    batches = token_batches(list(texts(work)), BATCH_TOKENS, random.Random(0))
    save(target, pack(list(believed(models, batches, pad_id))))


def soft_labels(work: Workspace) -> list[SoftExample]:
    """The soft examples that ``label_news`` wrote."""
    return unpack(torch.load(work.folder / "soft.pt", weights_only=True))
