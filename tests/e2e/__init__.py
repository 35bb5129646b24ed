"""End-to-end tests: the whole service as real processes, and what happens when they are killed."""
