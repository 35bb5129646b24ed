"""Stage 2, soft labels: what the teacher believes of news that nobody annotated."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from tqdm import tqdm

from workers.model.network import EventModel
from workers.training.corpora.sources import draw
from workers.training.loop import token_batches
from workers.training.soft import SoftExample, label
from workers.training.stages.teach import teacher_folder
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


def believe(model: EventModel, batches: Sequence[Sequence[Text]], pad_id: int) -> Iterator[SoftExample]:
    """The teacher's beliefs, in the student's token ids."""
    for batch in tqdm(batches, desc="soft labels", mininterval=5):
        for text, example in zip(batch, label(model, [text.ids for text in batch], pad_id), strict=True):
            yield replace(example, ids=text.student_ids)


def label_news(work: Workspace) -> None:
    """Write ``soft.pt``, a list of the fields of SoftExamples, unless it is there."""
    target = work.folder / "soft.pt"
    if target.exists():
        return
    pretrained = work.pretrained(work.recipe.teacher_encoder)
    model = EventModel.from_pretrained(teacher_folder(work)).to(work.device).eval()
    batches = token_batches(list(texts(work)), BATCH_TOKENS, random.Random(0))
    fields = SoftExample.__slots__
    examples = [
        {name: getattr(example, name) for name in fields} for example in believe(model, batches, pretrained.pad_id)
    ]
    torch.save(examples, target)


def soft_labels(work: Workspace) -> list[SoftExample]:
    """The soft examples that ``label_news`` wrote."""
    stored = torch.load(work.folder / "soft.pt", weights_only=True)
    return [SoftExample(**fields) for fields in stored]
