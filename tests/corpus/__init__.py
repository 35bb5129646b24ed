"""Tests of the hand-written corpus."""
