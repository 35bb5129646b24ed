"""The tests that need the PyTorch engine are there only where torch is."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore = [] if find_spec("torch") else ["test_precision.py", "test_torch_backend.py"]
