"""Stage 2: sentences as tokens that know their characters."""

from __future__ import annotations

from collections.abc import Sequence

from tokenizers import Tokenizer

from shared.spans import Span
from workers.pipeline.records import Encoding


def encode_sentences(text: str, sentences: Sequence[Span], tokenizer: Tokenizer) -> tuple[Encoding, ...]:
    """The tokens of every sentence, with spans in code points of ``text``.

    The tokenizer must be set neither to cut nor to pad. A sentence of characters that it drops has no tokens.
    """
    encodings = tokenizer.encode_batch([sentence.of(text) for sentence in sentences], add_special_tokens=False)
    return tuple(
        Encoding(
            sentence=index,
            ids=tuple(encoding.ids),
            spans=tuple(Span(*offsets).shifted(sentence.start) for offsets in encoding.offsets),
            words=tuple(word or 0 for word in encoding.word_ids),  # None would be a special token's
        )
        for index, (sentence, encoding) in enumerate(zip(sentences, encodings, strict=True))
    )
