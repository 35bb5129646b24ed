"""Recurring dates: what comes back each year under its name, of which the year may be left out.

Seasons are the northern hemisphere's, by whole months, and named by the year they begin in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter

from workers.pipeline.attributes.calendar_dates import YEAR
from workers.pipeline.attributes.days import Days, Viewpoint, month, month_of

InYear = Callable[[int], Days]

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month in which each begins; it lasts three."""
ORDER = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 3, "final": 3}
MONTHS_COUNTED = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
EASTER = {
    "ash wednesday": -46,
    "palm sunday": -7,
    "good friday": -2,
    "easter saturday": -1,
    "easter": 0,
    "easter sunday": 0,
    "easter day": 0,
    "easter monday": 1,
    "ascension day": 39,
    "whit sunday": 49,
    "pentecost": 49,
    "whit monday": 50,
}
"""Days from Easter Sunday."""
SIDE = "(?:(?P<side>last|past|previous|this past|this|next|coming|this coming) )?"
OF_YEAR = rf"(?: (?:of |in )?(?:{YEAR}|(?P<which>the|this|last|next) year))?"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{SIDE}(?P<season>{'|'.join(SEASONS)}){OF_YEAR}",
        rf"{SIDE}(?P<quarter>{'|'.join(ORDER)}) quarter{OF_YEAR}",
        rf"q(?P<number>[1-4]){OF_YEAR}",
        rf"{SIDE}(?P<half>first|second|last) half{OF_YEAR}",
        rf"{SIDE}first (?P<months>{'|'.join(MONTHS_COUNTED)}|\d) months{OF_YEAR}",
        rf"{SIDE}(?P<feast>{'|'.join(EASTER)}|thanksgiving(?: day)?){OF_YEAR}",
    )
)
WHICH = {"the": 0, "this": 0, "last": -1, "next": 1}
"""Years from the present one."""


def read_recurring(text: str, view: Viewpoint | None) -> Days | None:
    """The days that a text in small letters, without commas and dots, means; None when it is something else."""
    match = next((match for form in FORMS if (match := form.fullmatch(text))), None)
    if match is None:
        return None
    parts = match.groupdict()
    in_year = meaning(parts)
    if parts.get("year"):
        return in_year(int(parts["year"]))
    if view is None:
        return None
    if parts.get("which"):
        return in_year(view.today.year + WHICH[parts["which"]])
    return nearest(in_year, parts.get("side"), view)


def meaning(parts: dict[str, str | None]) -> InYear:
    """What the named part is, as a function of the year."""
    if season := parts.get("season"):
        return lambda year: months_of(year, SEASONS[season], 3)
    if (quarter := parts.get("quarter")) or parts.get("number"):
        nth = ORDER[quarter] if quarter else int(parts["number"] or 1) - 1
        return lambda year: months_of(year, 1 + 3 * nth, 3)
    if half := parts.get("half"):
        return lambda year: months_of(year, 1 if half == "first" else 7, 6)
    if months := parts.get("months"):
        count = int(months) if months.isdigit() else 2 + MONTHS_COUNTED.index(months)
        return lambda year: months_of(year, 1, count)
    feast = parts["feast"] or ""
    return lambda year: feast_of(year, feast)


def months_of(year: int, first: int, count: int) -> Days:
    """So many whole months from one of them on."""
    start = month_of(year, first)
    return Days(start.start, month(start.start, count - 1).end)


def feast_of(year: int, name: str) -> Days:
    """A feast that moves with the moon or the week."""
    if name in EASTER:
        day = easter(year) + timedelta(days=EASTER[name])
    else:
        first = date(year, 11, 1)
        day = first + timedelta(days=(3 - first.weekday()) % 7 + 21)
    return Days(day, day)


def nearest(in_year: InYear, side: str | None, view: Viewpoint) -> Days | None:
    """The last or the next one by its side; without one the latest that has begun or, ahead, the next not yet over."""
    today = view.today
    around = [in_year(year) for year in range(today.year - 2, today.year + 3)]
    if side in {"last", "past", "previous", "this past"}:
        return next((days for days in reversed(around) if days.end < today), None)
    if side in {"next", "coming", "this coming"}:
        return next((days for days in around if days.start > today), None)
    if view.ahead:
        return next((days for days in around if days.end >= today), None)
    return next((days for days in reversed(around) if days.start <= today), None)
