"""Evaluation: how well the whole extractor does on annotated text it never saw."""
