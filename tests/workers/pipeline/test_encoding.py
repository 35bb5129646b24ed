"""Encoding: tokens that know their characters."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.workers.pipeline.growth import growth
from tests.workers.pipeline.texts import HOSTILE, texts
from workers.model.artifact import open_artifact
from workers.pipeline.encoding import encode_sentences
from workers.pipeline.sentences import split_sentences

TOKENIZER = open_artifact().tokenizer()


@given(texts)
def test_tokens_lie_in_their_sentence_in_order(text: str) -> None:
    """Token spans rise, stay within their sentence, and words rise by one from zero."""
    sentences = split_sentences(text)
    for encoding in encode_sentences(text, sentences, TOKENIZER):
        sentence, position = sentences[encoding.sentence], 0
        for span in encoding.spans:
            assert sentence.contains(span)
            assert position <= span.end
            position = span.end
        steps = zip(encoding.words, encoding.words[1:], strict=False)
        assert all(after - before in (0, 1) for before, after in steps)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Café talks", ["Café", "talks"]),
        ("e\u0301t 👩‍👩‍👧 met", ["e\u0301t", "met"]),
        ("Jose\u0301 met Zoe\u0308\u200d", ["Jose\u0301", "met", "Zoe\u0308\u200d"]),
        ("U.S.", ["U", ".", "S", "."]),
        ("cease-fire\r\nheld", ["cease", "-", "fire", "held"]),
    ],
)
def test_word_spans_say_the_words(text: str, words: list[str]) -> None:
    """The characters from a word's first token to its last are the word as written, accents and all."""
    (encoding,) = encode_sentences(text, split_sentences(text), TOKENIZER)
    found = []
    for index in range(max(encoding.words) + 1):
        tokens = [token for token, word in enumerate(encoding.words) if word == index]
        found.append(text[encoding.spans[tokens[0]].start : encoding.spans[tokens[-1]].end])

    assert [word for word in words if word not in found] == []


@pytest.mark.parametrize("shape", HOSTILE)
def test_hostile_text_is_encoded_in_linear_time(shape: str) -> None:
    """Four times the text takes about four times as long."""

    def run(text: str) -> object:
        return encode_sentences(text, split_sentences(text), TOKENIZER)

    assert growth(run, HOSTILE[shape], 1 << 15) < 2.5
