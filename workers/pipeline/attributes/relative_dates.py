"""Relative dates: days that are named by how they lie to the day of publication ("last week", "two days ago")."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from workers.pipeline.attributes.calendar_dates import MONTH, month_number
from workers.pipeline.attributes.days import LENGTHS, UNITS, WEEK, Days, Viewpoint, day, month, weekend

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS = {
    **dict.fromkeys(("a", "an", "one"), 1),
    **{word: n for n, word in enumerate(SMALL, start=2)},
    "a couple of": 2,
}
STEPS = {"last": -1, "previous": -1, "past": -1, "this past": -1, "next": 1, "coming": 1, "this coming": 1}
"""Words before a day or a stretch that say on which side of the present one it lies."""

NUMBER = rf"(?P<number>\d{{1,4}}|{'|'.join(NUMBERS)})"
NUMBERED = rf"(?:{NUMBER} )?"
UNIT = rf"(?P<unit>{'|'.join(UNITS)})"
SIDE = rf"(?P<side>{'|'.join(STEPS)})"
PART = "(?P<part>early|earlier|mid|late|later)"
NEARLY = "(?:(?:about|nearly|almost|some|around|roughly|exactly|just) )?"
FIXED = {
    "today": 0,
    "earlier today": 0,
    "later today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "yesterday": -1,
    "last night": -1,
    "day before yesterday": -2,
    "tomorrow": 1,
    "day after tomorrow": 2,
}
"""Days by their distance from today."""

Meaning = Callable[[re.Match[str], Viewpoint], Days]


def weekday(match: re.Match[str], view: Viewpoint) -> Days:
    """A day of the week: the latest up to today, the next from today on when the event lies ahead, or by its side."""
    index = WEEKDAYS.index(match["weekday"]) - view.today.weekday()
    if match["side"] is None and view.ahead:
        return day(view.today, index % WEEK)
    side = STEPS.get(match["side"], 0)
    return day(view.today, {1: 1 + (index - 1) % WEEK, 0: -(-index % WEEK), -1: -1 - (-index - 1) % WEEK}[side])


def weekday_of_week(match: re.Match[str], view: Viewpoint) -> Days:
    """A day of this, the last or the next week."""
    monday = UNITS["week"](view.today, {"last": -1, "this": 0, "next": 1}[match["week"]]).start
    return day(monday, WEEKDAYS.index(match["weekday"]))


def hours(match: re.Match[str], view: Viewpoint) -> Days:
    """Some hours up to now: today and as many days before as they reach back."""
    return Days(view.today - timedelta(days=-(-number_of(match["number"]) // 24)), view.today)


def stretch(match: re.Match[str], view: Viewpoint) -> Days:
    """A week, month or year by its side; of the present one only the part that "earlier" or "later" names."""
    steps = STEPS.get(match["side"], 0)
    if match["unit"] == "weekend" and not steps:
        return this_weekend(view)
    found = UNITS[match["unit"]](view.today, steps)
    if steps == 0 and match["part"] == "earlier":
        return Days(found.start, view.today)
    return Days(view.today, found.end) if steps == 0 and match["part"] == "later" else found


def so_far(match: re.Match[str], view: Viewpoint) -> Days:
    """The part of a present stretch that is over, today included."""
    return Days(UNITS[match["unit"]](view.today).start, view.today)


def this_weekend(view: Viewpoint) -> Days:
    """The weekend of this week, or the last one as long as the event is past and this one has not begun."""
    found = weekend(view.today)
    return found if view.ahead or found.start <= view.today else weekend(view.today, -1)


def named_month(match: re.Match[str], view: Viewpoint) -> Days:
    """The last or the next month of that name, the present one not counted; "this" is the one of this year."""
    steps = (month_number(match["month"]) or 0) - view.today.month
    side = STEPS.get(match["side"], 0)
    return month(view.today, {0: steps, -1: -1 - (-steps - 1) % 12, 1: 1 + (steps - 1) % 12}[side])


def count(match: re.Match[str], view: Viewpoint) -> Days:
    """Some days, weeks or months up to today, or from today on."""
    length = timedelta(days=LENGTHS[match["unit"]] * number_of(match["number"]))
    ahead = STEPS[match["side"]] > 0
    return Days(view.today, view.today + length) if ahead else Days(view.today - length, view.today)


def distance(match: re.Match[str], view: Viewpoint) -> Days:
    """A day, or the week, month or year, that lies so many of them back or ahead."""
    steps = number_of(match["number"])
    return UNITS[match["unit"]](view.today, -steps if match["way"] == "ago" else steps)


def number_of(words: str | None) -> int:
    """The number that words or digits are; one when there are none."""
    return 1 if words is None else NUMBERS.get(words) or int(words)


RULES: tuple[tuple[re.Pattern[str], Meaning], ...] = tuple(
    (re.compile(form), meaning)
    for form, meaning in (
        ("overnight", lambda _, view: Days(day(view.today, -1).start, view.today)),
        (rf"{NEARLY}{NUMBER} (?:hour|minute)s? ago", lambda _, view: day(view.today)),
        (rf"(?:(?:{SIDE}|this) )?(?P<weekday>{'|'.join(WEEKDAYS)})", weekday),
        (rf"(?P<weekday>{'|'.join(WEEKDAYS)}) (?P<week>this|last|next) week", weekday_of_week),
        (rf"(?:this |these )?(?:past|last|previous) {NUMBER} hours?", hours),
        (
            rf"(?:{PART} )?(?:(?P<side>last|previous|next|coming|this coming)|this) {UNIT}",
            stretch,
        ),
        (rf"(?P<part>beginning|start|middle|end) of (?:(?P<side>last|next)|the|this) {UNIT}", stretch),
        ("(?P<part>)(?P<side>)(?P<unit>weekend)", stretch),
        ("(?:so far|already) this (?P<unit>week|month|year)", so_far),
        (rf"(?:{SIDE}|this) {MONTH}", named_month),
        (
            rf"(?:this |these )?(?P<side>past|last|previous|next|coming) {NUMBERED}{UNIT}(?(number)s?)",
            count,
        ),
        (rf"{NEARLY}{NUMBER} {UNIT}s? (?P<way>ago|from now)", distance),
        (rf"(?P<way>in) {NEARLY}{NUMBER} {UNIT}s?", distance),
    )
)
"""The forms, the first that fits counts, and what they mean."""


def read_relative(text: str, view: Viewpoint) -> Days | None:
    """The days that a text in small letters, without commas and dots, means; None when it is something else.

    Raises:
        ValueError, OverflowError: when they lie outside the calendar.
    """
    if text in FIXED:
        return day(view.today, FIXED[text])
    for form, meaning in RULES:
        if match := form.fullmatch(text):
            return meaning(match, view)
    return None
