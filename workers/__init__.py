"""The workers: they claim jobs, run the extractor over the articles and store what it finds."""
