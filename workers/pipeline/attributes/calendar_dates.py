"""Calendar dates: days, months and years by name and number, of which the year or more may be left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from workers.pipeline.attributes.days import Days, Viewpoint, month_of, years_of

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
FEASTS = {
    "new year's day": "january 1",
    "new year's eve": "december 31",
    "christmas eve": "december 24",
    "christmas day": "december 25",
    "christmas": "december 25",
    "boxing day": "december 26",
    "new year": "january 1",
    "epiphany": "january 6",
    "valentine's day": "february 14",
    "international women's day": "march 8",
    "women's day": "march 8",
    "st patrick's day": "march 17",
    "may day": "may 1",
    "victory day": "may 9",
    "fourth of july": "july 4",
    "bastille day": "july 14",
    "halloween": "october 31",
    "all saints' day": "november 1",
    "armistice day": "november 11",
    "remembrance day": "november 11",
    "veterans day": "november 11",
}
"""Days with a name and the same date each year."""

MONTH = r"(?P<month>jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|" + "|".join(MONTHS) + ")"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>[12]\d{3})"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{YEAR}-(?P<month>\d\d)(?:-(?P<day>\d\d))?",
        rf"{MONTH} (?:the )?{DAY}(?: {YEAR})?",
        rf"(?:the )?{DAY} (?:of )?{MONTH}(?: (?:of )?{YEAR})?",
        rf"{MONTH}(?: (?:of )?{YEAR})?",
        YEAR,
        rf"(?:the )?{DAY}(?: {YEAR})?",
    )
)
SLACK = timedelta(days=7)
"""How far after its publication a text may date what it reports as fact, before the year before is meant."""


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date as it is written: what is None is left out."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def filled(self, other: CalendarDate) -> CalendarDate:
        """This date with what it leaves out and ``other`` says, as the two ends of a stretch share it."""
        month = other.month if self.month is None and self.day is not None else self.month
        return replace(self, year=self.year or other.year, month=month)

    def days(self) -> Days | None:
        """The days of a date with a year; None for a day without a month.

        Raises:
            ValueError: when there is no such day.
        """
        if self.year is None or (self.day is not None and self.month is None):
            return None
        if self.month is None:
            return years_of(self.year, 1)
        if self.day is None:
            return month_of(self.year, self.month)
        return Days(date(self.year, self.month, self.day), date(self.year, self.month, self.day))

    def seen_from(self, view: Viewpoint | None) -> Days | None:
        """The days in the year that lies nearest to today, in the past or, where the event lies ahead, to come.

        Raises:
            ValueError: when there is no such day.
        """
        if self.year or not view:
            return self.days()
        found = self.in_year(view.today.year)
        if found and view.ahead and found.end < view.today:
            return self.in_year(view.today.year + 1)
        slack = SLACK if self.day else timedelta(0)
        if found and not view.ahead and found.start > view.today + slack:
            return self.in_year(view.today.year - 1)
        return found

    def in_year(self, year: int) -> Days | None:
        """The days of this date in its own year or, where it has none, in ``year``.

        Raises:
            ValueError: when there is no such day.
        """
        return replace(self, year=self.year or year).days()


def read_date(text: str) -> CalendarDate | None:
    """The date that a text in small letters, without commas and dots, is; None when it is something else."""
    text = FEASTS.get(text, text)
    match = next((match for form in FORMS if (match := form.fullmatch(text))), None)
    if match is None:
        return None
    parts = match.groupdict()
    return CalendarDate(number(parts.get("year")), month_number(parts.get("month")), number(parts.get("day")))


def month_number(name: str | None) -> int | None:
    """The number of a month that is named, cut short or numbered."""
    if name is None or name.isdigit():
        return number(name)
    return next(index for index, month in enumerate(MONTHS, start=1) if month.startswith(name[:3]))


def number(digits: str | None) -> int | None:
    """The number that digits are."""
    return None if digits is None else int(digits)
