"""PLV: which event answers for a pair, and how pairs are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.events import Argument, Event, PloverCode, Trigger
from shared.spans import Span
from tests.workers.evaluation.extractions import extraction_of
from workers.evaluation.plv import Pair, macro_f1, plv_scores, read_plv, root_of
from workers.evaluation.scores import Tally

TEXT = "Ruritania said Elbonia shelled Kelmar."
PAIR = Pair(TEXT, Span(15, 22), Span(31, 37), "ASSAULT")


def event(name: str, confidence: float = 0.9, plover: str | None = None, **roles: str) -> Event:
    """An event with one argument a role, at its words."""
    return Event(
        id="e1",
        type=name,
        label="",
        modality="asserted",
        confidence=confidence,
        trigger=Trigger(text="said", start=10, end=14),
        sentence=0,
        arguments=tuple(
            Argument(role=role, text=words, start=TEXT.index(words), end=TEXT.index(words) + len(words), confidence=1)
            for role, words in roles.items()
        ),
        quad_class=None,
        intensity=None,
        cameo_root=None,
        plover=PloverCode(event=plover or (None if name == "STATEMENT" else name)),
    )


BOTH = event("ASSAULT", 0.5, actor="Elbonia", recipient="Kelmar")
REVERSED = event("COERCE", 0.9, actor="Kelmar", recipient="Elbonia")
ONE = event("AID", 0.95, actor="Elbonia")
NEITHER = event("REJECT", 0.99, actor="Ruritania")
STATEMENT = event("STATEMENT", 0.99, actor="Elbonia", content="Kelmar")


@pytest.mark.parametrize(
    ("events", "root"),
    [
        ((NEITHER, ONE, REVERSED, BOTH, STATEMENT), "ASSAULT"),
        ((NEITHER, ONE, REVERSED), "COERCE"),
        ((NEITHER, ONE), "AID"),
        ((NEITHER, STATEMENT), "REJECT"),
        ((STATEMENT,), None),
        ((), None),
        ((event("AID", 0.7, actor="Elbonia"), event("REJECT", 0.8, actor="Kelmar")), "REJECT"),
        ((event("RETREAT", actor="Elbonia"),), "YIELD"),
        ((event("CONCEDE", actor="Elbonia"),), "YIELD"),
        ((event("RETREAT", plover="CONCEDE", actor="Elbonia"),), "YIELD"),
        ((event("AID", plover="AGREE", actor="Elbonia"),), "AGREE"),
    ],
)
def test_the_event_nearest_to_the_pair_answers(events: tuple[Event, ...], root: str | None) -> None:
    """Both ends before one, the actor at the source first, then confidence; a statement only where nothing else is."""
    assert root_of(events, PAIR) == root


def test_places_come_from_the_marks_or_the_words(tmp_path: Path) -> None:
    """Marked sentences tell which occurrence is meant; where a mark is lost, the words are looked up."""
    path = tmp_path / "pairs.tsv"
    path.write_text(
        "sentence\tmarked_sentence\tsource\ttarget\tgold_root\n"
        "Roma met Roma\tRoma met <s>Roma</s>\tRoma\tRoma\tCONSULT\n"
        "A B\t<t>A</t> <s>B</s>\tB\tA\tAID\n"
    )

    assert read_plv(path) == (
        Pair("Roma met Roma", Span(9, 13), Span(0, 4), "CONSULT"),
        Pair("A B", Span(2, 3), Span(0, 1), "AID"),
    )


def test_a_pair_without_answer_is_wrong() -> None:
    """The mean is over the roots that the pairs have; what is never found costs recall."""
    tallies = plv_scores(
        lambda article: extraction_of(article, (BOTH,)), [PAIR, Pair(TEXT, Span(0, 1), Span(0, 1), "AID")]
    )

    assert tallies == {"ASSAULT": Tally(right=1, gold=1, found=2), "AID": Tally(right=0, gold=1, found=0)}
    assert macro_f1(tallies) == pytest.approx((200 / 3) / 2)
