"""Tests of the ``sitrep`` command as a person or a script meets it: output, complaints and exit codes."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from deploy.local.ports import free_port
from services.cli.main import main
from shared.articles import Article
from shared.events import Extraction
from tests.workers.models import fake

SITREP = [sys.executable, "-m", "services.cli.main"]
NEWS = "Ruritania moved two brigades 🕊 towards Elbonia on Friday.\r\n\r\n“No war,” the minister said after they met."


@pytest.fixture(autouse=True)
def fake_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Extraction without weights."""
    monkeypatch.setenv("SITREP_BACKEND", "fake")


def sitrep(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit code of the command with these arguments."""
    monkeypatch.setattr(sys, "argv", ["sitrep", *arguments])
    try:
        main()
    except SystemExit as left:
        return int(left.code or 0)
    return 0


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Two articles and a line that is none."""
    path = tmp_path / "news.jsonl"
    lines = [json.dumps({"id": "a", "text": NEWS, "date": "2022-02-15"}), "{", json.dumps({"id": 7, "text": NEWS})]
    path.write_text("\n".join(lines), "utf-8")
    return path


WRONG = {
    "no file": (["extract"], 2, "FILE"),
    "missing file": (["extract", "missing.txt"], 1, "missing.txt: No such file"),
    "unknown command": (["fly"], 2, "No such command"),
    "unknown type": (["extract", "--types", "WEATHER", "x"], 2, "STATEMENT, AGREE"),
    "no date": (["extract", "--published-at", "soon", "x"], 2, "not a date"),
    "no such confidence": (["extract", "--min-confidence", "2", "x"], 2, "--min-confidence"),
    "nobody listens": (["get", "--url", f"http://127.0.0.1:{free_port()}", "ex_1"], 3, "cannot reach the service"),
    "no address": (["get", "--url", "http://[::", "ex_1"], 2, "not an address"),
    "no scheme": (["get", "--url", "example", "ex_1"], 3, "http://"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_a_sentence_and_an_exit_code(
    case: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every failure has its code and says on standard error what is wrong, with nothing on standard output."""
    arguments, code, words = WRONG[case]
    assert sitrep(monkeypatch, *arguments) == code
    out, err = capsys.readouterr()
    assert (words in err, out) == (True, "")


@pytest.mark.parametrize(
    ("name", "value", "code", "words"),
    [
        ("SITREP_MODEL", "/nowhere", 5, "there is no model in /nowhere"),
        ("SITREP_BACKEND", "abacus", 2, "abacus"),
        ("SITREP_BATCH_TOKENS", "many", 2, "SITREP_BATCH_TOKENS"),
    ],
)
def test_a_wrong_setting_is_named(
    name: str, value: str, code: int, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A setting of the environment that cannot be used is a sentence that names it."""
    monkeypatch.setenv(name, value)
    assert sitrep(monkeypatch, "extract", "x.txt") == code
    assert words in capsys.readouterr().err


def test_a_bad_line_costs_no_other(
    news: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every good line is a result in its place, the bad one a complaint, and the exit code tells."""
    assert sitrep(monkeypatch, "extract", "--format", "jsonl", str(news)) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", "7"]
    assert err.startswith(f"sitrep: {news}, line 2: not JSON (Expecting property name")
    assert err.count("\n") == 1


def test_records_can_be_scored(news: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Records repeat id, date and text, and their spans are the words of the extraction's mentions."""
    sitrep(monkeypatch, "extract", "--format", "records", str(news))
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["id"], first["date"], first["text"]) == ("a", "2022-02-15", NEWS)
    assert "date" not in second
    assert first["events"] == second["events"] != []
    assert all(NEWS[slice(*event["trigger"])].strip() for event in first["events"])


def test_the_events_are_those_of_the_extractor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command adds nothing to what the extractor says of the same text, and leaves out nothing."""
    (tmp_path / "news.txt").write_bytes(NEWS.encode())
    assert sitrep(monkeypatch, "extract", "--format", "json", str(tmp_path / "news.txt")) == 0
    expected = fake().extract(Article(text=NEWS))
    assert Extraction.model_validate_json(capsys.readouterr().out).events == expected.events != ()


def read_all(terminal: int) -> str:
    """What was written to a terminal, its lines joined; once it is closed Linux ends with an error, macOS does not."""
    shown = b""
    with suppress(OSError):
        while piece := os.read(terminal, 1 << 16):
            shown += piece
    return " ".join(shown.decode().split())


def test_the_progress_bar_leaves_the_results_alone(news: Path, tmp_path: Path) -> None:
    """With a terminal on standard error a bar is drawn there, while every result still goes to standard output."""
    master, terminal = pty.openpty()
    with (tmp_path / "out").open("wb") as out:
        command = [*SITREP, "extract", "--format", "jsonl", str(news)]
        code = subprocess.run(command, stdout=out, stderr=terminal, check=False, env={**os.environ, "TERM": "xterm"})
    os.close(terminal)
    shown = read_all(master)
    os.close(master)
    assert code.returncode == 1
    assert [json.loads(line)["id"] for line in (tmp_path / "out").read_text("utf-8").splitlines()] == ["a", "7"]
    assert "extracting" in shown
    assert "line 2: not JSON" in shown


def test_a_reader_that_goes_away_is_no_stack_trace(news: Path) -> None:
    """Piping into a program that reads only the beginning ends quietly."""
    command = f"{' '.join(SITREP)} ontology --format json | head -c 1; {' '.join(SITREP)} ontology >&-"
    answer = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in answer.stderr
    assert answer.stdout == "{"


def test_the_help_lists_commands_and_exit_codes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asking for help is no error and tells all there is."""
    assert sitrep(monkeypatch, "--help") == 0
    out = capsys.readouterr().out
    assert all(command in out for command in ("extract", "submit", "get", "watch", "ontology", "Exit codes"))
