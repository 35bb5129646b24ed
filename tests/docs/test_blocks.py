"""Tests of how documents are read, so that no block goes untested by a mistake of the harness."""

from __future__ import annotations

import subprocess

import pytest

from tests.docs.blocks import Block, blocks_of, commands_of, script_of

PAGE = """# Title

```sh
echo one
greeting=hello
```

1. In a list:

   ```console
   $ echo $greeting \\
   >   again
   hello again
   ```

<!-- no test: it never ends -->
```sh
sleep infinity
```

```python
print("from Python")
```

```text
anything
```
"""


def test_blocks_have_language_line_and_content() -> None:
    """Every fence is found, indented ones too; one after a reason is not tested."""
    found = list(blocks_of(PAGE))
    assert [(block.language, block.tested) for block in found] == [
        ("sh", True),
        ("console", True),
        ("sh", False),
        ("python", True),
        ("text", True),
    ]
    assert found[0] == Block("sh", 4, "echo one\ngreeting=hello\n", tested=True)
    assert PAGE.splitlines()[found[3].line - 1] == 'print("from Python")'


def test_a_page_runs_as_one_session() -> None:
    """Blocks run in order in one shell, and what is marked is left out."""
    script = script_of("page", list(blocks_of(PAGE)))
    answer = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True, timeout=20)
    said = [line for line in answer.stdout.splitlines() if not line.startswith("::")]
    assert said == ["one", "hello again", "from Python"]


@pytest.mark.parametrize(
    "content", ["false\n", "false | true\n", "echo $no_such_variable\n", "echo a; no-such-program\n"]
)
def test_a_command_that_fails_fails_its_page(content: str) -> None:
    """A failing command, also within a pipe, and an unset variable end the script with the place of the block."""
    script = script_of("page", [Block("sh", 4, content, tested=True), Block("sh", 9, "echo after\n", tested=True)])
    answer = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, timeout=20)
    assert answer.returncode != 0
    assert answer.stdout.splitlines()[0] == ":: page, line 4"
    assert "after" not in answer.stdout.replace(":: page", "")


def test_an_open_fence_is_an_error() -> None:
    """A block without an end is named by its line."""
    with pytest.raises(ValueError, match="line 2"):
        list(blocks_of("a\n```sh\necho\n"))


def test_only_prompts_are_commands() -> None:
    """Output between the commands of a session is not run."""
    assert commands_of("$ a\nb\n$ c\n> d\n") == "a\nc\nd\n"
