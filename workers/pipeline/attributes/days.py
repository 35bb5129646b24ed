"""Days: stretches of the calendar, and those that are named by their distance from a day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple

WEEK = 7


class Viewpoint(NamedTuple):
    """From where a date is read: the day of publication, and whether the event lies ahead of it."""

    today: date
    ahead: bool


class Days(NamedTuple):
    """The days from ``start`` to ``end``, both included."""

    start: date
    end: date


def day(at: date, steps: int = 0) -> Days:
    """The day ``steps`` days after ``at``.

    Raises:
        ValueError, OverflowError: outside the calendar, as do all that follow.
    """
    moved = at + timedelta(days=steps)
    return Days(moved, moved)


def week(at: date, steps: int = 0) -> Days:
    """The week, from Monday to Sunday, ``steps`` weeks after that of ``at``."""
    monday = at + timedelta(days=WEEK * steps - at.weekday())
    return Days(monday, monday + timedelta(days=WEEK - 1))


def weekend(at: date, steps: int = 0) -> Days:
    """Saturday and Sunday of the week ``steps`` weeks after that of ``at``."""
    sunday = week(at, steps).end
    return Days(sunday - timedelta(days=1), sunday)


def month(at: date, steps: int = 0) -> Days:
    """The month ``steps`` months after that of ``at``."""
    years, index = divmod(at.month - 1 + steps, 12)
    return month_of(at.year + years, index + 1)


def year(at: date, steps: int = 0) -> Days:
    """The year ``steps`` years after that of ``at``."""
    return years_of(at.year + steps, 1)


def decade(at: date, steps: int = 0) -> Days:
    """The decade ``steps`` decades after that of ``at``; decades begin with a year that ends in 0."""
    return years_of((at.year // 10 + steps) * 10, 10)


def month_of(year: int, month: int) -> Days:
    """A month of a year."""
    return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def years_of(first: int, count: int) -> Days:
    """Whole years."""
    return Days(date(first, 1, 1), date(first + count - 1, 12, 31))


UNITS = {"day": day, "week": week, "weekend": weekend, "month": month, "year": year, "decade": decade}
"""Stretches by their names."""

LENGTHS = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}
"""Days that a stretch lasts, near enough to count back from a day ("the past three months")."""
