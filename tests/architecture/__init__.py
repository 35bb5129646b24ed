"""Tests that hold the tree to its house rules."""
