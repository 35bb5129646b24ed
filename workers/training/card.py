"""The model card: what a model is, what it was made of, how good it is, where it fails and what it is not for."""

from __future__ import annotations

from collections.abc import Mapping

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

The annotation was made by large language models that read each sentence under a written codebook; that of the news was
then harmonised type by type. They also wrote the hand-written corpus, not people. Their habits and mistakes are the
model's too. The corpus names no living persons; its events are invented, though many lean on real episodes (its
README is its data statement).

## Scores

The whole extractor, text in and events out, as shipped, on texts that were not trained on. A trigger counts when spans
overlap, an argument when the roles agree and the spans overlap; exact means the same characters. Calibration and
thresholds were chosen on the first set, so that its figures are a little too good; the other sets were used for no
choice. `sitrep evaluate` with the paths of the headings prints these tables again.

{reports}
{failures}
## For

Finding, counting and following political events in English news, by people or systems that can look at the words: every
answer carries its characters, a confidence and a modality. Confidence is calibrated: of the events with 0.8, about
eight in ten are right by the annotation.

## Not for

- Other languages than English: it answers, with a warning, and what it finds is chance.
- Judging people, or acting on one event without a person who reads the text. It reads what a text says, not what is
  true, and text may lie; modality tells a claim from a plan or a denial only as far as the words of its sentence do.
- Surveillance of protesters, journalists or any private person: it was neither made nor measured for it, and its
  mistakes fall on whoever is named.
- Events that are told over several sentences, and who "he" or "they" are: each sentence is read alone.
"""


def card(manifest: Manifest, reports: Mapping[str, str], failures: str = "") -> str:
    """The card of a model, as Markdown; ``reports`` are tables by the name of their set, ``failures`` is a section."""
    return CARD.format(
        name=manifest.name,
        version=manifest.version,
        licence=manifest.licence,
        trained_on="\n".join(f"- {source}" for source in manifest.trained_on),
        reports="\n".join(f"### {name}\n\n```text\n{table}\n```\n" for name, table in reports.items()),
        failures=failures and f"\n{failures.strip()}\n\n",
    )
