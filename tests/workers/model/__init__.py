"""Tests of workers/model."""
