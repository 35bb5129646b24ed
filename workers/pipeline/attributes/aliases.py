"""Aliases: who a short name means in an article that says elsewhere who that is.

News introduces people and bodies once: "Russian President Vladimir Putin", "Ana Lopes, Portugal's foreign minister,",
"the Sudanese Armed Forces (SAF)". Later it says "Putin", "Lopes", "SAF", or "the minister".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from shared.spans import Span
from workers.pipeline.attributes.actors import Actor, actor_of
from workers.pipeline.attributes.sectors import sector_phrases

LOOKS = 8
"""Places of a word in the text at which an introduction is looked for."""
REACH = 160
"""Code points around a name within which its introduction lies."""

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
CAPITAL = r"(?:[^\W\d_a-zß-öø-ÿ][\w'’.-]*|al-\w+|bin|bint|ibn|de|da|del|der|den|van|von|el)"
BARE_NAME = re.compile(rf"{CAPITAL}(?: {CAPITAL})*")
ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z]")
LONG_FORM = re.compile(r"[A-Z][\w'’-]*(?: (?:[A-Z][\w'’-]*|of|the|for|and|de|on|in))*(?= ?\($)")
APPOSITION = re.compile(r",? \(?((?:who is |currently )?[^,.;:()\"“”!?\n–—]{3,100})")
SHORTENED = (
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|Lt|St))(?<!\b(?:Mrs|Col|Gen|Maj|Adm|Sgt|Sen|Rep|Gov|Cpl))(?<!\b(?:Capt|Brig|Prof))"
)
CLAUSE = re.compile(rf"[,;:()\"“”!?\n–—]|{SHORTENED}\. ")


@dataclass(frozen=True, slots=True)
class Introductions:
    """Where each capitalised word stands in a text."""

    text: str
    places: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, text: str) -> Introductions:
        """Those of a text, found in one pass."""
        places: dict[str, list[int]] = defaultdict(list)
        for match in WORD.finditer(text):
            word = re.sub(r"['’]s$", "", match[0])
            if word[0].isupper() and len(places[word]) < LOOKS:
                places[word].append(match.start())
        return cls(text, dict(places))

    def actor(self, words: str) -> Actor:
        """Who the words of an argument mean: by themselves, else by how the article introduces them."""
        actor = actor_of(words)
        if actor.name is None or actor.country or actor.sector or not BARE_NAME.fullmatch(actor.name):
            return actor
        for introduced in map(actor_of, self.introductions(actor.name)):
            actor = joined(actor, introduced)
        return actor

    def introductions(self, name: str) -> Iterator[str]:
        """Phrases of the text that say who bears a name, the earliest first."""
        last = name.rsplit(maxsplit=1)[-1]
        for start in self.places.get(last, ()):
            end = start + len(last)
            before, after = self.text[max(0, start - REACH) : start], self.text[end : end + REACH]
            if ACRONYM.fullmatch(name) and (long_form := LONG_FORM.search(before)):
                yield long_form[0]
                continue
            if title := title_before(before):
                yield title
            if (found := APPOSITION.match(after)) and says_sector(found[1]):
                yield found[1]


def cast_of(text: str, spans: Iterable[Span]) -> dict[Span, Actor]:
    """Who the participants at ``spans`` are, in the light of the whole text.

    A description without a country ("the foreign minister") has that of the last participant who was called so.
    """
    introductions, called = Introductions.of(text), dict[str, str]()
    cast = {}
    for span in sorted(set(spans)):
        actor = introductions.actor(span.of(text))
        head = actor.name.split()[-1].lower() if actor.name and actor.sector else ""
        if actor.country is None and actor.name and actor.name.islower():
            actor = actor._replace(country=called.get(head))
        elif actor.country and head:
            called[head] = actor.country
        cast[span] = actor
    return cast


def joined(actor: Actor, introduced: Actor) -> Actor:
    """An actor with what it lacks and its introduction says."""
    return Actor(actor.name, actor.country or introduced.country, actor.sector or introduced.sector)


def title_before(before: str) -> str:
    """The words right before a name that belong to its title: capitalised ones, and small ones that titles hold."""
    clause = CLAUSE.split(before)[-1]
    words: list[str] = []
    for word in reversed(clause.split()):
        plain = re.sub(r"['’]s?$", "", word).lower()
        if not (word[0].isupper() or plain in titles() or says_sector(plain)):
            break
        words.insert(0, word)
    return " ".join(words)


@cache
def titles() -> frozenset[str]:
    """Words in small letters that stand within a title, beside the nouns of sectors."""
    return frozenset(resources.files(__package__).joinpath("titles.txt").read_text("utf-8").split())


def says_sector(words: str) -> bool:
    """Whether a noun of the sectors' table stands among the words."""
    return any(True for _ in sector_phrases().find(WORD.findall(words)))
