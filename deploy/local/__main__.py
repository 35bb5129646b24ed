"""``make run``: start the service, read one article with it, print the events, and stay up until Ctrl-C."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from deploy.local.demo import read_article, show_events
from deploy.local.errors import Interrupted, LaunchError
from deploy.local.interruption import Interruption, watched
from deploy.local.lock import held
from deploy.local.plan import Plan, plan_of
from deploy.local.stack import Stack, running_stack

INTERRUPTED = 130


def report(line: str) -> None:
    """Say one line of progress."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def serve(stack: Stack, interruption: Interruption) -> None:
    """Stay until somebody asks to stop.

    Raises:
        LaunchError: a program of the service ended.
    """
    with suppress(Interrupted):
        while True:
            stack.require_alive()
            interruption.pause(0.2)


def run(plan: Plan, interruption: Interruption) -> int:
    """Carry out the plan; the exit code."""
    article = read_article(plan.article, plan.published_at)
    plan.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    with held(plan.state / "lock"):
        with running_stack(plan, interruption, report) as stack:
            succeeded = show_events(stack, article, plan.article, interruption)
            if not plan.once:
                report(f"\nSitrep is at {stack.url} (see {stack.url}/docs). Ctrl-C stops it.")
                serve(stack, interruption)
            report("Stopping: the API, the worker, Redis.")
        report("Stopped.")
    return 0 if succeeded else 1


def main() -> int:
    """Run the launcher; every failure is one sentence."""
    try:
        with watched() as interruption:
            return run(plan_of(os.environ), interruption)
    except LaunchError as error:
        sys.stderr.write(f"sitrep: {error}\n")
        return 1
    except Interrupted:
        sys.stderr.write("sitrep: stopped before it was ready.\n")
        return INTERRUPTED
    except BrokenPipeError:  # nobody reads what is said; everything is stopped by now
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(main())
