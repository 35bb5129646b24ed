"""The vocabulary of Sitrep: what an article, a span, an event and a job are.

A leaf: the services and the workers read from here and never from one another. Only the standard library and
pydantic are used, but for the adapters named in pyproject.toml's import contracts.
"""
