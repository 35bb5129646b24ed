"""The public proof: event arguments of GENEVA with gold triggers, by the architecture of the default model.

    python -m workers.training.geneva DATA [--encoder mpnet] [--epochs 30] [--work runs/geneva] [--device cuda]

Trains on the train part, alone; the epochs were chosen on the validation part. An argument is right when its role and
its exact span are (Arg-C, the published measure; TagPrime with RoBERTa-large: 80.4 on the unfiltered data).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from tqdm import tqdm

from shared.spans import Span
from workers.evaluation.annotation import AnnotatedEvent, AnnotatedText
from workers.evaluation.report import row
from workers.evaluation.scores import Tally
from workers.model.network import EventModel
from workers.pipeline.decoding import Decoder, ScoredTrigger, group_words
from workers.pipeline.encoding import encode_sentences
from workers.pipeline.records import Candidate
from workers.training.corpora.geneva import geneva_ontology, read_geneva
from workers.training.examples import tokens_of
from workers.training.finetune import FineTuning
from workers.training.loop import Schedule
from workers.training.loss import LossWeights
from workers.training.pretrained import PRETRAINED

WEIGHTS = LossWeights(trigger=1.0, mode=0.0, modality=0.0, roles=1.5)
RATES = {"minilm": 1.2e-4, "mpnet": 5e-5}
CLS = 1
"""Special tokens before the first of a text."""


@dataclass(frozen=True, slots=True)
class ArgumentReader:
    """A trained network that reads the arguments of given triggers."""

    model: EventModel
    tokenizer: Tokenizer
    decoder: Decoder

    def arguments(self, record: AnnotatedText) -> Iterator[set[tuple[str, Span]]]:
        """(role, span) of the arguments found for each annotated event of a text, in order."""
        (encoding,) = encode_sentences(record.text, [Span(0, len(record.text))], self.tokenizer)
        places = [tokens_of(event.trigger, list(encoding.spans))[0] for event in record.events]
        words = group_words(encoding)
        for event, candidate in zip(record.events, self.candidates(record.text, places), strict=True):
            trigger = ScoredTrigger(event.type, event.trigger, 1.0, candidate)
            (found,) = self.decoder.arguments(encoding, record.text, words, [trigger])
            yield {(argument.role, argument.span) for argument in found}

    def candidates(self, text: str, places: Sequence[int]) -> Iterator[Candidate]:
        """The role scores of all tokens seen from each of ``places``."""
        ids = torch.tensor([self.tokenizer.encode(text).ids])
        with torch.inference_mode():
            hidden = self.model.encode(ids, torch.ones_like(ids))
            pairs = torch.tensor([(0, place + CLS) for place in places], dtype=torch.int64).view(-1, 2)
            roles = self.model.roles(hidden, pairs)[:, CLS:-1].float().numpy()
        for place, scores in zip(places, roles, strict=True):
            yield Candidate(place, 0, scores)


def argument_scores(reader: ArgumentReader, records: Sequence[AnnotatedText]) -> Tally:
    """Arg-C over the events of ``records`` whose type the reader knows; the others' arguments count as missed."""
    tally, known = Tally(), set(reader.decoder.ontology.type_names)
    for record in tqdm(records, desc="arguments", mininterval=5):
        kept = tuple(event for event in record.events if event.type in known)
        tally.gold += sum(len(gold(event)) for event in record.events)
        for event, found in zip(kept, reader.arguments(record.model_copy(update={"events": kept})), strict=True):
            tally.found += len(found)
            tally.right += len(found & gold(event))
    return tally


def gold(event: AnnotatedEvent) -> set[tuple[str, Span]]:
    """(role, span) of the annotated arguments of an event."""
    return {(argument.role, argument.span) for argument in event.arguments}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Event arguments of GENEVA, with gold triggers.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--encoder", choices=sorted(RATES), default="mpnet")
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--batch-tokens", type=int, default=256)
    parser.add_argument("--work", type=Path, default=Path("runs/geneva"))
    parser.add_argument("--device", default="cpu")
    options = parser.parse_args()
    train = read_geneva(options.data, "train")
    encoder = PRETRAINED[options.encoder](options.work / "pretrained")
    work = FineTuning(
        ontology=geneva_ontology(train),
        train=train,
        validation=(),
        encoder=encoder,
        schedule=Schedule(
            epochs=options.epochs,
            batch_tokens=options.batch_tokens,
            encoder_rate=RATES[options.encoder],
            bfloat16=True,
        ),
        weights=WEIGHTS,
    )
    model = work.learn(options.work / options.encoder / "checkpoint.pt", torch.device(options.device)).cpu().eval()
    reader = ArgumentReader(model, encoder.tokenizer(), Decoder(work.ontology, work.labels))
    for part in ("val", "test"):
        print(row(f"{part}: Arg-C", argument_scores(reader, read_geneva(options.data, part))))


if __name__ == "__main__":
    main()
