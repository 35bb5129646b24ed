"""Tests of reading articles out of files."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cli.articles import Defaults
from services.cli.inputs import Input, InputFormat, Unreadable, read_inputs, total_size

READABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip)


def read(*files: Path | str, form: InputFormat = InputFormat.AUTO, **defaults: object) -> list[Input | Unreadable]:
    """All that the files hold."""
    return list(read_inputs([str(file) for file in files], form, Defaults(**defaults)))  # type: ignore[arg-type]


def written(path: Path, content: bytes) -> Path:
    """The file at ``path`` with that content."""
    path.write_bytes(content)
    return path


def the_article(readings: list[Input | Unreadable]) -> Input:
    """The one article that was read."""
    (reading,) = readings
    assert isinstance(reading, Input)
    return reading


def test_a_text_file_is_one_article_as_it_is(tmp_path: Path) -> None:
    """Line ends, white space and marks inside the text are kept; the file's name is the id."""
    text = " \ufeffOne\r\nTwo\rThree\u2028Four e\u0301 🇺🇦\n"
    item = the_article(read(written(tmp_path / "news.txt", text.encode())))
    assert (item.id, item.article.text, item.size) == ("news", text, len(text.encode()))


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    """An editor's mark at the beginning of a file shifts no offset, in either format."""
    text = the_article(read(written(tmp_path / "news.txt", "\ufeffHello".encode())))
    line = the_article(read(written(tmp_path / "news.jsonl", '\ufeff{"id": "a", "text": "Hello"}'.encode())))
    assert text.article.text == line.article.text == "Hello"


def test_a_json_file_is_one_article(tmp_path: Path) -> None:
    """An object over several lines gives its text and day; what has no id goes by the file's name."""
    record = '{\n "text": "One.\\nTwo.",\n "published_at": "2022-02-15T23:00:00+05:00"\n}\n'
    item = the_article(read(written(tmp_path / "news.json", record.encode())))
    assert (item.id, item.article.text, item.article.published_at) == ("news", "One.\nTwo.", date(2022, 2, 15))


def test_json_lines_are_an_article_each(tmp_path: Path) -> None:
    """A line has its own id and date, or else its number and the date for all; other fields are passed over."""
    lines = '{"id": "a", "text": "One.", "date": "2022-02-15", "events": []}\n\n{"text": "Two.", "source": "x"}\n'
    first, second = read(written(tmp_path / "news.jsonl", lines.encode()), published_at=date(2020, 1, 2))
    assert isinstance(first, Input)
    assert isinstance(second, Input)
    assert (first.id, first.article.text, first.article.published_at) == ("a", "One.", date(2022, 2, 15))
    assert (second.id, second.article.text, second.article.published_at) == ("3", "Two.", date(2020, 1, 2))


BAD_LINES = {
    "{": "not JSON",
    "[1]": "not a JSON object",
    "[" * 100_000: "not JSON",
    '{"id": "x"}': 'no field "text"',
    '{"text": 5}': '"text" must be a string',
    '{"text": " \\n "}': "empty",
    '{"text": "a\\u0000b"}': "NUL",
    '{"text": "a\\ud800b"}': "surrogate",
    '{"id": "\\udc00", "text": "a"}': "surrogate",
    '{"id": [1], "text": "a"}': '"id" must be a string',
    '{"title": "\\udc00", "text": "a"}': "surrogate",
    '{"text": "a", "date": "yesterday"}': "not a date",
    '{"text": "abcdefghijkl"}': "at most 10",
}


@pytest.mark.parametrize("line", BAD_LINES, ids=lambda line: line[:24])
def test_a_bad_line_is_named_and_the_others_are_read(line: str, tmp_path: Path) -> None:
    """A line that is no article gives its file, its number and the reason, and costs no other line."""
    path = written(tmp_path / "news.jsonl", f'{{"text": "One."}}\n{line}\n{{"text": "Three."}}\n'.encode())
    first, bad, last = read(path, max_chars=10)
    assert isinstance(first, Input)
    assert isinstance(bad, Unreadable)
    assert isinstance(last, Input)
    assert bad.where == f"{path}, line 2"
    assert BAD_LINES[line] in bad.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (b"\xff\xfe\x00", "UTF-8"), (b"\x7fELF\x00", "NUL"), (b"caf\xe9", "byte 3")],
)
def test_a_file_that_is_no_text_is_named(content: bytes, reason: str, tmp_path: Path) -> None:
    """Empty, binary and wrongly encoded files are each told apart."""
    (item,) = read(written(tmp_path / "news.txt", content))
    assert isinstance(item, Unreadable)
    assert reason in item.reason


def test_a_missing_file_costs_no_other_file(tmp_path: Path) -> None:
    """A file that cannot be opened is reported in its place."""
    missing, folder, found = read(tmp_path / "no.txt", tmp_path, written(tmp_path / "yes.txt", b"Hello."))
    assert isinstance(missing, Unreadable)
    assert isinstance(folder, Unreadable)
    assert isinstance(found, Input)
    assert missing.reason == "No such file or directory"


@pytest.mark.parametrize(
    ("content", "form", "texts"),
    [
        (b"Hello.\n", InputFormat.AUTO, ["Hello.\n"]),
        (b'{"text": "A"}\n{"text": "B"}\n', InputFormat.AUTO, ["A", "B"]),
        (b'{"text": "A"}\n', InputFormat.TEXT, ['{"text": "A"}\n']),
    ],
)
def test_standard_input_is_told_by_its_first_character(
    content: bytes, form: InputFormat, texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What begins with a brace is JSON Lines unless the caller says otherwise."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert [item.article.text for item in read("-", form=form) if isinstance(item, Input)] == texts


@given(text=READABLE)
def test_any_text_comes_out_as_it_went_in(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every text without NUL and lone surrogates is the same code points in both formats."""
    folder = tmp_path_factory.mktemp("texts")
    line = json.dumps({"text": text}, ensure_ascii=False)
    as_line = the_article(read(written(folder / "a.jsonl", line.encode())))
    assert as_line.article.text == text
    if not text.startswith("\ufeff"):
        assert the_article(read(written(folder / "a.txt", text.encode()))).article.text == text


def test_the_size_of_all_files_is_known_but_not_that_of_standard_input(tmp_path: Path) -> None:
    """Progress can be measured against the bytes of the files."""
    path = written(tmp_path / "news.txt", b"Hello.")
    assert total_size([str(path), str(path), "missing"]) == 12
    assert total_size([str(path), "-"]) is None
