"""A dozen annotated sentences of invented news, enough to see that a training learns."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from shared.spans import Span
from workers.evaluation.annotation import AnnotatedArgument, AnnotatedEvent, AnnotatedText

Marks = tuple[str, str, str | None, str, dict[str, str]]
"""The trigger's words, type, mode, modality, and the words of each role."""

SENTENCES: dict[str, tuple[Marks, ...]] = {
    "Ruritania moved two brigades towards the Elbonian border on Friday.": (
        (
            "moved",
            "MOBILIZE",
            "troops",
            "asserted",
            {"actor": "Ruritania", "object": "two brigades", "destination": "Elbonian border", "time": "Friday"},
        ),
    ),
    "The foreign minister of Elbonia will meet his counterpart in Port Amsel next week.": (
        (
            "meet",
            "CONSULT",
            None,
            "future",
            {"actor": "foreign minister", "recipient": "counterpart", "location": "Port Amsel", "time": "next week"},
        ),
    ),
    "Police arrested twelve demonstrators in Kelmar, the mayor said.": (
        ("arrested", "COERCE", "arrest", "asserted", {"actor": "Police", "recipient": "twelve demonstrators"}),
        ("said", "STATEMENT", None, "asserted", {"actor": "mayor"}),
    ),
    "Rebels did not shell the town of Orbeck overnight.": (
        ("shell", "ASSAULT", "heavy-weapons", "negated", {"actor": "Rebels", "time": "overnight"}),
    ),
    "The council imposed sanctions on three Valdoran companies.": (
        ("sanctions", "SANCTION", None, "asserted", {"actor": "council", "recipient": "three Valdoran companies"}),
    ),
    "Thousands marched through the capital against the new law.": (
        ("marched", "PROTEST", "demo", "asserted", {"actor": "Thousands", "location": "capital"}),
    ),
    "Ostrava could withdraw its troops from the Kesh valley.": (
        (
            "withdraw",
            "RETREAT",
            "withdraw",
            "hypothetical",
            {"actor": "Ostrava", "object": "troops", "origin": "Kesh valley"},
        ),
    ),
    "The union promised $40 million in aid to the islands.": (
        ("promised", "AGREE", None, "asserted", {"actor": "union"}),
        ("aid", "AID", None, "future", {"actor": "union", "object": "$40 million", "recipient": "islands"}),
    ),
    "Havrik accused the U.S. of spying.": (
        ("accused", "ACCUSE", "allege", "asserted", {"actor": "Havrik", "recipient": "U.S."}),
    ),
    "Valdora rejected the offer on Tuesday.": (
        ("rejected", "REJECT", None, "asserted", {"actor": "Valdora", "time": "Tuesday"}),
    ),
    "Wheat prices rose by two percent after a wet spring.": (),
    "The museum will open a new wing in May.": (),
}


def words_span(text: str, words: str) -> Span:
    """Where ``words`` first stand in ``text``."""
    start = text.index(words)
    return Span(start, start + len(words))


def annotated(number: int, text: str) -> AnnotatedText:
    """The record of one sentence."""
    events = tuple(
        AnnotatedEvent(
            trigger=words_span(text, trigger),
            type=kind,
            mode=mode,
            modality=modality,
            arguments=tuple(AnnotatedArgument(role=r, span=words_span(text, words)) for r, words in roles.items()),
        )
        for trigger, kind, mode, modality, roles in SENTENCES[text]
    )
    return AnnotatedText(id=f"s{number}", text=text, events=events)


NEWS = tuple(annotated(number, text) for number, text in enumerate(SENTENCES))


def write_data(folder: Path) -> Path:
    """A data folder as the training reads it; what is learnt is also what is tested on."""
    news = folder / "news"
    news.mkdir(parents=True)
    lines = "".join(f"{record.model_dump_json()}\n" for record in NEWS)
    for part in ("train", "val"):
        (news / f"{part}.jsonl").write_text(lines, "utf-8")
    written = folder / "corpus" / "train"
    written.mkdir(parents=True)
    (written / "news.jsonl").write_text(lines, "utf-8")
    with gzip.open(news / "unlabelled.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text}) + "\n" for text in SENTENCES)
    return folder
