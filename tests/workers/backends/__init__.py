"""Tests of workers/backends."""
