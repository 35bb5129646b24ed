"""Reports: scores as a table for people and as the few numbers that a manifest keeps."""

from __future__ import annotations

from collections.abc import Iterator

from workers.evaluation.scores import MEASURES, Scores, Tally


def headline(scores: Scores) -> dict[str, float]:
    """F1 by measure and the macro F1 over types, in percent, one decimal."""
    return {name: round(scores.measures[name].f1, 1) for name in MEASURES} | {"macro": round(scores.macro_f1, 1)}


def row(name: str, tally: Tally) -> str:
    """One line of the table."""
    return (
        f"{name:24s} P {tally.precision:5.1f}  R {tally.recall:5.1f}  F1 {tally.f1:5.1f}"
        f"   (gold {tally.gold}, found {tally.found})"
    )


def lines(scores: Scores) -> Iterator[str]:
    """The whole table: measures, macro F1, types and roles by frequency."""
    for name in MEASURES:
        yield row(name, scores.measures[name])
    yield f"{'macro F1 over types':24s} {scores.macro_f1:5.1f}"
    for tallies in (scores.types, scores.roles):
        for name, tally in sorted(tallies.items(), key=lambda item: -item[1].gold):
            yield row(f"  {name}", tally)


def table(scores: Scores) -> str:
    """The table as text."""
    return "\n".join(lines(scores))
