"""Dates: the days that a time expression means, seen from the day the text was published.

A small grammar of what news writes: dates of the calendar, dates that are relative to today, and stretches between two
of them. What no rule knows, such as a duration ("three hours"), means no day; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from shared.events import Argument, EventTime
from workers.pipeline.attributes.calendar_dates import CalendarDate, read_date
from workers.pipeline.attributes.days import Days, Viewpoint, years_of
from workers.pipeline.attributes.recurring_dates import read_recurring
from workers.pipeline.attributes.relative_dates import WEEKDAYS, read_relative

LONGEST = 200
"""Code points of an expression that may mean days; longer ones mean none."""

AHEAD = frozenset({"future", "hypothetical"})
"""Modalities of events that lie ahead: "Friday" is then the next one."""

SEPARATORS = (" to ", " until ", " till ", " through ", "-")
"""What stands between the ends of a stretch, dashes last as they also stand in dates."""

DECADE = re.compile(r"(\d{3})0s")
DATED_WEEKDAY = re.compile(rf"(?:{'|'.join(WEEKDAYS)}) (.+)")
HOURS = (
    *("night", "evening", "morning", "afternoon", "dawn", "dusk", "noon", "midday", "midnight", "nightfall"),
    *("daybreak", "lunchtime", "sunrise", "sunset", "rush hour"),
)
HOUR = rf"(?:{'|'.join(HOURS)})"
ZONE = "(?:gmt|utc|[a-z]+ time)"
CLOCK = re.compile(
    rf"(?:at )?\b\d{{1,2}}(?::?\d\d)?(?: ?(?:am|pm)\b(?: {ZONE})?| (?:hours|{ZONE})\b)| local time\b",
)
LEADING = re.compile(
    rf"(?:(?:on|in|at|by|during|over|around|about|the|shortly|just|before|after|early|earlier|late|later|mid|overnight"
    rf"|{HOUR}|hours|small|predawn|morning rush hour|beginning of|start of|middle of|end of|close of|of|from) )+"
)
TRAILING = re.compile(rf"(?: (?:at|early|late|around|shortly|before|after|{HOUR}))+$")
BOUND = re.compile(r"(?:by|until|till|up to) (?:at least )?(.+)")


def time_of(arguments: Iterable[Argument], modality: str, published_at: date | None) -> EventTime | None:
    """When an event with these arguments happens: the first of its times that means days."""
    view = Viewpoint(published_at, modality in AHEAD) if published_at else None
    for argument in arguments:
        days = resolve(argument.text, view) if argument.role == "time" else None
        if days is not None:
            return EventTime(text=argument.text, start=days.start, end=days.end, granularity=days.granularity)
    return None


def resolve(words: str, view: Viewpoint | None) -> Days | None:
    """The days that a time expression means, with no viewpoint only those that need none; None when it means none."""
    text = plain(words) if len(words) <= LONGEST else ""
    try:
        return bound(text, view) or single(text, view) or between(text, view) or since(text, view)
    except (ValueError, OverflowError):  # the 31st of June, or a day outside the calendar
        return None


def plain(words: str) -> str:
    """The words in small letters, with plain dashes and spaces, without commas, dots and an article."""
    text = re.sub(r"[‐-―]", "-", words.lower().replace("’", "'"))
    text = " ".join(re.sub(r"[,.()]", " " if "," in words else "", text).split())
    return re.sub(r"\bmid-", "mid ", text).removeprefix("the ")


def single(text: str, view: Viewpoint | None) -> Days | None:
    """The days of an expression with one end, as it is or without the time of the day."""
    return read(text, view) or read(without_hours(text), view)


def read(text: str, view: Viewpoint | None) -> Days | None:
    """The days of a calendar date, a decade or a relative date."""
    if decade := DECADE.fullmatch(text):
        return years_of(int(decade[1]) * 10, 10)
    dated = DATED_WEEKDAY.fullmatch(text)
    if found := read_date(dated[1] if dated else text):
        return found.seen_from(view)
    return read_recurring(text, view) or (read_relative(text, view) if view else None)


def without_hours(text: str) -> str:
    """The text without what says when in a day or a stretch it is."""
    text = " ".join(CLOCK.sub("", text).split())
    return TRAILING.sub("", LEADING.sub("", f"{text} ", count=1).strip())


def between(text: str, view: Viewpoint | None) -> Days | None:
    """The days from one date to another ("May 3-5", "between Monday and Friday")."""
    separators = (" and ",) if text.startswith("between ") else (*SEPARATORS, " and ")
    for separator in separators:
        left, found, right = re.sub(r"^(?:between|from|overnight) (?:from )?", "", text).partition(separator)
        if found:
            return span(left.strip(), right.strip().removeprefix("the "), view)
    return None


def span(left: str, right: str, view: Viewpoint | None) -> Days | None:
    """The days between two ends that share what one of them leaves out; None when they are the wrong way round."""
    first, last = read_date(left), read_date(right)
    if first and last:
        end = last.filled(first).seen_from(view)
        start = start_before(end, first.filled(last)) if end else None
    else:
        start, end = single(left, view), single(right, view)
    return Days(start.start, end.end) if start and end and start.start <= end.end else None


def start_before(end: Days, first: CalendarDate) -> Days | None:
    """The days of ``first`` in the year of ``end``, or in the year before when it would come after."""
    found = first.in_year(end.start.year)
    return first.in_year(end.start.year - 1) if found and found.start > end.end else found


def bound(text: str, view: Viewpoint | None) -> Days | None:
    """The days from today up to a date by which something is to happen."""
    match = BOUND.fullmatch(text)
    end = single(match[1].removeprefix("the "), view) if match and view and view.ahead else None
    return Days(view.today, end.end) if end and view and end.end >= view.today else None


def since(text: str, view: Viewpoint | None) -> Days | None:
    """The days from a date up to today."""
    start = single(text.removeprefix("since "), view) if text.startswith("since ") else None
    return Days(start.start, view.today) if start and view and start.start <= view.today else None
