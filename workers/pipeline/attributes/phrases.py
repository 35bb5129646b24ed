"""Phrases: words of a text that stand in a table, the longest first. What countries and sectors are looked up with."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

READ = 200
"""Code points of a text that are read: names of people, places and times are shorter."""

WORD = re.compile(r"[^\W_]+")

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """The value of a phrase that is the words ``[start, end)``."""

    value: T
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrases(Generic[T]):
    """A table of phrases by their first word, longer phrases first.

    A word of the table in small letters matches whatever the case of the text; one with capitals matches as it is, so
    that "Turkey" is not the bird, or in a text all in capitals.
    """

    by_first: Mapping[str, Sequence[tuple[tuple[str, ...], T]]]

    @classmethod
    def of(cls, entries: Iterable[tuple[str, T]]) -> Phrases[T]:
        """The table of these phrases; of equal ones the first counts."""
        values: dict[tuple[str, ...], T] = {}
        for phrase, value in entries:
            values.setdefault(words_of(phrase), value)
        by_first = defaultdict(list)
        for words, value in sorted(values.items(), key=lambda entry: -len(entry[0])):
            by_first[words[0]].append((words, value))
        return cls(dict(by_first))

    def find(self, words: Sequence[str]) -> Iterator[Found[T]]:
        """The phrases among ``words`` from left to right, none within another."""
        start = 0
        while start < len(words):
            found = self.at(words, start)
            start = found.end if found else start + 1
            if found:
                yield found

    def at(self, words: Sequence[str], start: int) -> Found[T] | None:
        """The longest phrase that begins at ``start``."""
        begun = (entry for first in spellings(words[start]) for entry in self.by_first.get(first, ()))
        fitting = (
            Found(value, start, start + len(phrase))
            for phrase, value in begun
            if fits(phrase, words[start:][: len(phrase)])
        )
        return max(fitting, key=lambda found: found.end, default=None)


def fits(phrase: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words are those of the phrase."""
    return len(phrase) == len(words) and all(
        wanted in spellings(word) for wanted, word in zip(phrase, words, strict=True)
    )


def spellings(word: str) -> tuple[str, ...]:
    """How a word of a text may stand in a table."""
    return tuple(
        dict.fromkeys((word, word.lower(), *([word.capitalize()] if word.isupper() and len(word) > 3 else [])))
    )


def words_of(text: str) -> tuple[str, ...]:
    """The words at the start of a text, without accents: runs of letters and digits ("U.S.-led": U, S, led)."""
    decomposed = unicodedata.normalize("NFKD", text[:READ])
    return tuple(WORD.findall("".join(letter for letter in decomposed if not unicodedata.combining(letter))))
