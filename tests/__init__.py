"""Tests: they mirror the tree; each says in a sentence what must hold."""
