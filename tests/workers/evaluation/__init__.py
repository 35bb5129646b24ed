"""Tests of workers/evaluation."""
