"""Tests of the choice of ports."""

from __future__ import annotations

import socket

import pytest

from deploy.local.errors import LaunchError
from deploy.local.ports import LOOPBACK, free_port, require_free


def test_a_free_port_can_be_listened_on() -> None:
    """The port that is offered is free."""
    port = free_port()
    require_free(port)
    with socket.create_server((LOOPBACK, port)):
        pass


def test_a_taken_port_is_a_sentence_that_names_another() -> None:
    """A port with a listener is refused, with a command that would work."""
    with socket.create_server((LOOPBACK, 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(LaunchError, match=rf"Port {port} is taken .* make run PORT=\d+"):
            require_free(port)
