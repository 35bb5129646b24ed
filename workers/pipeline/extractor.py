"""The extractor: one article's walk through the stages, one stage a line."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby

from tokenizers import Tokenizer

from shared.articles import Article
from shared.events import Extraction, ExtractionWarning, ModelInfo, Stats
from shared.settings import Settings
from shared.spans import Span
from workers.backends.backend import Backend, WindowScores
from workers.backends.select import select_backend
from workers.model.artifact import Artifact, open_artifact
from workers.pipeline.assembly import assemble, select
from workers.pipeline.batches import score_windows
from workers.pipeline.decoding import Decoder
from workers.pipeline.encoding import encode_sentences
from workers.pipeline.records import Encoding, ScoredEvent, Window
from workers.pipeline.sentences import split_sentences
from workers.pipeline.windows import SpecialIds, cut_windows, join_windows

LANGUAGE = "en"
"""What the model reads."""


@dataclass(slots=True)
class Stopwatch:
    """Milliseconds a stage."""

    ms: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what happens inside as ``name``."""
        start = time.perf_counter()
        yield
        self.ms[name] = round((time.perf_counter() - start) * 1000, 2)


@dataclass(frozen=True, slots=True)
class Extractor:
    """A model that is ready to read articles. Holds no state between articles."""

    model: ModelInfo
    backend: Backend
    tokenizer: Tokenizer
    decoder: Decoder
    special: SpecialIds
    unknown_id: int
    max_tokens: int
    batch_tokens: int

    def extract(self, article: Article) -> Extraction:
        """Everything that the model finds in ``article``, with offsets into its text as it is."""
        text, watch = article.text, Stopwatch()
        with watch.stage("sentences"):
            sentences = split_sentences(text)
        with watch.stage("encoding"):
            encodings = encode_sentences(text, sentences, self.tokenizer)
        with watch.stage("windows"):
            windows = cut_windows(encodings, self.max_tokens, self.special)
        with watch.stage("scores"):
            scores = score_windows(windows, self.batch_tokens, self.backend.score)
        with watch.stage("decoding"):
            found = self.decode(text, encodings, windows, scores)
        with watch.stage("assembly"):
            events = assemble(text, found, self.decoder.ontology, article.published_at)
        return Extraction(
            model=self.model,
            ontology=self.decoder.ontology.name,
            language=article.language or LANGUAGE,
            sentences=tuple(tuple(sentence) for sentence in sentences),
            events=select(events, article.options),
            warnings=tuple(self.warnings(article, sentences, encodings, windows)),
            stats=Stats(sentences=len(sentences), tokens=sum(len(e.ids) for e in encodings), ms=watch.ms),
        )

    def decode(
        self, text: str, encodings: Sequence[Encoding], windows: Sequence[Window], scores: Sequence[WindowScores]
    ) -> tuple[ScoredEvent, ...]:
        """The events of all sentences; windows of one encoding lie next to each other."""
        pairs = groupby(zip(windows, scores, strict=True), key=lambda pair: pair[0].encoding)
        return tuple(
            event
            for encoding, group in pairs
            for event in self.decoder.decode(
                encodings[encoding], join_windows(*map(tuple, zip(*group, strict=True))), text
            )
        )

    def warnings(
        self, article: Article, sentences: Sequence[Span], encodings: Sequence[Encoding], windows: Sequence[Window]
    ) -> Iterator[ExtractionWarning]:
        """What a reader of the result should know: nothing is skipped silently."""
        if article.language and article.language.split("-")[0].lower() != LANGUAGE:
            yield ExtractionWarning(
                code="language", detail=f"the model reads English; {article.language!r} was read as if it were"
            )
        unread = [
            span
            for encoding in encodings
            for id, span in zip(encoding.ids, encoding.spans, strict=True)
            if id == self.unknown_id
        ]
        if unread:
            yield ExtractionWarning(
                code="unread-words",
                detail=f"{len(unread)} words are unknown to the model, the first at {unread[0].start}:{unread[0].end}",
            )
        parts = Counter(window.encoding for window in windows)
        cut = [sentences[encodings[index].sentence] for index, count in parts.items() if count > 1]
        if cut:
            yield ExtractionWarning(
                code="long-sentence",
                detail=f"{len(cut)} sentences were too long to read at once and were read in overlapping parts, "
                f"the first at {cut[0].start}:{cut[0].end}",
            )


def extractor_of(artifact: Artifact, backend: Backend, batch_tokens: int) -> Extractor:
    """An extractor for the artefact's model on ``backend``."""
    tokenizer, ontology = artifact.tokenizer(), artifact.ontology()
    vocabulary = tokenizer.get_vocab()
    return Extractor(
        model=artifact.info,
        backend=backend,
        tokenizer=tokenizer,
        decoder=Decoder(ontology, artifact.labels, artifact.manifest.thresholds, artifact.manifest.calibration),
        special=SpecialIds(vocabulary["[CLS]"], vocabulary["[SEP]"]),
        unknown_id=vocabulary["[UNK]"],
        max_tokens=artifact.manifest.max_tokens,
        batch_tokens=batch_tokens,
    )


def build_extractor(settings: Settings) -> Extractor:
    """The extractor that the settings ask for.

    Raises:
        ArtifactError: the model is missing or damaged.
        ValueError: no such backend.
    """
    artifact = open_artifact(settings.model)
    return extractor_of(artifact, select_backend(settings, artifact), settings.batch_tokens)
