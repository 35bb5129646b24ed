"""The PyTorch engine's tests are there only where torch is."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore = [] if find_spec("torch") else ["test_torch_backend.py"]
