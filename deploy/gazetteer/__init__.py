"""Bakes the table of populated places."""
