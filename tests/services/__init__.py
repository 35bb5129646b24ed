"""Tests of what callers touch."""
