"""Attributes: what is computed from an event's words and codes; pure helpers of assembly, one attribute a file."""
