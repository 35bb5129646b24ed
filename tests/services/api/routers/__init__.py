"""Tests of what is answered at which path."""
