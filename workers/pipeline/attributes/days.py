"""Days: stretches of the calendar, and those that are named by their distance from a day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from shared.events import Granularity

WEEK = 7
MONTHS = 12
QUARTER = 3
DECADE = 10
SUNDAY = 6


class Viewpoint(NamedTuple):
    """From where a date is read: the day of publication, and whether the event lies ahead of it."""

    today: date
    ahead: bool


class Days(NamedTuple):
    """The days from ``start`` to ``end``, both included."""

    start: date
    end: date

    @property
    def granularity(self) -> Granularity:
        """The unit of the calendar that they fill."""
        start, end = self
        if start == end:
            return "day"
        if (start.month, start.day) == (1, 1) and (end.month, end.day) == (12, 31):
            years = end.year - start.year + 1
            return "year" if years == 1 else "decade" if years == DECADE and start.year % DECADE == 0 else "range"
        if start.day == 1 and (end + timedelta(days=1)).day == 1:
            months = (end.year - start.year) * MONTHS + end.month - start.month + 1
            return "month" if months == 1 else "quarter" if months == QUARTER and end.month % QUARTER == 0 else "range"
        if end.weekday() == SUNDAY and self.length in {2, WEEK}:
            return "weekend" if self.length == 2 else "week"
        return "range"

    @property
    def length(self) -> int:
        """How many they are."""
        return (self.end - self.start).days + 1


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
