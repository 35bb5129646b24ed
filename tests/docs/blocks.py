"""The fenced blocks of a document, and the script that a reader who tries them one after another would type.

    ```sh        commands, run by bash; a command that fails fails the test
    ```console   a session: what stands after "$ " is run (after "> " it goes on), the rest is what one sees
    ```python    run by Python
    ```json      must be JSON
    ```jsonl     must be JSON line by line
    ```text      anything else: never run

All commands of a page run in order in one shell, in an empty folder with a copy of deploy/samples, with ``sitrep`` and
``python`` on the path and a service at http://127.0.0.1:8000. What cannot be run says why on the line before its fence:

    <!-- no test: it takes the terminal until Ctrl-C -->
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FENCE = re.compile(r"^( *)```([^`]*)$")
NO_TEST = re.compile(r"^ *<!-- no test: \S.* -->$")
RUN = {"sh", "console", "python"}
READ = {"json", "jsonl"}
SHOWN = {"text"}
LANGUAGES = RUN | READ | SHOWN


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; ``line`` is that of its first line of content, counted from 1."""

    language: str
    line: int
    content: str
    tested: bool


def blocks_of(document: str) -> Iterator[Block]:
    """The blocks of a document in order.

    Raises:
        ValueError: the last one is not closed.
    """
    lines = document.splitlines()
    number = 0
    while number < len(lines):
        if opening := FENCE.match(lines[number]):
            start = number + 1
            end = next((at for at in range(start, len(lines)) if lines[at].strip() == "```"), None)
            if end is None:
                raise ValueError(f"the block that begins on line {number + 1} is not closed")
            indent = len(opening[1])
            content = "".join(f"{line[indent:]}\n" for line in lines[start:end])
            tested = not NO_TEST.match(lines[number - 1] if number else "")
            yield Block(opening[2].strip(), start + 1, content, tested)
            number = end
        number += 1


def commands_of(session: str) -> str:
    """The commands of a console session."""
    return "".join(f"{line[2:]}\n" for line in session.splitlines() if line.startswith(("$ ", "> ")))


def script_of(name: str, blocks: Sequence[Block]) -> str:
    """One bash script of all that a page has run; it says which block it is at, for the one that fails."""
    parts = ["set -euo pipefail\n"]
    for block in blocks:
        if block.tested and block.language in RUN:
            parts += [f"echo ':: {name}, line {block.line}'\n", as_shell(block)]
    return "".join(parts)


def as_shell(block: Block) -> str:
    """What a shell is told to run a block."""
    match block.language:
        case "console":
            return commands_of(block.content)
        case "python":
            return f"python - <<'END_OF_PYTHON'\n{block.content}END_OF_PYTHON\n"
        case _:
            return block.content
