"""Stage 2: sentences as tokens that know their characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from tokenizers import Tokenizer

from shared.spans import Span
from workers.pipeline.records import Encoding

MARKS = frozenset({"Mn", "Mc", "Me"})
"""Categories of the characters that combine with the one before."""

JOINERS = "\u200c\u200d"
"""Zero-width non-joiner and joiner: part of the character before, unlike other invisible characters."""


def encode_sentences(text: str, sentences: Sequence[Span], tokenizer: Tokenizer) -> tuple[Encoding, ...]:
    """The tokens of every sentence, with spans in code points of ``text``.

    The tokenizer must be set neither to cut nor to pad. A sentence of characters that it drops has no tokens.
    """
    encodings = tokenizer.encode_batch([sentence.of(text) for sentence in sentences], add_special_tokens=False)
    return tuple(
        Encoding(
            sentence=index,
            ids=tuple(encoding.ids),
            spans=tuple(span.shifted(sentence.start) for span in with_marks(sentence.of(text), encoding.offsets)),
            words=tuple(word or 0 for word in encoding.word_ids),  # None would be a special token's
        )
        for index, (sentence, encoding) in enumerate(zip(sentences, encodings, strict=True))
    )


def with_marks(text: str, offsets: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """The places of tokens in ``text``, each up to the end of the marks that follow it and that no token covers.

    Tokenizers drop accents that are written as characters of their own: without this, "José" could lose its last one.
    """
    limits = [*(start for start, _ in offsets[1:]), len(text)]
    for (start, end), limit in zip(offsets, limits, strict=False):
        stop = end
        while stop < limit and (unicodedata.category(text[stop]) in MARKS or text[stop] in JOINERS):
            stop += 1
        yield Span(start, stop)
