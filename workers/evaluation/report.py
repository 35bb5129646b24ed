"""Reports: scores as tables for people and as the few numbers that a manifest keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workers.evaluation.evaluate import Evaluation
from workers.evaluation.plv import macro_f1
from workers.evaluation.reliability import calibration_error, reliability
from workers.evaluation.scores import MEASURES, Scores, Tally


def headline(evaluation: Evaluation) -> dict[str, float]:
    """F1 by measure and the macro F1 over types, in percent, one decimal; the calibration error as it is."""
    scores = evaluation.scores
    return {
        **{name: round(scores.measures[name].f1, 1) for name in MEASURES},
        "macro": round(scores.macro_f1, 1),
        "calibration error": round(calibration_error(evaluation.judged), 3),
    }


def row(name: str, tally: Tally) -> str:
    """One line of a table."""
    return (
        f"{name:26s} P {tally.precision:5.1f}  R {tally.recall:5.1f}  F1 {tally.f1:5.1f}"
        f"   (gold {tally.gold}, found {tally.found})"
    )


def table(scores: Scores) -> str:
    """Measures, macro F1, types, roles, modalities and modes by frequency."""
    return "\n".join(_lines(scores))


def report(evaluation: Evaluation) -> str:
    """Everything that is known of an extractor on a set."""
    return "\n".join((table(evaluation.scores), *_length_lines(evaluation), *_reliability_lines(evaluation)))


def plv_report(tallies: Mapping[str, Tally]) -> str:
    """The scores on PLV pairs: macro F1 over roots, and each root."""
    roots = sorted(tallies.items(), key=lambda item: -item[1].gold)
    return "\n".join((f"{'macro F1 over roots':26s} {macro_f1(tallies):5.1f}", *(row(f"  {n}", t) for n, t in roots)))


def _lines(scores: Scores) -> Iterator[str]:
    for name in MEASURES:
        yield row(name, scores.measures[name])
    yield f"{'macro F1 over types':26s} {scores.macro_f1:5.1f}"
    for title in ("types", "roles", "modalities", "modes"):
        yield f"{title}:"
        tallies: dict[str, Tally] = getattr(scores, title)
        for name, tally in sorted(tallies.items(), key=lambda item: -item[1].gold):
            yield row(f"  {name}", tally)


def _length_lines(evaluation: Evaluation) -> Iterator[str]:
    yield "length of the text (trigger+type, then arguments):"
    for name, scores in evaluation.lengths.items():
        yield row(f"  {name}", scores.measures["trigger+type"])
        yield row("", scores.measures["argument"])


def _reliability_lines(evaluation: Evaluation) -> Iterator[str]:
    yield f"expected calibration error {calibration_error(evaluation.judged):.3f}"
    for bin in reliability(evaluation.judged):
        yield f"  {bin.events:4d} events of mean confidence {bin.confidence:.2f}: {bin.right:.2f} right"
