"""The model: its labels, its network (needs torch) and its artefact on disk (does not)."""
