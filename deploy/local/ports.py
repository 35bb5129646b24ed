"""Ports of this machine's loopback address."""

from __future__ import annotations

import socket

from deploy.local.errors import LaunchError

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def require_free(port: int) -> None:
    """Check that the service can listen on ``port``.

    Raises:
        LaunchError: another program listens there, or this user may not.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except PermissionError:
            raise LaunchError(f"Port {port} needs an administrator; choose another: make run PORT=8001") from None
        except OSError:
            raise LaunchError(
                f"Port {port} is taken by another program; stop that program or choose another: "
                f"make run PORT={port % 65535 + 1}"
            ) from None
