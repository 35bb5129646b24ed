"""Coreference: which events of an article are mentions of one happening.

Two mentions are of one happening when nothing speaks against it (type, mode, modality, day, place, sides) and enough
speaks for it: the same word with a shared participant, several shared ones, or a mere reference ("the attack").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from shared.events import Argument, Event

WITHIN = 40
"""Earlier mentions of a type that an event is compared with, the nearest first."""
SIDES = ("actor", "recipient", "object", "dead", "injured")
LIKELY = frozenset({"future", "hypothetical"})
REFERENCE = re.compile(r"\b(?:the|that|this|those|these|its|their|his|her)(?: [\w-]+){0,2} $", re.IGNORECASE)
NUMBER = re.compile(r"\d[\d,]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds)\b")
VAGUE = frozenset({"the", "a", "an", "of", "and", "at", "least", "several", "some", "more", "than", "people"})


def first_mentions(events: Sequence[Event], text: str) -> Iterator[int | None]:
    """For each event, in reading order, the index of the first mention of the same happening; None for the first."""
    firsts: list[int] = []
    seen: dict[str, list[int]] = {}
    for index, event in enumerate(events):
        earlier = seen.setdefault(event.type, [])
        near = reversed(earlier[-WITHIN:])
        same = next((firsts[other] for other in near if is_same(events[other], event, text)), None)
        firsts.append(index if same is None else same)
        earlier.append(index)
        yield same


def is_same(first: Event, second: Event, text: str) -> bool:
    """Whether two events of one type, in reading order, are mentions of one happening."""
    if first.type == "STATEMENT":
        return is_same_statement(first, second)
    if contradict(first, second):
        return False
    shared = shared_roles(first, second)
    refers = is_reference(second, text)
    if first.sentence == second.sentence:
        return refers and not own_sides(second)
    if stem(first.trigger.text) == stem(second.trigger.text):
        return bool(shared) or (refers and not own_sides(second))
    return len(shared) >= 2 or (refers and (bool(shared) or not own_sides(second)))


def is_same_statement(first: Event, second: Event) -> bool:
    """Whether two statements repeat one: the same speaker says mostly the same words."""
    said, again = contents(first), contents(second)
    return "actor" in shared_roles(first, second) and len(said & again) * 2 > min(len(said), len(again)) > 0


def contradict(first: Event, second: Event) -> bool:
    """Whether something that both say cannot be true of one happening."""
    if first.mode and second.mode and first.mode != second.mode:
        return True
    if first.modality != second.modality and not LIKELY.issuperset((first.modality, second.modality)):
        return True
    if first.time and second.time and (first.time.start > second.time.end or second.time.start > first.time.end):
        return True
    return differ_in_place(first, second) or any(differ_in(role, first, second) for role in SIDES)


def differ_in_place(first: Event, second: Event) -> bool:
    """Whether both name a place, and different ones."""
    one, two = first.place, second.place
    if one is None or two is None:
        return False
    if one.geonames_id and two.geonames_id:
        return one.geonames_id != two.geonames_id
    return bool(one.country and two.country and one.country != two.country)


def differ_in(role: str, first: Event, second: Event) -> bool:
    """Whether both name who or what plays ``role``, and none of them can be the same."""
    pairs = list(product(fillers(first, role), fillers(second, role)))
    return bool(pairs) and not any(may_be_same(one, two) for one, two in pairs)


def shared_roles(first: Event, second: Event) -> set[str]:
    """The roles in which both surely name the same."""
    roles = {argument.role for argument in first.arguments} & {argument.role for argument in second.arguments}
    shared = {
        role
        for role in roles - {"content"}
        if any(is_same_filler(one, two) for one, two in product(fillers(first, role), fillers(second, role)))
    }
    if first.time and second.time and first.time.start == second.time.start:
        shared.add("time")
    if first.place and second.place and first.place.geonames_id and not differ_in_place(first, second):
        shared.add("location")
    return shared


def fillers(event: Event, role: str) -> list[Argument]:
    """The arguments of a role."""
    return [argument for argument in event.arguments if argument.role == role]


def own_sides(event: Event) -> bool:
    """Whether an event names somebody or something of its own."""
    return any(argument.role in SIDES for argument in event.arguments)


def is_same_filler(one: Argument, two: Argument) -> bool:
    """Whether two arguments surely are the same: in words, or as the same country's same sector."""
    if one.country and one.sector and (one.country, one.sector) == (two.country, two.sector):
        return True
    mine, other = telling(one), telling(two)
    return bool(mine & other) and len(mine & other) * 2 >= min(len(mine), len(other))


def may_be_same(one: Argument, two: Argument) -> bool:
    """Whether two arguments may be the same: not of different countries or numbers, nor of words without a link."""
    if one.country and two.country:
        return one.country == two.country
    numbers = [set(NUMBER.findall(argument.text.lower())) for argument in (one, two)]
    if all(numbers):
        return bool(numbers[0] & numbers[1])
    if one.name is None or two.name is None:
        return True
    return is_same_filler(one, two) or not (one.text[:1].isupper() and two.text[:1].isupper())


def is_reference(event: Event, text: str) -> bool:
    """Whether an event is named as one that is known: "the attack", "those talks"."""
    start = event.trigger.start
    return REFERENCE.search(text[max(0, start - 40) : start]) is not None


def stem(words: str) -> str:
    """The beginning of the last word, which inflection leaves alone."""
    word = words.lower().split()[-1]
    return word[: max(4, len(word) - 3)]


def telling(argument: Argument) -> set[str]:
    """The words of an argument that tell it from others, short of their inflection."""
    return set(stems(argument.text.lower().split()))


def contents(event: Event) -> set[str]:
    """The words of what is said."""
    return {word for argument in fillers(event, "content") for word in stems(argument.text.lower().split())}


def stems(words: Iterable[str]) -> Iterator[str]:
    """The words that tell something, each cut to its stem."""
    for word in words:
        plain = re.sub(r"['’]s?$|[^\w-]", "", word)
        if plain and plain not in VAGUE:
            yield plain[:6]
