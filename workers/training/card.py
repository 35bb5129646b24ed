"""The model card: what a model is, what it was made of, how good it is and what it is not for."""

from __future__ import annotations

from workers.evaluation.report import table
from workers.evaluation.scores import Scores
from workers.model.artifact import Manifest

CARD = """\
# {name} {version}

Finds the events that one sentence of English news speaks of, by the PLOVER ontology with statements: trigger, type,
mode, modality and arguments, each with exact characters. A transformer encoder of 22.7 million parameters
(all-MiniLM-L6-v2, fine-tuned) with four heads, exported to ONNX with 8-bit weights. `manifest.json` lists the files
with their sha256; `ontology.json` is what it knows; `make train` makes it again.

Licence: {licence}, weights included. The encoder that it started from is all-MiniLM-L6-v2, Apache-2.0.

## Made of

{trained_on}

The annotation was made by a large language model that read each sentence under a written codebook, not by people, and
was then harmonised type by type. Its habits and mistakes are the model's too.

## Scores

The whole extractor, text in and events out, as shipped, on {texts} sentences that were not trained on. The threshold of
{threshold:.2f} was chosen on the same sentences, so the figures are those of a validation set, a little too good. A
trigger counts when spans overlap, an argument when the roles agree and the spans overlap; exact means the same
characters.

```text
{table}
```

## Not for

- Other languages than English: it answers, with a warning, and what it finds is chance.
- Judging people. It reads what a text says, not what is true, and text may lie; modality tells a claim from a plan or a
  denial only as far as the words of its sentence do.
- News far from what it learnt, world politics of 2004 to 2010: names and weapons that are newer are found less often.
- Events that are told over several sentences, and who "he" or "they" are: each sentence is read alone.
"""


def card(manifest: Manifest, scores: Scores, texts: int) -> str:
    """The card of a model, as Markdown; ``scores`` are those on ``texts`` validation texts."""
    return CARD.format(
        name=manifest.name,
        version=manifest.version,
        licence=manifest.licence,
        trained_on="\n".join(f"- {source}" for source in manifest.trained_on),
        threshold=max(manifest.thresholds.values(), default=0.0),
        texts=texts,
        table=table(scores),
    )
