"""Tests of what runs Sitrep on a machine."""
