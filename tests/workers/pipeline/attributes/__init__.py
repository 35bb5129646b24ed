"""Tests of workers/pipeline/attributes."""
