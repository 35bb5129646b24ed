"""Dates: time expressions as days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.events import Argument
from tests.workers.pipeline.growth import growth
from tests.workers.pipeline.texts import HOSTILE
from workers.pipeline.attributes.dates import resolve, time_of
from workers.pipeline.attributes.days import Days, Viewpoint

WEDNESDAY = date(2005, 6, 15)
TODAY = ("2005-06-15", "2005-06-15")

REPORTED = [
    ("2004-06-05", "2004-06-05", "2004-06-05"),
    ("2004-06", "2004-06-01", "2004-06-30"),
    ("June 5", "2005-06-05", "2005-06-05"),
    ("June 5th", "2005-06-05", "2005-06-05"),
    ("5 June 2004", "2004-06-05", "2004-06-05"),
    ("the 5th of June, 2004", "2004-06-05", "2004-06-05"),
    ("June 5, 2004", "2004-06-05", "2004-06-05"),
    ("Sept. 11", "2004-09-11", "2004-09-11"),
    ("June 16", "2005-06-16", "2005-06-16"),
    ("July 20", "2004-07-20", "2004-07-20"),
    ("Friday, June 3", "2005-06-03", "2005-06-03"),
    ("June 2004", "2004-06-01", "2004-06-30"),
    ("February 2004", "2004-02-01", "2004-02-29"),
    ("mid-March", "2005-03-01", "2005-03-31"),
    ("December", "2004-12-01", "2004-12-31"),
    ("last July", "2004-07-01", "2004-07-31"),
    ("last May", "2005-05-01", "2005-05-31"),
    ("in 2003", "2003-01-01", "2003-12-31"),
    ("the 1990s", "1990-01-01", "1999-12-31"),
    ("the early 1990s", "1990-01-01", "1999-12-31"),
    ("Christmas Eve", "2004-12-24", "2004-12-24"),
    ("Friday", "2005-06-10", "2005-06-10"),
    ("Wednesday", *TODAY),
    ("last Wednesday", "2005-06-08", "2005-06-08"),
    ("next Monday", "2005-06-20", "2005-06-20"),
    ("early Sunday", "2005-06-12", "2005-06-12"),
    ("Saturday morning", "2005-06-11", "2005-06-11"),
    ("early morning hours Thursday", "2005-06-09", "2005-06-09"),
    ("3:30 p.m. on Monday", "2005-06-13", "2005-06-13"),
    ("today", *TODAY),
    ("tonight", *TODAY),
    ("this morning", *TODAY),
    ("yesterday evening", "2005-06-14", "2005-06-14"),
    ("last night", "2005-06-14", "2005-06-14"),
    ("the day before yesterday", "2005-06-13", "2005-06-13"),
    ("tomorrow", "2005-06-16", "2005-06-16"),
    ("overnight", "2005-06-14", "2005-06-15"),
    ("this week", "2005-06-13", "2005-06-19"),
    ("earlier this week", "2005-06-13", "2005-06-15"),
    ("later this year", "2005-06-15", "2005-12-31"),
    ("Last week", "2005-06-06", "2005-06-12"),
    ("late last month", "2005-05-01", "2005-05-31"),
    ("next year", "2006-01-01", "2006-12-31"),
    ("end of the year", "2005-01-01", "2005-12-31"),
    ("the weekend", "2005-06-11", "2005-06-12"),
    ("last weekend", "2005-06-11", "2005-06-12"),
    ("an hour ago", *TODAY),
    ("two days ago", "2005-06-13", "2005-06-13"),
    ("nearly two weeks ago", "2005-05-30", "2005-06-05"),
    ("three years ago", "2002-01-01", "2002-12-31"),
    ("in two days", "2005-06-17", "2005-06-17"),
    ("the past week", "2005-06-08", "2005-06-15"),
    ("the last three days", "2005-06-12", "2005-06-15"),
    ("the next two weeks", "2005-06-15", "2005-06-29"),
    ("since Friday", "2005-06-10", "2005-06-15"),
    ("from May 3 to May 5", "2005-05-03", "2005-05-05"),
    ("May 3–5", "2005-05-03", "2005-05-05"),
    ("5-7 June 2004", "2004-06-05", "2004-06-07"),
    ("between May 3 and May 5", "2005-05-03", "2005-05-05"),
    ("August 18 through the August 25", "2004-08-18", "2004-08-25"),
    ("December 30 to January 2", "2004-12-30", "2005-01-02"),
    ("July-August 2006", "2006-07-01", "2006-08-31"),
    ("2003-2005", "2003-01-01", "2005-12-31"),
    ("Monday to Tuesday", "2005-06-13", "2005-06-14"),
]

TO_COME = [
    ("Friday", "2005-06-17", "2005-06-17"),
    ("Wednesday", *TODAY),
    ("last Friday", "2005-06-10", "2005-06-10"),
    ("June 5", "2006-06-05", "2006-06-05"),
    ("June 15", *TODAY),
    ("July 20", "2005-07-20", "2005-07-20"),
    ("June", "2005-06-01", "2005-06-30"),
    ("March", "2006-03-01", "2006-03-31"),
    ("next July", "2005-07-01", "2005-07-31"),
    ("this weekend", "2005-06-18", "2005-06-19"),
    ("December 30 to January 2", "2005-12-30", "2006-01-02"),
]

NO_DAYS = [
    *(
        "",
        "three hours",
        "for two years",
        "more than 50 years ago",
        "recent weeks",
        "later in the day",
        "midnight",
        "June 31",
    ),
    *("9999 years ago", "soon", "a day earlier", "since tomorrow", "Friday to", "2005-2003", "99", "the next few days"),
]


@pytest.mark.parametrize(("words", "start", "end"), REPORTED)
def test_what_is_reported_lies_in_the_past(words: str, start: str, end: str) -> None:
    """Of several days that words may mean, a reported event has the latest up to the day of publication."""
    assert Days(date.fromisoformat(start), date.fromisoformat(end)) == resolve(words, Viewpoint(WEDNESDAY, ahead=False))


@pytest.mark.parametrize(("words", "start", "end"), TO_COME)
def test_what_is_planned_lies_ahead(words: str, start: str, end: str) -> None:
    """Of several days that words may mean, a planned or possible event has the next."""
    assert Days(date.fromisoformat(start), date.fromisoformat(end)) == resolve(words, Viewpoint(WEDNESDAY, ahead=True))


@pytest.mark.parametrize("words", NO_DAYS)
def test_what_means_no_day_is_not_guessed(words: str) -> None:
    """Durations, vague words and days that do not exist mean nothing."""
    assert resolve(words, Viewpoint(WEDNESDAY, ahead=False)) is None


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("June 5, 2004", True),
        ("June 2004", True),
        ("the 1990s", True),
        ("May 3-5, 2004", True),
        ("June 5", False),
        ("Friday", False),
        ("since 2003", False),
    ],
)
def test_without_a_day_of_publication_only_full_dates_mean_days(words: str, known: bool) -> None:
    """A date with its year needs no publication date; all else means nothing without one."""
    assert known == (resolve(words, None) is not None)


@pytest.mark.parametrize("today", [date.min, date.max])
@pytest.mark.parametrize("words", [words for words, _, _ in REPORTED])
def test_the_ends_of_the_calendar_are_no_error(words: str, today: date) -> None:
    """A text of the first or the last day there is has the days that the calendar holds, or none."""
    resolve(words, Viewpoint(today, ahead=False))
    resolve(words, Viewpoint(today, ahead=True))


pieces = st.sampled_from(
    sorted({piece for words, _, _ in REPORTED for piece in [*words.split(), "-", ",", "٣", "0", "and"]})
)


@given(
    st.one_of(st.text(max_size=60), st.lists(pieces, max_size=7).map(" ".join)), st.none() | st.dates(), st.booleans()
)
def test_any_words_mean_days_in_order_or_none(words: str, today: date | None, ahead: bool) -> None:
    """Whatever the words, no error comes out, and the first day is never after the last."""
    days = resolve(words, Viewpoint(today, ahead) if today else None)

    assert days is None or days.start <= days.end


@pytest.mark.parametrize("shape", HOSTILE)
def test_hostile_words_take_linear_time(shape: str) -> None:
    """The time does not grow with the words beyond what an expression may be long."""
    assert growth(lambda text: resolve(text, Viewpoint(WEDNESDAY, ahead=False)), HOSTILE[shape], 1 << 18) < 2.5


def test_the_first_time_that_means_days_counts() -> None:
    """A duration before a date is passed over, other roles are not read, and the words stay as they are."""
    arguments = [
        Argument(role=role, text=text, start=0, end=len(text), confidence=1.0)
        for role, text in [("object", "Monday"), ("time", "two hours"), ("time", "Friday")]
    ]
    time = time_of(arguments, "future", WEDNESDAY)

    assert time is not None
    assert ("Friday", date(2005, 6, 17), date(2005, 6, 17)) == (time.text, time.start, time.end)
    assert time_of(arguments[:2], "future", WEDNESDAY) is None
