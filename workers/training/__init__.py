"""Training: from annotated news to the artefact that workers load. The only part that needs torch."""
