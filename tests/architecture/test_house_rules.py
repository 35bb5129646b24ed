"""Tests of the rules that every file of the project keeps."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("services", "workers", "shared", "deploy")
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(*folders: str) -> list[Path]:
    """All Python files under the folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def shown(path: Path) -> str:
    """A file's name for the list of cases."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[Function]:
    """Every function of a file, inner ones too."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return (node for node in nodes if isinstance(node, Function))


def length(function: Function) -> int:
    """Lines of a function from its ``def`` on."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


ALL = sources(*PACKAGES, "tests")


@pytest.mark.parametrize("path", ALL, ids=shown)
def test_every_module_says_what_it_owns(path: Path) -> None:
    """A module begins with a docstring."""
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize("path", ALL, ids=shown)
def test_files_and_functions_are_short(path: Path) -> None:
    """No file is over 400 lines, no function over 60."""
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE
    assert [f"{f.name}: {length(f)} lines" for f in functions(path) if length(f) > LONGEST_FUNCTION] == []


def test_most_files_and_functions_are_very_short() -> None:
    """The median file of the packages has at most 100 lines, the median function at most 10."""
    files = sources(*PACKAGES)
    assert median(len(path.read_text("utf-8").splitlines()) for path in files) <= 100
    assert median(length(function) for path in files for function in functions(path)) <= 10


@pytest.mark.parametrize("path", sources("tests"), ids=shown)
def test_every_test_says_what_must_hold(path: Path) -> None:
    """A test has a docstring."""
    tests = [function for function in functions(path) if function.name.startswith("test_")]
    assert [test.name for test in tests if not ast.get_docstring(test)] == []


def test_every_folder_of_tests_is_a_package() -> None:
    """Each folder with tests has an __init__.py, so that equal names do not collide; the root has none."""
    folders = {path.parent for path in sources("tests")}
    assert [shown(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []
    assert not (ROOT / "__init__.py").exists()


@pytest.mark.parametrize("path", sources(*PACKAGES), ids=shown)
def test_nothing_is_caught_bare(path: Path) -> None:
    """No handler catches everything that there is, and none swallows an exception it does not name."""
    handlers = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ExceptHandler)]
    assert [handler.lineno for handler in handlers if handler.type is None] == []
